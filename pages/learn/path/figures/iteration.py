"""One iteration in numbers, layer by layer, and where its 1/m lives."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from dnn.activations import Array
from dnn.lessons.path.experiments.one_iteration import Iteration, iteration
from dnn.text.messages import Text
from pages.learn.path.figures.number_grid import SAME, Grid, factor_between, number_grid
from pages.learn.path.figures.shown import ShownExperiment
from pages.shared.drawing import symbols
from pages.shared.drawing.markdown_table import markdown
from pages.shared.frame.text import _, ngettext, say, sentences, strong
from pages.shared.session import session

WAYS: dict[str, Text] = {"example": Text("loss of one example"), "mean": Text("mean over m")}
"""Values of the option `of` -> what is differentiated."""
FORMULAS: dict[str, tuple[str, str]] = {
    "dZ^{[L]}": ("A^{[L]}-Y", r"\tfrac1m\,(A^{[L]}-Y)"),
    "dZ^{[l]}": (r"dA^{[l]}*g^{[l]\prime}(Z^{[l]})", r"dA^{[l]}*g^{[l]\prime}(Z^{[l]})"),
    "dA^{[l-1]}": (r"W^{[l]T}dZ^{[l]}", r"W^{[l]T}dZ^{[l]}"),
    "dW^{[l]}": (r"\tfrac1m\,dZ^{[l]}A^{[l-1]T}", r"dZ^{[l]}A^{[l-1]T}"),
    "db^{[l]}": (r"\tfrac1m\sum_i dZ^{[l](i)}", r"\sum_i dZ^{[l](i)}"),
}
"""Each derivative as both ways have it, in the order of WAYS."""


def draw(shown: ShownExperiment) -> None:
    """Draw the arrays of the way forward, those of the way back, and after the try where 1/m stands, if the learner can
    change of what the derivatives are.

    The last layer stands first, as the way back goes; so the first, which is asked about, ends the picture, right above
    its question on a narrow page. Where the learner changes what is derived, the way forward can be unfolded below, so
    that all of the way back is on the screen while it changes.
    """
    found, mode = iteration(shown.setup), session.theme_mode()
    before = None if shown.setup_before is None else iteration(shown.setup_before)
    layers = range(1, found.parameters.L + 1)
    with st.container(key=f"path_figure_{shown.key}", gap="xsmall"):
        if not shown.controls:
            st.html(_row(_data(found), mode))
        for l in reversed(layers):
            st.markdown(strong(_("Layer {l}").format(l=l)))
            if not shown.controls:
                st.html(_row(_forward(found, l), mode))
            st.html(_row(_backward(found, before, l, shown), mode))
        if shown.controls:
            with st.expander(_("The way forward: X, Y, W, b, Z, A")):
                st.html(_row(_data(found), mode))
                for l in layers:
                    st.html(_row(_forward(found, l), mode))
        if shown.is_tried and "of" in shown.controls:
            st.markdown(formula_table(shown.options["of"], mode))
        if shown.is_seen and "of" in shown.controls:
            st.markdown(sentence(shown.options["of"], found.Y.shape[1], shown.options["times"]))


def _row(grids: Iterator[Grid], mode: str) -> str:
    return f'<div class="path-grids">{"".join(number_grid(grid, mode) for grid in grids)}</div>'


def _data(found: Iteration) -> Iterator[Grid]:
    yield Grid("X", None, found.X, is_first=True)
    yield Grid("Y", None, found.Y)


def _forward(found: Iteration, l: int) -> Iterator[Grid]:
    """W, b, Z and A of a layer."""
    layer, cache = found.parameters.layers[l - 1], found.passes[l - 1]
    for symbol, array in (("W", layer.W), ("b", layer.b), ("Z", cache.Z), ("A", cache.A)):
        yield Grid(symbol, l, array)


def _backward(found: Iteration, before: Iteration | None, l: int, shown: ShownExperiment) -> Iterator[Grid]:
    """dA, dZ, dW and db of a layer, in the order in which they are computed, with what the last change did to each."""
    for symbol in symbols.BACKWARD:
        array = found.derivatives[l - 1][symbol]
        old = None if before is None else before.derivatives[l - 1][symbol]
        remark = remark_on(symbol, shown.options["of"]) if "of" in shown.controls else None
        badge = None if not shown.controls else "" if old is None else change_of(old, array)
        yield Grid(symbol, l, array, remark, not shown.is_tried, badge, before=old)


def change_of(before: Array, after: Array) -> str:
    """The difference that the last change has made to an array, in a word or two."""
    factor, more = factor_between(before, after), after.shape[1] - before.shape[1]
    if factor is None:
        return _("changed")
    if factor == 1 or abs(factor - 1) < SAME:
        return (
            ngettext("{count} column more", "{count} columns more", more).format(count=more)
            if more > 0
            else _("unchanged")
        )
    return f"÷ {1 / factor:g}" if factor < 1 else f"× {factor:g}"


def remark_on(symbol: str, of: str) -> str:
    """The function that a derivative is taken of: of each column its own loss, or J."""
    if symbol in ("dW", "db"):
        return _("of J")
    return _("of J: with 1/m") if of == "mean" else _("of each loss")


def formula_table(of: str, mode: str) -> str:
    """The formulas of both ways side by side, the chosen one's heading marked."""
    titles = [f":material/check: {strong(say(title))}" if way == of else say(title) for way, title in WAYS.items()]
    rows = [(f"${_colored(left, mode)}$", *(f"${each}$" for each in ways)) for left, ways in FORMULAS.items()]
    return markdown(("", *titles), rows, "lll")


def _colored(formula: str, mode: str) -> str:
    symbol, _caret, index = formula.partition("^{[")
    return symbols.tex(symbol, index.removesuffix("]}"), mode)


def sentence(of: str, m: int, times: int) -> str:
    """The place of 1/m, and what doubling the examples does."""
    if of == "mean":
        message = _(
            "Here $dA$ and $dZ$ carry $1/m=1/{m}$ from the start, so the sums over the examples in $dW$ and $db$ are "
            "the means already: $dW$ and $db$ are the same either way."
        ).format(m=m)
    else:
        message = _(
            "Here each column of $dA$ and $dZ$ belongs to the loss of one example, and $1/m=1/{m}$ stands in the "
            "formulas of $dW$ and $db$: these two are the same either way."
        ).format(m=m)
    if times == 1:
        return message
    if of == "mean":
        doubled = _("With every example twice each column of $dA$ and $dZ$ is halved; $dW$ and $db$ do not change.")
    else:
        doubled = _("With every example twice the columns stand there twice; no number in $dW$ or $db$ changes.")
    return sentences(message, doubled)
