"""The derivation of da of the layer before, line by line, and what became of the last line of the lecture note.

Formulas are TeX in the course's letters; under every factor stands its shape, in letters and in the numbers of a layer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import streamlit as st

from dnn.lessons.lecture_note import order_by_dimensions, transpose_by_dimensions
from dnn.text.messages import Text
from pages.shared.drawing import theme
from pages.shared.drawing.markdown_table import markdown
from pages.shared.frame.text import _, say
from pages.shared.session import session

WRONG = {"light": "#B3261E", "dark": "#FF8A80"}
"""The colour of a formula that is struck out, by mode."""
QUANTITY = re.compile(r"(?<![\\A-Za-z])(d?[WbZAza])(_\{?\w+\}?)?\^\{\[(l|l-1)\](T?)\}")


@dataclass(frozen=True)
class LayerDimensions:
    """The dimensions of the layer whose numbers are put in: n^[l], n^[l-1], m."""

    n: int
    n_previous: int
    m: int


@dataclass(frozen=True)
class Factor:
    """A factor of a formula and its shape, "n", "p" (n^[l-1]), "m" or "1" for each side."""

    tex: str
    rows: str
    columns: str

    @property
    def shape(self) -> tuple[str, str]:
        """Rows and columns in these letters."""
        return self.rows, self.columns


@dataclass(frozen=True)
class Line:
    """One line: factors and the signs between them, and why it follows."""

    parts: tuple[Factor | str, ...]
    why: Text


LETTERS = {"n": "n^{[l]}", "p": "n^{[l-1]}", "m": "m", "1": "1"}
DA_PREVIOUS = Factor("da^{[l-1]}", "p", "1")
DA = Factor("da^{[l]}", "n", "1")
SLOPE = Factor(r"g^{[l]\prime}(z^{[l]})", "n", "1")
W = Factor("W^{[l]}", "n", "p")
W_TRANSPOSED = Factor("W^{[l]T}", "p", "n")
DZ = Factor("dz^{[l]}", "n", "1")


def _number(tex: str) -> Factor:
    return Factor(tex, "1", "1")


LINES: tuple[Line, ...] = (
    Line(
        (DA_PREVIOUS, "=", Factor(r"\frac{\partial\mathcal L}{\partial a^{[l-1]}}", "p", "1")),
        Text(
            "The goal: how the loss changes with each activation of the layer before. A derivative has the "
            "shape of what it is taken with respect to."
        ),
    ),
    Line(
        (Factor("z^{[l]}", "n", "1"), "=", W, Factor("a^{[l-1]}", "p", "1"), "+", Factor("b^{[l]}", "n", "1")),
        Text("The forward pass, first half: the activations of the layer before reach the loss only through z."),
    ),
    Line(
        (Factor("a^{[l]}", "n", "1"), "=", Factor("g^{[l]}(z^{[l]})", "n", "1")),
        Text("Second half: and z only through a, entry by entry. So the chain has three links."),
    ),
    Line(
        (
            _number(r"da_j^{[l-1]}"),
            r"=\sum_{k=1}^{n^{[l]}}",
            _number(r"\frac{\partial\mathcal L}{\partial a_k^{[l]}}"),
            r"\cdot",
            _number(r"\frac{\partial a_k^{[l]}}{\partial z_k^{[l]}}"),
            r"\cdot",
            _number(r"\frac{\partial z_k^{[l]}}{\partial a_j^{[l-1]}}"),
        ),
        Text(
            "The chain rule: unit j of the layer before feeds every unit k of layer l, so their shares add up. Each "
            "factor is a single number."
        ),
    ),
    Line(
        (DZ, "=", DA, "*", SLOPE),
        Text(
            "The first two links stay within one unit, so for all units they are multiplied entry by entry. "
            "**Here z is needed**: g′ is evaluated at z."
        ),
    ),
    Line(
        (_number("da_j^{[l-1]}"), r"=\sum_{k=1}^{n^{[l]}}", _number("W_{kj}^{[l]}"), r"\cdot", _number("dz_k^{[l]}")),
        Text("The third link is a weight: in the sum for unit k, W in row k and column j is the weight of unit j."),
    ),
    Line(
        (DA_PREVIOUS, "=", W_TRANSPOSED, DZ),
        Text("A sum over the rows k of W is the product with W transposed; the inner dimensions match."),
    ),
    Line(
        (DA_PREVIOUS, "=", W_TRANSPOSED, r"\Big(", DA, "*", SLOPE, r"\Big)"),
        Text("Line 5 substituted for dz: the result for one example."),
    ),
    Line(
        (
            Factor("dA^{[l-1]}", "p", "m"),
            "=",
            W_TRANSPOSED,
            r"\Big(",
            Factor("dA^{[l]}", "n", "m"),
            "*",
            Factor(r"g^{[l]\prime}(Z^{[l]})", "n", "m"),
            r"\Big)",
        ),
        Text("Vectorised: every example is a column of its own, and the same line holds for all m at once."),
    ),
)
"""From the goal to the vectorised result."""

NOTE: tuple[Factor | str, ...] = (
    DA_PREVIOUS, "=", DA, r"\cdot", Factor(r"\sigma'(z^{[l]})", "n", "1"), W, r"\cdot",
    Factor(r"\cancel{da^{[l-1]}}", "p", "1"),
)  # fmt: skip
"""The last line as the note has it."""
CORRECTED: tuple[Factor | str, ...] = (
    DA_PREVIOUS, "=", W_TRANSPOSED, r"\Big(", DA, "*", Factor(r"\sigma'(z^{[l]})", "n", "1"), r"\Big)",
)  # fmt: skip
"""The same line as it has to be."""


def tex(parts: tuple[Factor | str, ...], dimensions: LayerDimensions | None, mode: str, *, colored: bool = True) -> str:
    """A formula with the shape under each factor, in letters, and in numbers where dimensions are given."""
    written = [part if isinstance(part, str) else _under(part, dimensions, mode, colored) for part in parts]
    return "".join(written)


def _under(factor: Factor, dimensions: LayerDimensions | None, mode: str, colored: bool) -> str:
    letters = f"({LETTERS[factor.rows]},\\,{LETTERS[factor.columns]})"
    rows = [letters]
    if dimensions is not None and factor.shape != ("1", "1"):
        values = {"n": dimensions.n, "p": dimensions.n_previous, "m": dimensions.m, "1": 1}
        rows.append(f"({values[factor.rows]},\\,{values[factor.columns]})")
    formula = _colored(factor.tex, mode) if colored else factor.tex
    below = r"\\".join(rows)
    return rf"\underbrace{{{formula}}}_{{\substack{{{below}}}}}"


def _colored(formula: str, mode: str) -> str:
    """A formula with every quantity in its colour."""
    return QUANTITY.sub(lambda found: rf"\textcolor{{{theme.quantity_color(found[1], mode)}}}{{{found[0]}}}", formula)


def _displayed(formula: str) -> str:
    return rf"$\displaystyle {formula}$"


def lines_table(count: int, dimensions: LayerDimensions) -> str:
    """The first `count` lines as a table: number, formula, why."""
    mode = session.theme_mode()
    rows = [
        (f"({number})", _displayed(tex(line.parts, dimensions, mode)), say(line.why))
        for number, line in enumerate(LINES[:count], start=1)
    ]
    return markdown((_("step"), _("line"), _("why")), rows, "lll")


def against_the_note(dimensions: LayerDimensions | None) -> None:
    """The note's last line struck out, the corrected one beside it, what changed and why the dimensions prove it."""
    mode = session.theme_mode()
    with st.container(key="note_line", gap="small"):
        left, right = st.columns(2, gap="small")
        with left.container(border=True, gap="xsmall"):
            words = _("The last line of the lecture note")
            st.markdown(f":material/close: **{words}**")
            st.markdown(_displayed(rf"\textcolor{{{WRONG[mode]}}}{{{tex(NOTE, dimensions, mode, colored=False)}}}"))
        with right.container(border=True, gap="xsmall"):
            words = _("Corrected")
            st.markdown(f":material/check: **{words}**")
            st.markdown(_displayed(tex(CORRECTED, dimensions, mode)))
        st.markdown("\n".join(f"- {words}" for words in _changes(dimensions)))


