"""Questions on dZ of the output layer: A − Y, and what dA · g′ gives where the unit is saturated."""

from __future__ import annotations

import numpy as np

from dnn.activations import sigmoid
from dnn.lessons.path.by_hand import as_shown
from dnn.lessons.path.option_checks import name_among
from dnn.lessons.path.questions.asked_network import AskedNetwork
from dnn.lessons.path.questions.kind import HintedDraft, QuestionKind
from dnn.lessons.path.questions.numbers import NumberDraft, comes_to, factor, shown
from dnn.lessons.path.questions.options import Options
from dnn.lessons.practice.question import Draft, Wrong
from dnn.text.messages import Text

SATURATED_Z = (37, 38, 40, 45, 50, 60, 100)
"""Values of z at which the sigmoid of a float64 is 1, since 1 − a is less than its last digit."""
SMALL_Z = (-37, -38, -40, -45, -50, -60)
"""Values of z at which it is small, but not 0: near 0 there are more numbers than near 1."""
SMALL_SHARE = 0.25
"""The share of the questions that ask about it, where no side is named."""
_SIGMOID = "$a=\\frac{1}{1+e^{-z}}$"
UNCERTAIN = 1e-3
"""The a of the example that is asked about is at least so far from 0 and 1."""


def dZ_entry(network: AskedNetwork, options: Options) -> NumberDraft | None:
    """One entry of dZ^[L]."""
    A, Y, L, m = network.passes[-1].A, network.Y, network.L, network.setting.m
    k, i = network.random.randrange(len(A)), network.random.randrange(m)
    a, y = map(float, as_shown(np.array((A[k, i], Y[k, i]))))
    is_regression = network.parameters.task == "regression"
    if not is_regression and not UNCERTAIN < a < 1 - UNCERTAIN:
        return None
    value = a - y
    mistakes = [
        (-value, Text("That is y − a; the sign is wrong, and the network would climb.")),
        (a, Text("That is a; y is missing.")),
    ]
    if m > 1:
        mistakes.append((value / m, Text("It was divided by m; 1/m comes with dW and db only.")))
    if not is_regression:
        dA = -y / a + (1 - y) / (1 - a) if network.parameters.task == "binary" else -y / a
        mistakes.append((dA, Text("That is dA; g′ is missing.")))
        mistakes.append((value * a * (1 - a), Text("It was multiplied by g′ once more; a − y holds it already.")))
    mistakes.append((value * value / 2, Text("That is the loss of a regression, not its derivative.")))
    return NumberDraft(
        Text(
            "Your network has L = {L} layers. For example {i} of the data, unit {k} of its output layer gives {a}; its "
            "y is {y}. What is its entry of {dZ}, to three digits?",
            L=L,
            i=i + 1,
            k=k + 1,
            a=f"$a={shown(a)}$",
            y=f"${shown(y)}$",
            dZ=f"$dZ^{{[{L}]}}$",
        ),
        value,
        Text("{written}", written=f"$a-y={shown(a)}-{factor(y)}{comes_to(value)}$"),
        tuple(mistakes),
        (
            Text("In the output layer the loss and the activation function fit each other: all fractions cancel."),
            Text("{formula}", formula="$dZ^{[L]}=A^{[L]}-Y$"),
            Text("Compute {written}.", written=f"${shown(a)}-{factor(y)}$"),
        ),
        abs(a) + abs(y) if y else 0.0,
    )


def chained(z: float, y: float) -> float:
    """da · g′ with the plain formulas in float64, as NumPy computes them."""
    with np.errstate(all="ignore"):
        a = sigmoid(np.array([z], np.float64))  # (1,)
        da = -y / a + (1 - y) / (1 - a)  # (1,)
        return float((da * (a * (1 - a)))[0])


def saturated(network: AskedNetwork, options: Options) -> HintedDraft:
    """The product da · g′ of a saturated output."""
    z, y = network.random.choice(SATURATED_Z), network.random.choice((0, 1))
    side = options.get("side")
    if side == "small" or (side is None and network.random.random() < SMALL_SHARE):
        return _small(network.random.choice(SMALL_Z))
    if side is not None:
        y = int(side == "right")
    right, truth = chained(z, y), 1 - y
    wrong: list[Wrong] = [
        (
            _signed(other),
            Text("a is exactly {a} here, and 1 − a exactly {rest}: look for the division by 0.", a=1, rest=0),
        )
        for other in ("-1", "1", "0", "0.5", "inf")
        if other != f"{right:g}" and other != str(truth)
    ]
    if f"{right:g}" != str(truth):
        reason = Text("That is a − y, which is right; but it is not what the product gives in floating point.")
        wrong.insert(0, (f"{truth}", reason))
    return HintedDraft(
        Draft(
            _product(z, y),
            _signed(f"{right:g}"),
            Text("a rounds to {a}, so g′ is 0 and da holds a division by 0: NumPy makes nan of it.", a=1),
            tuple(wrong),
        ),
        (
            Text("NumPy's numbers (float64) have about 16 digits. What does a round to?"),
            Text(
                "{formula}: in the denominator the second number is so small that the sum is 1.",
                formula=_SIGMOID,
            ),
            Text("Here a is exactly {a}. Put it into both fractions, then multiply by g′ = {a} · {rest}.", a=1, rest=0),
        ),
    )


def _signed(number: str) -> str:
    """A number with a minus that is as wide as a plus."""
    return number.replace("-", "−")


def _product(z: int, y: int) -> Text:
    return Text(
        "A sigmoid output has {z} and {y}. In float64, NumPy computes {da}, {slope}, and their product. "
        "What is the product?",
        z=f"$z={z}$",
        y=f"$y={y}$",
        da="$da=-\\frac{y}{a}+\\frac{1-y}{1-a}$",
        slope="$g'=a\\,(1-a)$",
    )


def _small(z: int) -> HintedDraft:
    """The other side, where a is next to 0 and the product is right."""
    a = f"{float(sigmoid(np.array([z], np.float64))[0]):.0e}"
    in_a = Text("a is about {a} here, which float64 can hold: near 0 there are many more numbers than near 1.", a=a)
    return HintedDraft(
        Draft(
            _product(z, 1),
            _signed(f"{chained(z, 1):g}"),
            Text("a is tiny but not 0: −1/a is huge, g′ is tiny, and their product is a − y after all."),
            (("nan", in_a), (_signed("-inf"), in_a), ("0", Text("g′ is tiny but not 0, and da is huge."))),
        ),
        (
            Text(
                "NumPy's numbers (float64) have about 16 digits, counted from the first that is not 0. Is a lost then?"
            ),
            Text(
                "{formula}: in the denominator the second number is huge, and the 1 is lost.",
                formula=_SIGMOID,
            ),
            Text("Here a is about {a} and 1 − a rounds to 1. Put both into da and g′.", a=a),
        ),
    )


KINDS: tuple[QuestionKind, ...] = (
    QuestionKind(
        "entry of dZ",
        Text("One entry of dZ of the output layer"),
        "output gradient",
        Text("one whose output is not too certain"),
        dZ_entry,
    ),
    QuestionKind(
        "saturated output",
        Text("dA · g′ of a saturated output"),
        "output gradient",
        Text("one with an output"),
        saturated,
        {"side": name_among("right", "wrong", "small")},
    ),
)
"""The kinds of this file."""
