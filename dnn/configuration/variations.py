"""The settings that are tried at several values, all else being equal: for each how it is put into a configuration, and
which values are worth trying around the present one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from dnn.activations import ACTIVATIONS
from dnn.configuration.architecture import DEFAULT_HIDDEN, MAX_HIDDEN_LAYERS, MAX_UNITS, HiddenLayer
from dnn.configuration.run import RunConfig
from dnn.errors import ConfigurationError
from dnn.initializers import INITIALIZERS
from dnn.optimizers import OPTIMIZERS
from dnn.text.messages import Text
from dnn.validation.checks import whole_number

Value = float | int | str | None
MIN_VALUES, MAX_VALUES = 2, 8
"""Number of values of a setting that are tried at once."""
MAX_TRIALS = 2
"""Settings that are tried at once."""
LADDER = (1.0, 3.0)
"""Steps of a logarithmic ladder within a power of ten."""


@dataclass(frozen=True)
class Variation:
    """One setting that can be tried at several values.

    Attributes:
        name: by which it is asked for.
        title: what visitors read.
        setting: its name among the settings of a run in words.
        vary: the configuration with the setting at a value; raises ConfigurationError for one that is none.
        proposed: values worth trying, the present one among them.
        options: all values, where there are only a few; empty for numbers.
        is_whole: whether its numbers are whole ones.
    """

    name: str
    title: Text
    setting: str
    vary: Callable[[RunConfig, Any], RunConfig]
    proposed: Callable[[RunConfig], Sequence[Value]]
    options: tuple[tuple[str, Text], ...] = ()
    is_whole: bool = False


def ladder(value: float, low: float, high: float, steps: int = 2) -> tuple[float, ...]:
    """Numbers … 0.03, 0.1, 0.3, 1 … around a positive one, `steps` on either side, within [low, high]."""
    count = len(LADDER)
    nearest = min(
        (power * count + index for power in range(-12, 13) for index in range(count)),
        key=lambda rung: abs(math.log(_rung(rung) / value)),
    )
    around = (_rung(rung) for rung in range(nearest - steps, nearest + steps + 1))
    return tuple(sorted({value, *(number for number in around if low <= number <= high and number != _rung(nearest))}))


def _rung(number: int) -> float:
    power, index = divmod(number, len(LADDER))
    return float(f"{LADDER[index]:g}e{power}")


def _hyperparameter(name: str) -> Callable[[RunConfig, Any], RunConfig]:
    def vary(config: RunConfig, value: Any) -> RunConfig:
        return replace(config, hyperparameters=replace(config.hyperparameters, **{name: value}))

    return vary


def _hidden(config: RunConfig, hidden: tuple[HiddenLayer, ...]) -> RunConfig:
    return replace(config, architecture=replace(config.architecture, hidden=hidden))


def _with_units(config: RunConfig, units: Any) -> RunConfig:
    """Every hidden layer with so many units; a network without one gets one."""
    layers = config.architecture.hidden or DEFAULT_HIDDEN[-1:]
    return _hidden(config, tuple(replace(layer, units=units) for layer in layers))


def _with_depth(config: RunConfig, depth: Any) -> RunConfig:
    """The network with so many hidden layers; further ones are like the last."""
    whole_number("depth", depth, 0, MAX_HIDDEN_LAYERS)
    hidden = config.architecture.hidden or DEFAULT_HIDDEN[-1:]
    return _hidden(config, (*hidden[:depth], *(hidden[-1] for _ in range(depth - len(hidden)))))


def _with_activation(config: RunConfig, activation: Any) -> RunConfig:
    """Every hidden layer with this activation function."""
    layers = config.architecture.hidden or DEFAULT_HIDDEN[-1:]
    return _hidden(config, tuple(replace(layer, activation=activation) for layer in layers))


def _with_initializer(config: RunConfig, initializer: Any) -> RunConfig:
    return replace(config, architecture=replace(config.architecture, initializer=initializer))


def _with_seed(config: RunConfig, seed: Any) -> RunConfig:
    return replace(config, seed=seed)


def _rates(config: RunConfig) -> Sequence[Value]:
    return ladder(config.hyperparameters.learning_rate, 1e-6, 100.0)


def _penalties(config: RunConfig) -> Sequence[Value]:
    return 0.0, *ladder(config.hyperparameters.l2 or 1.0, 1e-4, 1e4)[:4]


def _units(config: RunConfig) -> Sequence[Value]:
    present = max((layer.units for layer in config.architecture.hidden), default=DEFAULT_HIDDEN[-1].units)
    around = present // 4, present // 2, 2 * present, 4 * present
    return tuple(sorted({present, *(units for units in around if 1 <= units <= MAX_UNITS)}))


def _depths(config: RunConfig) -> Sequence[Value]:
    present = len(config.architecture.hidden)
    first = max(0, min(present - 2, MAX_HIDDEN_LAYERS - 4))
    return tuple(range(first, first + 5))


def _batch_sizes(config: RunConfig) -> Sequence[Value]:
    present = config.hyperparameters.batch_size
    return None, *sorted({256, 64, 16, *([] if present is None else [present])}, reverse=True)


def _named(names: Sequence[str], present: str | None) -> Sequence[Value]:
    """Four names, the present one among them."""
    chosen = [*names[:4]]
    return chosen if present is None or present in chosen else [*chosen[:3], present]


def _activations(config: RunConfig) -> Sequence[Value]:
    hidden = config.architecture.hidden
    return _named(list(ACTIVATIONS), hidden[0].activation if hidden else None)


def _initializers(config: RunConfig) -> Sequence[Value]:
    return _named(("zeros", "small_normal", "xavier", "he"), config.architecture.initializer)


def _seeds(config: RunConfig) -> Sequence[Value]:
    return tuple(range(config.seed, config.seed + 5))


def _titles(registry: Any) -> tuple[tuple[str, Text], ...]:
    return tuple((name, entry.title) for name, entry in registry.items())


_ALL = (
    Variation("learning_rate", Text("Learning rate α"), "learning_rate", _hyperparameter("learning_rate"), _rates),
    Variation("units", Text("Units of every hidden layer"), "units", _with_units, _units, is_whole=True),
    Variation("depth", Text("Hidden layers"), "units", _with_depth, _depths, is_whole=True),
    Variation(
        *("activation", Text("Activation function"), "activations", _with_activation, _activations),
        options=_titles(ACTIVATIONS),
    ),
    Variation(
        *("initializer", Text("Initialiser"), "initializer", _with_initializer, _initializers),
        options=_titles(INITIALIZERS),
    ),
    Variation(
        *("optimizer", Text("Optimiser"), "optimizer", _hyperparameter("optimizer"), lambda config: tuple(OPTIMIZERS)),
        options=_titles(OPTIMIZERS),
    ),
    Variation(
        *("batch_size", Text("Batch size"), "batch_size", _hyperparameter("batch_size"), _batch_sizes), is_whole=True
    ),
    Variation("l2", Text("L2 regularisation λ"), "l2", _hyperparameter("l2"), _penalties),
    Variation("seed", Text("Seed of the weights"), "seed", _with_seed, _seeds, is_whole=True),
)
VARIATIONS = {variation.name: variation for variation in _ALL}
"""Settings that can be tried at several values, by their names, in the order of the menu."""


@dataclass(frozen=True)
class Trial:
    """A setting with the values that it is tried at."""

    variation: Variation
    values: tuple[Any, ...]


def varied(config: RunConfig, trials: Sequence[Trial]) -> list[tuple[tuple[Any, ...], RunConfig]]:
    """The values of the settings with their configuration, all else being equal; of two settings every value of the
    first with every value of the second. None has a target cost, so that all train equally long.

    Raises:
        ConfigurationError: no setting, too many, or one twice; too few or too many values; a value that is refused;
            two configurations that are the same.
    """
    names = [trial.variation.name for trial in trials]
    if not 1 <= len(set(names)) == len(names) <= MAX_TRIALS:
        raise ConfigurationError("tries", Text("one setting, or two that differ"), ", ".join(names) or "–", "l2")
    for trial in trials:
        count = len(trial.values)
        if not MIN_VALUES <= count <= MAX_VALUES:
            expected = Text("{low} to {high} values", low=MIN_VALUES, high=MAX_VALUES)
            raise ConfigurationError("values", expected, count, "0.03, 0.1, 0.3")
    fair = replace(config, hyperparameters=replace(config.hyperparameters, target_cost=None))
    found: list[tuple[tuple[Any, ...], RunConfig]] = []
    for values in product(*(trial.values for trial in trials)):
        each = fair
        for trial, value in zip(trials, values, strict=True):
            each = trial.variation.vary(each, value)
        if any(each == other for _values, other in found):
            written = ", ".join(map(str, values))
            raise ConfigurationError("values", Text("values that differ"), written, "0.03, 0.1, 0.3")
        found.append((values, each))
    return found
