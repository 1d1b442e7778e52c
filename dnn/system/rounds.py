"""A thread that goes its rounds while a server runs: what is to be done now and again is done, whatever it meets."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

log = logging.getLogger("dnn.background")


class Rounds:
    """Rounds at an interval, or when the one before says.

    Args:
        name: of the thread; an error is logged under it.
        go_round: does once what is to be done, and may say after how many seconds to come again; what it raises is
            logged, and the next round comes.
        seconds: between two rounds, unless one says otherwise.
        at_end: called once the last round is over.
    """

    def __init__(
        self, name: str, go_round: Callable[[], float | None], seconds: float, at_end: Callable[[], object]
    ) -> None:
        self._name, self._go_round, self._seconds, self._at_end = name, go_round, seconds, at_end
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None

    def open(self) -> None:
        """Begin."""
        self._closing.clear()
        self._thread = threading.Thread(target=self._work, name=self._name, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End, and do what is to be done at the end; nothing where it has not begun."""
        self._closing.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
            self._at_end()

    def _work(self) -> None:
        pause: float | None = None
        while not self._closing.wait(self._seconds if pause is None else pause):
            pause = None
            try:
                pause = self._go_round()
            except Exception:  # whatever it is, the next round has to come
                log.exception("a round of %s met an error", self._name)
