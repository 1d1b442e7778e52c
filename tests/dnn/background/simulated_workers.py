"""Workers whose slices take as long as a test says, on a clock of their own: nothing is trained, and nothing waits."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any

import numpy as np

from dnn import RunConfig
from dnn.training.advance import Slice
from dnn.training.evaluations import Evaluation
from dnn.training.state import TrainingState
from tests.dnn.background.running import Clock

SecondsAnIteration = Callable[[RunConfig], float]


class SimulatedWorkers(Executor):
    """Workers that take slices in the order in which they come. A slice makes as many iterations as it has time for, at
    least one.

    Attributes:
        used: seconds of a worker for the runs of each seed.
        slices: number of those that are done.
    """

    def __init__(
        self, workers: int, clock: Clock, seconds_an_iteration: SecondsAnIteration, overhead: float = 0.0
    ) -> None:
        self._free, self._clock, self._seconds_an_iteration = workers, clock, seconds_an_iteration
        self._overhead, self.slices = overhead, 0
        self._waiting: deque[tuple[Future[Slice], tuple[Any, ...]]] = deque()
        self._busy: list[tuple[float, Future[Slice], Slice, int]] = []
        self.used: Counter[int] = Counter()

    def submit(self, function, /, *arguments, **settings):  # type: ignore[no-untyped-def]
        future: Future[Slice] = Future()
        self._waiting.append((future, arguments))
        self._begin()
        return future

    def go_on(self, seconds: float) -> None:
        """Let time go by until the next slice is done, or for so many seconds."""
        done = min(self._busy, key=lambda busy: busy[0], default=None)
        if done is None or done[0] > self._clock.now + seconds:
            self._clock.now += seconds
            return
        self._busy.remove(done)
        self._clock.now, future, result, seed = done
        self.used[seed] += result.seconds  # type: ignore[assignment]
        self._free, self.slices = self._free + 1, self.slices + 1
        self._begin()
        future.set_result(result)

    def bring_instead(self, result: Slice) -> None:
        """Bring another result of the first slice under way."""
        _done, future, _result, _seed = self._busy.pop(0)
        self._free += 1
        self._begin()
        future.set_result(result)

    def _begin(self) -> None:
        while self._free and self._waiting:
            future, (config, state, seconds, iterations) = self._waiting.popleft()
            if future.set_running_or_notify_cancel():
                self._free -= 1
                result = self.computed(config, state, seconds, iterations)
                done = self._clock.now + result.seconds + self._overhead
                self._busy.append((done, future, result, config.seed))

    def computed(self, config: RunConfig, state: TrainingState | None, seconds: float, iterations: int | None) -> Slice:
        """A slice of a run."""
        each = self._seconds_an_iteration(config)
        count = max(1, round(seconds / each))
        count = count if iterations is None else min(count, iterations)
        before = state or TrainingState(0, 0, 0, np.zeros(1), (), "gradient_descent", 0)
        after = TrainingState(before.iteration + count, 0, 0, before.theta, (), "gradient_descent", 0)
        measured = Evaluation(after.iteration + 1, 0.0, 0.0, None, 0.0, None, (), ()) if count == iterations else None
        return Slice(after, before.iteration + 1, np.zeros(count), (), measured, None, count * each, count * each)
