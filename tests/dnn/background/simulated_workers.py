"""Workers whose slices take as long as a test says, on a clock of their own: nothing is trained, and nothing waits."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any

import numpy as np

from dnn import RunConfig
from dnn.background.scheduling.together import call_together
from dnn.training.advance import Slice
from dnn.training.evaluations import Evaluation
from dnn.training.state import TrainingState
from tests.dnn.background.running import Clock

SecondsAnIteration = Callable[[RunConfig], float]


class SimulatedWorkers(Executor):
    """Workers that take slices in the order in which they come. A slice makes as many iterations as it has time for, at
    least one; those that travel together are computed one after the other, and come back together.

    Attributes:
        used: seconds of a worker for the runs of each seed.
        slices: number of those that are done.
        journeys: number of times that any came back.
    """

    def __init__(
        self, workers: int, clock: Clock, seconds_an_iteration: SecondsAnIteration, overhead: float = 0.0
    ) -> None:
        self._free, self._clock, self._seconds_an_iteration = workers, clock, seconds_an_iteration
        self._overhead, self.slices, self.journeys = overhead, 0, 0
        self._waiting: deque[tuple[Future[Any], tuple[Any, ...], bool]] = deque()
        self._busy: list[tuple[float, Future[Any], list[tuple[int, Slice]], bool]] = []
        self.used: Counter[int] = Counter()

    def submit(self, function, /, *arguments, **settings):  # type: ignore[no-untyped-def]
        future: Future[Any] = Future()
        are_together = function is call_together
        tasks = [task[1:] for task in arguments] if are_together else [arguments]
        self._waiting.append((future, tuple(tasks), are_together))
        self._begin()
        return future

    def go_on(self, seconds: float) -> None:
        """Let time go by until the next slice is done, or for so many seconds."""
        done = min(self._busy, key=lambda busy: busy[0], default=None)
        if done is None or done[0] > self._clock.now + seconds:
            self._clock.now += seconds
            return
        self._busy.remove(done)
        self._clock.now, future, results, are_together = done
        for seed, result in results:
            self.used[seed] += result.seconds  # type: ignore[assignment]
        self._free, self.slices, self.journeys = self._free + 1, self.slices + len(results), self.journeys + 1
        self._begin()
        future.set_result(tuple(result for _seed, result in results) if are_together else results[0][1])

    def bring_instead(self, result: Slice) -> None:
        """Bring another result of the first slice under way."""
        _done, future, _results, _are_together = self._busy.pop(0)
        self._free += 1
        self._begin()
        future.set_result(result)

    def _begin(self) -> None:
        while self._free and self._waiting:
            future, tasks, are_together = self._waiting.popleft()
            if future.set_running_or_notify_cancel():
                self._free -= 1
                results = [(config.seed, self.computed(config, *rest)) for config, *rest in tasks]
                done = self._clock.now + sum(result.seconds for _seed, result in results) + self._overhead
                self._busy.append((done, future, results, are_together))

    def computed(self, config: RunConfig, state: TrainingState | None, seconds: float, iterations: int | None) -> Slice:
        """A slice of a run."""
        each = self._seconds_an_iteration(config)
        count = max(1, round(seconds / each))
        count = count if iterations is None else min(count, iterations)
        before = state or TrainingState(0, 0, 0, np.zeros(1), (), "gradient_descent", 0)
        after = TrainingState(before.iteration + count, 0, 0, before.theta, (), "gradient_descent", 0)
        measured = Evaluation(after.iteration + 1, 0.0, 0.0, None, 0.0, None, (), ()) if count == iterations else None
        return Slice(after, before.iteration + 1, np.zeros(count), (), measured, None, count * each, count * each)
