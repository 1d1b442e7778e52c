"""Ends workers of an executor that do not go on, and frees an executor whose worker died in the middle of an answer.

The thread that manages loky's workers looks for dead ones between two answers only. A worker that is killed while it
writes one leaves that thread waiting for the rest of it: for ever, since this process keeps the writing end of the pipe
open as well. No slice would come back any more, from any worker, and the server would not end. So another thread
checks them too, and closes that end.

Nor does loky see that a worker was stopped. One that has no slice at that moment would never be missed, though there is
a worker less from then on; so the same thread ends it, and loky reports a worker that died.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
from collections import Counter
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

LOGGER = logging.getLogger("dnn.background")

CHECK_SECONDS = 1.0
"""Time that an executor has to notice by itself that one of its workers has died."""
STOPPED_CHECKS = 10
"""Checks after which a worker that is found stopped each time is ended."""


def watch(executor: Any) -> None:
    """Start a thread that watches this loky ProcessPoolExecutor, whose workers have been started, until its end."""
    threading.Thread(target=_watch, args=(executor,), name="dnn-executor-watch", daemon=True).start()


def _watch(executor: Any) -> None:
    manager, processes, answers = executor._executor_manager_thread, executor._processes, executor._result_queue
    should_have_ended = False
    stopped: Counter[int] = Counter()
    while manager.is_alive():
        manager.join(CHECK_SECONDS)
        workers = list(processes.values())
        stopped = _count_stopped(workers, stopped)
        for worker in [each for each in workers if stopped[each.pid] >= STOPPED_CHECKS]:
            LOGGER.warning("a worker was stopped and did not go on: it is ended")
            _kill([worker])
        should_end = _any_dead(workers)
        if should_end and should_have_ended:
            LOGGER.warning("a worker ended in the middle of an answer")
            _free(workers, answers)
            return
        should_have_ended = should_end


def _count_stopped(workers: list[Any], before: Counter[int]) -> Counter[int]:
    """Number of checks in a row, this one included, that found a worker stopped, by its id."""
    return Counter({worker.pid: before[worker.pid] + 1 for worker in workers if _is_stopped(worker)})


def _is_stopped(worker: Any) -> bool:
    """True if a process was stopped by a signal, where the system tells."""
    if not hasattr(os, "waitid"):  # Windows, older Pythons on macOS
        return False
    try:
        return os.waitid(os.P_PID, worker.pid, os.WSTOPPED | os.WNOHANG | os.WNOWAIT) is not None
    except ChildProcessError:  # it has ended, and loky knows
        return False


def _any_dead(workers: list[Any]) -> bool:
    return bool(workers and wait([worker.sentinel for worker in workers], 0))


def kill_workers(executor: Any) -> None:
    """End the worker processes of a loky executor, stopped ones too, by their ids.

    loky leaves that to its manager's thread, which a worker that was stopped in the middle of an answer keeps waiting;
    a dead one does not, since `watch` notices it.
    """
    _kill(list(getattr(executor, "_processes", {}).values()))


def _free(workers: list[Any], answers: Any) -> None:
    """Close the writing end of the answers, the workers' and this process's: the thread that waits for one
    gets an error, and takes the executor for broken."""
    _kill(workers)
    _end_pipe(answers._writer)


def _kill(workers: list[Any]) -> None:
    from loky.backend.utils import kill_process_tree

    for worker in workers:
        kill_process_tree(worker)


def _end_pipe(writer: Any) -> None:
    """Close this end of a pipe, but leave its descriptor to the thread that waits at the other end.

    That thread closes it as soon as it gets its error. Two threads that close one descriptor would close a third's,
    which has got the same number in between: one of the next executor, say. So it leads nowhere instead.
    """
    if sys.platform == "win32":
        writer.close()  # a handle, which cannot be led elsewhere
        return
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), writer.fileno())
