"""A table in a file: where it is dropped, what may be in it, and an example for those who have none at hand."""

from __future__ import annotations

import streamlit as st

from dnn.datasets.contents import MAX_TABLE_EXAMPLES, MAX_TABLE_FEATURES
from dnn.tables.limits import MAX_FILE_BYTES, MAX_SAMPLED_FILE_BYTES
from dnn.tables.reading import hdf5
from dnn.tables.reading.options import ReadingOptions
from pages.lab.data import opened_table
from pages.lab.data.ways import reading_choices, refusal
from pages.lab.data.ways.example_table import EXAMPLE_NAME, example_table
from pages.shared.frame.text import _, literal
from pages.shared.frame.uploader import uploaded
from pages.shared.session import session

UPLOADS = "uploads"
"""The number of files that this session has sent: the next one has a field of its own, and the last is held no more."""
KINDS = ("CSV", "TSV", "NPZ", "H5")
"""Kinds of files, by the ends of their names; what a file is, its bytes say."""


def draw() -> None:
    """Draw it."""
    number = session.page_value(UPLOADS, 0)
    files = uploaded(
        _("A table: CSV, TSV, or arrays in the course's layout"),
        f"upload_{number}",
        MAX_SAMPLED_FILE_BYTES // 1_000_000,
        ", ".join(kind for kind in KINDS if kind != "H5" or hdf5.is_readable()),
        several=True,
    )
    if files:
        session.set_page_value(UPLOADS, number + 1)
        with st.spinner(_("Reading {name}").format(name=literal(files[0].name))):
            opened_table.open_files([(file.getvalue(), file.name) for file in files], reading_choices.chosen())
        st.rerun()
    refusal.draw()
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            _("Open an example: {name}").format(name=EXAMPLE_NAME),
            icon=":material/local_florist:",
            key="open_example",
            on_click=opened_table.open_file,
            args=(example_table(), EXAMPLE_NAME, ReadingOptions()),
        )
        with st.popover(_("How it is read"), type="tertiary"):
            reading_choices.draw(ReadingOptions(), _nothing_yet)
    st.caption(
        _(
            "Each row an example, the first row with the names of the columns. Commas, semicolons or tabs, decimal "
            "points or commas, UTF-8, UTF-16 or GB18030: what is found is said and can be changed. Up to {megabytes} "
            "MB, {rows} rows and {features} features; of more, a sample. Arrays: train_set_x and train_set_y, perhaps "
            "test_set_x and test_set_y; or a table.npz that was taken away."
        ).format(
            megabytes=MAX_FILE_BYTES // 1_000_000,
            rows=f"{MAX_TABLE_EXAMPLES:,}",
            features=MAX_TABLE_FEATURES,
        )
    )
    st.caption(_("Your table stays on this server, for you alone; nothing of it is run, and you can delete it."))


def _nothing_yet() -> None:
    """The choices count when a file is opened."""
