"""Answers counted: bars of both votes beside each other, numbers in few intervals where there are many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from typing import Any

import numpy as np

from dnn.background.rooms.member import Answer, Vote
from dnn.background.rooms.views.sketches import in_few_points
from dnn.background.wire import RoomBar

SINGLE_VALUES = 12
"""Different numbers up to which each has a bar of its own."""
INTERVALS = 10
MAX_BARS = 20
"""Bars of values that are no numbers, those of the most answers; the others share one. Sketched curves all have their
own, since they are drawn over one another; where there are more of them, they are in few points."""


class Histograms:
    """The bars of the questions of a room, counted once for all who look at them. It is used under the room's lock."""

    def __init__(self) -> None:
        self._counted: dict[tuple[str, int], tuple[Hashable, list[RoomBar]]] = {}

    def of(self, question: str, answers: Iterable[Answer], vote: int = 2) -> list[RoomBar]:
        """The bars of the answers to a question, as `histogram` counts them; not to be changed."""
        given = list(answers)
        votes = tuple(tuple(0 if each is None else each.number for each in (one.first, one.second)) for one in given)
        known = self._counted.get((question, vote))
        if known is not None and known[0] == votes:
            return known[1]
        bars = histogram(given, vote)
        self._counted[question, vote] = votes, bars
        return bars


def histogram(answers: Iterable[Answer], vote: int = 2) -> list[RoomBar]:
    """The bars of the answers to one question: of numbers in rising order, of all else the most frequent first.

    Args:
        vote: 1 counts the first vote alone. Late votes, which saw the others, count in neither.
    """
    given = list(answers)
    votes = [[each for answer in given if (each := answer.vote(which)) and not each.is_late] for which in (1, 2)]
    if vote == 1:
        votes[1] = []
    together = [each.value for each in (*votes[0], *votes[1])]
    if together and all(_is_number(value) for value in together):
        return _bars_of_numbers(
            [[each.value for each in of_one] for of_one in votes], sorted(set(map(float, together)))
        )
    return _bars_of_values(votes)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _bars_of_numbers(votes: Sequence[Sequence[float]], distinct: Sequence[float]) -> list[RoomBar]:
    if len(distinct) <= SINGLE_VALUES:
        return [
            _bar(value, value, value, [sum(each == value for each in vote) for vote in votes]) for value in distinct
        ]
    edges = np.linspace(distinct[0], distinct[-1], INTERVALS + 1)
    counts = [np.histogram(np.array(vote, dtype=float), edges)[0] for vote in votes]
    return [
        _bar(None, float(low), float(high), [int(each[index]) for each in counts])
        for index, (low, high) in enumerate(zip(edges[:-1], edges[1:], strict=True))
    ]


def _bars_of_values(votes: Sequence[Sequence[Vote]]) -> list[RoomBar]:
    counted = [Counter(each.text for each in vote) for vote in votes]
    values = {each.text: each.value for vote in votes for each in vote}
    ordered = sorted(values, key=lambda text: (-counted[0][text] - counted[1][text], text))
    curves = {text: in_few_points(text) for text in ordered} if len(ordered) > MAX_BARS else {}
    if curves and None not in curves.values():
        few = {text: [list(point) for point in curve or ()] for text, curve in curves.items()}
        return [_bar(few[text], None, None, [each[text] for each in counted]) for text in ordered]
    bars = [_bar(values[text], None, None, [each[text] for each in counted]) for text in ordered[:MAX_BARS]]
    if len(ordered) > MAX_BARS:
        bars.append(_bar(None, None, None, [sum(each[text] for text in ordered[MAX_BARS:]) for each in counted]))
    return bars


def _bar(value: Any, low: float | None, high: float | None, counts: Sequence[int]) -> RoomBar:
    return {"value": value, "low": low, "high": high, "first": counts[0], "second": counts[1]}
