"""The Take away dialog: every form in which a run can be taken away, with a look at it, to copy and to download."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from dnn.configuration import DatasetConfig
from dnn.datasets.own_table import digest_of
from dnn.errors import DnnError
from dnn.export import EXPORTS, Export
from dnn.export.form import FilesBeside
from pages.shared.drawing.svg import picture
from pages.shared.frame.text import _, literal, ngettext, say
from pages.shared.session import link_tables, session, table_access
from pages.shared.take_away.copy_button import copy_button
from pages.shared.take_away.preview import Preview, preview
from pages.shared.take_away.run_to_take import RunToTake

OPEN = "take_away_open"
"""The name of the page on which the dialog is open."""
FORM = "take_away_form"
WITH_CONFIGURATION = ("json", "markdown", "html")
"""Forms that have the configuration in them."""
PREVIEW_HEIGHT = 320
"""Pixels of the window in which the file scrolls."""


def draw_button(*, is_disabled: bool = False) -> None:
    """The button that opens the dialog on this page; disabled where the settings make no configuration."""
    st.button(
        _("Take away"),
        key="take_away_button",
        icon=":material/download:",
        type="tertiary",
        help=_("A run as a program, a network for other libraries, numbers, pictures or a report"),
        disabled=is_disabled,
        on_click=_set_open,
        args=(True,),
    )


def draw(chosen_run: Callable[[], RunToTake]) -> None:
    """Show the dialog while it is open on this page.

    Args:
        chosen_run: gives the run, and draws above the forms what it is chosen with; a DnnError is shown instead of it.
    """
    if session.page_value(OPEN, None) == session.page_entry().name and not session.is_presenting():
        show = st.dialog(_("Take away"), width="large", icon=":material/download:", on_dismiss=lambda: _set_open(False))
        show(_content)(chosen_run)


def close_elsewhere() -> None:
    """Close the dialog where another page is shown than the one on which it was opened."""
    if session.page_value(OPEN, None) not in (None, session.page_entry().name) or session.is_presenting():
        _set_open(False)


def _set_open(is_open: bool) -> None:
    name = session.page_entry().name if is_open else None
    if session.page_value(OPEN, None) != name:
        session.set_page_value(OPEN, name)


def _content(chosen_run: Callable[[], RunToTake]) -> None:
    with st.container(key="take_away", gap="small"):
        try:
            taken = chosen_run()
            form = _chosen_form()
            st.caption(say(form.help))
            _about(taken, form)
            table_access.check(taken.run.config.dataset)  # who watches a run is given no table
            content = form.content(taken.run)
            beside = form.beside(taken.run.config)
            shown = preview(form, content, taken.run)
        except DnnError as error:
            st.info(literal(say(error.message)), icon=":material/info:")
            return
        _buttons(taken, form, content, beside, shown)
        _preview(form, shown)


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


def _about(taken: RunToTake, form: Export) -> None:
    """The state of the network that is taken along, or the way that a program repeats."""
    if form.needs == "network":
        words = ngettext(
            "The network as it is after {count} iteration.",
            "The network as it is after {count} iterations.",
            taken.run.iteration,
        )
        st.caption(words.format(count=f"{taken.run.iteration:,}"))
    if form.name in WITH_CONFIGURATION and digest_of(taken.run.config.dataset) is not None:
        st.caption(_about_table(taken.run.config.dataset))
    if form.needs != "network" and taken.has_given_weights:
        st.caption(
            _("This run began with weights from a file; what is taken away begins with those that the seed draws.")
        )
    elif form.needs != "network" and taken.was_changed:
        st.caption(_("This run was changed while it trained; what is taken away begins with the settings of now."))


def _about_table(dataset: DatasetConfig) -> str:
    """The way to the examples of a table, which a configuration names and does not hold."""
    if link_tables.is_in_link(dataset):
        return _("The configuration names your table by its hash; the link to these settings holds its examples.")
    return _("The configuration names your table by its hash, under which this server stores its examples for you.")


def _buttons(taken: RunToTake, form: Export, content: bytes, beside: FilesBeside, shown: Preview) -> None:
    """Download and Copy, and what the download is."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.download_button(
            _("Download"),
            partial(form.packed, taken.file_name, beside, content) if beside else content,
            file_name=form.file_name(taken.file_name, beside),
            mime=form.file_type(beside),
            type="primary",
            icon=":material/download:",
            on_click="ignore",
            key="take_away_download",
        )
        if shown.image is None:
            copy_button("take_away_copy", form.name, text=shown.text)
        else:
            copy_button("take_away_copy", form.name, image=shown.image)
        if not beside:
            st.caption(_size(len(content)))
    if beside:
        words = _("The download is a .zip; what is in it belongs into one folder: {names}.")
        st.caption(words.format(names=", ".join((f"{taken.file_name}.{form.extension}", *beside))))


def _size(count: int) -> str:
    return _("{size} kB").format(size=f"{count / 1000:,.1f}")


def _preview(form: Export, shown: Preview) -> None:
    if shown.markup:
        picture(shown.markup, key="take_away_picture")
        return
    text, is_whole = shown.beginning()
    if not is_whole:
        st.caption(_("The beginning; the download has all of it."))
    st.code(text, language=form.language or None, height=PREVIEW_HEIGHT, wrap_lines=False)
