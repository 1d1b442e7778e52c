"""GET api/runs/ID/curve: the costs of a run on one sheet, to be drawn behind or beside those of another run.

Unlike a poll it does not say that somebody watches the run, which rests where nobody else does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from starlette.requests import Request
from starlette.responses import Response

from dnn.background.notebook.read_only_entry import ReadOnlyRecord
from dnn.background.run_snapshot import ChangeRecord, RunRecord
from dnn.background.services import get_run_manager
from dnn.background.wire import CurveBand, CurveDocument, CurveEvaluations
from dnn.configuration import RunConfig
from dnn.training.cost_history import Costs, Iterations
from dnn.training.data import training_data
from dnn.training.evaluations import Evaluation
from pages.server.errors import NO_STORE, error_response
from pages.server.json_response import FastJSONResponse
from pages.server.paths import RUN_ID


def get_curve(request: Request) -> Response:
    """Answer one request. No coroutine, since a run may have to be read from the database first."""
    run_id = request.path_params["run_id"]
    document = _document(run_id) if RUN_ID.fullmatch(run_id) else None
    return error_response("unknown run") if document is None else FastJSONResponse(document, headers=NO_STORE)


def _document(run_id: str) -> CurveDocument | None:
    """The curve of a run, or what can be read of that of one that cannot be continued; None where there is none."""
    runs = get_run_manager()
    record = runs.record(run_id)
    if record is not None:
        return curve_document(record)
    read_only = runs.notebook.read_only.find(run_id)
    return None if read_only is None else read_only_document(read_only)


def curve_document(record: RunRecord) -> CurveDocument:
    """The curve of a run."""
    run = record.run
    return {
        "run": run.id,
        "generation": run.generation,
        "iteration": run.iteration,
        "examples": training_data(run.config).train.m,
        "batches": batch_sizes(run.config, run.changes),
        "points": [record.iterations.tolist(), record.costs.tolist()],
        "evaluations": _evaluations(record.evaluations),
        "band": _band(record.noise, is_noisy(run.config, run.changes)),
        "time": _time(record.time),
    }


def read_only_document(record: ReadOnlyRecord) -> CurveDocument:
    """The curve of a run that cannot be continued."""
    entry = record.entry
    iterations, costs = record.points
    return {
        "run": entry.id,
        "generation": 0,
        "iteration": entry.iteration,
        "examples": 0 if entry.config is None else training_data(entry.config).train.m,
        "batches": [] if entry.config is None else batch_sizes(entry.config, record.changes),
        "points": [list(iterations), list(costs)],
        "evaluations": _evaluations(record.evaluations),
        "band": _band(record.noise, entry.config is not None and is_noisy(entry.config, record.changes)),
        "time": _time(record.time),
    }


def batch_sizes(config: RunConfig, changes: Iterable[ChangeRecord]) -> list[list[int | None]]:
    """The batch sizes of a run, each with the first iteration that was made with it; None for full batches."""
    changed = [change for change in changes if change.field == "batch_size"]
    first = changed[0].old if changed else config.hyperparameters.batch_size
    return [[1, first], *([change.iteration, change.new] for change in changed)]


def is_noisy(config: RunConfig, changes: Iterable[ChangeRecord]) -> bool:
    """True if any iteration of a run was made with a part of the examples."""
    m = training_data(config).train.m
    return any(size is not None and size < m for _first, size in batch_sizes(config, changes))


def _band(noise: tuple[Iterations, Costs] | None, is_there: bool) -> CurveBand:
    if noise is None or not is_there:
        return {"iteration": [], "low": [], "high": [], "mean": []}
    ends, (low, high, mean) = noise[0], noise[1].T
    return {"iteration": ends.tolist(), "low": low.tolist(), "high": high.tolist(), "mean": mean.tolist()}


def _evaluations(evaluations: Sequence[Evaluation]) -> CurveEvaluations:
    return {
        "iteration": [each.iteration for each in evaluations],
        "train_data_cost": [each.train_data_cost for each in evaluations],
        "test_cost": [each.test_cost for each in evaluations],
    }


def _time(marks: Iterable[tuple[int, float]]) -> list[list[int] | list[float]]:
    both = list(marks)
    return [[iteration for iteration, _seconds in both], [seconds for _iteration, seconds in both]]
