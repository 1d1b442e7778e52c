"""The wrong-shape lab: every mistake is planted and diagnosed on the page; shapes of one's own."""

from __future__ import annotations

from functools import partial

import pytest

from dnn.lessons.mistakes.registry import MISTAKES
from pages.shared.session.values import VALUES
from tests.pages.opened import control, opened, read, said

lab = partial(opened, "shape_lab")


@pytest.mark.parametrize("name", MISTAKES)
def test_every_mistake_has_its_diagnosis(name: str) -> None:
    mistake = MISTAKES[name]
    data = "circles" if "binary" in mistake.tasks else "iris"
    test = lab(mistake=name, data=data, hidden="4.tanh-3.tanh")
    assert control(test.radio, "lab_mistake").value == name
    verdicts = ("NumPy raises an error", "NumPy raises no error", "This network hides the mistake")
    assert sum(verdict in said(test) for verdict in verdicts) == 1
    assert "Effect on training" in said(test) and str(mistake.explanation) in said(test)


def test_another_mistake_and_another_layer() -> None:
    test = lab(hidden="4.tanh-3.relu", mistake="db_rank_1")
    assert "db[2] has shape (3,) instead of (3, 1)" in said(test)
    control(test.selectbox, "lab_layer").set_value(1).run()
    assert "db[1] has shape (4,) instead of (4, 1)" in said(test)
    control(test.selectbox, "lab_topic").set_value("forward").run()
    assert control(test.radio, "lab_mistake").value in {
        name for name, mistake in MISTAKES.items() if mistake.topic == "forward"
    }


@pytest.mark.parametrize(("written", "layer"), [("1", 1), ("2", 2), ("3", 3), ("4", 2), ("0", 2), ("١", 2), ("x", 2)])
def test_the_layer_comes_with_the_link(written: str, layer: int) -> None:
    test = lab(hidden="4.tanh-3.relu", mistake="db_rank_1", planted=written)
    assert control(test.selectbox, "lab_layer").value == layer
    assert test.session_state[VALUES]["parameters"] == {"mistake": "db_rank_1", "planted": str(layer)}


def test_the_layer_goes_into_the_link_and_stays_where_the_next_mistake_can_be_made_there_too() -> None:
    test = lab(hidden="4.tanh-3.relu", mistake="db_rank_1")
    control(test.selectbox, "lab_layer").set_value(3).run()
    assert test.query_params["planted"] == "3"
    for mistake, planted in (("dA_from_dA", "3"), ("dZ_without_derivative", "2")):  # at layers 2 and 3; at 1 and 2
        control(test.radio, "lab_mistake").set_value(mistake).run()
        assert test.query_params["planted"] == planted
    control(test.radio, "lab_mistake").set_value("dA_order").run()  # at layer 2 alone
    assert not test.exception and "planted" not in test.query_params


def test_a_mistake_that_cannot_be_made_here_says_why() -> None:
    test = lab(mistake="softmax_axis", data="circles")
    assert "multiclass" in test.error[0].value


def test_a_network_that_is_too_large_says_so() -> None:
    assert "at most 100000 parameters" in lab(hidden="1024.relu-1024.relu", mistake="db_rank_1").error[0].value


@pytest.mark.parametrize(
    ("left", "operator", "right", "expected"),
    [
        ("(3, 4)", "@", "(4, 350)", "(3, 350)"),
        ("(3, 4)", "@", "(3, 350)", "4 and 3 should be equal"),
        ("3x4", "+", "3x1", "(3, 4)"),
        ("hello", "@", "(1, 2)", "Expected shape"),
        ("__import__('os')", "@", "(1, 2)", "Expected shape"),
        ("(1, 2, 3, 4)", "*", "(1, 2)", "Expected shape"),
    ],
)
def test_free_shapes(left: str, operator: str, right: str, expected: str) -> None:
    test = lab()
    control(test.text_input, "lab_left").set_value(left)
    control(test.selectbox, "lab_operator").set_value(operator)
    control(test.text_input, "lab_right").set_value(right).run()
    assert expected in said(test)


@pytest.mark.parametrize(
    ("pasted", "expected"),
    [
        ("W1: (4, 3)\nb1: (4, 1)\nW2: (1, 4)\nb2: (1, 1)", "All shapes fit one another: n = 3 – 4 – 1"),
        ("W1: (4, 3)\nW2: (4, 3)\nW3: (1, 3)", "it looks transposed"),
        ("what is this?", "expected the name of W, b, Z, A"),
        ("__import__('os').system('true')", "expected the name of W, b, Z, A"),
    ],
)
def test_a_pasted_list(pasted: str, expected: str) -> None:
    test = lab()
    control(test.text_area, "lab_pasted").set_value(pasted).run()
    assert not test.exception and expected in read(said(test))
