"""Bundles: short slices of several runs that travel to a worker and back together.

The way through an executor, its queues and its threads takes the server as long whatever travels, and where a hundred
runs train, a slice is hardly longer than its way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from dnn.background.scheduling.job import Job


def bundled(jobs: Iterable[Job], seconds: Callable[[Job], float], longest: float, most: int) -> Iterator[list[Job]]:
    """The jobs in their order, those together whose next slices travel together.

    Args:
        seconds: for which the next slice of a job is to train.
        longest: seconds of a worker that the slices of a bundle take, unless it is a single one.
        most: number of slices in a bundle, at most.
    """
    bundle: list[Job] = []
    total = 0.0
    for job in jobs:
        expected = max(seconds(job), job.latest_processor_seconds)
        is_full = len(bundle) == most or total + expected > longest
        if bundle and (is_full or _goes_alone(job) or _goes_alone(bundle[0])):
            yield bundle
            bundle, total = [], 0.0
        bundle.append(job)
        total += expected
    if bundle:
        yield bundle


def _goes_alone(job: Job) -> bool:
    """True for one that has just got a command, which nobody else shall make wait; that has had no slice yet whose
    length would be known; that may kill its worker; or that is served after the others."""
    return job.turn.urgent or not job.latest_processor_seconds or job.run.failures > 0 or job.run.is_background
