"""Backward propagation without the cache, or with a part of it: the same gradients, the multiply-adds and bytes that
the formulas say, and times that are really taken."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from dnn import RunConfig, ShapeError, backward, forward, initialize
from dnn.activations import ACTIVATIONS
from dnn.backward import BackwardPass
from dnn.lessons.recomputation import (
    WAYS,
    Shape,
    held_bytes,
    layer_bytes,
    layer_work,
    time_ways,
)
from dnn.lessons.recomputation import timing as timing_module
from dnn.lessons.recomputation.ways import segment_length, steps
from dnn.losses import TASKS
from dnn.network import Layer, Parameters, layer_sizes
from dnn.step import start, step

OUTPUTS = {"binary": 1, "multiclass": 3, "regression": 2}
sizes_of_networks = some.lists(some.integers(1, 6), min_size=2, max_size=14)
every_way = pytest.mark.parametrize("way", WAYS)


class Counting(np.ndarray):
    """An array that counts the multiply-adds of every matrix product it takes part in, and hands that on."""

    multiplied: list[int] = []

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, **settings: Any) -> Any:
        plain = [np.asarray(each).view(np.ndarray) for each in inputs]
        if ufunc is np.matmul:
            (rows, inner), (_inner, columns) = plain[0].shape, plain[1].shape
            Counting.multiplied.append(rows * inner * columns)
        return counted(getattr(ufunc, method)(*plain, **settings))

    def __array_function__(self, function: Callable[..., Any], types: Any, args: Any, settings: Any) -> Any:
        return counted(super().__array_function__(function, types, args, settings))


def counted(result: Any) -> Any:
    return result.view(Counting) if isinstance(result, np.ndarray) else result


def count(compute: Callable[[], object]) -> int:
    """The multiply-adds of all products of Counting arrays that a computation makes."""
    Counting.multiplied = []
    compute()
    return sum(Counting.multiplied)


def gradients_with(way: str, parameters: Parameters, X: np.ndarray, Y: np.ndarray) -> list[BackwardPass]:
    """The gradients of a network, computed in one of WAYS; layer 1 first."""
    done = steps(parameters, X, Y, WAYS[way].memory(parameters, X))
    return [each.gradient for each in done if each.gradient is not None][::-1]


def network(
    sizes: list[int], m: int, activation: str = "tanh", task: str = "regression", kind: type[np.ndarray] = np.ndarray
) -> tuple[Parameters, np.ndarray, np.ndarray]:
    """A network with random weights and biases, X and Y."""
    rng = np.random.default_rng(len(sizes) + 100 * m)
    names = [activation] * (len(sizes) - 2) + [TASKS[task].output_name]
    layers = [
        Layer(
            (rng.standard_normal((n, n_previous)) / n_previous**0.5).view(kind),
            (0.3 * rng.standard_normal((n, 1))).view(kind),
            name,
        )
        for (n_previous, n), name in zip(itertools.pairwise(sizes), names, strict=True)
    ]
    Y = np.eye(sizes[-1])[:, rng.integers(0, sizes[-1], m)]
    return Parameters(tuple(layers), task), rng.standard_normal((sizes[0], m)).view(kind), Y.view(kind)


@every_way
@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("L", [1, 2, 3, 7])
def test_the_gradients_are_those_of_backward_bit_for_bit(way: str, task: str, activation: str, L: int) -> None:
    parameters, X, Y = network([3, *[5, 4, 6, 2, 5, 3][: L - 1], OUTPUTS[TASKS[task].targets]], 7, activation, task)
    expected = backward(parameters, forward(parameters, X), Y)
    found = gradients_with(way, parameters, X, Y)
    assert len(found) == len(expected) == L
    for one, other in zip(found, expected, strict=True):
        for quantity in ("dA", "dZ", "dW", "db"):
            np.testing.assert_array_equal(getattr(one, quantity), getattr(other, quantity))


@given(sizes_of_networks, some.integers(1, 9))
def test_the_same_for_networks_of_all_sizes(sizes: list[int], m: int) -> None:
    parameters, X, Y = network(sizes, m)
    expected = backward(parameters, forward(parameters, X), Y)
    for way in WAYS:
        for one, other in zip(gradients_with(way, parameters, X, Y), expected, strict=True):
            np.testing.assert_array_equal(one.dW, other.dW)
            np.testing.assert_array_equal(one.db, other.db)


def test_without_the_cache_a_training_run_s_own_gradients_come_out() -> None:
    config = RunConfig.from_dict({"dataset": {"name": "iris"}, "hyperparameters": {"batch_size": 16}})
    iteration = step(config, start(config))
    found = gradients_with("nothing", iteration.parameters, iteration.X, iteration.Y)
    for one, other in zip(found, iteration.gradients, strict=True):
        np.testing.assert_array_equal(one.dW, other.dW)


@every_way
def test_labels_that_do_not_fit_are_refused(way: str) -> None:
    parameters, X, Y = network([3, 4, 2], 5)
    with pytest.raises(ShapeError, match="Y should have shape"):
        gradients_with(way, parameters, X, Y[:1])


class TestMultiplyAdds:
    @given(sizes_of_networks, some.integers(1, 5), some.sampled_from(list(ACTIVATIONS)))
    def test_are_what_is_really_multiplied(self, sizes: list[int], m: int, activation: str) -> None:
        parameters, X, Y = network(sizes, m, activation, kind=Counting)
        for way in WAYS:
            expected = sum(work.total for work in layer_work(way, sizes, m))
            assert count(lambda way=way: gradients_with(way, parameters, X, Y)) == expected

    @given(sizes_of_networks, some.integers(1, 5))
    def test_are_right_for_each_layer(self, sizes: list[int], m: int) -> None:
        parameters, X, Y = network(sizes, m, kind=Counting)
        for way in WAYS:
            found = {"forward": [0] * (len(sizes) - 1), "back": [0] * (len(sizes) - 1)}
            Counting.multiplied = []
            for done in steps(parameters, X, Y, WAYS[way].memory(parameters, X)):
                found["back" if done.gradient else "forward"][done.l - 1] = sum(Counting.multiplied)
                Counting.multiplied = []
            works = layer_work(way, sizes, m)
            assert [work.l for work in works] == list(range(1, len(sizes)))
            assert [work.forward for work in works] == found["forward"]
            assert [work.again + work.dW + work.dA for work in works] == found["back"]

    @given(sizes_of_networks, some.integers(1, 5))
    def test_with_the_cache_are_those_of_forward_and_backward(self, sizes: list[int], m: int) -> None:
        parameters, X, Y = network(sizes, m, kind=Counting)
        expected = sum(work.total for work in layer_work("everything", sizes, m))
        assert count(lambda: backward(parameters, forward(parameters, X), Y)) == expected

    @pytest.mark.parametrize("L", [1, 2, 3, 8, 32])
    def test_of_equal_layers_grow_with_L_and_with_its_square(self, L: int) -> None:
        P = 4 * 4 * 10
        total = {way: sum(work.total for work in layer_work(way, [4] * (L + 1), 10)) for way in WAYS}
        assert total["everything"] == (3 * L - 1) * P
        assert total["nothing"] == (3 * L - 1 + L * (L + 1) // 2 - 1) * P
        assert total["activations"] == total["segments"] == (4 * L - 2) * P


class TestBytes:
    def test_of_a_small_network(self) -> None:
        rows = layer_bytes([2, 4, 1], 100, 8)
        assert [(row.l, row.Z, row.A, row.parameters) for row in rows] == [
            (0, 0, 1600, 0),
            (1, 3200, 3200, 96),
            (2, 800, 800, 40),
        ]
        assert held_bytes("everything", [2, 4, 1], 100, 8) == 9600
        assert held_bytes("activations", [2, 4, 1], 100, 8) == 5600
        assert held_bytes("nothing", [2, 4, 1], 100, 8) == 2400

    @given(sizes_of_networks, some.integers(1, 5))
    def test_are_those_of_the_arrays_that_are_really_held(self, sizes: list[int], m: int) -> None:
        parameters, X, Y = network(sizes, m)
        for way in WAYS:
            memory, largest = WAYS[way].memory(parameters, X), 0
            for done in steps(parameters, X, Y, memory):
                if done.l == parameters.L or done.gradient:
                    largest = max(largest, sum(array.nbytes for array in held(memory) if array is not X))
            assert held_bytes(way, sizes, m, 8) == largest + X.nbytes + sizes[-1] * m * 8

    @every_way
    def test_of_an_iteration_agree_with_its_arrays(self, way: str) -> None:
        config = RunConfig.from_dict({"dataset": {"name": "circles"}, "hyperparameters": {"precision": "float32"}})
        iteration, sizes = step(config, start(config)), layer_sizes(config)
        rows = layer_bytes(sizes, iteration.X.shape[1], 4)
        assert iteration.X.nbytes == rows[0].A
        for row, layer, each in zip(rows[1:], iteration.parameters.layers, iteration.passes, strict=True):
            assert (each.Z.nbytes, each.A.nbytes) == (row.Z, row.A)
            assert row.parameters == layer.W.nbytes + layer.b.nbytes
        smallest, largest = (held_bytes(name, sizes, iteration.X.shape[1], 4) for name in ("nothing", "everything"))
        assert smallest <= held_bytes(way, sizes, iteration.X.shape[1], 4) <= largest


def held(memory: object) -> list[np.ndarray]:
    """The arrays that a memory holds, whatever it calls them."""
    found: dict[int, np.ndarray] = {}
    waiting = [value for value in vars(memory).values() if isinstance(value, dict)]
    while waiting:
        for value in waiting.pop().values():
            for array in value if isinstance(value, tuple) else (value,):
                found[id(array)] = array
    return list(found.values())


class TestTiming:
    def shape(self, L: int, units: int = 4) -> Shape:
        return Shape((2, *[units] * (L - 1), 1), ("tanh",) * (L - 1), "binary", "float64")

    def test_times_every_shape_in_every_way_by_layer(self) -> None:
        shapes = tuple(map(self.shape, (1, 3, 8)))
        timing = time_ways(shapes, 20, tuple(WAYS))
        assert timing.m == 20 and timing.rounds >= 1
        for shape, way in itertools.product(shapes, WAYS):
            seconds = timing.seconds[shape, way]
            assert len(seconds) == len(shape.sizes) - 1 and min(seconds) > 0
            assert timing.total(shape, way) == sum(seconds)

    def test_without_the_cache_a_deep_network_takes_longer(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(
            timing_module.time, "perf_counter", time.thread_time
        )  # what other processes do is no matter
        deep = self.shape(32, 16)
        timing = time_ways((deep,), 200, ("everything", "nothing"))
        with_cache, without = timing.total(deep, "everything"), timing.total(deep, "nothing")
        assert with_cache is not None and without is not None and without > 1.5 * with_cache

    def test_the_same_question_is_answered_without_running_again(self) -> None:
        shapes = (self.shape(2),)
        assert time_ways(shapes, 10, ("everything",)) is time_ways(shapes, 10, ("everything",))

    def test_is_bounded_in_examples_and_leaves_out_what_is_too_large(self) -> None:
        wide, huge = self.shape(3, 512), self.shape(32, 1024)
        timing = time_ways((wide, huge), 50_000, ("everything", "nothing"))
        assert 1 <= timing.m < 50_000
        assert timing.total(huge, "everything") is None
        assert timing.total(wide, "everything") is not None

    def test_nothing_to_time(self) -> None:
        timing = time_ways((self.shape(32, 1024),), 10, ("everything",))
        assert (timing.rounds, timing.seconds) == (0, {})

    def test_the_parameters_of_a_shape_are_those_of_its_network(self) -> None:
        config = RunConfig.from_dict({"dataset": {"name": "circles"}})
        assert Shape(layer_sizes(config), (), "binary", "float64").parameters == initialize(config).count

    def test_stops_when_the_budget_is_spent(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(timing_module, "BUDGET", 0)
        assert time_ways((self.shape(2, 3),), 11, ("everything",)).rounds == 1


def test_segments_are_about_the_root_of_L() -> None:
    assert [segment_length(L) for L in (1, 2, 3, 4, 8, 9, 16, 32, 33)] == [1, 1, 1, 2, 2, 3, 4, 5, 5]
