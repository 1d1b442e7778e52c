"""How the error of central differences depends on ε: too large, and the curve bends; too small, and digits are lost.

The error of (J(θ + ε) - J(θ - ε)) / 2ε is about ε²/6 · J''' from truncation, and about u·J/ε from rounding, u being the
distance of neighbouring numbers about 1.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from dnn.activations import Array
from dnn.gradient_check.check import Effort, Subject, layer_checks, report

STEPS = 10.0 ** np.arange(-1, -12.25, -0.5)  # (23,)
"""Every ε that is tried."""


@dataclass(frozen=True, eq=False)
class Curve:
    """The relative error in all over ε.

    Attributes:
        steps: (k,) ε, falling.
        errors: (k,) ‖g - g̃‖ / (‖g‖ + ‖g̃‖) in all; NaN where nothing could be compared.
    """

    steps: Array
    errors: Array

    @property
    def best(self) -> tuple[float, float]:
        """ε with the smallest error, and that error."""
        k = int(np.nanargmin(self.errors))
        return float(self.steps[k]), float(self.errors[k])


def error_curve(subject: Subject, effort: Effort) -> Curve:
    """Check the network with every ε of STEPS, within the work of `effort` altogether."""
    share = replace(effort, work=effort.work / len(STEPS))
    if 32 * subject.parameters.L * subject.parameters.count > share.work:
        share = replace(share, entries=1)
    errors = []
    for step in STEPS:
        checked = report(tuple(layer_checks(subject, replace(share, step=float(step)))), subject, share)
        compared = sum(each.compared for each in checked.comparisons)
        errors.append(checked.relative_error if compared else np.nan)
    return Curve(STEPS, np.array(errors))
