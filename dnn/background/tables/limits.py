"""Limits of the tables that one visitor keeps, and that a server holds in memory; the error says which was met."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet

from dnn.background.limits import LimitReached
from dnn.background.settings import Settings
from dnn.background.tables.rows import Use
from dnn.background.tables.stored_table import StoredTable
from dnn.text.messages import CountedText, Text

MEGABYTE = 1_000_000


def check_share(others: Collection[StoredTable], needed: int, settings: Settings) -> None:
    """Refuse a table of `needed` bytes beside the others of a visitor.

    Raises:
        LimitReached: they would be more, or larger, than a visitor may keep.
    """
    if len(others) >= settings.tables_per_visitor:
        raise LimitReached(
            CountedText(
                "Expected at most {count} table of yours to be stored, got one more; delete one that you no longer "
                "need.",
                "Expected at most {count} tables of yours to be stored, got one more; delete one that you no longer "
                "need.",
                settings.tables_per_visitor,
            )
        )
    total = needed + sum(table.bytes for table in others)
    if total > MEGABYTE * settings.table_megabytes_per_visitor:
        raise LimitReached(
            Text(
                "Expected your tables to take at most {limit} MB, got {total} MB with this one; delete another one, "
                "or take fewer examples or features.",
                limit=settings.table_megabytes_per_visitor,
                total=f"{total / MEGABYTE:,.1f}",
            )
        )


def check_room(held: int, needed: int, settings: Settings) -> None:
    """Refuse a table of `needed` bytes in a memory that holds so many.

    Raises:
        LimitReached: there is no room for it.
    """
    if held + needed > MEGABYTE * settings.kept_table_megabytes:
        raise LimitReached(Text("Expected room for this table on the server, got none; try again in a minute."))


def leaving_for(
    needed: int, limit: int, contents: Mapping[str, int], idle: Sequence[Use], rows: AbstractSet[Use]
) -> list[Use]:
    """The rows that have to go so that a content of `needed` bytes finds room; none of a content that would stay.

    Args:
        needed: its bytes.
        limit: bytes that all contents may take.
        contents: the bytes of each content that is there, by digest.
        idle: the rows that may go, in the order in which they are to.
        rows: all rows.

    Raises:
        LimitReached: there is no room for it, even without all of them.
    """
    excess = needed + sum(contents.values()) - limit
    staying = {digest for _owner, digest in rows - set(idle)}
    going: dict[str, list[Use]] = {}
    for use in idle:
        if use[1] not in staying:
            going.setdefault(use[1], []).append(use)
    leaving: list[Use] = []
    for digest, uses in going.items():
        if excess <= 0:
            break
        leaving += uses
        excess -= contents[digest]
    if excess > 0:
        raise LimitReached(
            Text(
                "Expected room for this table on the server, got none, since runs that are kept are on the others; try "
                "a smaller table, or delete runs and tables that you no longer need."
            )
        )
    return leaving
