"""A run as the scheduler sees it, and a slice of it that is under way."""

from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from typing import Any

from dnn.background.run import Run, SliceRequest
from dnn.background.scheduling.fair_queue import Turn
from dnn.background.scheduling.news_rhythm import NewsRhythm
from dnn.background.scheduling.speed_limiter import SpeedLimiter
from dnn.background.scheduling.together import result_of
from dnn.training.advance import Slice


@dataclass(eq=False)
class Job:
    """A run as the scheduler sees it.

    Attributes:
        run: the run.
        turn: its place in the queue.
        limiter: when its next slice is due, for the sake of its speed limit.
        rhythm: when its next iterations are to be expected.
        under_way: its slice, where one is under way.
        latest_seconds, longest_seconds: what its latest slice took of a worker, and its longest so far.
        latest_processor_seconds: what its latest slice took of a processor; 0 before the first.
        content: the table that the worker of its latest slice did not have; it goes with the next one.
        is_fetching: True while that is brought; until then there is no next one.
    """

    run: Run
    turn: Turn = field(default_factory=Turn)
    limiter: SpeedLimiter = field(default_factory=SpeedLimiter)
    rhythm: NewsRhythm = field(default_factory=NewsRhythm)
    under_way: "SliceUnderWay | None" = None
    latest_seconds: float = 0.0
    longest_seconds: float = 0.0
    latest_processor_seconds: float = 0.0
    content: bytes | None = None
    is_fetching: bool = False


@dataclass(eq=False)
class SliceUnderWay:
    """A slice that was submitted and has not been taken over.

    Attributes:
        job: whose it is; None once that run was let go.
        request: what it was asked for.
        executor: where it was submitted.
        future: its result, or those of all slices that it travels with.
        submitted: when, on the clock of the runs.
        speed_limit: the run's speed limit at that time, iterations a second.
        timeout: seconds after its beginning at which it is overdue.
        position: its place among the slices that it travels with; None where it goes alone.
        begun: when a worker took it, on the wakeful clock; None before.
    """

    job: Job | None
    request: SliceRequest
    executor: Executor
    future: "Future[Any]"
    submitted: float
    speed_limit: float | None
    timeout: float
    position: int | None = None
    begun: float | None = None

    def result(self) -> Slice:
        """The slice that came back. Raises what it raised, or what befell its worker."""
        returned = self.future.result()
        result: Slice = returned if self.position is None else result_of(returned, self.position)
        return result
