"""The difference of two configurations: what may change while a run goes on, and whether anything else does."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from dnn.configuration.hyperparameters import Hyperparameters
from dnn.configuration.run import RunConfig

LIVE_FIELDS = ("learning_rate", "l2", "batch_size", "optimizer", "iterations", "target_cost")
"""Hyperparameters that may change while a run goes on."""
OTHER_FIELDS = tuple(field.name for field in fields(Hyperparameters) if field.name not in LIVE_FIELDS)


@dataclass(frozen=True)
class FieldChange:
    """One of LIVE_FIELDS with its value in either configuration."""

    field: str
    old: Any
    new: Any


@dataclass(frozen=True)
class Difference:
    """Everything in which a configuration differs from another one.

    Attributes:
        live: what a run can take over from its next iteration on, in the order of LIVE_FIELDS.
        needs_new_run: whether anything else differs: data, network, seed, schedule, precision, constants of optimisers.
    """

    live: tuple[FieldChange, ...]
    needs_new_run: bool


def difference(old: RunConfig, new: RunConfig) -> Difference:
    """The difference from `old` to `new`."""
    before, after = old.hyperparameters, new.hyperparameters
    live = tuple(
        FieldChange(name, getattr(before, name), getattr(after, name))
        for name in LIVE_FIELDS
        if getattr(before, name) != getattr(after, name)
    )
    needs_new_run = (old.dataset, old.architecture, old.seed) != (new.dataset, new.architecture, new.seed) or any(
        getattr(before, name) != getattr(after, name) for name in OTHER_FIELDS
    )
    return Difference(live, needs_new_run)
