"""The cost chart where the live view cannot stream: a spike is cut off and marked, a fall and a divergence are not."""

from __future__ import annotations

import math
from typing import Any

import pytest
import streamlit as st

from pages.shared.drawing.charts import cost_chart
from pages.shared.session.values import VALUES

FINITE = [0.7 / math.sqrt(k) + 0.02 for k in range(1, 1001)]


@pytest.fixture(autouse=True)
def _session(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "session_state", {VALUES: {"language": "en"}})


def payload(costs: list[float | None], status: str = "running") -> Any:
    iterations = list(range(1, len(costs) + 1))
    return {
        "points": [iterations, costs],
        "evaluations": {"iteration": iterations, "train_data_cost": costs, "test_cost": [None] * len(costs)},
        "latest": {"train_cost": 0.04, "train_data_cost": 0.04},
        "changes": [],
        "status": status,
    }


def marks(costs: list[float | None], status: str = "running") -> tuple[Any, list[Any]]:
    """The range of the cost axis, and the iterations that are marked with what they say."""
    figure = cost_chart(payload(costs, status), "light")
    found = [(trace.x, trace.text, trace.name) for trace in figure.data if trace.mode == "markers"]
    return figure.layout.yaxis.range, found


def test_a_spike_is_cut_off_and_marked() -> None:
    costs: list[float | None] = [*FINITE[:399], 1.2e6, *FINITE[400:]]
    costs[10] = None
    axis, ((iterations, texts, name),) = marks(costs)
    assert axis == (0, 1.0)
    assert (iterations, texts) == ((400,), ("1.2e+06",))
    assert name == "cut off, up to 1.2e+06: double-click shows all"


@pytest.mark.parametrize("costs", [FINITE, [cost * 1.4 ** max(0, k - 960) for k, cost in enumerate(FINITE)], []])
def test_a_fall_and_a_divergence_are_shown_whole(costs: list[float | None]) -> None:
    assert marks(costs, "stopped") == (None, [])


def test_before_a_run_there_is_an_empty_chart() -> None:
    assert len(cost_chart(None, "light").data) == 0
