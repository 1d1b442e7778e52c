"""Edits on the picture of the network or of the data, turned into configurations."""

from __future__ import annotations

from dataclasses import replace

from dnn.background.wire import ArchitectureEdit, PointEdit
from dnn.configuration import DEFAULT_HIDDEN, DatasetConfig, HiddenLayer, RunConfig
from dnn.configuration.point_editing import moved_point, with_point, without_point, without_points
from dnn.errors import ConfigurationError
from dnn.text.messages import Text


def rearranged(config: RunConfig, edit: ArchitectureEdit) -> RunConfig:
    """The configuration with a unit or a layer more or fewer. A new layer is like the last hidden one.

    Raises:
        ConfigurationError: there is no such layer, or the network would be too large or too small.
    """
    hidden, op, layer = config.architecture.hidden, edit["op"], edit["layer"]
    if op == "add_layer":
        return _with_hidden(config, (*hidden, hidden[-1] if hidden else DEFAULT_HIDDEN[-1]))
    if op == "remove_layer":
        return _with_hidden(config, hidden[:-1])
    if layer is None or not 1 <= layer <= len(hidden):
        expected = Text("a whole number from {low} to {high}", low=1, high=len(hidden))
        raise ConfigurationError("layer", expected, layer, "1")
    old = hidden[layer - 1]
    new = HiddenLayer(old.units + (1 if op == "add_unit" else -1), old.activation)
    return _with_hidden(config, (*hidden[: layer - 1], new, *hidden[layer:]))


def _with_hidden(config: RunConfig, hidden: tuple[HiddenLayer, ...]) -> RunConfig:
    return replace(config, architecture=replace(config.architecture, hidden=hidden))


def with_point_edit(dataset: DatasetConfig, edit: PointEdit) -> DatasetConfig:
    """The dataset, as own data, with a point more, elsewhere, or less; a point that is moved or removed is the nearest.

    Raises:
        ConfigurationError: the data would not be data any more.
    """
    match edit["op"]:
        case "add":
            return with_point(dataset, edit["x1"], edit["x2"], edit["label"])
        case "move":
            return moved_point(dataset, edit["from"], edit["to"])
        case "remove":
            return without_point(dataset, (edit["x1"], edit["x2"]))
        case _:
            return without_points(dataset)
