"""The doctor's casebook: every finding on a run that has it, and the same run with the remedy."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dnn.configuration import RunConfig
from dnn.lessons.diagnosis.finding import Rule
from dnn.lessons.diagnosis.registry import COST_RULES, NETWORK_RULES
from pages.shared.frame import notices
from pages.shared.frame.text import _, heading, labelled, say
from pages.shared.run import training_elsewhere
from pages.shared.session import link, session

SPEED_LIMIT = 1_000
"""Iterations per second at which a case is shown: a thousand iterations take about a second."""


def page() -> None:
    """Draw the page."""
    notices.draw()
    st.caption(
        _(
            "Each of these runs shows the problem it is named after, some show others as well. Watch it on the "
            "Train page, where the diagnosis says what was found; then watch the same run with the remedy. The "
            "links can be used in slides."
        )
    )
    _cases(_("What the network shows"), NETWORK_RULES)
    _cases(_("What the cost shows"), COST_RULES)


def _cases(title: str, rules: Sequence[Rule]) -> None:
    st.markdown(heading(title))
    for start in range(0, len(rules), 2):
        for rule, column in zip(rules[start : start + 2], st.columns(2, gap="small"), strict=False):
            with column, st.container(border=True, gap="xsmall", height="stretch", key=f"case_{rule.name}"):
                _case(rule)


def _case(rule: Rule) -> None:
    st.markdown(labelled(say(rule.title), say(rule.usual.why)))
    st.caption(say(rule.usual.remedy))
    st.space("stretch")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        _button(f"example_{rule.name}", _("See it happen"), ":material/sick:", rule.example)
        if rule.remedied is not None:
            _button(f"remedied_{rule.name}", _("See the remedy"), ":material/healing:", rule.remedied)
        words = _("link")
        st.markdown(f"[{words}](./?{query(rule.example)})", width="content")


def query(config: RunConfig) -> str:
    """The query string of a link that opens this run in the visitor's language."""
    return link.query_string(link.to_query(config) | {"lang": session.language()})


def _button(key: str, label: str, icon: str, config: RunConfig) -> None:
    """A button that replaces the run on the Train page by this one, and goes there."""
    st.button(label, key=key, icon=icon, on_click=_train, args=(config,))


def _train(config: RunConfig) -> None:
    session.set_speed_limit(SPEED_LIMIT)
    training_elsewhere.train(config)


with st.container(key="page", gap="small"):
    page()
