"""Compare: two to eight runs side by side at the same iteration, trained again from what the link says of them."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dnn.background.notebook.entry import NotebookEntry
from dnn.background.services import get_run_manager
from dnn.errors import DnnError
from pages.lab.compare import comparison_view
from pages.lab.compare.downloads import draw_downloads
from pages.menu import COMPARED, COMPARED_AT, TRAIN
from pages.server.comparison.comparison_text import (
    MAX_COMPARED,
    MIN_COMPARED,
    ComparedRun,
    read_comparison,
    write_comparison,
)
from pages.server.comparison.kept_runs import compared_runs
from pages.server.runs.setting_texts import changed_setting_texts, setting_labels
from pages.shared.frame import notices
from pages.shared.frame.text import _, say, translator
from pages.shared.session import session, table_access

CHOICE = "compared_choice"
MAX_NAMED_SETTINGS = 3
"""Settings by which a run is told apart in the menu."""


def page() -> None:
    """Draw the page."""
    runs = _runs_of_link()
    notices.draw()
    if runs is None:
        _introduction()
        return
    data = comparison_view.component_data(runs)
    comparison_view.draw(runs, data)
    draw_downloads(runs, data)
    with st.expander(_("Compare other runs")):
        _picker()


def _runs_of_link() -> tuple[ComparedRun, ...] | None:
    """The runs that the link names; None where it names none, or is wrong."""
    session.set_compared_datasets(())
    text = session.parameter(COMPARED)
    if text is None:
        return None
    try:
        runs = read_comparison(text)
        datasets = tuple(dict.fromkeys(run.recipe.config.dataset for run in runs))
        for dataset in datasets:
            table_access.check(dataset)
    except DnnError as problem:
        session.add_problem(problem)
        return None
    session.set_compared_datasets(datasets)
    return runs


def _introduction() -> None:
    """The purpose of the page, and the runs that can be compared."""
    st.markdown(
        _(
            "Two to eight runs side by side at the same iteration: what differs in their settings, their curves, "
            "boundaries, gradients, weights and predictions. The link of a comparison shows the same anywhere."
        )
    )
    _picker()


def _picker() -> None:
    """A menu of the visitor's runs, and the button that compares those that are chosen."""
    entries = [entry for entry in get_run_manager().notebook.entries(session.visitor()) if entry.iteration > 0]
    if len(entries) < MIN_COMPARED:
        st.info(_("Train at least two runs first: every run that you train is kept, and can be compared here."))
        st.button(
            _("To the page that trains"),
            icon=":material/play_circle:",
            on_click=session.set_next_page,
            args=(TRAIN,),
        )
        return
    labels = _labels(entries)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        chosen = st.multiselect(
            _("Runs to compare"),
            list(labels),
            default=list(labels)[:MIN_COMPARED],
            format_func=labels.__getitem__,
            max_selections=MAX_COMPARED,
            key=CHOICE,
        )
        st.button(
            _("Compare"),
            type="primary",
            icon=":material/compare:",
            disabled=len(chosen) < MIN_COMPARED,
            on_click=_compare,
            args=(chosen,),
        )


def _labels(entries: Sequence[NotebookEntry]) -> dict[str, str]:
    """The runs by their ids, each by its number, its name, and its values of the settings that differ between them."""
    settings = [changed_setting_texts(entry.first_config, entry.config, translator()) for entry in entries]
    labels = setting_labels()
    varying = [name for name in labels if len({each.get(name) for each in settings}) > 1]
    found = {}
    for entry, each in zip(entries, settings, strict=True):
        named = [f"{say(labels[name])} {each[name]}" for name in varying if name in each][:MAX_NAMED_SETTINGS]
        parts = [f"#{entry.labels.number}", entry.labels.name, _(", ").join(named)]
        found[entry.id] = " ".join(part for part in parts if part)
    return found


def _compare(run_ids: Sequence[str]) -> None:
    try:
        session.set_parameter(COMPARED, write_comparison(compared_runs(run_ids, session.visitor())))
        session.set_parameter(COMPARED_AT, None)
    except DnnError as problem:
        session.add_problem(problem)


with st.container(key="page", gap="small"):
    page()
