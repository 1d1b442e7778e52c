"""The examples of each iteration.

An epoch is one pass through the training part. With mini-batches its order is drawn from the run's seed and the
epoch's number alone, so that any epoch can be repeated without the ones before it.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Examples = NDArray[np.int64]

_NUMBERS_PER_DRAW = 4096


@lru_cache(maxsize=16)
def _orders(seed: int, m: int, draw: int) -> Examples:
    """(epochs, m): the orders of as many consecutive epochs as one generator draws, since making one takes long."""
    epochs = epochs_per_draw(m)
    natural = np.broadcast_to(np.arange(m), (epochs, m))
    orders: Examples = np.random.default_rng((seed, 1, draw)).permuted(natural, axis=1)
    orders.setflags(write=False)
    return orders


def epochs_per_draw(m: int) -> int:
    """Number of epochs whose orders come from one generator: about 4,096 numbers' worth, at least one epoch."""
    return max(1, _NUMBERS_PER_DRAW // m)


def epoch_order(seed: int, m: int, epoch: int) -> Examples:
    """(m,) the order in which epoch `epoch` (0, 1, …) goes through m examples in mini-batches.

    Epoch e is row e % r of default_rng((seed, 1, e // r)).permuted(rows of 0 … m - 1, axis=1), with the number of
    rows r = max(1, 4096 // m).
    """
    rows = epochs_per_draw(m)
    return _orders(seed, m, epoch // rows)[epoch % rows]


def batch_length(batch_size: int | None, m: int, offset: int) -> int:
    """Number of examples of the next batch when `offset` of the epoch's m have been used: the last may be short."""
    return min(batch_size or m, m - offset)


def shuffled(batch_size: int | None, m: int, offset: int) -> bool:
    """True if the next batch comes from the epoch's drawn order: a full batch keeps the natural order.

    (A run that turns to full batches in the middle of an epoch first uses up that epoch.)
    """
    return offset > 0 or (batch_size is not None and batch_size < m)
