"""Rules over the costs: where they went, and where they stand."""

from __future__ import annotations

import numpy as np

from dnn.activations import Array
from dnn.configuration import RunConfig
from dnn.diagnosis.evidence import BAD, Evidence
from dnn.diagnosis.finding import Rule, slower, with_hyperparameters
from dnn.messages import Text

FEWEST = 12
"""Milestones without which nothing is said about a trend."""
DIVERGED = 1.5
"""Times the cost at the start, or the best constant's, whichever is larger."""
SWING, BATCH_SWING, BACK_AND_FORTH = 0.15, 0.7, 6.0
"""Of an oscillation: its range beside the cost, with full batches, and with small ones, which sway by themselves; its
way beside what it comes to."""
STUCK, SAME = 0.01, 0.05
"""How near the best constant's cost, and how little the outputs differ between examples."""
STILL = 0.002
OVERFITTED, ABOVE_TRAIN = 1.15, 1.3
SLOW_UPDATE = 2e-5


def _enough(evidence: Evidence) -> bool:
    """Whether there are costs to speak of, all of them finite."""
    return len(evidence.costs) >= FEWEST and bool(np.isfinite(evidence.costs).all())


def _non_finite(evidence: Evidence) -> Text | None:
    stop = evidence.stop
    if stop is None or stop.reason != "non_finite":
        return None
    return stop.message


def _diverging(evidence: Evidence) -> Text | None:
    if not _enough(evidence):
        return None
    late = evidence.costs[evidence.late]
    limit = DIVERGED * max(float(evidence.costs[0]), evidence.baseline)
    if float(np.median(late)) <= limit or late[-1] <= limit:
        return None
    return Text(
        "The cost was {first} at the start and is {last} now.",
        first=f"{evidence.costs[0]:.3g}",
        last=f"{late[-1]:.3g}",
    )


def _oscillating(evidence: Evidence) -> Text | None:
    late = evidence.costs[evidence.late]
    if not _enough(evidence) or len(late) < FEWEST:
        return None
    swing, way = float(np.ptp(late)), float(np.abs(np.diff(late)).sum())
    net = abs(float(late[-1] - late[0]))
    level = max(float(np.median(late)), 0.1 * evidence.baseline)
    is_whole = evidence.config.hyperparameters.batch_size is None
    if (
        swing < (SWING if is_whole else BATCH_SWING) * level
        or way < BACK_AND_FORTH * max(net, swing / BACK_AND_FORTH)
        or _turns(late) < 0.4
    ):
        return None
    return Text(
        "In the second half the cost swings between {low} and {high}.",
        low=f"{late.min():.3g}",
        high=f"{late.max():.3g}",
    )


def _turns(costs: Array) -> float:
    """The share of steps that go the other way than the one before."""
    signs = np.sign(np.diff(costs))
    return float(np.mean(signs[1:] * signs[:-1] < 0)) if len(signs) > 1 else 0.0


def _stuck(evidence: Evidence) -> Text | None:
    late = evidence.costs[evidence.late]
    if not _enough(evidence) or evidence.baseline <= 0:
        return None
    is_there = np.abs(late - evidence.baseline).max() <= STUCK * evidence.baseline
    if not is_there or evidence.output_spread > SAME:
        return None
    return Text(
        "The cost stays at {cost}; a network that always says the same has {baseline}.",
        cost=f"{late[-1]:.4g}",
        baseline=f"{evidence.baseline:.4g}",
    )


def _plateau(evidence: Evidence) -> Text | None:
    late = evidence.costs[evidence.late]
    if not _enough(evidence) or _stuck(evidence) or _diverging(evidence):
        return None
    change = float(np.ptp(late)) / max(float(late[-1]), 1e-12)
    if change > STILL or late[-1] < BAD * evidence.baseline:
        return None
    return Text(
        "In the second half the cost changed by {change}, from {first} to {last}.",
        change=f"{change:.2%}",
        first=f"{late[0]:.4g}",
        last=f"{late[-1]:.4g}",
    )


