"""Oscillating: the cost goes up and down again and again, and does not get low."""

from __future__ import annotations

import numpy as np

from dnn.lessons.diagnosis.evidence import Evidence
from dnn.lessons.diagnosis.example_runs import run_of
from dnn.lessons.diagnosis.finding import Account, Rule
from dnn.lessons.diagnosis.remedies import slower
from dnn.lessons.diagnosis.rules.trend import SLOWER, is_long_enough, series
from dnn.text.messages import Text

SWING, OFTEN, MIN_TURNS = 0.15, 0.04, 6
"""Size of a swing beside the cost, share of the costs at which it turns, and least number of turns."""
BATCH_SWING, BATCH_OFTEN, MIN_BATCH_TURNS = 0.5, 0.2, 3
"""The same for mini-batches, whose costs at the evaluations are few and sway by themselves."""
NOTABLE = 0.2
"""The share of the best constant's cost that it has to reach: a good run may twitch."""


def seen(evidence: Evidence) -> Text | None:
    """The observation about a run that oscillates; None for others."""
    late = series(evidence).late
    if not is_long_enough(late, evidence):
        return None
    is_whole = evidence.is_full_batch
    swing = (SWING if is_whole else BATCH_SWING) * max(late.level, NOTABLE * evidence.baseline)
    low, high = np.quantile(late.costs, (0.1, 0.9))
    if swing <= 0 or high < NOTABLE * evidence.baseline:
        return None
    turns = late.turns(swing)
    fewest, often = (MIN_TURNS, OFTEN) if is_whole else (MIN_BATCH_TURNS, BATCH_OFTEN)
    if turns < max(fewest, often * len(late)):
        return None
    return Text(
        "In the second half the cost changes direction {turns} times, between about {low} and {high}.",
        turns=turns,
        low=f"{low:.3g}",
        high=f"{high:.3g}",
    )


RULE = Rule(
    "oscillating",
    Text("Oscillating"),
    seen,
    Account(Text("The step is about as long as the valley is wide: the cost jumps from side to side."), SLOWER, slower),
    example=run_of("moons", (), learning_rate=40),
    shown_by="cost",
    order=80,
    more_examples=(
        run_of(learning_rate=12),
        run_of(learning_rate=8, batch_size=16, iterations=5_000),
    ),
)
