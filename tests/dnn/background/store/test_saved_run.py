"""Runs written down and read again: not a bit differs, and what cannot be read is refused."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from dnn.background.commands import SetParameter, StepEpoch, StepIterations
from dnn.background.run import Run
from dnn.background.store.arrays import DamagedBytes, packed, unpacked
from dnn.background.store.evaluation_table import evaluation_arrays, read_evaluations
from dnn.background.store.saved_run import SavedRun, UnreadableRun, restored, saved
from dnn.configuration import RunConfig
from dnn.optimizers import OPTIMIZERS
from dnn.text.messages import CountedText, Enumeration, Text
from dnn.text.text_document import read_text, text_document
from dnn.training.advance import advance
from dnn.training.cost_history import CostHistory
from dnn.training.evaluations import Evaluation
from dnn.training.state import TrainingState
from tests.dnn.background.running import ME, config, reconfigure
from tests.dnn.training.wide import configure, register

KINDS = {name: config(optimizer=name, batch_size=16) for name in OPTIMIZERS} | {
    "float32": config(precision="float32"),
    "scheduled": config(schedule={"name": "inverse_time"}, l2=0.1),
}


def trained(configuration: RunConfig, *slices: int) -> Run:
    run = Run("one", ME, configuration, speed_limit=50.0, max_bytes=123)
    return further(run, *slices)


def further(run: Run, *slices: int) -> Run:
    run.moving = True
    for iterations in slices:
        request = run.next_slice()
        assert request is not None
        run.accept(advance(request.config, request.state, iterations=iterations), request.generation, 10.0)
    return run


def bits(run: Run) -> dict[str, Any]:
    """All that a visitor may ever see of a run, and all that decides where it goes."""
    assert run.state is not None
    iterations, costs = run.history.points()
    return {
        "snapshot": replace(run.snapshot(), state=None),
        "theta": run.state.theta.tobytes(),
        "slots": [slot.tobytes() for slot in run.state.slots],
        "counts": (run.state.epoch, run.state.offset, run.state.optimizer, run.state.optimizer_steps, run.version),
        "costs": (iterations.tobytes(), costs.tobytes()),
        "evaluations": run.evaluations.since(-1),
    }


@pytest.mark.parametrize("kind", KINDS)
def test_a_run_that_was_written_down_goes_on_bit_for_bit(kind: str) -> None:
    assert goes_on(KINDS[kind]).reduced is None


@pytest.mark.parametrize("optimizer", ["gradient_descent", "momentum"])
def test_so_does_one_that_is_trained_in_the_coordinates_of_its_examples(
    monkeypatch: pytest.MonkeyPatch, optimizer: str
) -> None:
    register(monkeypatch)
    assert goes_on(configure(optimizer=optimizer)).reduced is not None


def goes_on(configuration: RunConfig) -> TrainingState:
    run = trained(configuration, 7, 30)
    again = restored(saved(run))
    again.suspended = None
    assert bits(again) == bits(run)
    assert bits(further(again, 5, 20)) == bits(further(run, 5, 20))
    assert again.state is not None and run.state is not None
    assert (again.state.reduced is None) == (run.state.reduced is None)
    return again.state


def test_long_curves_keep_their_extremes_and_go_on() -> None:
    run = trained(config(100_000), 3_000, 1_111)
    again = restored(saved(run))
    for each in (run, again):
        further(each, 4_000)
    assert [part.tobytes() for part in again.history.points()] == [part.tobytes() for part in run.history.points()]


def test_what_was_asked_of_it_and_not_done_yet_is_done_afterwards() -> None:
    run = trained(config(batch_size=16), 3)
    run.moving = False
    run.apply(reconfigure(run.snapshot(), learning_rate=0.5, l2=0.25))
    run.apply(SetParameter(1, "W", 2, 1, -3.5))
    run.apply(StepIterations(4))
    run.apply(StepEpoch())
    again = restored(saved(run))
    assert again.suspended == "unseen"
    again.suspended = None
    for each in (run, again):
        request = each.next_slice()
        assert request is not None and request.iterations is not None
        each.accept(advance(request.config, request.state, iterations=request.iterations), request.generation, None)
    assert bits(again) == bits(run)
    assert {change.field for change in again.changes} >= {"learning_rate", "l2"} and again.iteration > 7


def test_ends_failures_and_beginnings_are_the_same() -> None:
    finished = trained(config(5), 9)
    failed = trained(config(), 2)
    failed.fail(CountedText("one {what}", "{count} {what}", 3, what=Enumeration([Text("a"), 2, None])))
    for run in (finished, failed):
        again = restored(saved(run))
        assert bits(again) == bits(run) and again.suspended is None
        assert again.failure == run.failure and again.stop == run.stop
    new = restored(saved(Run("new", ME, config())))
    assert (new.state, new.current_evaluation, new.history.latest) == (None, None, None)


def test_numbers_that_are_not_finite_come_back() -> None:
    run = trained(config(), 3)
    run._record("W", math.inf, math.nan)
    change = restored(saved(run)).changes[0]
    assert change.old == math.inf and math.isnan(change.new)


@pytest.mark.parametrize("layers", [0, 1, 4])
@pytest.mark.parametrize("count", [0, 1, 3])
def test_evaluations_come_back_as_they_were(layers: int, count: int) -> None:
    values = tuple(range(layers))
    rows = [
        Evaluation(
            10**8 + i, math.inf, -0.0, None if i % 2 else 1e-320, 0.5, None if i else 1.0, values, values, values[:i]
        )
        for i in range(count)
    ]
    arrays = unpacked(packed(evaluation_arrays(rows, "some")))
    assert read_evaluations(arrays, "some") == rows
    arrays["some_lengths"] = arrays["some_lengths"] + 1
    if count:
        with pytest.raises(ValueError, match="values of layers"):
            read_evaluations(arrays, "some")


@pytest.mark.parametrize(
    "text",
    [
        None,
        Text("a {b} of {c}", b=Text("{d}", d=1.5), c="c"),
        Enumeration([Text("x"), "y", 3]),
        CountedText("one", "{count}", 1, other=Text("o")),
    ],
)
def test_texts_come_back_as_they_were(text: Text | None) -> None:
    again = read_text(text_document(text))
    assert again == text and type(again) is type(text)


def changed_bytes(row: SavedRun) -> SavedRun:
    return replace(row, arrays=row.arrays[:-1] + b"?")


def another_document(row: SavedRun) -> SavedRun:
    return replace(row, document=row.document.replace("0.1", "0.2", 1))


@pytest.mark.parametrize("damage", [changed_bytes, another_document, lambda row: replace(row, checksum="0" * 64)])
def test_a_run_whose_bytes_are_others_is_refused(damage: Callable[[SavedRun], SavedRun]) -> None:
    row = saved(trained(config(), 3))
    assert restored(row).iteration == 3
    with pytest.raises(UnreadableRun, match="not those that were written"):
        restored(damage(row))


def test_objects_are_never_unpickled() -> None:
    content = __import__("io").BytesIO()
    np.savez(content, theta=np.array([{"a": 1}], dtype=object))
    with pytest.raises(DamagedBytes):
        unpacked(content.getvalue())
    with pytest.raises(DamagedBytes):
        unpacked(b"no archive")


def test_a_history_of_another_form_is_refused() -> None:
    arrays = CostHistory().arrays()
    for name, other in (("extremes", np.empty((3, 5))), ("ends", np.empty((1, 2)))):
        with pytest.raises(ValueError, match="expected extremes"):
            CostHistory.of_arrays(arrays | {name: other})
