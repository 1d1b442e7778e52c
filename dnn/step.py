"""One iteration in the readable form: forward, cost, backward, update. The reference that the fast plan is held to."""

from dataclasses import dataclass

import numpy as np

from dnn.activations import Array
from dnn.backward import BackwardPass, backward
from dnn.configuration import RunConfig
from dnn.forward import ForwardPass, cost, forward
from dnn.network import Parameters, flatten, initialize, parameter_count, parameters_at
from dnn.optimizers import OPTIMIZERS
from dnn.training.batches import batch_length, epoch_order, shuffled
from dnn.training.data import training_data
from dnn.training.state import TrainingState


@dataclass(frozen=True, eq=False)
class Iteration:
    """All that one iteration computed, in order."""

    parameters: Parameters
    """W and b before the update."""
    X: Array
    """(n_x, m) the examples of the batch."""
    Y: Array
    """(n_y, m)"""
    passes: tuple[ForwardPass, ...]
    cost: float
    """J of the batch, L2 included."""
    gradients: tuple[BackwardPass, ...]
    """Gradients of the cost without L2."""
    learning_rate: float
    after: TrainingState
    """The state after the update."""


def start(config: RunConfig, theta: Array | None = None) -> TrainingState:
    """The state before the first iteration: with the initial weights of the configuration, or with θ (P,) in place of
    them."""
    theta = flatten(initialize(config)) if theta is None else theta  # (P,)
    optimizer = OPTIMIZERS[config.hyperparameters.optimizer]
    slots = tuple(np.zeros_like(theta) for _ in range(optimizer.slots))
    return TrainingState(0, 0, 0, theta, slots, optimizer.name, 0)


def batch_at(config: RunConfig, state: TrainingState) -> tuple[Array, Array]:
    """X (n_x, m) and Y (n_y, m) of the batch that follows `state`."""
    train, size = training_data(config).train, config.hyperparameters.batch_size
    if not shuffled(size, train.m, state.offset):
        return train.X, train.Y
    length = batch_length(size, train.m, state.offset)
    examples = epoch_order(config.seed, train.m, state.epoch)[state.offset : state.offset + length]
    return train.X[:, examples], train.Y[:, examples]


def multiplications(config: RunConfig) -> int:
    """Approximate number of multiplications of an iteration: each weight once on the way forward and twice on the way
    back, for each example of the batch."""
    m = training_data(config).train.m
    return 3 * parameter_count(config) * min(m, config.hyperparameters.batch_size or m)


def step(config: RunConfig, state: TrainingState) -> Iteration:
    """Make the iteration that follows `state`, on the batch whose turn it is (course §2).

    Returns:
        What was computed; `.after` is the state to go on from. `state` itself is unchanged.
    """
    return step_on(config, state, *batch_at(config, state))


def step_on(config: RunConfig, state: TrainingState, X: Array, Y: Array) -> Iteration:
    """Make one iteration from `state` on any examples (L2 adds (λ/m) W to dW, m being their number).

    Args:
        config: the run.
        state: where it stands.
        X: (n_x, m) examples.
        Y: (n_y, m) their labels.

    Returns:
        As `step` does; `.after` counts these examples as if they had been the batch.
    """
    h = config.hyperparameters
    optimizer = OPTIMIZERS[h.optimizer]
    state = state.for_optimizer(optimizer.name, optimizer.slots)
    parameters = parameters_at(config, state.theta)
    passes = forward(parameters, X)
    J = cost(parameters, passes, Y, h.l2)
    gradients = backward(parameters, passes, Y)
    g = _with_penalty(parameters, gradients, h.l2 / Y.shape[1])  # (P,)
    alpha = h.schedule.rate(h.learning_rate, state.iteration, state.epoch)
    t = state.optimizer_steps + 1
    theta, slots = optimizer.update(state.theta, g, state.slots, alpha, t, h)  # (P,)
    epochs, offset = divmod(state.offset + Y.shape[1], training_data(config).train.m)
    after = TrainingState(state.iteration + 1, state.epoch + epochs, offset, theta, slots, optimizer.name, t)
    return Iteration(parameters, X, Y, passes, J, gradients, alpha, after)


def _with_penalty(parameters: Parameters, gradients: tuple[BackwardPass, ...], factor: float) -> Array:
    """(P,) dW + factor W and db of all layers, laid flat."""
    parts = []
    for layer, gradient in zip(parameters.layers, gradients, strict=True):
        dW = gradient.dW + factor * layer.W if factor else gradient.dW  # (n, n_previous)
        parts += [dW.ravel(), gradient.db.ravel()]
    return np.concatenate(parts)  # (P,)
