"""The hidden layers of a network, and how its weights are drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dnn.activations import ACTIVATIONS
from dnn.configuration.sections import check_choice, check_keys, section
from dnn.errors import ConfigurationError
from dnn.initializers import INITIALIZERS
from dnn.text.messages import Text
from dnn.validation.option import Option

MAX_HIDDEN_LAYERS = 32
MAX_UNITS = 1_024
UNITS = Option("units", Text("Units"), "integer", 8, 1, MAX_UNITS)


@dataclass(frozen=True)
class HiddenLayer:
    """One hidden layer: how many units, and their activation function."""

    units: int
    activation: str

    def __post_init__(self) -> None:
        UNITS.validate(self.units)
        check_choice("activation", self.activation, ACTIVATIONS)


DEFAULT_HIDDEN = (HiddenLayer(8, "tanh"), HiddenLayer(8, "tanh"))


@dataclass(frozen=True)
class ArchitectureConfig:
    """The hidden layers from the input's side, and how all weights are drawn; the task decides the output layer."""

    hidden: tuple[HiddenLayer, ...] = DEFAULT_HIDDEN
    initializer: str = "xavier"

    def __post_init__(self) -> None:
        if len(self.hidden) > MAX_HIDDEN_LAYERS:
            expected = Text("a list of at most {count} layers", count=MAX_HIDDEN_LAYERS)
            raise ConfigurationError("hidden", expected, len(self.hidden), Text("fewer layers"))
        check_choice("initializer", self.initializer, INITIALIZERS)

    def to_dict(self) -> dict[str, Any]:
        """The JSON object."""
        hidden = [{"units": layer.units, "activation": layer.activation} for layer in self.hidden]
        return {"hidden": hidden, "initializer": self.initializer}

    @staticmethod
    def from_dict(document: object) -> ArchitectureConfig:
        """Read a JSON object.

        Raises:
            ConfigurationError: an unknown key or name, or a number out of range.
        """
        given = section("architecture", document)
        check_keys(given, ("hidden", "initializer"), Text("the architecture"))
        usual = ArchitectureConfig()
        layers = given.get("hidden", usual.to_dict()["hidden"])
        if not isinstance(layers, list | tuple):
            raise ConfigurationError("hidden", Text("a list of layers"), layers, '[{"units": 8, "activation": "tanh"}]')
        return ArchitectureConfig(
            hidden=tuple(_hidden_layer(layer) for layer in layers),
            initializer=given.get("initializer", usual.initializer),
        )


def _hidden_layer(document: object) -> HiddenLayer:
    given = section("hidden", document)
    check_keys(given, ("units", "activation"), Text("a hidden layer"))
    return HiddenLayer(
        given.get("units", DEFAULT_HIDDEN[0].units), given.get("activation", DEFAULT_HIDDEN[0].activation)
    )
