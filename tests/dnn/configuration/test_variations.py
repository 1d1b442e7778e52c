"""Settings tried at several values: what is proposed is allowed, differs, and changes nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from dnn.configuration import RunConfig
from dnn.configuration.variations import MAX_VALUES, MIN_VALUES, VARIATIONS, Trial, ladder, varied
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


def tried(config: RunConfig, **values: Sequence[object]) -> list[RunConfig]:
    """The configurations of settings at values."""
    trials = [Trial(VARIATIONS[name], tuple(each)) for name, each in values.items()]
    return [each for _values, each in varied(config, trials)]


@pytest.mark.parametrize("name", VARIATIONS)
@pytest.mark.parametrize("base", OTHERS)
def test_what_is_proposed_can_be_tried(name: str, base: str) -> None:
    config, variation = OTHERS[base], VARIATIONS[name]
    values = variation.proposed(config)
    assert MIN_VALUES <= len(values) <= MAX_VALUES and len(set(values)) == len(values)
    configs = tried(config, **{name: values})
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
    for each in tried(BASE, learning_rate=[0.1, 0.3]):
        assert replace(each, hyperparameters=BASE.hyperparameters) == BASE
    deep, shallow = tried(BASE, depth=[3, 1])
    assert [layer.units for layer in deep.architecture.hidden] == [8, 5, 5]
    assert [layer.units for layer in shallow.architecture.hidden] == [8]
    (wide, _) = tried(BASE, units=[16, 2])
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
        tried(BASE, **{name: values})


def test_two_settings_are_tried_in_all_pairs() -> None:
    pairs = varied(BASE, [Trial(VARIATIONS["depth"], (1, 2)), Trial(VARIATIONS["units"], (4, 7))])
    assert [values for values, _config in pairs] == [(1, 4), (1, 7), (2, 4), (2, 7)]
    assert [[layer.units for layer in each.architecture.hidden] for _values, each in pairs] == [
        [4],
        [7],
        [4, 4],
        [7, 7],
    ]


@pytest.mark.parametrize("names", [(), ("l2", "l2"), ("l2", "seed", "learning_rate")])
def test_one_setting_is_tried_or_two_that_differ(names: tuple[str, ...]) -> None:
    with pytest.raises(ConfigurationError, match="one setting, or two that differ"):
        varied(BASE, [Trial(VARIATIONS[name], (1, 2)) for name in names])


def test_two_that_come_to_the_same_are_refused() -> None:
    with pytest.raises(ConfigurationError, match="values that differ"):
        tried(BASE, depth=[0, 1], units=[4, 7])  # without a hidden layer there are no units


def test_initialisers_that_are_proposed_exist() -> None:
    assert set(VARIATIONS["initializer"].proposed(BASE)) <= set(INITIALIZERS)
