"""Runs on a visitor's own table: it reaches the workers, which begin without it."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from dnn.background.manager import RunManager
from dnn.background.page_worker import PageWorker
from dnn.configuration import DatasetConfig, RunConfig
from dnn.datasets import from_arrays
from dnn.datasets.contents import CONTENTS, MissingContent
from dnn.datasets.own_table import content_of, reference_of
from dnn.errors import DnnError
from dnn.lessons.gradient_flow import gradient_flow
from dnn.training.advance import advance
from tests.dnn.background.running import LONG, ME, OTHER, PROCESSES, SOON, THREAD, config, costs_of, ended, past

pytestmark = pytest.mark.workers


def table(seed: int, m: int = 120) -> DatasetConfig:
    """A table of three features and three classes."""
    rng = np.random.default_rng(seed)
    X = rng.standard_normal((3, m))  # (n_x, m)
    return from_arrays(X, X.argmax(axis=0), feature_names=("length", "width", "*height*"))


def on_table(dataset: DatasetConfig, iterations: int, **hyperparameters: object) -> RunConfig:
    return replace(config(iterations, **hyperparameters), dataset=dataset)


def start(runs: RunManager, configuration: RunConfig, owner: str) -> str:
    """Begin a run on a table that its owner keeps; its id."""
    runs.tables.keep(owner, content_of(configuration.dataset), "a table")
    return runs.start(configuration, owner).id


def end_workers(runs: RunManager) -> None:
    """Kill the worker processes of a manager, if its workers are such."""
    for pid in list(getattr(runs.scheduler._executor, "_processes", None) or ()):
        os.kill(pid, signal.SIGKILL)


@pytest.fixture(params=[PROCESSES, THREAD], ids=["processes", "thread"])
def runs(request: pytest.FixtureRequest) -> Iterator[RunManager]:
    manager = RunManager(request.param)
    manager.open()
    yield manager
    manager.close()


def test_two_runs_on_two_tables_have_the_costs_of_undisturbed_ones(runs: RunManager) -> None:
    configurations = {ME: on_table(table(1), 3_000), OTHER: on_table(table(2), 3_000, batch_size=20, optimizer="adam")}
    started = {owner: start(runs, each, owner) for owner, each in configurations.items()}
    for owner, run_id in started.items():
        finished, undisturbed = runs.wait_until(run_id, ended, SOON), advance(configurations[owner], None)
        assert finished.status == "finished" and finished.state is not None
        assert (finished.state.theta == undisturbed.state.theta).all()
        iterations, costs = costs_of(runs, run_id)
        assert costs == undisturbed.costs[np.array(iterations) - 1].tolist()


def test_new_workers_are_given_it_again() -> None:
    manager = RunManager(PROCESSES)
    manager.open()
    try:
        configuration = on_table(table(3), 40_000, batch_size=20)
        run_id = start(manager, configuration, ME)
        manager.wait_until(run_id, past(2_000), SOON)
        end_workers(manager)
        finished = manager.wait_until(run_id, ended, 2 * SOON)
        assert finished.status == "finished" and finished.state is not None
        assert (finished.state.theta == advance(configuration, None).state.theta).all()
    finally:
        manager.close()


def test_a_run_whose_table_was_forgotten_says_so(runs: RunManager) -> None:
    configuration = on_table(table(4), LONG, batch_size=20)
    run_id = start(runs, configuration, ME)
    runs.wait_until(run_id, past(500), SOON)
    CONTENTS.discard(reference_of(configuration.dataset).digest)
    end_workers(runs)
    failed = runs.wait_until(run_id, ended, SOON)
    assert failed.status == "failed" and "imported again" in str(failed.failure)
    with pytest.raises(MissingContent):
        runs.start(configuration, OTHER)


@pytest.mark.parametrize("settings", [PROCESSES, THREAD], ids=["process", "thread"])
def test_the_worker_of_the_pages_is_given_it_as_well(settings: object) -> None:
    worker = PageWorker(settings)  # type: ignore[arg-type]
    try:
        configuration = on_table(table(5), 50)
        there, here = worker.compute(gradient_flow, configuration), gradient_flow(configuration)
        assert (there.weights == here.weights).all()
        CONTENTS.discard(reference_of(configuration.dataset).digest)
        other = on_table(table(6), 50)
        CONTENTS.discard(reference_of(other.dataset).digest)
        with pytest.raises(DnnError, match="importing it again"):
            worker.compute(gradient_flow, other)
    finally:
        worker.close()
