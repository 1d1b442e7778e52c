"""The folder with the JavaScript modules of the components, and the components that load theirs from it."""

from pathlib import Path

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

STATIC = Path(__file__).parent / "static"
"""The folder of the modules; a server route hands out each `*.js` in it."""


def loading_component(name: str, html: str, *styles: str) -> ComponentRenderer:
    """A component that travels with bootstrap.js and the style sheets of these names alone: its modules are fetched by
    the browser. Styles are not isolated."""
    return st.components.v2.component(
        name,
        html=html,
        css="".join((STATIC / each).read_text("utf-8") for each in styles) or None,
        js=(STATIC / "bootstrap.js").read_text("utf-8"),
        isolate_styles=False,
    )
