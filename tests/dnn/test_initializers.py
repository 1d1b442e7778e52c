"""The initialisers: the spread that each promises, and that the seed alone decides the numbers."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from dnn.configuration import RunConfig
from dnn.initializers import INITIALIZERS
from dnn.network import flatten, initialize

NAMES = list(INITIALIZERS)
N_OUT, N_IN = 300, 500
DEVIATIONS = {
    "zeros": 0.0,
    "constant": 0.0,
    "small_normal": 0.01,
    "normal": 1.0,
    "large_normal": 10.0,
    "xavier": math.sqrt(2 / (N_IN + N_OUT)),
    "he": math.sqrt(2 / N_IN),
    "lecun": math.sqrt(1 / N_IN),
}
DRAWN = [name for name, entry in INITIALIZERS.items() if not entry.is_equal]
every_initializer = pytest.mark.parametrize("name", NAMES)


def configure(name: str, seed: int = 0, **hyperparameters: Any) -> RunConfig:
    hidden = [{"units": n, "activation": "tanh"} for n in (5, 4)]
    return RunConfig.from_dict(
        {
            "dataset": {"name": "circles"},
            "architecture": {"hidden": hidden, "initializer": name},
            "hyperparameters": hyperparameters,
            "seed": seed,
        }
    )


def draw(name: str, seed: int = 0) -> np.ndarray:
    return INITIALIZERS[name].draw((N_OUT, N_IN), np.random.default_rng(seed))


def test_the_registry_holds_the_initialisers_of_the_menu_in_order() -> None:
    assert [name for name in NAMES if name in DEVIATIONS] == list(DEVIATIONS), "links and configurations name these"
    assert DRAWN[: len(DEVIATIONS) - 2] == list(DEVIATIONS)[2:]
    assert all(entry.name == name and entry.latex and str(entry.title) for name, entry in INITIALIZERS.items())


@pytest.mark.parametrize("name", DEVIATIONS)
def test_the_weights_have_the_promised_mean_and_spread(name: str) -> None:
    W = draw(name)
    assert (W.shape, W.dtype) == ((N_OUT, N_IN), np.float64)
    deviation = DEVIATIONS[name]
    mean = 0.1 if name == "constant" else 0.0
    assert abs(W.mean() - mean) <= 5 * deviation / math.sqrt(W.size) + 1e-15
    assert W.std() == pytest.approx(deviation, rel=0.01, abs=1e-15)


@pytest.mark.parametrize("name", list(DEVIATIONS)[2:])
def test_the_weights_are_normal_and_not_of_another_shape(name: str) -> None:
    z = draw(name) / DEVIATIONS[name]
    assert np.mean(np.abs(z) < 1) == pytest.approx(math.erf(1 / math.sqrt(2)), abs=0.01)
    assert np.mean(z**4) == pytest.approx(3, abs=0.15)


@every_initializer
def test_the_seed_alone_decides_the_weights(name: str) -> None:
    one, same, other = (flatten(initialize(configure(name, seed))) for seed in (3, 3, 4))
    assert one.tobytes() == same.tobytes()
    assert (one.tobytes() == other.tobytes()) is (name not in DRAWN)
    rate = flatten(initialize(configure(name, 3, learning_rate=0.7, iterations=5)))
    assert rate.tobytes() == one.tobytes()


@every_initializer
def test_biases_start_at_zero(name: str) -> None:
    assert all((layer.b == 0).all() for layer in initialize(configure(name)).layers)


@every_initializer
def test_single_precision_rounds_the_same_numbers(name: str) -> None:
    double, single = (flatten(initialize(configure(name, precision=precision))) for precision in ("float64", "float32"))
    assert single.dtype == np.float32
    np.testing.assert_array_equal(single, double.astype(np.float32))


def test_layers_are_drawn_one_after_the_other() -> None:
    rng = np.random.default_rng(11)
    for layer in initialize(configure("normal", 11)).layers:
        np.testing.assert_array_equal(layer.W, rng.standard_normal(layer.W.shape))
