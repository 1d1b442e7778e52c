"""The optimisers: what becomes of the parameters when the gradient is known.

Pure functions over flat vectors: θ (P,) holds all parameters, g (P,) the gradient of J, and slots are further (P,)
vectors that an optimiser keeps from one iteration to the next, zero at its start. The constants are fields of the
hyperparameters.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from dnn.activations import Array
from dnn.messages import Text


class Constants(Protocol):
    """The constants of all optimisers."""

    @property
    def momentum(self) -> float: ...
    @property
    def decay_rate(self) -> float: ...
    @property
    def beta1(self) -> float: ...
    @property
    def beta2(self) -> float: ...
    @property
    def epsilon(self) -> float: ...


Slots = tuple[Array, ...]
Update = Callable[[Array, Array, Slots, float, int, Constants], tuple[Array, Slots]]
"""(θ, g, slots, α, t = 1 for the optimiser's first step, constants) -> (θ, slots) after the step."""


@dataclass(frozen=True)
class Optimizer:
    """One optimiser.

    Attributes:
        name: what configurations call it.
        title: what visitors read.
        slots: how many vectors it keeps.
        update: one step.
        latex: the step as formulas.
        source: where it was published.
    """

    name: str
    title: Text
    slots: int
    update: Update
    latex: str
    source: Text = Text("")


def _gradient_descent(
    theta: Array, g: Array, slots: Slots, alpha: float, t: int, constants: Constants
) -> tuple[Array, Slots]:
    return theta - alpha * g, slots  # (P,)


def _momentum(theta: Array, g: Array, slots: Slots, alpha: float, t: int, constants: Constants) -> tuple[Array, Slots]:
    v = constants.momentum * slots[0] + (1 - constants.momentum) * g  # (P,)
    return theta - alpha * v, (v,)  # (P,)


def _rmsprop(theta: Array, g: Array, slots: Slots, alpha: float, t: int, constants: Constants) -> tuple[Array, Slots]:
    s = constants.decay_rate * slots[0] + (1 - constants.decay_rate) * np.square(g)  # (P,)
    return theta - alpha * g / (np.sqrt(s) + constants.epsilon), (s,)  # (P,)


def _adam(theta: Array, g: Array, slots: Slots, alpha: float, t: int, constants: Constants) -> tuple[Array, Slots]:
    v = constants.beta1 * slots[0] + (1 - constants.beta1) * g  # (P,)
    s = constants.beta2 * slots[1] + (1 - constants.beta2) * np.square(g)  # (P,)
    v_corrected = v / (1 - constants.beta1**t)  # (P,)
    s_corrected = s / (1 - constants.beta2**t)  # (P,)
    return theta - alpha * v_corrected / (np.sqrt(s_corrected) + constants.epsilon), (v, s)  # (P,)


OPTIMIZERS: dict[str, Optimizer] = {
    optimizer.name: optimizer
    for optimizer in (
        Optimizer("gradient_descent", Text("Gradient descent"), 0, _gradient_descent, r"\theta:=\theta-\alpha g"),
        Optimizer(
            "momentum",
            Text("Momentum"),
            1,
            _momentum,
            r"v:=\beta v+(1-\beta)g,\quad\theta:=\theta-\alpha v",
            Text("Polyak 1964, in the course's form"),
        ),
        Optimizer(
            "rmsprop",
            Text("RMSprop"),
            1,
            _rmsprop,
            r"s:=\beta s+(1-\beta)g^2,\quad\theta:=\theta-\alpha\frac{g}{\sqrt s+\epsilon}",
            Text("Hinton 2012, lecture 6e"),
        ),
        Optimizer(
            "adam",
            Text("Adam"),
            2,
            _adam,
            r"\theta:=\theta-\alpha\frac{v/(1-\beta_1^t)}{\sqrt{s/(1-\beta_2^t)}+\epsilon}",
            Text("Kingma and Ba 2015"),
        ),
    )
}
"""All optimisers by name, in the order of the menu."""
