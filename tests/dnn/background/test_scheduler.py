"""The scheduler: runs take turns, those at rest are no work for it, and an executor that breaks is replaced."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from queue import Empty, SimpleQueue
from typing import Any

import pytest

from dnn.background.commands import Reset, Resume
from dnn.background.manager import RunManager
from dnn.background.scheduling.slice_failure import MAX_FAILURES
from dnn.background.settings import MAX_SWEEP_SECONDS, Settings
from dnn.training.advance import advance
from tests.dnn.background.running import (
    LONG,
    ME,
    OTHER,
    PROCESSES,
    SOON,
    THREAD,
    Clock,
    SteppedRuns,
    at_rest,
    config,
    costs_of,
    ended,
    suspended,
)


class Fragile(Executor):
    """An executor that breaks, with all it was given, whenever it meets a network drawn from seed 13."""

    made = 0

    def __init__(self, settings: Settings) -> None:
        Fragile.made += 1
        self._broken = False
        self._waiting: list[tuple[Future[object], object, tuple[object, ...]]] = []

    def submit(self, function, /, *arguments, **settings):  # type: ignore[no-untyped-def]
        if self._broken:
            raise BrokenProcessPool
        future: Future[object] = Future()
        if arguments[0].seed == 13:
            self._broken = True
            future.set_exception(BrokenProcessPool())
        else:
            future.set_result(function(*arguments, **settings))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False, kill_workers: bool = False) -> None:
        self._broken = True


def test_a_run_whose_workers_die_again_and_again_fails_and_the_others_go_on(
    open_runs: Callable[..., RunManager],
) -> None:
    Fragile.made = 0
    runs = open_runs(executor_factory=Fragile)
    good, bad = runs.start(config(2000), ME), runs.start(config(2000, seed=13), ME)
    failed = runs.wait_until(bad.id, ended, SOON)
    assert failed.status == "failed" and failed.failure is not None
    assert f"stopped {MAX_FAILURES} times at iteration 1" in str(failed.failure)
    assert runs.wait_until(good.id, ended, SOON).status == "finished"
    assert Fragile.made == MAX_FAILURES + 1
    later = runs.start(config(20), ME)
    assert runs.wait_until(later.id, ended, SOON).status == "finished"


def test_an_executor_that_breaks_is_replaced_once(open_runs: Callable[..., RunManager]) -> None:
    class Breaking(Fragile):
        """The first one holds its first slice until it gets a second one, and breaks with both."""

        def submit(self, function, /, *arguments, **settings):  # type: ignore[no-untyped-def]
            if Fragile.made > 1:
                return super().submit(function, *arguments, **settings)
            if not self._waiting:
                self._waiting.append((Future(), function, arguments))
                return self._waiting[0][0]
            self._waiting[0][0].set_exception(BrokenProcessPool())
            raise BrokenProcessPool

    Fragile.made = 0
    runs = open_runs(executor_factory=Breaking)
    started = [runs.start(config(), owner) for owner in (ME, OTHER)]
    for run in started:
        assert runs.wait_until(run.id, ended, SOON).status == "finished"
    assert Fragile.made == 2


def test_the_scheduler_survives_an_executor_that_takes_nothing(
    open_runs: Callable[..., RunManager], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Refusing(Fragile):
        def submit(self, function, /, *arguments, **settings):  # type: ignore[no-untyped-def]
            if Fragile.made < 4:
                raise BrokenProcessPool
            return super().submit(function, *arguments, **settings)

    Fragile.made = 0
    monkeypatch.setattr("dnn.background.scheduler.RETRY_SECONDS", 0.01)
    runs = open_runs(executor_factory=Refusing)
    run = runs.start(config(), ME)
    assert runs.wait_until(run.id, ended, SOON).status == "finished"


def test_slices_of_runs_that_are_let_go_do_not_pile_up(open_runs: Callable[..., RunManager]) -> None:
    given: SimpleQueue[Future[object]] = SimpleQueue()

    class Busy(Fragile):
        """It begins each slice at once and ends none."""

        def submit(self, function, /, *arguments, **settings):  # type: ignore[no-untyped-def]
            future: Future[object] = Future()
            future.set_running_or_notify_cancel()
            given.put(future)
            return future

    runs = open_runs(executor_factory=Busy)
    for _ in range(THREAD.worker_count + 1):
        run = runs.start(config(LONG), ME)
        given.get(timeout=SOON)
        runs.notebook.delete(run.id, ME)
    runs.start(config(LONG), ME)
    with pytest.raises(Empty):
        given.get(timeout=0.3)


def test_what_a_slice_raises_from_before_a_reset_is_dropped(open_runs: Callable[..., RunManager]) -> None:
    futures: SimpleQueue[Future[object]] = SimpleQueue()

    class Holding(Fragile):
        def submit(self, function, /, *arguments, **settings):  # type: ignore[no-untyped-def]
            if not self._waiting:
                self._waiting.append((Future(), function, arguments))
                futures.put(self._waiting[0][0])
                return self._waiting[0][0]
            return super().submit(function, *arguments, **settings)

    runs = open_runs(executor_factory=Holding)
    run = runs.start(config(), ME)
    future = futures.get(timeout=SOON)
    runs.command(run.id, ME, Reset())
    future.set_exception(MemoryError("no more"))
    assert runs.wait_until(run.id, ended, SOON).status == "finished"


def test_what_a_slice_raises_fails_its_run_alone(
    open_runs: Callable[..., RunManager], caplog: pytest.LogCaptureFixture
) -> None:
    class Raising(Fragile):
        def submit(self, function, /, *arguments, **settings):  # type: ignore[no-untyped-def]
            future: Future[object] = Future()
            if arguments[0].seed == 13:
                future.set_exception(MemoryError("no more"))
                return future
            return super().submit(function, *arguments, **settings)

    runs = open_runs(executor_factory=Raising)
    good, bad = runs.start(config(2000), ME), runs.start(config(2000, seed=13), ME)
    assert "MemoryError: no more" in str(runs.wait_until(bad.id, ended, SOON).failure)
    assert runs.wait_until(good.id, ended, SOON).status == "finished"
    assert runs.command(bad.id, ME, Reset()).status == "paused"


def test_runs_at_rest_or_suspended_are_no_work_for_the_scheduler(open_runs: Callable[..., RunManager]) -> None:
    clock = Clock()
    runs = open_runs(clock=clock)
    resting = [runs.start(config(5), ME, paused=True) for _ in range(3)]
    for run in resting:
        runs.wait_until(run.id, at_rest, SOON)
    assert not runs.scheduler._jobs
    runs.command(resting[0].id, ME, Resume())
    runs.wait_until(resting[0].id, ended, SOON)
    unseen = suspended(runs, clock)
    runs.wait_until(unseen.id, lambda now: not runs.scheduler._jobs, SOON)
    runs.poll(unseen.id, -1, 0)
    assert [*runs.scheduler._jobs] == [unseen.id]


class Silent(Fragile):
    """An executor that begins every slice and brings none back by itself; `given` are the futures and their slices."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.given: list[tuple[Future[object], Any, Any]] = []

    def submit(self, function, /, *arguments, **settings):  # type: ignore[no-untyped-def]
        future: Future[object] = Future()
        future.set_running_or_notify_cancel()
        self.given.append((future, function, arguments))
        return future

    def answer(self, index: int = -1) -> None:
        """Bring back a slice, however long it takes here."""
        future, function, (configuration, state, _seconds, iterations) = self.given[index]
        future.set_result(function(configuration, state, None, iterations))


