"""Edits on the picture of the network or of the data, checked and turned into a configuration."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dnn.configuration import DEFAULT_HIDDEN, DatasetConfig, HiddenLayer, RunConfig
from dnn.configuration.point_editing import moved_point, with_point, without_point, without_points
from dnn.errors import ConfigurationError
from dnn.text.messages import Text

OPERATIONS = ("add_unit", "remove_unit", "add_layer", "remove_layer")


def rearranged(config: RunConfig, edit: object) -> RunConfig:
    """The configuration with a unit or a layer more or less; `edit` is {"op": one of OPERATIONS, "layer": l or None}.

    A new layer is like the last hidden one.

    Raises:
        ConfigurationError: the edit is none, or the network would be too large or too small.
    """
    given = edit if isinstance(edit, Mapping) else {}
    hidden, op, layer = config.architecture.hidden, given.get("op"), given.get("layer")
    if op not in OPERATIONS:
        raise ConfigurationError("op", Text("one of {choices}", choices=", ".join(OPERATIONS)), op, OPERATIONS[0])
    if op == "add_layer":
        return _with_hidden(config, (*hidden, hidden[-1] if hidden else DEFAULT_HIDDEN[-1]))
    if op == "remove_layer":
        return _with_hidden(config, hidden[:-1])
    if isinstance(layer, bool) or not isinstance(layer, int) or not 1 <= layer <= len(hidden):
        expected = Text("a whole number from {low} to {high}", low=1, high=len(hidden))
        raise ConfigurationError("layer", expected, layer, "1")
    old = hidden[layer - 1]
    new = HiddenLayer(old.units + (1 if op == "add_unit" else -1), old.activation)
    return _with_hidden(config, (*hidden[: layer - 1], new, *hidden[layer:]))


def _with_hidden(config: RunConfig, hidden: tuple[HiddenLayer, ...]) -> RunConfig:
    return replace(config, architecture=replace(config.architecture, hidden=hidden))


def with_point_edit(dataset: DatasetConfig, edit: object) -> DatasetConfig:
    """The dataset, as own data, with a point more, elsewhere, or less.

    `edit` is {"op": "add", "x1", "x2", "label"}, {"op": "move", "from": [x1, x2], "to": [x1, x2]}, {"op": "remove",
    "x1", "x2"} or {"op": "clear"}; a point that is moved or removed is the nearest one.

    Raises:
        ConfigurationError: the edit is none, or the data would not be data any more.
    """
    given = edit if isinstance(edit, Mapping) else {}
    match given.get("op"):
        case "add":
            return with_point(dataset, given.get("x1"), given.get("x2"), given.get("label"))
        case "move":
            return moved_point(dataset, _pair(given.get("from")), _pair(given.get("to")))
        case "remove":
            return without_point(dataset, (given.get("x1"), given.get("x2")))
        case "clear":
            return without_points(dataset)
    expected = Text("one of {choices}", choices="add, move, remove, clear")
    raise ConfigurationError("op", expected, given.get("op"), "add")


def _pair(value: object) -> tuple[Any, Any]:
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise ConfigurationError("place", Text("two coordinates"), value, "[0.5, -0.5]")
    return value[0], value[1]
