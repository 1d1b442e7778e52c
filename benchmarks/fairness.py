"""Fair turns of a small run among large ones: python -m benchmarks.fairness [ROUNDS]

Eight visitors train networks as large as the server takes them, one trains the default network at full speed. A fair
share is that of n runs on w workers: min(1, w / n) of the seconds of a worker, and so of the iterations a second that
the default network makes alone. Alone and among the others take turns, so that what else this machine does befalls
both; the large runs are paused for the one and resumed for the other. Then the default network trains beside them at
its usual speed limit, of which it should lose little: it needs less than its share.

What it got of the processor's seconds stands beside, as a part of what each run got on average: iterations a second
tell less where others use the processors too, since a worker alone gets more of them then than one of several.
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from typing import Any

import numpy as np

from benchmarks.workloads import ENDLESS
from dnn.background.commands import Pause, Resume, SetSpeedLimit
from dnn.background.executors.making import make_executor
from dnn.background.limits import check_size
from dnn.background.manager import RunManager
from dnn.background.run_snapshot import RunSnapshot
from dnn.background.settings import Settings
from dnn.configuration import RunConfig
from dnn.step import multiplications
from dnn.text import text_table

LARGE_RUNS = 8
ALONE_SECONDS, TOGETHER_SECONDS = 8.0, 30.0
LARGE_ITERATIONS = 3
"""Iterations that each large run makes at least while it is watched: whole rounds of turns, however slow they are."""
LOOK_SECONDS = 0.05
USUAL_SPEED_LIMIT = 1_000
MAX_REST_SECONDS = 300.0

SMALL = RunConfig.from_dict({"dataset": {"name": "circles"}, "hyperparameters": {"iterations": ENDLESS}})
LARGE = RunConfig.from_dict(
    {
        "dataset": {"name": "circles", "samples": 3_400},
        "architecture": {"hidden": [{"units": 1024, "activation": "relu"}] * 3},
        "hyperparameters": {"iterations": ENDLESS, "optimizer": "adam"},
    }
)
"""What takes longest of all that is permitted: double precision, Adam, and no more memory than eight runs may have."""


@dataclass(frozen=True)
class Stretch:
    """What was seen of the runs for a while: iterations a second of the small one and of all large ones together, the
    small one's part of all seconds of the processor, and the longest time for which nothing new came of it."""

    small: float
    large: float
    part: float
    standstill: float


class Meter:
    """An executor_factory whose executors note how many seconds of the processor the slices of a configuration took."""

    def __init__(self) -> None:
        self.seconds: Counter[RunConfig] = Counter()

    def __call__(self, settings: Settings) -> Executor:
        executor = make_executor(settings)
        submit = executor.submit

        def submit_and_note(function: Any, config: RunConfig, *arguments: Any) -> Future[Any]:
            future = submit(function, config, *arguments)
            future.add_done_callback(lambda done: self._note(config, done))
            return future

        executor.submit = submit_and_note  # type: ignore[method-assign, assignment]
        return executor

    def _note(self, config: RunConfig, done: Future[Any]) -> None:
        if not done.cancelled() and done.exception() is None:
            self.seconds[config] += done.result().processor_seconds


@dataclass(frozen=True)
class Round:
    """The three stretches of a round."""

    alone: Stretch
    together: Stretch
    limited: Stretch

    def share_of(self, fair: float) -> float:
        """The small run's iterations beside the large ones, as a part of its fair share."""
        return self.together.small / (self.alone.small * fair)


