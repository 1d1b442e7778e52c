"""A picture drawn by the app as SVG, put into the page itself, so that it has the page's letters and colours."""

from __future__ import annotations

import streamlit as st

_component = st.components.v2.component(
    "dnn_picture",
    html='<div class="picture"></div>',
    css=".picture { overflow-x: auto; color: var(--st-text-color); font-family: var(--st-font); }",
    js="""
export default function ({ parentElement, data }) {
  const box = parentElement.querySelector(".picture");
  if (box.dataset.svg !== data.svg) {
    box.dataset.svg = data.svg;
    box.innerHTML = data.svg;
  }
}
""",
)


def picture(svg: str, *, key: str, height: int | None = None) -> None:
    """Show an SVG that this app has drawn; its root has the role "img" and a label that says what there is to see.

    Args:
        height: that of the picture in pixels, where it does not follow the width: it is kept until the picture comes.
    """
    _component(key=key, data={"svg": svg}, height="content" if height is None else height)
