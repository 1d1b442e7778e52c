"""The doctor beside the cost chart: what is wrong with the visitor's run, why, and a button that tries the remedy."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dnn.background.run_snapshot import RunRecord, RunSnapshot
from dnn.background.services import get_run_manager
from dnn.configuration import RunConfig
from dnn.lessons.diagnosis import RULES, Curve, Finding, diagnose, gather, is_too_early
from dnn.network import parameter_count
from dnn.text.messages import Enumeration
from pages.shared.frame.text import _, in_symbols, labelled, ngettext, say, sentences
from pages.shared.run import run_commands
from pages.shared.session.network_snapshot import NetworkSnapshot
from pages.shared.session.page_cache import SMALL, PageCache
from pages.shared.session.run_view import RunView
from pages.shared.session.work_limits import MAX_DIAGNOSED_PARAMETERS

ANCHOR = "findings"
MIN_SECONDS = 4.0
"""Seconds between two examinations of a run in training; more where many runs train."""
MAX_EXAMINATIONS_A_SECOND = 8.0
"""Examinations per second on the whole server; one takes about 20 ms, drawing included."""


@dataclass(frozen=True)
class Opinion:
    """The doctor's opinion on a run at one moment.

    Attributes:
        findings: the problems of the run.
        is_too_early: True if no findings means nothing yet, with so few `costs` since the last change.
        iteration, cost, baseline: the run's iteration, its J without L2, and the cost of the best constant.
    """

    findings: tuple[Finding, ...]
    is_too_early: bool
    costs: int
    iteration: int
    cost: float
    baseline: float


_OPINIONS: PageCache[Opinion] = PageCache(bytes=2_000_000, size=lambda opinion: SMALL * (1 + len(opinion.findings)))


def summary_slot(view: RunView) -> DeltaGenerator:
    """A place for the doctor's opinion in few words, beside the run that it is about."""
    with st.container(key=view.widget("doctor_summary"), gap=None):
        return st.empty()


def draw(view: RunView, snapshot: RunSnapshot | None, slot: DeltaGenerator) -> None:
    """Show the findings on the run of a view, and the first one in few words in `slot`; anew every few seconds while it
    trains."""
    is_moving = snapshot is not None and snapshot.moving

    @st.fragment(run_every=_seconds(get_run_manager().count_active()) if is_moving else None)
    def examine() -> None:
        run = run_commands.current_run(view)
        with st.container(key=view.widget("doctor"), gap="xsmall"):
            if run is not None and run.state is not None and (run.iteration > 0 or run.stop is not None):
                _show(view, run, slot)
            else:
                _note(slot, _("Diagnosis: nothing trained yet"))

    examine()


def _seconds(active: int) -> float:
    """Seconds between two examinations of each of `active` runs; a run that ends is examined in any case."""
    return max(MIN_SECONDS, active / MAX_EXAMINATIONS_A_SECOND)


def _show(view: RunView, run: RunSnapshot, slot: DeltaGenerator) -> None:
    if run.moving and parameter_count(run.config) > MAX_DIAGNOSED_PARAMETERS:
        _note(slot, _("Diagnosis: at the next pause, since the network is large"))
        return
    opinion = opinion_on(run)
    if opinion is None:
        slot.empty()
        return
    anchor = view.widget(ANCHOR)
    _summarize(opinion, anchor, slot)
    st.html(f'<span id="{anchor}"></span>')
    with st.expander(_title(opinion), icon=":material/stethoscope:", expanded=bool(opinion.findings)):
        for finding in opinion.findings:
            _row(view, finding, is_mine=run_commands.is_mine(run))
        if not opinion.findings:
            st.markdown(_nothing(opinion))


def _names(found: tuple[Finding, ...]) -> str:
    return say(Enumeration(finding.title for finding in found))


def _summarize(opinion: Opinion, anchor: str, slot: DeltaGenerator) -> None:
    """The names of the findings as a link to them, and what was seen of the first; or that there are none."""
    if not opinion.findings:
        _note(slot, _title(opinion))
        return
    names, seen = _names(opinion.findings), in_symbols(say(opinion.findings[0].seen))
    slot.caption(f":material/stethoscope: [{names}](#{anchor})\n\n{seen}")


def _note(slot: DeltaGenerator, words: str) -> None:
    slot.caption(f":material/stethoscope: {words}")


def _title(opinion: Opinion) -> str:
    if opinion.findings:
        return _("Diagnosis: {findings}").format(findings=_names(opinion.findings))
    return _("Diagnosis: too early to tell") if opinion.is_too_early else _("Diagnosis: no problems found")


def _nothing(opinion: Opinion) -> str:
    """The words for an opinion without findings."""
    if opinion.is_too_early:
        return ngettext(
            "{count} cost since the start or the last change is too few to judge the trend.",
            "{count} costs since the start or the last change are too few to judge the trend.",
            opinion.costs,
        ).format(count=opinion.costs)
    words = _(
        "None of the {count} rules found a problem. After {iterations} iterations J is {cost}; that of a "
        "constant prediction is {baseline}."
    )
    return words.format(
        count=len(RULES),
        iterations=f"{opinion.iteration:,}",
        cost=f"{opinion.cost:.4g}",
        baseline=f"{opinion.baseline:.4g}",
    )


def show_finding(finding: Finding) -> None:
    """Show a finding: the observation, its reason and its remedy."""
    st.markdown(labelled(say(finding.title), in_symbols(say(finding.seen))))
    st.caption(sentences(say(finding.why), say(finding.remedy)))


def _row(view: RunView, finding: Finding, *, is_mine: bool) -> None:
    """One finding, and its remedy as a button."""
    with st.container(
        horizontal=True, vertical_alignment="center", gap="medium", key=view.widget(f"finding_{finding.rule}")
    ):
        with st.container(gap="xsmall"):
            show_finding(finding)
        if finding.remedied is not None and is_mine:
            st.button(
                _("Try it"),
                key=view.widget(f"remedy_{finding.rule}"),
                icon=":material/healing:",
                help=_("A new run from the same start, with this one change"),
                on_click=_try,
                args=(view, finding.remedied),
            )


def _try(view: RunView, config: RunConfig) -> None:
    """Begin a run with a remedy, and draw the whole page: the run on it is another one."""
    run_commands.start_with(view, config)
    st.rerun()


def opinion_on(run: RunSnapshot) -> Opinion | None:
    """The doctor's opinion on a run at its current iteration; None where the server no longer has the run."""
    record = get_run_manager().record(run.id)
    if record is None or record.run.state is None:
        return None
    network = NetworkSnapshot(record.run.config, record.run.state, record.run)
    key = (network.key, record.run.status, len(record.evaluations), record.last_change)
    return _OPINIONS.get(key, lambda: _opinion(record))


def _opinion(record: RunRecord) -> Opinion:
    run = record.run
    assert run.state is not None
    curve = Curve(record.iterations, record.costs)
    evidence = gather(run.config, run.state, record.evaluations, run.stop, curve, record.last_change)
    return Opinion(
        diagnose(evidence),
        is_too_early(evidence),
        len(evidence.curve),
        evidence.iteration,
        evidence.cost,
        evidence.baseline,
    )
