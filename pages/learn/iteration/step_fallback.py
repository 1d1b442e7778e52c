"""The steps of an iteration by Streamlit's own means, for hosts that do not serve the stepper's modules."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dnn.lessons.walkthrough import IterationTrace, Operand
from pages.learn.iteration.step_equations import Writer, equation
from pages.learn.iteration.step_words import PARTS, REASONS, kind
from pages.shared.drawing.svg import picture
from pages.shared.frame.text import _, labelled, say
from pages.shared.session import control_keys, session


def draw(trace: IterationTrace, chart: str) -> None:
    """The flow chart, buttons, and the arrays of one step as tables."""
    picture(chart, key="flow_chart")
    steps = {step.key: step for step in trace.steps}
    keys, mode = list(steps), session.theme_mode()
    linked = session.parameter("step")
    name = control_keys.control_among("fallback_step", linked if linked in steps else keys[0], steps, keys[0])
    index = keys.index(control_keys.control_value("fallback_step"))
    with st.container(horizontal=True, vertical_alignment="center"):
        for words, to in ((_("Step back"), max(0, index - 1)), (_("Next step"), min(len(keys) - 1, index + 1))):
            st.button(words, on_click=control_keys.set_control, args=("fallback_step", keys[to]))
        step = steps[st.selectbox(_("Steps"), keys, key=name, label_visibility="collapsed", width=160)]
    session.set_parameter("step", step.key)
    st.markdown(f"$${equation(trace, step, mode)}$$")
    st.markdown(labelled(say(PARTS[step.part]), say(REASONS[kind(trace, step)])))
    write, computation = Writer(trace, mode, not trace.vectorised), trace.computation(step)
    operands = (computation.result, *computation.operands)
    for column, operand in zip(st.columns(len(operands)), operands, strict=True):
        with column:
            st.markdown(f"${write(operand.symbol, operand.layer, transposed=operand.transposed)}$")
            st.dataframe(_table(operand), height=260)


def _table(operand: Operand) -> pd.DataFrame:
    array = operand.read
    return pd.DataFrame(array, index=range(1, len(array) + 1), columns=[str(j + 1) for j in range(array.shape[1])])
