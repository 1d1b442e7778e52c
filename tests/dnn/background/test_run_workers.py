"""Workers: what they know, and what becomes of the runs when they die."""

from __future__ import annotations

import os
import signal
import struct
from collections.abc import Iterator
from concurrent.futures import Executor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from dnn.background.commands import Pause
from dnn.background.manager import RunManager
from dnn.training.advance import advance
from tests.dnn.background.running import LONG, ME, OTHER, PROCESSES, SOON, config, costs_of, ended, past


@pytest.fixture(scope="module")
def processes() -> Iterator[RunManager]:
    runs = RunManager(PROCESSES)
    runs.open()
    yield runs
    runs.close()


@pytest.fixture(scope="module")
def impatient() -> Iterator[RunManager]:
    """A manager that waits for a slice for three seconds: enough for a busy machine, and no long wait for a test."""
    runs = RunManager(replace(PROCESSES, slice_timeout_seconds=3.0))
    runs.open()
    yield runs
    runs.close()


def worker_pids() -> list[int]:
    """The worker processes of this process."""
    children = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    pids = [int(pid) for path in children for pid in path.read_text().split()]
    return [pid for pid in pids if b"popen_loky" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def workers_of(runs: RunManager) -> list[int]:
    """The worker processes that a manager has at the moment."""
    return list(runs.scheduler._executor._processes)  # type: ignore[union-attr]


def wait_until_ended(pid: int) -> None:
    """Wait for a worker to end, for as long as the test has."""
    with suppress(ChildProcessError):  # loky was there before
        os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="asks Linux for the worker processes")
@contextmanager
def run_that_finishes(runs: RunManager) -> Iterator[Executor]:
    """A run that has begun, with the executor of its workers: it finishes whatever is done to them meanwhile, and the
    thread of that executor ends."""
    run = runs.start(config(60_000, batch_size=20), ME)
    runs.wait_until(run.id, past(1_000), SOON)
    executor = runs.scheduler._executor
    assert executor is not None
    manager = executor._executor_manager_thread  # type: ignore[attr-defined]
    yield executor
    assert runs.wait_until(run.id, ended, 2 * SOON).status == "finished"
    manager.join(SOON)
    assert not manager.is_alive()


class TestWorkers:
    def test_a_killed_worker_costs_no_result(self, processes: RunManager) -> None:
        configuration = config(30_000, batch_size=20, optimizer="adam")
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
        processes.notebook.delete(other.id, OTHER)

    def test_a_worker_that_dies_in_the_middle_of_an_answer_stops_nobody(self, processes: RunManager) -> None:
        with run_that_finishes(processes) as broken, pytest.raises(BrokenProcessPool):
            broken.submit(_die_while_answering).result(SOON)

    @pytest.mark.parametrize("count", [1, 2], ids=["one", "both"])
    def test_a_stopped_worker_costs_no_result(self, impatient: RunManager, count: int) -> None:
        configurations = {ME: config(40_000, batch_size=20, optimizer="adam"), OTHER: config(40_000, seed=1)}
        started = {owner: impatient.start(each, owner) for owner, each in configurations.items()}
        impatient.wait_until(started[ME].id, past(2_000), SOON)
        pids = workers_of(impatient)[:count]
        for pid in pids:
            os.kill(pid, signal.SIGSTOP)
        for owner, run in started.items():
            finished = impatient.wait_until(run.id, ended, 2 * SOON)
            undisturbed = advance(configurations[owner], None)
            assert finished.status == "finished" and finished.state is not None
            assert (finished.state.theta == undisturbed.state.theta).all()
            iterations, costs = costs_of(impatient, run.id)
            assert costs == undisturbed.costs[np.array(iterations) - 1].tolist()
        for pid in pids:
            wait_until_ended(pid)

    def test_a_worker_that_is_stopped_while_it_has_no_slice_is_replaced(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("dnn.background.executors.process_watch.STOPPED_CHECKS", 2)
        runs = RunManager(PROCESSES)
        runs.open()
        try:
            pids = workers_of(runs)
            for pid in pids:
                os.kill(pid, signal.SIGSTOP)
            for pid in pids:
                wait_until_ended(pid)
            run = runs.start(config(), ME)
            assert runs.wait_until(run.id, ended, SOON).status == "finished"
        finally:
            runs.close()

    def test_a_worker_that_is_stopped_in_the_middle_of_an_answer_stops_nobody(self, impatient: RunManager) -> None:
        with run_that_finishes(impatient) as given_up:
            given_up.submit(_stop_while_answering)

    def test_a_worker_that_is_stopped_in_the_middle_of_an_answer_does_not_outlive_its_server(self) -> None:
        runs = RunManager(replace(PROCESSES, workers=1))
        runs.open()
        (pid,) = workers_of(runs)
        assert runs.scheduler._executor is not None
        runs.scheduler._executor.submit(_stop_while_answering)
        os.waitid(os.P_PID, pid, os.WSTOPPED | os.WNOWAIT)
        runs.close()
        assert pid not in worker_pids()

    def test_workers_do_not_know_streamlit(self, processes: RunManager) -> None:
        assert processes.scheduler._executor is not None
        modules = processes.scheduler._executor.submit(_loaded_modules).result(SOON)
        assert "dnn.training.advance" in modules and not {"streamlit", "plotly", "pandas", "pages"} & modules

    def test_workers_use_one_thread(self, processes: RunManager) -> None:
        assert processes.scheduler._executor is not None
        assert processes.scheduler._executor.submit(os.environ.get, "OPENBLAS_NUM_THREADS").result(SOON) == "1"

    def test_workers_that_grow_are_not_taken_for_leaking(self, processes: RunManager) -> None:
        assert processes.scheduler._executor is not None
        assert processes.scheduler._executor.submit(_permitted_growth).result(SOON) >= 1e12


def _permitted_growth() -> float:
    import loky.process_executor

    return float(loky.process_executor._MAX_MEMORY_LEAK_SIZE)


def _die_while_answering() -> None:
    """Write the beginning of an answer, which says that 1,000 bytes follow, and be killed."""
    _signal_while_answering(signal.SIGKILL)


def _stop_while_answering() -> None:
    """Write the beginning of an answer, which says that 1,000 bytes follow, and be stopped."""
    _signal_while_answering(signal.SIGSTOP)


def _signal_while_answering(signal_number: signal.Signals) -> None:
    import sys

    frame = sys._getframe()
    while "result_queue" not in frame.f_locals:
        assert frame.f_back is not None
        frame = frame.f_back
    answers = frame.f_locals["result_queue"]
    with answers._wlock:
        os.write(answers._writer.fileno(), struct.pack("!i", 1000))
        os.kill(os.getpid(), signal_number)


def _loaded_modules() -> set[str]:
    import sys

    import dnn.training.advance  # noqa: F401

    return set(sys.modules)
