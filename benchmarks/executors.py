"""The way of a slice to a worker and back, by loky and by Dask: python -m benchmarks.executors [ROUNDS]

Two workers each: loky's processes, and those of a Dask cluster that is started here, scheduler and workers in processes
of their own on the loopback device. They take turns, so that what else this machine does befalls both. First the time
until a function that does nothing has come back, with a state of each size sent and returned. Then, for slices of each
length, the part of the workers' time that is spent in slices, while as many are under way as the scheduler allows; and
with Dask while there is one for each worker, since as many runs train as there are workers. Slices that wait show the
way alone, as on a cluster whose scheduler has a machine of its own; those that compute share two cores with everything.
"""

from __future__ import annotations

import os
import shlex
import socket
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from itertools import product
from queue import SimpleQueue
from typing import Any

import numpy as np

from dnn.background.executors.cluster import count_waiting, count_workers
from dnn.background.executors.making import make_executor, shut_down
from dnn.background.settings import Settings
from dnn.text import text_table

WORKERS = 2
STATE_KILOBYTES = (0, 100, 1_000)
SLICE_SECONDS = (0.02, 0.05, 0.1, 0.2)
CALLS, WATCH_SECONDS, WAIT_SECONDS = 60, 3.0, 60.0
CLUSTER = (
    "-m dask scheduler --host 127.0.0.1 --port {port} --no-dashboard",
    *["-m dask worker tcp://127.0.0.1:{port} --no-nanny --nthreads 1 --no-dashboard --local-directory {folder} "
      "--preload dnn.background.executors.dask_preload"] * WORKERS,
)  # fmt: skip


def main() -> None:
    """Print both tables."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    os.environ["LOKY_MAX_MEMORY_LEAK_SIZE"] = "1e10"
    with dask_cluster() as address:
        settings = {
            "loky": Settings(workers=WORKERS),
            "Dask": Settings(executor=f"dask://{address}"),
        }
        executors = {name: make_executor(each) for name, each in settings.items()}
        try:
            for name, executor in executors.items():
                _wait_for_workers(executor, settings[name])
            sys.stdout.write(_latencies(executors, rounds) + "\n" + _shares(executors, settings, rounds))
        finally:
            for executor in executors.values():
                shut_down(executor)


@contextmanager
def dask_cluster() -> Iterator[str]:
    """A scheduler and its workers, which end again; its address."""
    with socket.socket() as listener, tempfile.TemporaryDirectory() as folder:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
        listener.close()
        commands = [shlex.split(command.format(port=port, folder=folder)) for command in CLUSTER]
        processes = [subprocess.Popen([sys.executable, *each], stderr=subprocess.DEVNULL) for each in commands]
        try:
            yield f"127.0.0.1:{port}"
        finally:
            for process in reversed(processes):
                process.terminate()
                process.wait()


def _wait_for_workers(executor: Executor, settings: Settings) -> None:
    deadline = time.monotonic() + WAIT_SECONDS
    while count_workers(executor, settings) < WORKERS:
        if time.monotonic() > deadline:
            raise TimeoutError(f"no {WORKERS} workers within {WAIT_SECONDS:.0f} s")
        time.sleep(0.1)
    for future in [executor.submit(_returned, None) for _ in range(10 * WORKERS)]:
        future.result()


def _latencies(executors: dict[str, Executor], rounds: int) -> str:
    taken: dict[tuple[str, int], list[float]] = defaultdict(list)
    for _ in range(rounds):
        for kilobytes in STATE_KILOBYTES:
            state = np.random.default_rng(0).random(kilobytes * 125)
            for name, executor in executors.items():
                for _ in range(CALLS // rounds):
                    began = time.perf_counter()
                    executor.submit(_returned, state).result()
                    taken[name, kilobytes].append((time.perf_counter() - began) * 1e3)
    titles = ("state, kB each way", *(f"{name}, ms: median / 95 %" for name in executors))
    rows = [
        (f"{kilobytes:,}", *(_median_and_95(taken[name, kilobytes]) for name in executors))
        for kilobytes in STATE_KILOBYTES
    ]
    return text_table.markdown(titles, rows, right=range(len(titles)))


def _median_and_95(values: list[float]) -> str:
    return f"{np.median(values):.1f} / {np.percentile(values, 95):.1f}"


def _shares(executors: dict[str, Executor], settings: dict[str, Settings], rounds: int) -> str:
    contestants = {
        name: (executor, count_waiting(executor, count_workers(executor, settings[name])))
        for name, executor in executors.items()
    }
    contestants["Dask, none at hand"] = executors["Dask"], 0
    shares: dict[tuple[str, float, str], list[float]] = defaultdict(list)
    for _ in range(rounds):
        for kind, seconds in product(SLICES, SLICE_SECONDS):
            for name, (executor, waiting) in contestants.items():
                share = _share(executor, SLICES[kind], seconds, WORKERS + waiting)
                shares[kind, seconds, name].append(share)
    titles = ("slice", "ms", *(f"{name}: time in slices" for name in contestants))
    rows = [
        (kind, f"{seconds * 1e3:.0f}", *(f"{np.median(shares[kind, seconds, name]):.0%}" for name in contestants))
        for kind, seconds in product(SLICES, SLICE_SECONDS)
    ]
    return text_table.markdown(titles, rows, right=range(1, len(titles)))


def _share(executor: Executor, work: Callable[[Any, float], None], seconds: float, at_once: int) -> float:
    """The part of the workers' time that is spent in slices of so many seconds, each with a state of 100 kB."""
    state, done = np.random.default_rng(0).random(12_500), SimpleQueue[Future[Any]]()

    def submit() -> None:
        executor.submit(_slice, work, state, seconds).add_done_callback(done.put)

    began = time.perf_counter()
    for _ in range(at_once):
        submit()
    spent = 0.0
    while time.perf_counter() - began < WATCH_SECONDS:
        spent += done.get().result()[1]
        submit()
    passed = time.perf_counter() - began
    for _ in range(at_once):
        done.get()
    return spent / (passed * WORKERS)


def _returned(state: Any) -> Any:
    return state


def _slice(work: Callable[[Any, float], None], state: Any, seconds: float) -> tuple[Any, float]:
    """Work for so many seconds; the state, and how long it was."""
    began = time.perf_counter()
    work(state, seconds)
    return state, time.perf_counter() - began


def _wait(state: Any, seconds: float) -> None:
    time.sleep(seconds)


def _compute(state: Any, seconds: float) -> None:
    began = time.perf_counter()
    while time.perf_counter() - began < seconds:
        state.sum()


SLICES = {"waits": _wait, "computes": _compute}


if __name__ == "__main__":
    main()
