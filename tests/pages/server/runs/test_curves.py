"""Curves by their routes: one with all that is stored, several with what is drawn; garbage is refused in a sentence."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote

import numpy as np
import pytest

from dnn.background.curve import curve_of
from dnn.background.run import Run
from dnn.background.services import get_run_manager
from dnn.background.wire import CurveDocument, DrawnCurve
from dnn.training.advance import advance
from pages.live import STATIC
from pages.server.paths import CURVES, curve_path
from pages.server.runs.curve import MAX_CURVES_AT_ONCE, MAX_POINTS_AMONG_MANY, curve_document, drawn_curve
from pages.server.visitor import new_key
from tests.dnn.background.running import LONG, SOON, config
from tests.pages.server.runs.test_commands import request

NO_RUN = "A" * 22


@pytest.fixture
def ids() -> Iterator[list[str]]:
    """Runs of two visitors that have ended."""
    runs, owners = get_run_manager(), [new_key(), new_key()]
    made = [runs.start(config(40, seed=seed), owners[seed % 2]) for seed in range(4)]
    for each in made:
        runs.wait_until(each.id, lambda now: now.ended, SOON)
    yield [each.id for each in made]
    for seed, each in enumerate(made):
        runs.notebook.delete(each.id, owners[seed % 2])


def test_several_curves_are_one_answer_in_the_order_in_which_they_were_asked_for(ids: list[str]) -> None:
    """Whoever has the id of a run may watch it; an unknown one is left out, one asked for twice there once."""
    asked = [ids[2], NO_RUN, ids[0], ids[3], ids[1], ids[0]]
    answer = request("GET", f"{CURVES}?runs={'.'.join(asked)}")
    assert answer.status_code == 200 and answer.headers["cache-control"] == "no-store"
    curves = answer.json()["curves"]
    assert list(curves) == [ids[2], ids[0], ids[3], ids[1]]
    for run_id, drawn in curves.items():
        whole = request("GET", curve_path(run_id)).json()
        assert set(drawn) == set(DrawnCurve.__annotations__) and set(whole) == set(CurveDocument.__annotations__)
        assert {name: drawn[name] for name in ("points", "examples", "batches", "band", "time")} == {
            name: whole[name] for name in ("points", "examples", "batches", "band", "time")
        }
        assert drawn["evaluations"] == {name: whole["evaluations"][name] for name in ("iteration", "test_cost")}


def test_as_many_as_are_allowed_and_no_more() -> None:
    unknown = [f"{number:022d}" for number in range(MAX_CURVES_AT_ONCE + 1)]
    assert request("GET", f"{CURVES}?runs={'.'.join(unknown[1:])}").json() == {"curves": {}}
    refused = request("GET", f"{CURVES}?runs={'.'.join(unknown)}")
    assert refused.status_code == 400 and "64 ids" in refused.json()["error"]


@pytest.mark.parametrize(
    "query",
    [
        *("", "?", "?runs", "?runs=", "?runs=.", f"?runs={NO_RUN}.", f"?runs=.{NO_RUN}", f"?runs={NO_RUN}..{NO_RUN}"),
        *(f"?runs={NO_RUN}&runs={NO_RUN}", f"?runs={NO_RUN},{NO_RUN}", f"?runs={NO_RUN}A", f"?run={NO_RUN}"),
        *(f"?runs={'A' * 21}", f"?runs={NO_RUN}%00", f"?runs={NO_RUN}%0A", "?runs=" + "A" * 20_000),
        *(f"?runs={quote('д' * 22)}", f"?runs={quote(chr(39) + ' OR 1=1 --')}", "?runs=%FF%FE"),
    ],
)
def test_garbage_is_refused(query: str) -> None:
    answer = request("GET", f"{CURVES}{query}")
    assert answer.status_code == 400 and set(answer.json()) == {"error"}
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_only_get_is_answered(method: str) -> None:
    assert request(method, f"{CURVES}?runs={NO_RUN}").status_code == 405


def test_a_long_curve_travels_in_fewer_points_that_keep_extremes_and_ends() -> None:
    run = Run(NO_RUN, "me", config(LONG, batch_size=16, learning_rate=0.01))
    run.accept(advance(run.config, None, iterations=3_000), 0, None)
    run.history.append(3_001, np.array([99.0, *([0.5] * 3_000)]))
    curve = curve_of(run)
    whole, drawn = curve_document(curve), drawn_curve(curve)
    assert len(whole["points"][0]) > MAX_POINTS_AMONG_MANY >= len(drawn["points"][0]) > MAX_POINTS_AMONG_MANY / 3
    both = [dict(zip(*each["points"], strict=True)) for each in (whole, drawn)]
    assert both[1].items() <= both[0].items() and both[1][3_001] == 99.0
    assert [min(both[1]), max(both[1])] == [min(both[0]), max(both[0])]
    assert min(both[1].values()) == min(both[0].values())
    assert len(json.dumps(drawn)) < len(json.dumps(whole)) / 1.8


def test_a_run_without_a_test_part_has_no_test_cost_to_draw(ids: list[str]) -> None:
    curve = get_run_manager().curves(ids)[ids[0]]
    evaluations = replace(curve.evaluations, test_costs=[None] * len(curve.evaluations.iterations))
    assert drawn_curve(replace(curve, evaluations=evaluations))["evaluations"] == {"iteration": [], "test_cost": []}


def test_the_browser_asks_for_no_more_and_draws_no_fewer() -> None:
    source = (STATIC / "runs" / "curves.js").read_text("utf-8")
    assert f"MAX_AT_ONCE = {MAX_CURVES_AT_ONCE};" in source and f"MAX_POINTS = {MAX_POINTS_AMONG_MANY};" in source
