"""The thread that looks after the tables: it writes down what waits, notes which are used, and deletes what is too old
or too much.
"""

from __future__ import annotations

import logging
import math
import threading
import time
from collections.abc import Callable, Collection

from dnn.background.store.protocol import StoreAway
from dnn.background.tables.rows import Use
from dnn.background.tables.visitor_tables import VisitorTables

UPKEEP_SECONDS = 10.0
"""Seconds between two rounds."""
TRIM_SECONDS = 600.0
"""Seconds between two times at which what is too old or too much is deleted."""

log = logging.getLogger(__name__)


class Upkeep:
    """Rounds through the tables while a server runs.

    Args:
        in_use: the tables of the runs that the server has in memory; called in each round.
        seconds: see UPKEEP_SECONDS.
    """

    def __init__(
        self, tables: VisitorTables, in_use: Callable[[], Collection[Use]], seconds: float = UPKEEP_SECONDS
    ) -> None:
        self._tables, self._in_use, self._seconds = tables, in_use, seconds
        self._trimmed = -math.inf
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None

    def open(self) -> None:
        """Begin."""
        self._closing.clear()
        self._thread = threading.Thread(target=self._work, name="dnn-tables", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Write down what waits, and end."""
        self._closing.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
            self._write_down()

    def go_round(self) -> None:
        """Do once what is to be done; what cannot be at present is left for the next round."""
        in_use = self._in_use()
        try:
            self._tables.write_down()
            self._tables.note_use(in_use)
            if time.monotonic() - self._trimmed > TRIM_SECONDS:
                count = self._tables.trim(in_use)
                self._tables.look_again({digest for _owner, digest in in_use})
                self._trimmed = time.monotonic()
                log.info("%d tables were deleted for their age or for room.", count)
        except StoreAway:
            log.warning("The tables are left as they are until the database is within reach.")

    def _write_down(self) -> None:
        try:
            self._tables.write_down()
        except StoreAway:
            log.warning("Tables that could not be written down end with the server.")

    def _work(self) -> None:
        while not self._closing.wait(self._seconds):
            try:
                self.go_round()
            except Exception:  # whatever it is, the tables have to be looked after
                log.exception("the upkeep of tables met an error")
