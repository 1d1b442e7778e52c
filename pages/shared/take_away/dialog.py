"""The Take away dialog: every form in which a run can be taken away, with a look at it, to copy and to download."""

from __future__ import annotations

import streamlit as st

from dnn.configuration import DatasetConfig
from dnn.datasets.own_table import digest_of
from dnn.errors import DnnError
from dnn.export import EXPORTS, Export, TrainedRun
from pages.menu import TRAIN
from pages.shared.frame.text import _, literal, ngettext, say
from pages.shared.run import run_commands
from pages.shared.session import link_tables, session, table_access
from pages.shared.session.run_view import MAIN, RunView
from pages.shared.take_away.preview import preview
from pages.shared.take_away.run_to_take import run_to_take

OPEN = "take_away_open"
FORM = "take_away_form"
WITH_CONFIGURATION = ("json", "markdown", "html")
"""Forms that have the configuration in them."""
PREVIEW_HEIGHT = 320
"""Pixels of the window in which the file scrolls."""


def draw_button(view: RunView, *, is_disabled: bool) -> None:
    """The button that opens the dialog; disabled where the settings make no configuration."""
    st.button(
        _("Take away"),
        key=view.widget("take_away_button"),
        icon=":material/download:",
        type="tertiary",
        help=_("This run as a program, a network for other libraries, numbers, or a report"),
        disabled=is_disabled,
        on_click=_set_open,
        args=(True,),
    )


def draw() -> None:
    """Show the dialog while it is open; a page that cannot open it closes it."""
    if session.page_entry() is not TRAIN or session.is_presenting():
        _set_open(False)
    elif session.page_value(OPEN, False):
        show = st.dialog(_("Take away"), width="large", icon=":material/download:", on_dismiss=lambda: _set_open(False))
        show(_content)()


def _set_open(is_open: bool) -> None:
    if session.page_value(OPEN, False) != is_open:
        session.set_page_value(OPEN, is_open)


def _content() -> None:
    run = run_to_take(MAIN)
    with st.container(key="take_away", gap="small"):
        form = _chosen_form()
        st.caption(say(form.help))
        _about(run, form)
        try:
            table_access.check(run.config.dataset)  # who watches a run is given no table
            content = form.content(run)
        except DnnError as error:
            st.info(literal(say(error.message)), icon=":material/info:")
            return
        _download(run, form, content)
        _preview(form, content)


def _chosen_form() -> Export:
    """The menu of all forms; those that cannot be made here are named below it, with the reason."""
    offered = [name for name, form in EXPORTS.items() if form.available()]
    name = st.selectbox(
        _("Form"), offered, format_func=lambda name: say(EXPORTS[name].title), key=FORM, label_visibility="collapsed"
    )
    missing = [form for form in EXPORTS.values() if not form.available()]
    for form in missing:
        words = _("{form} needs the package {package}, which this server does not have.")
        st.caption(words.format(form=say(form.title), package=form.requires))
    return EXPORTS[name]


def _about(run: TrainedRun, form: Export) -> None:
    """The state of the network that is taken along, or the way that a program repeats."""
    snapshot = run_commands.current_run(MAIN)
    if form.needs == "network":
        words = ngettext(
            "The network as it is after {count} iteration.",
            "The network as it is after {count} iterations.",
            run.iteration,
        )
        st.caption(words.format(count=f"{run.iteration:,}"))
    if form.name in WITH_CONFIGURATION and digest_of(run.config.dataset) is not None:
        st.caption(_about_table(run.config.dataset))
    if form.needs != "network" and snapshot is not None and snapshot.changes:
        st.caption(_("This run was changed while it trained; what is taken away begins with the settings of now."))


def _about_table(dataset: DatasetConfig) -> str:
    """The way to the examples of a table, which a configuration names and does not hold."""
    if link_tables.is_in_link(dataset):
        return _("The configuration names your table by its hash; the link to these settings holds its examples.")
    return _("The configuration names your table by its hash, under which this server stores its examples for you.")


def _download(run: TrainedRun, form: Export, content: bytes) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.download_button(
            _("Download"),
            content,
            file_name=f"{run.config.dataset.name}.{form.extension}",
            mime=form.media_type,
            type="primary",
            icon=":material/download:",
            on_click="ignore",
            key="take_away_download",
        )
        st.caption(_size(len(content)))


def _size(count: int) -> str:
    return _("{size} kB").format(size=f"{count / 1000:,.1f}")


def _preview(form: Export, content: bytes) -> None:
    text, is_whole = preview(form, content)
    if not is_whole:
        st.caption(_("The beginning; the download has all of it."))
    st.code(text, language=form.language or None, height=PREVIEW_HEIGHT, wrap_lines=False)
