"""The database that the operator's settings ask for, and the store of runs in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dnn.background.settings import PREFIX, Settings
from dnn.background.store.memory_store import MemoryStore
from dnn.background.store.protocol import Store
from dnn.errors import ConfigurationError
from dnn.text.messages import Text

if TYPE_CHECKING:
    from dnn.background.store.database import Database

APPLICATION = "dnn-visual-trainer"
FILE = "runs.sqlite3"
MEGABYTE = 1_000_000
DAY = 86_400.0
"""Seconds."""


def make_store(settings: Settings, database: Database | None = None) -> Store:
    """The store of runs of these settings, in the database that `make_database` has made of them. Raises as that."""
    if settings.store == "memory":
        return MemoryStore()
    from dnn.background.store.database import RetentionLimits
    from dnn.background.store.database_store import DatabaseStore

    limits = RetentionLimits(
        seconds=settings.stored_days * DAY,
        runs=settings.stored_runs,
        bytes=MEGABYTE * settings.stored_megabytes,
        bytes_per_owner=MEGABYTE * settings.stored_megabytes_per_visitor,
    )
    found = make_database(settings) if database is None else database
    assert found is not None
    return DatabaseStore(found, limits=limits)


def make_database(settings: Settings) -> Database | None:
    """The database of these settings; None where all is in memory. Raises ConfigurationError for an address that is
    none, or needs another package."""
    if settings.store == "memory":
        return None
    from sqlalchemy.exc import SQLAlchemyError  # these take 0.3 s, and nobody else needs them

    from dnn.background.store.database import Database, sqlite_url

    if not settings.database_url:
        return Database(sqlite_url(data_folder(settings) / FILE))
    try:
        return Database(settings.database_url)
    except (SQLAlchemyError, ImportError) as error:
        expected = Text("the address of a database whose driver is installed")
        hint = "postgresql+psycopg://USER@HOST/NAME"
        raise ConfigurationError(PREFIX + "DATABASE_URL", expected, Text("another one"), hint) from error


def data_folder(settings: Settings) -> Path:
    """The folder of the database: that of the settings, or the one that the system has for data of its user."""
    if settings.data:
        return Path(settings.data).expanduser()
    from platformdirs import user_data_path

    return user_data_path(APPLICATION, appauthor=False)
