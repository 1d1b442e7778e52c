"""The lengths of the next slices of all runs, where so many runs share so many workers."""

from __future__ import annotations

from dataclasses import dataclass

from dnn.background.scheduling.job import Job
from dnn.background.scheduling.slice_length import SliceBounds, slice_seconds, turn_seconds


@dataclass(frozen=True)
class SliceLengths:
    """Lengths in a round of the scheduler, in which `active` runs share `workers`."""

    workers: int
    active: int
    bounds: SliceBounds

    def seconds(self, job: Job) -> float:
        """Seconds of the next slice of a job."""
        state = job.run.state
        return slice_seconds(state.nbytes if state else 0, self.workers, self.active, self.bounds)

    @property
    def turn_seconds(self) -> float:
        """Seconds within which the slices of all runs may make up for what they missed."""
        return turn_seconds(self.workers, self.active, self.bounds)
