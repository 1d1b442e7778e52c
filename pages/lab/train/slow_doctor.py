"""The doctor beside the cost chart for hosts that do not serve the app's routes, where the live view cannot ask."""

from __future__ import annotations

import streamlit as st

from dnn.background.run_snapshot import RunSnapshot
from dnn.background.services import get_run_manager
from dnn.background.wire import DiagnosisDocument, FindingDocument
from pages.lab.train.remedies import try_remedy
from pages.server.runs.diagnosis import diagnosis, examination_seconds
from pages.shared.frame.text import _, in_symbols, translator
from pages.shared.run import findings, run_commands
from pages.shared.session.run_view import RunView


def draw(view: RunView, snapshot: RunSnapshot | None) -> None:
    """Show what is wrong with the run of a view, why, and a button that tries the remedy; anew every few seconds while
    it trains."""
    is_moving = snapshot is not None and snapshot.moving

    @st.fragment(run_every=examination_seconds(get_run_manager().count_active()) if is_moving else None)
    def examine() -> None:
        run = run_commands.current_run(view)
        with st.container(key=view.widget("doctor"), gap="xsmall"):
            _show(view, diagnosis(run, translator()), is_mine=run is not None and run_commands.is_mine(run))

    examine()


def _show(view: RunView, opinion: DiagnosisDocument, *, is_mine: bool) -> None:
    if not opinion["findings"] and not opinion["words"]:
        st.caption(f":material/stethoscope: {opinion['title']}")
        return
    with st.expander(opinion["title"], icon=":material/stethoscope:", expanded=bool(opinion["findings"])):
        for finding in opinion["findings"]:
            _row(view, finding, is_mine=is_mine)
        if opinion["words"]:
            st.markdown(in_symbols(opinion["words"]))


def _row(view: RunView, finding: FindingDocument, *, is_mine: bool) -> None:
    """One finding, and its remedy as a button."""
    rule = finding["rule"]
    with st.container(horizontal=True, vertical_alignment="center", gap="medium", key=view.widget(f"finding_{rule}")):
        with st.container(gap="xsmall"):
            findings.show(finding["title"], finding["seen"], finding["advice"])
        if finding["can_be_tried"] and is_mine:
            st.button(
                _("Try it"),
                key=view.widget(f"remedy_{rule}"),
                icon=":material/healing:",
                help=_("A new run from the same start, with this one change"),
                on_click=_try,
                args=(view, rule),
            )


def _try(view: RunView, rule: str) -> None:
    """Begin a run with a remedy, and draw the whole page: the run on it is another one."""
    run_commands.reporting(lambda: try_remedy(view, rule))
    st.rerun()
