"""An entry of the notebook: a run in the few figures that a list of runs shows, without its curve and its weights."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from dnn.background.notebook.labels import RunLabels
from dnn.background.run import Run
from dnn.configuration import LIVE_FIELDS, RunConfig

FIGURES = ("train_cost", "train_data_cost", "test_cost", "train_score", "test_score")
"""Figures of an entry that an evaluation has."""


@dataclass(frozen=True)
class NotebookEntry:
    """A run of a visitor's, as its row in the list shows it.

    Attributes:
        config: the one that its latest iteration was made with.
        first_config: the one that its first iteration was made with; another one where it was changed meanwhile.
        status: as of dnn.background.run_snapshot.Status.
        stop: the reason why it ended; None where it did not.
        train_cost: J, L2 included; the other costs are without it.
        seconds: of computing.
        has_given_weights: True if it began with weights that it was given, which its configuration does not give.
    """

    id: str
    config: RunConfig
    first_config: RunConfig
    labels: RunLabels
    status: str
    generation: int
    stop: str | None
    iteration: int
    epoch: int
    train_cost: float | None
    train_data_cost: float | None
    test_cost: float | None
    train_score: float | None
    test_score: float | None
    seconds: float
    has_given_weights: bool = False

    def to_document(self) -> dict[str, Any]:
        """The entry as values that JSON can hold."""
        plain = {field.name: getattr(self, field.name) for field in fields(self)}
        first = None if self.first_config == self.config else self.first_config.to_dict()
        if not self.has_given_weights:
            del plain["has_given_weights"]  # versions that know nothing of them can read all other runs
        return plain | {"config": self.config.to_dict(), "first_config": first, "labels": asdict(self.labels)}

    @staticmethod
    def from_document(document: dict[str, Any]) -> NotebookEntry:
        """The entry that `to_document` made.

        Raises:
            DnnError, KeyError, TypeError: it is none, or of another version.
        """
        config, labels = RunConfig.from_dict(document["config"]), RunLabels.from_document(document["labels"])
        first = config if document["first_config"] is None else RunConfig.from_dict(document["first_config"])
        return NotebookEntry(**document | {"config": config, "first_config": first, "labels": labels})


def entry_of(run: Run) -> NotebookEntry:
    """The entry of a run as it is now."""
    measured = run.current_evaluation or run.evaluations.latest
    return NotebookEntry(
        id=run.id,
        config=run.trained_config,
        first_config=_first_config(run),
        labels=run.labels,
        status=run.status,
        generation=run.generation,
        stop=run.stop.reason if run.stop else None,
        iteration=run.iteration,
        epoch=run.epoch,
        seconds=run.time.seconds,
        has_given_weights=run.initial_theta is not None,
        **{name: None if measured is None else getattr(measured, name) for name in FIGURES},
    )


def _first_config(run: Run) -> RunConfig:
    """The configuration of the first iteration: that of the latest without the changes that the run remembers."""
    first = {change.field: change.old for change in reversed(run.changes) if change.field in LIVE_FIELDS}
    config = run.trained_config
    return replace(config, hyperparameters=replace(config.hyperparameters, **first)) if first else config
