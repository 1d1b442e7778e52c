"""The buttons by which a comparison is taken away: as a table, as a file that needs no server, or one run of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from dnn.background.wire import CompareData
from pages.lab.compare.compared_runs import frames_of
from pages.lab.compare.export import document, replayed, table, with_documents
from pages.server.comparison.comparison_text import ComparedRun
from pages.shared.frame.text import _
from pages.shared.take_away import dialog as take_away

FILE_NAME = "comparison"


def draw_downloads(runs: Sequence[ComparedRun], data: CompareData) -> None:
    """Draw the buttons; a file is made when it is asked for."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.download_button(
            _("Figures as CSV"),
            partial(_table, runs, data),
            file_name=f"{FILE_NAME}.csv",
            mime="text/csv",
            icon=":material/table:",
            on_click="ignore",
            key="comparison_csv",
        )
        st.download_button(
            _("All of it as one HTML file"),
            partial(_document, runs, data, _("Comparison of runs")),
            file_name=f"{FILE_NAME}.html",
            mime="text/html",
            icon=":material/html:",
            help=_("The file shows the same in any browser, without a server and without the internet."),
            on_click="ignore",
            key="comparison_html",
        )
        take_away.draw_button()


def _table(runs: Sequence[ComparedRun], data: CompareData) -> str:
    return table(data["runs"], replayed(runs, frames_of(runs))).to_csv(index=False)


def _document(runs: Sequence[ComparedRun], data: CompareData, title: str) -> str:
    return document(with_documents(data, runs, replayed(runs, frames_of(runs))), title)
