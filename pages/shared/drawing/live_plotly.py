"""Charts that change twice a second: the live_plotly component, or Streamlit's own where the routes are missing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from pages.live.live_plotly import live_plotly
from pages.server.files.assets import plotly_path, view_path
from pages.shared.session import session


def chart(figure: go.Figure, key: str, alt: str, narrow: Mapping[str, Any] | None = None) -> None:
    """Show a figure without a toolbar; `alt` says what it shows, `narrow` what its layout is like on a phone."""
    if session.routes_missing():
        st.plotly_chart(figure, key=key, theme=None, config={"displayModeBar": False}, alt=alt)
        return
    live_plotly(
        figure,
        key=key,
        alt=alt,
        narrow=narrow,
        plotly_url=plotly_path(),
        module_url=view_path("live_plotly.js"),
        on_unreachable=session.set_routes_missing,
    )