class TestSlicesThatDoNotComeBack:
    """Of a server with two workers, each slice having ten seconds."""

    @pytest.fixture
    def made(self) -> list[Silent]:
        """The executors, in the order in which they were made."""
        return []

    @pytest.fixture
    def runs(self, made: list[Silent]) -> SteppedRuns:
        def make(settings: Settings) -> Executor:
            made.append(Silent(settings))
            return made[-1]

        return SteppedRuns(replace(PROCESSES, slice_timeout_seconds=10.0), make)

    def test_is_computed_again_from_the_same_state_by_other_workers(
        self, runs: SteppedRuns, made: list[Silent]
    ) -> None:
        run = runs.start(config(), ME)
        for _ in range(3):
            runs.take_turns(4.0)
        assert len(made) == 1
        runs.take_turns(4.0)
        assert [len(each.given) for each in made] == [1, 1]
        assert made[1].given[0][2] == made[0].given[0][2]
        made[1].answer()
        runs.take_turns()
        assert costs_of(runs, run.id)[1] == advance(config(), None).costs.tolist()

    @pytest.mark.parametrize("first_to_come", [0, 1], ids=["before the other", "after the other"])
    def test_what_it_brings_after_all_is_dropped(
        self, runs: SteppedRuns, made: list[Silent], first_to_come: int
    ) -> None:
        run = runs.start(config(), ME)
        for _ in range(4):
            runs.take_turns(4.0)
        made[first_to_come].answer()
        runs.take_turns()
        assert runs.get(run.id).iteration == (200 if first_to_come == 1 else 0)  # type: ignore[union-attr]
        made[1 - first_to_come].answer()
        runs.take_turns()
        finished = runs.get(run.id)
        assert finished is not None and finished.state is not None and finished.iteration == 200
        assert (finished.state.theta == advance(config(), None).state.theta).all()
        assert costs_of(runs, run.id) == ([*range(1, 201)], advance(config(), None).costs.tolist())

    def test_slices_lost_with_it_are_computed_again_and_their_runs_not_blamed(
        self, runs: SteppedRuns, made: list[Silent]
    ) -> None:
        late = runs.start(config(LONG), ME)
        for _ in range(3):
            runs.take_turns(4.0)
        lost = runs.start(config(seed=5), OTHER)
        runs.take_turns()
        assert len(made[0].given) == 2
        runs.take_turns(4.0)
        assert {run.id: run.failures for run in runs._store} == {late.id: 1, lost.id: 0}
        assert [arguments[0].seed for _, _, arguments in made[1].given] == [0]  # the one that is blamed goes alone
        made[1].given[0][0].set_result(advance(config(LONG), None, iterations=1))
        runs.take_turns()
        assert {arguments[0].seed for _, _, arguments in made[1].given[1:]} == {0, 5}
        made[1].answer(next(index for index, given in enumerate(made[1].given) if given[2][0].seed == 5))
        runs.take_turns()
        assert costs_of(runs, lost.id)[1] == advance(config(seed=5), None).costs.tolist()

    def test_a_run_that_never_answers_fails_and_its_visitor_is_told_why(
        self, runs: SteppedRuns, made: list[Silent]
    ) -> None:
        run = runs.start(config(), ME)
        waited = 0
        while runs.get(run.id).status != "failed":  # type: ignore[union-attr]
            runs.poll(run.id, -1, 0)
            runs.take_turns(5.0)
            waited += 5
            assert waited < 100
        failed = runs.get(run.id)
        assert failed is not None and "did not come back from a worker 3 times" in str(failed.failure)
        assert len(made) == MAX_FAILURES + 1 and waited >= 10 + 20 + 40
        other = runs.start(config(), OTHER)
        runs.take_turns()
        made[-1].answer()
        runs.take_turns()
        assert runs.get(other.id).status == "finished"  # type: ignore[union-attr]

    def test_a_server_that_slept_gives_up_none(self, runs: SteppedRuns, made: list[Silent]) -> None:
        run = runs.start(config(), ME)
        runs.take_turns()
        runs.take_turns(3_600.0)
        assert len(made) == 1
        made[0].answer()
        runs.take_turns()
        assert runs.get(run.id).status == "finished"  # type: ignore[union-attr]

    def test_the_scheduler_wakes_up_when_one_is_overdue(self, runs: SteppedRuns) -> None:
        runs.start(config(), ME)
        runs.take_turns()
        assert runs.take_turns(4.5) == pytest.approx(MAX_SWEEP_SECONDS)
        assert runs.take_turns(4.5) == pytest.approx(1.0)

    def test_a_slice_of_a_run_that_was_let_go_does_not_hold_its_worker_for_ever(
        self, runs: SteppedRuns, made: list[Silent]
    ) -> None:
        run = runs.start(config(LONG), ME)
        runs.take_turns()
        runs.notebook.delete(run.id, ME)
        for _ in range(3):
            runs.take_turns(4.0)
        assert len(made) == 2 and not len(runs.scheduler._under_way)

    def test_in_a_thread_of_the_server_it_is_waited_for(self) -> None:
        made: list[ThreadPoolExecutor] = []

        class Endless(ThreadPoolExecutor):
            def submit(self, function, /, *arguments, **settings):  # type: ignore[no-untyped-def]
                return Future()

        def make(settings: Settings) -> Executor:
            made.append(Endless(1))
            return made[-1]

        runs = SteppedRuns(replace(THREAD, slice_timeout_seconds=10.0), make)
        runs.start(config(), ME)
        for _ in range(100):
            runs.take_turns(5.0)
        assert len(made) == 1
