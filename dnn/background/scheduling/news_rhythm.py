"""The rhythm of a run's news: when its next iterations are to be expected, so that nobody asks for them before."""

from dataclasses import dataclass

MEMORY = 0.7
"""Share of the interval expected, and of its deviation, that comes from before, at each news."""
MAX_INTERVAL = 10.0
"""Seconds between two news after which a run has rested, which says nothing of the interval to come."""
SHARE_WHEN_LATE = 1 / 4
"""Share of the interval after which news that is late is to be expected."""


@dataclass(eq=False)
class NewsRhythm:
    """The interval at which slices of a run come in, and its mean deviation, as networks expect answers (Jacobson,
    Congestion Avoidance and Control, 1988). All times are seconds on the clock of the runs."""

    latest: float | None = None
    interval: float = 0.0
    deviation: float = 0.0

    def note(self, now: float) -> None:
        """Note that a slice with iterations has come in."""
        passed = MAX_INTERVAL if self.latest is None else now - self.latest
        if passed < MAX_INTERVAL:
            before = self.interval or passed
            self.deviation = MEMORY * self.deviation + (1 - MEMORY) * abs(passed - before)
            self.interval = MEMORY * before + (1 - MEMORY) * passed
        self.latest = now

    def seconds_to_next(self, now: float) -> float:
        """Seconds until the next news is to be expected; 0.0 where nothing is known of the interval."""
        if self.latest is None or now - self.latest > MAX_INTERVAL:
            return 0.0
        return max(self.latest + self.interval + self.deviation - now, SHARE_WHEN_LATE * self.interval)
