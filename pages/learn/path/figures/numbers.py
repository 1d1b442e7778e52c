"""Numbers of a figure: all entries of an array with the same decimals, so that they stand below one another."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from dnn.activations import Array

DIGITS = 4
"""Significant digits of the largest entry."""
MAX_DECIMALS = 4
MIN_POWER, MAX_POWER = -3, 4
"""Powers of ten of the largest entry between which numbers are written without one."""
SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True)
class Written:
    """The entries of an array as they are written.

    Attributes:
        rows: the cells.
        power: the power of ten that all of them have to be multiplied by.
        decimals: digits behind the point of each.
    """

    rows: tuple[tuple[str, ...], ...]
    power: int
    decimals: int = 0

    @property
    def factor(self) -> str:
        """The power of ten: " · 10⁻⁵", and nothing where it is 1."""
        return f" · 10{str(self.power).translate(SUPERSCRIPTS)}" if self.power else ""


def written(array: Array, beside: Array | None = None) -> Written:
    """An array (rows, columns) with the decimals that its largest finite entry asks for; whole numbers without any.

    Args:
        beside: another array that it is compared with. The power of ten is that of the larger of the two, so that what
            has become smaller is written as a smaller number.
    """
    finite = np.abs(array[np.isfinite(array)])
    if beside is not None and finite.size == array.size and (finite % 1).any():
        return _to_scale(array, max(_exponent(finite), _exponent(np.abs(beside[np.isfinite(beside)]))))
    if finite.size == array.size and not np.any(finite % 1) and not np.any(finite >= 10**MAX_POWER):
        return Written(tuple(tuple(number(float(x), 0) for x in row) for row in array), 0)
    return _to_scale(array, _exponent(finite))


def _exponent(sizes: Array) -> int:
    """The power of ten of the largest of some sizes; 0 where there is none above 0."""
    largest = float(sizes.max()) if sizes.size else 0.0
    return math.floor(math.log10(largest)) if largest > 0 else 0


def _to_scale(array: Array, exponent: int) -> Written:
    """An array as numbers of this power of ten are written."""
    power = 0 if MIN_POWER < exponent < MAX_POWER else exponent
    decimals = min(MAX_DECIMALS, max(0, DIGITS - 1 - (exponent - power)))
    return Written(tuple(tuple(number(float(x), decimals, power) for x in row) for row in array), power, decimals)


def column(values: Sequence[float]) -> Written:
    """Numbers that stand below one another."""
    return written(np.array(values, dtype=float)[:, np.newaxis])


def number(value: float, decimals: int, power: int = 0) -> str:
    """A number divided by a power of ten, with a minus that is as wide as a plus, and no minus before zero."""
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    digits = f"{Decimal(value).scaleb(-power):.{decimals}f}"
    return digits.lstrip("-") if not float(digits) else digits.replace("-", "−")


def exact(value: float) -> str:
    """A number as NumPy writes it, with all digits that matter: "0.9999999999999998", "4.2e-18", "inf", "nan"."""
    return repr(float(value))
