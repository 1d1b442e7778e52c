"""What it costs to record the history of a run: python -m benchmarks.recording [ROUNDS]

Networks are trained from the beginning, with milestones (norms of the gradients, updates against weights, costs and
scores on all data, ever rarer) and without; costs are recorded in both. The two take turns, each first in every second
round, and the ratio is that of one round. Time is processor time.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from dataclasses import replace

from benchmarks.workloads import workloads
from dnn import text_table
from dnn.configuration import RunConfig
from dnn.training import Slice, advance

ITERATIONS = {"full batch": 20_000, "mini-batches": 4_000}


def timed(config: RunConfig, milestones: bool) -> tuple[float, Slice]:
    """Microseconds of an iteration, and what was trained."""
    began = time.process_time()
    piece = advance(config, None, milestones=milestones)
    return (time.process_time() - began) / config.hyperparameters.iterations * 1e6, piece


def measured(config: RunConfig, rounds: int) -> tuple[list[float], list[float], int]:
    """Microseconds of an iteration without and with milestones in each round, and how many milestones there were."""
    advance(config, None, iterations=500)
    without, recorded, count = [], [], 0
    for round_number in range(rounds):
        taken = {}
        for milestones in (False, True) if round_number % 2 else (True, False):
            taken[milestones], piece = timed(config, milestones)
            count = max(count, len(piece.milestones))
        without.append(taken[False])
        recorded.append(taken[True])
    return without, recorded, count


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
        without, recorded, count = measured(config, rounds)
        ratios = [on / off for on, off in zip(recorded, without, strict=True)]
        rows.append(
            (
                f"{workload.name}, {ITERATIONS[kind]:,} iterations",
                f"{statistics.median(without):.1f}",
                f"{statistics.median(recorded):.1f}",
                f"{count}",
                f"{statistics.median(ratios):.3f}",
                f"{min(ratios):.3f} … {max(ratios):.3f}",
            )
        )
    titles = (f"{rounds} rounds, µs/iteration", "costs only", "recorded", "milestones", "ratio", "range")
    sys.stdout.write(text_table.markdown(titles, rows, right=(1, 2, 3, 4, 5)))


if __name__ == "__main__":
    main()
