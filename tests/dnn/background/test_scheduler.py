"""The scheduler: runs take turns, those at rest are no work for it, and an executor that breaks is replaced."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from queue import Empty, SimpleQueue

import pytest

from dnn.background.commands import Reset, Resume
from dnn.background.manager import RunManager
from dnn.background.scheduler import MAX_FAILURES
from dnn.background.settings import Settings
from tests.dnn.background.running import LONG, ME, OTHER, SOON, THREAD, Clock, at_rest, config, ended, suspended


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
        runs.release(run.id, ME)
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
