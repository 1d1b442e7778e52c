"""g' at a single unit: from z, from a alone, and where one a belongs to more than one z."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from dnn.activations import ACTIVATIONS, silu, silu_derivative

MAX_Z = 64.0
"""Largest |z| of interest: beyond it every activation function is as flat or as straight as it will be."""
STEPS_PER_UNIT = 100


@dataclass(frozen=True)
class UnitSlope:
    """An activation function at one z.

    Attributes:
        z, a: a = g(z).
        slope: g'(z)
        slope_from_output: g' computed from a alone; None where a does not determine it.
        same_output: every z with this very a, in order, when there is more than one; else empty.
    """

    z: float
    a: float
    slope: float
    slope_from_output: float | None
    same_output: tuple[float, ...]


def unit_slope(activation: str, z: float, precision: str = "float64") -> UnitSlope:
    """Describe g' at a unit whose linear part is z.

    Args:
        activation: a name in ACTIVATIONS.
        z: the linear part.
        precision: the type of number to compute in.
    """
    g = ACTIVATIONS[activation]
    value = np.array([z], precision)
    a = g.g(value)
    from_output = None if g.derivative_from_output is None else float(g.derivative_from_output(a)[0])
    same = silu_preimages(float(a[0])) if activation == "silu" else ()
    return UnitSlope(z, float(a[0]), float(g.derivative(value)[0]), from_output, same if len(same) > 1 else ())


def silu_preimages(a: float) -> tuple[float, ...]:
    """Every z with z σ(z) = a in ascending order, by bisection: none below the minimum, two between it and 0, else one.

    In closed form z = a + W_k(a e^-a), W_k being the branches of Lambert's function.
    """
    bottom = silu_minimum()
    lowest = _silu(bottom)
    if a < lowest:
        return ()
    if a in (lowest, 0.0):
        return (bottom if a else 0.0,)
    right = _bisect(a, bottom, max(1.0, 2 * a + 1), rising=True)
    if a >= 0:
        return (right,)
    return _bisect(a, -800.0, bottom, rising=False), right


@lru_cache(maxsize=1)
def silu_minimum() -> float:
    """The z = -1.2785 at which SiLU turns: there g' = σ(z) (1 + z (1 - σ(z))) changes its sign."""
    low, high = -2.0, -1.0
    while (middle := (low + high) / 2) not in (low, high):
        if silu_derivative(np.array([middle]))[0] < 0:
            low = middle
        else:
            high = middle
    return high


@lru_cache(maxsize=64)
def lost_from(activation: str, precision: str = "float64") -> tuple[float | None, float | None]:
    """The z nearest to 0 below and above it, to a hundredth, at which g' computed from a rounds to 0 although g'(z)
    does not; None where that happens nowhere, or where a does not determine g'."""
    g = ACTIVATIONS[activation]
    if g.derivative_from_output is None:
        return None, None
    count = int(2 * MAX_Z * STEPS_PER_UNIT) + 1
    z = np.linspace(-MAX_Z, MAX_Z, count).astype(precision)
    lost = z[(g.derivative(z) != 0) & (g.derivative_from_output(g.g(z)) == 0)]
    below, above = lost[lost < 0], lost[lost > 0]
    return float(below.max()) if below.size else None, float(above.min()) if above.size else None


def _silu(z: float) -> float:
    return float(silu(np.array([z]))[0])


def _bisect(a: float, low: float, high: float, *, rising: bool) -> float:
    """The z between `low` and `high` at which SiLU, rising or falling all the way there, passes a."""
    while (middle := (low + high) / 2) not in (low, high):
        if (_silu(middle) < a) == rising:
            low = middle
        else:
            high = middle
    return min(low, high, key=lambda z: math.fabs(_silu(z) - a))
