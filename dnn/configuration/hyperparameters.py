"""Hyperparameters, which a person sets and training does not learn: learning rate, batch size, optimiser …"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from dnn.configuration.sections import Pairs, check_choice, check_keys, section
from dnn.optimizers import CONSTANTS, OPTIMIZERS, Constants
from dnn.schedules import SCHEDULES
from dnn.text.messages import Text
from dnn.validation.option import Option

HYPERPARAMETERS: dict[str, Option] = {
    option.name: option
    for option in (
        Option("learning_rate", Text("Learning rate α"), "number", 0.1, 0.0, 1_000.0, low_excluded=True),
        Option("iterations", Text("Iterations"), "integer", 1_000, 1, 100_000_000),
        Option("batch_size", Text("Batch size"), "integer", None, 1, 20_000),
        Option("optimizer", Text("Optimiser"), "choice", "gradient_descent", choices=tuple(OPTIMIZERS)),
        Option("l2", Text("L2 regularisation λ"), "number", 0.0, 0.0, 1_000.0),
        Option("precision", Text("Precision"), "choice", "float64", choices=("float64", "float32")),
        Option("target_cost", Text("Target cost"), "number", None, 0.0, 1e9),
    )
} | CONSTANTS
"""The keys of the hyperparameters that are single values; `schedule` is a section of its own."""


@dataclass(frozen=True)
class ScheduleConfig:
    """The learning-rate schedule and its further keys."""

    name: str = "constant"
    options: Pairs = ()

    def __post_init__(self) -> None:
        check_choice("schedule", self.name, SCHEDULES)
        own, given = SCHEDULES[self.name].options, self.values()
        check_keys(given, [option.name for option in own], Text("the schedule {name}", name=self.name))
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
        given = section("schedule", document)
        name = given.pop("name", "constant")
        return ScheduleConfig(name, tuple(given.items()))

    def rate(self, alpha: float, iterations_done: int, epochs_done: int) -> float:
        """The learning rate of the iteration that follows `iterations_done`."""
        return SCHEDULES[self.name].rate(alpha, iterations_done, epochs_done, self.values())


@dataclass(frozen=True)
class Hyperparameters(Constants):
    """All that a person sets and training does not learn, with the constants of all optimisers."""

    learning_rate: float = 0.1
    iterations: int = 1_000
    batch_size: int | None = None
    optimizer: str = "gradient_descent"
    l2: float = 0.0
    schedule: ScheduleConfig = field(default_factory=ScheduleConfig)
    precision: str = "float64"
    target_cost: float | None = None

    def __post_init__(self) -> None:
        for name, option in HYPERPARAMETERS.items():
            object.__setattr__(self, name, option.validate(getattr(self, name)))

    def to_dict(self) -> dict[str, Any]:
        """The JSON object."""
        return {
            name: self.schedule.to_dict() if name == "schedule" else getattr(self, name)
            for name in (*Hyperparameters.__annotations__, *CONSTANTS)
        }

    @staticmethod
    def from_dict(document: object) -> Hyperparameters:
        """Read a JSON object.

        Raises:
            ConfigurationError: an unknown key or name, or a number out of range.
        """
        given = section("hyperparameters", document)
        check_keys(given, [*HYPERPARAMETERS, "schedule"], Text("the hyperparameters"))
        schedule = ScheduleConfig.from_dict(given.pop("schedule", {}))
        return Hyperparameters(schedule=schedule, **given)
