"""Sweeps: all begin alike to the bit, train equally long, give way to others, outlive the server."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from dnn.background.commands import Resume
from dnn.background.limits import LimitReached
from dnn.background.manager import RunManager
from dnn.background.notebook.entry import NotebookEntry
from dnn.background.store.database import Database, sqlite_url
from dnn.background.store.database_store import DatabaseStore
from dnn.configuration.variations import VARIATIONS, Trial
from dnn.errors import ConfigurationError
from dnn.step import start
from tests.dnn.background.notebook.test_notebook import bits, trained
from tests.dnn.background.running import LONG, ME, OTHER, SOON, THREAD, config

RATE = VARIATIONS["learning_rate"]
RATES = [0.03, 0.1, 0.3, 1.0, 3.0]


def rates(values: Sequence[float]) -> list[Trial]:
    """These learning rates, to be tried."""
    return [Trial(RATE, tuple(values))]


def sweep_of(runs: RunManager, ids: list[str]) -> str:
    (sweep,) = {entry.labels.sweep for entry in runs.notebook.entries(ME) if entry.id in ids}
    assert sweep is not None
    return sweep


def ended(runs: RunManager, ids: list[str]) -> list[NotebookEntry]:
    """The entries of runs once all have ended, in their order."""
    for run_id in ids:
        runs.wait_until(run_id, lambda run: run.ended, SOON)
    found = {entry.id: entry for entry in runs.notebook.entries(ME)}
    return [found[run_id] for run_id in ids]


def test_all_train_equally_long_from_the_same_weights(runs: RunManager) -> None:
    ids = runs.sweeps.start(ME, config(60), rates(RATES))
    entries = ended(runs, ids)
    assert [entry.config.hyperparameters.learning_rate for entry in entries] == RATES
    assert {entry.iteration for entry in entries} == {60}
    assert len({start(entry.config).theta.tobytes() for entry in entries}) == 1
    firsts = {record.costs[0] for record in map(runs.record, ids) if record is not None}
    assert len(firsts) == 1  # the cost at the first iteration, to the last bit
    assert len({entry.labels.sweep for entry in entries}) == 1
    assert [(entry.labels.varied, entry.labels.tried) for entry in entries] == [
        ((RATE.name,), (rate,)) for rate in RATES
    ]


def test_a_run_of_a_sweep_is_as_one_alone(runs: RunManager) -> None:
    ids = runs.sweeps.start(ME, config(60, optimizer="adam", batch_size=16), rates([0.01, 0.1]))
    ended(runs, ids)
    alone = runs.start(config(60, optimizer="adam", batch_size=16, learning_rate=0.1), ME)
    ended(runs, [alone.id])
    assert bits(runs, ids[1]) == bits(runs, alone.id)


def test_each_value_with_several_seeds(runs: RunManager) -> None:
    ids = runs.sweeps.start(ME, config(5, seed=4), rates([0.1, 0.3]), seeds=3)
    assert [entry.config.seed for entry in ended(runs, ids)] == [4, 5, 6, 4, 5, 6]


def test_two_settings_make_a_grid_of_runs_that_begin_alike(runs: RunManager) -> None:
    penalties = [0.0, 1.0, 10.0]
    ids = runs.sweeps.start(ME, config(20), [*rates([0.1, 0.3]), Trial(VARIATIONS["l2"], tuple(penalties))])
    entries = ended(runs, ids)
    pairs = [(rate, penalty) for rate in (0.1, 0.3) for penalty in penalties]
    assert [entry.labels.tried for entry in entries] == pairs
    assert {entry.labels.varied for entry in entries} == {("learning_rate", "l2")}
    hyperparameters = [entry.config.hyperparameters for entry in entries]
    assert [(each.learning_rate, each.l2) for each in hyperparameters] == pairs
    assert len({start(entry.config).theta.tobytes() for entry in entries}) == 1


def test_a_grid_has_as_many_runs_as_a_sweep_may_have(runs: RunManager) -> None:
    eight = [0.1 * k for k in range(1, 9)]
    grid = [*rates(eight), Trial(VARIATIONS["l2"], tuple(eight))]
    with pytest.raises(LimitReached, match="at most 64 runs at once, got 128"):
        runs.sweeps.start(ME, config(LONG), grid, seeds=2)
    assert len(runs.sweeps.start(ME, config(LONG), grid)) == 64


def test_what_diverges_ends_and_the_others_go_on(runs: RunManager) -> None:
    base = config(400, name="plane", optimizer="gradient_descent")
    ids = runs.sweeps.start(ME, base, rates([0.01, 1000.0]))
    calm, wild = ended(runs, ids)
    assert (calm.stop, calm.iteration) == ("iterations", 400)
    assert wild.stop == "non_finite" and wild.iteration < 400


def test_pause_resume_and_cancel(runs: RunManager) -> None:
    ids = runs.sweeps.start(ME, config(LONG), rates([0.1, 0.3]))
    sweep = sweep_of(runs, ids)
    for run_id in ids:
        runs.wait_until(run_id, lambda run: run.iteration > 0, SOON)
    runs.sweeps.pause(sweep, ME)
    assert all(not run.moving for run in map(runs.get, ids) if run is not None)
    for act in (runs.sweeps.pause, runs.sweeps.resume, runs.sweeps.cancel):
        with pytest.raises(KeyError):
            act(sweep, OTHER)
    runs.sweeps.resume(sweep, ME)
    assert all(run.moving for run in map(runs.get, ids) if run is not None)
    runs.notebook.write(ids[0], ME, is_starred=True)
    runs.sweeps.cancel(sweep, ME)
    assert runs.get(ids[0]) is not None and runs.get(ids[1]) is None


def test_they_leave_the_visitor_her_runs(open_runs: Callable[..., RunManager]) -> None:
    runs = open_runs(replace(THREAD, active_runs_per_visitor=1, active_runs=1))
    runs.sweeps.start(ME, config(LONG), rates(RATES))
    mine = runs.start(config(LONG), ME)
    runs.wait_until(mine.id, lambda run: run.iteration > 50, SOON)
    assert runs.count_active() == 2


def test_one_that_is_sent_a_command_is_in_the_background_no_longer(runs: RunManager) -> None:
    (first, _second) = runs.sweeps.start(ME, config(LONG), rates([0.1, 0.3]))
    runs.command(first, ME, Resume())
    run = runs._held.get(first)
    assert run is not None and not run.is_background


def test_those_that_nobody_looks_at_rest_until_somebody_does(open_runs: Callable[..., RunManager]) -> None:
    runs = open_runs(replace(THREAD, lease_seconds=0.2))
    ids = runs.sweeps.start(ME, config(LONG), rates([0.1, 0.3]))
    runs.wait_until(ids[0], lambda run: run.status == "suspended", SOON)
    runs.notebook.entries(ME)
    runs.wait_until(ids[0], lambda run: run.status == "running", SOON)


def test_limits(open_runs: Callable[..., RunManager]) -> None:
    runs = open_runs(replace(THREAD, background_runs=3))
    with pytest.raises(LimitReached, match="in the background of this server"):
        runs.sweeps.start(ME, config(LONG), rates(RATES))
    with pytest.raises(LimitReached, match="at most 64 runs at once"):
        runs.sweeps.start(ME, config(LONG), rates([0.1 * k for k in range(1, 9)]), seeds=9)
    with pytest.raises(ConfigurationError):
        runs.sweeps.start(ME, config(LONG), rates([0.1]))
    assert len(runs) == 0


def test_a_visitor_has_so_many_in_the_background(runs: RunManager) -> None:
    runs.sweeps.start(ME, config(LONG), rates([0.1 * k for k in range(1, 9)]), seeds=8)
    with pytest.raises(LimitReached, match="of your runs in the background"):
        runs.sweeps.start(ME, config(LONG), rates([0.1, 0.2]))


def test_the_latest_sweeps_stay_whole(open_runs: Callable[..., RunManager]) -> None:
    runs = open_runs(replace(THREAD, runs_per_visitor=1))
    single = [trained(runs, 3) for _ in range(2)]
    sweeps = [runs.sweeps.start(ME, config(3), rates([0.1, 0.3])) for _ in range(5)]
    for ids in sweeps:
        for run_id in ids:
            runs.wait_until(run_id, lambda run: run.ended, SOON)
    assert len(runs.notebook.entries(ME)) == 2 + 5 * 2
    runs.notebook.let_go(ME)
    left = {entry.id for entry in runs.notebook.entries(ME)}
    assert left == {single[1].id, *(run_id for ids in sweeps[1:] for run_id in ids)}


def test_after_a_restart_it_goes_on_when_somebody_looks(tmp_path: Any) -> None:
    url = sqlite_url(tmp_path / "runs.sqlite3")
    runs = RunManager(THREAD, store=DatabaseStore(Database(url), batch_seconds=0.02))
    runs.open()
    ids = runs.sweeps.start(ME, config(LONG), rates([0.1, 0.3]))
    for run_id in ids:
        runs.wait_until(run_id, lambda run: run.iteration > 20, SOON)
    runs.close()
    runs = RunManager(THREAD, store=DatabaseStore(Database(url), batch_seconds=0.02))
    runs.open()
    try:
        before = {entry.id: entry.iteration for entry in runs.notebook.entries(ME)}
        assert set(before) == set(ids)
        for run_id in ids:
            runs.wait_until(run_id, lambda run, run_id=run_id: run.iteration > before[run_id] + 20, SOON)
    finally:
        runs.close()
