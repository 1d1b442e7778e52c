"""The result of a sweep: the costs of all values after equally many iterations, the best of them, and whether that may
be luck.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dnn.background.notebook.entry import NotebookEntry
from dnn.background.payload import finite
from dnn.background.run_snapshot import MOVING, RunRecord

NON_FINITE = "non_finite"
CostOf = Callable[[NotebookEntry], float | None]


@dataclass(frozen=True)
class Tried:
    """One value, or a pair of them, with the runs that tried it, one a seed.

    Attributes:
        values: of each setting of the sweep.
        cost: of the middle seed; None where one diverged, or nothing is known.
        low, high: of all seeds.
        middle: the run that has the middle cost.
        diverged: the iteration at which a run diverged; None where none did.
    """

    values: tuple[Any, ...]
    runs: tuple[NotebookEntry, ...]
    cost: float | None
    low: float
    high: float
    middle: NotebookEntry
    diverged: int | None


@dataclass(frozen=True)
class SweepResult:
    """All that a sweep has come to.

    Attributes:
        amount: number of iterations after which the costs are compared.
        is_test: True if these are test costs.
        tried: in the order of the values.
        is_luck: True if the difference is within the spread of seeds; None where that is not known.
    """

    amount: int
    is_test: bool
    tried: tuple[Tried, ...]
    best: Tried | None
    second: Tried | None
    is_luck: bool | None


def latest_sweep(entries: Iterable[object]) -> tuple[NotebookEntry, ...]:
    """Of a visitor's runs, the latest first, those of the latest sweep in the order of their numbers."""
    known = [each for each in entries if isinstance(each, NotebookEntry) and each.labels.sweep is not None]
    latest = [each for each in known if each.labels.sweep == known[0].labels.sweep]
    return tuple(sorted(latest, key=lambda each: each.labels.number))


def is_moving(runs: Iterable[NotebookEntry]) -> bool:
    """True if any of the runs trains."""
    return any(run.status in MOVING for run in runs)


def is_paused(runs: Iterable[NotebookEntry]) -> bool:
    """True if any of the runs rests before its end."""
    return any(run.status == "paused" for run in runs)


def progress(runs: Sequence[NotebookEntry]) -> float:
    """The share of all iterations that were made, from 0 to 1."""
    shares = [1.0 if run.stop else min(1.0, run.iteration / run.config.hyperparameters.iterations) for run in runs]
    return sum(shares) / max(1, len(shares))


def latest_result(runs: Sequence[NotebookEntry], others: Sequence[NotebookEntry] = ()) -> SweepResult:
    """The result by the costs as they are now, wherever each run stands.

    Args:
        runs: those of the sweep.
        others: all runs of the visitor, from which the spread of seeds may be known.
    """
    is_test = all(run.iteration == 0 or run.test_cost is not None for run in runs)
    return _result(runs, others, min(run.iteration for run in runs), is_test, lambda run: _latest_cost(run, is_test))


def result_after_equally_much(
    runs: Sequence[NotebookEntry], records: Mapping[str, RunRecord], others: Sequence[NotebookEntry] = ()
) -> SweepResult:
    """The result at the iteration at which the shortest run stands that has not diverged."""
    is_test = all(each.test_cost is not None for record in records.values() for each in record.evaluations)
    amount = min((run.iteration for run in runs if run.stop != NON_FINITE), default=0)

    def cost_of(run: NotebookEntry) -> float | None:
        record = records.get(run.id)
        measured = [] if record is None else [each for each in record.evaluations if each.iteration <= amount]
        return None if not measured else finite(measured[-1].test_cost if is_test else measured[-1].train_data_cost)

    return _result(runs, others, amount, is_test, cost_of)


def _result(
    runs: Sequence[NotebookEntry], others: Sequence[NotebookEntry], amount: int, is_test: bool, cost_of: CostOf
) -> SweepResult:
    groups: dict[tuple[Any, ...], list[NotebookEntry]] = {}
    for run in runs:
        groups.setdefault(run.labels.tried, []).append(run)
    tried = tuple(_tried(values, group, cost_of) for values, group in groups.items())
    ranked = sorted((each for each in tried if each.cost is not None), key=_cost)
    best, second = (*ranked[:2], None, None)[:2]
    return SweepResult(amount, is_test, tried, best, second, _luck(best, second, others, is_test))


def _tried(values: tuple[Any, ...], runs: Sequence[NotebookEntry], cost_of: CostOf) -> Tried:
    diverged = next((run.iteration for run in runs if run.stop == NON_FINITE), None)
    costs = [(cost, run) for run in runs if run.stop != NON_FINITE and (cost := cost_of(run)) is not None]
    costs.sort(key=lambda pair: pair[0])
    if not costs:
        return Tried(values, tuple(runs), None, math.nan, math.nan, runs[0], diverged)
    cost, middle = costs[(len(costs) - 1) // 2]
    shown = cost if diverged is None else None
    return Tried(values, tuple(runs), shown, costs[0][0], costs[-1][0], middle, diverged)


def _cost(tried: Tried) -> float:
    return math.inf if tried.cost is None else tried.cost


def _latest_cost(run: NotebookEntry, is_test: bool) -> float | None:
    return finite(run.test_cost if is_test else run.train_data_cost)


def _luck(best: Tried | None, second: Tried | None, others: Sequence[NotebookEntry], is_test: bool) -> bool | None:
    """True if the best is better by no more than seeds differ; None where that is not known."""
    if best is None or second is None:
        return None
    if len(best.runs) > 1:
        return best.high >= second.low
    spread = _spread_of_seeds(others, is_test)
    return None if spread is None else _cost(second) - _cost(best) <= spread


def _spread_of_seeds(runs: Iterable[NotebookEntry], is_test: bool) -> float | None:
    """The largest difference between runs that differ in nothing but their seed; None where there are none."""
    groups: dict[object, list[float]] = {}
    for run in runs:
        cost = _latest_cost(run, is_test)
        if cost is not None and run.stop != NON_FINITE:
            key = replace(run.first_config, seed=0), replace(run.config, seed=0), run.iteration
            groups.setdefault(key, []).append(cost)
    spreads = [max(costs) - min(costs) for costs in groups.values() if len(costs) > 1]
    return max(spreads, default=None)
