"""The outcome of a run's next iteration, computed before it is made."""

from __future__ import annotations

from dataclasses import dataclass

from dnn.configuration import RunConfig
from dnn.forward import cost, forward
from dnn.network import parameters_at
from dnn.step import Iteration
from dnn.training.data import training_data


@dataclass(frozen=True)
class Prediction:
    """The costs that a run will have.

    Attributes:
        iteration: the iteration in question.
        batch_cost: J of its batch before its update, L2 included: what the run records for it.
        cost_after: J of the whole training part after its update, L2 included.
    """

    iteration: int
    batch_cost: float
    cost_after: float


def prediction(config: RunConfig, iteration: Iteration) -> Prediction:
    """The numbers that the run of `config` will show when it has made `iteration`."""
    parameters = parameters_at(config, iteration.after.theta)
    train = training_data(config).train
    after = cost(parameters, forward(parameters, train.X), train.Y, config.hyperparameters.l2)
    return Prediction(iteration.after.iteration, iteration.cost, after)
