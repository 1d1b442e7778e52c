"""The comparison on the page: the component in the browser, or Streamlit's own charts where it cannot be had."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dnn.background.wire import CompareData
from pages.lab.compare import slow_comparison
from pages.lab.compare.compared_runs import differing_settings, learn_from_the_same, notes, run_data, score_of
from pages.lab.compare.looked_at import iteration_of_link, show_iteration
from pages.live.comparison import compare_texts, comparison
from pages.server.comparison.comparison_text import ComparedRun
from pages.server.files.assets import plotly_path, view_path
from pages.shared.drawing import theme
from pages.shared.frame.text import translator
from pages.shared.session import address, session, values

KEY = "comparison"


@st.fragment
def draw(runs: Sequence[ComparedRun], data: CompareData) -> None:
    """Show some runs, with all that the component shows of them."""
    if session.routes_missing():
        slow_comparison.draw(runs)
        return
    comparison(
        key=KEY,
        module_url=data["module_url"],
        plotly_url=data["plotly_url"],
        texts=data["texts"],
        language=data["language"],
        palette=theme.live_palettes(),
        score=data["score"],
        runs=data["runs"],
        settings=data["settings"],
        notes=data["notes"],
        is_comparable=data["is_comparable"],
        iteration=data["iteration"],
        on_settled=_take_iteration,
        on_unreachable=session.set_routes_missing,
    )
    address.write_link()


def component_data(runs: Sequence[ComparedRun]) -> CompareData:
    """All that the component shows of some runs."""
    score, settings = score_of(runs), differing_settings(runs)
    return {
        "module_url": view_path("compare.js"),
        "plotly_url": plotly_path(),
        "texts": compare_texts(translator(), score),
        "language": session.language(),
        "palette": theme.live_palettes(),
        "score": score,
        "runs": run_data(runs, settings),
        "settings": settings,
        "notes": notes(runs),
        "is_comparable": learn_from_the_same([run.recipe.config for run in runs]),
        "iteration": iteration_of_link(),
    }


def _take_iteration() -> None:
    show_iteration(values.component_value(KEY, "settled"))
