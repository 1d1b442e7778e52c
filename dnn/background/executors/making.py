"""Executors for slices of training: loky's worker processes on this machine, or one thread where those cannot be had,
or the workers of a Dask cluster.

All are executors of concurrent.futures. Workers import this library and NumPy, never Streamlit; each uses one BLAS
thread; and each of this machine watches its parent, so that none outlives a server that was killed.
"""

import logging
import os
import threading
import time
from collections.abc import Iterable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import Any

from dnn.background.executors.cluster import ClusterExecutor
from dnn.background.executors.process_watch import kill_workers, watch
from dnn.background.settings import PREFIX, Settings
from dnn.errors import ConfigurationError
from dnn.text.messages import Text

LOGGER = logging.getLogger("dnn.background")

ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
NO_LEAK_CHECK = {"LOKY_MAX_MEMORY_LEAK_SIZE": "1e12"}
"""loky's bytes by which a worker may grow before it is ended, checked only where psutil is installed: buffers of large
networks are no leak."""
WATCH_SECONDS = 1.0
NICENESS = 10
"""Niceness of the workers: slices give way to pages where both want a core. With 5 a page waits behind slices: the 95th
percentile of what a hundred students do is three times as long, and no run trains faster."""


def make_executor(settings: Settings) -> Executor:
    """Executor of `settings.worker_count` workers, which begin to start at once; of a cluster's workers, which it
    begins to look for.

    Raises:
        ConfigurationError: a cluster is asked for whose packages are not installed, or with certificates that do not
            fit.
    """
    if settings.dask_address is not None:
        return _dask(settings, settings.dask_address)
    if settings.executor == "processes":
        try:
            return _processes(settings.worker_count)
        except (ImportError, OSError) as error:
            LOGGER.warning("no worker processes here (%s): training runs in one thread of the server", error)
    else:
        LOGGER.warning("training runs in one thread of the server, as DNN_EXECUTOR says")
    return ThreadPoolExecutor(1, thread_name_prefix="dnn-training")


def can_be_ended(executor: Executor) -> bool:
    """True if a slice that does not come back can be given up with its worker.

    A thread of the server cannot be ended, and nothing stops it but what stops the server: a slice that is late there
    is slow, and a second thread with the same slice would make both slower.
    """
    return not isinstance(executor, ThreadPoolExecutor)


def shut_down(executor: Executor, overdue: Iterable["Future[Any]"] = ()) -> None:
    """End the workers at once; slices in them are lost, results taken over before are not. A cluster's workers are
    others' as well: ended are those alone that have an overdue slice."""
    if isinstance(executor, ThreadPoolExecutor):
        executor.shutdown(wait=True, cancel_futures=True)
    elif isinstance(executor, ClusterExecutor):
        executor.end_workers_of(overdue)
        executor.shutdown(wait=True, cancel_futures=True)
    else:
        kill_workers(executor)
        executor.shutdown(wait=True, kill_workers=True)  # type: ignore[call-arg]


def _dask(settings: Settings, address: str) -> Executor:
    try:
        from dnn.background.executors.dask_executor import DaskExecutor
    except ImportError as missing:
        expected, hint = Text("one whose packages are installed"), Text("the extra dask of this project")
        raise ConfigurationError(PREFIX + "EXECUTOR", expected, settings.executor, hint) from missing
    return DaskExecutor(address, settings)


def _processes(workers: int) -> Executor:
    from loky.process_executor import ProcessPoolExecutor

    executor: Executor = ProcessPoolExecutor(
        workers, timeout=None, env=ONE_THREAD | NO_LEAK_CHECK, initializer=_begin_worker, initargs=(os.getpid(),)
    )
    for _ in range(workers):  # the first task starts the processes: what cannot be had is missed here, not later
        executor.submit(_import_training)
    watch(executor)
    return executor


def _begin_worker(parent: int) -> None:
    """Make this worker yield to the server where they share a core, and end with it."""
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    _watch_parent(parent)


def _watch_parent(parent: int) -> None:
    """Start a thread that ends this worker when its parent is gone, however that ended."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(WATCH_SECONDS)
        os._exit(0)

    threading.Thread(target=watch, name="dnn-parent-watch", daemon=True).start()


def _import_training() -> None:
    import dnn.training.advance  # noqa: F401
