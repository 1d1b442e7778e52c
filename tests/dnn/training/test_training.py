"""Training in slices: the same bits however a run is cut, epochs, live changes, and the three ways in which it ends."""

from __future__ import annotations

import itertools
import pickle
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from dnn.configuration import HiddenLayer, RunConfig
from dnn.network import flatten, initialize, unflatten
from dnn.step import batch_at, start, step
from dnn.training.advance import Slice, TrainingStopped, advance, train
from dnn.training.batches import epoch_order
from dnn.training.data import training_data
from dnn.training.evaluations import Evaluation
from dnn.training.state import TrainingState
from dnn.training.stop import Stop

ROOT = Path(__file__).parents[3]
ITERATIONS = 203


def configure(name: str = "circles", samples: int = 60, seed: int = 0, **hyperparameters: Any) -> RunConfig:
    """A small run."""
    return RunConfig.from_dict(
        {
            "dataset": {"name": name, "samples": samples},
            "architecture": {"hidden": [{"units": 7, "activation": "tanh"}, {"units": 5, "activation": "relu"}]},
            "hyperparameters": {"iterations": ITERATIONS, **hyperparameters},
            "seed": seed,
        }
    )


def change(config: RunConfig, **hyperparameters: Any) -> RunConfig:
    """The configuration as a visitor changes it in the middle of a run."""
    return replace(config, hyperparameters=replace(config.hyperparameters, **hyperparameters))


RUNS = {
    "full batch": configure(optimizer="momentum"),
    "mini-batch": configure(optimizer="adam", batch_size=16, l2=0.5),
    "one example at a time": configure(optimizer="rmsprop", batch_size=1, learning_rate=0.001),
    "schedule": configure("iris", batch_size=10, schedule={"name": "step", "every": 30}, precision="float32"),
    "regression": configure("diabetes", batch_size=20, optimizer="adam", schedule={"name": "exponential"}),
}
every_run = pytest.mark.parametrize("config", RUNS.values(), ids=RUNS)

Numbers = tuple[bytes, list[Evaluation], bytes, list[bytes], tuple[int, int, int, int], Stop | None]


def overloaded(config: RunConfig, l: int) -> TrainingState:
    """The beginning of the run, but with weights in layer l whose products are more than a float holds."""
    state = start(config)
    theta = state.theta.copy()
    unflatten(theta, initialize(config)).layers[l - 1].W[:] = 1.7e308
    return replace(state, theta=theta)


def slices(config: RunConfig, lengths: list[int] | None, seconds: float | None = None) -> list[Slice]:
    """The whole run, cut into slices of these lengths over and over again."""
    state, parts = start(config), []
    for length in itertools.cycle(lengths or [None]):
        parts.append(advance(config, state, seconds, length))
        state = parts[-1].state
        if parts[-1].stop is not None:
            return parts
    raise AssertionError


def numbers(parts: list[Slice]) -> Numbers:
    """All that the slices of a run give, as one value in which every bit counts."""
    end = parts[-1].state
    return (
        np.concatenate([part.costs for part in parts]).tobytes(),
        [evaluation for part in parts for evaluation in part.evaluations],
        end.theta.tobytes(),
        [slot.tobytes() for slot in end.slots],
        (end.iteration, end.epoch, end.offset, end.optimizer_steps),
        parts[-1].stop,
    )


