"""Your data: points of classes, or a curve, that the visitor draws herself."""

from __future__ import annotations

import streamlit as st

from pages.lab.data import drawing
from pages.shared.frame import notices

with st.container(key="page", gap="small"):
    notices.draw()
    drawing.draw()
