"""One iteration: step through forward and backward propagation with the real numbers, and apply the update."""

from __future__ import annotations

import streamlit as st

from dnn.configuration import RunConfig
from dnn.lessons.walkthrough import IterationTrace
from dnn.step import batch_at
from pages.learn.iteration import batch_controls, saturated_output, step_view
from pages.shared.drawing import flow_chart
from pages.shared.drawing.flow_words import network_of, words_for
from pages.shared.frame.text import _
from pages.shared.iteration import batch, one_iteration
from pages.shared.iteration.batch import Batch
from pages.shared.run import sidebar
from pages.shared.session import session, work_limits
from pages.shared.session.network_snapshot import NetworkSnapshot, network_snapshot


def page() -> None:
    """Draw the page."""
    snapshot, config = sidebar.draw()
    network = network_snapshot(snapshot, config or session.config())
    m = batch_at(network.config, network.state)[0].shape[1]
    one_iteration.moving_notice(network)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="iteration_choices"):
        examples, at_once = batch_controls.draw(network, m)
        st.space("stretch")
        if examples.is_next and not batch.is_too_large(network, Batch()):
            one_iteration.figures(network)
            one_iteration.button(network)
    one_iteration.outcome(network)
    if batch.is_too_large(network, examples):
        st.info(
            _(
                "This iteration is too large to be shown step by step: expected at most {parameters} million "
                "parameters and {multiplications} million multiplications; look at one example, or try a "
                "smaller network or batch."
            ).format(
                parameters=work_limits.MAX_EXPLAINED_PARAMETERS // 10**6,
                multiplications=work_limits.MAX_EXPLAINED_MULTIPLICATIONS // 10**6,
            ),
            icon=":material/info:",
        )
        return
    _steps(network, examples, at_once)
    saturated_output.lesson(network.config)


def _steps(network: NetworkSnapshot, examples: Batch, at_once: bool) -> None:
    """The flow chart and the numbers."""
    config: RunConfig = network.config
    trace = IterationTrace(config, batch.iteration(network, examples), at_once)
    chart_network = network_of(config, trace.m, is_one=not at_once)
    chart = flow_chart.draw(chart_network, words_for(chart_network), session.theme_mode(), interactive=True)
    step_view.draw(trace, chart, examples.picked)


with st.container(key="page", gap="small"):
    page()
