"""Remedies to try: from a configuration the same with one thing changed; None where that cannot be."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dnn.configuration import HYPERPARAMETERS, HiddenLayer, RunConfig, ScheduleConfig
from dnn.validation.option import Option

USUAL_RATE, USUAL_ADAPTED_RATE = 0.1, 0.01
"""Learning rates that mostly do no harm: of gradient descent and momentum, and of optimisers that scale each step."""
ADAPTING = ("rmsprop", "adam")
MORE_UNITS = 16
MAX_WIDENED_UNITS = 128
"""Largest width of a layer that is made wider."""


def with_hyperparameters(config: RunConfig, **changes: Any) -> RunConfig:
    """The configuration with other hyperparameters."""
    return replace(config, hyperparameters=replace(config.hyperparameters, **changes))


def with_initializer(config: RunConfig, name: str) -> RunConfig:
    """The configuration with another initialiser."""
    return replace(config, architecture=replace(config.architecture, initializer=name))


def with_hidden(config: RunConfig, hidden: tuple[HiddenLayer, ...]) -> RunConfig:
    """The configuration with other hidden layers."""
    return replace(config, architecture=replace(config.architecture, hidden=hidden))


def with_activation(config: RunConfig, name: str) -> RunConfig:
    """The configuration with one activation function in all hidden layers."""
    return with_hidden(config, tuple(replace(layer, activation=name) for layer in config.architecture.hidden))


def slower(config: RunConfig) -> RunConfig | None:
    """A tenth of the learning rate, and no more than usual."""
    h = config.hyperparameters
    usual = USUAL_ADAPTED_RATE if h.optimizer in ADAPTING else USUAL_RATE
    rate = min(h.learning_rate / 10, usual)
    return with_hyperparameters(config, learning_rate=rate) if rate > 0 else None


def faster(config: RunConfig) -> RunConfig | None:
    """A hundred times the learning rate."""
    rate = 100 * config.hyperparameters.learning_rate
    return with_hyperparameters(config, learning_rate=rate) if rate <= _high("learning_rate") else None


def constant_rate(config: RunConfig) -> RunConfig:
    """The learning rate as it was at the start."""
    return with_hyperparameters(config, schedule=ScheduleConfig("constant"))


def adam(config: RunConfig) -> RunConfig:
    """Adam, at its usual learning rate."""
    return with_hyperparameters(config, optimizer="adam", learning_rate=USUAL_ADAPTED_RATE)


def penalised(config: RunConfig) -> RunConfig | None:
    """Ten times the L2, and ½ at least."""
    l2 = max(0.5, 10 * config.hyperparameters.l2)
    return with_hyperparameters(config, l2=l2) if l2 <= _high("l2") else None


def relu_and_he(config: RunConfig) -> RunConfig:
    """ReLU with He's initial weights in all hidden layers."""
    return with_initializer(with_activation(config, "relu"), "he")


def leaky(config: RunConfig) -> RunConfig:
    """Leaky ReLU with He's initial weights in all hidden layers."""
    return with_initializer(with_activation(config, "leaky_relu"), "he")


def xavier(config: RunConfig) -> RunConfig:
    """Xavier's initial weights."""
    return with_initializer(config, "xavier")


def standardised(config: RunConfig) -> RunConfig:
    """Features of mean 0 and standard deviation 1."""
    return replace(config, dataset=replace(config.dataset, standardize=True))


def larger(config: RunConfig) -> RunConfig | None:
    """Twice the units of every hidden layer, 16 at least; where there is none, two such layers; and Adam."""
    hidden = config.architecture.hidden or (HiddenLayer(units=1, activation="tanh"),) * 2
    wider = tuple(replace(each, units=max(MORE_UNITS, 2 * each.units)) for each in hidden)
    if any(each.units > MAX_WIDENED_UNITS for each in wider):
        return None
    return adam(with_hidden(config, wider))


def _high(name: str) -> float:
    option: Option = HYPERPARAMETERS[name]
    assert option.high is not None
    return option.high
