"""Effect of a mistake on training, judged by the cost curves with and without it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from dnn.activations import Array
from dnn.text.messages import Text

EffectKind = Literal[
    "none", "printed", "as_well", "faster", "slower", "does_not_learn", "diverges", "raises", "inconclusive"
]

LAST = 5
"""Number of costs at the end of a curve that are averaged."""
SAME = 1e-9
"""Curves closer than this, relatively, are the same."""
HARDLY = 0.01
"""A right curve that falls by less than this share of its first cost shows nothing."""
AS_WELL = (0.9, 1.1)
"""Shares of the right curve's fall between which a network learns as well; below the first it learns more slowly."""
NOT_AT_ALL = 0.2
"""Share of the right curve's fall below which it does not learn."""
UPHILL = -0.05
"""Share below which the cost ends clearly above its beginning."""


@dataclass(frozen=True)
class Effect:
    """The effect on training, as a word and as a sentence."""

    kind: EffectKind
    text: Text


def raised(iteration: int) -> Effect:
    """NumPy raised an error; iteration 0 is before the first one."""
    return Effect(
        "raises", Text("NumPy raises an error at iteration {iteration}: training stops.", iteration=iteration)
    )


def effect(right: Array, wrong: Array, same_printed: bool) -> Effect:
    """Compare two curves.

    Args:
        right: (iterations,) costs without the mistake.
        wrong: (iterations,) what the network with the mistake really costs.
        same_printed: whether that is also the cost that its own program prints.
    """
    if not np.isfinite(right).all():
        return _inconclusive()
    if not np.isfinite(wrong).all():
        last = len(wrong)
        return Effect(
            "diverges", Text("It diverges: at iteration {iteration} the cost becomes NaN or Inf.", iteration=last)
        )
    if len(wrong) == len(right) and np.allclose(wrong, right, rtol=SAME, atol=0):
        if same_printed:
            return Effect("none", Text("It makes no difference: both curves are the same."))
        return Effect("printed", Text("W and b learn just as well; only the cost that is printed is wrong."))
    fall = right[0] - right[-LAST:].mean()
    if fall < HARDLY * abs(right[0]):
        return _inconclusive()
    return _by_share(float((right[0] - wrong[-LAST:].mean()) / fall))


def _by_share(share: float) -> Effect:
    """The verdict on a network whose cost falls by this share of the right one's fall."""
    percent = round(100 * share)
    if share < UPHILL:
        return Effect("diverges", Text("It diverges: the cost ends above where the right network begins."))
    if share < NOT_AT_ALL:
        sentence = Text("It does not learn: the cost falls by {percent} % of what it should.", percent=max(0, percent))
        return Effect("does_not_learn", sentence)
    if share < AS_WELL[0]:
        sentence = Text("It learns more slowly: the cost falls by {percent} % of what it should.", percent=percent)
        return Effect("slower", sentence)
    if share <= AS_WELL[1]:
        return Effect("as_well", Text("It learns about as well: the curve does not give the mistake away."))
    return Effect(
        "faster",
        Text("The cost falls even further, {percent} % of what it should: a low cost proves nothing.", percent=percent),
    )


def _inconclusive() -> Effect:
    return Effect(
        "inconclusive",
        Text(
            "The right network hardly learns here either, so the curves show nothing: try another α, or more "
            "iterations."
        ),
    )
