"""Executor on a Dask cluster: a slice is a short task, its state passed in and out.

Nothing of a run stays in the cluster, so that nothing is lost with it: Dask gives a slice whose worker died to another
one, and one that is lost with the scheduler is submitted again from the state that came back last. One thread has an
event loop, in which all of Dask's client happens. It connects, looks once a second which workers there are, and
connects again; the client does so itself after a short loss.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import uuid
from collections.abc import Callable, Iterable
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from functools import partial
from typing import Any

import dask
from distributed import Client, KilledWorker
from distributed.client import ClosedClientError
from distributed.comm import CommClosedError

from dnn.background.executors.cluster import ClusterExecutor, SliceLost, WorkersDied
from dnn.background.executors.dask_cluster import END_SECONDS, DaskCluster
from dnn.background.executors.dask_security import security
from dnn.background.settings import Settings

LOGGER = logging.getLogger("dnn.background")

CHECK_SECONDS = 1.0
"""Pause between two looks at the cluster, or two attempts to reach it."""
CONNECT_SECONDS = 3.0
"""Seconds for which the client tries to reach the scheduler before it is given up for another one."""
CLOSE_SECONDS = 5.0
LOST = (CancelledError, asyncio.CancelledError, ClosedClientError, CommClosedError)
"""Errors of a task that was lost with the connection."""
NO_WARNING = {"distributed.admin.large-graph-warning-threshold": "4 GiB"}
"""Dask's configuration: the state of a large network travels with its slice, which is no oversight."""


class DaskExecutor(ClusterExecutor):
    """Executor of the workers that run the same code as this process; it begins to connect at once."""

    def __init__(self, address: str, settings: Settings) -> None:
        """`address` is HOST:PORT of the scheduler; the settings bound the slices at once, and name certificates.

        Raises:
            ConfigurationError: the certificates do not fit.
        """
        self._security = security(settings)
        self._address = f"{'tls' if self._security.tls_ca_file else 'tcp'}://{address}"
        self._max_workers = settings.workers
        self._lock = threading.Lock()
        self._closing = False
        self._cluster: DaskCluster | None = None
        self._workers = 0
        self._under_way: dict[Future[Any], tuple[str, Future[Any]]] = {}
        self._said = ""
        self._loop = asyncio.new_event_loop()
        self._served: asyncio.Task[None] = self._loop.create_task(self._serve())
        self._thread = threading.Thread(target=self._run, name="dnn-dask", daemon=True)
        self._thread.start()

    @property
    def worker_count(self) -> int:
        """Threads of the workers that run the same code; 0 while the scheduler cannot be reached."""
        return min(self._workers, self._max_workers or self._workers)

    def submit(self, function: Callable[..., Any], /, *arguments: Any, **keywords: Any) -> Future[Any]:
        """Have a function called by a worker.

        Raises:
            RuntimeError: the executor was shut down.
        """
        if self._closing:
            raise RuntimeError("a slice was submitted to an executor that was shut down")
        future: Future[Any] = Future()
        future.set_running_or_notify_cancel()
        cluster, key = self._cluster, f"dnn-{uuid.uuid4()}"
        if cluster is None:
            future.set_exception(SliceLost())
            return future
        result = cluster.compute(key, partial(function, *arguments, **keywords))
        with self._lock:
            coming = asyncio.run_coroutine_threadsafe(result, self._loop)
            self._under_way[future] = key, coming
        coming.add_done_callback(partial(self._hand_over, future))
        return future

    def end_workers_of(self, futures: Iterable[Future[Any]]) -> None:
        """End the workers that have these slices: their nannies start others; one without a nanny is let go."""
        with self._lock:
            keys = {self._under_way[future][0] for future in futures if future in self._under_way}
        if self._cluster is not None and keys:
            ending = asyncio.run_coroutine_threadsafe(self._cluster.end_workers_with(keys), self._loop)
            with suppress(OSError, CancelledError):  # what cannot be reached cannot be ended, and looks like it soon
                ending.result(END_SECONDS)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the cluster; slices that are under way there are lost."""
        if not self._closing:
            self._closing = True
            self._loop.call_soon_threadsafe(self._served.cancel)
            self._lose_all()
        if wait:
            self._thread.join(CLOSE_SECONDS)

    def _hand_over(self, future: Future[Any], came: Future[Any]) -> None:
        """Give the future what came of its task."""
        with self._lock:
            if self._under_way.pop(future, None) is None:
                return
        error = CancelledError() if came.cancelled() else came.exception()
        if error is None:
            future.set_result(came.result())
        elif isinstance(error, KilledWorker):
            future.set_exception(WorkersDied())
        elif isinstance(error, LOST):
            self._workers = 0  # until the next look
            future.set_exception(SliceLost())
        else:
            future.set_exception(error)

    def _lose_all(self) -> None:
        """Have no workers, and take what they had for lost."""
        self._workers = 0
        with self._lock:
            lost, self._under_way = self._under_way, {}
        for future, (_key, coming) in lost.items():
            coming.cancel()
            future.set_exception(SliceLost())

    def _run(self) -> None:
        """Let the loop run until the connection is given up: the thread."""
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner, suppress(asyncio.CancelledError):
            runner.run(_finished(self._served))

    async def _serve(self) -> None:
        """Hold the connection, and begin again where it is lost for longer than the client tries."""
        dask.config.set(NO_WARNING)
        while True:
            try:
                await self._hold_connection()
            except OSError as error:
                self._say(f"no Dask scheduler answers at {self._address} ({error}): runs wait until one does")
            except Exception:  # whatever it is, the next attempt may do
                LOGGER.exception("the connection to the Dask cluster met an error")
            await asyncio.sleep(CHECK_SECONDS)

    async def _hold_connection(self) -> None:
        """Connect, and look which workers there are until the client gives up."""
        client = Client(
            self._address,
            security=self._security,
            timeout=CONNECT_SECONDS,
            set_as_default=False,
            asynchronous=True,
            name="dnn",
        )
        try:
            await client
            self._cluster = DaskCluster(client)
            await self._watch(self._cluster)
        finally:
            self._cluster = None
            self._lose_all()
            await client.close()

    async def _watch(self, cluster: DaskCluster) -> None:
        """Ask which workers there are, once a second."""
        while not cluster.is_closed:
            state = await cluster.state()
            self._say(state.sentence)
            if state.workers:
                self._workers = state.workers
            else:
                self._lose_all()
            await asyncio.sleep(CHECK_SECONDS)

    def _say(self, sentence: str) -> None:
        """Write a sentence into the log, once."""
        if sentence != self._said:
            LOGGER.warning("%s", sentence)
        self._said = sentence


async def _finished(task: asyncio.Task[None]) -> None:
    """Wait for a task."""
    await task
