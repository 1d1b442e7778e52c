"""The losses of the course in 50-digit arithmetic, written from the formulas alone."""

from __future__ import annotations

from decimal import Context, Decimal, localcontext

import numpy as np

DIGITS = Context(prec=50, Emin=-999_999, Emax=999_999)


def loss(task: str, z: np.ndarray, y: np.ndarray) -> Decimal:
    """The loss of one example with the exact values of z (n_y,) and y (n_y,)."""
    with localcontext(DIGITS):
        return _LOSSES[task]([Decimal(float(value)) for value in z], [Decimal(float(value)) for value in y])


def _binary(z: list[Decimal], y: list[Decimal]) -> Decimal:
    """-(y log a + (1 - y) log(1 - a)) with a = 1 / (1 + e^-z) and 1 - a = 1 / (1 + e^z)"""
    return y[0] * log1p((-z[0]).exp()) + (1 - y[0]) * log1p(z[0].exp())


def _multiclass(z: list[Decimal], y: list[Decimal]) -> Decimal:
    """-log a of the label k: log Σ_j e^(z_j - z_k), of which one term is 1"""
    label = y.index(Decimal(1))
    return log1p(sum((value - z[label]).exp() for index, value in enumerate(z) if index != label))


def _regression(z: list[Decimal], y: list[Decimal]) -> Decimal:
    return sum((a - b) ** 2 for a, b in zip(z, y, strict=True)) / 2


def log1p(x: Decimal | int) -> Decimal:
    """log(1 + x); its series where 1 + x would lose digits of x."""
    x = Decimal(x)
    if x > Decimal("1e-20"):
        return (1 + x).ln()
    return x - x * x / 2 + x * x * x / 3


_LOSSES = {"binary": _binary, "multiclass": _multiclass, "regression": _regression}
