"""The costs that a network has to beat: those of always the same answer and of a linear model, on these data."""

from __future__ import annotations

import streamlit as st

from dnn.background.services import get_page_worker
from dnn.configuration import DatasetConfig
from dnn.losses import TASKS
from dnn.tables.baseline import Baseline, Baselines, baselines
from pages.shared.drawing import markdown_table
from pages.shared.frame.text import _, strong
from pages.shared.session.page_cache import PageCache

_BASELINES: PageCache[Baselines] = PageCache(1_000_000)


def draw(dataset: DatasetConfig, task: str) -> None:
    """Draw it; a worker process computes it. The data of the configuration are at hand."""
    with st.spinner(_("Fitting the linear model")):
        found = _BASELINES.get(dataset, lambda: get_page_worker().compute(baselines, dataset))
    is_regression = TASKS[task].is_regression
    score = _("R²") if is_regression else _("accuracy")
    heads = [
        "",
        _("J, training"),
        _("J, test"),
        _("{score}, training").format(score=score),
        _("{score}, test").format(score=score),
    ]
    constant = _("always the mean") if is_regression else _("always the shares of the classes")
    linear = _("least squares") if is_regression else _("logistic regression")
    rows = [_row(constant, found.constant, is_regression), _row(linear, found.linear, is_regression)]
    with st.container(key="figures"):
        st.markdown(markdown_table.markdown(heads, rows, "lrrrr"))
    if found.linear.test is None:
        words, cost = _("A network has to end below {cost}, or its hidden layers are of no use."), found.linear.train
    else:
        words = _("A network's test cost has to end below {cost}, or its hidden layers are of no use.")
        cost = found.linear.test
    st.caption(words.format(cost=f"{cost:.4g}"))
    if not found.linear.is_converged:
        st.caption(_("The linear model would go on falling: a plane may separate these classes."))


def _row(name: str, baseline: Baseline, is_regression: bool) -> list[str]:
    costs = ["–" if cost is None else f"{cost:.4g}" for cost in (baseline.train, baseline.test)]
    scores = [_score(score, is_regression) for score in (baseline.train_score, baseline.test_score)]
    return [strong(name), *costs, *scores]


def _score(score: float | None, is_regression: bool) -> str:
    if score is None:
        return "–"
    return f"{score:.3f}" if is_regression else f"{100 * score:.1f} %"
