"""Workers: what they know, and what becomes of the runs when they die."""

from __future__ import annotations

import os
import signal
import struct
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from queue import Empty, SimpleQueue

import numpy as np
import pytest

from dnn.background.commands import Pause, Reset
from dnn.background.manager import RunManager
from dnn.background.scheduler import MAX_FAILURES
from dnn.background.settings import Settings
from dnn.training.advance import advance
from tests.dnn.background.running import LONG, ME, OTHER, PROCESSES, SOON, THREAD, config, costs_of, ended, past


@pytest.fixture(scope="module")
def processes() -> Iterator[RunManager]:
    runs = RunManager(PROCESSES)
    runs.open()
    yield runs
    runs.close()


def worker_pids() -> list[int]:
    """The worker processes of this process."""
    children = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    pids = [int(pid) for path in children for pid in path.read_text().split()]
    return [pid for pid in pids if b"popen_loky" in Path(f"/proc/{pid}/cmdline").read_bytes()]


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="asks Linux for the worker processes")
class TestWorkers:
    def test_a_killed_worker_costs_no_result(self, processes: RunManager) -> None:
        configuration = config(60_000, batch_size=20, optimizer="adam")
        run = processes.start(configuration, ME)
        other = processes.start(config(LONG), OTHER)
        for kills in (1, 2):
            processes.wait_until(run.id, past(5_000 * kills), SOON)
            for pid in worker_pids():
                os.kill(pid, signal.SIGKILL)
        finished = processes.wait_until(run.id, ended, 2 * SOON)
        assert finished.status == "finished"
        undisturbed = advance(configuration, None)
        assert finished.state is not None and (finished.state.theta == undisturbed.state.theta).all()
        iterations, costs = costs_of(processes, run.id)
        assert costs == undisturbed.costs[np.array(iterations) - 1].tolist()
        assert processes.command(other.id, OTHER, Pause()).status == "paused"
        processes.release(other.id, OTHER)

    def test_a_worker_that_dies_in_the_middle_of_an_answer_stops_nobody(self, processes: RunManager) -> None:
        run = processes.start(config(60_000, batch_size=20), ME)
        processes.wait_until(run.id, past(1_000), SOON)
        broken = processes.scheduler._executor
        assert broken is not None
        manager = broken._executor_manager_thread  # type: ignore[attr-defined]
        with pytest.raises(BrokenProcessPool):
            broken.submit(_die_while_answering).result(SOON)
        assert processes.wait_until(run.id, ended, 2 * SOON).status == "finished"
        manager.join(SOON)
        assert not manager.is_alive()

    def test_workers_do_not_know_streamlit(self, processes: RunManager) -> None:
        assert processes.scheduler._executor is not None
        modules = processes.scheduler._executor.submit(_loaded_modules).result(SOON)
        assert "dnn.training.advance" in modules and not {"streamlit", "plotly", "pandas", "pages"} & modules

    def test_workers_use_one_thread(self, processes: RunManager) -> None:
        assert processes.scheduler._executor is not None
        assert processes.scheduler._executor.submit(os.environ.get, "OPENBLAS_NUM_THREADS").result(SOON) == "1"


def _die_while_answering() -> None:
    """Write the beginning of an answer, which says that 1,000 bytes follow, and be killed."""
    import sys

    frame = sys._getframe()
    while "result_queue" not in frame.f_locals:
        assert frame.f_back is not None
        frame = frame.f_back
    answers = frame.f_locals["result_queue"]
    with answers._wlock:
        os.write(answers._writer.fileno(), struct.pack("!i", 1000))
        os.kill(os.getpid(), signal.SIGKILL)


def _loaded_modules() -> set[str]:
    import sys

    import dnn.training.advance  # noqa: F401

    return set(sys.modules)


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
    assert f"ended {MAX_FAILURES} times at iteration 1" in str(failed.failure)
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

    class PageCache(Fragile):
        def submit(self, function, /, *arguments, **settings):  # type: ignore[no-untyped-def]
            if not self._waiting:
                self._waiting.append((Future(), function, arguments))
                futures.put(self._waiting[0][0])
                return self._waiting[0][0]
            return super().submit(function, *arguments, **settings)

    runs = open_runs(executor_factory=PageCache)
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
