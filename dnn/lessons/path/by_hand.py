"""Numbers that are computed with by hand: they are rounded first, and only then computed with, so that whoever computes
with the numbers that are shown gets the result that is shown."""

from __future__ import annotations

from math import floor, log10

import numpy as np

from dnn.activations import Array

SHOWN_DIGITS = 4
"""Significant digits of a number in a question."""
MIN_SHOWN, SMALL = 0.05, 0.3
"""A number below the first would be 0 with one decimal; where the largest is below the second, one decimal says too
little of it."""
MAX_HAND_DECIMALS = 9
NOISE_FROM = 12
"""The decimal from which on a sum of short numbers holds nothing but what binary numbers add to it."""


def as_shown(values: Array) -> Array:
    """Numbers with the digits that `shown` writes, in the same shape."""
    return np.vectorize(lambda value: float(f"{value:.{SHOWN_DIGITS}g}"), otypes=[float])(values)


def decimals_for(values: Array) -> int:
    """The decimals with which numbers are short enough for mental arithmetic: one, if none is lost by that, else two;
    more where all are small."""
    sizes = np.abs(values[values != 0])  # (k,)
    if not sizes.size:
        return 1
    largest = float(sizes.max())
    least = 1 if float(sizes.min()) >= MIN_SHOWN else 2
    return min(MAX_HAND_DECIMALS, max(least, 1 - floor(log10(largest)))) if largest < SMALL else least


def in_short(values: Array) -> Array:
    """Numbers rounded to the same few decimals, in the same shape."""
    decimals = decimals_for(values)
    return np.vectorize(lambda value: float(f"{value:.{decimals}f}") + 0.0, otypes=[float])(values)  # −0 is 0


def without_noise(value: float) -> float:
    """A sum of products of short numbers as it is on paper: 0.3, not 0.30000000000000004."""
    return round(value, NOISE_FROM) + 0.0  # −0 is 0


def decimals_in(values: Array) -> int:
    """The most decimals that one of some short numbers is written with; one at least."""
    return (
        max((len(f"{value:.{NOISE_FROM}f}".rstrip("0").partition(".")[2]) for value in values.ravel()), default=1) or 1
    )
