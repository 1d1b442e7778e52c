"""Questions for one unit by hand: its sum z, and its activation a."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dnn.activations import ACTIVATIONS
from dnn.lessons.path.questions.asked_network import AskedNetwork
from dnn.lessons.path.questions.kind import FEW_INPUTS, QuestionKind
from dnn.lessons.path.questions.numbers import MAX_TERMS, NumberDraft, dot, products, rounded, row, shown
from dnn.lessons.path.questions.options import LAYER, Options, layer_in, number, real
from dnn.text.messages import Text

LARGEST_BIAS = 9
"""The largest bias that is drawn, in tenths."""
OPTIONS = {**LAYER, "bias": number(-10, 10)}


@dataclass(frozen=True)
class Unit:
    """One unit with one example before it.

    Attributes:
        l, j, i: layer, unit and example, counted from 1.
        w, x, b: its weights, its inputs, its bias.
        other_w: the weights of another unit of the layer; None where there is none.
        column: as many entries of a column of W as the unit has inputs; None where the column is shorter.
        other_x: another example; None where there is none.
        activation: the name of g.
    """

    l: int
    j: int
    i: int
    w: list[float]
    x: list[float]
    b: float
    other_w: list[float] | None
    column: list[float] | None
    other_x: list[float] | None
    activation: str

    @property
    def z(self) -> float:
        """w · x + b"""
        return dot(self.w, self.x) + self.b

    @property
    def terms(self) -> float:
        """The sizes of all summands, added up."""
        return sum(abs(w * x) for w, x in zip(self.w, self.x, strict=True)) + abs(self.b)

    @property
    def written(self) -> str:
        """The sum with its numbers, as LaTeX."""
        return f"{products(self.w, self.x)}+({shown(self.b)})"

    @property
    def words(self) -> dict[str, object]:
        """The values of a prompt."""
        return {
            "j": self.j,
            "l": self.l,
            "i": self.i,
            "w": row(self.w),
            "x": row(self.x),
            "b": f"${shown(self.b)}$",
        }

    def of(self, symbol: str) -> str:
        """z or a of the unit, as a formula."""
        return f"${symbol}^{{[{self.l}]({self.i})}}_{{{self.j}}}$"


def drawn_unit(network: AskedNetwork, options: Options) -> Unit | None:
    """A unit with few inputs; None where the layer has more. Biases start at 0, so that one is drawn unless given."""
    l, random = layer_in(network, options), network.random
    if l is None:
        return None
    layer, A = network.parameters.layers[l - 1], network.passes[l - 1].A_previous.astype(float)  # (n_previous, m)
    W = layer.W.astype(float)  # (n, n_previous)
    (n, n_previous), m = W.shape, A.shape[1]
    if n_previous > MAX_TERMS:
        return None
    j, i = random.randrange(n), random.randrange(m)
    bias = real(options, "bias", random.choice((-1, 1)) * random.randint(1, LARGEST_BIAS) / 10)
    column = W[:n_previous, j % n_previous].tolist()
    return Unit(
        l,
        j + 1,
        i + 1,
        W[j].tolist(),
        A[:, i].tolist(),
        bias,
        W[(j + 1) % n].tolist() if n > 1 else None,
        column if len(column) == n_previous else None,
        A[:, (i + 1) % m].tolist() if m > 1 else None,
        layer.activation,
    )


def _mistaken_sums(unit: Unit) -> list[tuple[float, Text]]:
    """The numbers that known mistakes in the sum lead to."""
    plain = unit.z - unit.b
    found = [(plain, Text("The bias is missing.")), (plain - unit.b, Text("The bias was subtracted, not added."))]
    if unit.column:
        found.append(
            (dot(unit.column, unit.x) + unit.b, Text("That is a column of W; the weights of a unit are a row of W."))
        )
    if unit.other_w:
        found.append((dot(unit.other_w, unit.x) + unit.b, Text("Those are the weights of another unit.")))
    if unit.other_x:
        found.append((dot(unit.w, unit.other_x) + unit.b, Text("That is another example: another column.")))
    found.append((sum(unit.w) + unit.b, Text("The weights were added without their inputs.")))
    return found


def unit_sum(network: AskedNetwork, options: Options) -> NumberDraft | None:
    """z of one unit."""
    unit = drawn_unit(network, options)
    if unit is None:
        return None
    mistakes = _mistaken_sums(unit)
    if unit.activation in ACTIVATIONS:
        a = float(ACTIVATIONS[unit.activation].g(np.array([unit.z]))[0])
        mistakes.insert(0, (a, Text("That is a = g(z); the activation function was applied already.")))
    return NumberDraft(
        Text(
            "Unit {j} of layer {l} has the weights {w}; let its bias be {b}. For example {i} its inputs are {x}. "
            "What is {z}, to three digits?",
            z=unit.of("z"),
            **unit.words,
        ),
        unit.z,
        Text("{written}", written=f"$z={unit.written}\\approx{rounded(unit.z)}$"),
        tuple(mistakes),
        (
            Text("Each input times its weight, all added up, and the bias once."),
            Text(
                "{formula}: row j of W times the column of the example, plus b.", formula="$z_j=\\sum_k w_{jk}x_k+b_j$"
            ),
            Text("Compute {written}.", written=f"${unit.written}$"),
        ),
        unit.terms,
    )


def unit_activation(network: AskedNetwork, options: Options) -> NumberDraft | None:
    """a of one unit."""
    unit = drawn_unit(network, options)
    if unit is None or unit.activation not in ACTIVATIONS:
        return None
    activation = ACTIVATIONS[unit.activation]

    def g(z: float) -> float:
        return float(activation.g(np.array([z]))[0])

    others = [ACTIVATIONS[name] for name in ("sigmoid", "tanh", "relu") if name != unit.activation]
    mistakes = [(unit.z, Text("That is z; the activation function is missing."))]
    mistakes += [(g(z), reason) for z, reason in _mistaken_sums(unit)]
    for other in others:
        reason = Text(
            "That is the activation function {name}; this layer has {own}.", name=other.title, own=activation.title
        )
        mistakes.append((float(other.g(np.array([unit.z]))[0]), reason))
    return NumberDraft(
        Text(
            "Unit {j} of layer {l} has the weights {w}; let its bias be {b}. For example {i} its inputs are {x}, and "
            "{formula}. What is {a}, to three digits?",
            a=unit.of("a"),
            formula=f"$g(z)={activation.latex}$",
            **unit.words,
        ),
        g(unit.z),
        Text("{written}", written=f"$a=g({unit.written})\\approx g({shown(unit.z)})\\approx{rounded(g(unit.z))}$"),
        tuple(mistakes),
        (
            Text("First the sum z, then the activation function of it."),
            Text("{formula}", formula="$a_j=g(z_j),\\quad z_j=\\sum_k w_{jk}x_k+b_j$"),
            Text("Compute {written} and put it into g.", written=f"$z={unit.written}$"),
        ),
        unit.terms * abs(g(unit.z) / unit.z) if unit.z else 0.0,
    )


KINDS: tuple[QuestionKind, ...] = (
    QuestionKind("sum of a unit", Text("The sum z of one unit"), "forward", FEW_INPUTS, unit_sum, OPTIONS),
    QuestionKind(
        "activation of a unit", Text("The activation a of one unit"), "forward", FEW_INPUTS, unit_activation, OPTIONS
    ),
)
"""The kinds of this file."""
