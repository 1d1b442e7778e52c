"""How gradients flow through a network of a given depth: their norms in each layer, at the start and as it trains."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from dnn.activations import Array
from dnn.backward import backward
from dnn.configuration import RunConfig
from dnn.diagnosis import Evidence, gather
from dnn.forward import forward
from dnn.milestones import Milestone
from dnn.network import initialize, parameter_count
from dnn.step import batch_at, start
from dnn.training import advance
from dnn.training_data import training_data

ITERATIONS = 300
FEWEST = 20
DRAWS = 20
"""How often the weights are drawn anew, to tell what the network does from what one seed does."""
WORK = 2e9
"""About how many multiplications training may take; a larger network trains for fewer iterations."""


@dataclass(frozen=True, eq=False)
class GradientFlow:
    """The norms of every gradient of a run.

    Attributes:
        iterations: (k,) the iterations at which they were measured, 1 being the start.
        weights: (k, L) ‖dW^[l]‖.
        biases: (k, L) ‖db^[l]‖.
        costs: (k,) J of the training part.
        drawn: (20, L) ‖dW^[l]‖ at the start with the weights of the seeds 0 to 19.
        evidence: what the doctor looks at, at the end.
    """

    iterations: Array
    weights: Array
    biases: Array
    costs: Array
    drawn: Array
    evidence: Evidence

    @property
    def ratio(self) -> float:
        """‖dW^[1]‖ / ‖dW^[L]‖ at the start; NaN where the last one is 0."""
        first, last = float(self.weights[0, 0]), float(self.weights[0, -1])
        return first / last if last else float("nan")

    @property
    def largest(self) -> float:
        """The largest ‖dW^[l]‖ at the start."""
        return float(self.weights[0].max())

    @property
    def drawn_ratios(self) -> Array:
        """(k,) the ratio at the start of each of the draws whose last norm is not 0."""
        first, last = self.drawn[:, 0], self.drawn[:, -1]
        ratios: Array = first[last > 0] / last[last > 0]  # (k,)
        return ratios

    def at(self, iteration: int) -> Array:
        """(L,) ‖dW^[l]‖ at the milestone next to `iteration`."""
        return self.weights[int(np.abs(self.iterations - iteration).argmin())]


def gradient_flow(config: RunConfig) -> GradientFlow:
    """Train a new run for a moment, and take down every norm."""
    m = training_data(config).train.m
    affordable = int(WORK / (3 * parameter_count(config) * min(m, config.hyperparameters.batch_size or m)))
    iterations = max(FEWEST, min(ITERATIONS, affordable))
    piece = advance(config, start(config), iterations=iterations)
    found: tuple[Milestone, ...] = piece.milestones
    return GradientFlow(
        iterations=np.array([each.iteration for each in found]),
        weights=np.array([each.gradient_norms for each in found]),
        biases=np.array([each.bias_gradient_norms for each in found]),
        costs=np.array([each.train_cost for each in found]),
        drawn=np.array([_at_the_start(replace(config, seed=seed)) for seed in range(DRAWS)]),
        evidence=gather(config, piece.state, found, piece.stop),
    )


def _at_the_start(config: RunConfig) -> tuple[float, ...]:
    """‖dW^[l]‖ of every layer in the first iteration."""
    X, Y = batch_at(config, start(config))  # (n_x, m), (n_y, m)
    parameters = initialize(config)
    with np.errstate(all="ignore"):  # weights that explode are among what is shown
        return tuple(float(np.linalg.norm(each.dW)) for each in backward(parameters, forward(parameters, X), Y))
