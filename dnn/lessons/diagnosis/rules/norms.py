"""Norms of the gradients, as the rules about gradients use them."""

from __future__ import annotations

import numpy as np

from dnn.activations import Array
from dnn.lessons.diagnosis.evidence import Evidence


def norms(evidence: Evidence) -> Array:
    """(L,) ‖dW^[l]‖ where the run stands."""
    return np.array([layer.gradient for layer in evidence.layers])


def ratio(of: Array) -> float:
    """‖dW^[1]‖ / ‖dW^[L]‖ of (L,) norms, NaN where it is not defined."""
    if not len(of) or not np.isfinite(of).all() or of[-1] <= 0:
        return float("nan")
    return float(of[0] / of[-1])
