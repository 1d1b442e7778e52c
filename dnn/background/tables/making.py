"""The tables that the settings ask for, in the database of runs where there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dnn.background.settings import Settings
from dnn.background.tables.visitor_tables import VisitorTables

if TYPE_CHECKING:
    from dnn.background.store.database import Database


def make_tables(settings: Settings, database: Database | None) -> VisitorTables:
    """The tables of visitors; those of a server without a database end with it."""
    if database is None:
        return VisitorTables(settings)
    from dnn.background.tables.database_rows import DatabaseRows  # which takes 0.3 s, and nobody else needs it

    return VisitorTables(settings, DatabaseRows(database))
