"""The options of questions, with their checks, and the reading of options that have passed them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import isfinite

from dnn.errors import ConfigurationError
from dnn.lessons.described_networks import MAX_LAYERS
from dnn.lessons.path.questions.asked_network import AskedNetwork
from dnn.text.messages import Text
from dnn.validation.checks import one_of, whole_number

Options = Mapping[str, object]
"""The values that a question is given; all can be left out, and are drawn then."""
Check = Callable[[str, object], object]
"""Takes the name and the value of an option; raises ConfigurationError for one that cannot be used."""


def whole(low: int, high: int) -> Check:
    """The check of a whole number."""
    return lambda name, value: whole_number(name, value, low, high)


def name_among(*names: str) -> Check:
    """The check of a name."""
    return lambda name, value: one_of(name, value, names)


def number(low: float, high: float) -> Check:
    """The check of a number between two that are not allowed themselves."""

    def check(name: str, value: object) -> None:
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not (is_number and isfinite(value) and low < value < high):  # type: ignore[arg-type,operator]
            expected = Text("a number between {low} and {high}", low=f"{low:g}", high=f"{high:g}")
            raise ConfigurationError(name, expected, value, f"{low + (high - low) / 4:g}")

    return check


def flag(name: str, value: object) -> None:
    """The check of yes or no.

    Raises:
        ConfigurationError: it is neither.
    """
    if not isinstance(value, bool):
        raise ConfigurationError(name, Text("true or false"), value, "true")


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
