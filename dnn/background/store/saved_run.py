"""A run as it is written down: a document in JSON, its arrays as an .npz file, and back, bit for bit."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from dnn.background.commands import SetParameter
from dnn.background.notebook.computing_time import ComputingTime
from dnn.background.notebook.entry import NotebookEntry, entry_of
from dnn.background.notebook.labels import RunLabels
from dnn.background.run import Run
from dnn.background.run_snapshot import ChangeRecord
from dnn.background.store.arrays import Arrays, checksum, packed, unpacked
from dnn.background.store.evaluation_table import evaluation_arrays, read_evaluations
from dnn.background.store.versions import DAMAGED, NO_ROOM, OTHER_FORM, refusal, versions
from dnn.configuration import RunConfig
from dnn.datasets.own_table import digest_of
from dnn.errors import DnnError
from dnn.network import parameter_count
from dnn.text.messages import Text
from dnn.text.text_document import read_text, text_document
from dnn.training.cost_history import CostHistory
from dnn.training.evaluations import EvaluationHistory
from dnn.training.state import ReducedState, TrainingState
from dnn.training.stop import Stop

PLAIN = (
    *("speed_limit", "max_bytes", "generation", "version", "rate", "moving", "goal", "previous"),
    *("is_background", "is_in_class"),
)
"""Fields of a run that JSON holds as they are."""


EMPTIED = "emptied"
"""The checksum of a run of which the summary alone is left, since there was no room for the rest."""


class UnreadableRun(ValueError):
    """A run that was written down, and cannot be continued; `reason` says it to its owner, the words to the log."""

    def __init__(self, reason: Text, words: str) -> None:
        super().__init__(words)
        self.reason = reason


@dataclass(frozen=True)
class SavedRun:
    """A run as a row of a table.

    Attributes:
        number, is_starred: of its labels.
        summary: its entry of the notebook, as JSON.
        document: all but its arrays, as JSON.
        arrays: its weights, the optimiser's memory, costs and evaluations, as an .npz file.
        checksum: of document and arrays.
        table_digest: hash of the visitor's table that it is on; empty where it is on none.
    """

    id: str
    owner: str
    iteration: int
    status: str
    number: int
    is_starred: bool
    summary: str
    document: str
    arrays: bytes
    checksum: str
    table_digest: str = ""

    @property
    def bytes(self) -> int:
        """Bytes of summary, document and arrays."""
        return len(self.summary) + len(self.document) + len(self.arrays)


@dataclass(frozen=True)
class SummaryRow:
    """A row, as far as a list of runs needs it; `created` is seconds since 1970."""

    id: str
    number: int
    is_starred: bool
    created: float
    iteration: int
    checksum: str
    summary: str


def saved(run: Run) -> SavedRun:
    """A run as it is now."""
    document, arrays = _json(_document(run)), packed(_arrays(run))
    digest = checksum(document.encode() + arrays)
    labels, summary = run.labels, _json(entry_of(run).to_document() | versions())
    return SavedRun(
        *(run.id, run.owner, run.iteration, run.status, labels.number, labels.is_starred),
        *(summary, document, arrays, digest, digest_of(run.config.dataset) or ""),
    )


def read_summary(summary: str) -> NotebookEntry:
    """The entry of a run that was saved. Raises UnreadableRun where another version has written it."""
    try:
        document = json.loads(summary)
        refused = refusal(document)
        own = {name: value for name, value in document.items() if name not in versions()}
        entry = NotebookEntry.from_document(own)
    except (DnnError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise UnreadableRun(OTHER_FORM, str(error)) from error
    if refused is not None:
        raise UnreadableRun(refused, "it was written by another version")
    return entry


def restored(row: SavedRun) -> Run:
    """The run that was saved; one that trained is suspended, as one that nobody has polled.

    Raises:
        UnreadableRun: these are not the bytes that were written, or another version has written them.
    """
    document = checked_document(row)
    try:
        return _run(row, document, unpacked(row.arrays))
    except (DnnError, KeyError, TypeError, ValueError, AttributeError) as error:  # DamagedBytes is a ValueError
        raise UnreadableRun(OTHER_FORM, str(error)) from error


def checked_document(row: SavedRun) -> dict[str, Any]:
    """The document of a row whose bytes are those that were written, by this version. Raises UnreadableRun."""
    if row.checksum == EMPTIED:
        raise UnreadableRun(NO_ROOM, "it was emptied for room")
    if checksum(row.document.encode() + row.arrays) != row.checksum:
        raise UnreadableRun(DAMAGED, "its bytes are not those that were written")
    try:
        document: dict[str, Any] = json.loads(row.document)
        refused = refusal(document)
    except (ValueError, AttributeError) as error:
        raise UnreadableRun(OTHER_FORM, str(error)) from error
    if refused is not None:
        raise UnreadableRun(refused, "it was written by another version")
    return document


def _json(document: dict[str, Any]) -> str:
    return json.dumps(document, separators=(",", ":"))


def _document(run: Run) -> dict[str, Any]:
    state = run.state
    return {
        **versions(),
        **{name: getattr(run, name) for name in PLAIN},
        "config": run.config.to_dict(),
        "trained_config": run.trained_config.to_dict(),
        "changes": [asdict(change) for change in run.changes],
        "stop": asdict(run.stop) if run.stop else None,
        "failure": text_document(run.failure),
        "labels": asdict(run.labels),
        "requested": run.requested_steps,
        "pending_entries": [asdict(entry) for entry in run.pending_entries],
        "state": None
        if state is None
        else {name: getattr(state, name) for name in ("iteration", "epoch", "offset", "optimizer", "optimizer_steps")},
    }


def _arrays(run: Run) -> Arrays:
    marks = np.array(run.time.marks())  # (k, 2)
    arrays = run.history.arrays() | {"time": marks} | evaluation_arrays(run.evaluations.since(-1), "evaluations")
    current = [] if run.current_evaluation is None else [run.current_evaluation]
    arrays |= evaluation_arrays(current, "current")
    arrays |= {} if run.initial_theta is None else {"initial_theta": run.initial_theta}
    state = run.state
    if state is None:
        return arrays
    arrays |= {"theta": state.theta} | _numbered("slot", state.slots)
    if state.reduced is not None and state.reduced.belongs_to(state):
        reduced = state.reduced
        arrays |= {"reduced_theta": reduced.theta, "outside": reduced.outside, "factors": reduced.factors}
        arrays |= _numbered("reduced_slot", reduced.slots)
    return arrays


def _run(row: SavedRun, document: dict[str, Any], arrays: Arrays) -> Run:
    run = Run(row.id, row.owner, RunConfig.from_dict(document["config"]))
    for name in PLAIN:
        setattr(run, name, document.get(name))
    run.labels = _labels(row, document)
    run.time = ComputingTime((int(iteration), float(seconds)) for iteration, seconds in arrays.get("time", ()))
    run.trained_config = RunConfig.from_dict(document["trained_config"])
    run.changes = tuple(ChangeRecord(**change) for change in document["changes"])
    run.stop = Stop(**document["stop"]) if document["stop"] else None
    run.failure = read_text(document["failure"])
    run.requested_steps = document["requested"][0], document["requested"][1]
    run.pending_entries = tuple(SetParameter(**entry) for entry in document["pending_entries"])
    run.history = CostHistory.of_arrays(arrays)
    run.evaluations = EvaluationHistory.of(read_evaluations(arrays, "evaluations"))
    run.current_evaluation = next(iter(read_evaluations(arrays, "current")), None)
    run.state = _state(run.config, document["state"], arrays)
    run.initial_theta = _initial_theta(run.config, arrays)
    run.suspended = "unseen" if run.moving else None
    return run


def _labels(row: SavedRun, document: dict[str, Any]) -> RunLabels:
    """The labels of a run; what was written to it while another version had it stands in its summary."""
    labels = RunLabels.from_document(document.get("labels", {}))
    try:
        written = json.loads(row.summary)["labels"]
        return labels.written(written["name"], written["note"], row.is_starred)
    except (DnnError, KeyError, TypeError, ValueError):
        return labels


def _state(config: RunConfig, document: dict[str, Any] | None, arrays: Arrays) -> TrainingState | None:
    if document is None:
        return None
    theta, slots = arrays["theta"], _all_numbered("slot", arrays)
    expected = parameter_count(config)
    if any(vector.shape != (expected,) for vector in (theta, *slots)):
        raise ValueError(f"expected {expected} parameters, got {theta.shape}")
    reduced = None
    if "reduced_theta" in arrays:
        own = arrays["reduced_theta"], _all_numbered("reduced_slot", arrays), arrays["outside"], arrays["factors"]
        reduced = ReducedState(*own, whole=(theta, *slots))
    for array in arrays.values():
        array.setflags(write=False)
    return TrainingState(theta=theta, slots=slots, reduced=reduced, **document)


def _initial_theta(config: RunConfig, arrays: Arrays) -> np.ndarray[Any, Any] | None:
    """The parameters (P,) that a run was given to begin with; None where it was given none."""
    theta, expected = arrays.get("initial_theta"), parameter_count(config)
    if theta is not None and theta.shape != (expected,):
        raise ValueError(f"expected {expected} initial parameters, got {theta.shape}")
    return theta


def _numbered(name: str, vectors: tuple[np.ndarray[Any, Any], ...]) -> Arrays:
    return {f"{name}_{number}": vector for number, vector in enumerate(vectors)}


def _all_numbered(name: str, arrays: Arrays) -> tuple[np.ndarray[Any, Any], ...]:
    count = sum(key.startswith(f"{name}_") for key in arrays)
    return tuple(arrays[f"{name}_{number}"] for number in range(count))
