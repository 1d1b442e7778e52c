"""A condition on what an experiment has found: the one comparison that a lesson's file may make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Fact = float | str
"""A number or a word that an experiment has found."""
Facts = Mapping[str, Fact]


@dataclass(frozen=True)
class Condition:
    """A fact that lies above a number, below one, between two, or equals a value; the last two for words, too.

    A number may be written as the name of another fact, which is then compared with.

    Attributes:
        fact: its name.
        above, below: what it has to be more than, and less than; None where it does not matter.
        equals: what it has to be, to a billionth where it is a number; None where it does not matter.
        times: what `above` and `below` are multiplied by, where they are names of facts.
    """

    fact: str
    above: Fact | None = None
    below: Fact | None = None
    equals: Fact | None = None
    times: float = 1.0

    @property
    def names(self) -> tuple[str, ...]:
        """The facts that it needs."""
        return (self.fact, *(limit for limit in (self.above, self.below) if isinstance(limit, str)))

    def holds(self, facts: Facts) -> bool:
        """True if it holds; a number that is none, as of a run that diverged, is above and below nothing.

        Raises:
            KeyError: a fact that it needs was not found.
        """
        found = facts[self.fact]
        if self.equals is not None:
            return _is_equal(found, self.equals)
        number = float(found)
        is_above = self.above is None or number > self._limit(self.above, facts)
        return is_above and (self.below is None or number < self._limit(self.below, facts))

    def _limit(self, limit: Fact, facts: Facts) -> float:
        return self.times * float(facts[limit]) if isinstance(limit, str) else limit


def _is_equal(found: Fact, wanted: Fact) -> bool:
    if isinstance(found, str) or isinstance(wanted, str):
        return str(found) == str(wanted)
    return abs(found - wanted) <= 1e-9 * max(1.0, abs(wanted))
