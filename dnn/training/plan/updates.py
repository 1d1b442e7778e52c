"""The optimisers as lists of in-place NumPy calls over the whole flat parameter vector, entry by entry.

The gradient in the plan is `scale` times the mean gradient, and every optimiser folds 1/scale into constants that it
multiplies by anyway. What changes from one iteration to the next (the learning rate under a schedule, Adam's bias
correction) lies in small arrays with one number for each position of an iteration block, set before it runs.
Long vectors are worked through in blocks that stay in the processor's cache from call to call.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np

from dnn.optimizers import OPTIMIZERS, Constants, Optimizer
from dnn.training.memory import Array, Calls, aligned_zeros, constant
from dnn.training.plan.weights import Weights

BLOCK = 16_384
"""Numbers of the flat vectors that are worked on at a time: 128 kB in float64."""


class Block(NamedTuple):
    """The same stretch of the flat vectors; `work` may be overwritten at will."""

    theta: Array
    gradient: Array
    slots: tuple[Array, ...]
    work: Array


class Rates:
    """Factors of an update in each position of an iteration block; 0-d views of it are bound into the calls."""

    def __init__(self, positions: int, weights: Weights, constants: Constants, scale: float) -> None:
        self.rate = aligned_zeros((positions,), weights.theta.dtype)
        self.epsilon = aligned_zeros((positions,), weights.theta.dtype)
        self.steps = np.zeros((positions,), np.int64)
        self.constants = constants
        self.scale = scale


def _gradient_descent(block: Block, rates: Rates, position: int) -> Calls:
    theta, gradient, work = block.theta, block.gradient, block.work
    rate = rates.rate[position : position + 1].reshape(())
    return [partial(np.multiply, gradient, rate, work), partial(np.subtract, theta, work, theta)]


def _rate_per_scale(rates: Rates, positions: slice, alphas: Array, steps: Array) -> None:
    rates.rate[positions] = alphas / rates.scale


def _momentum(block: Block, rates: Rates, position: int) -> Calls:
    theta, gradient, work = block.theta, block.gradient, block.work
    (v,) = block.slots
    beta = constant(rates.constants.momentum, theta.dtype)
    share = constant((1 - rates.constants.momentum) / rates.scale, theta.dtype)
    rate = rates.rate[position : position + 1].reshape(())
    return [
        partial(np.multiply, v, beta, v),
        partial(np.multiply, gradient, share, work),
        partial(np.add, v, work, v),
        partial(np.multiply, v, rate, work),
        partial(np.subtract, theta, work, theta),
    ]


def _rate_alone(rates: Rates, positions: slice, alphas: Array, steps: Array) -> None:
    rates.rate[positions] = alphas


def _average_of_squares(block: Block, average: Array, decay: float, scale: float) -> Calls:
    """average := decay average + (1 - decay) (gradient / scale)^2"""
    gradient, work = block.gradient, block.work
    return [
        partial(np.multiply, average, constant(decay, work.dtype), average),
        partial(np.multiply, gradient, constant((1 - decay) / scale**2, work.dtype), work),
        partial(np.multiply, work, gradient, work),
        partial(np.add, average, work, average),
    ]


def _quotient(block: Block, numerator: Array, average: Array, epsilon: Array, rate: Array) -> Calls:
    """theta := theta - rate numerator / (sqrt(average) + epsilon)"""
    theta, work = block.theta, block.work
    return [
        partial(np.sqrt, average, work),
        partial(np.add, work, epsilon, work),
        partial(np.divide, numerator, work, work),
        partial(np.multiply, work, rate, work),
        partial(np.subtract, theta, work, theta),
    ]


def _rmsprop(block: Block, rates: Rates, position: int) -> Calls:
    (s,) = block.slots
    epsilon = constant(rates.constants.epsilon, block.theta.dtype)
    rate = rates.rate[position : position + 1].reshape(())
    return [
        *_average_of_squares(block, s, rates.constants.decay_rate, rates.scale),
        *_quotient(block, block.gradient, s, epsilon, rate),
    ]


def _adam(block: Block, rates: Rates, position: int) -> Calls:
    """Adam with its bias correction moved into the rate and epsilon, which gives the same quotient:
    (v / (1 - b1^t)) / (sqrt(s / (1 - b2^t)) + e) = (c / (1 - b1^t)) v / (sqrt(s) + e c), c = sqrt(1 - b2^t)."""
    v, s = block.slots
    beta1, dtype = rates.constants.beta1, block.theta.dtype
    at = slice(position, position + 1)
    return [
        partial(np.multiply, v, constant(beta1, dtype), v),
        partial(np.multiply, block.gradient, constant((1 - beta1) / rates.scale, dtype), block.work),
        partial(np.add, v, block.work, v),
        *_average_of_squares(block, s, rates.constants.beta2, rates.scale),
        *_quotient(block, v, s, rates.epsilon[at].reshape(()), rates.rate[at].reshape(())),
    ]


def _adam_rates(rates: Rates, positions: slice, alphas: Array, steps: Array) -> None:
    root = np.sqrt(1 - rates.constants.beta2**steps)
    rates.rate[positions] = alphas * root / (1 - rates.constants.beta1**steps)
    rates.epsilon[positions] = rates.constants.epsilon * root


class Update(NamedTuple):
    """An optimiser: its calls for one block and position, and the setter of the rates."""

    calls: Callable[[Block, Rates, int], Calls]
    set_rates: Callable[[Rates, slice, Array, Array], None]


UPDATES: dict[str, Update] = {
    "gradient_descent": Update(_gradient_descent, _rate_per_scale),
    "momentum": Update(_momentum, _rate_alone),
    "rmsprop": Update(_rmsprop, _rate_per_scale),
    "adam": Update(_adam, _adam_rates),
}
"""Name of an optimiser -> the update written for it, where there is one: it is faster."""


def update_of(optimizer: str) -> Update:
    """The update of an optimiser, by the function of the registry itself where none is written for it here."""
    general = Update(partial(_general, OPTIMIZERS[optimizer]), _rates_and_steps)
    return UPDATES.get(optimizer, general)


def _general(optimizer: Optimizer, block: Block, rates: Rates, position: int) -> Calls:
    def step() -> None:
        alpha, t = float(rates.rate[position]), int(rates.steps[position])
        g = block.gradient / rates.scale  # (P,)
        after = optimizer.update(block.theta, g, block.slots, alpha, t, rates.constants)
        for vector, values in zip((block.theta, *block.slots), (after[0], *after[1]), strict=True):
            np.copyto(vector, values)

    return [step]


def _rates_and_steps(rates: Rates, positions: slice, alphas: Array, steps: Array) -> None:
    rates.rate[positions], rates.steps[positions] = alphas, steps


class Penalty:
    """L2: adds scale * (l2/m) W to the gradient and leaves behind what the cost needs, block by block."""

    def __init__(self, weights: Weights, positions: int, blocks: int, l2: float, scale: float, m: int) -> None:
        self._factors = weights.weight_mask() * (l2 * scale / m)
        self._products = aligned_zeros((positions, blocks, 1), weights.theta.dtype)
        self._scale = scale

    def calls(self, block: Block, number: int, start: int, position: int) -> Calls:
        factors = self._factors[start : start + len(block.theta)]
        product = self._products[position, number].reshape(())
        return [
            partial(np.multiply, block.theta, factors, block.work),
            partial(block.theta.dot, block.work, product),
            partial(np.add, block.gradient, block.work, block.gradient),
        ]

    def costs(self) -> Array:
        """(positions,) l2/(2m) times the sum of the squared weights, as they were before each position's update."""
        return np.add.reduce(self._products[:, :, 0], axis=1) / (2 * self._scale)


def blocks_of(weights: Weights) -> list[tuple[int, Block]]:
    """The flat vectors cut into blocks, each with the position at which it starts."""
    work = aligned_zeros((min(BLOCK, weights.count),), weights.theta.dtype)
    return [(start, _block(weights, start, work)) for start in range(0, weights.count, BLOCK)]


def _block(weights: Weights, start: int, work: Array) -> Block:
    def stretch(vector: Array) -> Array:
        return vector[start : start + BLOCK]

    slots: Sequence[Array] = [stretch(slot) for slot in weights.slots]
    theta = stretch(weights.theta)
    return Block(theta, stretch(weights.gradient), tuple(slots), work[: len(theta)])
