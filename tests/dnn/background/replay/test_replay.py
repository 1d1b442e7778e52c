"""Replays: a run is trained again from its recipe to the last bit, with all that was changed, in whatever stretches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from dnn import initialize
from dnn.background.commands import RunTo, SetParameter
from dnn.background.manager import RunManager
from dnn.background.page_worker import PageWorker
from dnn.background.replay.recipe import PlannedChange, Recipe, recipe_of
from dnn.background.replay.replays import Replay, ReplayKey, Replays
from dnn.background.replay.training import ReplayRequest, frame_iterations, replay
from dnn.background.run_snapshot import RunRecord
from dnn.errors import ConfigurationError
from dnn.forward import cost, forward
from dnn.network import flatten, parameters_at, unflatten
from dnn.training.advance import train
from dnn.training.data import training_data
from tests.dnn.background.notebook.test_notebook import at_rest, entry, trained
from tests.dnn.background.running import LONG, ME, THREAD, config, reconfigure


@pytest.fixture
def replays() -> Iterator[Replays]:
    worker = PageWorker(THREAD)
    yield Replays(lambda: worker)
    worker.close()


def to_the_end(replays: Replays, recipe: Recipe, iterations: tuple[int, ...]) -> Replay:
    key = ReplayKey(recipe, iterations)
    found = replays.advance(key)
    while not found.is_done:
        found = replays.advance(key)
    return found


def changed(runs: RunManager) -> RunRecord:
    """A run in which much was changed while it trained."""
    run = trained(runs, 20, optimizer="momentum", batch_size=16)
    for iteration, hyperparameters in (
        (40, {"learning_rate": 0.03}),
        (50, {"optimizer": "adam", "l2": 0.5}),
        (61, {"batch_size": None}),
    ):
        runs.command(run.id, ME, reconfigure(at_rest(runs, run.id), **hyperparameters))
        runs.command(run.id, ME, RunTo(iteration))
        at_rest(runs, run.id)
    for command in (SetParameter(1, "W", 2, 1, 0.25), SetParameter(2, "b", 0, 0, -1.5), RunTo(80)):
        runs.command(run.id, ME, command)
    at_rest(runs, run.id)
    runs.command(run.id, ME, SetParameter(1, "b", 3, 0, 0.5))
    at_rest(runs, run.id)
    record = runs.record(run.id)
    assert record is not None and record.run.iteration == 80
    return record


def test_a_run_is_trained_again_to_the_last_bit_with_all_that_was_changed(runs: RunManager, replays: Replays) -> None:
    record = changed(runs)
    recipe = recipe_of(entry(runs, record.run.id), record.run.changes)
    assert recipe.config.hyperparameters.learning_rate != 0.03
    found = to_the_end(replays, recipe, frame_iterations(80, 9))
    assert record.run.state is not None and found.state is not None and found.history is not None
    np.testing.assert_array_equal(found.frames[-1].theta, record.run.state.theta)
    for again, once in zip(found.history.points(), (record.iterations, record.costs), strict=True):
        np.testing.assert_array_equal(again, once)
    measured, once_measured = found.frames[-1].evaluation, record.run.current_evaluation
    assert once_measured is not None and measured == once_measured
    assert [frame.iteration for frame in found.frames] == [0, 1, 5, 11, 20, 31, 45, 61, 80]
    np.testing.assert_array_equal(found.frames[0].theta, flatten(initialize(recipe.config)))


def test_stretches_may_be_cut_anywhere(runs: RunManager) -> None:
    record = changed(runs)
    recipe = recipe_of(entry(runs, record.run.id), record.run.changes)
    iterations = frame_iterations(80, 30)
    whole = replay(ReplayRequest(recipe, iterations, 0, None, 60.0))
    state, begin, frames, costs = None, 0, [], []
    while begin < 80:
        part = replay(ReplayRequest(recipe, iterations, begin, state, 0.0))
        assert part.first_iteration == begin + 1
        state, begin = part.state, begin + len(part.costs)
        frames += part.frames
        costs += part.costs.tolist()
    assert costs == whole.costs.tolist()
    assert [frame.theta.tobytes() for frame in frames] == [frame.theta.tobytes() for frame in whole.frames]


def test_a_stretch_ends_when_its_time_is_over_however_far_the_next_network_is(replays: Replays) -> None:
    found = replays.advance(ReplayKey(Recipe(config(LONG), LONG), (0, LONG)))
    assert 0 < found.iteration < LONG and not found.is_done
    assert [frame.iteration for frame in found.frames] == [0]


def test_the_networks_on_the_way_are_those_of_training() -> None:
    base = config(30, batch_size=16)
    found = replay(ReplayRequest(Recipe(base, 30), (0, 7, 30), 0, None, 60.0))
    by_hand = {record.iteration: flatten(record.parameters) for record in train(base)}
    for frame in found.frames[1:]:
        np.testing.assert_array_equal(frame.theta, by_hand[frame.iteration])


def test_norms_of_gradients_are_those_of_central_differences() -> None:
    base = config(12)
    found = replay(ReplayRequest(Recipe(base, 12), (0, 12), 0, None, 60.0)).frames[-1]
    train_part = training_data(base).train

    def J(theta: np.ndarray) -> float:
        parameters = parameters_at(base, theta)
        return cost(parameters, forward(parameters, train_part.X), train_part.Y)

    steps = 1e-6 * np.eye(found.theta.size)
    slopes = np.array([(J(found.theta + each) - J(found.theta - each)) / 2e-6 for each in steps])  # (P,)
    layers = unflatten(slopes, parameters_at(base, found.theta)).layers
    np.testing.assert_allclose(found.gradient_norms, [np.linalg.norm(layer.W) for layer in layers], rtol=1e-6)


def test_one_that_diverges_ends_there(replays: Replays) -> None:
    wild = config(400, name="plane", learning_rate=1000.0, optimizer="gradient_descent")
    found = to_the_end(replays, Recipe(wild, 400), frame_iterations(400, 20))
    assert found.stop is not None and found.stop.reason == "non_finite"
    assert found.iteration < 400 and found.frames[-1].iteration <= found.iteration


def test_the_target_and_the_number_of_iterations_play_no_part(replays: Replays) -> None:
    found = to_the_end(replays, Recipe(config(5, target_cost=100.0), 40), (0, 40))
    assert (found.iteration, found.frames[-1].iteration) == (40, 40)


def test_one_that_was_not_trained_has_its_first_network(replays: Replays) -> None:
    found = to_the_end(replays, Recipe(config(LONG), 0), (0, 10))
    assert [frame.iteration for frame in found.frames] == [0] and found.is_done


def test_what_is_done_is_not_computed_again(replays: Replays) -> None:
    key = ReplayKey(Recipe(config(20), 20), (0, 20))
    assert to_the_end(replays, *(key.recipe, key.iterations)) is replays.advance(key)


@pytest.mark.parametrize(
    ("last", "count", "expected"),
    [(100, 5, (0, 6, 25, 56, 100)), (3, 30, (0, 1, 2, 3)), (0, 30, (0,)), (1, 1, (0, 1)), (10**9, 2, (0, 10**9))],
)
def test_frames_are_closer_at_the_beginning(last: int, count: int, expected: tuple[int, ...]) -> None:
    assert frame_iterations(last, count) == expected


@pytest.mark.parametrize(
    "change",
    [
        PlannedChange(5, "seed", 1),
        PlannedChange(0, "learning_rate", 0.1),
        PlannedChange(5, "learning_rate", -1.0),
        PlannedChange(5, "optimizer", "newton"),
        PlannedChange(5, "W^[1]_1,1", "x"),
        PlannedChange(5, "W^[1]_1", None),
    ],
)
def test_a_change_that_cannot_be_is_refused(change: PlannedChange) -> None:
    with pytest.raises(ConfigurationError):
        Recipe(config(20), 20, (change,)).checked()


def test_an_entry_that_the_network_has_not_is_refused(replays: Replays) -> None:
    with pytest.raises(ConfigurationError, match="layer"):
        replays.advance(ReplayKey(replace(Recipe(config(20), 20), changes=(PlannedChange(5, "b^[9]_1", 1.0),)), (20,)))
