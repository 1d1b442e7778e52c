"""The tables that are kept for the visitor: to train on one again, or to delete it."""

from __future__ import annotations

import streamlit as st

from dnn.background.services import get_visitor_tables
from dnn.background.tables.stored_table import StoredTable
from dnn.configuration.table import configuration_of
from dnn.datasets.contents import TableContent, to_bytes
from dnn.datasets.own_table import digest_of
from dnn.errors import DnnError
from dnn.losses import TASKS
from dnn.tables.reading.options import ReadingOptions
from pages.lab.data import opened_table
from pages.lab.data.train_on import train_on
from pages.shared.frame.text import _, literal, ngettext, say
from pages.shared.run import run_commands
from pages.shared.session import session
from pages.shared.session.run_view import MAIN


def draw() -> None:
    """Draw it."""
    tables = get_visitor_tables().listed(session.visitor())
    if not tables:
        st.info(_("No table is kept yet: one that you train on is, until you delete it."), icon=":material/info:")
        return
    st.caption(
        _("Tables are kept for you alone; others who have a link need your leave, which the dialog Share gives.")
    )
    for table in tables:
        _row(table)


def _row(table: StoredTable) -> None:
    """One table with its buttons."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", border=True):
        st.markdown(literal(table.name), width="stretch")
        st.caption(_numbers(table), width="content")
        if table.is_shared:
            st.badge(_("shared"), icon=":material/share:")
        st.button(
            _("Train on it"),
            icon=":material/play_circle:",
            key=f"use_{table.digest}",
            on_click=_use,
            args=(table,),
        )
        st.button(
            _("Look at it"),
            icon=":material/table_view:",
            key=f"open_{table.digest}",
            on_click=_open,
            args=(table,),
        )
        with st.popover(_("Delete"), icon=":material/delete:", type="tertiary"):
            st.markdown(
                _("The table goes for good, with all that others may see of it; runs on it keep their figures and end.")
            )
            st.button(
                _("Delete the table"),
                icon=":material/delete:",
                key=f"delete_{table.digest}",
                type="primary",
                on_click=_delete,
                args=(table.digest,),
            )


def _numbers(table: StoredTable) -> str:
    examples = ngettext("{count} example", "{count} examples", table.m).format(count=f"{table.m:,}")
    features = ngettext("{count} feature", "{count} features", table.n_x).format(count=table.n_x)
    return " · ".join((examples, features, say(TASKS[table.task].title)))


def _use(table: StoredTable) -> None:
    content = _content(table)
    if content is not None:
        train_on(content, table.name, configuration_of(content))


def _open(table: StoredTable) -> None:
    """Have a kept table on the page, as a file of it would be."""
    content = _content(table)
    if content is not None:
        opened_table.open_file(to_bytes(content), table.name, ReadingOptions())


def _content(table: StoredTable) -> TableContent | None:
    """The content of a kept table; None, after a word on the page, where it cannot be had."""
    try:
        return get_visitor_tables().get(session.visitor(), table.digest)
    except DnnError as problem:
        session.add_problem(problem)
        return None


def _delete(digest: str) -> None:
    """Delete a table; a run on it that is on the page that trains makes room, and stays in the list."""
    try:
        get_visitor_tables().delete(session.visitor(), digest)
    except DnnError as problem:
        session.add_problem(problem)
        return
    run = run_commands.current_run(MAIN)
    if run is not None and digest_of(run.config.dataset) == digest:
        session.set_run(None)
