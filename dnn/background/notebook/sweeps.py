"""Sweeps: a setting tried at several values, or two at once as a grid, in runs that begin alike and train at once, in
the background.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from dnn.background.commands import Pause, Resume
from dnn.background.held_runs import HeldRuns
from dnn.background.limits import LimitReached, check_size, state_bytes
from dnn.background.notebook.notebook import Notebook
from dnn.background.offers import new_run_id
from dnn.background.run import Run
from dnn.background.run_snapshot import RunSnapshot
from dnn.configuration import RunConfig
from dnn.configuration.variations import Trial, varied
from dnn.errors import DnnError
from dnn.text.messages import Text

MAX_RUNS = 64
"""Runs of one sweep."""
MAX_SEEDS = 8
"""Seeds that each value can be tried with."""


class NeedsSeededRun(DnnError):
    """A sweep was asked for around a run that began with weights from a file."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "Expected a run that began with the weights of its seed, as those of several values do, got one that "
                "began with weights from a file; try New weights first."
            )
        )


class Sweeps:
    """The sweeps of every visitor. Every method may be called from any thread, and without the manager's condition."""

    def __init__(self, held: HeldRuns, notebook: Notebook, check_may_train: Callable[[str], None]) -> None:
        self._held, self._notebook, self._check_may_train = held, notebook, check_may_train

    def start(
        self,
        owner: str,
        config: RunConfig,
        trials: Sequence[Trial],
        seeds: int = 1,
        around: RunSnapshot | None = None,
    ) -> list[str]:
        """Begin a run for each value, of two settings for each pair of values, and for each of so many seeds: that of
        the configuration and those after it. All train as long as the configuration says, without a speed limit.
        Returns their ids, value by value. `around` is the run on the page, if there is one.

        Raises:
            NeedsSeededRun: that run began with weights from a file.
            ConfigurationError: as dnn.configuration.variations.varied.
            LimitReached: too many runs, one that is too large, or an owner whose runs may not train at present.
            MissingContent: a table that the owner may not use.
        """
        if around is not None and around.has_given_weights:
            raise NeedsSeededRun
        self._check_may_train(owner)
        self._held.check_table(config, owner)
        configs = [
            (values, replace(each, seed=each.seed + number))
            for values, each in varied(config, trials)
            for number in range(seeds)
        ]
        if len(configs) > MAX_RUNS:
            raise LimitReached(
                Text(
                    "Expected at most {limit} runs at once, got {count}; try fewer values or fewer seeds.",
                    limit=MAX_RUNS,
                    count=len(configs),
                )
            )
        for _values, each in configs:
            check_size(each, self._held.settings)
        self._notebook.know(owner)
        sweep = new_run_id()
        with self._held.changed:
            self._check_numbers(owner, len(configs))
            for _values, each in configs:
                self._held.make_room(list(self._held), state_bytes(each))
            names = tuple(trial.variation.name for trial in trials)
            return [
                self._begin(owner, each, {"sweep": sweep, "varied": names, "tried": values}) for values, each in configs
            ]

    def _begin(self, owner: str, config: RunConfig, labels: dict[str, Any]) -> str:
        run = Run(new_run_id(), owner, config, max_bytes=state_bytes(config))
        run.labels = self._notebook.new_labels(owner, **labels)
        run.moving = run.is_background = True
        self._held.add(run)
        return run.id

    def pause(self, sweep: str, owner: str) -> None:
        """Let the runs of a sweep rest. Raises KeyError where the owner has none of this id."""
        for run in self._runs(sweep, owner):
            with self._held.changed:
                run.apply(Pause())
                self._held.store.put(run)

    def resume(self, sweep: str, owner: str) -> None:
        """Let the runs of a sweep go on. Raises KeyError where the owner has none of this id."""
        for run in self._runs(sweep, owner):
            with self._held.changed:
                run.suspended, run.last_seen = None, self._held.clock()
                run.apply(Resume())
                self._held.store.put(run)
                self._held.scheduler.serve(run)

    def cancel(self, sweep: str, owner: str) -> None:
        """Delete the runs of a sweep that have not ended and bear no star. Raises KeyError where the owner has none."""
        for run in self._runs(sweep, owner):
            with self._held.changed:
                if run.stop is None and not run.labels.is_starred:
                    self._held.remove(run.id)

    def _runs(self, sweep: str, owner: str) -> list[Run]:
        """The runs of a sweep, in memory."""
        ids = [entry.id for entry in self._notebook.entries(owner) if entry.labels.sweep == sweep]
        for run_id in ids:
            self._held.load(run_id)
        with self._held.changed:
            found = [run for run in self._held if run.labels.sweep == sweep and run.owner == owner]
        if not found:
            raise KeyError(sweep)
        return found

    def _check_numbers(self, owner: str, more: int) -> None:
        """Refuse a sweep where too many runs are in the background already."""
        active = [run for run in self._held.scheduler.active_runs() if run.is_background]
        hers = sum(run.owner == owner for run in active)
        if hers + more > MAX_RUNS:
            raise LimitReached(
                Text(
                    "Expected at most {limit} of your runs in the background, got {count}; wait for the others, or "
                    "cancel them.",
                    limit=MAX_RUNS,
                    count=hers + more,
                )
            )
        if len(active) + more > self._held.settings.background_runs:
            raise LimitReached(
                Text(
                    "Expected at most {limit} runs in the background of this server, got {count}; try again in a "
                    "minute.",
                    limit=self._held.settings.background_runs,
                    count=len(active) + more,
                )
            )