class TestTheSameBits:
    @every_run
    def test_one_iteration_at_a_time(self, config: RunConfig) -> None:
        assert numbers(slices(config, [1])) == numbers(slices(config, None))

    @given(run=some.sampled_from(list(RUNS)), lengths=some.lists(some.integers(1, 90), min_size=1, max_size=6))
    @settings(max_examples=30)
    def test_slices_of_any_lengths(self, run: str, lengths: list[int]) -> None:
        assert numbers(slices(RUNS[run], lengths)) == numbers(slices(RUNS[run], None))

    @every_run
    def test_slices_that_the_clock_ends(self, config: RunConfig) -> None:
        parts = slices(config, None, seconds=0.0)
        assert len(parts) > 1
        assert numbers(parts) == numbers(slices(config, None))

    @every_run
    def test_a_pickled_state(self, config: RunConfig) -> None:
        first = advance(config, None, iterations=50)
        rest = advance(config, pickle.loads(pickle.dumps(first.state)))
        assert numbers([first, rest]) == numbers(slices(config, None))

    def test_another_process(self) -> None:
        config = RUNS["mini-batch"]
        first = advance(config, None, iterations=50)
        code = (
            "import pickle, sys; from dnn.training.advance import advance\n"
            "result = advance(*pickle.load(sys.stdin.buffer)); pickle.dump(result, sys.stdout.buffer)"
        )
        given_state = pickle.dumps((config, first.state))
        run = subprocess.run([sys.executable, "-c", code], input=given_state, capture_output=True, check=True, cwd=ROOT)
        assert numbers([first, pickle.loads(run.stdout)]) == numbers(slices(config, None))

    def test_two_runs_that_take_turns(self) -> None:
        config, other = RUNS["mini-batch"], replace(RUNS["mini-batch"], seed=1)
        states: dict[int, TrainingState] = {}
        parts: list[Slice] = []
        while not parts or parts[-1].stop is None:
            parts.append(advance(config, states.get(0), iterations=7))
            states[0] = parts[-1].state
            states[1] = advance(other, states.get(1), iterations=5).state
        assert numbers(parts) == numbers(slices(config, None))

    def test_a_state_is_never_written_to(self) -> None:
        config = RUNS["mini-batch"]
        state = advance(config, None, iterations=20).state
        before = pickle.dumps(state)
        advance(config, state, iterations=20)
        assert pickle.dumps(state) == before


class TestEpochs:
    def test_every_epoch_takes_each_example_once_in_another_order(self) -> None:
        config = configure(batch_size=16)
        part = training_data(config).train
        state, orders = start(config), []
        for epoch in range(4):
            batches = []
            while state.epoch == epoch:
                batches.append(batch_at(config, state))
                state = step(config, state).after
            assert [X.shape[1] for X, _ in batches] == [16, 16, part.m - 32]
            X = np.hstack([X for X, _ in batches])
            order = [int(np.flatnonzero((x == part.X.T).all(axis=1))[0]) for x in X.T]
            assert sorted(order) == list(range(part.m))
            np.testing.assert_array_equal(np.hstack([Y for _, Y in batches]), part.Y[:, order])
            orders.append(order)
        assert len({tuple(order) for order in orders}) == 4
        assert orders[0] == epoch_order(0, part.m, 0).tolist()

    def test_iterations_and_epochs_are_counted_apart(self) -> None:
        config = configure(batch_size=16)  # three batches an epoch
        counted = [(record.iteration, record.epoch) for record in train(config, 8)]
        assert counted == [(1, 1), (2, 1), (3, 1), (4, 2), (5, 2), (6, 2), (7, 3), (8, 3)]
        end = advance(config, None, iterations=8).state
        assert (end.iteration, end.epoch, end.offset) == (8, 2, 32)

    def test_a_full_batch_is_an_epoch(self) -> None:
        end = advance(configure(), None, iterations=8).state
        assert (end.iteration, end.epoch, end.offset) == (8, 8, 0)

    def test_a_batch_of_all_examples_or_more_is_a_full_batch(self) -> None:
        m = training_data(configure()).train.m
        expected = slices(configure(), None)
        for size in (m, m + 1, 10 * m):
            assert numbers(slices(configure(batch_size=size), None)) == numbers(expected)


