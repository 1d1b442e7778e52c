"""Dimensions: the shape of every W, b, Z, A and of their derivatives, as the formulas have it and as it is."""

from __future__ import annotations

import streamlit as st

from dnn.background.run_snapshot import RunSnapshot
from dnn.configuration import RunConfig
from dnn.network import layer_sizes
from dnn.shapes import FORMATS, ShapeTable, shape_table
from pages.learn.dimensions import table
from pages.learn.dimensions.measured_shapes import measured_shapes
from pages.shared.drawing import markdown_table, shape_picture, symbols
from pages.shared.drawing.derivation import derivation
from pages.shared.drawing.products import EQUATIONS, EQUATIONS_OF_ONE, PRODUCTS, Layer
from pages.shared.drawing.svg import picture
from pages.shared.frame.text import _, say
from pages.shared.run import controls, sidebar
from pages.shared.session import control_keys, session

SUFFIXES = {"markdown": "md", "csv": "csv", "latex": "tex"}
OPEN_GROUPS = 4
"""Number of groups that are open at first."""


def page() -> None:
    """Draw the page."""
    snapshot, config = sidebar.draw((controls.DATA, controls.NETWORK))
    config = config or session.config()
    one, many = shape_table(config, "one"), shape_table(config, "all")
    _figures(many, snapshot, config)
    _pictures(many, config)
    _table(one, many, snapshot, config)
    derivation()


def _figures(many: ShapeTable, snapshot: RunSnapshot | None, config: RunConfig) -> None:
    """Totals in one row."""
    measured = measured_shapes(snapshot, config)
    parameters = sum(row.count for row in many.rows if row.symbol in ("W", "b"))
    shown = {_("Layers L"): str(len(many.sizes) - 1), _("Parameters"): f"{parameters:,}"}
    if measured is not None:
        wrong = sum(not each.agrees for each in measured.arrays.values())
        shown |= {
            _("Examples measured"): f"{measured.m:,}",
            _("Kept for the backward pass: X, Z, A"): _bytes(measured.cache_bytes),
            _("Memory of one iteration"): _bytes(measured.iteration_bytes),
            _("Shapes that agree"): f"{len(measured.arrays) - wrong} / {len(measured.arrays)}",
        }
    with st.container(key="figures"):
        st.markdown(markdown_table.of_figures(shown))


def _bytes(count: int) -> str:
    return _("{bytes} bytes").format(bytes=f"{count:,}")


def _table(one: ShapeTable, many: ShapeTable, snapshot: RunSnapshot | None, config: RunConfig) -> None:
    """The table with its menus."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        view = _switch("view", _("Order"), {name: say(view.title) for name, view in table.VIEWS.items()})
        columns = _switch("columns", _("Columns"), {name: say(title) for name, title in table.COLUMNS.items()})
        _downloads(one if columns == "one" else many)
    measured = measured_shapes(snapshot, config)
    if measured is None:
        st.caption(_("This network is too large to be measured interactively; the formulas still hold."))
    groups = table.groups(one, many, measured, view, columns, session.theme_mode())
    tables = st.container(key="dimension_tables", gap="xsmall")
    for number, group in enumerate(groups):
        with tables.expander(
            _title(group, many.sizes), expanded=len(groups) <= OPEN_GROUPS + 2 or number < OPEN_GROUPS
        ):
            st.markdown(table.markdown(group.lines, columns))


def _switch(name: str, label: str, options: dict[str, str]) -> str:
    """A choice of a few, each in a word."""
    chosen = st.segmented_control(
        label,
        list(options),
        format_func=lambda option: options[option],
        required=True,
        key=control_keys.control(f"dimensions_{name}", next(iter(options))),
        label_visibility="collapsed",
    )
    return str(chosen)


def _title(group: table.Group, sizes: tuple[int, ...]) -> str:
    if group.quantity is not None:
        words = say(symbols.MEANINGS[symbols.quantity_of(group.quantity)])
        return f"${symbols.tex(group.quantity, 'l', session.theme_mode())}$ · {words}"
    if group.layer == 0:
        return _("Input and labels: n[0] = {n}").format(n=sizes[0])
    assert group.layer is not None
    n, last = sizes[group.layer], group.layer == len(sizes) - 1
    kind = _("output layer") if last else _("hidden layer")
    return _("Layer {l}, {kind}: n[{l}] = {n}").format(l=group.layer, kind=kind, n=n)


def _downloads(shapes: ShapeTable) -> None:
    """The table to be copied or saved."""
    with st.popover(_("Copy or download"), icon=":material/download:"):
        chosen = _switch("format", _("Format"), {name: name for name in FORMATS if name in SUFFIXES})
        text = shapes.to_text(chosen)
        st.download_button(
            _("Download {name}").format(name=f"dimensions.{SUFFIXES[chosen]}"),
            text,
            file_name=f"dimensions.{SUFFIXES[chosen]}",
            icon=":material/download:",
            on_click="ignore",
        )
        with st.container(height=260, border=False):  # the copy button takes the focus, so that keys can scroll
            st.code(text, language=None, wrap_lines=True)


def _pictures(many: ShapeTable, config: RunConfig) -> None:
    """The products of one layer, drawn."""
    layers = list(range(1, len(many.sizes)))
    chosen = control_keys.control_among("dimensions_layer", 1, layers, layers[-1])
    with st.container(horizontal=True, vertical_alignment="center"):
        titles = {l: _("Layer {l}").format(l=l) for l in layers}
        l: int = st.selectbox(
            _("Layer"), layers, format_func=titles.__getitem__, key=chosen, width=140, label_visibility="collapsed"
        )
        vectorised = st.toggle(
            _("Derivatives vectorised: all m examples at once"), key=control_keys.control("dimensions_vectorised", True)
        )
    n, n_previous = layer_sizes(config)[l], layer_sizes(config)[l - 1]
    before, after = Layer(l, n, n_previous, 1, "1", True), Layer(l, n, n_previous, many.m, "m", False)
    _before_and_after(before, after)
    derivatives = [quantity for quantity in PRODUCTS if quantity != "Z" and (quantity != "dA" or l > 1)]
    for quantity, column in zip(derivatives, st.columns([1.3, 1, 1.15][: len(derivatives)], gap="small"), strict=True):
        with column:
            _product(quantity, after if vectorised else before)
    st.caption(_("Sides grow with the square root of the dimension; the inner ones, in orange, have to be equal."))


def _before_and_after(before: Layer, after: Layer) -> None:
    """Z of one example, and under it of all at once with b broadcast over the m columns."""
    st.caption(_("Before vectorisation: one example"))
    _product("Z", before)
    st.caption(_("After vectorisation: b is broadcast over the m columns"))
    _product("Z", after)


def _product(quantity: str, layer: Layer) -> None:
    """One equation and its picture."""
    equation = (EQUATIONS_OF_ONE if layer.is_one else EQUATIONS)[quantity].format(l=layer.l, k=layer.l - 1)
    st.markdown(f"${equation}$")
    label = _("Shapes of {equation}").format(equation=quantity)
    picture(
        shape_picture.draw(PRODUCTS[quantity](layer), label, session.theme_mode()),
        key=f"product_{quantity}_{layer.m_name}",
    )


with st.container(key="page", gap="small"):
    page()
