"""Curve: all that is drawn of a run and nothing else, of one in memory, or of one that cannot be continued; CostCurve:
its costs alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dnn.background.notebook.read_only_entry import ReadOnlyRecord
from dnn.background.run import Run
from dnn.background.run_snapshot import ChangeRecord
from dnn.configuration import RunConfig
from dnn.training.cost_history import Costs, Iterations
from dnn.training.evaluations import Evaluation
from dnn.training.stop import Stop


@dataclass(frozen=True)
class EvaluatedCosts:
    """The costs without L2 of a run's evaluations; None where there is none."""

    iterations: list[int]
    train_data_costs: list[float | None]
    test_costs: list[float | None]


@dataclass(frozen=True, eq=False)
class Curve:
    """The course of a run, without its weights.

    Attributes:
        config: as of the run; None where this version cannot read it.
        status, stop: as of the run; "read_only" of one that cannot be continued.
        iterations, costs: (k,) its costs, as many as are stored: see dnn.training.cost_history.
        noise: the costs in buckets, as CostHistory.buckets has them.
        time: iterations, and the seconds of computing that it took to make them.
    """

    run_id: str
    generation: int
    iteration: int
    config: RunConfig | None
    changes: tuple[ChangeRecord, ...]
    iterations: Iterations | list[int]
    costs: Costs | list[float | None]
    evaluations: EvaluatedCosts
    noise: tuple[Iterations, Costs] | None
    time: tuple[tuple[int, float], ...]
    status: str
    stop: Stop | None


@dataclass(frozen=True, eq=False)
class CostCurve:
    """The costs of a run, and whether there will be more.

    Attributes:
        iterations, costs: (k,) as many as are stored.
        status, stop: as of Curve.
    """

    generation: int
    iteration: int
    iterations: Iterations | list[int]
    costs: Costs | list[float | None]
    status: str
    stop: Stop | None


def cost_curve_of(run: Run) -> CostCurve:
    """The costs of a run that nobody changes meanwhile."""
    iterations, costs = run.history.points()
    return CostCurve(run.generation, run.iteration, iterations, costs, run.status, run.stop)


def costs_of(curve: Curve) -> CostCurve:
    """The costs of a curve."""
    where = curve.generation, curve.iteration
    return CostCurve(*where, curve.iterations, curve.costs, curve.status, curve.stop)


def curve_of(run: Run) -> Curve:
    """The curve of a run that nobody changes meanwhile."""
    iterations, costs = run.history.points()
    return Curve(
        run_id=run.id,
        generation=run.generation,
        iteration=run.iteration,
        config=run.config,
        changes=run.changes,
        iterations=iterations,
        costs=costs,
        evaluations=evaluated_costs(run.evaluations.since(-1)),
        noise=run.history.buckets(),
        time=tuple(run.time.marks()),
        status=run.status,
        stop=run.stop,
    )


def curve_of_read_only(record: ReadOnlyRecord) -> Curve:
    """The curve of a run that cannot be continued, as far as it can be read."""
    entry, (iterations, costs) = record.entry, record.points
    return Curve(
        run_id=entry.id,
        generation=0,
        iteration=entry.iteration,
        config=entry.config,
        changes=record.changes,
        iterations=iterations,
        costs=costs,
        evaluations=evaluated_costs(record.evaluations),
        noise=record.noise,
        time=record.time,
        status=entry.status,
        stop=None,
    )


def evaluated_costs(evaluations: Iterable[Evaluation]) -> EvaluatedCosts:
    """The costs of evaluations."""
    rows = tuple(evaluations)
    return EvaluatedCosts(
        [each.iteration for each in rows],
        [each.train_data_cost for each in rows],
        [each.test_cost for each in rows],
    )
