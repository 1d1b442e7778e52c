"""Rules over the costs: where they went, and where they stand."""

from __future__ import annotations

import numpy as np

from dnn.diagnosis.curve import Curve
from dnn.diagnosis.evidence import BAD, Evidence, LayerEvidence
from dnn.diagnosis.finding import Account, Rule
from dnn.diagnosis.remedies import adam, faster, larger, penalised, relu_and_he, slower, steady, xavier
from dnn.messages import Text

FEWEST, FEWEST_OF_BATCHES, FEWEST_MILESTONES = 12, 40, 6
"""Costs, costs of mini-batches, and milestones, without which nothing is said about a trend."""
DIVERGED, RECOVERING = 1.5, 0.5
"""Times the lowest cost so far, and the best constant's; and what is left of it after a quarter of the way where it is
on its way back."""
SWING, BATCH_SWING, OFTEN, BATCH_OFTEN = 0.15, 0.5, 0.04, 0.2
"""Of an oscillation: how far it goes beside the cost, and the share of costs at which it turns; with mini-batches those
are the milestones' costs, which sway by themselves and are few."""
FEWEST_TURNS, NOTABLE_LEVEL = 6, 0.2
"""And the share of the best constant's cost that it has to reach: a good run may twitch."""
SAME_OUTPUT, NO_BETTER, PATIENCE = 0.05, 0.95, 100
"""Of a constant output: how little it differs between examples, as a share of the best constant's cost how little there
is to gain, and for how many iterations."""
STILL, FALLING = 0.002, 0.01
"""Shares of the cost that count as no change, and shares of the best constant's that count as progress."""
GOOD_ACCURACY, GOOD_FIT = 0.9, 0.7
"""Scores of classifications and of regressions that are no plateau, however still the cost is."""
LINEAR_FIT, FEW_UNITS = 0.3, 4
"""What of that a network without hidden layers has to reach; units of a layer with which it is called small."""
OVERFITTED, ABOVE_TRAIN, NOTABLE = 1.15, 1.3, 0.06
SMALL_UPDATE, MANY_TIMES = 1e-4, 10.0
"""‖ΔW‖/‖W‖ below which a learning rate may be too small, and how many runs as long as this would be needed then."""
ALIVE, MOSTLY = 1e-4, 0.9
"""The least ‖dW‖ of a layer that a larger learning rate would help, and the share of dead units that it would not."""
STEADY = 0.3
"""What is left of the pace of the first quarter in the last one, where a bottom is not near."""
DECAYED = 0.02
"""What a schedule has left of α, so that α is what holds the run up."""


def is_enough(evidence: Evidence) -> bool:
    """Whether there are costs to speak of, all of them finite."""
    fewest = FEWEST if evidence.is_full_batch else FEWEST_OF_BATCHES
    return len(evidence.curve) >= fewest and evidence.curve.is_finite


def _series(evidence: Evidence) -> Curve:
    """The costs of all examples, as often as they are known."""
    return evidence.curve if evidence.is_full_batch else evidence.train


def _is_long_enough(curve: Curve, evidence: Evidence) -> bool:
    return len(curve) >= (FEWEST if evidence.is_full_batch else FEWEST_MILESTONES) and curve.is_finite


def _non_finite(evidence: Evidence) -> Text | None:
    stop = evidence.stop
    if stop is None or stop.reason != "non_finite":
        return None
    return stop.message


def _non_finite_account(evidence: Evidence) -> Account | None:
    return _TOO_LARGE_AT_ONCE if evidence.iteration == 0 else None


def _diverging(evidence: Evidence) -> Text | None:
    if not is_enough(evidence):
        return None
    now, before = evidence.curve.stretch(0.75, 1).level, evidence.curve.stretch(0.5, 0.75).level
    is_on_its_way_back = now < RECOVERING * before
    if evidence.is_full_batch:
        lowest = min(evidence.whole.lowest_level, float(evidence.whole.costs[0]))
    else:
        now, lowest = evidence.cost, float(min(evidence.train.costs, default=np.inf))
    if not now > DIVERGED * max(lowest, evidence.baseline) or is_on_its_way_back:
        return None
    return Text("The cost was {lowest} at its lowest and is {last} now.", lowest=f"{lowest:.3g}", last=f"{now:.3g}")


