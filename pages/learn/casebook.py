"""The doctor's casebook: every finding on a run that has it, to be watched falling ill and getting well."""

from __future__ import annotations

import streamlit as st

from dnn.configuration import RunConfig
from dnn.diagnosis.cases import CASES, Case
from dnn.diagnosis.cost_rules import COST_RULES
from dnn.diagnosis.network_rules import NETWORK_RULES
from pages.shared import link, state, transport
from pages.shared.text import _, heading, labelled, say

TRAIN = "lab/train.py"
PACE = 1_000
"""Iterations a second at which a case is shown: a thousand iterations are told in a second or so."""


def page() -> None:
    """Draw the page."""
    st.markdown(heading(_("The doctor's casebook")))
    st.caption(
        _(
            "Each of these runs falls ill with what is named here, some with more than that. Watch it happen on the "
            "Train page, where the doctor says what it sees; then watch the same run with the remedy. The links may be "
            "put into slides."
        )
    )
    _cases(_("What the network shows"), [rule.name for rule in NETWORK_RULES])
    _cases(_("What the cost shows"), [rule.name for rule in COST_RULES])


def _cases(title: str, names: list[str]) -> None:
    st.markdown(heading(title))
    for start in range(0, len(names), 2):
        for name, column in zip(names[start : start + 2], st.columns(2, gap="small"), strict=False):
            with column, st.container(border=True, gap="xsmall", height="stretch", key=f"case_{name}"):
                _case(name, CASES[name])


def _case(name: str, case: Case) -> None:
    st.markdown(labelled(say(case.rule.title), say(case.rule.usual.why)))
    st.caption(say(case.rule.usual.remedy))
    st.space("stretch")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        _button(f"ill_{name}", _("See it happen"), ":material/sick:", case.ill)
        if case.cured is not None:
            _button(f"cured_{name}", _("See it cured"), ":material/healing:", case.cured)
        words = _("link")
        st.markdown(f"[{words}](./?{query(case.ill)})", width="content")


def query(config: RunConfig) -> str:
    """The query string of a link that opens this run in the visitor's language."""
    return link.query_string(link.to_query(config) | {"lang": state.language()})


def _button(key: str, label: str, icon: str, config: RunConfig) -> None:
    """Let the run take the place of the one on the Train page, and go there."""
    if st.button(label, key=key, icon=icon):
        state.set_pace(PACE)
        transport.start_with(config)
        st.switch_page(TRAIN)


with st.container(key="page", gap="small"):
    page()
