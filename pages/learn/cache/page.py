"""The page on why z is cached: which arrays backward propagation needs, shown by a derivation, by counts and times with
the cache and without, and by the derivative of every activation function."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dnn.configuration import RunConfig
from dnn.lessons.recomputation import Shape
from dnn.network import layer_sizes
from dnn.training.data import training_data
from pages.learn.cache import consumption, cost_section, slope_section
from pages.shared.drawing import flow_chart
from pages.shared.drawing.derivation import LINES, LayerDimensions, against_the_note, lines_table
from pages.shared.drawing.flow_words import network_of, words_for
from pages.shared.drawing.layer_menu import layer_menu
from pages.shared.drawing.markdown_table import markdown
from pages.shared.drawing.svg import picture
from pages.shared.frame.text import _, heading, say
from pages.shared.run import sidebar
from pages.shared.session import control_keys, session
from pages.shared.session.written_numbers import digits

LAYER, LAYER_AGAIN = "cache_layer", "cache_layer_again"
"""The menu of layers stands at the flow chart and at the curves."""


def page() -> None:
    """Draw the page."""
    snapshot, config = sidebar.draw()
    config = config or session.config()
    data, sizes = training_data(config), layer_sizes(config)
    m = min(config.hyperparameters.batch_size or data.train.m, data.train.m)
    hidden = tuple(layer.activation for layer in config.architecture.hidden)
    shape = Shape(sizes, hidden, data.task, config.hyperparameters.precision)
    st.markdown(
        _(
            "**In one sentence:** $g'$ is evaluated **at** $z^{[l]}$, so without the cache the forward pass "
            "would have to be repeated for every layer of the backward pass."
        )
    )
    l = _arrows(config, m, len(sizes) - 1)
    _derivation(LayerDimensions(sizes[l], sizes[l - 1], m))
    on_and_off = st.container(key="cache_on_off", gap="small")
    slope_section.draw(snapshot, config, LAYER_AGAIN, (LAYER,))
    with on_and_off:  # last, because the first time it measures
        cost_section.draw(shape, m, l)


def _arrows(config: RunConfig, m: int, L: int) -> int:
    """The flow chart with an arrow from each cached array to its use; returns the chosen layer."""
    st.markdown(heading(_("Which cached array is used where")))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        l = layer_menu(LAYER, (LAYER_AGAIN,), L)
        titles = {"": _("all"), "Z": "Z → g′", "A": "A[l−1] → dW", "W": "W → dA[l−1]"}
        chosen = st.segmented_control(
            _("Cached array"),
            list(titles),
            format_func=titles.__getitem__,
            required=True,
            key=control_keys.control("cache_array", ""),
            default=control_keys.control_value("cache_array"),
            label_visibility="collapsed",
        )
        st.caption(_("Hover over W, A or Z in a cache: only its arrow stays."), width="content")
    network = network_of(config, m)
    mode = session.theme_mode()
    picture(
        consumption.highlighted(flow_chart.draw(network, words_for(network), mode, focus=l), chosen), key="cache_flow"
    )
    rows = [
        [f"${each.symbol}$", f"${each.equation}$", say(each.why)]
        for name, each in consumption.USES.items()
        if chosen in ("", name)
    ]
    with st.container(key="cache_uses"):
        st.markdown(markdown((_("in the cache"), _("is used by"), _("because")), rows, "lll"))
    return l


def _derivation(dimensions: LayerDimensions) -> None:
    """The derivation up to the line that the link names, and the note's last line beside the corrected one."""
    st.markdown(heading(_("The derivation, line by line")))
    line = _line()
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="derivation_buttons"):
        st.button(
            _("Previous line"),
            icon=":material/arrow_upward:",
            shortcut="P",
            key="previous_line",
            disabled=line <= 1,
            on_click=partial(_go_to_line, line - 1),
        )
        st.button(
            _("Next line"),
            icon=":material/arrow_downward:",
            shortcut="N",
            type="primary",
            key="next_line",
            disabled=line >= len(LINES),
            on_click=partial(_go_to_line, line + 1),
        )
        st.button(
            _("All lines"), key="all_lines", disabled=line >= len(LINES), on_click=partial(_go_to_line, len(LINES))
        )
        st.markdown(_("Line **{line}** of {count}").format(line=line, count=len(LINES)), width="content")
    with st.container(key="derivation_lines"):
        st.markdown(lines_table(line, dimensions))
    if line == len(LINES):
        st.success(
            _(
                "**So why is z cached?** $g'$ is evaluated at $z^{[l]}$: whoever has kept nothing must repeat the "
                "forward pass from $x$ up to layer $l$, and do so for every layer."
            ),
            icon=":material/lightbulb:",
        )
    against_the_note(dimensions)


def _line() -> int:
    """Number of lines of the derivation that the link asks for; 1 where it names none that exists."""
    line = digits(session.parameter("line") or "", 3)
    return line if line is not None and 1 <= line <= len(LINES) else 1


def _go_to_line(line: int) -> None:
    session.set_parameter("line", str(line))


with st.container(key="page", gap="small"):
    page()