def _overfitting(evidence: Evidence) -> Text | None:
    tests = evidence.test_costs
    if not _enough(evidence) or not np.isfinite(tests).all():
        return None
    best = int(tests.argmin())
    last, train = float(tests[-1]), float(evidence.costs[-1])
    rose = last > OVERFITTED * float(tests[best]) and last > ABOVE_TRAIN * train
    if not rose or train > float(evidence.costs[best]) or last - tests[best] < 0.06 * evidence.baseline:
        return None
    return Text(
        "The test cost was {best} at iteration {iteration} and is {last} now, while the train cost fell to {train}.",
        best=f"{tests[best]:.3g}",
        iteration=f"{evidence.iterations[best]:.0f}",
        last=f"{last:.3g}",
        train=f"{train:.3g}",
    )


def _too_slow(evidence: Evidence) -> Text | None:
    if not _enough(evidence) or evidence.costs[-1] < BAD * evidence.baseline:
        return None
    updates = [layer.update for layer in evidence.layers if layer.weight > 0]
    is_moving = all(layer.gradient > 1e-4 for layer in evidence.layers)
    falls = float(np.mean(np.diff(evidence.costs) <= 0)) > 0.9
    if not updates or max(updates) > SLOW_UPDATE or not is_moving or not falls:
        return None
    return Text(
        "An iteration changes the weights by at most {share} of their size, and the cost falls all the time.",
        share=f"{max(updates):.1g}",
    )


def _faster(config: RunConfig) -> RunConfig | None:
    return with_hyperparameters(config, learning_rate=min(10.0, config.hyperparameters.learning_rate * 100))


def _adam(config: RunConfig) -> RunConfig | None:
    return with_hyperparameters(config, optimizer="adam", learning_rate=0.01)


def _penalised(config: RunConfig) -> RunConfig | None:
    return with_hyperparameters(config, l2=max(1.0, 10 * config.hyperparameters.l2))


COST_RULES = (
    Rule(
        "non_finite",
        Text("Not a number"),
        _non_finite,
        Text("Steps that are too large make the weights grow with every iteration, until a product leaves the range."),
        Text("Try a tenth of the learning rate."),
        slower,
    ),
    Rule(
        "diverging",
        Text("Diverging"),
        _diverging,
        Text("Each step goes beyond the bottom of the valley and lands higher on the other side."),
        Text("Try a tenth of the learning rate."),
        slower,
    ),
    Rule(
        "oscillating",
        Text("Oscillating"),
        _oscillating,
        Text("The step is about as long as the valley is wide: the cost jumps from side to side and hardly falls."),
        Text("Try a tenth of the learning rate."),
        slower,
    ),
    Rule(
        "stuck_at_base_rate",
        Text("Predicts a constant"),
        _stuck,
        Text(
            "H(ȳ), the entropy of the label mean, is the least that an output can have that does not look at its "
            "input. Nothing of x reaches the output, or nothing of the loss comes back to the weights."
        ),
        Text("Try Adam, which takes steps of its own size where gradients are small; look at the gradients too."),
        _adam,
    ),
    Rule(
        "plateau",
        Text("Plateau"),
        _plateau,
        Text("The gradient is small here, though the cost is not: a flat stretch, or all that this network can do."),
        Text("Try Adam; if that does not help, more units or other features."),
        _adam,
    ),
    Rule(
        "overfitting",
        Text("Overfitting"),
        _overfitting,
        Text("The network learns its training examples by heart, their noise included, and does worse on new ones."),
        Text("Try L2, fewer units, more examples, or stop earlier."),
        _penalised,
    ),
    Rule(
        "learning_rate_too_small",
        Text("Learning rate too small"),
        _too_slow,
        Text("The direction is right, but at this pace the bottom is far away."),
        Text("Try a hundred times the learning rate."),
        _faster,
    ),
)
"""Rules over the costs, in the order in which they are told."""
