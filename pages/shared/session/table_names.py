"""The names that a visitor's tables have, as her session knows them: those of the files that they came in."""

from __future__ import annotations

from dnn.background.services import get_visitor_tables
from dnn.configuration import DatasetConfig
from dnn.datasets.own_table import digest_of
from pages.shared.session import session

NAMES = "table_names"


def note(digest: str, name: str) -> None:
    """Note the name of a table."""
    session.set_page_value(NAMES, _known() | {digest: name})


def name_of(dataset: DatasetConfig) -> str | None:
    """The name of the table of a configuration, to be shown literally; None where it is none, or not the visitor's. A
    table that the session does not know is looked for once."""
    digest = digest_of(dataset)
    if digest is None:
        return None
    if digest not in _known():
        named = {table.digest: table.name for table in get_visitor_tables().listed(session.visitor())}
        note(digest, named.get(digest, ""))
    return _known()[digest] or None


def _known() -> dict[str, str]:
    known: dict[str, str] = session.page_value(NAMES, {})
    return known
