"""The colour of the next run: the one of the palette that is farthest from those likely shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dnn.background.notebook.labels import COLOURS, RunLabels

SHOWN = COLOURS - 1
"""Runs, the latest, whose curves are likely shown; which are ticked, the browser alone knows."""
DISTANCES = (
    (0, 245, 219, 153, 122, 263, 73, 74, 240, 129),
    (245, 0, 110, 137, 220, 99, 200, 249, 39, 118),
    (219, 110, 0, 197, 267, 200, 147, 266, 76, 119),
    (153, 137, 197, 0, 81, 96, 174, 143, 162, 136),
    (122, 220, 267, 81, 0, 186, 164, 73, 238, 163),
    (263, 99, 200, 96, 186, 0, 248, 237, 137, 170),
    (73, 200, 147, 174, 164, 248, 0, 141, 184, 108),
    (74, 249, 266, 143, 73, 237, 141, 0, 256, 162),
    (240, 39, 76, 162, 238, 137, 184, 256, 0, 109),
    (129, 118, 119, 136, 163, 170, 108, 162, 109, 0),
)
"""Distances of the palette's colours in OKLab, in thousandths, on the light or the dark page, whichever is smaller. The
colours are the pages'; a test holds the two together."""


def next_colour(latest: Sequence[int], starred: Iterable[int] = ()) -> int:
    """The colour of the next run: the one farthest from those likely shown; where all are shown, of those that the
    fewest have the one that was given longest ago.

    Args:
        latest: colours of the other runs, the latest first.
        starred: colours of those with a star.
    """
    shown = [*latest[:SHOWN], *starred]
    age = {colour: latest.index(colour) if colour in latest else len(latest) for colour in range(COLOURS)}

    def merit(colour: int) -> tuple[int, int, int, int]:
        nearest = min((DISTANCES[colour][other] for other in shown), default=0)
        return nearest, -shown.count(colour), age[colour], -colour

    return max(range(COLOURS), key=merit)


@dataclass(frozen=True)
class GivenColours:
    """Colours of an owner's runs that were written down before this server had any of hers.

    Attributes:
        latest: number and colour of the latest.
        starred: colours of those with a star.
    """

    latest: tuple[tuple[int, int], ...] = ()
    starred: frozenset[int] = frozenset()

    @staticmethod
    def of(labels: Iterable[RunLabels]) -> GivenColours:
        """The colours of runs with these labels."""
        newest = sorted(labels, key=lambda each: -each.number)
        latest = tuple((each.number, each.colour) for each in newest[:SHOWN])
        return GivenColours(latest, frozenset(each.colour for each in newest if each.is_starred))

    def next(self, labels: Iterable[RunLabels]) -> int:
        """The colour of the next run, beside these and those with the labels of runs in memory."""
        held = list(labels)
        numbered = dict(self.latest) | {each.number: each.colour for each in held}
        latest = [numbered[number] for number in sorted(numbered, reverse=True)]
        return next_colour(latest, sorted(self.starred | {each.colour for each in held if each.is_starred}))
