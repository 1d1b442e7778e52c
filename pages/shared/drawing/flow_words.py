"""The flow chart with the words and numbers of a configuration."""

from __future__ import annotations

from dnn.activations import ACTIVATIONS
from dnn.configuration import RunConfig
from dnn.losses import TASKS
from dnn.network import layer_sizes, task_name
from pages.shared.drawing.flow_chart import Network, Words
from pages.shared.frame.text import _, say


def network_of(config: RunConfig, m: int, *, is_one: bool = False) -> Network:
    """What the flow chart shows of a configuration, for m examples."""
    output = TASKS[task_name(config)].output_name
    hidden = [say(ACTIVATIONS[layer.activation].title) for layer in config.architecture.hidden]
    last = say(ACTIVATIONS[output].title) if output in ACTIVATIONS else output
    return Network(layer_sizes(config), (*hidden, last), "1" if is_one else f"{m}", is_one)


def words_for(network: Network) -> Words:
    """What is written on the flow chart, in the visitor's language."""
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
