"""Labels, figures and costs of a run that cannot be continued, each as far as it can be read."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from dnn.background.notebook.computing_time import ComputingTime
from dnn.background.notebook.entry import FIGURES, NotebookEntry
from dnn.background.notebook.labels import COLOURS, MAX_NAME, MAX_NOTE, RunLabels
from dnn.background.notebook.read_only_entry import ReadOnlyEntry, ReadOnlyRecord
from dnn.background.run_snapshot import ChangeRecord
from dnn.background.store.arrays import Arrays
from dnn.background.store.evaluation_table import read_evaluations
from dnn.background.store.saved_run import SavedRun, SummaryRow
from dnn.configuration import RunConfig
from dnn.errors import DnnError
from dnn.text.messages import Text
from dnn.training.cost_history import CostHistory
from dnn.training.evaluations import Evaluation

UNREADABLE = (DnnError, KeyError, TypeError, ValueError, AttributeError, IndexError)
"""Errors of values of another form."""


def read_object(text: str) -> dict[str, Any]:
    """A JSON object; an empty one where it is none."""
    try:
        document = json.loads(text)
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {}


def read_only(entry: NotebookEntry, reason: Text) -> ReadOnlyEntry:
    """An entry that could be read, of a run that cannot."""
    names = ("id", "labels", "config", "first_config", "iteration", "epoch", *FIGURES, "seconds")
    return ReadOnlyEntry(reason=reason, **{name: getattr(entry, name) for name in names})


def salvaged(row: SummaryRow, reason: Text) -> ReadOnlyEntry:
    """An entry of what can be read of a summary."""
    document = read_object(row.summary)
    config = _config(document.get("config"))
    first = document.get("first_config")
    return ReadOnlyEntry(
        id=row.id,
        labels=_labels(row, document.get("labels")),
        reason=reason,
        config=config,
        first_config=config if first is None else _config(first),
        iteration=row.iteration,
        epoch=int(_number(document.get("epoch")) or 0),
        seconds=_number(document.get("seconds")) or 0.0,
        **{name: _number(document.get(name)) for name in FIGURES},
    )


def record(row: SavedRun, entry: ReadOnlyEntry) -> ReadOnlyRecord:
    """An entry with the costs of its run. An archive vouches for each of its arrays by itself, so that the costs can be
    believed where other bytes are damaged."""
    document, arrays = read_object(row.document), _readable(row.arrays)
    history = _history(arrays)
    iterations, costs = history.points()
    return ReadOnlyRecord(
        owner=row.owner,
        entry=entry,
        points=(iterations.tolist(), costs.tolist()),
        evaluations=_evaluations(arrays),
        noise=history.buckets(),
        time=_time(arrays),
        changes=_changes(document.get("changes")),
    )


def relabelled(row: SavedRun, labels: RunLabels) -> SavedRun:
    """The row with what its owner has written; document and arrays, which nobody here can vouch for, stay."""
    summary = read_object(row.summary)
    before = summary.get("labels")
    written = {"name": labels.name, "note": labels.note, "is_starred": labels.is_starred}
    summary["labels"] = (before if isinstance(before, dict) else {"colour": labels.colour}) | written
    return replace(row, is_starred=labels.is_starred, summary=json.dumps(summary, separators=(",", ":")))


def _labels(row: SummaryRow, document: object) -> RunLabels:
    given: Mapping[str, Any] = document if isinstance(document, dict) else {}
    colour, created = given.get("colour"), _number(given.get("created"))
    return RunLabels(
        number=row.number,
        colour=colour if isinstance(colour, int) and 0 <= colour < COLOURS else 0,
        created=row.created if created is None else created,
        name=_words(given.get("name"), MAX_NAME),
        note=_words(given.get("note"), MAX_NOTE),
        is_starred=row.is_starred,
    )


def _words(value: object, max_length: int) -> str:
    return value[:max_length] if isinstance(value, str) else ""


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _config(document: object) -> RunConfig | None:
    try:
        return RunConfig.from_dict(document)
    except UNREADABLE:
        return None


def _readable(content: bytes) -> Arrays:
    """The arrays of an archive whose bytes are those that were written."""
    arrays: Arrays = {}
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as file:
            for name in file.files:
                try:
                    arrays[name] = file[name]
                except (ValueError, OSError, EOFError, zipfile.BadZipFile):
                    continue
    except (ValueError, OSError, EOFError, zipfile.BadZipFile, AttributeError):
        return arrays
    return arrays


def _history(arrays: Arrays) -> CostHistory:
    try:
        return CostHistory.of_arrays(arrays)
    except UNREADABLE:
        return CostHistory()


def _evaluations(arrays: Arrays) -> tuple[Evaluation, ...]:
    try:
        return tuple(read_evaluations(arrays, "evaluations"))
    except UNREADABLE:
        return ()


def _time(arrays: Arrays) -> tuple[tuple[int, float], ...]:
    try:
        return tuple(ComputingTime((int(at), float(seconds)) for at, seconds in arrays["time"]).marks())
    except UNREADABLE:
        return ()


def _changes(document: object) -> tuple[ChangeRecord, ...]:
    try:
        return tuple(ChangeRecord(**each) for each in document) if isinstance(document, list) else ()
    except UNREADABLE:
        return ()
