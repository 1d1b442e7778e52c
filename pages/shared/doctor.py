"""The doctor beside the cost chart: what is wrong with the visitor's run, why, and a button that tries the remedy."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dnn.background.registry import get_runs
from dnn.background.run import RunSnapshot
from dnn.diagnosis import Finding, diagnose, gather
from dnn.network import parameter_count
from pages.shared import transport
from pages.shared.keeping import SMALL, Keeping
from pages.shared.subject import Subject
from pages.shared.text import _, in_symbols, labelled, say

ANCHOR = "findings"
SECONDS = 4.0
"""How often a run in training is looked at, unless many train."""
LOOKS_A_SECOND = 8.0
"""On the whole server: a look takes it about 20 ms, drawing included."""
MOST_PARAMETERS = 200_000
"""Of a larger network a look takes too long to be taken every few seconds."""
_FINDINGS: Keeping[tuple[Finding, ...]] = Keeping(bytes=2_000_000, size=lambda found: SMALL * (1 + len(found)))


def draw(snapshot: RunSnapshot | None, between: DeltaGenerator) -> None:
    """Show the findings, and their names in the place `between`; while the run trains, anew every few seconds."""
    is_moving = snapshot is not None and snapshot.moving

    @st.fragment(run_every=_seconds(get_runs().count_active()) if is_moving else None)
    def look() -> None:
        run = transport.current_run()
        with st.container(key="doctor", gap="xsmall"):
            if run is not None and run.state is not None and run.iteration > 0:
                _show(run, between)
            else:
                between.empty()

    look()


def _seconds(active: int) -> float:
    """The time between two looks at each of so many runs; when a run ends it is looked at in any case."""
    return max(SECONDS, active / LOOKS_A_SECOND)


def _show(run: RunSnapshot, between: DeltaGenerator) -> None:
    if parameter_count(run.config) > MOST_PARAMETERS:
        return
    found = findings(run)
    between.caption(_link(found))
    st.html(f'<span id="{ANCHOR}"></span>')
    with st.expander(_title(found), icon=":material/stethoscope:", expanded=bool(found)):
        for finding in found:
            _row(finding, is_mine=transport.is_mine(run))
        if not found:
            st.markdown(_("The cost falls as it should, and the gradients of all layers are alive."))


def _names(found: tuple[Finding, ...]) -> str:
    return ", ".join(say(finding.title) for finding in found)


def _link(found: tuple[Finding, ...]) -> str:
    """The names of the findings as a link to them; nothing where there are none."""
    return f":material/stethoscope: [{_names(found)}](#{ANCHOR})" if found else ""


def _title(found: tuple[Finding, ...]) -> str:
    if not found:
        return _("Doctor: nothing to complain about")
    return _("Doctor: {findings}").format(findings=_names(found))


def tell(finding: Finding) -> None:
    """What was seen, why it happens, and what to try."""
    st.markdown(labelled(say(finding.title), in_symbols(say(finding.seen))))
    st.caption(f"{say(finding.why)} {say(finding.remedy)}")


def _row(finding: Finding, *, is_mine: bool) -> None:
    """One finding, and its remedy as a button."""
    with st.container(horizontal=True, vertical_alignment="center", gap="medium", key=f"finding_{finding.rule}"):
        with st.container(gap="xsmall"):
            tell(finding)
        if finding.remedied is not None and is_mine:
            wanted = st.button(
                _("Try it"),
                key=f"remedy_{finding.rule}",
                icon=":material/healing:",
                help=_("A new run from the same start, with this one change"),
            )
            if wanted:
                transport.start_with(finding.remedied)
                st.rerun()  # the whole page: the run on it is another one


def findings(run: RunSnapshot) -> tuple[Finding, ...]:
    """What the doctor says of a run where it stands."""
    assert run.state is not None
    subject = Subject(run.config, run.state, run)
    milestones = get_runs().milestones(run.id)
    evidence = (run.config, run.state, milestones, run.stop)
    return _FINDINGS.get((subject.key, run.status, len(milestones)), lambda: diagnose(gather(*evidence)))
