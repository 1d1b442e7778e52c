"""The three ways in which a run ends, in slices and as an iterator of records."""

from __future__ import annotations

import itertools
import pickle
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from dnn.configuration import HiddenLayer
from dnn.network import flatten
from dnn.step import start, step
from dnn.training.advance import TrainingStopped, advance, train
from dnn.training.stop import Stop
from tests.dnn.training.running import (
    ITERATIONS,
    configure,
    numbers,
    overloaded,
    slices,
)


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
