"""Questions for one unit by hand: its sum z, and its activation a."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

import numpy as np

from dnn.activations import ACTIVATIONS, Activation
from dnn.lessons.path.by_hand import decimals_in, in_short, without_noise
from dnn.lessons.path.option_checks import number
from dnn.lessons.path.questions.asked_network import AskedNetwork
from dnn.lessons.path.questions.kind import FEW_INPUTS, QuestionKind, called
from dnn.lessons.path.questions.numbers import MAX_TERMS, NumberDraft, dot, factor, products, row, shown, two_decimals
from dnn.lessons.path.questions.options import LAYER, Options, layer_in, real
from dnn.text.messages import Text

MAX_BIAS_TENTHS = 9
"""The largest bias that is drawn, in tenths."""
TABLE = (-2.0, -1.0, -0.5, 0.5, 1.0, 2.0)
"""The z of which a learner is given a = g(z)."""
EASY = ("relu", "leaky_relu", "linear")
"""Activation functions of which nobody needs a table."""
MIN_TABLE_BIAS, MAX_TABLE_BIAS = 0.1, 3.0
"""The bias, by size, with which a sum is brought to one of the table."""
DRAWS = 12
"""Units that are drawn, of which that with the shortest numbers is asked about."""
OPTIONS = {**LAYER, "bias": number(-10, 10)}


@dataclass(frozen=True)
class Unit:
    """One unit with one example before it, in numbers that are rounded so that they can be computed with by hand.

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
        return without_noise(dot(self.w, self.x) + self.b)

    @property
    def written(self) -> str:
        """The sum with its numbers, as LaTeX."""
        return f"{products(self.w, self.x)}+{factor(self.b)}"

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


def drawn_unit(network: AskedNetwork, options: Options) -> Unit | None:
    """A unit with few inputs, if there is one in a few draws with numbers of one decimal; None where the layer has more
    inputs. Biases start at 0, so that one is drawn unless given."""
    l = layer_in(network, options)
    if l is None or network.parameters.layers[l - 1].W.shape[1] > MAX_TERMS:
        return None
    units = [_unit(network, options, l) for _ in range(DRAWS)]
    return min(units, key=lambda unit: decimals_in(np.array([*unit.w, *unit.x])))  # the first of the shortest


def _unit(network: AskedNetwork, options: Options, l: int) -> Unit:
    random, layer, A = network.random, network.parameters.layers[l - 1], network.passes[l - 1].A_previous
    (n, n_previous), m = layer.W.shape, A.shape[1]
    W = [in_short(row).tolist() for row in layer.W]
    j, i = random.randrange(n), random.randrange(m)
    bias = real(options, "bias", random.choice((-1, 1)) * random.randint(1, MAX_BIAS_TENTHS) / 10)
    return Unit(
        l,
        j + 1,
        i + 1,
        W[j],
        in_short(A[:, i]).tolist(),
        bias,
        W[(j + 1) % n] if n > 1 else None,
        [row[j % n_previous] for row in W[:n_previous]] if n >= n_previous else None,
        in_short(A[:, (i + 1) % m]).tolist() if m > 1 else None,
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
            "In rounded numbers, unit {j} of layer {l} has the weights {w}; let its bias be {b}. For example {i} of "
            "the data its inputs are {x}. What is its sum z, to two decimals?",
            **unit.words,
        ),
        unit.z,
        Text("{written}", written=f"$z={unit.written}={shown(unit.z)}$"),
        tuple(mistakes),
        (
            Text("Each input times its weight, all added up, and the bias once."),
            Text(
                "{formula}: row j of W times the inputs a of the layer, plus b.", formula="$z_j=\\sum_k w_{jk}a_k+b_j$"
            ),
            Text("Compute {written}.", written=f"${unit.written}$"),
        ),
        decimals=2,
    )


def with_tabled_sum(unit: Unit, random: Random) -> Unit | None:
    """The unit with the bias that brings its sum to one of TABLE; None where that is a large one, or none."""
    products_alone = dot(unit.w, unit.x)
    biases = (without_noise(z - products_alone) for z in TABLE)
    fitting = [bias for bias in biases if MIN_TABLE_BIAS <= abs(bias) <= MAX_TABLE_BIAS]
    return replace(unit, b=random.choice(fitting)) if fitting else None


def table_of(activation: Activation) -> str:
    """z and g(z) for the z of TABLE as a formula, g(z) with two decimals."""
    heads = "&".join(f"{z:g}" for z in TABLE)
    values = "&".join(two_decimals(_g(activation, z)) for z in TABLE)
    return rf"$\small\begin{{array}}{{r|{'r' * len(TABLE)}}}z&{heads}\\g(z)&{values}\end{{array}}$"


def _g(activation: Activation, z: float) -> float:
    return float(activation.g(np.array([z]))[0])


def unit_activation(network: AskedNetwork, options: Options) -> NumberDraft | None:
    """a of one unit; of a curved g the sum is one whose g(z) is given, unless the options say its bias."""
    unit = drawn_unit(network, options)
    if unit is None or unit.activation not in ACTIVATIONS:
        return None
    activation = ACTIVATIONS[unit.activation]
    is_tabled = unit.activation not in EASY and options.get("bias") is None
    asked = with_tabled_sum(unit, network.random) if is_tabled else unit
    if asked is None:
        return None
    a = _g(activation, asked.z)
    others = [ACTIVATIONS[name] for name in ("sigmoid", "tanh", "relu") if name != asked.activation]
    mistakes = [(asked.z, Text("That is z; the activation function is missing."))]
    mistakes += [(_g(activation, z), reason) for z, reason in _mistaken_sums(asked)]
    for other in others:
        reason = Text(
            "That is the activation function {name}; this layer has {own}.",
            name=called(other.name),
            own=called(activation.name),
        )
        mistakes.append((_g(other, asked.z), reason))
    if is_tabled:
        prompt = Text(
            "In rounded numbers, unit {j} of layer {l} has the weights {w}; let its bias be {b}. For example {i} of "
            "the data its inputs are {x}. With g = {name}, what is its a, to two decimals? {table}",
            name=f"$\\mathrm{{{asked.activation}}}$",
            table=table_of(activation),
            **asked.words,
        )
    else:
        prompt = Text(
            "In rounded numbers, unit {j} of layer {l} has the weights {w}; let its bias be {b}. For example {i} of "
            "the data its inputs are {x}, and {formula}. What is its a, to two decimals?",
            formula=f"$g(z)={activation.latex}$",
            **asked.words,
        )
    return NumberDraft(
        prompt,
        a,
        Text("{written}", written=f"$a=g({asked.written})=g({shown(asked.z)})\\approx{two_decimals(a)}$"),
        tuple(mistakes),
        (
            Text("First the sum z, then the activation function of it."),
            Text("{formula}", formula="$g(z_j),\\quad z_j=\\sum_k w_{jk}a_k+b_j$"),
            Text("Compute {written} and put it into g.", written=f"$z={asked.written}$"),
        ),
        decimals=2,
    )


KINDS: tuple[QuestionKind, ...] = (
    QuestionKind("sum of a unit", Text("The sum z of one unit"), "forward", FEW_INPUTS, unit_sum, OPTIONS),
    QuestionKind(
        "activation of a unit", Text("The activation a of one unit"), "forward", FEW_INPUTS, unit_activation, OPTIONS
    ),
)
"""The kinds of this file."""