def _oscillating(evidence: Evidence) -> Text | None:
    late = _series(evidence).late
    if not _is_long_enough(late, evidence):
        return None
    share = SWING if evidence.is_full_batch else BATCH_SWING
    swing = share * max(late.level, NOTABLE_LEVEL * evidence.baseline)
    low, high = np.quantile(late.costs, (0.1, 0.9))
    if swing <= 0 or high < NOTABLE_LEVEL * evidence.baseline:
        return None
    turns = late.turns(swing)
    fewest, often = (FEWEST_TURNS, OFTEN) if evidence.is_full_batch else (FEWEST_TURNS // 2, BATCH_OFTEN)
    if turns < max(fewest, often * len(late)):
        return None
    return Text(
        "In the second half the cost turns {turns} times, between about {low} and {high}.",
        turns=turns,
        low=f"{low:.3g}",
        high=f"{high:.3g}",
    )


def _is_falling(curve: Curve, least: float) -> bool:
    """Whether its last quarter is lower than its first by so much."""
    return curve.stretch(0, 0.25).level - curve.stretch(0.75, 1).level > least


def _stuck(evidence: Evidence) -> Text | None:
    late, baseline = evidence.curve.late, evidence.baseline
    if not is_enough(evidence) or baseline <= 0 or evidence.curve.length < PATIENCE or _diverging(evidence):
        return None
    is_there = late.level >= NO_BETTER * baseline and not _is_falling(late, FALLING * baseline)
    if not is_there or not evidence.output_spread <= SAME_OUTPUT or _too_slow(evidence):
        return None
    return Text(
        "The cost stays at {cost}; the best constant prediction has {baseline}.",
        cost=f"{evidence.cost:.4g}",
        baseline=f"{baseline:.4g}",
    )


def _stuck_account(evidence: Evidence) -> Account | None:
    is_regression = evidence.task == "regression"
    why = _HALF_VARIANCE if is_regression else _ENTROPY
    if not evidence.has_hidden_layers:
        return Account(why, _MORE_LAYERS, larger)
    if evidence.config.hyperparameters.optimizer == "adam" or len(evidence.layers) > 4:
        return Account(why, _RELU_AND_ADAM, lambda config: adam(relu_and_he(config)))
    return Account(why, _ADAM_SMALL, adam)


def _plateau(evidence: Evidence) -> Text | None:
    late = _series(evidence).late
    if not _is_long_enough(late, evidence) or evidence.curve.length < 2 * PATIENCE or not _is_poor(evidence):
        return None
    if any(rule(evidence) for rule in (_stuck, _diverging, _oscillating, _too_slow)):
        return None
    begin, end = late.stretch(0, 0.25).level, late.stretch(0.75, 1).level
    if abs(end - begin) > STILL * end:
        return None
    return Text(
        "In the second half the cost changed by {change}, from {first} to {last}.",
        change=f"{abs(end - begin) / end:.2%}",
        first=f"{begin:.4g}",
        last=f"{end:.4g}",
    )


def _is_poor(evidence: Evidence) -> bool:
    """Whether a cost that rests is worth a word: what noise or overlapping classes leave is not. Without hidden layers
    the bottom is the best there is, unless it is hardly better than a constant."""
    if not evidence.is_bad:
        return False
    if evidence.task == "regression":
        return evidence.score < (GOOD_FIT if evidence.has_hidden_layers else LINEAR_FIT)
    return evidence.score < GOOD_ACCURACY


def _plateau_account(evidence: Evidence) -> Account | None:
    if _has_decayed(evidence):
        return _DECAYED_RATE
    widths = [layer.units for layer in evidence.config.architecture.hidden]
    is_narrow = min(widths, default=0) < FEW_UNITS
    return None if is_narrow or evidence.config.hyperparameters.optimizer == "adam" else _FLAT


def _has_decayed(evidence: Evidence) -> bool:
    return evidence.alpha < DECAYED * evidence.config.hyperparameters.learning_rate


def _overfitting(evidence: Evidence) -> Text | None:
    train, test = evidence.train, evidence.test
    if len(test) < FEWEST_MILESTONES or not test.is_finite or not train.is_finite:
        return None
    best = int(test.costs.argmin())
    last, lowest = float(test.costs[-1]), float(test.costs[best])
    rose = last > OVERFITTED * lowest and last > ABOVE_TRAIN * evidence.cost
    if not rose or train.costs[-1] > train.costs[best] or last - lowest < NOTABLE * evidence.baseline:
        return None
    return Text(
        "The test cost was {best} at iteration {iteration} and is {last} now, while the train cost fell to {train}.",
        best=f"{lowest:.3g}",
        iteration=f"{test.iterations[best]:.0f}",
        last=f"{last:.3g}",
        train=f"{evidence.cost:.3g}",
    )


def _too_slow(evidence: Evidence) -> Text | None:
    curve = evidence.curve
    if not is_enough(evidence) or not evidence.is_bad or not evidence.updates:
        return None
    largest = max(evidence.updates)
    if not largest < SMALL_UPDATE or not (largest or _has_decayed(evidence)):
        return None
    if not all(_is_alive(layer) for layer in evidence.layers):
        return None
    if not (_has_decayed(evidence) or _falls_steadily(evidence) and _is_far(evidence)):
        return None
    return Text(
        "An iteration changes the weights by at most {share} of their size; the cost was {first} and is {last}.",
        share=f"{largest:.1g}",
        first=f"{curve.costs[0]:.4g}",
        last=f"{curve.stretch(0.75, 1).level:.4g}",
    )


def _is_alive(layer: LayerEvidence) -> bool:
    """Whether larger steps would move it."""
    return layer.gradient >= ALIVE and (layer.dead or 0.0) < MOSTLY


def _falls_steadily(evidence: Evidence) -> bool:
    """Whether the cost falls as fast as before: towards a bottom it would fall ever more slowly."""
    curve = evidence.curve
    if evidence.is_full_batch and np.mean(np.diff(curve.costs) <= 0) < 0.9:
        return False
    quarters = [curve.stretch(share, share + 0.25).level for share in (0, 0.25, 0.5, 0.75)]
    return not evidence.is_full_batch or quarters[2] - quarters[3] > STEADY * (quarters[0] - quarters[1])


def _is_far(evidence: Evidence) -> bool:
    """Whether many runs as long as this would be needed until the cost is good, at the pace of all costs so far."""
    curve, iterations = evidence.curve, evidence.config.hyperparameters.iterations
    pace = (curve.stretch(0, 0.25).level - curve.stretch(0.75, 1).level) / (0.75 * curve.length)
    return pace * MANY_TIMES * iterations < evidence.cost - BAD * evidence.baseline


def _too_slow_account(evidence: Evidence) -> Account | None:
    return _DECAYED_RATE if _has_decayed(evidence) else None


_SLOWER = Text("Try a tenth of the learning rate, and no more than 0.1.")
_ENTROPY = Text(
    "H(ȳ), the entropy of the label mean, is the least that an output can have that does not look at its "
    "input. Nothing of x reaches the output, or nothing of the loss comes back to the weights."
)
_HALF_VARIANCE = Text(
    "Half the variance of the targets is the least that an output can have that does not look at its input. "
    "Nothing of x reaches the output, or nothing of the loss comes back to the weights."
)
_ADAM_SMALL = Text("Try Adam, which takes steps of its own size where gradients are small; look at the gradients too.")
_RELU_AND_ADAM = Text("Try ReLU with He's initial weights and Adam, or fewer layers; look at the gradients too.")
_MORE_LAYERS = Text("Try hidden layers: without any, the output can only grow or fall with x.")
_DECAYED_RATE = Account(
    Text("The schedule has brought the learning rate down so far that an iteration changes next to nothing."),
    Text("Try a constant learning rate, or a slower decay."),
    steady,
)
_FLAT = Account(
    Text("The cost does not change any more, though it is not small: a flat stretch, or all that this network can do."),
    Text("Try Adam; if that does not help, more units or other features."),
    adam,
)
_TOO_LARGE_AT_ONCE = Account(
    Text("Nothing has been learned yet: the initial weights alone make the numbers grow beyond what can be written."),
    Text("Try Xavier's initial weights, or fewer layers."),
    xavier,
)

COST_RULES = (
    Rule(
        "non_finite",
        Text("Not a number"),
        _non_finite,
        Account(
            Text(
                "Steps that are too large make the weights grow with every iteration, until a product leaves the range."
            ),
            _SLOWER,
            slower,
        ),
        _non_finite_account,
    ),
    Rule(
        "diverging",
        Text("Diverging"),
        _diverging,
        Account(
            Text("Each step goes beyond the bottom of the valley and lands higher on the other side."), _SLOWER, slower
        ),
    ),
    Rule(
        "oscillating",
        Text("Oscillating"),
        _oscillating,
        Account(
            Text("The step is about as long as the valley is wide: the cost jumps from side to side."), _SLOWER, slower
        ),
    ),
    Rule(
        "stuck_at_base_rate", Text("Predicts a constant"), _stuck, Account(_ENTROPY, _ADAM_SMALL, adam), _stuck_account
    ),
    Rule(
        "plateau",
        Text("Plateau"),
        _plateau,
        Account(
            Text("The cost rests, though it is not small: this is about all that a network of this size can do."),
            Text("Try more units, or hidden layers where there are none; or other features."),
            larger,
        ),
        _plateau_account,
    ),
    Rule(
        "overfitting",
        Text("Overfitting"),
        _overfitting,
        Account(
            Text(
                "The network learns its training examples by heart, their noise included, and does worse on new ones."
            ),
            Text("Try L2, fewer units, more examples, or stop earlier."),
            penalised,
        ),
    ),
    Rule(
        "learning_rate_too_small",
        Text("Learning rate too small"),
        _too_slow,
        Account(
            Text("The direction is right, but at this pace the bottom is far away."),
            Text("Try a hundred times the learning rate."),
            faster,
        ),
        _too_slow_account,
    ),
)
"""Rules over the costs, in the order in which they are told."""
