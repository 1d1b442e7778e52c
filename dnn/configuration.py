"""RunConfig: everything that decides a run, as one frozen value of strings and numbers.

It is the link, the cache key, the export and the recipe to repeat the run. Equal meaning is equal value: keys that
are left out take their defaults. Whatever comes from outside is checked here, and refused in one sentence.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, cast

from dnn.activations import ACTIVATIONS
from dnn.datasets.registry import DATASETS
from dnn.errors import ConfigurationError
from dnn.initializers import INITIALIZERS
from dnn.messages import Text
from dnn.optimizers import OPTIMIZERS
from dnn.options import Option, Scalar
from dnn.schedules import SCHEDULES

MAXIMAL_HIDDEN_LAYERS = 32
MAXIMAL_UNITS = 1_024
MAXIMAL_SEED = 2**53 - 1
"""The largest whole number that every reader of JSON, a browser among them, holds exactly."""
LONGEST_DOCUMENT = 100_000
"""Characters of a configuration as JSON; an honest one has about 2,000."""

COMMON = ("samples", "noise", "test_fraction", "seed", "standardize")
"""The keys of every dataset beside its name."""

Pairs = tuple[tuple[str, Any], ...]
"""Further keys and their values, in the order of the registry."""

UNITS = Option("units", Text("Units"), "integer", 8, 1, MAXIMAL_UNITS)
SEED = Option("seed", Text("Seed of the weights"), "integer", 0, 0, MAXIMAL_SEED,
              help=Text("The same seed gives the same initial weights and the same shuffling."))  # fmt: skip
HYPERPARAMETERS: dict[str, Option] = {
    option.name: option
    for option in (
        Option("learning_rate", Text("Learning rate α"), "number", 0.1, 0.0, 1_000.0, low_excluded=True),
        Option("iterations", Text("Iterations"), "integer", 1_000, 1, 100_000_000),
        Option("batch_size", Text("Batch size"), "integer", None, 1, 20_000),
        Option("optimizer", Text("Optimiser"), "choice", "gradient_descent", choices=tuple(OPTIMIZERS)),
        Option("l2", Text("L2 strength λ"), "number", 0.0, 0.0, 1_000.0),
        Option("precision", Text("Precision"), "choice", "float64", choices=("float64", "float32")),
        Option("target_cost", Text("Target cost"), "number", None, 0.0, 1e9),
        Option("momentum", Text("Momentum β"), "number", 0.9, 0.0, 1.0),
        Option("decay_rate", Text("RMSprop β"), "number", 0.9, 0.0, 1.0),
        Option("beta1", Text("Adam β₁"), "number", 0.9, 0.0, 0.999999),
        Option("beta2", Text("Adam β₂"), "number", 0.999, 0.0, 0.99999999),
        Option("epsilon", Text("Adam ε"), "number", 1e-8, 0.0, 1.0, low_excluded=True),
    )
}
"""The keys of the hyperparameters that are single values; `schedule` is a section of its own."""


def _section(name: str, document: object) -> dict[str, Any]:
    """A JSON object as a dict of its own."""
    if not isinstance(document, Mapping):
        raise ConfigurationError(name, Text("an object with keys and values"), document, "{}")
    return dict(document)


def _one_of(field_name: str, value: object, registry: Iterable[str]) -> None:
    names = list(registry)
    if not isinstance(value, str) or value not in names:
        raise ConfigurationError(
            field_name, Text("one of {choices}", choices=", ".join(names)), value, _nearest(value, names)
        )


def _known(given: Iterable[str], allowed: Iterable[str], section: str) -> None:
    names = list(allowed)
    for key in given:
        if key not in names:
            expected = Text("made of the keys {keys}", keys=", ".join(names) or Text("(none)"))
            raise ConfigurationError(section, expected, key, _nearest(key, names) if names else Text("without it"))


def _nearest(value: object, names: list[str]) -> str:
    """The name most like `value`, so that a slip of the pen is answered with the word that was meant."""
    return (difflib.get_close_matches(str(value)[:50], names, n=1, cutoff=0) or names)[0]


@dataclass(frozen=True)
class DatasetConfig:
    """Which data, how much of it, and how it is prepared; `options` are the dataset's own further keys."""

    name: str
    samples: int | None
    noise: float
    test_fraction: float
    seed: int
    standardize: bool
    options: Pairs = ()

    def __post_init__(self) -> None:
        _one_of("name", self.name, DATASETS)
        own = {option.name: option for option in DATASETS[self.name].options}
        given = self.values()
        _known(given, own, f"the dataset {self.name}")
        values = {key: option.validate(given.get(key, option.default)) for key, option in own.items()}
        for key in COMMON:
            object.__setattr__(self, key, values.pop(key))
        object.__setattr__(self, "options", tuple(values.items()))
        check = DATASETS[self.name].check
        if check is not None:
            check(self)

    def values(self) -> dict[str, Scalar]:
        """Every key but the name, with its value."""
        common: dict[str, Scalar] = {
            "samples": self.samples,
            "noise": self.noise,
            "test_fraction": self.test_fraction,
            "seed": self.seed,
            "standardize": self.standardize,
        }
        return common | dict(self.options)

    def to_dict(self) -> dict[str, Any]:
        """The JSON object."""
        return {"name": self.name, **self.values()}

    @staticmethod
    def from_dict(document: object) -> DatasetConfig:
        """Read a JSON object; keys left out take the dataset's own defaults.

        Raises:
            ConfigurationError: an unknown dataset or key, or a value out of range.
        """
        given = _section("dataset", document)
        name = given.pop("name", None)
        _one_of("name", name, DATASETS)
        own = {option.name: option for option in DATASETS[cast(str, name)].options}
        _known(given, own, f"the dataset {name}")
        common = {key: given.pop(key, own[key].default) for key in COMMON}
        return DatasetConfig(name=cast(str, name), **common, options=tuple(given.items()))


