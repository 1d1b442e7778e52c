"""A run as the scheduler sees it, and a slice of it that is under way."""

from concurrent.futures import Executor, Future
from dataclasses import dataclass

from dnn.background.run import Run, SliceRequest
from dnn.training.advance import Slice


@dataclass(eq=False)
class Job:
    """A run as the scheduler sees it.

    Attributes:
        run: the run.
        order: when it was served last; the smallest goes first.
        due: its next slice is not submitted before then, for the sake of its speed limit.
        under_way: its slice, where one is under way.
        longest_seconds: what its longest slice took so far.
    """

    run: Run
    order: int = 0
    due: float = 0.0
    under_way: "SliceUnderWay | None" = None
    longest_seconds: float = 0.0


@dataclass(eq=False)
class SliceUnderWay:
    """A slice that was submitted and has not been taken over.

    Attributes:
        job: whose it is; None once that run was let go.
        request: what it was asked for.
        executor: where it was submitted.
        future: its result.
        submitted: when, on the clock of the runs.
        speed_limit: the run's speed limit at that time, iterations a second.
        timeout: seconds after its beginning at which it is overdue.
        begun: when a worker took it, on the wakeful clock; None before.
    """

    job: Job | None
    request: SliceRequest
    executor: Executor
    future: "Future[Slice]"
    submitted: float
    speed_limit: float | None
    timeout: float
    begun: float | None = None
