"""What a rule has found, and what a rule is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from dnn.configuration import RunConfig
from dnn.diagnosis.evidence import Evidence
from dnn.messages import Text


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong with a run.

    Attributes:
        rule: the name of the rule.
        title: in two or three words.
        seen: what was seen, with its number.
        why: why it happens.
        remedy: what to try.
        remedied: the run's configuration with the remedy, for a new run from the same start; None where no single
            setting is the remedy.
    """

    rule: str
    title: Text
    seen: Text
    why: Text
    remedy: Text
    remedied: RunConfig | None


@dataclass(frozen=True)
class Rule:
    """One rule.

    Attributes:
        name: what links and tests call it.
        title: in two or three words.
        check: evidence -> what was seen, with its number; None where the rule is silent.
        why, remedy: as in Finding.
        change: the configuration with the remedy; None where there is none to press.
    """

    name: str
    title: Text
    check: Callable[[Evidence], Text | None]
    why: Text
    remedy: Text
    change: Callable[[RunConfig], RunConfig | None]

    def find(self, evidence: Evidence) -> Finding | None:
        """Apply the rule."""
        seen = self.check(evidence)
        if seen is None:
            return None
        return Finding(self.name, self.title, seen, self.why, self.remedy, self.change(evidence.config))


def with_hyperparameters(config: RunConfig, **changes: Any) -> RunConfig:
    """The configuration with other hyperparameters."""
    return replace(config, hyperparameters=replace(config.hyperparameters, **changes))


def with_initializer(config: RunConfig, name: str) -> RunConfig:
    """The configuration with another initialiser."""
    return replace(config, architecture=replace(config.architecture, initializer=name))


def with_activation(config: RunConfig, name: str) -> RunConfig:
    """The configuration with one activation function in all hidden layers."""
    hidden = tuple(replace(layer, activation=name) for layer in config.architecture.hidden)
    return replace(config, architecture=replace(config.architecture, hidden=hidden))


def slower(config: RunConfig) -> RunConfig:
    """A tenth of the learning rate."""
    return with_hyperparameters(config, learning_rate=config.hyperparameters.learning_rate / 10)
