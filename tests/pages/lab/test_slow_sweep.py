"""Several values tried side by side on hosts that do not serve the app's routes."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dnn.background.notebook.entry import NotebookEntry
from dnn.background.notebook.read_only_entry import Entry
from dnn.background.services import get_run_manager
from pages.shared.session.values import VALUES
from tests.pages.lab.test_slow_doctor import SOON, run_of
from tests.pages.opened import opened, read, said

WORDS = {
    "en": (r"Best after 50 iterations: α = ([\d.]+) \(test cost [\d.]+, (−[\d.]+|±0) against α = ", "could be luck"),
    "zh": (r"50 次迭代后最佳：α = ([\d.]+)（测试成本 [\d.]+，", "可能是运气"),
}


def field(test: AppTest, number: int = 1) -> Any:
    """The field of a setting's values."""
    key = f"sweep_values_{number}_"
    return next(each for each in (*test.text_input, *test.multiselect) if str(each.key).startswith(key))


def runs_of_sweep(test: AppTest) -> list[NotebookEntry]:
    """The visitor's runs that are of a sweep."""
    owner = test.session_state[VALUES]["visitor"]
    listed: list[Entry] = get_run_manager().notebook.listed(owner)
    return [each for each in listed if isinstance(each, NotebookEntry) and each.labels.sweep is not None]


def tried(test: AppTest) -> AppTest:
    """The page after all runs of a sweep have ended."""
    test.button(key="sweep_start").click().run()
    assert not test.exception
    for each in runs_of_sweep(test):
        get_run_manager().wait_until(each.id, lambda run: run.ended, SOON)
    return test.run()


@pytest.mark.parametrize("language", WORDS)
def test_five_rates_and_which_is_best(language: str) -> None:
    sentence, luck = WORDS[language]
    test = tried(opened(routes=False, iterations="50", pace="full", lang=language))
    found = re.search(sentence, said(test))
    assert found and luck in said(test) and not test.exception
    table = test.dataframe[0].value
    assert len(table) == 5 and table.columns[0] == "α"
    costs = pd.to_numeric(table.iloc[:, 1])
    assert table.iloc[:, 0][costs.idxmin()] == found[1]
    records = [record for run in runs_of_sweep(test) if (record := get_run_manager().record(run.id)) is not None]
    assert {f"{record.evaluations[-1].test_cost:#.4g}" for record in records} == set(table.iloc[:, 1])
    test.button(key="sweep_open").click().run()
    assert f"{run_of(test).config.hyperparameters.learning_rate:g}" == found[1] and not test.exception


def test_two_settings_make_a_heat_map() -> None:
    test = opened(routes=False, iterations="20", pace="full")
    test.selectbox(key="sweep_setting_2").select("l2").run()
    field(test).set_value("0.1, 0.3, 1").run()
    field(test, 2).set_value("0, 1").run()
    assert test.button(key="sweep_start").label == "Train 6 runs"
    tried(test)
    table = test.dataframe[0].value
    assert list(table.columns) == ["0.1", "0.3", "1"] and list(table.index) == ["0", "1"]
    assert sum(str(cell).startswith("★") for cell in table.to_numpy().flat) == 1
    assert "Learning rate α × L2 regularisation λ" in [each.value for each in test.subheader]


def test_options_and_seeds() -> None:
    test = opened(routes=False, iterations="20", pace="full")
    test.selectbox(key="sweep_setting_1").select("activation").run()
    field(test).set_value(["tanh", "relu"]).run()
    test.selectbox(key="sweep_seeds").select(3).run()
    assert test.button(key="sweep_start").label == "Train 6 runs"
    tried(test)
    table = test.dataframe[0].value
    assert len(table) == 2 and all("–" in cell for cell in table.iloc[:, 1])
    assert re.search("spread of the seeds|ranges of the seeds overlap", said(test))


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("0.1", "Expected 2 to 8 values, got 1."),
        ("0.1, fast", "Expected numbers separated by commas"),
        ("0.1, 0.1", "one is there twice"),
    ],
)
def test_values_that_cannot_be_tried(written: str, problem: str) -> None:
    test = opened(routes=False)
    field(test).set_value(written).run()
    assert problem in said(test) and test.button(key="sweep_start").disabled


def test_what_the_library_refuses_is_said_in_a_sentence() -> None:
    test = opened(routes=False)
    field(test).set_value("0.1, -3").run()
    test.button(key="sweep_start").click().run()
    assert (
        "Expected learning_rate to be a number above 0" in read(said(test))
        and not runs_of_sweep(test)
        and not test.exception
    )


def test_the_runs_are_paused_continued_and_ended() -> None:
    test = opened(routes=False, iterations="1000000", pace="full")
    test.button(key="sweep_start").click().run()
    test.button(key="sweep_pause").click().run()
    assert {run.status for run in runs_of_sweep(test)} == {"paused"}
    test.run().button(key="sweep_resume").click().run()
    assert "paused" not in {run.status for run in runs_of_sweep(test)}
    test.button(key="sweep_cancel").click().run()
    assert not runs_of_sweep(test) and not test.exception
