"""RunToTake: a run as a page takes it away, with the name of its files; and that of the page that trains."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath

import numpy as np

from dnn.background.services import get_run_manager
from dnn.configuration import DatasetConfig
from dnn.export import TrainedRun, test_curve
from dnn.network import initialize, parameters_at
from pages.shared.run import run_commands
from pages.shared.session import table_names
from pages.shared.session.run_view import MAIN

MAX_FILE_NAME_LETTERS = 40
"""Letters of the name of a file."""


@dataclass(frozen=True, eq=False)
class RunToTake:
    """A run that can be taken away.

    Attributes:
        file_name: what its files are called, without the dot and what follows.
        has_given_weights: True if it began with weights of a file, which no program has.
        was_changed: True if it was changed while it trained, so that a program does not repeat it.
    """

    run: TrainedRun
    file_name: str
    has_given_weights: bool = False
    was_changed: bool = False


def main_run() -> RunToTake:
    """The run of the link as it stands: its configuration, its network, its costs up to there; before training, the
    initial network of the configuration."""
    run = run_commands.current_run(MAIN)
    record = None if run is None or run.state is None else get_run_manager().record(run.id)
    if run is None or record is None or record.run.state is None:
        nothing = np.array([], dtype=np.int64), np.array([])
        initial = TrainedRun(MAIN.config, initialize(MAIN.config), 0, *nothing, *nothing)
        return RunToTake(initial, _file_name(MAIN.config.dataset))
    config, state = record.run.config, record.run.state
    trained = TrainedRun(
        config,
        parameters_at(config, state.theta),
        state.iteration,
        np.asarray(record.iterations),
        np.asarray(record.costs),
        *test_curve(record.evaluations, record.run.current_evaluation),
    )
    return RunToTake(
        trained, _file_name(config.dataset), has_given_weights=run.has_given_weights, was_changed=bool(run.changes)
    )


def _file_name(dataset: DatasetConfig) -> str:
    """The name of a dataset, or of the file that a table came in, in letters that every system takes."""
    name = PurePath(table_names.name_of(dataset) or "").stem
    return re.sub(r"[^\w-]+", "_", name).strip("_")[:MAX_FILE_NAME_LETTERS] or dataset.name
