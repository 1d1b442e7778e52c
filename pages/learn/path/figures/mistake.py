"""A line written wrongly: what it multiplies, what NumPy says or lets pass silently, and what becomes of the cost."""

from __future__ import annotations

import re

import streamlit as st

from dnn.errors import DnnError
from dnn.lessons.mistakes.diagnosis import Diagnosis
from dnn.lessons.mistakes.examine import examine
from dnn.lessons.mistakes.registry import MISTAKES
from pages.learn.path.figures.keepdims import bias_rows, bias_update
from pages.learn.path.figures.shown import WITHHELD, ShownExperiment
from pages.shared.drawing import charts, symbols
from pages.shared.drawing.markdown_table import markdown
from pages.shared.frame import notices
from pages.shared.frame.text import _, in_symbols, labelled, say, strong
from pages.shared.session import session
from pages.shared.session.page_cache import PageCache

WITHOUT_KEEPDIMS = "db_rank_1"
"""The mistake whose update is shown in numbers."""
LAYER = re.compile(r"\[l([-+]1)?\]")
"""The layer of a quantity in a line: l, or the one before or after it."""
MAX_DIAGNOSES_BYTES = 4_000_000
_diagnoses: PageCache[Diagnosis] = PageCache(
    MAX_DIAGNOSES_BYTES, lambda diagnosis: 1_000 + 3 * diagnosis.costs_right.nbytes
)


def draw(shown: ShownExperiment) -> None:
    """Draw both lines and the shapes of what they are made of; after the try what came of it."""
    name = shown.options["mistake"]
    with st.container(key=f"path_figure_{shown.key}"):
        try:
            diagnosis = _diagnoses.get((name, shown.config), lambda: examine(name, shown.config))
        except DnnError as problem:
            notices.error(problem)
            return
        for words, line in (
            (_("What is written"), MISTAKES[name].wrong),
            (_("What should be written"), MISTAKES[name].right),
        ):
            st.markdown(strong(words))
            st.code(line_of_layer(line, diagnosis.layer), language="python", wrap_lines=True)
        st.markdown(operand_table(diagnosis, is_tried=shown.is_tried))
        if shown.is_tried:
            if name == WITHOUT_KEEPDIMS:
                update = bias_update(shown.config, diagnosis.layer)
                st.html(bias_rows(update, diagnosis.layer, session.theme_mode()))
            _came_of_it(diagnosis, shown.key)


def line_of_layer(line: str, l: int) -> str:
    """A line as the layer runs it in which it was planted: its number for l."""
    return LAYER.sub(lambda found: f"[{l + int(found[1] or 0)}]", line)


def operand_table(diagnosis: Diagnosis, *, is_tried: bool) -> str:
    """The arrays that the wrong line takes with their shapes, and what it gives where that may be told."""
    rows = [(f"`{name}`", f"${symbols.numbers(shape)}$") for name, shape in diagnosis.operands if shape]
    got = _("an error") if diagnosis.got_shape is None else _shape(diagnosis.got_shape)
    rows.append((strong(_("result")), strong(got) if is_tried else WITHHELD))
    rows.append((_("what it should be"), _shape(diagnosis.expected_shape) if is_tried else WITHHELD))
    heads = (_("array in layer {l}").format(l=diagnosis.layer), _("shape"))
    return markdown(heads, rows, "ll")


def _shape(shape: tuple[int, ...]) -> str:
    return f"${symbols.numbers(shape)}$" if shape else _("a number")


def _came_of_it(diagnosis: Diagnosis, key: str) -> None:
    """NumPy's answer, the first quantity that differs, and the cost."""
    if diagnosis.refusal is not None:
        st.markdown(strong(_("NumPy says")))
        if diagnosis.got_shape is not None:
            later = _("Nothing in this line; but at iteration {iteration}, in the line below:")
            st.markdown(later.format(iteration=diagnosis.refusal.iteration))
            st.code(diagnosis.refusal.source, language="python", wrap_lines=True)
        st.code(diagnosis.refusal.numpy_message, language=None, wrap_lines=True)
        if diagnosis.refusal.clash is not None:
            st.markdown(in_symbols(say(diagnosis.refusal.clash)))
    else:
        words = (
            _("nothing: it computes on silently.") if diagnosis.visible else _("nothing, and nothing is wrong here.")
        )
        st.markdown(labelled(_("NumPy says"), words))
    st.markdown(labelled(_("Result"), in_symbols(say(diagnosis.what_came_out))))
    st.markdown(labelled(_("Effect on training"), say(diagnosis.effect.text)))
    if diagnosis.costs_wrong is None:
        return
    st.plotly_chart(
        charts.cost_curves(diagnosis.costs_right, diagnosis.costs_wrong, diagnosis.costs_true, session.theme_mode()),
        key=f"mistake_{key}",
        theme=None,
        config={"displayModeBar": False},
        alt=_("The cost with the mistake and without it"),
    )
