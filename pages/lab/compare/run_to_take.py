"""The run of a comparison that is taken away: one chosen from a menu, as it is at the iteration that is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import streamlit as st

from dnn.background.replay.replays import Replay
from dnn.export import TrainedRun, test_curve
from dnn.network import parameters_at
from pages.lab.compare.compared_runs import frames_of, titles
from pages.lab.compare.export import frame_at, replayed
from pages.lab.compare.looked_at import iteration_of_link
from pages.server.comparison.comparison_text import ComparedRun
from pages.shared.frame.text import _
from pages.shared.take_away.run_to_take import RunToTake

CHOICE = "take_away_run"


def chosen_run(runs: Sequence[ComparedRun]) -> RunToTake:
    """Draw the menu of the runs, and return the one that is chosen.

    Raises:
        DnnError: it takes too long to be trained again.
    """
    named = titles(runs)
    position = st.selectbox(_("Run"), range(len(runs)), format_func=named.__getitem__, key=CHOICE)
    last = max(run.recipe.until for run in runs)
    with st.spinner(_("Training these runs again …")):
        found = replayed([runs[position]], frames_of(runs), last)[0]
    at = iteration_of_link()
    return run_at(runs[position], found, last if at is None else at)


def run_at(run: ComparedRun, found: Replay, iteration: int) -> RunToTake:
    """A run as it is shown at an iteration, as if it had ended there."""
    frame = frame_at(found, iteration)
    config = run.recipe.config_from(frame.iteration)
    hyperparameters = replace(config.hyperparameters, iterations=max(1, frame.iteration))
    config = replace(config, hyperparameters=hyperparameters)
    iterations, costs = (np.asarray(part) for part in (found.history.points() if found.history else ((), ())))
    is_made = iterations <= frame.iteration
    measured = () if found.evaluations is None else found.evaluations.since(-1)
    return RunToTake(
        TrainedRun(
            config,
            parameters_at(config, frame.theta),
            frame.iteration,
            iterations[is_made],
            costs[is_made],
            *test_curve((each for each in measured if each.iteration <= frame.iteration), frame.evaluation),
        ),
        f"{config.dataset.name}-{run.number}",
        was_changed=any(change.iteration <= frame.iteration for change in run.recipe.changes),
    )
