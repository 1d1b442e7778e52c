"""The live view of a run with what the page knows about it: reference lines, facts, words; and the slow view for
hosts without the route."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import streamlit as st

from dnn.background.runs import RunSnapshot
from dnn.configuration import DatasetConfig, RunConfig
from dnn.datasets import Data, load_dataset
from dnn.losses import TASKS
from dnn.network import parameter_count
from pages.live import live_view
from pages.live.texts import live_texts
from pages.server.assets import asset_url, run_url
from pages.shared import charts, state, theme, transport
from pages.shared.text import _

FALLBACK_SECONDS = 1.0
KEY = "live_view"


@lru_cache(maxsize=64)
def examples(dataset: DatasetConfig) -> Data:
    """The data of a configuration, kept for as long as visitors use it; the arrays are read-only."""
    return load_dataset(dataset)


def draw(snapshot: RunSnapshot | None, config: RunConfig) -> None:
    """Show the run; on hosts that do not serve the app's routes, by a fragment once a second."""
    if state.routes_missing():
        _slow_view(moving=snapshot is not None and snapshot.status in transport.MOVING)
        return
    data = examples(config.dataset)
    live_view(
        run_id=snapshot.id if snapshot is not None else None,
        endpoint=run_url(snapshot.id) if snapshot is not None else None,
        assets={"plotly": asset_url("plotly.min.js"), "view": asset_url("view.js")},
        texts=live_texts(_),
        references=reference_lines(data),
        facts=facts(data, config),
        palette=theme.live_palette(),
        score=TASKS[data.task].score_name,
        language=state.language(),
        nonce=state.commands_sent(),
        key=KEY,
        on_ended=lambda: None,
        on_unreachable=state.set_routes_missing,
    )


def reference_lines(data: Data) -> list[dict[str, float | str]]:
    """The costs of a network that has learnt nothing: of one that is undecided, and of one that always says the label
    mean."""
    task = TASKS[data.task]
    lines: list[dict[str, float | str]] = []
    classes = max(2, data.Y_train.shape[0])
    if task.name != "regression":
        lines.append({"value": float(np.log(classes)), "label": f"ln {classes}"})
    lines.append(
        {
            "value": task.baseline(data.Y_train),
            "label": "H(ȳ)" if task.name != "regression" else _("predicts the mean"),
        }
    )
    return lines


def facts(data: Data, config: RunConfig) -> list[dict[str, str]]:
    """What is fixed about the run: its size, its data."""
    n_x, m = data.X_train.shape
    return [
        {
            "label": _("Parameters"),
            "value": f"{parameter_count(config):,}",
            "help": _("All entries of every W and b"),
        },
        {
            "label": _("Layers L"),
            "value": str(len(config.architecture.hidden) + 1),
            "help": _("Hidden layers and the output; the input is not counted"),
        },
        {"label": _("Training examples m"), "value": f"{m:,}", "help": _("One example per column of X")},
        {
            "label": _("Test examples"),
            "value": f"{data.X_test.shape[1]:,}",
            "help": _("Held out; never trained on"),
        },
        {"label": _("Features n[0]"), "value": f"{n_x:,}", "help": _("Rows of X = A[0]")},
    ]


def _slow_view(*, moving: bool) -> None:
    st.caption(_("Live streaming is not available on this host; the chart is drawn once a second."))

    @st.fragment(run_every=FALLBACK_SECONDS if moving else None)
    def tick() -> None:
        snapshot = transport.current_run()
        if moving and (snapshot is None or snapshot.status not in transport.MOVING):
            st.rerun()
        transport_summary(snapshot)
        st.plotly_chart(
            charts.cost_chart(snapshot, state.theme_mode()),
            key="slow_cost_chart",
            theme=None,
            alt=_("Cost over iterations"),
        )

    tick()
