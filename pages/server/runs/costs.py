"""GET api/costs?runs=ID.ID.ID&points=N&watch=1: the costs of several runs, in N points at most, and whether there
will be more. With watch=1 it is said that somebody watches the runs, which rest where nobody does.

Of a hundred runs a chart asks several times a second, so no more travels than it draws; costs have the digits of single
precision.
"""

from __future__ import annotations

import numpy as np
from starlette.requests import Request
from starlette.responses import Response

from dnn.background.curve import CostCurve
from dnn.background.payload import finite
from dnn.background.services import get_run_manager
from dnn.background.wire import CostsDocument, DrawnCosts
from dnn.training.cost_history import thinned
from pages.server.errors import NO_STORE, error_response
from pages.server.json_response import FastJSONResponse
from pages.server.runs.curve import MALFORMED, MAX_POINTS_AMONG_MANY, asked_runs

MIN_CURVE_POINTS = 4
FLAGS = {"0": False, "1": True}


def get_costs(request: Request) -> Response:
    """Answer one request; whoever has the id of a run may watch it. No coroutine, since a run may have to be read from
    the database first."""
    query = request.query_params
    run_ids = asked_runs(query.getlist("runs"))
    if run_ids is None:
        return error_response(MALFORMED, 400)
    points, watch = query.get("points", str(MAX_POINTS_AMONG_MANY)), query.get("watch", "0")
    if not (points.isascii() and points.isdigit() and len(points) < 4 and int(points) >= MIN_CURVE_POINTS):
        return error_response(f"points is a whole number from {MIN_CURVE_POINTS} to 999", 400)
    if watch not in FLAGS:
        return error_response("watch is 0 or 1", 400)
    found = get_run_manager().costs(run_ids, is_watching=FLAGS[watch])
    return FastJSONResponse(costs_document(found, int(points)), headers=NO_STORE)


def costs_document(found: dict[str, CostCurve], points: int) -> CostsDocument:
    """The costs of some runs by their ids, in so many points at most."""
    return {"runs": {run_id: drawn_costs(curve, points) for run_id, curve in found.items()}}


def drawn_costs(curve: CostCurve, points: int) -> DrawnCosts:
    """The costs of a run as they are drawn: the lowest and the highest of each stretch; what is not finite is left out,
    and said by the stop."""
    costs = np.asarray(curve.costs, float)  # (k,), None is NaN
    iterations, costs = thinned(np.asarray(curve.iterations, np.int64), costs, points)
    stop = curve.stop
    return {
        "generation": curve.generation,
        "iteration": curve.iteration,
        "status": curve.status,
        "stop": None
        if stop is None
        else {"reason": stop.reason, "iteration": stop.iteration, "layer": stop.layer, "quantity": stop.quantity},
        "points": [iterations.tolist(), [finite(_single(cost)) for cost in costs.tolist()]],
    }


def _single(cost: float) -> float:
    """A cost with the digits of single precision, which is what a chart shows, in half the letters."""
    return float(f"{cost:.7g}")
