"""An entry of the notebook that cannot be continued: what can be read of the run, and the reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from dnn.background.notebook.entry import NotebookEntry
from dnn.background.notebook.labels import RunLabels
from dnn.background.run_snapshot import ChangeRecord
from dnn.configuration import RunConfig
from dnn.errors import DnnError
from dnn.text.messages import Text
from dnn.training.cost_history import Costs, Iterations
from dnn.training.evaluations import Evaluation


class CannotBeContinued(DnnError):
    """A run that is there to be looked at alone."""


@dataclass(frozen=True)
class ReadOnlyEntry:
    """A run of a visitor's that is shown and not continued.

    Attributes:
        reason: one sentence.
        config, first_config: as of NotebookEntry; None where this version cannot read them.
        train_cost, …: as of NotebookEntry; None where they cannot be read.
    """

    status: ClassVar[str] = "read_only"

    id: str
    labels: RunLabels
    reason: Text
    config: RunConfig | None
    first_config: RunConfig | None
    iteration: int
    epoch: int
    train_cost: float | None
    train_data_cost: float | None
    test_cost: float | None
    train_score: float | None
    test_score: float | None
    seconds: float


Entry = NotebookEntry | ReadOnlyEntry


@dataclass(frozen=True)
class ReadOnlyRecord:
    """A run that is shown and not continued, with the costs that can be read; those of which nothing can are empty."""

    owner: str
    entry: ReadOnlyEntry
    points: tuple[list[int], list[float | None]]
    evaluations: tuple[Evaluation, ...]
    noise: tuple[Iterations, Costs] | None
    time: tuple[tuple[int, float], ...]
    changes: tuple[ChangeRecord, ...]
