"""Settings tried at several values: what is proposed is allowed, differs, and changes nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dnn.configuration import RunConfig
from dnn.configuration.variations import MAX_VALUES, MIN_VALUES, VARIATIONS, ladder, varied
from dnn.errors import ConfigurationError
from dnn.initializers import INITIALIZERS

BASE = RunConfig.from_dict(
    {
        "dataset": {"name": "circles"},
        "architecture": {"hidden": [{"units": 8, "activation": "tanh"}, {"units": 5, "activation": "tanh"}]},
        "hyperparameters": {"target_cost": 0.1},
    }
)
OTHERS = {
    "plain": BASE,
    "no hidden layer": replace(BASE, architecture=replace(BASE.architecture, hidden=())),
    "unusual": RunConfig.from_dict(
        {
            "dataset": {"name": "digits"},
            "architecture": {"hidden": [{"units": 1, "activation": "softplus"}] * 32, "initializer": "lecun"},
            "hyperparameters": {"learning_rate": 7e-6, "l2": 3.7, "batch_size": 13, "optimizer": "adam"},
            "seed": 2**53 - 10,
        }
    ),
}


@pytest.mark.parametrize("name", VARIATIONS)
@pytest.mark.parametrize("base", OTHERS)
def test_what_is_proposed_can_be_tried(name: str, base: str) -> None:
    config, variation = OTHERS[base], VARIATIONS[name]
    values = variation.proposed(config)
    assert MIN_VALUES <= len(values) <= MAX_VALUES and len(set(values)) == len(values)
    configs = varied(config, variation, values)
    fair = replace(config, hyperparameters=replace(config.hyperparameters, target_cost=None))
    if base == "plain" and name not in ("units", "initializer"):
        assert fair in configs  # the present one is among them
    assert len(set(configs)) == len(values)


@pytest.mark.parametrize("name", [name for name, variation in VARIATIONS.items() if variation.options])
def test_every_option_can_be_tried(name: str) -> None:
    variation = VARIATIONS[name]
    for value, _title in variation.options:
        variation.vary(BASE, value)
    assert set(variation.proposed(BASE)) <= {value for value, _title in variation.options}


def test_only_what_is_varied_differs() -> None:
    for each in varied(BASE, VARIATIONS["learning_rate"], [0.1, 0.3]):
        assert replace(each, hyperparameters=BASE.hyperparameters) == BASE
    deep, shallow = varied(BASE, VARIATIONS["depth"], [3, 1])
    assert [layer.units for layer in deep.architecture.hidden] == [8, 5, 5]
    assert [layer.units for layer in shallow.architecture.hidden] == [8]
    (wide, _) = varied(BASE, VARIATIONS["units"], [16, 2])
    assert [layer.units for layer in wide.architecture.hidden] == [16, 16]


def test_a_ladder_goes_by_ones_and_threes() -> None:
    assert ladder(0.1, 1e-6, 100) == (0.01, 0.03, 0.1, 0.3, 1.0)
    assert ladder(0.12, 1e-6, 100) == (0.01, 0.03, 0.12, 0.3, 1.0)
    assert ladder(100.0, 1e-6, 100) == (10.0, 30.0, 100.0)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("learning_rate", [0.1]),
        ("learning_rate", [k / 10 for k in range(1, 10)]),
        ("learning_rate", [0.1, 0.1]),
        ("learning_rate", [0.1, -1]),
        ("learning_rate", [0.1, "fast"]),
        ("learning_rate", [0.1, None]),
        ("depth", [1, 33]),
        ("depth", [1, 1.5]),
        ("units", [1, 0]),
        ("activation", ["tanh", "step"]),
        ("batch_size", [16, 0]),
        ("seed", [1, -1]),
        ("optimizer", ["adam", "newton"]),
    ],
)
def test_what_is_refused(name: str, values: list[object]) -> None:
    with pytest.raises(ConfigurationError):
        varied(BASE, VARIATIONS[name], values)


def test_initialisers_that_are_proposed_exist() -> None:
    assert set(VARIATIONS["initializer"].proposed(BASE)) <= set(INITIALIZERS)
