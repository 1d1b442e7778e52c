"""The normalised gain: the share of what was still to be learned before the lessons that is known after them.

Hake 1998, American Journal of Physics 66, 64. A learner who answers fewer questions right than before has lost a share
of what she knew, so that her gain is never below −1 (Marx and Cummings 2007, American Journal of Physics 75, 87).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean

from dnn.lessons.path.questions.six_ideas import DRAFTS
from dnn.validation.checks import whole_number

QUESTIONS_ASKED = len(DRAFTS)
"""Questions before, and as many after."""

Scores = tuple[int, int]
"""Right answers of a learner before and after."""


def normalised_gain(before: int, after: int) -> float | None:
    """The gain of one learner, from −1 to 1.

    (after − before) / (6 − before); of fewer right answers than before (after − before) / before. None where all was
    known before: there was nothing to gain.

    Raises:
        ConfigurationError: there are not so many questions.
    """
    for name, value in (("before", before), ("after", after)):
        whole_number(name, value, 0, QUESTIONS_ASKED)
    if before == QUESTIONS_ASKED:
        return None
    return (after - before) / (before if after < before else QUESTIONS_ASKED - before)


@dataclass(frozen=True)
class GroupGain:
    """The gain of a group.

    Attributes:
        learners: those with answers before and after.
        of_averages: the gain of the class averages, Hake's measure and the one to compare rooms by: it takes all
            learners, those who knew all before as well, and no one who knew nearly all before weighs more than others.
            None where the average before is full marks.
        mean_of_learners: the mean of the gains of those that have one: what a learner gained on average. None where
            nobody has one.
        without_gain: learners who knew all before, and are not in that mean.
    """

    learners: int
    of_averages: float | None
    mean_of_learners: float | None
    without_gain: int


def group_gain(scores: Sequence[Scores]) -> GroupGain:
    """The gain of a group, from right answers before and after.

    Raises:
        ConfigurationError: there are not so many questions.
    """
    gains = [normalised_gain(before, after) for before, after in scores]
    own = [gain for gain in gains if gain is not None]
    return GroupGain(
        learners=len(scores),
        of_averages=_of_averages(scores),
        mean_of_learners=mean(own) if own else None,
        without_gain=len(gains) - len(own),
    )


def _of_averages(scores: Sequence[Scores]) -> float | None:
    """(⟨after⟩ − ⟨before⟩) / (6 − ⟨before⟩), and of a loss (⟨after⟩ − ⟨before⟩) / ⟨before⟩, from sums."""
    before, after = (sum(score[place] for score in scores) for place in (0, 1))
    possible = QUESTIONS_ASKED * len(scores)
    if before == possible:  # of nobody as well
        return None
    return (after - before) / (before if after < before else possible - before)
