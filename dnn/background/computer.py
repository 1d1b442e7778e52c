"""The worker for what a page computes and what takes longer than a page may: a process of its own, so that neither the
other visitors' pages nor anybody's run waits for it.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, CancelledError, Executor
from dataclasses import replace
from typing import ParamSpec, TypeVar

from dnn.background.executor import make_executor, shut_down
from dnn.background.settings import Settings
from dnn.errors import DnnError
from dnn.messages import Text

LOGGER = logging.getLogger("dnn.background")
ATTEMPTS = 2
"""Workers that may die on the same computation."""

Given = ParamSpec("Given")
Result = TypeVar("Result")


class Computer:
    """One worker, started when it is first needed. Its methods may be called from any thread."""

    def __init__(self, settings: Settings, executor_factory: Callable[[Settings], Executor] = make_executor) -> None:
        self._settings, self._make_executor = replace(settings, workers=1), executor_factory
        self._lock = threading.Lock()
        self._executor: Executor | None = None

    def compute(self, function: Callable[Given, Result], *arguments: Given.args, **settings: Given.kwargs) -> Result:
        """What the function returns, or raises; it and its arguments travel to the worker, so it stands in a module.

        Raises:
            DnnError: the worker ended over it, twice.
        """
        for _attempt in range(ATTEMPTS):
            executor = self._running()
            try:
                return executor.submit(function, *arguments, **settings).result()
            except (BrokenExecutor, CancelledError):
                self._drop(executor)
        raise DnnError(
            Text("The worker ended over this computation, perhaps for want of memory; try a smaller network.")
        )

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
