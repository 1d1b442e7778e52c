"""Shared by the tests of runs in the background: configurations, a clock that they set, conditions to wait for."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import replace
from typing import Any

from dnn import RunConfig
from dnn.background.commands import Reconfigure
from dnn.background.manager import RunManager
from dnn.background.run_snapshot import RunSnapshot
from dnn.background.settings import Settings

THREAD = Settings(executor="thread")
PROCESSES = Settings(executor="processes", workers=2)
SOON = 45.0
"""Seconds after which a test gives up waiting."""
LONG = 50_000_000
"""Iterations that no test sees the end of."""
ME, OTHER = "me", "somebody else"


def config(iterations: int = 200, name: str = "circles", seed: int = 0, **hyperparameters: object) -> RunConfig:
    return RunConfig.from_dict(
        {
            "dataset": {"name": name, "samples": 60},
            "architecture": {"hidden": [{"units": 4, "activation": "tanh"}]},
            "hyperparameters": {"iterations": iterations, **hyperparameters},
            "seed": seed,
        }
    )


def reconfigure(snapshot: RunSnapshot, **hyperparameters: Any) -> Reconfigure:
    """The command that gives a run's hyperparameters other values."""
    changed = replace(snapshot.config.hyperparameters, **hyperparameters)
    return Reconfigure(replace(snapshot.config, hyperparameters=changed))


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class SteppedRuns(RunManager):
    """A manager whose scheduler takes turns when the test says so, in the test's own thread."""

    def __init__(
        self, settings: Settings, executor_factory: Callable[[Settings], Executor], clock: Clock | None = None
    ) -> None:
        self.clock = clock or Clock()
        super().__init__(settings, executor_factory, self.clock)
        self.scheduler._executor = executor_factory(settings)

    def take_turns(self, later: float = 0.0) -> float:
        """Let so many seconds go by and the scheduler take its turns; seconds until there may be more to do."""
        self.clock.now += later
        with self._changed:
            return self.scheduler._take_turns()


def ended(snapshot: RunSnapshot) -> bool:
    return snapshot.ended


def at_rest(snapshot: RunSnapshot) -> bool:
    """True if it stands still and has been measured there."""
    return not snapshot.moving and snapshot.current_evaluation is not None


def past(iteration: int) -> Callable[[RunSnapshot], bool]:
    return lambda snapshot: snapshot.iteration >= iteration


def costs_of(runs: RunManager, run_id: str) -> tuple[list[int], list[float]]:
    payload = runs.poll(run_id, -1, -1)
    assert payload is not None
    iterations, costs = payload["points"]
    return iterations, costs


def suspended(runs: RunManager, clock: Clock) -> RunSnapshot:
    """A run of mine that began to train, and is suspended since nobody polled it."""
    run = runs.start(config(LONG), ME)
    runs.wait_until(run.id, past(1), SOON)
    clock.now += THREAD.lease_seconds + 1
    return runs.wait_until(run.id, lambda now: now.status == "suspended", SOON)
