"""Cost of recording the history of a run: python -m benchmarks.recording [ROUNDS]

Networks are trained from the beginning in three ways that take turns: with the costs of the iterations only; with costs
and scores on all data at evaluations, which become ever rarer; and with the norms of all gradients and the updates
against the weights as well. Time is processor time, the best of the rounds.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import Literal
from unittest.mock import patch

from benchmarks.workloads import workloads
from dnn.configuration import RunConfig
from dnn.text import text_table
from dnn.training.advance import Slice, advance
from dnn.training.plan.trainer import Trainer

ITERATIONS = {"full batch": 20_000, "mini-batches": 4_000}


Way = Literal["costs only", "costs and scores", "all"]
WAYS: tuple[Way, ...] = ("costs only", "costs and scores", "all")


@contextmanager
def without_layers(way: Way) -> Iterator[None]:
    """Leave out what is measured of each layer, unless all is wanted."""
    if way == "all":
        yield
        return
    nothing = {"_gradient_norms": lambda trainer, scale: ((), ()), "_update_ratios": lambda trainer: ()}
    with ExitStack() as patches:
        for name, replacement in nothing.items():
            patches.enter_context(patch.object(Trainer, name, replacement))
        yield


def timed(config: RunConfig, way: Way) -> tuple[float, Slice]:
    """Microseconds of an iteration, and what was trained."""
    with without_layers(way):
        began = time.process_time()
        piece = advance(config, None, evaluations=way != "costs only")
        return (time.process_time() - began) / config.hyperparameters.iterations * 1e6, piece


def measured(config: RunConfig, rounds: int) -> tuple[dict[Way, list[float]], int]:
    """Microseconds of an iteration in each round, and how many evaluations there were."""
    advance(config, None, iterations=500)
    taken: dict[Way, list[float]] = {way: [] for way in WAYS}
    count = 0
    for round_number in range(rounds):
        first = round_number % len(WAYS)
        for way in WAYS[first:] + WAYS[:first]:
            time_taken, piece = timed(config, way)
            taken[way].append(time_taken)
            count = max(count, len(piece.evaluations))
    return taken, count


def main() -> None:
    """Print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    rows = []
    for workload in workloads():
        if workload.config is None:
            continue
        kind = "full batch" if workload.batch == workload.m else "mini-batches"
        hyperparameters = replace(workload.config.hyperparameters, iterations=ITERATIONS[kind])
        config = replace(workload.config, hyperparameters=hyperparameters)
        taken, count = measured(config, rounds)
        best = {way: min(times) for way, times in taken.items()}
        base = best["costs only"]
        rows.append(
            (
                f"{workload.name}, {ITERATIONS[kind]:,} iterations",
                f"{count}",
                *(f"{best[way]:.1f}" for way in WAYS),
                f"{(best['all'] - best['costs and scores']) / base:+.1%}",
                f"{(best['all'] - base) / base:+.1%}",
            )
        )
    titles = (f"best of {rounds} rounds, µs/iteration", "evaluations", *WAYS, "layers' share", "all in all")
    sys.stdout.write(text_table.markdown(titles, rows, right=(1, 2, 3, 4, 5, 6)))


if __name__ == "__main__":
    main()
