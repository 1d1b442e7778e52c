"""Learning rate too small: the cost falls steadily, and would take many runs as long as this to become good."""

from __future__ import annotations

import numpy as np

from dnn.lessons.diagnosis.evidence import BAD, Evidence, LayerEvidence
from dnn.lessons.diagnosis.example_runs import deep, run_of
from dnn.lessons.diagnosis.finding import Account, Rule
from dnn.lessons.diagnosis.remedies import faster
from dnn.lessons.diagnosis.rules.trend import DECAYED_RATE, fall, has_decayed, is_enough
from dnn.text.messages import Text

SMALL_UPDATE = 1e-4
"""‖ΔW‖/‖W‖ below which the learning rate may be too small."""
MANY_TIMES = 10.0
"""Number of runs as long as this that would be needed."""
ALIVE, MAX_DEAD = 1e-4, 0.9
"""The least ‖dW‖ of a layer that larger steps would help, and the share of dead units that they would not."""
STILL_FALLING = 0.3
"""Share of the speed of the first quarter that is left in the last one, where a bottom is not near."""


def seen(evidence: Evidence) -> Text | None:
    """The observation about a run that creeps; None for others."""
    if not is_enough(evidence) or not evidence.is_bad or not evidence.updates:
        return None
    largest = max(evidence.updates)
    is_held_up = has_decayed(evidence)
    if not largest < SMALL_UPDATE or not (largest or is_held_up):
        return None
    if not all(_is_alive(layer) for layer in evidence.layers):
        return None
    if not is_held_up and not (_falls_steadily(evidence) and _is_far(evidence)):
        return None
    return Text(
        "An iteration changes the weights by at most {share} of their norm; the cost went from {first} to {last}.",
        share=f"{largest:.1g}",
        first=f"{evidence.curve.costs[0]:.4g}",
        last=f"{evidence.curve.stretch(0.75, 1).level:.4g}",
    )


def _is_alive(layer: LayerEvidence) -> bool:
    """True if larger steps would move the layer."""
    return layer.gradient >= ALIVE and (layer.dead or 0.0) < MAX_DEAD


def _falls_steadily(evidence: Evidence) -> bool:
    """True if the cost falls as fast as before: towards a bottom it would fall ever more slowly."""
    curve = evidence.curve
    if not evidence.is_full_batch:
        return True
    quarters = [curve.stretch(share, share + 0.25).level for share in (0, 0.25, 0.5, 0.75)]
    is_falling = np.mean(np.diff(curve.costs) <= 0) >= 0.9
    return bool(is_falling and quarters[2] - quarters[3] > STILL_FALLING * (quarters[0] - quarters[1]))


def _is_far(evidence: Evidence) -> bool:
    """True if a good cost is many runs as long as this away, at the speed of all costs so far."""
    speed = fall(evidence.curve) / (0.75 * evidence.curve.length)
    needed = evidence.cost - BAD * evidence.baseline
    return speed * MANY_TIMES * evidence.config.hyperparameters.iterations < needed


RULE = Rule(
    "learning_rate_too_small",
    Text("Learning rate too small"),
    seen,
    Account(
        Text("The direction is right, but at this rate the bottom is far away."),
        Text("Try a hundred times the learning rate."),
        faster,
    ),
    example=run_of(learning_rate=0.001),
    shown_by="cost",
    order=120,
    more_examples=(
        run_of("diabetes", deep(8, "tanh", 1), learning_rate=1e-6, optimizer="adam"),
        run_of("moons", learning_rate=1e-5, batch_size=8, iterations=5_000),
    ),
    account=lambda evidence: DECAYED_RATE if has_decayed(evidence) else None,
)