def _changes(dimensions: LayerDimensions | None) -> list[str]:
    """The changes to the note's last line, with the dimensions that prove them."""
    trailing = _(
        "**The trailing $da^{[l-1]}$ goes.** It is the very quantity to be computed, and $\\partial "
        "a^{[l]}/\\partial a^{[l-1]}$ is $\\sigma'(z^{[l]})\\,W^{[l]}$ and nothing more."
    )
    order = _(
        "**The order turns round**, W comes first: in front of $W^{[l]}$, which is $(n^{[l]},n^{[l-1]})$, a column "
        "$(n^{[l]},1)$ does not fit, since 1 and $n^{[l]}$ would have to be equal."
    )
    transpose = _("**W is transposed**: $(n^{[l-1]},n^{[l]})\\,(n^{[l]},1)$ match, and give $(n^{[l-1]},1)$.")
    proof = _("**The proof**: $(n^{[l-1]},n^{[l]})\\,(n^{[l]},m)=(n^{[l-1]},m)$.")
    no_other = _("No other order of these factors has matching dimensions and gives the shape of $dA^{[l-1]}$.")
    if dimensions is not None:
        order = f"{order} {say(order_by_dimensions(dimensions.n, dimensions.n_previous))}"
        transpose = f"{transpose} {say(transpose_by_dimensions(dimensions.n, dimensions.n_previous))}"
        n, n_previous, m = dimensions.n, dimensions.n_previous, dimensions.m
        here = _("Here: {product}.").format(product=f"$({n_previous},{n})\\,({n},{m})=({n_previous},{m})$")
        proof = f"{proof} {here}"
    return [trailing, order, transpose, f"{proof} {no_other}"]


def derivation() -> None:
    """The short version: an error found by its dimensions alone, and the note's second slip."""
    with st.expander(_("Finding an error by its dimensions: the last line of the lecture note"), expanded=False):
        st.markdown(
            _(
                "The note wants the derivative of the loss with respect to the activations of the layer "
                "before. What it ends with cannot be right, and the dimensions alone say so."
            )
        )
        against_the_note(None)
        st.markdown(
            _(
                "The second slip is in words: the note lists “the number of hidden layers L” among the "
                "hyperparameters. L counts every layer but the input, so there are $L-1$ hidden layers."
            )
        )
