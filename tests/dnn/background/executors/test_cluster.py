"""Runs on a cluster's workers, which come and go: told by an executor that a test commands."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from concurrent.futures import Executor, Future
from dataclasses import replace
from typing import Any

import pytest

from dnn.background.executors.cluster import ClusterExecutor, SliceLost, WorkersDied
from dnn.background.scheduling.slice_failure import MAX_FAILURES
from dnn.background.scheduling.slice_length import CLUSTER, slice_seconds
from dnn.background.settings import Settings
from tests.dnn.background.running import LONG, ME, OTHER, SOON, Clock, SteppedRuns, config

WORKERS = 2
SETTINGS = Settings(executor="dask://127.0.0.1:8786", slice_timeout_seconds=10.0)


class CommandedCluster(ClusterExecutor):
    """A cluster that begins every slice and brings none back by itself.

    Attributes:
        workers: how many there are.
        given: the futures and what their slices are called with.
        ended: the futures whose workers were to be ended.
    """

    def __init__(self, settings: Settings) -> None:
        self.workers = WORKERS
        self.given: list[tuple[Future[Any], Any, tuple[Any, ...]]] = []
        self.ended: list[Future[Any]] = []
        self.was_shut_down = threading.Event()

    @property
    def worker_count(self) -> int:
        return self.workers

    def end_workers_of(self, futures: Iterable[Future[Any]]) -> None:
        self.ended += futures

    def submit(self, function, /, *arguments, **settings):  # type: ignore[no-untyped-def]
        future: Future[Any] = Future()
        future.set_running_or_notify_cancel()
        self.given.append((future, function, arguments))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self.was_shut_down.set()

    def lose(self, error: Exception | None = None) -> None:
        """Bring no result of the slices that are under way, but an error."""
        for future, _function, _arguments in self.given:
            if not future.done():
                future.set_exception(error or SliceLost())

    def answer(self) -> None:
        """Bring back the last slice."""
        future, function, (configuration, state, _seconds, iterations) = self.given[-1]
        future.set_result(function(configuration, state, None, iterations))


class TestWorkersThatComeAndGo:
    @pytest.fixture
    def made(self) -> list[CommandedCluster]:
        """The executors, in the order in which they were made."""
        return []

    @pytest.fixture
    def runs(self, made: list[CommandedCluster]) -> SteppedRuns:
        def make(settings: Settings) -> Executor:
            made.append(CommandedCluster(settings))
            return made[-1]

        return SteppedRuns(replace(SETTINGS, active_runs_per_visitor=40), make, Clock())

    def test_while_they_are_away_runs_say_so_and_nothing_is_submitted(
        self, runs: SteppedRuns, made: list[CommandedCluster]
    ) -> None:
        (cluster,) = made
        first = runs.start(config(LONG), ME)
        runs.take_turns()
        cluster.workers = 0
        cluster.lose()
        runs.take_turns(1.0)
        second = runs.start(config(LONG), OTHER)
        runs.take_turns(1.0)
        assert len(cluster.given) == 1
        for run in (first, second):
            payload = runs.poll(run.id, -1, 0)
            assert payload is not None
            assert (payload["status"], payload["suspended"], payload["rate"]) == ("suspended", "workers", None)
        cluster.workers = WORKERS
        runs.take_turns(1.0)
        payload = runs.poll(first.id, -1, 0)
        assert payload is not None and (payload["status"], payload["suspended"]) == ("waiting", None)
        assert len(cluster.given) == 3

    def test_runs_whose_workers_are_away_count_as_active(self, runs: SteppedRuns, made: list[CommandedCluster]) -> None:
        made[0].workers = 0
        runs.start(config(LONG), ME)
        runs.take_turns()
        assert runs.count_active() == 1

    def test_a_lost_slice_is_submitted_again_from_the_same_state_and_nobody_is_blamed(
        self, runs: SteppedRuns, made: list[CommandedCluster]
    ) -> None:
        run = runs.start(config(), ME)
        for _ in range(MAX_FAILURES + 2):
            runs.take_turns()
            made[0].lose()
        runs.take_turns()
        (_, _, first), *_others, (_, _, last) = made[0].given
        assert len(made) == 1 and last[:2] == first[:2]
        made[0].answer()
        runs.take_turns()
        snapshot = runs.get(run.id)
        assert snapshot is not None and snapshot.status == "finished"

    def test_a_run_of_whose_slices_workers_die_fails_in_the_end(
        self, runs: SteppedRuns, made: list[CommandedCluster]
    ) -> None:
        run = runs.start(config(), ME)
        for _ in range(MAX_FAILURES):
            runs.take_turns()
            made[0].lose(WorkersDied())
        runs.take_turns()
        snapshot = runs.get(run.id)
        assert snapshot is not None and f"stopped {MAX_FAILURES} times" in str(snapshot.failure)
        assert len(made) == 1

    def test_a_worker_that_does_not_bring_a_slice_back_is_ended(
        self, runs: SteppedRuns, made: list[CommandedCluster]
    ) -> None:
        runs.start(config(), ME)
        for _ in range(4):
            runs.take_turns(4.0)
        first, second = made
        assert [arguments[:2] for _, _, arguments in second.given] == [arguments[:2] for _, _, arguments in first.given]
        assert first.was_shut_down.wait(SOON)
        assert first.ended == [first.given[0][0]]

    def test_every_worker_has_a_slice_and_one_at_hand(self, runs: SteppedRuns, made: list[CommandedCluster]) -> None:
        for _ in range(5 * WORKERS):
            runs.start(config(LONG), ME)
        runs.take_turns()
        assert len(made[0].given) == 2 * WORKERS
        made[0].workers = WORKERS + 1
        runs.take_turns()
        assert len(made[0].given) == 2 * WORKERS + 2


@pytest.mark.parametrize("active", [1, 2, 3, 5, 20, 200])
@pytest.mark.parametrize("state_bytes", [0, 100_000, 100_000_000])
def test_slices_are_long_enough_for_their_way(active: int, state_bytes: int) -> None:
    assert 0.1 <= slice_seconds(state_bytes, WORKERS, active, CLUSTER) <= 0.2
    assert slice_seconds(state_bytes, WORKERS, WORKERS, CLUSTER) == 0.2
