"""A list of shapes from the visitor's own program, checked: the first that does not fit the others is named."""

from __future__ import annotations

import streamlit as st

from dnn.errors import DnnError
from dnn.lessons.shape_list import check_shapes, read_shapes
from dnn.lessons.shape_list.read import MAX_TEXT_LENGTH
from pages.shared.frame import notices
from pages.shared.frame.text import _, literal, say, strong
from pages.shared.session import control_keys

EXAMPLE = "W1: (4, 3)\nb1: (4, 1)\nW2: (4, 3)\nb2: (3, 1)"


def pasted_list() -> None:
    """A box for a list of shapes; the first one that does not fit the others is named."""
    st.markdown(strong(_("Check the shapes of your own program")))
    text = st.text_area(
        _("One shape per line, as your program prints them; none of it is executed"),
        key=control_keys.control("lab_pasted", EXAMPLE),
        height=150,
        max_chars=MAX_TEXT_LENGTH,
    )
    try:
        findings = check_shapes(read_shapes(text))
    except DnnError as problem:
        notices.error(problem)
        return
    if findings.consistent:
        sizes = " – ".join(str(n) if n is not None else "?" for n in findings.sizes)
        st.success(_("All shapes fit one another: n = {sizes}.").format(sizes=sizes), icon=":material/check:")
    for number, finding in enumerate(findings.findings):
        (st.error if number == 0 else st.warning)(literal(say(finding.message)), icon=":material/rule:")
