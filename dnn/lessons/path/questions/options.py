"""The options of questions, and the reading of those that have passed their checks."""

from __future__ import annotations

from collections.abc import Mapping

from dnn.errors import ConfigurationError
from dnn.lessons.described_networks import MAX_LAYERS
from dnn.lessons.path.option_checks import Check, whole
from dnn.lessons.path.questions.asked_network import AskedNetwork
from dnn.text.messages import Text
from dnn.validation.checks import whole_number

Options = Mapping[str, object]
"""The values that a question is given; all can be left out, and are drawn then."""
LAYER: Mapping[str, Check] = {"layer": whole(1, MAX_LAYERS)}
"""The option of a layer l; 1 is the first hidden layer."""
MAX_RUN = 100
RUN: Mapping[str, Check] = {"run": whole(1, MAX_RUN)}
"""The option of a run of the experiment, counted from 1."""


def layer_in(network: AskedNetwork, options: Options, low: int = 1, high: int | None = None) -> int | None:
    """The layer that the options name, or one drawn from `low` to `high` (L); None where there is none to draw.

    Raises:
        ConfigurationError: the network has no such layer.
    """
    last = network.L if high is None else high
    if options.get("layer") is None:
        return network.random.randint(low, last) if low <= last else None
    layer = whole_number("layer", options["layer"])
    if not low <= layer <= last:
        expected = Text("a layer from {low} to {high} of this network", low=low, high=last)
        raise ConfigurationError("layer", expected, layer, Text("another layer, or another network"))
    return layer


def word(options: Options, name: str, drawn: str) -> str:
    """A name among the options, or the one drawn."""
    return str(options.get(name) or drawn)


def real(options: Options, name: str, drawn: float) -> float:
    """A number among the options, or the one drawn."""
    value = options.get(name)
    return float(value) if isinstance(value, int | float) else drawn
