"""The live_plotly component: a Plotly figure that is updated, not replaced.

Streamlit's own chart is another one whenever its figure is another: one that changes twice a second would blink, and
forget what a click on the legend has hidden.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import plotly.graph_objects as go

from dnn.background.wire import LivePlotlyData
from pages.live.folder import loading_component

_component = loading_component(
    "dnn_live_plotly", '<div class="dnn-live-plotly" style="height: var(--dnn-live-height)"></div>'
)


def live_plotly(
    figure: go.Figure,
    *,
    key: str,
    alt: str,
    narrow: Mapping[str, Any] | None,
    plotly_url: str,
    module_url: str,
    on_unreachable: Callable[[], None],
) -> None:
    """Show a figure. A rerun with another one changes what is shown; the chart stays.

    Args:
        figure: with a height; it takes the width that there is.
        key: the component's key.
        alt: what it shows, for those who do not see it.
        narrow: what replaces parts of its layout where there is little room.
        plotly_url: plotly.js.
        module_url: static/live_plotly.js, its siblings beside it under the same folder.
        on_unreachable: called when the modules are not served here.
    """
    data: LivePlotlyData = {
        "figure": figure.to_json(),
        "height": int(figure.layout.height),
        "narrow": dict(narrow or {}),
        "alt": alt,
        "plotly_url": plotly_url,
        "module_url": module_url,
    }
    _component(
        key=key,
        data=data,
        on_unreachable_change=on_unreachable,
    )
