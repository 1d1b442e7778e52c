"""A saturated output unit: what becomes of its gradient by the note's two factors, and by A - Y (course §2).

The truth is dz = a - y. The note has dz = da · g'(z) with da = -y/a + (1-y)/(1-a) and g'(z) = a (1-a): the same by
algebra, and not the same in floating point, where 1 - a rounds to 0.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dnn.activations import sigmoid
from dnn.losses import TASKS

CLIP = 1e-7
"""Distance by which a is often clipped from 0 and 1, so that the logarithm stays finite."""


@dataclass(frozen=True)
class OutputUnit:
    """One sigmoid output unit with cross-entropy, in float64.

    Attributes:
        z, y: its input and its label, 0 or 1.
        a: σ(z).
        da: -y/a + (1-y)/(1-a).
        slope: g'(z) = a (1-a), computed from a.
        chained: da · slope.
        clipped: the same with a clipped to [CLIP, 1 - CLIP] before da, and a derivative of 0 where it was clipped.
        direct: a - y.
    """

    z: float
    y: float
    a: float
    da: float
    slope: float
    chained: float
    clipped: float
    direct: float


def output_unit(z: float, y: float) -> OutputUnit:
    """The three ways to dz of a unit with input z and label y."""
    a, label = sigmoid(np.array(z, np.float64)), np.float64(y)
    clamped = np.clip(a, CLIP, 1 - CLIP)
    da, da_of_clamped = (
        TASKS["binary"].derivative(np.atleast_1d(each), np.atleast_1d(label))[0] for each in (a, clamped)
    )
    slope = a * (1 - a)
    with np.errstate(invalid="ignore"):
        chained = da * slope
    clipped = da_of_clamped * slope if clamped == a else 0.0
    return OutputUnit(z, y, float(a), float(da), float(slope), float(chained), float(clipped), float(a - label))
