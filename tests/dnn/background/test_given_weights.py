"""Runs that begin with given weights: they go on bit for bit, go back to them, and are themselves after a restart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from dnn import RunConfig, ShapeError, initialize
from dnn.background.commands import NewWeights, Reset, Resume, SetParameter
from dnn.background.manager import RunManager
from dnn.background.notebook.entry import NotebookEntry, entry_of
from dnn.background.run import Run
from dnn.background.run_snapshot import RunSnapshot
from dnn.background.store.saved_run import UnreadableRun, restored, saved
from dnn.network import Parameters, flatten, parameters_at
from dnn.training.advance import advance
from dnn.training.state import TrainingState
from tests.dnn.background.running import ME, SOON, THREAD, at_rest, config, costs_of, ended

CONFIG = config(200)


@pytest.fixture
def runs() -> Iterator[RunManager]:
    runs = RunManager(THREAD)
    runs.open()
    yield runs
    runs.close()


def trained(configuration: RunConfig, iterations: int) -> Parameters:
    return parameters_at(configuration, advance(configuration, None, iterations=iterations).state.theta)


def state_of(snapshot: RunSnapshot) -> TrainingState:
    assert snapshot.state is not None
    return snapshot.state


def begin(runs: RunManager, configuration: RunConfig = CONFIG, paused: bool = False) -> RunSnapshot:
    """A run that begins with the weights to which CONFIG comes in 100 iterations."""
    return runs.start(configuration, ME, paused=paused, parameters=trained(CONFIG, 100))


def half(iterations: int = 100) -> RunConfig:
    return replace(CONFIG, hyperparameters=replace(CONFIG.hyperparameters, iterations=iterations))


def test_it_goes_on_where_the_weights_came_from(runs: RunManager) -> None:
    run = begin(runs, half())
    done = runs.wait_until(run.id, ended, SOON)
    whole = advance(CONFIG, None)
    assert state_of(done).theta.tobytes() == whole.state.theta.tobytes()
    iterations, costs = costs_of(runs, run.id)
    assert iterations == list(range(1, 101)) and costs == whole.costs[100:].tolist()
    assert done.has_given_weights


def test_at_rest_it_is_measured_with_the_given_weights(runs: RunManager) -> None:
    run = begin(runs, paused=True)
    measured = runs.wait_until(run.id, at_rest, SOON)
    assert measured.iteration == 0 and measured.current_evaluation is not None
    assert measured.current_evaluation.train_cost == pytest.approx(advance(CONFIG, None).costs[100], rel=1e-12)
    assert state_of(measured).theta.tobytes() == flatten(trained(CONFIG, 100)).tobytes()


def test_a_reset_goes_back_to_them_and_trains_the_same_again(runs: RunManager) -> None:
    run = begin(runs, half())
    first = runs.wait_until(run.id, ended, SOON)
    back = runs.command(run.id, ME, Reset())
    assert back.iteration == 0 and back.has_given_weights
    assert state_of(back).theta.tobytes() == flatten(trained(CONFIG, 100)).tobytes()
    runs.command(run.id, ME, Resume())
    again = runs.wait_until(run.id, ended, SOON)
    assert state_of(again).theta.tobytes() == state_of(first).theta.tobytes()


def test_new_weights_are_those_of_the_seed_and_undo_brings_the_given_ones_back(runs: RunManager) -> None:
    run = begin(runs, half())
    runs.wait_until(run.id, ended, SOON)
    drawn = runs.command(run.id, ME, NewWeights(9))
    assert not drawn.has_given_weights
    measured = runs.wait_until(run.id, at_rest, SOON)
    assert state_of(measured).theta.tobytes() == flatten(initialize(replace(half(), seed=9))).tobytes()
    back = runs.notebook.undo(run.id, ME)
    assert back.has_given_weights and back.iteration == 100
    assert state_of(runs.command(run.id, ME, Reset())).theta.tobytes() == flatten(trained(CONFIG, 100)).tobytes()


def test_a_branch_goes_back_to_them_as_well(runs: RunManager) -> None:
    run = begin(runs, half())
    runs.wait_until(run.id, ended, SOON)
    branch = runs.notebook.branch(run.id, ME)
    assert branch.has_given_weights and branch.iteration == 100
    back = runs.command(branch.id, ME, Reset())
    assert state_of(back).theta.tobytes() == flatten(trained(CONFIG, 100)).tobytes()


def test_watching_ends_without_them_being_lost(runs: RunManager) -> None:
    run = begin(runs, half())
    runs.wait_until(run.id, ended, SOON)
    renamed = runs.watching.end(run.id, ME)
    assert renamed.has_given_weights


def test_an_entry_set_by_hand_is_one_of_theirs(runs: RunManager) -> None:
    run = begin(runs, paused=True)
    runs.command(run.id, ME, SetParameter(1, "W", 0, 0, 5.0))
    changed = runs.wait_until(run.id, lambda now: bool(now.changes), SOON)
    expected = flatten(trained(CONFIG, 100)).copy()
    expected[0] = 5.0
    assert state_of(changed).theta.tobytes() == expected.tobytes()
    assert state_of(runs.command(run.id, ME, Reset())).theta[0] == trained(CONFIG, 100).layers[0].W[0, 0]


def test_parameters_of_another_network_are_refused(runs: RunManager) -> None:
    other = initialize(config(name="iris"))
    with pytest.raises(ShapeError):
        runs.start(CONFIG, ME, parameters=other)
    assert len(runs) == 0


def test_they_are_cast_to_the_precision_of_the_run(runs: RunManager) -> None:
    single = config(5, precision="float32")
    run = runs.start(single, ME, paused=True, parameters=trained(CONFIG, 3))
    assert state_of(run).theta.dtype == np.float32


class TestStored:
    def run(self) -> Run:
        theta = flatten(trained(CONFIG, 100))
        return Run("one", ME, CONFIG, max_bytes=1, initial_theta=theta)

    def test_a_run_written_down_goes_back_to_them(self) -> None:
        run = self.run()
        run.moving = True
        request = run.next_slice()
        assert request is not None
        run.accept(advance(request.config, request.state, iterations=7), request.generation, None)
        again = restored(saved(run))
        for each in (run, again):
            each.apply(Reset())
        assert run.state is not None and again.state is not None and run.initial_theta is not None
        assert again.state.theta.tobytes() == run.state.theta.tobytes() == run.initial_theta.tobytes()
        assert again.snapshot().has_given_weights

    def test_of_another_length_they_make_it_unreadable(self) -> None:
        run = self.run()
        assert run.initial_theta is not None
        run.initial_theta = run.initial_theta[:-1]
        with pytest.raises(UnreadableRun, match="initial parameters"):
            restored(saved(run))

    def test_the_list_knows_and_other_entries_are_written_as_before(self) -> None:
        given, plain = entry_of(self.run()), entry_of(Run("two", ME, CONFIG))
        assert given.has_given_weights and NotebookEntry.from_document(given.to_document()) == given
        assert not plain.has_given_weights and "has_given_weights" not in plain.to_document()
        assert NotebookEntry.from_document(plain.to_document()) == plain

    def test_their_bytes_count(self) -> None:
        run, plain = self.run(), Run("two", ME, CONFIG)
        assert run.initial_theta is not None and run.state is not None
        assert run.nbytes - plain.nbytes == run.initial_theta.nbytes + run.state.nbytes
