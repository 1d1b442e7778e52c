"""The worker for what a page computes and what takes longer than a page may: a process of its own, so that neither the
other visitors' pages nor anybody's run waits for it. It is on this machine, wherever runs train.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Hashable
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from dataclasses import replace
from typing import Any, TypeVar

from dnn.background.executors.content_delivery import call_with_content, content_for
from dnn.background.executors.making import make_executor, shut_down
from dnn.background.settings import Settings
from dnn.datasets.contents import MissingContent
from dnn.errors import DnnError
from dnn.text.messages import Text

LOGGER = logging.getLogger("dnn.background")
ATTEMPTS = 2
"""Workers that may die on the same computation."""
MAX_WAIT_SECONDS = 60.0
"""Seconds."""

Result = TypeVar("Result")


class PageWorker:
    """One worker, started when it is first needed. Its methods may be called from any thread."""

    def __init__(self, settings: Settings, executor_factory: Callable[[Settings], Executor] = make_executor) -> None:
        kind = settings.executor if settings.dask_address is None else "processes"
        self._settings, self._make_executor = replace(settings, workers=1, executor=kind), executor_factory
        self._lock = threading.RLock()
        self._executor: Executor | None = None
        self._under_way: dict[Hashable, Future[Any]] = {}

    def compute(self, function: Callable[..., Result], *arguments: Hashable) -> Result:
        """Return what the function returns, or raise what it raises; it and its arguments travel to the worker, so it
        stands in a module. Two callers who ask for the same at the same time share one computation.

        Raises:
            DnnError: the worker ended over it, twice, or has too much to do; or it is about a table that is not here.
        """
        for _attempt in range(ATTEMPTS):
            executor = self._running()
            try:
                return self._answer(executor, function, arguments)
            except (BrokenExecutor, CancelledError):
                self._drop(executor)
            except TimeoutError as late:
                raise DnnError(Text("Many computations are queued here; try again in a minute.")) from late
        raise DnnError(
            Text(
                "The worker process stopped during this computation, perhaps because it ran out of memory; "
                "try a smaller network."
            )
        )

    def _answer(self, executor: Executor, function: Callable[..., Result], arguments: tuple[Hashable, ...]) -> Result:
        """The result of the task, which takes a visitor's table along where the worker does not have it."""
        try:
            return self._submitted(executor, function, arguments).result(MAX_WAIT_SECONDS)
        except MissingContent as missing:
            task = content_for(missing), function, *arguments
            return self._submitted(executor, call_with_content, task).result(MAX_WAIT_SECONDS)

    def _submitted(
        self, executor: Executor, function: Callable[..., Result], arguments: tuple[Hashable, ...]
    ) -> Future[Result]:
        """The task, under way."""
        task = (function, *arguments)
        with self._lock:
            future = self._under_way.get(task)
            if future is None or future.done():
                future = self._under_way[task] = executor.submit(function, *arguments)
                future.add_done_callback(lambda done: self._forget(task))
            return future

    def _forget(self, task: Hashable) -> None:
        with self._lock:
            self._under_way.pop(task, None)

    def _running(self) -> Executor:
        with self._lock:
            if self._executor is None:
                self._executor = self._make_executor(self._settings)
            return self._executor

    def _drop(self, executor: Executor) -> None:
        """Do without a broken executor, unless somebody else has noticed before."""
        with self._lock:
            if self._executor is not executor:
                return
            self._executor = None
        LOGGER.warning("the worker of the pages ended; another one takes its place")
        shut_down(executor)

    def close(self) -> None:
        """End the worker."""
        with self._lock:
            executor, self._executor = self._executor, None
        if executor is not None:
            shut_down(executor)
