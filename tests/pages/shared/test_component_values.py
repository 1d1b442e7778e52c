"""Nonsense that a browser may send in the name of a component: none of it breaks a page or gets into the session."""

from __future__ import annotations

import math
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

import pytest
import streamlit as st

from dnn.background.services import get_run_manager
from dnn.errors import ConfigurationError
from pages.lab.train import live_edits, live_training
from pages.lab.train.edit_parsing import RUNS_VIEW
from pages.learn.iteration import step_view
from pages.learn.iteration.step_data import View
from pages.menu import TRAIN
from pages.shared.frame import visitor_browser
from pages.shared.iteration.batch import MAX_PICKED, Batch
from pages.shared.session import address, session, values
from pages.shared.session.run_view import MAIN
from pages.shared.session.values import VALUES


def nested(depth: int) -> list[Any]:
    """A list in a list in a list …"""
    value: list[Any] = []
    for _ in range(depth):
        value = [value]
    return value


NASTY: list[Any] = [
    *(None, 5, -1, 0.5, math.nan, math.inf, -math.inf, 10**400, -(10**400), 10**5_000, True, False),
    *("", "add", "add_unit", "log", "x" * 100_000, "\ud800", "1"),
    *([], [None], [[1, 2], [3, [4]]], nested(50), nested(50_000)),
    *({}, {"op": 5}, {"op": []}, {"op": {}}, {"op": None}, {"op": "add"}, {"op": "move", "from": {}, "to": [0, 0]}),
    *({"scale": "log"}, {"smoothing": 0.5}, {"step": [], "starts": []}, {"starts": {"examples": nested(3)}}),
]
VALID: dict[str, tuple[str, dict[str, Any]]] = {
    "chart_options": ("chart_options", {"scale": "log", "smoothing": 0.5, "axis": "epochs"}),
    "arrange": ("architecture", {"op": "add_unit", "layer": 1}),
    "parameter": ("parameter", {"layer": 1, "quantity": "W", "row": 0, "column": 0, "value": 0.25}),
    "add": ("point", {"op": "add", "x1": 0.5, "x2": 0.5, "label": 0}),
    "move": ("point", {"op": "move", "from": [0.5, 0.5], "to": [0.25, 0.5]}),
    "remove": ("point", {"op": "remove", "x1": 0.5, "x2": 0.5}),
    "runs_view": ("runs_view", {"curves": "aaaaaaaa.-_bbbbbb", "baseline": "aaaaaaaa", "measure": "test"}),
}
"""Valid values that components send, each under its name for the page."""
FIELDS = [(what, field) for what, (_, valid) in VALID.items() for field in valid]
VALID_NASTY: dict[tuple[str, str], tuple[Any, ...]] = {
    ("chart_options", "scale"): ("log",),
    ("chart_options", "smoothing"): (0.5,),
    ("arrange", "op"): ("add_unit",),
    ("parameter", "row"): (5,),
    ("parameter", "value"): (5, -1, 0.5),
    ("add", "op"): ("add",),
    **{("add", field): (-1, 0.5) for field in ("x1", "x2")},
    **{("remove", field): (5, -1, 0.5) for field in ("x1", "x2")},
    **{("runs_view", field): ("",) if field == "measure" else ("", "add_unit") for field in RUNS_VIEW},
}
"""Nasty values that are valid in this field."""


def edit(name: str) -> None:
    """Send an edit as the live view does, in a list of edits, and send the list twice: the second changes nothing."""
    value = values.component_value(live_training.COMPONENT, name)
    edits = [{"number": session.edits_done() + 1, "name": name, "value": value}]
    for _ in range(2):
        live_edits.apply_edits(MAIN, edits)


