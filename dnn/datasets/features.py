"""Features of a point of the plane that may be inputs: the coordinates, their squares and product, their sines.

The shapes lie between −1 and 1, where sin x is almost a straight line; so the sines are those of πx.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from dnn.datasets.data import Floats


@dataclass(frozen=True)
class Feature:
    """One feature.

    Attributes:
        name: what configurations call it.
        symbol: how it is written in plain letters.
        of: x1 (m,), x2 (m,) -> (m,).
        onnx: the same as an expression of x1 and x2 in ONNX's operators.
    """

    name: str
    symbol: str
    of: Callable[[Floats, Floats], Floats]
    onnx: str


def _x1(x1: Floats, x2: Floats) -> Floats:
    return x1


def _x2(x1: Floats, x2: Floats) -> Floats:
    return x2


FEATURES: dict[str, Feature] = {
    feature.name: feature
    for feature in (
        Feature("x1", "x₁", _x1, "x1"),
        Feature("x2", "x₂", _x2, "x2"),
        Feature("x1sq", "x₁²", lambda x1, x2: x1 * x1, "Mul(x1, x1)"),
        Feature("x2sq", "x₂²", lambda x1, x2: x2 * x2, "Mul(x2, x2)"),
        Feature("x1x2", "x₁x₂", lambda x1, x2: x1 * x2, "Mul(x1, x2)"),
        Feature("sinx1", "sin πx₁", lambda x1, x2: np.sin(np.pi * x1), f"Sin(Mul(x1, {np.pi}))"),
        Feature("sinx2", "sin πx₂", lambda x1, x2: np.sin(np.pi * x2), f"Sin(Mul(x2, {np.pi}))"),
    )
}
"""All features by name, in the order of the rows of X."""

PLANE_FEATURES = ("x1", "x2")
DEFAULT_FEATURES = "x1-x2"


def features_of(plane: Floats, names: Sequence[str]) -> Floats:
    """The chosen features (n_x, m) of points with coordinates `plane` (2, m)."""
    return np.stack([FEATURES[name].of(plane[0], plane[1]) for name in names])  # (n_x, m)
