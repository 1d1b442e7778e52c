"""The costs that a network has to beat: those of always the same answer and of a linear model, on these data."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dnn.background.services import get_page_worker
from dnn.configuration import DatasetConfig
from dnn.losses import TASKS
from dnn.tables.baseline import Baseline, Baselines, baselines
from dnn.tables.prepare import PreparedTable
from pages.shared.drawing import markdown_table
from pages.shared.frame.text import _, ngettext, sentences, strong
from pages.shared.session.page_cache import PageCache

_BASELINES: PageCache[Baselines] = PageCache(1_000_000)


def draw(made: PreparedTable, dataset: DatasetConfig) -> None:
    """Draw those of a table that is named by a configuration; a worker process computes them.

    Raises:
        DnnError: the worker has too much to do.
    """

    def computed() -> Baselines:
        return get_page_worker().compute(baselines, replace(made, notes=()), dataset.standardize)

    with st.spinner(_("Fitting the linear model")):
        found = _BASELINES.get(dataset, computed)
    is_regression = TASKS[made.task].is_regression
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
    st.caption(sentences(*_words(found)))


def _words(found: Baselines) -> list[str]:
    """Sentences on the cost that a network has to beat: that of the better model of the two, on the test part if there
    is any."""
    templates = []
    has_test = found.linear.test is not None and found.constant.test is not None
    costs = [each.test if has_test else each.train for each in (found.linear, found.constant)]
    lowest = min(cost for cost in costs if cost is not None)
    if not found.linear.is_converged:
        templates.append(_("The linear model would go on falling: a plane may separate these classes."))
    elif has_test:
        templates.append(_("A network's test cost has to end below {cost}, or its hidden layers are of no use."))
    else:
        templates.append(_("A network has to end below {cost}, or its hidden layers are of no use."))
    if found.linear.fitted is not None:
        words = ngettext(
            "The linear model was fitted to {count} of the training examples.",
            "The linear model was fitted to {count} of the training examples.",
            found.linear.fitted,
        )
        templates.append(words.format(count=f"{found.linear.fitted:,}"))
    return [words.format(cost=f"{lowest:.4g}") for words in templates]


def _row(name: str, baseline: Baseline, is_regression: bool) -> list[str]:
    costs = ["–" if cost is None else f"{cost:.4g}" for cost in (baseline.train, baseline.test)]
    scores = [_score(score, is_regression) for score in (baseline.train_score, baseline.test_score)]
    return [strong(name), *costs, *scores]


def _score(score: float | None, is_regression: bool) -> str:
    if score is None:
        return "–"
    return f"{score:.3f}" if is_regression else f"{100 * score:.1f} %"
