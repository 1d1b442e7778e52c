"""What it costs to record the history of a run: python -m benchmarks.recording [ROUNDS]

The full-batch network [2, 8, 8, 1] on 500 examples is trained 20,000 iterations from the beginning, with milestones
(norms of the gradients, costs and scores on all data, ever rarer) and without; costs are recorded in both. The two
take turns, each first in every second round, and the ratio is that of one round. Time is processor time.
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

ITERATIONS = 20_000


def timed(config: RunConfig, milestones: bool) -> tuple[float, Slice]:
    """Microseconds of an iteration, and what was trained."""
    began = time.process_time()
    piece = advance(config, None, milestones=milestones)
    return (time.process_time() - began) / ITERATIONS * 1e6, piece


def main() -> None:
    """Print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    config = workloads()[0].config
    assert config is not None
    config = replace(config, hyperparameters=replace(config.hyperparameters, iterations=ITERATIONS))
    advance(config, None, iterations=500)
    without, recorded, count = [], [], 0
    for round_number in range(rounds):
        taken = {}
        for milestones in (False, True) if round_number % 2 else (True, False):
            taken[milestones], piece = timed(config, milestones)
            count = max(count, len(piece.milestones))
        without.append(taken[False])
        recorded.append(taken[True])
    ratios = [on / off for on, off in zip(recorded, without, strict=True)]
    span = f"{min(ratios):.3f} … {max(ratios):.3f}"
    rows = [
        ("costs only", f"{statistics.median(without):.1f}", "1.000", ""),
        (f"{count} milestones as well", f"{statistics.median(recorded):.1f}", f"{statistics.median(ratios):.3f}", span),
    ]
    titles = (f"{ITERATIONS:,} iterations, {rounds} rounds", "µs/iteration", "ratio", "range")
    sys.stdout.write(text_table.markdown(titles, rows, right=(1, 2, 3)))


if __name__ == "__main__":
    main()
