"""The result of a sweep, from entries of the notebook; and the values that a field lists."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dnn.background.notebook.entry import NotebookEntry
from dnn.background.notebook.labels import RunLabels
from dnn.configuration import RunConfig
from pages.lab.train.sweep_result import latest_result, latest_sweep, progress
from pages.lab.train.sweep_values import read_values, written_values

CONFIG = RunConfig.from_dict({"dataset": {"name": "circles"}})


def entry(
    number: int, rate: float, cost: float | None, seed: int = 0, stop: str | None = "iterations"
) -> NotebookEntry:
    config = replace(CONFIG, seed=seed, hyperparameters=replace(CONFIG.hyperparameters, learning_rate=rate))
    labels = RunLabels(number=number, sweep="sweep", varied=("learning_rate",), tried=(rate,))
    figures = dict.fromkeys(("train_cost", "train_data_cost", "train_score", "test_score"), 0.0)
    return NotebookEntry(
        id=f"run{number}",
        config=config,
        first_config=config,
        labels=labels,
        status="finished",
        generation=0,
        stop=stop,
        iteration=config.hyperparameters.iterations,
        epoch=1,
        test_cost=cost,
        seconds=1.0,
        **figures,
    )


def test_the_best_is_that_of_the_lowest_cost_and_one_that_diverged_has_none() -> None:
    runs = [entry(1, 0.1, 0.3), entry(2, 0.3, 0.2), entry(3, 3.0, 0.1, stop="non_finite")]
    result = latest_result(runs)
    assert result.best is not None and result.best.values == (0.3,) and result.is_test and result.is_luck is None
    assert result.second is not None and result.second.values == (0.1,)
    assert result.tried[2].cost is None and result.tried[2].diverged == CONFIG.hyperparameters.iterations
    assert progress(runs) == 1.0


def test_all_diverged() -> None:
    result = latest_result([entry(1, 1.0, None, stop="non_finite"), entry(2, 3.0, None, stop="non_finite")])
    assert result.best is result.second is result.is_luck is None


@pytest.mark.parametrize(("costs", "is_luck"), [([0.1, 0.2, 0.3, 0.4], False), ([0.1, 0.35, 0.3, 0.4], True)])
def test_ranges_of_seeds_that_overlap_are_luck(costs: list[float], is_luck: bool) -> None:
    runs = [entry(k, rate, cost, seed=k % 2) for k, (rate, cost) in enumerate(zip([1, 1, 2, 2], costs, strict=True))]
    result = latest_result(runs)
    assert result.is_luck is is_luck
    assert result.tried[0].low == costs[0] and result.tried[0].high == costs[1]


def test_the_spread_of_seeds_is_that_of_the_visitor_s_other_runs() -> None:
    runs = [entry(1, 0.1, 0.30), entry(2, 0.3, 0.20)]
    for other, is_luck in ((0.45, True), (0.31, False)):
        assert latest_result(runs, [*runs, entry(3, 0.1, other, seed=9)]).is_luck is is_luck


def test_the_latest_sweep_in_the_order_of_its_numbers() -> None:
    older = replace(entry(1, 1.0, 0.1), labels=RunLabels(number=1, sweep="older", tried=(1.0,)))
    single = replace(entry(9, 1.0, 0.1), labels=RunLabels(number=9))
    listed = [single, entry(3, 0.3, 0.1), entry(2, 0.1, 0.1), older]
    assert [each.labels.number for each in latest_sweep(listed)] == [2, 3]
    assert latest_sweep([single]) == ()


def test_values_are_read_as_they_are_written() -> None:
    values = (0.03, 64, None, -1)
    assert read_values(written_values(values)) == values
    assert read_values("0.1，0.3、1") == (0.1, 0.3, 1) and read_values("−1 2") == (-1, 2)
    assert read_values("fast, 3") is None and read_values("") == ()
    assert written_values((0.1, 1.0, 1e-6)) == "0.1, 1, 1e-06"
