"""The lesson of the saturated output unit: dA as in the note beside dZ = A − Y, and why code starts from the latter."""

from __future__ import annotations

import streamlit as st

from dnn.configuration import RunConfig
from dnn.lessons.saturated_output import CLIP, OutputUnit, output_unit
from pages.shared.drawing import markdown_table, symbols
from pages.shared.frame.text import _, strong
from pages.shared.session import control_keys, session

MAX_ASKED_Z = 50.0
FIRST_Z = 40.0


def lesson(config: RunConfig) -> None:
    """A unit whose z the visitor moves, and its gradient computed in three ways."""
    L, mode = len(config.architecture.hidden) + 1, session.theme_mode()
    with st.expander(_("Why code starts from A − Y: a saturated unit, computed both ways"), expanded=False):
        st.markdown(
            _(
                "For a sigmoid output with cross-entropy the two are the same by algebra: $dz=da\\cdot g'(z)$, and "
                "$\\left(-\\frac{y}{a}+\\frac{1-y}{1-a}\\right)a\\,(1-a)=a-y$. They are not the same in a "
                "computer, where $1-a$ rounds to 0 from about $z=37$ on."
            )
        )
        left, right = st.columns([0.34, 0.66], gap="medium", vertical_alignment="center")
        with left:
            z: float = st.slider(
                _("z of the output unit"),
                -MAX_ASKED_Z,
                MAX_ASKED_Z,
                step=1.0,
                format="%g",
                key=control_keys.control("saturated_z", FIRST_Z),
            )
            chosen = st.segmented_control(
                _("Label y"),
                [0, 1],
                required=True,
                key=control_keys.control("saturated_y", 0),
                label_visibility="visible",
            )
        with right:
            st.markdown(_table(output_unit(z, float(chosen or 0)), L, mode))
        st.caption(
            _(
                "In float64. Clipping keeps a {clip} away from 0 and 1 so that nothing is infinite; but there the "
                "derivative of the clipped a is 0, and the unit learns nothing from this example, however wrong it is."
            ).format(clip=f"{CLIP:g}")
        )


def _table(unit: OutputUnit, L: int, mode: str) -> str:
    """The three ways, one a row."""
    dz = symbols.tex("dz", L, mode)
    rows = (
        (r"$a=\sigma(z)$", _("activation"), unit.a),
        (r"$da=-\frac{y}{a}+\frac{1-y}{1-a}$", _("as in the note"), unit.da),
        (r"$g'(z)=a\,(1-a)$", _("from the rounded a"), unit.slope),
        (rf"${dz}=da\cdot g'(z)$", _("the note's two factors"), unit.chained),
        (rf"${dz}=da\cdot g'(z)$", _("the same with a clipped"), unit.clipped),
        (rf"${dz}=a-y$", _("what code uses"), unit.direct),
    )
    shown = [(formula, words, strong(_number(value))) for formula, words, value in rows]
    return markdown_table.markdown((_("formula"), _("how"), _("value")), shown, "llr")


def _number(value: float) -> str:
    return f"{value:.6g}".replace("inf", "∞").replace("nan", "NaN")
