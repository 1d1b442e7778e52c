"""The text of a comparison: runs survive it, whatever they are; it is short; what is none is refused in words."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dnn.background.replay.recipe import PlannedChange, Recipe
from dnn.configuration import RunConfig
from dnn.errors import ConfigurationError
from pages.server.comparison.comparison_text import (
    MAX_COMPARISON_LENGTH,
    MAX_PLANNED_CHANGES,
    ComparedRun,
    read_comparison,
    read_run,
    write_comparison,
    write_run,
)
from pages.shared.session.link import default_config, from_query
from tests.pages.shared.test_link import configurations

CHANGES = (
    PlannedChange(3, "learning_rate", 0.03),
    PlannedChange(3, "batch_size", None),
    PlannedChange(7, "optimizer", "adam"),
    PlannedChange(9, "W^[2]_3,1", -0.25),
    PlannedChange(9, "b^[1]_4", 1e-7),
    PlannedChange(12, "l2", 1.5),
)


def compared(config: RunConfig, until: int = 100, number: int = 1, *changes: PlannedChange) -> ComparedRun:
    """A run whose configuration is as the text gives it back."""
    hyperparameters = replace(config.hyperparameters, iterations=until, target_cost=None)
    return ComparedRun(Recipe(replace(config, hyperparameters=hyperparameters), until, changes), number, number % 10)


def rates(*values: float) -> list[ComparedRun]:
    base = default_config()
    configs = [replace(base, hyperparameters=replace(base.hyperparameters, learning_rate=value)) for value in values]
    return [compared(config, 2_000, number) for number, config in enumerate(configs, start=1)]


@given(st.lists(configurations(), min_size=2, max_size=8), st.integers(1, 10**7))
def test_runs_of_any_kind_survive(configs: list[RunConfig], until: int) -> None:
    runs = [compared(config, until + number, number) for number, config in enumerate(configs, start=1)]
    assert list(read_comparison(write_comparison(runs))) == runs


def test_changes_by_hand_survive() -> None:
    runs = [compared(default_config(), 50, 7, *CHANGES), compared(default_config("moons"), 50, 12)]
    assert list(read_comparison(write_comparison(runs))) == runs
    assert read_run(write_run(runs[0])) == runs[0]


def test_a_setting_that_is_the_default_again_is_said() -> None:
    fast, usual = rates(3.0, default_config().hyperparameters.learning_rate)
    text = write_comparison([fast, usual])
    assert text.split("**")[1] == "number.2*colour.2*learning_rate."
    assert list(read_comparison(text)) == [fast, usual]


def test_eight_runs_that_differ_in_a_setting_fit_into_a_short_link() -> None:
    link = urlencode({"compare": write_comparison(rates(*(0.001 * 3**k for k in range(8))))})
    assert len(link) < 600


def test_a_run_that_learns_from_other_data_stands_alone() -> None:
    runs = [compared(from_query({"data": "moons", "noise": "0.3"})), compared(from_query({"data": "spirals"}))]
    assert list(read_comparison(write_comparison(runs))) == runs


@pytest.mark.parametrize("count", [0, 1, 9])
def test_two_to_eight_runs_are_compared(count: int) -> None:
    with pytest.raises(ConfigurationError, match="2 to 8 runs"):
        write_comparison(rates(*([0.1] * count)))


def test_too_many_changes_by_hand_are_refused() -> None:
    many = compared(default_config(), 50, 1, *(PlannedChange(k, "l2", 1.0) for k in range(1, MAX_PLANNED_CHANGES + 2)))
    with pytest.raises(ConfigurationError, match="changes by hand"):
        write_comparison([many, many])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "number.1",
        "**",
        "number.1**number.2**",
        "nonsense**number.2",
        "number.x**number.2",
        "number.1*colour.-1**number.2",
        "number.1*data.mars**number.2",
        "number.1*learning_rate.fast**number.2",
        "number.1*hidden.8**number.2",
        "number.1*invented.8**number.2",
        "number.1*iterations.0**number.2",
        "number.1*change.5**number.2",
        "number.1*change.5.seed.1**number.2",
        "number.1*change.x.l2.1**number.2",
        "number.1*change.5.l2.-1**number.2",
        "number.1*change.5.W1_1_1.x**number.2",
        "number.1" + "*change.5.l2.1" * (MAX_PLANNED_CHANGES + 1) + "**number.2",
        "**".join(["number.1"] * 9),
        "x" * (MAX_COMPARISON_LENGTH + 1),
    ],
)
def test_what_is_none_is_refused_in_words(text: str) -> None:
    with pytest.raises(ConfigurationError):
        read_comparison(text)


@given(st.text(alphabet="*.%2Anumberlt_31-\u4e2d", max_size=60))
def test_no_text_is_more_than_refused(text: str) -> None:
    try:
        read_comparison(text)
    except ConfigurationError:
        return
