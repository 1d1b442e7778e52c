"""The settings of a run in words: one short text for each, by names that are the same for all runs, so that two runs
are compared setting by setting.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dnn.activations import ACTIVATIONS
from dnn.configuration import HYPERPARAMETERS, RunConfig
from dnn.configuration.variations import Variation
from dnn.datasets import DATASETS
from dnn.datasets.contents import ContentReference
from dnn.datasets.contents.reference import CONTENT
from dnn.datasets.own_points import LETTERS_A_POINT, POINTS
from dnn.initializers import INITIALIZERS
from dnn.optimizers import OPTIMIZERS
from dnn.schedules import SCHEDULES
from dnn.text.messages import CountedText, Enumeration, Text, Translations
from dnn.validation.option import Option

NONE = "–"
DIGITS = 6
"""Digits of a digest that tell two tables of a visitor apart."""
BETWEEN_LAYERS = " · "
DATA, SCHEDULE = "data_", "schedule_"
"""Prefixes of the options of datasets and schedules."""
SETTINGS: dict[str, Text] = {
    "data": Text("Dataset"),
    "units": Text("Units"),
    "activations": Text("Activation"),
    "initializer": Text("Initialiser"),
    "learning_rate": Text("α"),
    "schedule": Text("Schedule"),
    "optimizer": Text("Optimiser"),
    "batch_size": Text("Batch size"),
    "l2": Text("λ"),
    "seed": Text("Seed"),
}
"""Settings by their names, with what they are called, in the order in which they are listed."""


def setting_labels() -> dict[str, Text]:
    """The labels of all settings, in their order."""
    options = {DATA + option.name: option.title for dataset in DATASETS.values() for option in dataset.options}
    schedules = {SCHEDULE + option.name: option.title for each in SCHEDULES.values() for option in each.options}
    others = {name: option.title for name, option in HYPERPARAMETERS.items()}
    return SETTINGS | options | schedules | {name: label for name, label in others.items() if name not in SETTINGS}


def setting_texts(config: RunConfig, translations: Translations) -> dict[str, str]:
    """The settings of a configuration in a language, by the names of `setting_labels`."""
    document = config.to_dict()
    hyperparameters = document["hyperparameters"]
    schedule, dataset = hyperparameters.pop("schedule"), document["dataset"]
    hidden = config.architecture.hidden
    named: dict[str, Text | str] = {
        "data": DATASETS[dataset["name"]].title,
        "units": BETWEEN_LAYERS.join(str(layer.units) for layer in hidden) or NONE,
        "activations": _activations([layer.activation for layer in hidden]),
        "initializer": INITIALIZERS[config.architecture.initializer].title,
        "schedule": SCHEDULES[schedule["name"]].title,
        "optimizer": OPTIMIZERS[hyperparameters["optimizer"]].title,
        "batch_size": _batch_size(hyperparameters["batch_size"]),
        "seed": str(config.seed),
    }
    texts = (
        {name: _plain(value) for name, value in hyperparameters.items()}
        | _options(DATASETS[dataset["name"]].options, dataset, DATA)
        | _options(SCHEDULES[schedule["name"]].options, schedule, SCHEDULE)
        | named
    )
    return {name: _said(text, translations) for name, text in texts.items()}


def value_text(variation: Variation, value: Any, translations: Translations) -> str:
    """A value at which a setting is tried, in words."""
    titles = dict(variation.options)
    text = titles.get(value) or (_batch_size(None) if value is None else _plain(value))
    return _said(text, translations)


def changed_setting_texts(first: RunConfig, latest: RunConfig, translations: Translations) -> dict[str, str]:
    """The settings of a run that was changed while it went on: "0.1 → 0.3" where they are others at its end."""
    now = setting_texts(latest, translations)
    if first == latest:
        return now
    before = setting_texts(first, translations)
    return {name: text if text == before[name] else f"{before[name]} → {text}" for name, text in now.items()}


def _options(options: tuple[Option, ...], values: Mapping[str, Any], prefix: str) -> dict[str, Text | str]:
    found = {prefix + option.name: _of(option, values[option.name]) for option in options if option.name in values}
    if CONTENT in values:
        found[prefix + CONTENT] = _table(ContentReference.read(values[CONTENT]))
    if POINTS in values:
        count = len(values[POINTS]) // LETTERS_A_POINT
        found[prefix + POINTS] = CountedText("{count} point", "{count} points", count)
    return found


def _of(option: Option, value: Any) -> Text | str:
    """The value of an option, in words where it is one of a choice that has them."""
    titles = dict(zip(option.choices, option.choice_titles, strict=False))
    return titles.get(value) or _plain(value)


def _table(reference: ContentReference) -> str:
    """A table in few letters: examples, features, and as much of the digest as tells it from others."""
    return f"{reference.m:,} × {reference.n_x} ({reference.digest[:DIGITS]})"


def _activations(names: list[str]) -> Text | str:
    titles = [ACTIVATIONS[name].title for name in names]
    if not titles:
        return NONE
    return titles[0] if len(set(names)) == 1 else Enumeration(titles)


def _batch_size(size: int | None) -> Text | str:
    return Text("full") if size is None else str(size)


def _plain(value: object) -> Text | str:
    """A value as it is written: numbers in few digits, truth in a word."""
    if isinstance(value, bool):
        return Text("yes") if value else Text("no")
    if isinstance(value, float):
        return f"{value:.6g}"
    return NONE if value is None else str(value)


def _said(text: Text | str, translations: Translations) -> str:
    return text.render(translations) if isinstance(text, Text) else text
