"""Diagnosis of a mistake: what running a step with it has shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from dnn.activations import Array
from dnn.lessons.mistakes.effect import Effect
from dnn.lessons.mistakes.line import shape_of
from dnn.lessons.mistakes.products import Shape
from dnn.lessons.mistakes.steps import Value
from dnn.text.messages import Text

TOLERANCE = 1e-9
"""Arrays closer than this, relatively, are the same."""

Operands = tuple[tuple[str, Shape], ...]


@dataclass(frozen=True)
class Refusal:
    """An error that NumPy raised, with its line.

    Attributes:
        symbol, layer: the quantity that was to be computed.
        iteration: 1 for the first; 0 before it.
        source: the line.
        equation: the line in LaTeX with the shapes.
        operands: the arrays on its right with their shapes.
        clash: which dimensions do not meet; None where no two operands are to blame.
        numpy_message: NumPy's own words.
    """

    symbol: str
    layer: int
    iteration: int
    source: str
    equation: str
    operands: Operands
    clash: Text | None
    numpy_message: str


@dataclass(frozen=True)
class Difference:
    """The first quantity, in the order of computation, that is not what it should be.

    Attributes:
        symbol, layer: the quantity; layer 0 for X, Y, m and J.
        iteration: 1 for the first; 0 before it.
        expected_shape: the right one.
        got_shape: the one that came out; None where nothing did.
        relative: ‖wrong - right‖ / ‖right‖; None where the shapes differ, infinite where the right one is zero.
        text: all of it in a sentence.
    """

    symbol: str
    layer: int
    iteration: int
    expected_shape: Shape
    got_shape: Shape | None
    relative: float | None
    text: Text


@dataclass(frozen=True, eq=False)
class Diagnosis:
    """A mistake at a layer of the visitor's network, really run.

    Attributes:
        mistake: its name.
        layer: where it was planted.
        equation: the wrong line in LaTeX with the shapes, as it ran for the first time.
        operands: the arrays on its right with their shapes.
        expected_shape, got_shape: of the quantity it computes; got_shape is None where NumPy refused this very line.
        refusal: where NumPy raised an error; None where it was silent all the way.
        what_came_out: the wrong array that came out first, in a sentence.
        first_wrong: the first quantity that differs; None where none does.
        costs_right: (iterations,) J of each iteration without the mistake.
        costs_wrong: J as the wrong program prints it, cut short where NumPy raised an error or the first number is not
            finite; None where it is never one number.
        costs_true: J of the same iterations computed as it should be, where that is something else and the network is
            judged by it; else None.
        effect: what it does to training.
        advice: which network would show the mistake, or show it at once; None where this one does.
        iterations, examples, alpha: what was run: fewer than asked for where the network is large.
    """

    mistake: str
    layer: int
    equation: str
    operands: Operands
    expected_shape: Shape
    got_shape: Shape | None
    refusal: Refusal | None
    what_came_out: Text
    first_wrong: Difference | None
    costs_right: Array
    costs_wrong: Array | None
    costs_true: Array | None
    effect: Effect
    advice: Text | None
    iterations: int
    examples: int
    alpha: float

    @property
    def visible(self) -> bool:
        """True if anything at all differs in this network."""
        return self.first_wrong is not None

    @property
    def cost_remark(self) -> Text | None:
        """A warning where the printed cost is not what the network is judged by."""
        return (
            None
            if self.costs_true is None
            else Text("The printed cost is not the true J here; the network is judged by the true J.")
        )


def name_of(symbol: str, layer: int) -> str:
    """A quantity in words: "dW[2]", "J"."""
    return symbol if symbol in ("X", "Y", "m", "J") else f"{symbol}[{layer}]"


def difference(right: Value, wrong: Value, iteration: int) -> Difference | None:
    """The difference between two values; None where they are the same."""
    expected, got = shape_of(right.array), shape_of(wrong.array)
    name = name_of(right.symbol, right.layer)
    relative = None
    if expected != got:
        text = Text("{name} has shape {got} instead of {expected}.", name=name, got=str(got), expected=str(expected))
    else:
        relative = relative_difference(right.array, wrong.array)
        if relative <= TOLERANCE:
            return None
        text = _other_numbers(name, right.array, wrong.array, relative)
    return Difference(right.symbol, right.layer, iteration, expected, got, relative, text)


def relative_difference(right: Any, wrong: Any) -> float:
    """‖wrong - right‖ / ‖right‖ of two arrays of the same shape."""
    if np.array_equal(right, wrong):
        return 0.0
    distance, size = (float(np.linalg.norm(np.ravel(each))) for each in (np.subtract(wrong, right), right))
    return distance / size if size else float("inf")


def _other_numbers(name: str, right: Any, wrong: Any, relative: float) -> Text:
    r, w = np.ravel(right), np.ravel(wrong)
    if not np.isfinite(relative):
        return Text("{name} has the right shape, but should be zero and is not.", name=name)
    if len(r) == 1:
        values = {"got": f"{w[0]:.4g}", "expected": f"{r[0]:.4g}"}
        return Text("{name} is {got} and should be {expected}.", name=name, **values)
    if not w.any():
        return Text("{name} has the right shape, but all its numbers are zero.", name=name)
    factor = float(r @ w / (r @ r))
    if np.linalg.norm(w - factor * r) <= TOLERANCE * np.linalg.norm(w):
        return Text(
            "{name} has the right shape, but is {factor} times what it should be.", name=name, factor=f"{factor:.4g}"
        )
    percent = f"{100 * relative:.3g}"
    return Text(
        "{name} has the right shape, but its numbers differ by {percent} % from the right ones.",
        name=name,
        percent=percent,
    )