class TestLiveChanges:
    @pytest.mark.parametrize("size", [None, 1, 5, 16, 30, 1_000])
    def test_another_batch_size_goes_on_with_the_same_epoch(self, size: int | None) -> None:
        before = configure(batch_size=12, optimizer="momentum")
        after, m = change(before, batch_size=size), training_data(before).train.m
        state = advance(before, None, iterations=5).state
        assert state.offset > 0
        left = epoch_order(before.seed, m, state.epoch)[state.offset :]
        used = []
        fast = state
        while state.epoch == 1:
            used.append(batch_at(after, state)[0])
            state = step(after, state).after
        np.testing.assert_array_equal(np.hstack(used), training_data(before).train.X[:, left])
        result = advance(after, fast, iterations=len(used) + 4)
        for _ in range(4):
            state = step(after, state).after
        assert (result.state.epoch, result.state.offset) == (state.epoch, state.offset)
        np.testing.assert_allclose(result.state.theta, state.theta, rtol=1e-9, atol=1e-12)

    @pytest.mark.parametrize("size", [None, 5, 16])
    def test_and_the_slices_after_it_do_not_matter(self, size: int | None) -> None:
        state = advance(configure(batch_size=12), None, iterations=5).state
        config = configure(batch_size=size)
        whole, parts = advance(config, state), [advance(config, state, iterations=1)]
        while parts[-1].stop is None:
            parts.append(advance(config, parts[-1].state, iterations=3))
        assert numbers(parts) == numbers([whole])

    def test_another_optimizer_starts_with_nothing_remembered(self) -> None:
        before = configure(optimizer="momentum")
        after = change(before, optimizer="adam")
        state = advance(before, None, iterations=9).state
        fresh = replace(state, slots=(np.zeros_like(state.theta),) * 2, optimizer="adam", optimizer_steps=0)
        changed, expected = advance(after, state, iterations=6), advance(after, fresh, iterations=6)
        assert numbers([changed]) == numbers([expected])
        assert (changed.state.optimizer, changed.state.optimizer_steps, changed.state.iteration) == ("adam", 6, 15)

    def test_the_same_optimizer_goes_on_with_what_it_remembers(self) -> None:
        config = configure(optimizer="momentum")
        state = advance(config, None, iterations=9).state
        assert np.linalg.norm(state.slots[0]) > 0
        assert state.for_optimizer("momentum", 1) is state

    def test_another_learning_rate_counts_from_the_next_iteration_on(self) -> None:
        config = configure(learning_rate=0.1)
        state = advance(config, None, iterations=9).state
        moved = [advance(change(config, learning_rate=rate), state, iterations=1).state.theta for rate in (0.1, 0.2)]
        np.testing.assert_allclose(moved[1] - state.theta, 2 * (moved[0] - state.theta), rtol=1e-9, atol=1e-15)


class TestTheEnd:
    def test_the_last_iteration(self) -> None:
        result = advance(configure(), None)
        assert result.stop == Stop("iterations", ITERATIONS)
        assert len(result.costs) == result.state.iteration == ITERATIONS
        assert str(ITERATIONS) in str(result.stop.message)
        assert result.stop.advice is None
        again = advance(configure(), result.state)
        assert (len(again.costs), again.stop) == (0, result.stop)
        assert again.state.theta.tobytes() == result.state.theta.tobytes()

    @given(lengths=some.lists(some.integers(1, 50), max_size=4), batch_size=some.sampled_from([None, 16]))
    @settings(max_examples=20)
    def test_the_target_cost_stops_at_the_first_iteration_that_has_it(
        self, lengths: list[int], batch_size: int | None
    ) -> None:
        free = advance(configure(batch_size=batch_size), None).costs
        target = float(free[100:].min())
        first = int(np.flatnonzero(free <= target)[0]) + 1
        parts = slices(configure(batch_size=batch_size, target_cost=target), lengths)
        assert parts[-1].stop == Stop("target_cost", first)
        assert np.concatenate([part.costs for part in parts]).tobytes() == free[:first].tobytes()
        assert parts[-1].state.iteration == first
        assert str(first) in str(parts[-1].stop.message)

    @pytest.mark.parametrize("batch_size", [None, 16])
    @pytest.mark.parametrize("precision", ["float64", "float32"])
    def test_a_number_that_is_not_finite(self, batch_size: int | None, precision: str) -> None:
        config = configure("diabetes", learning_rate=50.0, batch_size=batch_size, precision=precision)
        whole = slices(config, None)
        stop, state = whole[-1].stop, whole[-1].state
        assert stop is not None
        assert (stop.reason, stop.iteration) == ("non_finite", state.iteration + 1)
        assert len(whole[-1].costs) == state.iteration < ITERATIONS
        assert np.isfinite(whole[-1].costs).all()
        assert np.isfinite(state.theta).all()
        assert stop.quantity in ("Z", "A", "J", "dZ", "dW", "db", "W", "b")
        assert stop.layer in (1, 2, 3)
        assert "tenth" in str(stop.advice)
        assert f"iteration {stop.iteration}" in str(stop.message)
        for lengths in ([1], [3], [2, 5]):
            assert numbers(slices(config, lengths)) == numbers(whole)

    @pytest.mark.parametrize("l", [1, 2, 3])
    def test_it_is_found_where_it_first_appears(self, l: int) -> None:
        config = configure("diabetes")
        relu = replace(config.architecture, hidden=(HiddenLayer(7, "relu"), HiddenLayer(5, "relu")))
        config = replace(config, architecture=relu)
        broken = advance(config, overloaded(config, l))
        assert broken.stop == Stop("non_finite", 1, l, "Z")
        assert f"Z of layer {l}" in str(broken.stop.message)
        assert len(broken.costs) == 0

    def test_an_infinite_z_that_saturates_a_unit_is_no_reason_to_stop(self) -> None:
        config = configure("diabetes")
        assert config.architecture.hidden[0].activation == "tanh"
        result = advance(config, overloaded(config, 1), iterations=3)
        assert result.stop is None
        assert len(result.costs) == 3

    def test_the_network_at_the_end_is_measured(self) -> None:
        config = configure()
        result = advance(config, None, iterations=30)
        following = advance(config, result.state, iterations=1)
        assert result.current_evaluation is not None
        assert result.current_evaluation.iteration == 31
        assert result.current_evaluation.train_cost == pytest.approx(following.costs[0], rel=1e-12)
        assert advance(config, None, seconds=0.0).current_evaluation is None


