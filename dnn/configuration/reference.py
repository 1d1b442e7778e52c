"""Everything that a configuration may say, as plain text: written from the registries, so that it is never old."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from typing import Any

from dnn.activations import ACTIVATIONS
from dnn.configuration import HYPERPARAMETERS, MAX_HIDDEN_LAYERS, SEED, UNITS, DatasetConfig, RunConfig
from dnn.datasets.registry import DATASETS
from dnn.initializers import INITIALIZERS
from dnn.schedules import SCHEDULES
from dnn.validation.option import Option

WIDTH = 100


def reference() -> str:
    """The keys of a configuration, their names, ranges and defaults."""
    example = RunConfig(DatasetConfig.from_dict({"name": "circles"}))
    return "\n".join(
        [
            'CONFIG.json is a JSON object; every key but "dataset" may be left out. With all its defaults:',
            "",
            textwrap.indent(example.to_json(), "  "),
            "",
            _names("activations", ACTIVATIONS),
            _names("initializers", INITIALIZERS),
            f"hidden layers: at most {MAX_HIDDEN_LAYERS}, units: {UNITS.expected()}; seed: {SEED.expected()}",
            "",
            "hyperparameters:",
            *_options(HYPERPARAMETERS.values()),
            "  schedule: an object with a name and the schedule's further keys",
            "",
            "schedules, with their further keys:",
            *_entries({name: schedule.options for name, schedule in SCHEDULES.items()}),
            "",
            "datasets, with their keys:",
            *_entries({name: dataset.options for name, dataset in DATASETS.items()}),
        ]
    )


def _names(title: str, registry: Mapping[str, Any]) -> str:
    return textwrap.fill(f"{title}: {' '.join(registry)}", WIDTH, subsequent_indent="  ")


def _options(options: Iterable[Option]) -> list[str]:
    return [_wrapped(f"{option.name}: {_range(option)}", 2) for option in options]


def _entries(entries: Mapping[str, Iterable[Option]]) -> list[str]:
    lines = []
    for name, options in entries.items():
        keys = ", ".join(f"{option.name} ({_range(option)})" for option in options)
        lines.append(_wrapped(f"{name}: {keys}" if keys else name, 2))
    return lines


def _range(option: Option) -> str:
    """Range and default of an option, as in "0 … 2, default 0.1"."""
    if option.kind == "choice":
        kind = " | ".join(option.choices)
    elif option.kind == "boolean":
        kind = "true | false"
    elif option.kind == "text":
        kind = str(option.expected())
    else:
        kind = f"{'above ' if option.low_excluded else ''}{_number(option.low)} … {_number(option.high)}"
    default = "null" if option.default is None else str(option.default)
    return f"{kind}, default {default.lower() if option.kind == 'boolean' else default}"


def _number(value: float | None) -> str:
    return "" if value is None else str(value) if isinstance(value, int) else f"{value:.15g}"


def _wrapped(text: str, indent: int) -> str:
    return textwrap.fill(text, WIDTH, initial_indent=" " * indent, subsequent_indent=" " * (indent + 4))
