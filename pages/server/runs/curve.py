"""GET api/runs/ID/curve: the costs of a run on one sheet, to be drawn behind or beside those of another run.

Unlike a poll it does not say that somebody watches the run, which rests where nobody else does.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from dnn.background.run_snapshot import RunRecord
from dnn.background.services import get_run_manager
from dnn.background.wire import CurveDocument
from dnn.training.data import training_data
from pages.server.errors import NO_STORE, error_response
from pages.server.json_response import FastJSONResponse
from pages.server.paths import RUN_ID


def get_curve(request: Request) -> Response:
    """Answer one request. No coroutine, since a run may have to be read from the database first."""
    run_id = request.path_params["run_id"]
    record = get_run_manager().record(run_id) if RUN_ID.fullmatch(run_id) else None
    return (
        error_response("unknown run") if record is None else FastJSONResponse(curve_document(record), headers=NO_STORE)
    )


def curve_document(record: RunRecord) -> CurveDocument:
    """The curve of a run."""
    run = record.run
    return {
        "run": run.id,
        "generation": run.generation,
        "iteration": run.iteration,
        "examples": training_data(run.config).train.m,
        "batches": batch_sizes(record),
        "points": [record.iterations.tolist(), record.costs.tolist()],
        "evaluations": {
            "iteration": [each.iteration for each in record.evaluations],
            "train_data_cost": [each.train_data_cost for each in record.evaluations],
            "test_cost": [each.test_cost for each in record.evaluations],
        },
        "time": [[mark[0] for mark in record.time], [mark[1] for mark in record.time]],
    }


def batch_sizes(record: RunRecord) -> list[list[int | None]]:
    """The batch sizes of a run, each with the first iteration that was made with it; None for full batches."""
    changes = [change for change in record.run.changes if change.field == "batch_size"]
    first = changes[0].old if changes else record.run.config.hyperparameters.batch_size
    return [[1, first], *([change.iteration, change.new] for change in changes)]
