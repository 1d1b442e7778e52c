"""The answers to a set, stored in the visitor's own browser and never in the link.

A reload begins a new session, which asks the browser for the answers; whoever opens the same link elsewhere begins the
set anew. Where a browser stores nothing, the answers last as long as the session.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from dnn.background.wire import PracticeData
from dnn.errors import DnnError
from dnn.lessons.practice import PracticeSet
from pages.shared.session import session, values

KEY = "answer_storage"

_component = st.components.v2.component(
    "dnn_answer_storage",
    html="<span hidden></span>",
    js=Path(__file__).with_suffix(".js").read_text("utf-8"),
    isolate_styles=False,
)


def practice_set(seed: int) -> PracticeSet:
    """The set of a seed with the answers known so far."""
    found: PracticeSet = session.page_value(_answers(seed), PracticeSet(seed))
    return found


def put(practised: PracticeSet) -> None:
    """Replace a set by one with other answers."""
    session.set_page_value(_answers(practised.seed), practised)


def draw(seed: int) -> None:
    """Let the browser store the answers, or tell those that it has while this session does not know them."""
    is_known = session.page_value(_is_known(seed), False)
    data: PracticeData = {"set": seed, "answers": practice_set(seed).written() if is_known else None}
    _component(key=KEY, data=data, on_stored_change=lambda: take(seed))


def take(seed: int) -> None:
    """Take over what the browser has stored; what is no answer to this set is refused."""
    sent = values.component_value(KEY, "stored")
    given = sent if isinstance(sent, Mapping) else {}
    if given.get("set") != seed:
        return
    session.set_page_value(_is_known(seed), True)
    try:
        put(PracticeSet.read(seed, given.get("answers")).joined(practice_set(seed)))
    except DnnError as error:
        session.add_problem(error)


def _answers(seed: int) -> str:
    return f"answers_{seed}"


def _is_known(seed: int) -> str:
    return f"answers_known_{seed}"
