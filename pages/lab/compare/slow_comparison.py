"""The comparison for hosts that do not serve the app's routes: a slider, a table, and Streamlit's own charts."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dnn.background.replay.replays import Replay
from dnn.errors import DnnError
from pages.lab.compare.compared_runs import differing_settings, frames_of, notes, titles
from pages.lab.compare.export import frame_at, replayed
from pages.lab.compare.looked_at import iteration_of_link, show_iteration
from pages.server.comparison.comparison_text import ComparedRun
from pages.shared.drawing import theme
from pages.shared.frame import notices
from pages.shared.frame.text import _
from pages.shared.session import session

HEIGHT = 320


def draw(runs: Sequence[ComparedRun]) -> None:
    """Show some runs."""
    for note in notes(runs):
        st.caption(note)
    try:
        with st.spinner(_("Training these runs again …")):
            found = replayed(runs, frames_of(runs))
    except DnnError as problem:
        notices.error(problem)
        return
    named = titles(runs)
    stops = sorted({frame.iteration for each in found for frame in each.frames})
    at = iteration_of_link()
    first = stops[-1] if at is None else max((stop for stop in stops if stop <= at), default=stops[0])
    iteration = st.select_slider(_("At iteration"), stops, first, key="slow_comparison_iteration")
    show_iteration(iteration)
    st.dataframe(_table(runs, named, found, iteration))
    st.plotly_chart(_chart(runs, named, found, iteration), theme=None, alt=_("The curves of the compared runs"))


def _table(runs: Sequence[ComparedRun], titles: Sequence[str], found: Sequence[Replay], iteration: int) -> pd.DataFrame:
    """Settings that differ and figures at an iteration: a row each, a column a run."""
    rows = {row["label"]: row["values"] for row in differing_settings(runs)}
    frames = [frame_at(each, iteration) for each in found]
    measured = [frame.evaluation for frame in frames]
    rows[_("iteration")] = [f"{frame.iteration:,}" for frame in frames]
    rows[_("train cost")] = [_figure(each.train_data_cost) for each in measured]
    rows[_("test cost")] = [_figure(each.test_cost) for each in measured]
    rows[_("train score")] = [_figure(each.train_score) for each in measured]
    rows[_("test score")] = [_figure(each.test_score) for each in measured]
    for layer in range(max(len(frame.gradient_norms) for frame in frames)):
        norms = [frame.gradient_norms[layer : layer + 1] for frame in frames]
        rows[f"‖dW[{layer + 1}]‖"] = [_figure(norm[0]) if norm else "–" for norm in norms]
    return pd.DataFrame.from_dict(rows, orient="index", columns=list(titles))


def _chart(runs: Sequence[ComparedRun], titles: Sequence[str], found: Sequence[Replay], iteration: int) -> go.Figure:
    mode = session.theme_mode()
    figure = go.Figure(layout={"template": theme.plotly_template(mode), "height": HEIGHT})
    for run, title, each in zip(runs, titles, found, strict=True):
        iterations, costs = each.history.points() if each.history is not None else ((), ())
        line = theme.run_line(run.colour, run.number, mode)
        figure.add_scatter(x=iterations, y=costs, name=title, mode="lines", line=line)
    figure.add_vline(iteration, line={"dash": "dot", "color": theme.SCHEMES[mode].muted})
    figure.update_xaxes(title=_("iterations")).update_yaxes(title=_("cost J"), rangemode="tozero")
    return figure


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:#.4g}"
