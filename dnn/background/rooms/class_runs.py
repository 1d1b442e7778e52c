"""The runs of a class: looked at together, paused together, and let go on."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from copy import copy
from dataclasses import dataclass

from dnn.background.commands import Pause, Resume, RunTo
from dnn.background.held_runs import HeldRuns
from dnn.background.offers import RunOffers
from dnn.background.run import Run
from dnn.background.run_snapshot import Status
from dnn.configuration import RunConfig
from dnn.training.cost_history import CostHistory
from dnn.training.evaluations import Evaluation
from dnn.training.state import TrainingState
from dnn.training.stop import Stop


@dataclass(frozen=True, eq=False)
class RunGlance:
    """A run as a tile shows it, at one moment; its history is a copy of its own, whose arrays are shared.

    `mark` is another one whenever something of it has changed.
    """

    run_id: str
    owner: str
    name: str
    config: RunConfig
    status: Status
    generation: int
    version: int
    iteration: int
    history: CostHistory
    evaluation: Evaluation | None
    state: TrainingState | None
    stop: Stop | None

    @property
    def mark(self) -> tuple[object, ...]:
        """The values by which a change is seen."""
        measured = None if self.evaluation is None else self.evaluation.iteration
        return self.run_id, self.generation, self.version, self.iteration, self.status, measured


class ClassRuns:
    """The runs of many visitors at once. Every method may be called from any thread, and without the manager's
    condition."""

    def __init__(self, held: HeldRuns, offers: RunOffers) -> None:
        self._held, self._offers = held, offers

    def glances(self, run_ids: Iterable[str]) -> dict[str, RunGlance]:
        """Those runs of these ids that are in memory. Renews no lease: a run that its owner no longer looks at is
        suspended, however many teachers do."""
        with self._held.changed:
            found = [self._held.get(run_id) for run_id in run_ids]
            return {run.id: _glance(run) for run in found if run is not None}

    def owner_of(self, run_id: str) -> str | None:
        """The owner of a run, or of one that was offered; None where there is none."""
        with self._held.changed:
            run, offer = self._held.get(run_id), self._offers.get(run_id)
        if run is None and offer is None:
            self._held.load(run_id)
            with self._held.changed:
                run = self._held.get(run_id)
        found = run or offer
        return None if found is None else found.owner

    def keep(self, run_id: str) -> None:
        """Have a run written down that a room shows, though it has made no iteration yet."""
        with self._held.changed:
            run = self._held.get(run_id)
            if run is not None and not run.is_in_class:
                run.is_in_class = True
                self._held.store.put(run)

    def load(self, run_ids: Iterable[str]) -> None:
        """Have runs in memory that a server before this one had."""
        for run_id in run_ids:
            self._held.load(run_id)

    def latest_cost(self, run_id: str, owner: str) -> float | None:
        """The latest cost of an owner's run; None where it has none, or is not in memory."""
        with self._held.changed:
            run = self._held.get(run_id)
            latest = None if run is None or run.owner != owner else run.history.latest
        return None if latest is None else float(latest[1])

    def pause(self, owners: Collection[str]) -> dict[str, tuple[str, ...]]:
        """Pause all runs of these owners that train; ids of them by owner."""
        paused: dict[str, tuple[str, ...]] = {}
        with self._held.changed:
            for run in self._held:
                if run.moving and run.owner in owners:
                    run.apply(Pause())
                    self._held.store.put(run)
                    paused[run.owner] = (*paused.get(run.owner, ()), run.id)
            self._held.changed.notify_all()
        return paused

    def go_on(self, run_ids: Iterable[str], owner: str) -> None:
        """Let an owner's runs go on that were paused, each to where it was going; those that have gone stay so."""
        for run_id in run_ids:
            self._held.load(run_id)
            with self._held.changed:
                run = self._held.get(run_id)
                if run is None or run.owner != owner or run.moving:
                    continue
                run.apply(Resume() if run.goal is None else RunTo(run.goal))
                run.last_seen = self._held.clock()
                self._held.store.put(run)
                self._held.scheduler.serve(run)
                self._held.changed.notify_all()


def _glance(run: Run) -> RunGlance:
    return RunGlance(
        run_id=run.id,
        owner=run.owner,
        name=run.labels.name,
        config=run.config,
        status=run.status,
        generation=run.generation,
        version=run.version,
        iteration=run.iteration,
        history=copy(run.history),
        evaluation=run.current_evaluation or run.evaluations.latest,
        state=run.state,
        stop=run.stop,
    )