@dataclass(frozen=True)
class HiddenLayer:
    """One hidden layer: how many units, and their activation function."""

    units: int
    activation: str

    def __post_init__(self) -> None:
        UNITS.validate(self.units)
        _one_of("activation", self.activation, ACTIVATIONS)


DEFAULT_HIDDEN = (HiddenLayer(8, "tanh"), HiddenLayer(8, "tanh"))


@dataclass(frozen=True)
class ArchitectureConfig:
    """The hidden layers from the input's side, and how all weights are drawn; the task decides the output layer."""

    hidden: tuple[HiddenLayer, ...] = DEFAULT_HIDDEN
    initializer: str = "xavier"

    def __post_init__(self) -> None:
        if len(self.hidden) > MAXIMAL_HIDDEN_LAYERS:
            expected = Text("a list of at most {count} layers", count=MAXIMAL_HIDDEN_LAYERS)
            raise ConfigurationError("hidden", expected, len(self.hidden), Text("fewer layers"))
        _one_of("initializer", self.initializer, INITIALIZERS)

    def to_dict(self) -> dict[str, Any]:
        """The JSON object."""
        hidden = [{"units": layer.units, "activation": layer.activation} for layer in self.hidden]
        return {"hidden": hidden, "initializer": self.initializer}

    @staticmethod
    def from_dict(document: object) -> ArchitectureConfig:
        """Read a JSON object.

        Raises:
            ConfigurationError: an unknown key or name, or a number out of range.
        """
        given = _section("architecture", document)
        _known(given, ("hidden", "initializer"), "the architecture")
        usual = ArchitectureConfig()
        layers = given.get("hidden", usual.to_dict()["hidden"])
        if not isinstance(layers, list | tuple):
            raise ConfigurationError("hidden", Text("a list of layers"), layers, '[{"units": 8, "activation": "tanh"}]')
        return ArchitectureConfig(
            hidden=tuple(_hidden_layer(layer) for layer in layers),
            initializer=given.get("initializer", usual.initializer),
        )


def _hidden_layer(document: object) -> HiddenLayer:
    given = _section("hidden", document)
    _known(given, ("units", "activation"), "a hidden layer")
    return HiddenLayer(
        given.get("units", DEFAULT_HIDDEN[0].units), given.get("activation", DEFAULT_HIDDEN[0].activation)
    )


