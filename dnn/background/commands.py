"""What a visitor can tell a run to do, as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from dnn.configuration import HYPERPARAMETERS, RunConfig
from dnn.errors import ConfigurationError
from dnn.messages import Text

LIVE_FIELDS = ("learning_rate", "l2", "batch_size", "optimizer", "iterations", "target_cost")
"""Hyperparameters that may change while a run goes on."""


@dataclass(frozen=True)
class Pause:
    """Stop after the slice that is under way."""


@dataclass(frozen=True)
class Resume:
    """Go on to the end."""


@dataclass(frozen=True)
class StepIterations:
    """Make `count` iterations, then pause."""

    count: int = 1

    def __post_init__(self) -> None:
        _positive("count", self.count)


@dataclass(frozen=True)
class StepEpoch:
    """Go on to the end of the epoch, then pause."""


@dataclass(frozen=True)
class RunTo:
    """Go on until `iteration` iterations are done, then pause."""

    iteration: int

    def __post_init__(self) -> None:
        _positive("iteration", self.iteration)


@dataclass(frozen=True)
class Reset:
    """Back to the beginning with the same initial weights; a run that was going to its end goes on from there, and one
    that was making steps rests."""


@dataclass(frozen=True)
class NewWeights:
    """Back to the beginning with initial weights drawn from another seed."""

    seed: int


@dataclass(frozen=True)
class Change:
    """Give one of LIVE_FIELDS another value, from the next iteration on."""

    field: str
    value: Any

    def __post_init__(self) -> None:
        if self.field not in LIVE_FIELDS:
            expected = Text("one of {choices}", choices=", ".join(LIVE_FIELDS))
            raise ConfigurationError("field", expected, self.field, LIVE_FIELDS[0])
        object.__setattr__(self, "value", HYPERPARAMETERS[self.field].validate(self.value))

    def applied_to(self, config: RunConfig) -> RunConfig:
        """The configuration with this change."""
        changed: Mapping[str, Any] = {self.field: self.value}
        return replace(config, hyperparameters=replace(config.hyperparameters, **changed))


@dataclass(frozen=True)
class Pace:
    """Make at most so many iterations a second; None = as many as the machine can."""

    iterations_per_second: float | None

    def __post_init__(self) -> None:
        if self.iterations_per_second is not None:
            _positive("iterations_per_second", self.iterations_per_second)


Command = Pause | Resume | StepIterations | StepEpoch | RunTo | Reset | NewWeights | Change | Pace


def live_changes(old: RunConfig, new: RunConfig) -> tuple[Change, ...] | None:
    """The changes that make a running `old` into `new`; None when that needs a new run."""
    changes = tuple(
        Change(field, getattr(new.hyperparameters, field))
        for field in LIVE_FIELDS
        if getattr(new.hyperparameters, field) != getattr(old.hyperparameters, field)
    )
    changed = old
    for change in changes:
        changed = change.applied_to(changed)
    return changes if changed == new else None


def _positive(field: str, value: float) -> None:
    if isinstance(value, bool) or not 0 < value <= 1e12:
        raise ConfigurationError(field, Text("a positive number"), value, "1")
