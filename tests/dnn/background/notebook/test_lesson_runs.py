"""Runs of lessons: they begin alike, train to their end whoever looks, are left out of the list, and are replaced."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dnn.background.limits import LimitReached
from dnn.background.manager import RunManager
from dnn.background.notebook.lesson_runs import MAX_LESSON_RUNS
from dnn.background.store.database import Database, sqlite_url
from dnn.background.store.database_store import DatabaseStore
from dnn.configuration import RunConfig
from dnn.lessons.path.limits import MAX_LESSON_ITERATIONS
from dnn.training.advance import train
from tests.dnn.background.running import ME, OTHER, SOON, THREAD, config


def at_rates(count: int = 60) -> list[RunConfig]:
    """The run at two learning rates."""
    base = config(count)
    return [replace(base, hyperparameters=replace(base.hyperparameters, learning_rate=rate)) for rate in (0.03, 0.3)]


def over(runs: RunManager, ids: list[str]) -> None:
    for run_id in ids:
        runs.wait_until(run_id, lambda run: run.ended, SOON)
    assert runs.lesson_runs.are_over(ids)


def test_their_costs_are_those_of_runs_alone(runs: RunManager) -> None:
    configs = at_rates()
    ids = runs.lesson_runs.start(ME, "rates/1", configs, ["α = 0.03", "α = 0.3"])
    over(runs, ids)
    for run_id, each in zip(ids, configs, strict=True):
        record = runs.record(run_id)
        assert record is not None
        assert list(record.costs) == [one.cost for one in train(each)]


def test_the_list_of_runs_leaves_them_out(runs: RunManager) -> None:
    ids = runs.lesson_runs.start(ME, "rates/1", at_rates(), ["a", "b"])
    over(runs, ids)
    assert runs.notebook.listed(ME) == []
    assert set(runs.curves(ids)) == set(ids)
    assert runs.notebook.delete_all(ME) == 2
    assert runs.curves(ids) == {}


def test_another_try_takes_their_place(runs: RunManager) -> None:
    first = runs.lesson_runs.start(ME, "rates/1", at_rates(), ["a", "b"])
    second = runs.lesson_runs.start(ME, "rates/1", at_rates(), ["a", "b"], replaced=first)
    assert runs.curves(first) == {}
    over(runs, second)


def test_nobody_elses_runs_are_replaced(runs: RunManager) -> None:
    theirs = runs.lesson_runs.start(OTHER, "rates/1", at_rates(), ["a", "b"])
    own = runs.start(config(20), ME)
    runs.lesson_runs.start(ME, "rates/1", at_rates(), ["a", "b"], replaced=[*theirs, own.id])
    assert set(runs.curves([*theirs, own.id])) == {*theirs, own.id}


@pytest.mark.parametrize(
    "configs", [at_rates() * MAX_LESSON_RUNS, at_rates(MAX_LESSON_ITERATIONS + 1)], ids=["many", "long"]
)
def test_too_many_or_too_long_ones_are_refused(runs: RunManager, configs: list[RunConfig]) -> None:
    with pytest.raises(LimitReached, match="Expected at most 8 runs of at most 5000 iterations"):
        runs.lesson_runs.start(ME, "rates/1", configs, ["a"] * len(configs))


def test_they_outlive_the_server(tmp_path: Path) -> None:
    def opened() -> RunManager:
        manager = RunManager(THREAD, store=DatabaseStore(Database(sqlite_url(tmp_path / "runs.sqlite3"))))
        manager.open()
        return manager

    first = opened()
    ids = first.lesson_runs.start(ME, "rates/1", at_rates(), ["a", "b"])
    over(first, ids)
    first.close()
    second = opened()
    try:
        assert set(second.curves(ids)) == set(ids)
        assert second.notebook.listed(ME) == []
    finally:
        second.close()
