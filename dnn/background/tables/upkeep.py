"""The thread that looks after what visitors have stored beside their runs, tables, progress and lessons: it writes down
what waits, notes what is used, and deletes what is too old or too much.
"""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Callable, Collection
from functools import partial

from dnn.background.learning.learning_store import LearningStore
from dnn.background.store.protocol import StoreAway
from dnn.background.tables.rows import Use
from dnn.background.tables.visitor_tables import VisitorTables
from dnn.system.rounds import Rounds

UPKEEP_SECONDS = 10.0
"""Seconds between two rounds."""
TRIM_SECONDS = 600.0
"""Seconds between two times at which what is too old or too much is deleted."""

log = logging.getLogger(__name__)


class Upkeep:
    """Rounds through tables, progress and lessons while a server runs.

    Args:
        in_use: the tables of the runs that the server has in memory; called in each round.
        seconds: see UPKEEP_SECONDS.
    """

    def __init__(
        self,
        tables: VisitorTables,
        in_use: Callable[[], Collection[Use]],
        learning: LearningStore,
        seconds: float = UPKEEP_SECONDS,
    ) -> None:
        self._tables, self._in_use, self._learning = tables, in_use, learning
        self._trimmed = -math.inf
        self._rounds = Rounds("dnn-tables", self.go_round, seconds, self._write_down)

    def open(self) -> None:
        """Begin."""
        self._rounds.open()

    def close(self) -> None:
        """Write down what waits, and end."""
        self._rounds.close()

    def go_round(self) -> None:
        """Do once what is to be done; what cannot be at present is left for the next round."""
        is_due = time.monotonic() - self._trimmed > TRIM_SECONDS
        acts = (partial(self._maintain_tables, is_due), partial(self._maintain_learning, is_due))
        done = [_done(act, "are left as they are until the database is within reach") for act in acts]
        if is_due and all(done):
            self._trimmed = time.monotonic()

    def _maintain_tables(self, is_due: bool) -> None:
        in_use = self._in_use()
        self._tables.write_down()
        self._tables.note_use(in_use)
        if is_due:
            count = self._tables.trim(in_use)
            self._tables.check_again({digest for _owner, digest in in_use})
            log.info("%d tables were deleted for their age or for room.", count)

    def _maintain_learning(self, is_due: bool) -> None:
        self._learning.write_down()
        self._learning.note_use()
        if is_due:
            count = self._learning.trim()
            log.info("%d states of progress and lessons were deleted for their age or for room.", count)

    def _write_down(self) -> None:
        for act in (self._tables.write_down, self._learning.write_down):
            _done(act, "that could not be written down end with the server")


def _done(act: Callable[[], None], otherwise: str) -> bool:
    """True if an act came to its end; False where the database is away, which is logged with what follows."""
    try:
        act()
    except StoreAway:
        log.warning("Tables, or progress and lessons, %s.", otherwise)
        return False
    return True
