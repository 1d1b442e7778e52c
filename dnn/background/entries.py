"""Entries of W and b that a visitor sets by hand."""

from collections.abc import Iterable
from dataclasses import replace

from dnn.background.commands import SetParameter
from dnn.configuration import RunConfig
from dnn.errors import ConfigurationError
from dnn.network import layer_sizes, parameters_at
from dnn.text.messages import Text
from dnn.training.state import TrainingState


def check_entry(config: RunConfig, setting: SetParameter) -> None:
    """Refuse an entry that the network of the configuration does not have.

    Raises:
        ConfigurationError: the layer, the row or the column is out of range.
    """
    sizes = layer_sizes(config)
    _within("layer", setting.layer, 1, len(sizes) - 1)
    _within("row", setting.row, 0, sizes[setting.layer] - 1)
    _within("column", setting.column, 0, sizes[setting.layer - 1] - 1 if setting.quantity == "W" else 0)


def set_entries(
    config: RunConfig, state: TrainingState, settings: Iterable[SetParameter]
) -> tuple[TrainingState, tuple[float, ...]]:
    """The state with entries of W and b set, one after the other, and the value that each had before."""
    theta = state.theta.copy()  # (P,)
    layers = parameters_at(config, theta).layers
    values_before = []
    for setting in settings:
        layer = layers[setting.layer - 1]
        array = layer.W if setting.quantity == "W" else layer.b  # a view of theta
        values_before.append(float(array[setting.row, setting.column]))
        array[setting.row, setting.column] = setting.value
    return replace(state, theta=theta), tuple(values_before)


def _within(field_name: str, value: int, low: int, high: int) -> None:
    if not low <= value <= high:
        expected = Text("a whole number from {low} to {high}", low=low, high=high)
        raise ConfigurationError(field_name, expected, value, str(low))
