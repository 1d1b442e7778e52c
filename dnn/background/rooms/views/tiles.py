"""The tile of a member's run: its curve in few points, its numbers, and its weights where the network is small."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from dnn.background.payload import base64_of, finite
from dnn.background.rooms.class_runs import RunGlance
from dnn.background.rooms.views.needs_help import is_cost_stuck
from dnn.background.wire import RoomTileNetwork, RoomTileRun
from dnn.datasets import DATASETS
from dnn.losses import TASKS
from dnn.network import layer_sizes
from dnn.training.cost_history import thinned

MAX_TILE_POINTS = 40
"""Points of a tile's curve."""
MAX_TILE_PARAMETERS = 400
"""Networks with more parameters have no boundary on the wall: 48 pixels show no more."""
TILE_DIGITS = 4


@dataclass(frozen=True, eq=False)
class RunTile:
    """The tile of a run, with what says who needs help."""

    mark: tuple[object, ...]
    run: RoomTileRun
    network: RoomTileNetwork | None
    is_finite: bool
    is_stuck: bool
    is_training: bool


def run_tile(glance: RunGlance) -> RunTile:
    """The tile of a run as it is."""
    iterations, costs = thinned(*glance.history.points(), MAX_TILE_POINTS)
    latest, measured = glance.history.latest, glance.evaluation
    is_finite = (glance.stop is None or glance.stop.reason != "non_finite") and (
        latest is None or math.isfinite(latest[1])
    )
    points = [_short(cost) for cost in costs.tolist()]
    run: RoomTileRun = {
        "run": glance.run_id,
        "status": glance.status,
        "generation": glance.generation,
        "iteration": glance.iteration,
        "cost": None if latest is None else finite(latest[1]),
        "test_cost": None if measured is None else finite(measured.test_cost),
        "test_score": None if measured is None else finite(measured.test_score),
        "is_finite": is_finite,
        "sizes": list(layer_sizes(glance.config)),
        "learning_rate": glance.config.hyperparameters.learning_rate,
        "dataset": glance.config.dataset.name,
        "curve": [iterations.tolist(), points],
    }
    is_stuck = is_finite and is_cost_stuck(iterations.tolist(), costs.tolist())
    is_training = glance.status in ("running", "waiting")
    return RunTile(glance.mark, run, _network(glance), is_finite, is_stuck, is_training)


def _network(glance: RunGlance) -> RoomTileNetwork | None:
    """The weights from which a browser draws the boundary; of networks of two inputs that are small, alone."""
    state, config = glance.state, glance.config
    if state is None or layer_sizes(config)[0] != 2 or state.theta.size > MAX_TILE_PARAMETERS:
        return None
    if not np.isfinite(state.theta).all():
        return None
    task = TASKS[DATASETS[config.dataset.name].task_for(config.dataset)]
    return {
        "version": glance.version,
        "activations": [*(layer.activation for layer in config.architecture.hidden), task.output_name],
        "theta": base64_of(state.theta),
    }


def _short(cost: float) -> float:
    return float(f"{cost:.{TILE_DIGITS}g}")
