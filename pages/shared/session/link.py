"""The link: a RunConfig as the query parameters of a URL, and back.

Only values that differ from the defaults are written, so that a link stays short enough to be read aloud. A link is
input from outside: RunConfig checks it, and a bad value is an error in words, never a silent correction. The parameters
hold the names of the registries, not the words on the screen, so that a link made in Chinese opens in English.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any
from urllib.parse import urlencode

from dnn.configuration import LIVE_FIELDS, RunConfig
from dnn.datasets import DATASETS
from dnn.errors import ConfigurationError
from dnn.schedules import SCHEDULES
from dnn.text.messages import Text
from pages.shared.session.written_numbers import digits, number

DEFAULT_DATASET = "circles"
DEFAULT_ITERATIONS = 5_000
"""Enough to see the default network learn, for five seconds at the default speed limit."""
DEFAULT_HIDDEN = ((8, "tanh"), (5, "tanh"))
"""Hidden layers of different widths: where W is square, a lesson about shapes has nothing to show."""
MAX_LENGTH = 4_000
"""Characters of one parameter; 32 hidden layers, the longest that is a configuration, have about 500."""

RENAMED: dict[tuple[str, ...], str] = {
    ("dataset", "name"): "data",
    ("dataset", "seed"): "data_seed",
    ("architecture", "hidden"): "hidden",
    ("architecture", "initializer"): "initializer",
    ("hyperparameters", "schedule", "name"): "schedule",
    ("seed",): "seed",
}
"""Path in the document -> name of the parameter, where that is not simply the last key of the path."""

SCHEDULE_PREFIX = "schedule_"
NO_HIDDEN_LAYERS = "none"
CONSTANTS: dict[str, bool | None] = {"null": None, "true": True, "false": False}
FULL_BATCH = "full"


def to_query(config: RunConfig) -> dict[str, str]:
    """The parameters in which `config` differs from the default configuration of its dataset."""
    usual = _parameters(default_config(config.dataset.name).to_dict())
    return {
        name: written_value(name, value)
        for name, value in _parameters(config.to_dict()).items()
        if value != usual.get(name) or (name == "data" and value != DEFAULT_DATASET)
    }


def hyperparameter_query(config: RunConfig) -> dict[str, str | None]:
    """The parameters that a run can take over while it trains, None for one that `to_query` leaves out."""
    written = to_query(config)
    return {name: written.get(name) for name in LIVE_FIELDS}


def query_string(parameters: Mapping[str, str]) -> str:
    """Parameters as they stand behind the ? of a link."""
    return urlencode(parameters)


def from_query(query: Mapping[str, str]) -> RunConfig:
    """The configuration that a link's parameters describe; parameters that are not a configuration's are passed over.
    `read_link` takes what is good of a link that is not.

    Raises:
        ConfigurationError: a value that cannot be read, or that RunConfig refuses.
    """
    document = default_config(query.get("data", DEFAULT_DATASET)).to_dict()
    for name, written in query.items():
        path = _path(name, document)
        if path is not None:
            _put(document, path, read_value(name, written))
    return RunConfig.from_dict(document)


def default_config(dataset: str = DEFAULT_DATASET) -> RunConfig:
    """The configuration a page starts from: the dataset's own defaults, those of RunConfig, DEFAULT_ITERATIONS and
    DEFAULT_HIDDEN.

    Raises:
        ConfigurationError: there is no such dataset.
    """
    hidden = [{"units": units, "activation": activation} for units, activation in DEFAULT_HIDDEN]
    return RunConfig.from_dict(
        {
            "dataset": {"name": dataset},
            "architecture": {"hidden": hidden},
            "hyperparameters": {"iterations": DEFAULT_ITERATIONS},
        }
    )


@cache
def parameter_names(dataset: str | None = None) -> frozenset[str]:
    """Names of all parameters that configurations of a dataset have, or of any dataset: those of schedules too."""
    datasets = DATASETS if dataset is None else (dataset,)
    documents = [default_config(each).to_dict() for each in datasets]
    of_schedules = {SCHEDULE_PREFIX + option.name for schedule in SCHEDULES.values() for option in schedule.options}
    return frozenset({name for document in documents for name in _parameters(document)} | of_schedules)


def _parameters(document: Mapping[str, Any]) -> dict[str, Any]:
    """A configuration's document laid flat: parameter name to value."""
    flat: dict[str, Any] = {}
    for path, value in _leaves(document, ()):
        flat[_name(path)] = value
    return flat


def _leaves(node: Mapping[str, Any], path: tuple[str, ...]) -> list[tuple[tuple[str, ...], Any]]:
    leaves: list[tuple[tuple[str, ...], Any]] = []
    for key, value in node.items():
        if isinstance(value, Mapping):
            leaves += _leaves(value, (*path, key))
        else:
            leaves.append(((*path, key), value))
    return leaves


def _name(path: tuple[str, ...]) -> str:
    if path in RENAMED:
        return RENAMED[path]
    return SCHEDULE_PREFIX + path[-1] if path[:2] == ("hyperparameters", "schedule") else path[-1]


def _path(name: str, document: Mapping[str, Any]) -> tuple[str, ...] | None:
    """The path of the parameter in the document; None for a parameter that is not a configuration's."""
    for path, _ in _leaves(document, ()):
        if _name(path) == name:
            return path
    if name.startswith(SCHEDULE_PREFIX):
        return ("hyperparameters", "schedule", name.removeprefix(SCHEDULE_PREFIX))
    return None


def _put(document: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    for key in path[:-1]:
        document = document[key]
    document[path[-1]] = value


def written_value(name: str, value: Any) -> str:
    """The value of a parameter as a link has it."""
    if name == "batch_size" and value is None:
        return FULL_BATCH
    if name == "hidden":
        return "-".join(f"{layer['units']}.{layer['activation']}" for layer in value) or NO_HIDDEN_LAYERS
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value if isinstance(value, str) else json.dumps(value)


def read_value(name: str, written: str) -> Any:
    """The value that a link gives a parameter; whether it may have that is for the configuration to say.

    Raises:
        ConfigurationError: it is too long, or one of `hidden` that is none.
    """
    if len(written) > MAX_LENGTH:
        raise ConfigurationError(
            name,
            Text("at most {count} characters", count=MAX_LENGTH),
            len(written),
            Text("a shorter link"),
        )
    if name == "hidden":
        return [] if written == NO_HIDDEN_LAYERS else [_read_layer(part) for part in written.split("-")]
    if written in CONSTANTS:
        return CONSTANTS[written]
    if name == "batch_size" and written == FULL_BATCH:
        return None
    value = number(written)
    return written if value is None else value


def _read_layer(part: str) -> dict[str, Any]:
    written, _, activation = part.partition(".")
    units = digits(written, 8)
    if units is None or not activation:
        raise ConfigurationError(
            "hidden", Text("units and activation of each layer, such as 8.tanh-8.relu"), part, Text("8.tanh")
        )
    return {"units": units, "activation": activation}
