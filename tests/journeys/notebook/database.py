"""A database of runs that a journey finds when its server starts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from dnn.background.notebook.labels import COLOURS, RunLabels
from dnn.background.run import Run
from dnn.background.store.database import Database, sqlite_url
from dnn.background.store.making import FILE
from dnn.background.store.saved_run import SavedRun, restored, saved
from dnn.configuration import RunConfig
from dnn.training.advance import advance

CREATED = 1.7e9


def run_of(owner: str, number: int, iterations: int = 200, **hyperparameters: object) -> SavedRun:
    """A run that has made so many iterations, as it is written down; its id tells its number."""
    given = {"iterations": iterations} | hyperparameters
    config = RunConfig.from_dict({"dataset": {"name": "circles"}, "hyperparameters": given, "seed": number})
    run = Run(run_id(number), owner, config)
    run.moving = True
    run.accept(advance(config, None, iterations=iterations), 0, None)
    run.labels = RunLabels(number=number, colour=number % COLOURS, created=CREATED + number)
    return saved(run)


def copies(template: SavedRun, owner: str, numbers: Iterable[int]) -> list[SavedRun]:
    """The same run under other ids and numbers."""
    run_labels = [RunLabels(number=number, colour=number % COLOURS, created=CREATED + number) for number in numbers]
    return [relabelled(template, owner, labels) for labels in run_labels]


def relabelled(template: SavedRun, owner: str, labels: RunLabels) -> SavedRun:
    """The run with an owner and labels of its own."""
    run = restored(template)
    run.id, run.owner, run.labels = run_id(labels.number), owner, labels
    return saved(run)


def run_id(number: int) -> str:
    """The id of the run of a number."""
    return f"{number:022d}"


def fill(folder: Path, rows: Iterable[SavedRun]) -> dict[str, str]:
    """Write the database of a server; its settings."""
    database = Database(sqlite_url(folder / FILE))
    database.migrate()
    database.write(list(rows), [])
    database.close()
    return {"DNN_STORE": "database", "DNN_DATA": str(folder)}


def starred(row: SavedRun) -> SavedRun:
    """The run with a star."""
    run = restored(row)
    run.labels = replace(run.labels, is_starred=True)
    return saved(run)
