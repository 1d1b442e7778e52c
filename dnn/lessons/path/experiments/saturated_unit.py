"""dz of a saturated output unit, by the note's two factors and by a - y (course §2)."""

from __future__ import annotations

import math

from dnn.lessons.path.condition import Fact
from dnn.lessons.path.experiments.experiment_kind import ExperimentKind, ExperimentOption, Setup
from dnn.lessons.path.option_checks import whole
from dnn.lessons.saturated_output import output_unit


def saturated_unit(setup: Setup) -> dict[str, Fact]:
    """a, da, g'(z), da · g'(z) and a - y at a whole z for a label; a product that is no number is the word "nan"."""
    unit = output_unit(float(setup.options["z"]), float(setup.options["y"]))
    chained: Fact = "nan" if math.isnan(unit.chained) else unit.chained
    factors: dict[str, Fact] = {"a": unit.a, "da": unit.da, "slope": unit.slope}
    return {"z": unit.z, "y": unit.y, **factors, "chained": chained, "direct": unit.direct}


SATURATED_UNIT = ExperimentKind(
    saturated_unit, {"z": ExperimentOption(whole(-60, 60), 0), "y": ExperimentOption(whole(0, 1), 0)}
)
