"""The optimisers: what becomes of the parameters when the gradient is known.

Pure functions over flat vectors: θ (P,) holds all parameters, g (P,) the gradient of J, and slots are further (P,)
vectors that an optimiser passes on from one iteration to the next, zero at its start. The constants are fields of the
hyperparameters.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import Any, cast

import numpy as np

from dnn.activations import Array
from dnn.text.messages import Text
from dnn.validation.option import Option


def _constant(title: Text, default: float, high: float, *, low_excluded: bool = False) -> Any:
    """A field of Constants with what configurations may say about it; none is below 0."""
    return field(default=default, metadata={"title": title, "high": high, "low_excluded": low_excluded})


@dataclass(frozen=True, kw_only=True)
class Constants:
    """The constants of all optimisers: keys of the hyperparameters, with these defaults."""

    momentum: float = _constant(Text("Momentum β"), 0.9, 1.0)
    decay_rate: float = _constant(Text("RMSprop β"), 0.9, 1.0)
    beta1: float = _constant(Text("Adam β₁"), 0.9, 0.999999)
    beta2: float = _constant(Text("Adam β₂"), 0.999, 0.99999999)
    epsilon: float = _constant(Text("Adam ε"), 1e-8, 1.0, low_excluded=True)


CONSTANTS: dict[str, Option] = {
    each.name: Option(each.name, kind="number", default=cast(float, each.default), low=0.0, **each.metadata)
    for each in fields(Constants)
}
"""The constants of all optimisers by name."""

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
        torch: the optimiser in PyTorch, to be filled with the constants.
        code: the lines of one step in an exported NumPy script, in `theta`, `gradient`, `rate`, `iteration`, its slots
            and its constants.
        code_constants: (name in those lines, name in Constants).
        torch_start: constants -> lines that prepare `optimizer` in the exported PyTorch script.
        source: where it was published.
        is_linear: True if a step is linear in θ, g and the slots, the same for every entry: parameters that are rotated
            take the rotated step.
    """

    name: str
    title: Text
    slot_names: tuple[str, ...]
    update: Update
    written: Written
    latex: str
    torch: str
    code: tuple[str, ...]
    code_constants: tuple[tuple[str, str], ...] = ()
    torch_start: Callable[[Constants], str] = lambda constants: ""
    source: Text = Text("")
    is_linear: bool = False

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


MOMENTUM_FROM_ZERO = """\
for parameter in network.parameters():  # PyTorch would start from g; the course starts from 0
    optimizer.state[parameter]["momentum_buffer"] = torch.zeros_like(parameter)
"""

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
            torch="SGD(network.parameters(), lr=alpha)",
            code=("theta -= rate * gradient",),
            is_linear=True,
        ),
        Optimizer(
            "momentum",
            Text("Momentum"),
            ("v",),
            _momentum,
            _write_momentum,
            r"v:=\beta v+(1-\beta)g,\quad\theta:=\theta-\alpha v",
            torch="SGD(network.parameters(), lr=alpha, momentum={momentum}, dampening={momentum})",
            torch_start=lambda constants: MOMENTUM_FROM_ZERO if constants.momentum else "",
            code=("v[...] = beta * v + (1 - beta) * gradient", "theta -= rate * v"),
            code_constants=(("beta", "momentum"),),
            source=Text("Polyak 1964, in the course's form"),
            is_linear=True,
        ),
        Optimizer(
            "rmsprop",
            Text("RMSprop"),
            ("s",),
            _rmsprop,
            _write_rmsprop,
            r"s:=\beta s+(1-\beta)g^2,\quad\theta:=\theta-\alpha\frac{g}{\sqrt s+\epsilon}",
            torch="RMSprop(network.parameters(), lr=alpha, alpha={decay_rate}, eps={epsilon})",
            code=(
                "s[...] = beta * s + (1 - beta) * gradient**2",
                "theta -= rate * gradient / (np.sqrt(s) + epsilon)",
            ),
            code_constants=(("beta", "decay_rate"), ("epsilon", "epsilon")),
            source=Text("Hinton 2012, lecture 6e"),
        ),
        Optimizer(
            "adam",
            Text("Adam"),
            ("v", "s"),
            _adam,
            _write_adam,
            r"\theta:=\theta-\alpha\frac{v/(1-\beta_1^t)}{\sqrt{s/(1-\beta_2^t)}+\epsilon}",
            torch="Adam(network.parameters(), lr=alpha, betas=({beta1}, {beta2}), eps={epsilon})",
            code=(
                "v[...] = beta1 * v + (1 - beta1) * gradient",
                "s[...] = beta2 * s + (1 - beta2) * gradient**2",
                "v_corrected, s_corrected = v / (1 - beta1**iteration), s / (1 - beta2**iteration)",
                "theta -= rate * v_corrected / (np.sqrt(s_corrected) + epsilon)",
            ),
            code_constants=(("beta1", "beta1"), ("beta2", "beta2"), ("epsilon", "epsilon")),
            source=Text("Kingma and Ba 2015"),
        ),
    )
}
"""All optimisers by name, in the order of the menu."""