TAKEN: dict[str, tuple[str, Callable[[], None]]] = {
    "chart_options": (live_training.COMPONENT, lambda: session.take_chart_options(live_training.COMPONENT)),
    "architecture": (live_training.COMPONENT, lambda: edit("architecture")),
    "parameter": (live_training.COMPONENT, lambda: edit("parameter")),
    "point": (live_training.COMPONENT, lambda: edit("point")),
    "runs_view": (live_training.COMPONENT, lambda: edit("runs_view")),
    "edits": (
        live_training.COMPONENT,
        lambda: live_edits.apply_edits(MAIN, values.component_value(live_training.COMPONENT, "edits")),
    ),
    "requested_window": (step_view.KEY, step_view._take_requested_view),
    "settled": (step_view.KEY, step_view._take_step),
    "owner": (visitor_browser.KEY, lambda: session.take_visitor(visitor_browser.KEY)),
}
"""Name of a component's value -> key of the component, and the function that takes the value."""
EDITS = ("chart_options", "architecture", "parameter", "point", "runs_view", "edits")
"""The values that are refused in words; a step that does not exist is replaced by the first."""


def brief(value: object) -> str:
    """A name for a test, since not all of these can be written out."""
    try:
        return ascii(value)[:24]
    except (ValueError, RecursionError):
        return type(value).__name__


@pytest.fixture(autouse=True)
def _session(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "session_state", {VALUES: {"language": "zh"}})


def send(name: str, value: object) -> None:
    """Let a component send a value, and the page take it."""
    component, take = TAKEN[name]
    st.session_state[component] = SimpleNamespace(**{name: value})
    take()


def held() -> tuple[object, ...]:
    """The state of the session that a component can change."""
    run = get_run_manager().get(session.run_id() or "")
    changes = run.changes if run else ()
    parameters = [session.parameter(name) for name in ("step", *RUNS_VIEW)]
    return session.config(), session.chart_options(), parameters, changes, session.visitor()


def check_words(refused: bool) -> None:
    """Check whether something was refused, in one readable sentence, and that the link can be written."""
    problems = session.take_problems()
    assert len(problems) == refused
    for problem in problems:
        assert isinstance(problem, ConfigurationError) and 10 < len(str(problem)) < 400
    urlencode(address.query(TRAIN))


@pytest.mark.parametrize("what", VALID)
def test_a_valid_value_of_a_component_is_taken(what: str) -> None:
    name, valid = VALID[what]
    before = held()
    send(name, valid)
    if name == "parameter":
        get_run_manager().wait_until(str(session.run_id()), lambda run: bool(run.changes), 20)
    assert held() != before
    check_words(refused=False)


@pytest.mark.parametrize("name", TAKEN)
@pytest.mark.parametrize("value", NASTY, ids=brief)
def test_nonsense_is_refused_or_ignored(name: str, value: object) -> None:
    before = held()
    send(name, value)
    has_form_of_a_step = name == "settled" and value in ("add", "log", "1")
    assert has_form_of_a_step or held() == before
    is_no_edit = name == "edits" and value == []
    check_words(refused=name in EDITS and not is_no_edit)


@pytest.mark.parametrize(("what", "field"), FIELDS)
@pytest.mark.parametrize("value", NASTY, ids=brief)
def test_nonsense_in_one_field_is_refused(what: str, field: str, value: object) -> None:
    name, valid = VALID[what]
    is_valid = value in VALID_NASTY.get((what, field), ())
    before = held()
    send(name, {**valid, field: value})
    assert is_valid or held() == before
    check_words(refused=not is_valid)


@pytest.mark.parametrize("value", NASTY, ids=brief)
def test_a_step_that_does_not_exist_is_ignored(value: object) -> None:
    for edit in (
        {"step": value},
        {"starts": value},
        {"starts": {"examples": value}},
        {"starts": {"examples": [value]}},
    ):
        send("requested_window", edit)
        check_words(refused=False)
        assert session.parameter("step") in (None, "add", "log", "1")
    assert View.from_browser({"step": "Z1", "starts": {"examples": 3.0}}) == View("Z1", (("examples", 3),))


@pytest.mark.parametrize("value", NASTY, ids=brief)
def test_examples_that_do_not_exist_are_not_picked(value: object) -> None:
    assert Batch.from_browser(value, 40) == Batch()
    assert Batch.from_browser([value, 3], 4) == Batch((3,))
    assert len(Batch.from_browser(list(range(40)), 40).picked) == MAX_PICKED
