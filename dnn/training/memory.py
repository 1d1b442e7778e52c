"""Memory for training: buffers that are allocated once and always begin at a cache line.

The same alignment in every process is one of the things that make the same run give the same bits: BLAS and
vectorised loops may treat the first and last elements of an unaligned buffer by another path.
"""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

Array = NDArray[Any]
Call = Callable[[], object]
"""One step of a plan: a NumPy function bound to its arguments and to the buffer that it writes into."""
Calls = list[Call]

CACHE_LINE = 64
"""Bytes."""


def aligned_zeros(shape: tuple[int, ...], dtype: DTypeLike) -> Array:
    """A C-contiguous array of zeros of `shape` whose first byte lies at a multiple of CACHE_LINE."""
    size = math.prod(shape) * np.dtype(dtype).itemsize
    raw = np.zeros(size + CACHE_LINE, np.uint8)
    start = -raw.ctypes.data % CACHE_LINE
    return raw[start : start + size].view(dtype).reshape(shape)


def padded(count: int, dtype: DTypeLike) -> int:
    """The least number >= `count` of numbers after which another cache line begins."""
    line = CACHE_LINE // np.dtype(dtype).itemsize
    return -(-count // line) * line


def constant(value: float, dtype: DTypeLike) -> Array:
    """`value` as a 0-d array: a ufunc takes it faster than a Python number, and without a cast."""
    return np.array(value, dtype)
