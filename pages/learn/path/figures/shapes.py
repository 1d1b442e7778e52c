"""Shapes of W A + b = Z in every layer, as arrays of cells and as a table, for one example or for all m."""

from __future__ import annotations

import streamlit as st

from dnn.shapes import ShapeTable, shape_table
from pages.learn.path.figures.equation_picture import equation_picture
from pages.learn.path.figures.shown import WITHHELD, ShownExperiment
from pages.shared.drawing import symbols
from pages.shared.drawing.markdown_table import markdown
from pages.shared.drawing.products import PRODUCTS, Layer
from pages.shared.drawing.svg import picture
from pages.shared.frame.text import _, sentences
from pages.shared.session import session

MAX_DRAWN_LAYERS = 4
"""Layers whose equation is drawn: the first ones and the last; the table has all."""


def draw(shown: ShownExperiment) -> None:
    """Draw what the shapes follow from, then the equations, then the table."""
    table, mode = shape_table(shown.config, shown.options["examples"]), session.theme_mode()
    with st.container(key=f"path_figure_{shown.key}"):
        st.markdown(given(table))
        svgs = [_equation(table, l, mode, shown.is_tried) for l in drawn_layers(len(table.sizes) - 1)]
        row = f'<div style="display:flex;flex-wrap:wrap;gap:0.5rem 1.4rem">{"".join(svgs)}</div>'
        picture(row, key=f"shapes_{shown.key}")
        st.markdown(shape_rows(table, mode, is_tried=shown.is_tried))
        if shown.is_seen:
            st.markdown(compared(table))


def drawn_layers(L: int) -> tuple[int, ...]:
    """The layers whose equation is drawn."""
    return (*range(1, min(L, MAX_DRAWN_LAYERS)), L)


def given(table: ShapeTable) -> str:
    """The units of each layer and the number of examples: all that the shapes follow from."""
    units = ", ".join(f"$n^{{[{l}]}}={n}$" for l, n in enumerate(table.sizes))
    one = _("one example")
    return _("{units}; {examples}").format(units=units, examples=one if table.examples == "one" else f"$m={table.m}$")


def _equation(table: ShapeTable, l: int, mode: str, is_tried: bool) -> str:
    n_previous, n = table.sizes[l - 1 : l + 1]
    is_one = table.examples == "one"
    layer = Layer(l, n, n_previous, table.m, "1" if is_one else "m", is_one)
    parts = PRODUCTS["Z"](layer)
    if is_tried:
        shapes = [(n, n_previous), (n_previous, table.m), (n, 1), (n, table.m)]
        label = _("Layer {l}: {W} times {A} plus {b} gives {Z}").format(
            l=l, **dict(zip("WAbZ", map(str, shapes), strict=True))
        )
    else:
        label = _("Layer {l}: W A + b = Z, the shapes still to be predicted").format(l=l)
    return equation_picture(parts, label, mode, is_tried=is_tried)


def shape_rows(table: ShapeTable, mode: str, *, is_tried: bool) -> str:
    """W, b, Z and A of every layer with their shapes, or without them."""
    letters = ("W", "b", "z", "a") if table.examples == "one" else ("W", "b", "Z", "A")
    rows = [
        [str(l), *(str(table.row(letter, l).shape) if is_tried else WITHHELD for letter in letters)]
        for l in range(1, len(table.sizes))
    ]
    heads = ("$l$", *(f"${symbols.tex(letter, 'l', mode)}$" for letter in letters))
    return markdown(heads, rows, "crrrr")


def compared(table: ShapeTable) -> str:
    """The difference that m examples make to one."""
    if table.examples == "one":
        return _("Every $z$ and $a$ is one column: the shapes follow from the layers alone.")
    columns = _("Against one example $W$ and $b$ keep their shapes; $Z$ and $A$ have {m} columns instead of 1.")
    broadcast = _("$b$ alone is broadcast: the same column is added to each of the {m}.")
    return sentences(columns.format(m=table.m), broadcast.format(m=table.m))
