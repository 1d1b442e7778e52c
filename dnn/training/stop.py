"""The end of a run: why it stopped by itself, and where the first number that is not finite appeared."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from dnn.activations import Array
from dnn.configuration import RunConfig
from dnn.network import unflatten
from dnn.step import Iteration, step
from dnn.text.messages import CountedText, Text
from dnn.training.state import TrainingState

Quantity = Literal["Z", "A", "J", "dZ", "dW", "db", "W", "b"]


@dataclass(frozen=True)
class Stop:
    """The end of a run: `iteration` is the last one made, or the one that failed; layer and quantity say where."""

    reason: Literal["iterations", "target_cost", "non_finite"]
    iteration: int
    layer: int | None = None
    quantity: Quantity | None = None

    @property
    def message(self) -> Text:
        """The event in one sentence."""
        if self.reason == "iterations":
            return CountedText("The one iteration is done.", "All {count} iterations are done.", self.iteration)
        if self.reason == "target_cost":
            return Text("The target cost was reached at iteration {iteration}.", iteration=self.iteration)
        if self.quantity == "J":
            return Text(
                "At iteration {iteration} the cost J, after layer {layer}, was the first to become NaN or Inf.",
                iteration=self.iteration,
                layer=self.layer,
            )
        return Text(
            "At iteration {iteration}, {quantity} of layer {layer} was the first to become NaN or Inf.",
            iteration=self.iteration,
            quantity=self.quantity,
            layer=self.layer,
        )

    @property
    def advice(self) -> Text | None:
        """Advice where something went wrong."""
        if self.reason != "non_finite":
            return None
        return Text(
            "Try a tenth of the learning rate, standardised data, or smaller initial weights such as Xavier's or He's."
        )


def non_finite_stop(config: RunConfig, before: TrainingState) -> Stop:
    """Repeat the iteration after `before`, which produced a number that is not finite, and find the first one."""
    with np.errstate(all="ignore"):
        iteration = step(config, before)
        found = next((each for each in _quantities(iteration) if not np.isfinite(each[2]).all()), None)
    layer, quantity = (found[0], found[1]) if found else (iteration.parameters.L, "J")
    return Stop("non_finite", before.iteration + 1, layer, quantity)


def _quantities(iteration: Iteration) -> Iterator[tuple[int, Quantity, Array]]:
    """Everything an iteration computed, in the order in which it did."""
    passes, gradients = iteration.passes, iteration.gradients
    for l, forward_pass in enumerate(passes, start=1):
        yield l, "Z", forward_pass.Z
        yield l, "A", forward_pass.A
    yield len(passes), "J", np.array(iteration.cost)
    for l in range(len(gradients), 0, -1):
        yield l, "dZ", gradients[l - 1].dZ
        yield l, "dW", gradients[l - 1].dW
        yield l, "db", gradients[l - 1].db
    updated = unflatten(iteration.after.theta, iteration.parameters)
    for l, layer in enumerate(updated.layers, start=1):
        yield l, "W", layer.W
        yield l, "b", layer.b
