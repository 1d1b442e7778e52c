"""GET api/runs/ID/curve: the costs of a run on one sheet. GET api/curves?runs=ID.ID.ID: those of several, in as many
points as are drawn of a curve that is one of many.

Unlike a poll neither says that somebody watches a run, which rests where nobody else does, nor brings one into memory.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
from starlette.requests import Request
from starlette.responses import Response

from dnn.background.curve import Curve, EvaluatedCosts
from dnn.background.run_snapshot import ChangeRecord
from dnn.background.services import get_run_manager
from dnn.background.wire import CurveBand, CurveDocument, CurveEvaluations, CurvesDocument, DrawnCurve, TestCosts
from dnn.configuration import RunConfig
from dnn.errors import DnnError
from dnn.training.cost_history import thinned
from dnn.training.data import training_data
from pages.server.errors import NO_STORE, error_response
from pages.server.json_response import FastJSONResponse
from pages.server.paths import RUN_ID

MAX_CURVES_AT_ONCE = 64
"""Runs of one request; the browser's MAX_AT_ONCE is no more."""
MAX_POINTS_AMONG_MANY = 600
"""Points of a curve that is one of many; the browser's MAX_POINTS."""
MALFORMED = f"runs are 1 to {MAX_CURVES_AT_ONCE} ids, with a dot between two of them"
MAX_QUERY = MAX_CURVES_AT_ONCE * 23


def get_curve(request: Request) -> Response:
    """Answer one request. No coroutine, since a run may have to be read from the database first."""
    run_id = request.path_params["run_id"]
    curves = get_run_manager().curves([run_id]) if RUN_ID.fullmatch(run_id) else {}
    if run_id not in curves:
        return error_response("unknown run")
    return FastJSONResponse(curve_document(curves[run_id]), headers=NO_STORE)


def get_curves(request: Request) -> Response:
    """Answer one request for several; whoever has the id of a run may watch it. No coroutine, as above."""
    run_ids = asked_runs(request.query_params.getlist("runs"))
    if run_ids is None:
        return error_response(MALFORMED, 400)
    curves = get_run_manager().curves(run_ids)
    document: CurvesDocument = {"curves": {run_id: drawn_curve(curve) for run_id, curve in curves.items()}}
    return FastJSONResponse(document, headers=NO_STORE)


def asked_runs(given: list[str]) -> list[str] | None:
    """The ids of a query; None where it is malformed."""
    if len(given) != 1 or len(given[0]) > MAX_QUERY:
        return None
    run_ids = given[0].split(".")
    is_fine = len(run_ids) <= MAX_CURVES_AT_ONCE and all(map(RUN_ID.fullmatch, run_ids))
    return run_ids if is_fine else None


def curve_document(curve: Curve) -> CurveDocument:
    """All that is stored of a curve."""
    return {
        "run": curve.run_id,
        "generation": curve.generation,
        "iteration": curve.iteration,
        "examples": _examples(curve),
        "batches": _batches(curve),
        "points": list(points_of(curve)),
        "evaluations": _evaluations(curve.evaluations),
        "band": _band(curve),
        "time": _time(curve.time),
    }


def points_of(curve: Curve) -> tuple[list[int], list[float | None]]:
    """Iterations and costs of a curve as lists."""
    return np.asarray(curve.iterations).tolist(), np.asarray(curve.costs, object).tolist()


def drawn_curve(curve: Curve) -> DrawnCurve:
    """A curve as it is drawn beside others."""
    points = thinned(np.asarray(curve.iterations, np.int64), np.asarray(curve.costs, float), MAX_POINTS_AMONG_MANY)
    return {
        "examples": _examples(curve),
        "batches": _batches(curve),
        "points": [part.tolist() for part in points],
        "evaluations": _test_costs(curve.evaluations),
        "band": _band(curve),
        "time": _time(curve.time),
    }


def batch_sizes(config: RunConfig, changes: Iterable[ChangeRecord]) -> list[list[int | None]]:
    """The batch sizes of a run, each with the first iteration that was made with it; None for full batches."""
    changed = [change for change in changes if change.field == "batch_size"]
    first = changed[0].old if changed else config.hyperparameters.batch_size
    return [[1, first], *([change.iteration, change.new] for change in changed)]


def is_noisy(config: RunConfig, changes: Iterable[ChangeRecord]) -> bool:
    """True if any iteration of a run was made with a part of the examples."""
    m = _training_examples(config) or math.inf
    return any(size is not None and size < m for _first, size in batch_sizes(config, changes))


def _examples(curve: Curve) -> int:
    return 0 if curve.config is None else _training_examples(curve.config)


def _training_examples(config: RunConfig) -> int:
    """The number of training examples; 0 where they are of a table that is gone."""
    try:
        return training_data(config).train.m
    except DnnError:
        return 0


def _batches(curve: Curve) -> list[list[int | None]]:
    return [] if curve.config is None else batch_sizes(curve.config, curve.changes)


def _band(curve: Curve) -> CurveBand:
    if curve.noise is None or curve.config is None or not is_noisy(curve.config, curve.changes):
        return {"iteration": [], "low": [], "high": [], "mean": []}
    ends, (low, high, mean) = curve.noise[0], curve.noise[1].T
    return {"iteration": ends.tolist(), "low": low.tolist(), "high": high.tolist(), "mean": mean.tolist()}


def _evaluations(costs: EvaluatedCosts) -> CurveEvaluations:
    return {
        "iteration": costs.iterations,
        "train_data_cost": costs.train_data_costs,
        "test_cost": costs.test_costs,
    }


def _test_costs(costs: EvaluatedCosts) -> TestCosts:
    iterations, values = np.array(costs.iterations, np.int64), np.array(costs.test_costs, float)  # None is NaN
    iterations, values = thinned(iterations, values, MAX_POINTS_AMONG_MANY)
    return {"iteration": iterations.tolist(), "test_cost": values.tolist()}


def _time(marks: Iterable[tuple[int, float]]) -> list[list[int] | list[float]]:
    both = list(marks)
    return [[iteration for iteration, _seconds in both], [seconds for _iteration, seconds in both]]
