"""The store of progress and lessons that the settings ask for, in the database of runs where there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dnn.background.learning.learning_store import LearningStore
from dnn.background.settings import Settings

if TYPE_CHECKING:
    from dnn.background.store.database import Database


def make_learning(settings: Settings, database: Database | None) -> LearningStore:
    """The progress and the lessons of visitors; those of a server without a database end with it."""
    if database is None:
        return LearningStore(settings)
    from dnn.background.learning.database_rows import DatabaseRows  # which takes 0.3 s, and nobody else needs it

    return LearningStore(settings, DatabaseRows(database))
