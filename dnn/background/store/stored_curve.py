"""The curve of a run that was written down, read without its weights: no run is made of it."""

from __future__ import annotations

from dnn.background.curve import Curve, EvaluatedCosts
from dnn.background.notebook.computing_time import ComputingTime
from dnn.background.run_snapshot import MOVING, ChangeRecord
from dnn.background.store.arrays import Arrays, unpacked
from dnn.background.store.evaluation_table import SCALARS
from dnn.background.store.saved_run import SavedRun, UnreadableRun, checked_document
from dnn.background.store.versions import OTHER_FORM
from dnn.configuration import RunConfig
from dnn.errors import DnnError
from dnn.training.cost_history import CostHistory
from dnn.training.stop import Stop

HISTORY = ("extremes", "sums", "ends", "intervals", "time")
EVALUATIONS = ("evaluations_iterations", "evaluations_scalars", "evaluations_known")


def stored_curve(row: SavedRun) -> Curve:
    """The curve of the run that was saved, as the run restored has it. Raises UnreadableRun where `restored` would for
    the bytes, the version or the form of what a curve needs; weights of another form are not looked at."""
    document = checked_document(row)
    try:
        return _curve(row, document, unpacked(row.arrays, (*HISTORY, *EVALUATIONS)))
    except (DnnError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise UnreadableRun(OTHER_FORM, str(error)) from error


def _curve(row: SavedRun, document: dict[str, object], arrays: Arrays) -> Curve:
    history = CostHistory.of_arrays(arrays)
    iterations, costs = history.points()
    state, changes, generation = document["state"], document["changes"], document.get("generation")
    if not isinstance(changes, list) or not isinstance(generation, int):
        raise TypeError("expected a list of changes and a generation")
    return Curve(
        run_id=row.id,
        generation=generation,
        iteration=int(state["iteration"]) if isinstance(state, dict) else 0,
        config=RunConfig.from_dict(document["config"]),
        changes=tuple(ChangeRecord(**change) for change in changes),
        iterations=iterations,
        costs=costs,
        evaluations=_evaluated_costs(arrays),
        noise=history.buckets(),
        time=tuple(ComputingTime((int(at), float(seconds)) for at, seconds in arrays.get("time", ())).marks()),
        status="suspended" if row.status in MOVING else row.status,
        stop=_stop(document.get("stop")),
    )


def _stop(document: object) -> Stop | None:
    return Stop(**document) if isinstance(document, dict) else None


def _evaluated_costs(arrays: Arrays) -> EvaluatedCosts:
    iterations, scalars, known = (arrays[name] for name in EVALUATIONS)
    if not len(iterations) == len(scalars) == len(known):
        raise ValueError(f"expected {len(iterations)} evaluations, got {len(scalars)} and {len(known)}")
    train_data, test = (_values(arrays, SCALARS.index(name)) for name in ("train_data_cost", "test_cost"))
    return EvaluatedCosts(iterations.tolist(), train_data, test)


def _values(arrays: Arrays, column: int) -> list[float | None]:
    values, known = (arrays[name][:, column].tolist() for name in EVALUATIONS[1:])
    return [value if is_known else None for value, is_known in zip(values, known, strict=True)]
