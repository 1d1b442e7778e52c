"""Gradient flow through a network of a given depth: the norms in each layer, at the start and as it trains."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from dnn.activations import Array
from dnn.backward import backward
from dnn.configuration import RunConfig
from dnn.datasets.spread import evenly_spread
from dnn.forward import forward
from dnn.lessons.diagnosis import Curve, Evidence, gather
from dnn.losses import TASKS
from dnn.network import Parameters, initialize, parameters_at
from dnn.step import multiplications, start
from dnn.training.advance import advance
from dnn.training.cost_history import CostHistory
from dnn.training.data import training_data
from dnn.training.evaluations import Evaluation

ITERATIONS = 300
STEPS = 60
"""Number of times that the norms are measured on the way."""
DRAWS = 20
"""Number of times that the weights are drawn anew, to separate what the network does from what one seed does."""
EXAMPLES = 1_000
"""The norms are measured with so many examples at most."""
WORK, MIN_FLOW_ITERATIONS = 2e9, 3
"""Approximate multiplications that training may take, and the iterations that it makes in any case."""


@dataclass(frozen=True, eq=False)
class GradientFlow:
    """The norms of every gradient of a run.

    Attributes:
        iterations: (k,) after how many iterations they were measured, 0 being the start.
        weights: (k, L) ‖dW^[l]‖ of J over the examples, without L2.
        biases: (k, L) ‖db^[l]‖ likewise.
        costs: (k,) that J.
        drawn: (20, L) ‖dW^[l]‖ at the start with the weights of the seeds 0 to 19.
        evidence: what the doctor judges, at the end.
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
        """(L,) ‖dW^[l]‖ measured nearest to `iteration`."""
        return self.weights[int(np.abs(self.iterations - iteration).argmin())]


def gradient_flow(config: RunConfig) -> GradientFlow:
    """Train a new run for a moment, and take down every norm."""
    X, Y = _examples(config)  # (n_x, m), (n_y, m)
    state, history, stop = start(config), CostHistory(), None
    evaluations: list[Evaluation] = []
    found = [_norms(parameters_at(config, state.theta), X, Y)]
    measured = [0]
    for goal in _goals(_affordable(config)):
        result = advance(config, state, iterations=goal - state.iteration)
        history.append(result.first_iteration, result.costs)
        evaluations += result.evaluations
        state, stop = result.state, result.stop
        if state.iteration > measured[-1]:
            found.append(_norms(parameters_at(config, state.theta), X, Y))
            measured.append(state.iteration)
        if stop is not None:
            break
    return GradientFlow(
        iterations=np.array(measured),
        weights=np.array([each.weights for each in found]),
        biases=np.array([each.biases for each in found]),
        costs=np.array([each.cost for each in found]),
        drawn=np.array([_norms(initialize(replace(config, seed=seed)), X, Y).weights for seed in range(DRAWS)]),
        evidence=gather(config, state, evaluations, stop, Curve(*history.points())),
    )


@dataclass(frozen=True)
class _Norms:
    """‖dW^[l]‖ and ‖db^[l]‖ of every layer, and J."""

    weights: tuple[float, ...]
    biases: tuple[float, ...]
    cost: float


def _norms(parameters: Parameters, X: Array, Y: Array) -> _Norms:
    with np.errstate(all="ignore"):  # weights that explode are among what is shown
        passes = forward(parameters, X)
        gradients = backward(parameters, passes, Y)
        return _Norms(
            tuple(float(np.linalg.norm(each.dW)) for each in gradients),
            tuple(float(np.linalg.norm(each.db)) for each in gradients),
            TASKS[parameters.task].cost(passes[-1].Z, Y),
        )


def _examples(config: RunConfig) -> tuple[Array, Array]:
    """X (n_x, k) and Y (n_y, k) of some examples of the training part."""
    train = training_data(config).train
    chosen = evenly_spread(train.m, EXAMPLES)
    return train.X[:, chosen], train.Y[:, chosen]


def _affordable(config: RunConfig) -> int:
    return max(
        MIN_FLOW_ITERATIONS, min(ITERATIONS, config.hyperparameters.iterations, int(WORK / multiplications(config)))
    )


def _goals(iterations: int) -> list[int]:
    """1 and up to 60 further numbers of iterations, evenly spread, the last of them all."""
    return sorted({1, *(round(iterations * step / STEPS) for step in range(1, STEPS + 1))} - {0})
