"""Executors where worker processes cannot be had, and where one of them has died."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import Pipe
from types import SimpleNamespace

import pytest

from dnn.background.executors import making as executors
from dnn.background.executors.process_watch import _count_stopped, _end_pipe, _is_stopped
from dnn.background.manager import RunManager
from dnn.background.settings import Settings


@pytest.mark.parametrize("error", [OSError("no semaphores here"), ImportError("no multiprocessing here")])
def test_without_processes_one_thread_takes_over_and_the_log_says_so(
    error: Exception, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def cannot(workers: int) -> None:
        raise error

    monkeypatch.setattr(executors, "_processes", cannot)
    with caplog.at_level(logging.WARNING, "dnn.background"):
        executor = executors.make_executor(Settings())
    assert isinstance(executor, ThreadPoolExecutor)
    assert str(error) in caplog.text and "one thread" in caplog.text
    assert executor.submit(sum, [1, 2]).result(10) == 3
    executors.shut_down(executor)


def test_every_worker_is_warmed_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[object] = []

    class Recording(ThreadPoolExecutor):
        def __init__(self, workers: int, **settings: object) -> None:
            super().__init__(workers)

        def submit(self, function, /, *arguments, **settings):  # type: ignore[no-untyped-def]
            given.append(function)
            return super().submit(function, *arguments, **settings)

    monkeypatch.setattr("loky.process_executor.ProcessPoolExecutor", Recording)
    monkeypatch.setattr(executors, "watch", lambda executor: None)
    runs = RunManager(Settings(workers=3))
    runs.open()
    runs.close()
    assert given == 3 * [executors._import_training]


def test_a_thread_can_be_asked_for(caplog: pytest.LogCaptureFixture) -> None:
    executor = executors.make_executor(Settings(executor="thread"))
    assert isinstance(executor, ThreadPoolExecutor) and "DNN_EXECUTOR" in caplog.text
    executors.shut_down(executor)


@pytest.mark.skipif(sys.platform == "win32", reason="there a pipe is no file descriptor")
def test_a_pipe_is_ended_without_giving_its_descriptor_away() -> None:
    """The thread at its other end closes it too: a descriptor closed twice may be another's by then."""
    reader, writer = Pipe(duplex=False)
    number = writer.fileno()
    _end_pipe(writer)
    with pytest.raises(EOFError):
        reader.recv_bytes()
    other = os.open(os.devnull, os.O_RDONLY)
    assert writer.fileno() == number != other
    writer.close()
    os.close(other)
    reader.close()


@pytest.mark.skipif(not hasattr(os, "waitid"), reason="the system does not tell of stopped processes")
def test_a_worker_is_stopped_until_it_goes_on_or_ends() -> None:
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    assert not _is_stopped(process)
    for number, flag, is_stopped in (
        (signal.SIGSTOP, os.WSTOPPED, True),
        (signal.SIGCONT, os.WCONTINUED, False),
        (signal.SIGSTOP, os.WSTOPPED, True),
        (signal.SIGKILL, os.WEXITED, False),
    ):
        process.send_signal(number)
        os.waitid(os.P_PID, process.pid, flag | os.WNOWAIT)
        assert [_is_stopped(process), _is_stopped(process)] == [is_stopped, is_stopped]
    process.communicate()
    assert not _is_stopped(process)


def test_the_time_for_which_a_worker_is_stopped_counts_anew_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dnn.background.executors.process_watch._is_stopped", lambda worker: worker.is_stopped)
    counts = Counter[int]()
    for first, second, expected in (
        (True, False, {1: 1}),
        (True, True, {1: 2, 2: 1}),
        (False, True, {2: 2}),
        (True, True, {1: 1, 2: 3}),
    ):
        workers = [SimpleNamespace(pid=1, is_stopped=first), SimpleNamespace(pid=2, is_stopped=second)]
        counts = _count_stopped(workers, counts)
        assert counts == expected
