"""The list of runs on hosts that do not serve the app's routes, and undo by the page's own buttons."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from tests.pages.lab.test_slow_doctor import run_of
from tests.pages.opened import control, said


def test_the_runs_are_listed_by_what_differs(test: AppTest) -> None:
    table = test.dataframe[0].value
    assert list(table["Run"]) == ["#2", "#1"] and list(table["Units"]) == ["5 · 5", "8 · 5"]
    assert "λ" not in table.columns and not test.exception


def test_one_is_opened_branched_starred_and_named(test: AppTest) -> None:
    second = run_of(test).id
    menu = next(menu for menu in test.selectbox if menu.label == "Run")
    first = next(option for option in menu.options if option == "#1")
    menu.select(first).run()
    test.button(key="star_run").click().run()
    assert list(test.dataframe[0].value["Run"])[1] == "★ #1"
    test.button(key="open_run").click().run()
    assert run_of(test).id != second and run_of(test).config.architecture.hidden[0].units == 8
    test.button(key="branch_run").click().run()
    assert run_of(test).iteration == 50 and len(test.dataframe[0].value) == 3


def test_one_is_deleted_and_had_back_and_all_go(test: AppTest) -> None:
    test.button(key="delete_run").click().run()
    assert len(test.dataframe[0].value) == 1
    test.button(key="restore_run").click().run()
    assert len(test.dataframe[0].value) == 2
    test.button(key="delete_all_runs").click().run()
    assert not test.dataframe and not test.exception


def test_undo_and_redo(test: AppTest) -> None:
    second = run_of(test)
    test.button(key="undo").click().run()
    first = run_of(test)
    assert first.id != second.id and first.iteration == 50 and control(test.number_input, "units_1").value == 8
    test.button(key="redo").click().run()
    assert run_of(test).id == second.id and control(test.number_input, "units_1").value == 5
    test.button(key="reset").click().run()
    assert run_of(test).iteration == 0
    test.button(key="undo").click().run()
    assert run_of(test).iteration == 50 and not said(test).count("no longer")
