"""The limiter of a run's speed: slices are not submitted before they are due."""

from dataclasses import dataclass

from dnn.background.scheduling.slice_length import TURN_SECONDS

MIN_LIMITED_SECONDS = TURN_SECONDS / 5
"""Seconds at the speed limit that a slice makes up for, at least."""


@dataclass(eq=False)
class SpeedLimiter:
    """Time at which the next slice of a run is due. All times are on the clock of the runs.

    One that comes late makes up for what it missed while others had the workers, as far as everybody's turn allows. The
    rest is forgotten, lest it race ahead once the others are gone.
    """

    due: float = 0.0
    seconds_an_iteration: float | None = None
    """Seconds that an iteration took last; None before the first."""

    def rest_until(self, now: float) -> None:
        """Note that the run did not want to train until now: it missed nothing."""
        self.due = max(self.due, now)

    def hurry(self, now: float) -> None:
        """Have the next slice due now, if it is not yet."""
        self.due = min(self.due, now)

    def iterations(self, speed_limit: float, seconds: float, turn_seconds: float, now: float) -> int:
        """The most iterations, at least one, that a slice of so many seconds may make, submitted now. One that makes up
        for anything takes no more than `turn_seconds`."""
        regular = speed_limit * max(seconds, MIN_LIMITED_SECONDS)
        missed = speed_limit * max(0.0, now - self.due)
        possible = turn_seconds / self.seconds_an_iteration if self.seconds_an_iteration else 0.0
        made_up_for = max(0.0, min(missed, possible - regular))
        self.due = now - made_up_for / speed_limit
        return max(1, round(regular + made_up_for))

    def made(self, iterations: int, seconds: float, speed_limit: float | None, now: float) -> None:
        """Note what the slice made, how long it took, and the speed limit that it was submitted with, if any."""
        self.seconds_an_iteration = seconds / iterations
        self.due = now if speed_limit is None else self.due + iterations / speed_limit
