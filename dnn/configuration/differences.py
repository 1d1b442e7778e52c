"""The difference of two configurations: what may change while a run goes on, and whether anything else does; and two
changes of one configuration together.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
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


def merged(base: RunConfig, mine: RunConfig, theirs: RunConfig) -> RunConfig:
    """The configuration `base` with what `mine` and `theirs` change of it: data, network, seed, each hyperparameter.
    What both change is as in `mine`.

    Raises:
        ConfigurationError: the two changes do not go together.
    """

    def pick(of_base: Any, of_mine: Any, of_theirs: Any) -> Any:
        return of_theirs if of_mine == of_base else of_mine

    def picked(sections: tuple[Any, Any, Any], names: tuple[str, ...]) -> dict[str, Any]:
        return {name: pick(*(getattr(section, name) for section in sections)) for name in names}

    hyperparameters = (base.hyperparameters, mine.hyperparameters, theirs.hyperparameters)
    return replace(
        mine,
        **picked((base, mine, theirs), ("dataset", "architecture", "seed")),
        hyperparameters=replace(mine.hyperparameters, **picked(hyperparameters, LIVE_FIELDS + OTHER_FIELDS)),
    )
