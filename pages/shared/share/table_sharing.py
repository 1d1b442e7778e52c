"""The word about tables in the Share dialog: whoever gets the link gets the table, where its owner allows it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dnn.background.services import get_visitor_tables
from dnn.background.tables.stored_table import StoredTable
from dnn.configuration import DatasetConfig
from dnn.datasets.own_table import digest_of
from pages.shared.frame.text import _, literal
from pages.shared.run import run_commands
from pages.shared.session import link_tables, session

SHOWN_DIGITS = 12
"""Digits of a hash that are shown."""


def draw(datasets: Sequence[DatasetConfig]) -> None:
    """Say of each table among some data how it comes to whoever opens the links, and let its owner decide."""
    digests = dict.fromkeys(digest for dataset in datasets if (digest := digest_of(dataset)) is not None)
    if not digests:
        return
    hers = {table.digest: table for table in get_visitor_tables().listed(session.visitor())}
    in_link = {digest for dataset in datasets if (digest := digest_of(dataset)) and link_tables.is_in_link(dataset)}
    with st.container(key="share_tables", gap="xsmall"):
        for number, digest in enumerate(digests):
            if digest in in_link and get_visitor_tables().may_use(session.visitor(), digest):
                st.info(_in_the_link(), icon=":material/table:")
            elif digest in hers:
                _decide(hers[digest], number)
            else:
                st.info(
                    _("These data are somebody else's table: the links open for whom its owner has given it."),
                    icon=":material/table:",
                )


def _in_the_link() -> str:
    return _(
        "Your table is so small that the links for its settings hold it: whoever opens one gets the table too, "
        "and nothing of it has to be stored."
    )


def _decide(table: StoredTable, number: int) -> None:
    """The owner's button, with what it does or has done."""
    words = (
        _(
            "Whoever has one of these links gets your table {name} too, which is stored here under the hash {digest}. "
            "Once you end that, the links open for nobody else, and the runs of others on it stop."
        )
        if table.is_shared
        else _(
            "These links need your table {name}, which is stored here under the hash {digest}, and others cannot "
            "reach it. If you allow it, whoever has one of the links gets the table too. Watching a run works without."
        )
    )
    st.info(
        words.format(name=literal(table.name or "–"), digest=table.digest[:SHOWN_DIGITS]),
        icon=":material/lock_open:" if table.is_shared else ":material/lock:",
    )
    st.button(
        _("End sharing of the table") if table.is_shared else _("Share the table with the links"),
        key=f"share_table_{number}",
        icon=":material/lock:" if table.is_shared else ":material/lock_open:",
        on_click=_set_shared,
        args=(table.digest, not table.is_shared),
    )


def _set_shared(digest: str, is_shared: bool) -> None:
    """Share a table, or end that; where that cannot be, the page says why."""
    tables = get_visitor_tables()
    act = tables.share if is_shared else tables.end_sharing
    run_commands.reporting(lambda: act(session.visitor(), digest))
