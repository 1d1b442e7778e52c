"""The thread that looks after rooms: it writes down what could not be written before, and ends what is over."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

ROUND_SECONDS = 10.0
"""Seconds between two rounds."""

log = logging.getLogger(__name__)


class RoomUpkeep:
    """Rounds through the rooms while a server runs.

    Args:
        go_round: does once what is to be done.
        seconds: see ROUND_SECONDS.
    """

    def __init__(self, go_round: Callable[[], None], seconds: float = ROUND_SECONDS) -> None:
        self._go_round, self._seconds = go_round, seconds
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None

    def open(self) -> None:
        """Begin."""
        self._closing.clear()
        self._thread = threading.Thread(target=self._work, name="dnn-rooms", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End, after a last round."""
        self._closing.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
            self._go_round()

    def _work(self) -> None:
        while not self._closing.wait(self._seconds):
            try:
                self._go_round()
            except Exception:  # whatever it is, the rooms have to be looked after
                log.exception("the upkeep of rooms met an error")
