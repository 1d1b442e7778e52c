"""The size of a plan's buffers, worked out from the configuration before any of them is allocated.

All functions count numbers, of the run's precision.
"""

from collections.abc import Sequence

from dnn.network import parameters_in
from dnn.training.plan.elementwise import DERIVATIVES_OF_A, written

MAX_BLOCK_NUMBERS = 131_072
"""Approximate maximum of numbers of input, and of four outputs, that an iteration block holds."""
MAX_BLOCK_WORK = 12_000_000
"""Approximate maximum of multiplications of an iteration block's forward passes: a few milliseconds, after which the
deadline is checked."""
MAX_BLOCK_ITERATIONS = 32
MAX_JOINED_NUMBERS = 16_384
"""Maximum of numbers of all hidden layers together that are worked on in one call."""
ARRAYS_OF_AN_OUTPUT = 6
"""Arrays of the size of all outputs of an iteration block, at most."""


def position_count(sizes: Sequence[int], batch: int, m: int) -> int:
    """Number of iterations of an iteration block, for batches of `batch` of m examples."""
    n_x, n_y = sizes[0], sizes[-1]
    numbers = max(4 * n_y, n_x if batch < m else 0) * batch
    positions = min(
        MAX_BLOCK_ITERATIONS, MAX_BLOCK_NUMBERS // numbers, MAX_BLOCK_WORK // (parameters_in(sizes) * batch)
    )
    batches = m // batch if batch < m else positions
    return -(-batches // -(-batches // max(positions, 1))) if batches else 1


def weight_numbers(sizes: Sequence[int], slots: int) -> int:
    """θ and the slots, a checkpoint of both, and the gradient."""
    return (2 * (1 + slots) + 1) * parameters_in(sizes)


def penalty_numbers(sizes: Sequence[int], batch: int, m: int) -> int:
    """The factors of an L2 penalty in each iteration block."""
    return len(_blocks(sizes, batch, m)) * parameters_in(sizes)


def batch_numbers(sizes: Sequence[int], activations: Sequence[str], batch: int, m: int) -> int:
    """All else of the iteration blocks for batches of `batch` of m examples."""
    return sum(_block_numbers(sizes, activations, *block, fed=batch < m) for block in _blocks(sizes, batch, m))


def _blocks(sizes: Sequence[int], batch: int, m: int) -> list[tuple[int, int]]:
    """Positions and batch length of every iteration block, that for the shorter last batch of an epoch included."""
    blocks = [(position_count(sizes, batch, m), batch), (1, m % batch)]
    return [(positions, length) for positions, length in blocks if length]


def _block_numbers(sizes: Sequence[int], activations: Sequence[str], positions: int, m: int, fed: bool) -> int:
    """An iteration block: the hidden layers, the outputs of each position, and inputs if batches are fed to it."""
    hidden = sizes[1:-1]
    in_turns = sum(max(hidden[turn::2], default=0) for turn in (0, 1))  # dA
    outputs = ARRAYS_OF_AN_OUTPUT * sizes[-1]
    return hidden_numbers(sizes, activations, m) + (in_turns + positions * (outputs + fed * (sizes[0] + 1))) * m


def hidden_numbers(sizes: Sequence[int], activations: Sequence[str], m: int) -> int:
    """The hidden layers on the way forward: A with its row of ones, what g′ needs, and scratch."""
    layers = [(n, written(name)) for n, name in zip(sizes[1:-1], activations, strict=True)]
    held = sum(n + 1 + n * each.stores for n, each in layers)
    scratch = max((n for n, _each in layers), default=0) * any(each.uses_scratch for _n, each in layers)
    if are_joined(sizes, activations, m):
        scratch = sum(n + 1 for n, _each in layers)
    return (held + scratch) * m


def are_joined(sizes: Sequence[int], activations: Sequence[str], m: int) -> bool:
    """True if the derivatives of all hidden layers are computed in one call: where they are of one kind that follows
    from A alone, and so small that calls count for more than the processor's cache."""
    hidden = sizes[1:-1]
    is_one_kind = len(hidden) > 1 and len(set(activations)) == 1 and activations[0] in DERIVATIVES_OF_A
    return is_one_kind and sum(n + 1 for n in hidden) * m <= MAX_JOINED_NUMBERS
