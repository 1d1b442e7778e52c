"""A slice that does not come back: how often that may happen to a run, and what its visitor is told then."""

from collections.abc import Callable

from dnn.background.run import Run
from dnn.background.scheduling.job import SliceUnderWay
from dnn.text.messages import Text

MAX_FAILURES = 3
"""Times that a run's slice may fail to come back, since its worker died or did not answer."""

Reason = Callable[[Run, SliceUnderWay], Text]
"""The words for a run that has failed too often."""


def count_failure(failed: SliceUnderWay, run: Run, reason: Reason) -> None:
    """Count a slice that did not come back against its run, which fails for good after MAX_FAILURES; one from before a
    reset says nothing about it."""
    if failed.request.generation != run.generation:
        return
    run.failures += 1
    if run.failures >= MAX_FAILURES:
        run.fail(reason(run, failed))


def worker_died(run: Run, failed: SliceUnderWay) -> Text:
    """Say that its workers ended."""
    return Text(
        "The worker process stopped {count} times at iteration {iteration}, perhaps because it ran out of "
        "memory; try a smaller network or a smaller batch.",
        count=run.failures,
        iteration=run.iteration + 1,
    )


def no_answer(run: Run, failed: SliceUnderWay) -> Text:
    """Say that its workers did not answer."""
    return Text(
        "Iteration {iteration} did not come back from a worker {count} times, the last time within {seconds} s; "
        "try a smaller network or a smaller batch.",
        iteration=run.iteration + 1,
        count=run.failures,
        seconds=f"{failed.timeout:.0f}",
    )
