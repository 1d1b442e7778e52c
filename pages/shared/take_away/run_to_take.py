"""The run of a view as it can be taken away: the configuration, the network as it stands, and the costs up to there."""

from __future__ import annotations

import numpy as np

from dnn.background.services import get_run_manager
from dnn.export import TrainedRun, test_curve
from dnn.network import initialize, parameters_at
from pages.shared.run import run_commands
from pages.shared.session.run_view import RunView


def run_to_take(view: RunView) -> TrainedRun:
    """The run of a view as it stands; where nothing was trained yet, the initial network of its configuration."""
    run = run_commands.current_run(view)
    record = None if run is None or run.state is None else get_run_manager().record(run.id)
    if record is None or record.run.state is None:
        nothing = np.array([], dtype=np.int64), np.array([])
        return TrainedRun(view.config, initialize(view.config), 0, *nothing, *nothing)
    config, state = record.run.config, record.run.state
    return TrainedRun(
        config,
        parameters_at(config, state.theta),
        state.iteration,
        np.asarray(record.iterations),
        np.asarray(record.costs),
        *test_curve(record.evaluations, record.run.current_evaluation),
    )
