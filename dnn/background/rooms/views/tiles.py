"""The tile of a member's run: its curve in few points, its numbers, and its weights where the network is small."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from dnn.background.payload import base64_of, finite
from dnn.background.rooms.class_runs import RunGlance
from dnn.background.rooms.views.needs_help import is_cost_stuck
from dnn.background.wire import RoomTileNetwork, RoomTileRun
from dnn.configuration import RunConfig
from dnn.datasets import DATASETS
from dnn.losses import TASKS
from dnn.network import layer_sizes
from dnn.training.cost_history import Costs

MAX_TILE_POINTS = 40
"""Points of a tile's curve."""
MAX_TILE_PARAMETERS = 400
"""Networks with more parameters have no boundary on the wall: 48 pixels show no more."""
TILE_DIGITS = 4
CURVE_SECONDS = 0.9
"""Seconds for which a run that goes on keeps its curve and weights: numbers are told more often than what is long."""
MIN_TILE_COST = 1e-300
"""The smallest cost that is not taken for 0."""


@dataclass(frozen=True)
class Described:
    """The parts of a tile that follow from the configuration alone."""

    config: RunConfig
    sizes: tuple[int, ...]
    activations: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class RunTile:
    """The tile of a run, with what says who needs help; `drawn` is when its curve and weights were taken."""

    mark: tuple[object, ...]
    described: Described
    run: RoomTileRun
    network: RoomTileNetwork | None
    is_finite: bool
    is_stuck: bool
    is_training: bool
    drawn: float


def run_tile(glance: RunGlance, before: RunTile | None = None, now: float = 0.0) -> RunTile:
    """The tile of a run as it is at a time in seconds; what follows from a configuration that is as `before` is taken
    from there, and so are curve and weights of a run that goes on, where they are not older than CURVE_SECONDS."""
    is_same = before is not None and before.described.config is glance.config
    described = before.described if before is not None and is_same else _described(glance.config)
    is_drawn = before is not None and _goes_on(before, glance) and now - before.drawn < CURVE_SECONDS
    if before is not None and is_drawn:
        curve, network, is_stuck, drawn = before.run["curve"], before.network, before.is_stuck, before.drawn
    else:
        points, costs = glance.history.sketch(MAX_TILE_POINTS)
        iterations, shown = points.tolist(), _shortened(costs).tolist()
        curve, network, drawn = [iterations, shown], _network(glance, described), now
        is_stuck = is_cost_stuck(iterations, shown)
    latest, measured = glance.history.latest, glance.evaluation
    has_broken_off = glance.stop is not None and glance.stop.reason == "non_finite"
    is_finite = not has_broken_off and (latest is None or math.isfinite(latest[1]))
    run: RoomTileRun = {
        "run": glance.run_id,
        "status": glance.status,
        "generation": glance.generation,
        "iteration": glance.iteration,
        "cost": None if latest is None else finite(latest[1]),
        "test_cost": None if measured is None else finite(measured.test_cost),
        "test_score": None if measured is None else finite(measured.test_score),
        "is_finite": is_finite,
        "sizes": list(described.sizes),
        "learning_rate": glance.config.hyperparameters.learning_rate,
        "dataset": glance.config.dataset.name,
        "curve": curve,
    }
    is_training = glance.status in ("running", "waiting")
    return RunTile(glance.mark, described, run, network, is_finite, is_finite and is_stuck, is_training, drawn)


def _goes_on(before: RunTile, glance: RunGlance) -> bool:
    """True if a run is further on the way that it was on."""
    now = glance.run_id, glance.generation, glance.status
    return (before.run["run"], before.run["generation"], before.run["status"]) == now and glance.status == "running"


def _described(config: RunConfig) -> Described:
    task = TASKS[DATASETS[config.dataset.name].task_for(config.dataset)]
    activations = (*(layer.activation for layer in config.architecture.hidden), task.output_name)
    return Described(config, tuple(layer_sizes(config)), activations)


def _network(glance: RunGlance, described: Described) -> RoomTileNetwork | None:
    """The weights from which a browser draws the boundary; of networks of two inputs that are small, alone."""
    state = glance.state
    if state is None or described.sizes[0] != 2 or state.theta.size > MAX_TILE_PARAMETERS:
        return None
    if not np.isfinite(state.theta).all():
        return None
    return {
        "version": glance.version,
        "activations": list(described.activations),
        "theta": base64_of(state.theta),
    }


def _shortened(costs: Costs) -> Costs:
    """Finite costs (k,) in TILE_DIGITS digits."""
    powers = np.floor(np.log10(np.maximum(np.abs(costs), MIN_TILE_COST)))  # (k,)
    scale = 10.0 ** np.clip(TILE_DIGITS - 1 - powers, -300, 300)  # (k,)
    return np.round(costs * scale) / scale  # (k,)
