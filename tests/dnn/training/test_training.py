"""Training in slices: the same bits however a run is cut, epochs, and live changes."""

from __future__ import annotations

import pickle
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from dnn.configuration import RunConfig
from dnn.network import initialize
from dnn.step import batch_at, start, step
from dnn.training.advance import Slice, advance, train
from dnn.training.batches import epoch_order
from dnn.training.data import training_data
from dnn.training.state import TrainingState
from tests.dnn.training.running import (
    RUNS,
    change,
    configure,
    every_run,
    numbers,
    slices,
)

ROOT = Path(__file__).parents[3]


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


def test_a_slice_tells_how_long_it_took_and_how_much_of_that_the_processor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dnn.training.advance.time.perf_counter", iter([10.0, 14.0]).__next__)
    monkeypatch.setattr("dnn.training.advance.time.thread_time", iter([2.0, 2.5]).__next__)
    result = advance(next(iter(RUNS.values())), None, iterations=1)
    assert (result.seconds, result.processor_seconds) == (4.0, 0.5)


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


@pytest.mark.parametrize("batch_size", [None, 16])
def test_the_penalty_is_in_the_cost_and_divided_by_the_batch(batch_size: int | None) -> None:
    plain, penalised = (advance(configure(batch_size=batch_size, l2=l2), None, iterations=1) for l2 in (0.0, 0.8))
    squares = sum(float(np.square(layer.W).sum()) for layer in initialize(configure()).layers)
    m = batch_size or training_data(configure()).train.m
    assert penalised.costs[0] - plain.costs[0] == pytest.approx(0.8 / (2 * m) * squares, rel=1e-10)


def test_the_penalty_makes_weights_smaller() -> None:
    sizes = [float(np.linalg.norm(advance(configure(l2=l2), None).state.theta)) for l2 in (0.0, 1.0, 10.0)]
    assert sizes == sorted(sizes, reverse=True)
