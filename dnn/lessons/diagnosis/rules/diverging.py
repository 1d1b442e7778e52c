"""Diverging: the cost is far above what it has been, and above that of a constant."""

from __future__ import annotations

import numpy as np

from dnn.lessons.diagnosis.evidence import Evidence
from dnn.lessons.diagnosis.example_runs import run_of
from dnn.lessons.diagnosis.finding import Account, Rule
from dnn.lessons.diagnosis.remedies import slower
from dnn.lessons.diagnosis.rules.trend import SLOWER, is_enough
from dnn.text.messages import Text

TIMES = 1.5
"""The lowest cost so far, and the best constant's."""
RECOVERING = 0.5
"""Share of the cost that is left after a quarter of the way where a run recovers."""


def seen(evidence: Evidence) -> Text | None:
    """The observation about a run that diverges; None for others."""
    if not is_enough(evidence):
        return None
    curve = evidence.curve
    now, before = curve.stretch(0.75, 1).level, curve.stretch(0.5, 0.75).level
    is_on_its_way_back = now < RECOVERING * before
    if evidence.is_full_batch:
        lowest = min(evidence.whole.lowest_level, float(evidence.whole.costs[0]))
    else:  # single batches may be far below all examples
        now, lowest = evidence.cost, float(min(evidence.train_data.costs, default=np.inf))
    if not now > TIMES * max(lowest, evidence.baseline) or is_on_its_way_back:
        return None
    return Text("The cost fell to {lowest} and is now {last}.", lowest=f"{lowest:.3g}", last=f"{now:.3g}")


RULE = Rule(
    "diverging",
    Text("Diverging"),
    seen,
    Account(
        Text("The steps are so long that they go beyond the bottom of the valley and land higher on the other side."),
        SLOWER,
        slower,
    ),
    example=run_of("diabetes", (), learning_rate=0.56, iterations=200),
    shown_by="cost",
    order=70,
    more_examples=(
        run_of("sine", (), learning_rate=2.1, iterations=100),
        run_of("diabetes", (), learning_rate=0.6, batch_size=128, iterations=100),
        run_of("digits", (), learning_rate=30, batch_size=4),
    ),
)
