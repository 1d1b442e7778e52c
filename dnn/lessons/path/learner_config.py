"""The configuration of a step as one learner has it before her: the lesson's, with the weights and the sizes that her
seed draws, so that no two learners compute with the same numbers."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

from dnn.configuration import RunConfig
from dnn.lessons.path.lesson import Lesson, Step, Variant
from dnn.lessons.path.limits import check_network

LEARNER_SEEDS, OWN_SEEDS = 64, 4
"""Learners draw one of so many seeds, of a lesson from outside one of the first few: for each of them the lesson is
checked before it is given."""


def learner_seeds(lesson: Lesson) -> tuple[int, ...]:
    """The seeds that learners of a lesson are given."""
    seeds = range(OWN_SEEDS if lesson.is_own else LEARNER_SEEDS)
    return tuple(seed for seed in seeds if seed not in lesson.left_out_seeds)


def merged(document: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """A document with changes, section by section; a list or a value takes the place of another, and so does a section
    of another name, as of other data."""
    result = dict(document)
    for key, value in changes.items():
        before = result.get(key)
        if isinstance(before, Mapping) and isinstance(value, Mapping) and not _is_another(before, value):
            result[key] = merged(before, value)
        else:
            result[key] = value
    return result


def _is_another(before: Mapping[str, Any], value: Mapping[str, Any]) -> bool:
    return "name" in value and value["name"] != before.get("name")


def learner_config(lesson: Lesson, step: Step, seed: int, variant: Variant | None = None) -> RunConfig:
    """The configuration of a step for the learner of a seed, of one of its variants where it has some.

    Raises:
        ConfigurationError: it is none, or one that no lesson may have.
    """
    document = merged(_drawn(lesson, seed), {"seed": seed})
    document = merged(document, step.configuration)
    if variant is not None:
        shifted = seed + LEARNER_SEEDS * variant.seed_shift
        document = merged(merged(document, {"seed": shifted} if variant.seed_shift else {}), variant.changes)
    config = RunConfig.from_dict(document)
    check_network(config)
    return config


def hidden_layers(lesson: Lesson) -> list[Mapping[str, Any]]:
    """The hidden layers as the lesson's document has them; none where it says none, or what is none."""
    architecture = lesson.configuration.get("architecture")
    layers = architecture.get("hidden") if isinstance(architecture, Mapping) else None
    is_list = isinstance(layers, list) and all(isinstance(layer, Mapping) for layer in layers)
    return list(layers) if is_list and layers else []


def _drawn(lesson: Lesson, seed: int) -> dict[str, Any]:
    """The lesson's document with the units that a seed draws, of neighbouring layers different where that can be."""
    document = dict(lesson.configuration)
    if not lesson.drawn_units:
        return document
    random = Random(f"{lesson.name}/{seed}")
    layers = hidden_layers(lesson)
    units: list[int] = []
    for low, high in lesson.drawn_units:
        choices = [n for n in range(low, high + 1) if not units or n != units[-1]]
        units.append(random.choice(choices or [low]))
    hidden = [{**layer, "units": n} for layer, n in zip(layers, units, strict=True)]
    return merged(document, {"architecture": {"hidden": hidden}})
