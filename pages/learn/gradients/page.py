"""Vanishing and exploding gradients: their norms in each layer of a network of any depth up to MAX_LAYERS."""

from __future__ import annotations

import math
import re
from dataclasses import replace

import numpy as np
import streamlit as st

from dnn.activations import ACTIVATIONS
from dnn.background.services import get_page_worker
from dnn.configuration import ArchitectureConfig, HiddenLayer, RunConfig
from dnn.errors import DnnError
from dnn.initializers import INITIALIZERS
from dnn.lessons.diagnosis import diagnose
from dnn.lessons.gradient_flow import GradientFlow, gradient_flow
from pages.learn.gradients.charts import over_the_iterations, over_the_layers
from pages.shared.drawing import live_plotly, markdown_table
from pages.shared.frame import notices
from pages.shared.frame.text import _, ngettext, say, sentences
from pages.shared.run import controls, findings, run_commands, sidebar
from pages.shared.run.option_widgets import number_field, registry_menu
from pages.shared.session import control_keys, session
from pages.shared.session.page_cache import PageCache
from pages.shared.session.run_view import MAIN

UNITS, MAX_FLOW_LAYERS, MAX_FLOW_UNITS = 10, 32, 32
PARAMETER = "flow"
LINKED = re.compile(r"(\d{1,2})\.([a-z_]+)\.([a-z_]+)(?:\.(\d{1,2}))?", re.ASCII)
"""Depth, activation function and initialiser; units where they differ from UNITS."""
DEFAULT = (11, "sigmoid", "xavier")
PRESETS = (
    DEFAULT,
    (3, "sigmoid", "xavier"),
    (11, "relu", "small_normal"),
    (11, "relu", "he"),
    (11, "linear", "normal"),
)
_FLOWS: PageCache[GradientFlow] = PageCache(bytes=16_000_000, size=lambda flow: 2 * flow.weights.nbytes + 10_000)


def page() -> None:
    """Draw the page."""
    _snapshot, config = sidebar.draw((controls.DATA, controls.HYPERPARAMETERS))
    network = _network(config or session.config())
    try:
        flow = _FLOWS.get(network, lambda: get_page_worker().compute(gradient_flow, network))
    except DnnError as problem:
        notices.error(problem)
        return
    _figures(flow)
    _draws(flow)
    mode = session.theme_mode()
    left, right = st.columns(2, gap="medium")
    with left:
        live_plotly.chart(
            over_the_layers(flow, mode), "flow_layers", _("The norm of each layer's gradient, logarithmic")
        )
    with right:
        live_plotly.chart(
            over_the_iterations(flow, mode), "flow_iterations", _("The norms over the iterations, as colours")
        )
    _words(flow, network)


def _network(config: RunConfig) -> RunConfig:
    """The network of the menus, on the data, with the seed and the learning rate of the sidebar."""
    depth, activation, initializer, linked_units = _linked()
    with st.container(horizontal=True, gap="small"):
        for preset in PRESETS:
            name = _("{activation}, {initializer}, L = {L}").format(
                activation=say(ACTIVATIONS[preset[1]].title),
                initializer=say(INITIALIZERS[preset[2]].title),
                L=preset[0],
            )
            st.button(name, key=f"flow_{'_'.join(map(str, preset))}", on_click=_take, args=preset)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        L: int = st.slider(_("Layers L"), 1, MAX_FLOW_LAYERS, key=control_keys.control("flow_depth", depth), width=300)
        chosen: str = registry_menu(*("flow_activation", _("Activation function"), ACTIVATIONS, activation), width=200)
        drawn: str = registry_menu(*("flow_initializer", _("Initialiser"), INITIALIZERS, initializer), width=220)
        units: int = number_field(*("flow_units", _("Units of each layer"), 1, MAX_FLOW_UNITS, linked_units), width=160)
    session.set_parameter(PARAMETER, f"{L}.{chosen}.{drawn}" + (f".{units}" if units != UNITS else ""))
    hidden = (HiddenLayer(units, chosen),) * (L - 1)
    hyperparameters = replace(config.hyperparameters, precision="float64")
    return replace(config, architecture=ArchitectureConfig(hidden, drawn), hyperparameters=hyperparameters)


def _linked() -> tuple[int, str, str, int]:
    """Depth, activation function, initialiser and units of the link; the default where one of them does not exist."""
    found = LINKED.fullmatch(session.parameter(PARAMETER) or "")
    if found is None:
        return *DEFAULT, UNITS
    depth, units = int(found[1]), int(found[4] or UNITS)
    is_known = found[2] in ACTIVATIONS and found[3] in INITIALIZERS
    if not is_known or not 1 <= depth <= MAX_FLOW_LAYERS or not 1 <= units <= MAX_FLOW_UNITS:
        return *DEFAULT, UNITS
    return depth, found[2], found[3], units


def _take(depth: int, activation: str, initializer: str) -> None:
    for name, value in (("depth", depth), ("activation", activation), ("initializer", initializer), ("units", UNITS)):
        control_keys.set_control(f"flow_{name}", value)


def _figures(flow: GradientFlow) -> None:
    """The two numbers that only together say something."""
    last = int(flow.iterations[-1])
    ratio = "–" if math.isnan(flow.ratio) else f"{flow.ratio:.1e}"
    shown = {
        _(r"$\lVert dW^{[1]} \rVert / \lVert dW^{[L]} \rVert$ at the start"): ratio,
        _(r"largest $\lVert dW^{[l]} \rVert$ at the start"): f"{flow.largest:.1e}",
        _("J at the start"): f"{flow.costs[0]:.4g}",
        ngettext("J after {iterations} iteration", "J after {iterations} iterations", last).format(
            iterations=f"{last:,}"
        ): f"{flow.costs[-1]:.4g}",
    }
    with st.container(key="figures"):
        st.markdown(markdown_table.of_figures(shown))


def _draws(flow: GradientFlow) -> None:
    """Show the range of the ratio over several seeds."""
    ratios = flow.drawn_ratios
    if not len(ratios):
        return
    words = _(
        "Over {draws} draws of the weights the ratio is between {lowest} and {highest}, in the middle {middle}, "
        "and the largest norm {norm}: what they have in common is the network's, the rest is the seed's."
    )
    st.caption(
        words.format(
            draws=len(flow.drawn),
            lowest=f"{ratios.min():.0e}",
            middle=f"{np.median(ratios):.0e}",
            highest=f"{ratios.max():.0e}",
            norm=f"{np.median(flow.drawn.max(axis=1)):.0e}",
        )
    )


def _words(flow: GradientFlow, network: RunConfig) -> None:
    """Show the doctor's findings, and why one number is not enough."""
    found = diagnose(flow.evidence)
    for finding in found:
        findings.show(say(finding.title), say(finding.seen), sentences(say(finding.why), say(finding.remedy)))
    if not found:
        st.success(_("Diagnosis: no problems found."), icon=":material/check_circle:")
    st.caption(
        _(
            "Neither number is enough alone. With 11 layers of ReLU and weights of 0.01 the ratio is near 1, "
            "as if all were well, while every gradient is almost zero: check both the norms and their ratio."
        )
    )
    st.button(
        _("Train this network"), key="flow_train", icon=":material/play_arrow:",
        on_click=run_commands.start_with, args=(MAIN, network),
        help=_("A new run with this network, on the Train page"),
    )  # fmt: skip


with st.container(key="page", gap="small"):
    page()
