"""The optimisers: what becomes of the parameters when the gradient is known.

Pure functions over flat vectors: θ (P,) holds all parameters, g (P,) the gradient of J, and slots are further (P,)
vectors that an optimiser passes on from one iteration to the next, zero at its start. The constants are fields of the
hyperparameters.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from dnn.activations import Array
from dnn.text.messages import Text


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
Written = Callable[[float, int, Constants], str]
"""(α, t, constants) -> how one entry's step is written: {0} is θ, {1} is g, {2} … are the slots after it."""
Update = Callable[[Array, Array, Slots, float, int, Constants], tuple[Array, Slots]]
"""(θ, g, slots, α, t = 1 for the optimiser's first step, constants) -> (θ, slots) after the step."""


@dataclass(frozen=True)
class Optimizer:
    """One optimiser.

    Attributes:
        name: what configurations call it.
        title: what visitors read.
        slot_names: the letters of those vectors.
        update: one step.
        written: the step of one entry, to be filled with numbers.
        latex: the step as formulas.
        source: where it was published.
    """

    name: str
    title: Text
    slot_names: tuple[str, ...]
    update: Update
    written: Written
    latex: str
    source: Text = Text("")

    @property
    def slots(self) -> int:
        """Number of vectors that it remembers."""
        return len(self.slot_names)


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


def _short(number: float) -> str:
    """1e-8 without the zero that Python writes into it."""
    return f"{number:g}".replace("e-0", "e-")


def _write_gradient_descent(alpha: float, t: int, constants: Constants) -> str:
    return f"{{0}} − {_short(alpha)}·{{1}}"


def _write_momentum(alpha: float, t: int, constants: Constants) -> str:
    return f"{{0}} − {_short(alpha)}·{{2}}"


def _write_rmsprop(alpha: float, t: int, constants: Constants) -> str:
    return f"{{0}} − {_short(alpha)}·{{1}}/(√{{2}} + {_short(constants.epsilon)})"


def _write_adam(alpha: float, t: int, constants: Constants) -> str:
    v, s = f"{{2}}/(1 − {constants.beta1:g}^{t})", f"{{3}}/(1 − {constants.beta2:g}^{t})"
    return f"{{0}} − {_short(alpha)}·({v})/(√({s}) + {_short(constants.epsilon)})"


OPTIMIZERS: dict[str, Optimizer] = {
    optimizer.name: optimizer
    for optimizer in (
        Optimizer(
            "gradient_descent",
            Text("Gradient descent"),
            (),
            _gradient_descent,
            _write_gradient_descent,
            r"\theta:=\theta-\alpha g",
        ),
        Optimizer(
            "momentum",
            Text("Momentum"),
            ("v",),
            _momentum,
            _write_momentum,
            r"v:=\beta v+(1-\beta)g,\quad\theta:=\theta-\alpha v",
            Text("Polyak 1964, in the course's form"),
        ),
        Optimizer(
            "rmsprop",
            Text("RMSprop"),
            ("s",),
            _rmsprop,
            _write_rmsprop,
            r"s:=\beta s+(1-\beta)g^2,\quad\theta:=\theta-\alpha\frac{g}{\sqrt s+\epsilon}",
            Text("Hinton 2012, lecture 6e"),
        ),
        Optimizer(
            "adam",
            Text("Adam"),
            ("v", "s"),
            _adam,
            _write_adam,
            r"\theta:=\theta-\alpha\frac{v/(1-\beta_1^t)}{\sqrt{s/(1-\beta_2^t)}+\epsilon}",
            Text("Kingma and Ba 2015"),
        ),
    )
}
"""All optimisers by name, in the order of the menu."""