@dataclass(frozen=True)
class ScheduleConfig:
    """The learning-rate schedule and its further keys."""

    name: str = "constant"
    options: Pairs = ()

    def __post_init__(self) -> None:
        _one_of("schedule", self.name, SCHEDULES)
        own, given = SCHEDULES[self.name].options, self.values()
        _known(given, [option.name for option in own], f"the schedule {self.name}")
        filled = tuple((option.name, option.validate(given.get(option.name, option.default))) for option in own)
        object.__setattr__(self, "options", filled)

    def values(self) -> dict[str, Any]:
        """The further keys with their values."""
        return dict(self.options)

    def to_dict(self) -> dict[str, Any]:
        """The JSON object."""
        return {"name": self.name, **self.values()}

    @staticmethod
    def from_dict(document: object) -> ScheduleConfig:
        """Read a JSON object; keys left out take the schedule's own defaults.

        Raises:
            ConfigurationError: an unknown schedule or key, or a value out of range.
        """
        given = _section("schedule", document)
        name = given.pop("name", "constant")
        return ScheduleConfig(name, tuple(given.items()))

    def rate(self, alpha: float, iterations_done: int, epochs_done: int) -> float:
        """The learning rate of the iteration that follows `iterations_done`."""
        return SCHEDULES[self.name].rate(alpha, iterations_done, epochs_done, self.values())


@dataclass(frozen=True)
class Hyperparameters:
    """What a person sets and training does not learn, with the constants of all optimisers."""

    learning_rate: float = 0.1
    iterations: int = 1_000
    batch_size: int | None = None
    optimizer: str = "gradient_descent"
    l2: float = 0.0
    schedule: ScheduleConfig = field(default_factory=ScheduleConfig)
    precision: str = "float64"
    target_cost: float | None = None
    momentum: float = 0.9
    decay_rate: float = 0.9
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8

    def __post_init__(self) -> None:
        for name, option in HYPERPARAMETERS.items():
            object.__setattr__(self, name, option.validate(getattr(self, name)))

    def to_dict(self) -> dict[str, Any]:
        """The JSON object."""
        return {
            each.name: self.schedule.to_dict() if each.name == "schedule" else getattr(self, each.name)
            for each in fields(self)
        }

    @staticmethod
    def from_dict(document: object) -> Hyperparameters:
        """Read a JSON object.

        Raises:
            ConfigurationError: an unknown key or name, or a number out of range.
        """
        given = _section("hyperparameters", document)
        _known(given, [*HYPERPARAMETERS, "schedule"], "the hyperparameters")
        schedule = ScheduleConfig.from_dict(given.pop("schedule", {}))
        return Hyperparameters(schedule=schedule, **given)


@dataclass(frozen=True)
class RunConfig:
    """A whole run: data, network, hyperparameters, seed of the weights and of the shuffling."""

    dataset: DatasetConfig
    architecture: ArchitectureConfig = field(default_factory=ArchitectureConfig)
    hyperparameters: Hyperparameters = field(default_factory=Hyperparameters)
    seed: int = 0

    def __post_init__(self) -> None:
        SEED.validate(self.seed)

    def to_dict(self) -> dict[str, Any]:
        """The JSON object."""
        return {
            "dataset": self.dataset.to_dict(),
            "architecture": self.architecture.to_dict(),
            "hyperparameters": self.hyperparameters.to_dict(),
            "seed": self.seed,
        }

    def to_json(self) -> str:
        """The configuration as a JSON text that `from_json` reads back as an equal value."""
        return json.dumps(self.to_dict(), indent=1)

    @staticmethod
    def from_dict(document: object) -> RunConfig:
        """Read a JSON object; every key but "dataset" may be left out.

        Raises:
            ConfigurationError: an unknown key or name, or a value out of range.
        """
        given = _section("configuration", document)
        _known(given, ("dataset", "architecture", "hyperparameters", "seed"), "the configuration")
        if "dataset" not in given:
            raise ConfigurationError("dataset", Text("given"), Text("nothing"), '{"dataset": {"name": "circles"}}')
        return RunConfig(
            dataset=DatasetConfig.from_dict(given["dataset"]),
            architecture=ArchitectureConfig.from_dict(given.get("architecture", {})),
            hyperparameters=Hyperparameters.from_dict(given.get("hyperparameters", {})),
            seed=given.get("seed", 0),
        )

    @staticmethod
    def from_json(text: str) -> RunConfig:
        """Read a JSON text.

        Raises:
            ConfigurationError: not JSON, or not a configuration.
        """
        if len(text) > LONGEST_DOCUMENT:
            expected = Text("at most {count} characters", count=LONGEST_DOCUMENT)
            raise ConfigurationError("configuration", expected, len(text), Text("a shorter one"))
        try:
            document = json.loads(text)
        except (ValueError, RecursionError):
            raise ConfigurationError("configuration", Text("JSON"), text, '{"dataset": {"name": "circles"}}') from None
        return RunConfig.from_dict(document)
