"""The wrong-shape lab: plant one of the mistakes that students make, or try shapes of your own, and see which errors
NumPy reports, which ones it does not, and how training goes on."""

from __future__ import annotations

import streamlit as st

from dnn.errors import DnnError
from dnn.lessons.mistakes.diagnosis import Diagnosis
from dnn.lessons.mistakes.examine import examine
from dnn.lessons.mistakes.mistake import TOPICS, Mistake
from dnn.lessons.mistakes.registry import MISTAKES
from dnn.shapes import training_examples
from pages.learn.shape_lab.own_shapes import free_product, numpy_message
from pages.learn.shape_lab.pasted_shapes import pasted_list
from pages.shared.drawing import charts
from pages.shared.drawing.layer_menu import planted_menu
from pages.shared.frame import notices
from pages.shared.frame.text import _, labelled, say, strong
from pages.shared.run import controls, sidebar
from pages.shared.session import control_keys, session


def page() -> None:
    """Draw the page."""
    _snapshot, config = sidebar.draw((controls.DATA, controls.NETWORK))
    mistake = _chosen()
    left, right = st.columns([0.36, 0.64], gap="medium")
    with left:
        mistake = _menu(mistake)
        layer = _layer_menu(mistake, len((config or session.config()).architecture.hidden) + 1)
        st.markdown(strong(_("What is written")))
        st.code(mistake.wrong, language="python", wrap_lines=True)
        st.markdown(strong(_("What should be written")))
        st.code(mistake.right, language="python", wrap_lines=True)
    with right:
        try:
            network = config or session.config()
            _diagnosis(mistake, examine(mistake.name, network, layer), training_examples(network.dataset))
        except DnnError as problem:
            notices.error(problem)
    st.divider()
    left, right = st.columns(2, gap="medium")
    with left:
        free_product()
    with right:
        pasted_list()


def _chosen() -> Mistake:
    """The mistake of the link, or the first one."""
    name = session.parameter("mistake")
    return MISTAKES[name] if name in MISTAKES else next(iter(MISTAKES.values()))


def _menu(mistake: Mistake) -> Mistake:
    """The menus of topics and of mistakes; the choice goes into the link."""
    topics = {topic: say(title) for topic, title in TOPICS.items()}
    topic = st.selectbox(
        _("Topic"),
        list(topics),
        format_func=topics.__getitem__,
        key=control_keys.control("lab_topic", mistake.topic),
        label_visibility="collapsed",
    )
    titles = {name: say(each.title) for name, each in MISTAKES.items() if each.topic == topic}
    key = control_keys.control_among("lab_mistake", mistake.name, titles, next(iter(titles)))
    name: str = st.radio(
        _("Mistake"), list(titles), format_func=titles.__getitem__, key=key, label_visibility="collapsed"
    )
    session.set_parameter("mistake", name)
    return MISTAKES[name]


def _layer_menu(mistake: Mistake, L: int) -> int | None:
    """The layer at which the mistake is planted, which goes into the link; None lets the laboratory choose one, or say
    what is missing."""
    layers, default = mistake.where(L), mistake.default_layer(L)
    if default is None or len(layers) < 2:
        session.set_parameter("planted", None)
        return None
    layer = planted_menu("lab_layer", list(layers), session.parameter("planted") or "", default, "stretch")
    session.set_parameter("planted", str(layer))
    return layer


def _diagnosis(mistake: Mistake, diagnosis: Diagnosis, m: int) -> None:
    """Show the diagnosis that running the mistake has given, on some of m training examples."""
    if diagnosis.refusal is not None:
        refusal = diagnosis.refusal
        st.error(
            _("NumPy raises an error in the line that computes {symbol} of layer {layer}.").format(
                symbol=refusal.symbol, layer=refusal.layer
            ),
            icon=":material/block:",
        )
        st.markdown(f"$${refusal.equation}$$")
        if refusal.clash is not None:
            st.markdown(say(refusal.clash))
        numpy_message(refusal.numpy_message)
    else:
        if diagnosis.visible:
            st.warning(_("NumPy raises no error, and the numbers are wrong."), icon=":material/volume_off:")
        else:
            st.info(_("This network hides the mistake."), icon=":material/visibility_off:")
        st.markdown(f"$${diagnosis.equation}$$")
    st.markdown(labelled(_("Result"), say(diagnosis.what_came_out)))
    if diagnosis.advice is not None:
        st.markdown(labelled(_("How to reveal it"), say(diagnosis.advice)))
    st.markdown(labelled(_("Effect on training"), say(diagnosis.effect.text)))
    run_on = _(
        "Run on {examples} of the {m} training examples, evenly spread; gradient descent, α = {alpha}, "
        "iterations: {iterations}."
    )
    counts = {"examples": f"{diagnosis.examples:,}", "m": f"{m:,}", "iterations": f"{diagnosis.iterations:,}"}
    st.caption(run_on.format(alpha=f"{diagnosis.alpha:g}", **counts))
    if diagnosis.cost_remark is not None:
        st.markdown(say(diagnosis.cost_remark))
    st.plotly_chart(
        charts.cost_curves(diagnosis.costs_right, diagnosis.costs_wrong, diagnosis.costs_true, session.theme_mode()),
        key="lab_curves",
        theme=None,
        config={"displayModeBar": False},
        alt=_("The cost with the mistake and without it"),
    )
    st.markdown(labelled(_("Why"), say(mistake.explanation)))
    st.markdown(labelled(_("The fix"), say(mistake.fix)))


with st.container(key="page", gap="small"):
    page()
