"""The payload of a run's route: what is new since a browser's cursor, as values that JSON can hold."""

import base64
import math
from collections.abc import Iterable, Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from dnn.background.fingerprint import fingerprint
from dnn.background.run import Run
from dnn.background.wire import EvaluationColumns, LatestPayload, NetworkPayload, RunPayload, UndoPayload
from dnn.datasets.spread import evenly_spread
from dnn.training.evaluations import Evaluation

POLL_SECONDS = 0.25
SOON_POLL_SECONDS = 0.1
"""After a poll that found no new iteration, unless there is a crowd or none is to be expected yet: the run's turn is
near, and another whole interval would double the age of what the visitor sees."""
IDLE_POLL_SECONDS = 1.0
ACTIVE_AT_FULL_RATE = 150
"""Number of active runs above which the browsers are asked to poll more slowly, and visitors told why."""

MAX_SENT_PARAMETERS = 150_000
"""Networks with more parameters are not sent: 800 kB an answer."""

MAX_NORMS = 250
MAX_DIGITS = 4
MAX_FLOAT32 = float(np.finfo(np.float32).max)


def run_payload(
    run: Run,
    since: float,
    generation: int,
    active: int,
    weights: int | None = None,
    is_training: bool = False,
    is_unsaved: bool = False,
    news_in: float = 0.0,
) -> RunPayload:
    """The delta for a browser that knows what lies up to `since` on the axis of the iterations of `generation` (-1:
    nothing). Changes lie between two iterations, so that each is sent once, even where the run rests.

    `weights` is the version of the network that it knows (-1: none); None if it does not ask for the network.
    `is_training` says that a worker is just making iterations of it: a run that was paused meanwhile is called running
    until they have come in, since a paused one stands still. `is_unsaved` says that runs cannot be saved at present.
    `news_in` is the time in seconds until its next iterations are to be expected, before which nobody need ask.
    """
    is_coming_to_rest = is_training and run.status == "paused"
    is_at_work = run.wants_work or is_coming_to_rest
    reset = generation != run.generation
    snapshot = run.snapshot()
    known = -1 if reset else since
    cursor, iterations, costs = run.history.since(math.floor(known))
    evaluations = run.evaluations.since(math.floor(known))
    changes = [change for change in run.changes if change.position > known]
    return {
        "run": run.id,
        "fingerprint": fingerprint(snapshot),
        "status": "running" if is_coming_to_rest else run.status,
        "goes_on": snapshot.moving and not snapshot.stepping,
        "suspended": run.suspension if run.status == "suspended" else None,
        "generation": run.generation,
        "reset": reset,
        "cursor": max([known, cursor, *(each.iteration for each in evaluations), *(each.position for each in changes)]),
        "iteration": run.iteration,
        "iterations": run.config.hyperparameters.iterations,
        "epoch": run.epoch,
        "rate": finite(run.rate) if run.advances else None,
        "remaining": _remaining(run),
        "poll_after": _poll_after(is_at_work, active, news_in, has_news=iterations.size > 0),
        "crowd": active if is_at_work and active > ACTIVE_AT_FULL_RATE else None,
        "unsaved": is_unsaved,
        "time": _marks(run, known),
        "previous": run.previous,
        "undo": latest_action(run.undo.done),
        "redo": latest_action(run.undo.undone),
        "points": [iterations.tolist(), [finite(cost) for cost in costs.tolist()]],
        "evaluations": _columns(evaluations),
        "latest": _latest(run),
        "network": _network(run, weights),
        "changes": [
            {"iteration": change.iteration, "field": change.field, "old": change.old, "new": change.new}
            for change in changes
        ],
        "stop": None
        if run.stop is None
        else {
            "reason": run.stop.reason,
            "iteration": run.stop.iteration,
            "layer": run.stop.layer,
            "quantity": run.stop.quantity,
        },
        "l2": run.config.hyperparameters.l2,
        "batch_size": run.config.hyperparameters.batch_size,
    }


