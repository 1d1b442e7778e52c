"""Charts that change while one looks at them: steady where the host serves the app's routes, Streamlit's elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from pages.live.steady import steady_chart
from pages.server.assets import plotly_path, view_path
from pages.shared import state


def chart(figure: go.Figure, key: str, alt: str, narrow: Mapping[str, Any] | None = None) -> None:
    """Show a figure without a toolbar; `alt` says what it shows, `narrow` what its layout is like on a phone."""
    if state.routes_missing():
        st.plotly_chart(figure, key=key, theme=None, config={"displayModeBar": False}, alt=alt)
        return
    steady_chart(
        figure,
        key=key,
        alt=alt,
        narrow=narrow,
        plotly_url=plotly_path(),
        module_url=view_path("steady.js"),
        on_unreachable=state.set_routes_missing,
    )
