"""The rhythm of a run's news: when its next iterations are to be expected, so that nobody asks for them before."""

from dataclasses import dataclass

MEMORY = 0.7
"""Share of the interval expected that comes from before, at each news."""
MAX_INTERVAL = 2.0
"""Seconds between two news after which a run has rested, which says nothing of the interval to come."""
SHARE_WHEN_LATE = 1 / 2
"""Share of the interval after which news that is late is to be expected."""


@dataclass(eq=False)
class NewsRhythm:
    """The interval at which slices of a run come in. All times are seconds on the clock of the runs."""

    latest: float | None = None
    interval: float = 0.0

    def note(self, now: float) -> None:
        """Note that a slice with iterations has come in."""
        passed = MAX_INTERVAL if self.latest is None else now - self.latest
        if passed < MAX_INTERVAL:
            self.interval = MEMORY * self.interval + (1 - MEMORY) * passed if self.interval else passed
        self.latest = now

    def seconds_to_next(self, now: float) -> float:
        """Seconds until the next news is to be expected; 0.0 where nothing is known of the interval."""
        if self.latest is None or now - self.latest > MAX_INTERVAL:
            return 0.0
        return max(self.latest + self.interval - now, SHARE_WHEN_LATE * self.interval)
