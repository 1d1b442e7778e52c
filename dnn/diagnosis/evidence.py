"""What the doctor looks at: the costs of a run, and its network where it stands, on a few hundred examples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dnn.activations import Array
from dnn.backward import backward
from dnn.batches import evenly_spread
from dnn.configuration import RunConfig
from dnn.forward import forward
from dnn.losses import TASKS
from dnn.milestones import Milestone
from dnn.network import parameters_at
from dnn.stop import Stop
from dnn.training_data import training_data
from dnn.training_state import TrainingState

BAD = 0.3
"""A cost above this share of the best constant's is not good yet."""
EXAMPLES = 300
RELUS = ("relu",)
SQUASHING = {"sigmoid": (0.0, 1.0), "tanh": (-1.0, 1.0)}
"""Activation functions with limits, and these."""
NEAR_LIMIT = 0.02
"""How near its limit, as a share of the way between both, a unit counts as saturated."""


@dataclass(frozen=True)
class LayerEvidence:
    """Layer l where the run stands.

    Attributes:
        activation: the name of g^[l].
        gradient: ‖dW‖.
        weight: ‖W‖.
        update: α ‖dW‖ / ‖W‖, 0 where W is 0.
        dead: the share of its units that are 0 for every example; None where g is no ReLU.
        saturated: the share of its activations next to a limit of g; None where g has none.
        distinct: how many of its units have weights of their own.
        units: how many units it has.
        rank: of W.
    """

    activation: str
    gradient: float
    weight: float
    update: float
    dead: float | None
    saturated: float | None
    distinct: int
    units: int
    rank: int


@dataclass(frozen=True, eq=False)
class Evidence:
    """A run as the doctor sees it.

    Attributes:
        config: its configuration.
        iteration: updates made.
        iterations, costs: (k,) milestones, and J of the whole training part at each.
        test_costs: (k,) J of the test part, NaN where there is none.
        stop: why it ended, if it did.
        layers: layer 1 first.
        baseline: the cost of the best constant prediction.
        output_spread: the largest standard deviation of an output over the examples.
        feature_scales, feature_means: (n_x,) of the training part.
    """

    config: RunConfig
    iteration: int
    iterations: Array
    costs: Array
    test_costs: Array
    stop: Stop | None
    layers: tuple[LayerEvidence, ...]
    baseline: float
    output_spread: float
    feature_scales: Array
    feature_means: Array

    @property
    def late(self) -> slice:
        """The milestones of the second half of the iterations."""
        if not len(self.iterations):
            return slice(0, 0)
        return slice(int(np.searchsorted(self.iterations, self.iterations[-1] / 2)), None)


def gather(
    config: RunConfig, state: TrainingState, milestones: Sequence[Milestone], stop: Stop | None = None
) -> Evidence:
    """Look at a run.

    Args:
        config: its configuration.
        state: where it stands; its numbers may be infinite or NaN.
        milestones: what was measured on the way.
        stop: why it ended, if it did.
    """
    train = training_data(config).train
    chosen = evenly_spread(train.m, EXAMPLES)
    X, Y = train.X[:, chosen], train.Y[:, chosen]  # (n_x, m), (n_y, m)
    with np.errstate(all="ignore"):
        parameters = parameters_at(config, state.theta)
        passes = forward(parameters, X)
        gradients = backward(parameters, passes, Y)
        h = config.hyperparameters
        alpha = h.schedule.rate(h.learning_rate, state.iteration, state.epoch)
        layers = tuple(
            _layer(layer.activation, layer.W, each.A, gradient.dW, alpha)
            for layer, each, gradient in zip(parameters.layers, passes, gradients, strict=True)
        )
        spread = float(passes[-1].A.std(axis=1).max())
    return Evidence(
        config=config,
        iteration=state.iteration,
        iterations=np.array([each.iteration for each in milestones], float),
        costs=np.array([each.train_cost for each in milestones], float),
        test_costs=np.array([np.nan if each.test_cost is None else each.test_cost for each in milestones], float),
        stop=stop,
        layers=layers,
        baseline=TASKS[parameters.task].baseline(train.Y),
        output_spread=spread,
        feature_scales=train.X.std(axis=1),
        feature_means=train.X.mean(axis=1),
    )


def dead_and_saturated(activation: str, A: Array) -> tuple[float | None, float | None]:
    """Of A (n, m): the share of units that are 0 for every example, and of activations next to a limit of g; None where
    g is no ReLU, or has no limits."""
    dead = float((A <= 0).all(axis=1).mean()) if activation in RELUS else None
    if activation not in SQUASHING:
        return dead, None
    low, high = SQUASHING[activation]
    margin = NEAR_LIMIT * (high - low)
    return dead, float(((low + margin > A) | (high - margin < A)).mean())


def _layer(activation: str, W: Array, A: Array, dW: Array, alpha: float) -> LayerEvidence:
    """Layer with weights W (n, n_previous), activations A (n, m) and gradient dW (n, n_previous)."""
    weight, gradient = float(np.linalg.norm(W)), float(np.linalg.norm(dW))
    is_finite = bool(np.isfinite(W).all())
    dead, saturated = dead_and_saturated(activation, A)
    return LayerEvidence(
        activation=activation,
        gradient=gradient,
        weight=weight,
        update=alpha * gradient / weight if weight else 0.0,
        dead=dead,
        saturated=saturated,
        distinct=_distinct_rows(W) if is_finite else len(W),
        units=len(W),
        rank=int(np.linalg.matrix_rank(W)) if is_finite else 0,
    )


def _distinct_rows(W: Array) -> int:
    """How many rows of W (n, n_previous) differ, to nine digits."""
    scale = float(np.abs(W).max(initial=0.0)) or 1.0
    return len(np.unique(np.round(W / scale, 9), axis=0))