class TestTrain:
    def test_gives_a_record_for_every_iteration(self) -> None:
        config = configure(batch_size=16, l2=0.1)
        records, whole = list(train(config)), advance(config, None)
        assert [record.iteration for record in records] == list(range(1, ITERATIONS + 1))
        assert np.array([record.cost for record in records]).tobytes() == whole.costs.tobytes()
        assert flatten(records[-1].parameters).tobytes() == whole.state.theta.tobytes()
        assert records[0].cost == pytest.approx(step(config, start(config)).cost, rel=1e-12)

    def test_takes_another_number_of_iterations(self) -> None:
        assert len(list(train(configure(), 3))) == 3
        assert len(list(train(configure(), ITERATIONS + 5))) == ITERATIONS + 5

    def test_ends_with_the_target_cost(self) -> None:
        records = list(train(configure(target_cost=1e9)))
        assert len(records) == 1

    def test_raises_where_a_number_is_not_finite_after_all_records_before(self) -> None:
        config = configure("diabetes", learning_rate=50.0)
        whole = slices(config, None)[-1]
        iterator = train(config)
        records = list(itertools.islice(iterator, len(whole.costs)))
        assert np.array([record.cost for record in records]).tobytes() == whole.costs.tobytes()
        with pytest.raises(TrainingStopped, match=f"iteration {len(records) + 1}") as caught:
            next(iterator)
        assert caught.value.stop == whole.stop
        assert pickle.loads(pickle.dumps(caught.value)).stop == whole.stop


@pytest.mark.parametrize("batch_size", [None, 16])
def test_the_penalty_is_in_the_cost_and_divided_by_the_batch(batch_size: int | None) -> None:
    plain, penalised = (advance(configure(batch_size=batch_size, l2=l2), None, iterations=1) for l2 in (0.0, 0.8))
    squares = sum(float(np.square(layer.W).sum()) for layer in initialize(configure()).layers)
    m = batch_size or training_data(configure()).train.m
    assert penalised.costs[0] - plain.costs[0] == pytest.approx(0.8 / (2 * m) * squares, rel=1e-10)


def test_the_penalty_makes_weights_smaller() -> None:
    sizes = [float(np.linalg.norm(advance(configure(l2=l2), None).state.theta)) for l2 in (0.0, 1.0, 10.0)]
    assert sizes == sorted(sizes, reverse=True)
