"""Curves of other runs, the previous run's, and the way to the comparison, without the app's routes."""

from __future__ import annotations

import json
from typing import Any

from streamlit.testing.v1 import AppTest

from dnn.background.services import get_run_manager
from pages.menu import MENU, TRAIN
from pages.shared.drawing import theme
from tests.pages.lab.test_slow_doctor import run_of


def drawn(test: AppTest) -> dict[str, dict[str, Any]]:
    """The lines of the curves on the cost chart by their names."""
    chart = test.get("plotly_chart")[0].proto
    return {trace["name"]: trace["line"] for trace in json.loads(chart.spec)["data"] if "line" in trace}


def menu(test: AppTest) -> Any:
    return next(each for each in test.multiselect if str(each.key).startswith("curves_"))


def test_the_previous_run_lies_grey_behind_the_new_one_until_it_is_switched_off(test: AppTest) -> None:
    lines = drawn(test)
    assert next(iter(lines)) == "previous run"
    assert lines["previous run"]["color"] == theme.SCHEMES["light"].reference
    test.toggle[-1].set_value(False).run()
    assert "previous run" not in drawn(test) and not test.exception


def test_a_chosen_run_has_its_colour_and_dash(test: AppTest) -> None:
    first = next(each for each in menu(test).options if each == "#1")
    menu(test).select(first).run()
    owner = run_of(test).owner
    labels = next(entry.labels for entry in get_run_manager().notebook.entries(owner) if entry.id != run_of(test).id)
    assert drawn(test)["#1"] == theme.run_line(labels.colour, labels.number, "light")
    test.run()
    assert "#1" in drawn(test)


def test_chosen_runs_stay_when_another_page_was_open(test: AppTest) -> None:
    menu(test).select("#1").run()
    test.switch_page(MENU["notation"].file).run()
    test.switch_page(TRAIN.file).run()
    assert len(menu(test).value) == 1 and "#1" in drawn(test)
    menu(test).set_value([]).run()
    assert "#1" not in drawn(test) and not test.exception


def test_chosen_runs_are_compared(test: AppTest) -> None:
    assert test.button(key="compare_runs").disabled
    menu(test).select("#1").select("#2").run()
    assert test.button(key="compare_runs").label == "Compare 2 runs"
    test.button(key="compare_runs").click().run()
    assert "number.1" in str(test.query_params["compare"]) and not test.exception
