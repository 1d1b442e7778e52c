"""The Bring in dialog: a file or a pasted configuration, what was found in it, and a button that goes on with it."""

from __future__ import annotations

from threading import Lock

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from dnn.datasets.contents import ContentAway, MissingContent
from dnn.errors import DnnError
from dnn.imports import IMPORTS, FittedRun, ImportedRun, fit_imported, read_run_file
from dnn.text.messages import Text
from pages.menu import TRAIN
from pages.shared.bring_in import found
from pages.shared.frame import notices
from pages.shared.frame.text import _, labelled, literal, say
from pages.shared.frame.uploader import uploaded
from pages.shared.run import run_commands
from pages.shared.session import session, table_access
from pages.shared.session.run_view import MAIN, RunView

OPEN = "bring_in_open"
FILE_MEGABYTES = 50
"""Of a file that is read here, one at a time; the command line takes larger ones."""
TEXT_HEIGHT = 100
"""Pixels of the box into which a configuration is pasted."""
_reading = Lock()
"""Files are read one after another: the largest take some hundred megabytes while they are."""


def draw_button(view: RunView, *, is_disabled: bool) -> None:
    """The button that opens the dialog; disabled where the settings make no configuration."""
    st.button(
        _("Bring in"),
        key=view.widget("bring_in_button"),
        icon=":material/upload:",
        type="tertiary",
        help=_("Settings from a file, or weights to go on training with"),
        disabled=is_disabled,
        on_click=_set_open,
        args=(True,),
    )


def draw() -> None:
    """Show the dialog while it is open; a page that cannot open it closes it."""
    if session.page_entry() is not TRAIN or session.is_presenting():
        _set_open(False)
    elif session.page_value(OPEN, False):
        show = st.dialog(_("Bring in"), width="large", icon=":material/upload:", on_dismiss=lambda: _set_open(False))
        show(_content)()


def _set_open(is_open: bool) -> None:
    if session.page_value(OPEN, False) != is_open:
        session.set_page_value(OPEN, is_open)


def _content() -> None:
    if not session.page_value(OPEN, False):
        st.rerun()  # its button was pressed: the whole page is another one now, not the dialog alone
    with st.container(key="bring_in", gap="small"):
        given = _given()
        if given is None:
            for form in IMPORTS.values():
                st.caption(labelled(say(form.title), literal(say(form.help))))
            return
        try:
            with _reading:
                run = read_run_file(given if isinstance(given, bytes) else given.getvalue())
                fitted, problem = _fitted(run)
        except DnnError as error:
            notices.error(error)
            return
        found.draw(run, fitted, MAIN.config)
        if fitted is None:
            assert problem is not None
            notices.error(problem)
        else:
            _draw_way_on(fitted, given if isinstance(given, UploadedFile) and run.table is not None else None)


def _given() -> UploadedFile | bytes | None:
    """The file, or else the bytes of the pasted text; None where there is neither."""
    files = uploaded(_("Configuration (.json, .zip) or weights (.npz)"), "bring_in_file", FILE_MEGABYTES)
    if files:
        return files[0]
    text = st.text_area(_("Or paste a configuration"), key="bring_in_text", height=TEXT_HEIGHT)
    return text.encode("utf-8", "replace") if text and text.strip() else None


def _draw_way_on(fitted: FittedRun, packed: UploadedFile | None) -> None:
    """The button that goes on with a run, and what it brings about; `packed` is the file that has a table, too."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        is_training = fitted.parameters is not None
        st.button(
            _("Go on training") if is_training else _("Take these settings"),
            key="bring_in_begin",
            type="primary",
            icon=":material/play_arrow:" if is_training else ":material/check:",
            on_click=_begin,
            args=(fitted, packed),
        )
        if is_training:
            words = _("A new run begins with these weights; a reset goes back to them. Links have the settings alone.")
            st.caption(words, width="stretch")
        elif packed is not None:
            st.caption(_("The table is stored for you, as one that you import on the page Your data."), width="stretch")


def _fitted(run: ImportedRun) -> tuple[FittedRun | None, DnnError | None]:
    """The run with the settings of the page that it lacks, or the reason why it cannot be one here."""
    try:
        fitted = fit_imported(run, MAIN.config)
        if run.table is None:
            table_access.check(fitted.config.dataset)
        else:
            table_access.check_brought(fitted.config.dataset, run.table)
    except ContentAway as away:
        return None, away
    except MissingContent as missing:
        return None, DnnError(
            Text(
                "Expected the table {digest} of this run to be stored here, got nothing; import the table first, on "
                "the page Your data.",
                digest=missing.digest[:12],
            )
        )
    except DnnError as error:
        return None, error
    return fitted, None


def _begin(fitted: FittedRun, packed: UploadedFile | None) -> None:
    """Close the dialog, and go on: with weights by a run that trains, with settings alone as if they had been set. The
    table of a packed file, which no session holds meanwhile, is stored first; where it cannot be, the page says so and
    stays as it was."""
    _set_open(False)
    try:
        if packed is not None:
            _keep_table(packed)
    except DnnError as problem:
        session.add_problem(problem)
        return
    if fitted.parameters is None:
        MAIN.set_config(fitted.config)
    else:
        run_commands.go_on_with(MAIN, fitted.config, fitted.parameters)


def _keep_table(packed: UploadedFile) -> None:
    """Store the table of a file under the file's name."""
    with _reading:
        table = read_run_file(packed.getvalue()).table
        assert table is not None
        table_access.keep(table, packed.name)
