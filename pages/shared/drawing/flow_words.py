"""The content of the flow chart: sizes, symbols and words of the network of a configuration."""

from __future__ import annotations

from dataclasses import dataclass

from dnn.activations import ACTIVATIONS
from dnn.configuration import RunConfig
from dnn.losses import TASKS
from dnn.network import layer_sizes, task_name
from pages.shared.frame.text import _, say


@dataclass(frozen=True)
class Network:
    """A network as the chart shows it.

    Attributes:
        sizes: n^[0], …, n^[L].
        activations: what visitors read for g^[1], …, g^[L].
        m: number of examples as it is written: "350", or "1".
        is_one: True if the letters are those of one example.
    """

    sizes: tuple[int, ...]
    activations: tuple[str, ...]
    m: str
    is_one: bool

    @property
    def L(self) -> int:
        """The number of layers."""
        return len(self.sizes) - 1

    def name(self, quantity: str, l: int) -> str:
        """A symbol as it is written: "Z[2]", "dz[2]"; the input is X."""
        letter = quantity[-1]
        if self.is_one and letter in "ZA":
            letter = letter.lower()
        if letter in "Aa" and l == 0 and not quantity.startswith("d"):
            return "x" if self.is_one else "X"
        return f"{quantity[:-1]}{letter}[{l}]"

    def shape(self, quantity: str, l: int) -> str:
        """ "8 × 350" """
        letter = quantity[-1]
        columns = {"W": str(self.sizes[l - 1]), "b": "1"}.get(letter, self.m)
        return f"{self.sizes[l]} × {columns}"


@dataclass(frozen=True)
class Words:
    """The words of the chart, in the visitor's language.

    Attributes:
        label: the chart in a sentence, for those who do not see it.
        layer, loss, cache: words on it; `layer` has the field {l}.
        block: label of a block for screen readers, with the fields {symbol} and {shape}.
    """

    label: str
    layer: str
    loss: str
    cache: str
    block: str


def network_of(config: RunConfig, m: int, *, is_one: bool = False) -> Network:
    """The network of a configuration as the flow chart shows it, for m examples."""
    output = TASKS[task_name(config)].output_name
    hidden = [say(ACTIVATIONS[layer.activation].title) for layer in config.architecture.hidden]
    last = say(ACTIVATIONS[output].title) if output in ACTIVATIONS else output
    return Network(layer_sizes(config), (*hidden, last), "1" if is_one else f"{m}", is_one)


def words_for(network: Network) -> Words:
    """The words of the flow chart, in the visitor's language."""
    way = " → ".join(
        [str(network.sizes[0])]
        + [f"{n} ({name})" for n, name in zip(network.sizes[1:], network.activations, strict=True)]
    )
    return Words(
        label=_(
            "The flow of one iteration: forward through {way}, then the loss, and backward to every dW and db"
        ).format(way=way),
        layer=_("layer {l}"),
        loss=_("loss"),
        cache=_("cache"),
        block=_("{symbol}, {shape}"),
    )
