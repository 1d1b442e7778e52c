"""The runs and options of a step's experiment, as one learner tries it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from dnn.configuration import RunConfig
from dnn.configuration.variations import VARIATIONS
from dnn.lessons.path.condition import Fact
from dnn.lessons.path.experiments import facts_of
from dnn.lessons.path.experiments.registry import EXPERIMENTS, Options
from dnn.lessons.path.learner_config import learner_config
from dnn.lessons.path.lesson import Lesson, Step, Words
from dnn.lessons.path.limits import check_network

Settings = Mapping[str, Any]
"""Values of the controls of a step, by name; those that are missing are as the lesson has them."""
Say = Callable[[Words], str]


def step_configs(lesson: Lesson, step: Step, seed: int, settings: Settings) -> tuple[RunConfig, ...]:
    """The configurations of a step, of each of its variants where it has some, with the learner's settings.

    Raises:
        ConfigurationError: a setting that is none, or a network that no lesson may have.
    """
    configs = (learner_config(lesson, step, seed, variant) for variant in step.experiment.variants or (None,))
    return tuple(_with_settings(config, settings) for config in configs)


def step_options(step: Step, settings: Settings) -> Options:
    """The options of a step's experiment, with the learner's settings."""
    kind = EXPERIMENTS[step.experiment.kind]
    chosen = {name: value for name, value in settings.items() if name in kind.options}
    return tuple(sorted(kind.completed({**step.experiment.options, **chosen}).items()))


def labels_of(step: Step, say: Say = str) -> tuple[str, ...]:
    """The names of a step's runs; that of a single one is empty."""
    return tuple(say(variant.label) for variant in step.experiment.variants) or ("",)


def examples_of(step: Step) -> int | None:
    """The examples that a step has before the learner, where its experiment says how many."""
    examples = step.experiment.options.get("examples")
    return examples if isinstance(examples, int) else None


def values_of(step: Step) -> tuple[float | None, ...]:
    """The numbers that a step's runs try."""
    return tuple(variant.value for variant in step.experiment.variants)


def step_facts(lesson: Lesson, step: Step, seed: int, settings: Settings) -> dict[str, Fact]:
    """The facts that the experiment of a step finds for the learner of a seed.

    Raises:
        ConfigurationError: a setting that is none, or that the network does not have.
    """
    configs = step_configs(lesson, step, seed, settings)
    return facts_of(step.experiment.kind, configs, labels_of(step), step_options(step, settings), values_of(step))


def _with_settings(config: RunConfig, settings: Settings) -> RunConfig:
    for name, value in settings.items():
        if name in VARIATIONS:
            config = VARIATIONS[name].vary(config, value)
    check_network(config)
    return config