def main() -> None:
    """Print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    os.environ["LOKY_MAX_MEMORY_LEAK_SIZE"] = "1e10"  # as where psutil is not: no worker is taken for one that leaks
    settings = Settings(lease_seconds=3_600)  # nobody polls while the large runs are waited for
    check_size(LARGE, settings)
    meter = Meter()
    runs = RunManager(settings, meter)
    runs.open()
    try:
        small = runs.start(SMALL, "small")
        large = [runs.start(LARGE, _owner(number)) for number in range(LARGE_RUNS)]
        measured = [_round(runs, meter, small, large) for _ in range(rounds)]
    finally:
        runs.close()
    sys.stdout.write(_table(measured, settings))


def _round(runs: RunManager, meter: Meter, small: RunSnapshot, large: Sequence[RunSnapshot]) -> Round:
    _pause(runs, large)
    alone = _watched(runs, meter, small, large, ALONE_SECONDS, 0)
    _resume(runs, large)
    together = _watched(runs, meter, small, large, TOGETHER_SECONDS, LARGE_ITERATIONS)
    runs.command(small.id, small.owner, SetSpeedLimit(USUAL_SPEED_LIMIT))
    limited = _watched(runs, meter, small, large, TOGETHER_SECONDS, LARGE_ITERATIONS)
    runs.command(small.id, small.owner, SetSpeedLimit(None))
    return Round(alone, together, limited)


def _owner(number: int) -> str:
    return f"large {number}"


def _pause(runs: RunManager, large: Sequence[RunSnapshot]) -> None:
    for run in large:
        runs.command(run.id, run.owner, Pause())
    for run in large:
        runs.wait_until(run.id, lambda now: now.current_evaluation is not None, MAX_REST_SECONDS)


def _resume(runs: RunManager, large: Sequence[RunSnapshot]) -> None:
    before = {run.id: runs.command(run.id, run.owner, Resume()).iteration for run in large}
    for run in large:
        runs.wait_until(run.id, lambda now: now.iteration > before[now.id], MAX_REST_SECONDS)


def _watched(
    runs: RunManager,
    meter: Meter,
    small: RunSnapshot,
    large: Sequence[RunSnapshot],
    seconds: float,
    large_iterations: int,
) -> Stretch:
    """Poll all runs, as their visitors' browsers do, for so many seconds and iterations of each large run."""
    began = latest = time.perf_counter()
    first = known = _iteration(runs, small)
    large_first = [_iteration(runs, run) for run in large]
    seconds_first = meter.seconds.copy()
    standstill, made = 0.0, [0]
    while (now := time.perf_counter()) < began + seconds or min(made) < large_iterations:
        seen = _iteration(runs, small)
        if seen > known:
            known, latest = seen, now
        standstill = max(standstill, now - latest)
        made = [_iteration(runs, run) - before for run, before in zip(large, large_first, strict=True)]
        time.sleep(LOOK_SECONDS)
    passed = time.perf_counter() - began
    used = meter.seconds - seconds_first
    return Stretch((known - first) / passed, sum(made) / passed, used[SMALL] / used.total(), standstill)


def _iteration(runs: RunManager, run: RunSnapshot) -> int:
    payload = runs.poll(run.id, ENDLESS, 0)
    assert payload is not None
    return payload["iteration"]


def _table(measured: Sequence[Round], settings: Settings) -> str:
    fair = min(1.0, settings.worker_count / (LARGE_RUNS + 1))
    lines = [
        (
            number,
            f"{each.alone.small:,.0f}",
            f"{each.together.small:,.0f}",
            f"{each.share_of(fair):.0%}",
            f"{each.together.part * (LARGE_RUNS + 1):.0%}",
            f"{each.limited.small:,.0f}",
            f"{each.together.standstill:.2f} / {each.limited.standstill:.2f}",
            f"{each.together.large:.2f} / {each.limited.large:.2f}",
        )
        for number, each in enumerate(measured, 1)
    ]
    titles = (
        *("round", "alone, iterations/s", f"beside {LARGE_RUNS} large runs", "of its fair share"),
        *("seconds, of the average", f"limited to {USUAL_SPEED_LIMIT:,}/s"),
        *("longest standstill, s", "large runs, iterations/s in all"),
    )
    median = np.median([each.share_of(fair) for each in measured])
    work = multiplications(LARGE) / settings.iteration_multiplications
    return (
        f"{text_table.markdown(titles, lines, right=range(len(titles)))}\n"
        f"{settings.worker_count} workers: a fair share is {fair:.0%} of one, of which it gets {median:.0%} (median).\n"
        f"An iteration of a large run takes {work:.0%} of the multiplications that are permitted.\n"
    )


if __name__ == "__main__":
    main()