def _marks(run: Run, known: float) -> list[list[int] | list[float]]:
    """The marks of the run's computing time after an iteration, as two columns."""
    marks = run.time.marks(after=known)
    return [[mark[0] for mark in marks], [mark[1] for mark in marks]]


class _Moment(Protocol):
    @property
    def action(self) -> str: ...
    @property
    def at(self) -> float: ...


def latest_action(moments: Sequence[_Moment]) -> UndoPayload | None:
    """The latest of the actions that can be undone, or redone, of a run or of a page; None where there is none."""
    return {"action": moments[-1].action, "at": moments[-1].at} if moments else None


def finite(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None


def _remaining(run: Run) -> float | None:
    if not run.advances or not run.rate:
        return None
    end = run.config.hyperparameters.iterations if run.goal is None else run.goal
    return max(0, end - run.iteration) / run.rate


def _poll_after(is_at_work: bool, active: int, news_in: float, has_news: bool) -> float:
    if active > ACTIVE_AT_FULL_RATE:
        return (POLL_SECONDS if is_at_work else IDLE_POLL_SECONDS) * (active / ACTIVE_AT_FULL_RATE) ** 2
    if not is_at_work:
        return IDLE_POLL_SECONDS
    return min(IDLE_POLL_SECONDS, max(news_in, POLL_SECONDS if has_news else SOON_POLL_SECONDS))


def _columns(evaluations: Iterable[Evaluation]) -> EvaluationColumns:
    """Evaluations, one list a quantity; those of layers for at most MAX_NORMS of them, evenly spread, in MAX_DIGITS
    digits: a browser that sees a run of 32 layers for the first time would get 2 MB otherwise."""
    listed = list(evaluations)
    spread = [listed[index] for index in evenly_spread(len(listed), MAX_NORMS)]
    return {
        "iteration": [each.iteration for each in listed],
        "train_data_cost": [finite(each.train_data_cost) for each in listed],
        "test_cost": [finite(each.test_cost) for each in listed],
        "train_score": [finite(each.train_score) for each in listed],
        "test_score": [finite(each.test_score) for each in listed],
        "norms_iteration": [each.iteration for each in spread],
        "gradient_norms": [_short(each.gradient_norms) for each in spread],
        "bias_gradient_norms": [_short(each.bias_gradient_norms) for each in spread],
        "update_ratios": [_short(each.update_ratios) for each in spread],
    }


def _short(values: Iterable[float]) -> list[float | None]:
    return [float(f"{value:.{MAX_DIGITS}g}") if math.isfinite(value) else None for value in values]


def _network(run: Run, known: int | None) -> NetworkPayload | None:
    """The network as it is: all parameters θ (P,) in the order of dnn.network.flatten, as float32 in base64, least
    byte first. None where it was not asked for, is known, or is too large to be sent around."""
    if known is None or run.state is None or known == run.version or run.state.theta.size > MAX_SENT_PARAMETERS:
        return None
    return {"version": run.version, "iteration": run.iteration, "theta": base64_of(run.state.theta)}


def base64_of(array: NDArray[Any]) -> str:
    """An array, row after row, as float32 in base64, least byte first. What is too large for that becomes
    ±MAX_FLOAT32; NaN stays NaN."""
    clipped = np.clip(array, -MAX_FLOAT32, MAX_FLOAT32)
    return base64.b64encode(np.ascontiguousarray(clipped, "<f4").tobytes()).decode()


def _latest(run: Run) -> LatestPayload:
    """The newest of everything: where the run stands still, of the network as it is; else of its latest evaluation."""
    measured = run.current_evaluation or run.evaluations.latest
    latest = run.history.latest
    return {
        "iteration": latest[0] if latest else None,
        "cost": finite(latest[1]) if latest else None,
        "train_cost": finite(measured.train_cost) if measured else None,
        "train_data_cost": finite(measured.train_data_cost) if measured else None,
        "test_cost": finite(measured.test_cost) if measured else None,
        "train_score": finite(measured.train_score) if measured else None,
        "test_score": finite(measured.test_score) if measured else None,
    }
