"""Time of an iteration, here and in other libraries: python -m benchmarks.peers [ROUNDS]

First everybody trains a few epochs from the same weights, and has to arrive at the weights of the course's formulas.
Then they take turns, in an order that moves on from round to round; a ratio compares two times of the same round, and
the table shows the median of the ratios. The process keeps to one processor, and time is what it spent there, so that
other work on the machine counts for little.
"""

from __future__ import annotations

import os
import statistics
import sys
import time

import numpy as np

from benchmarks.against.contestants import Contestant, NotHere
from benchmarks.against.frameworks import contestants
from benchmarks.workloads import Workload, workloads
from dnn.network import flatten
from dnn.text import text_table

SECONDS_A_TURN = 0.08
PARITY_ITERATIONS = 30
TOLERANCE = {"float64": 1e-10, "float32": 1e-5}
"""Largest difference of a weight from the course's formulas."""


def say(text: str) -> None:
    """One paragraph on standard output."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def enter(workload: Workload) -> list[Contestant]:
    """Those who can take part and arrive at the right weights."""
    present = []
    epochs = max(1, PARITY_ITERATIONS // workload.batches_per_epoch)
    for kind in contestants():
        try:
            contestant = kind(workload)
        except ImportError as error:
            say(f"- {kind.name}: left out, {error.name} is not installed")
            continue
        except NotHere as reason:
            say(f"- {kind.name}: left out, {reason}")
            continue
        contestant.train(epochs)
        expected = flatten(workload.reference(contestant.orders(epochs)))  # (P,)
        difference = float(np.abs(flatten(contestant.parameters()) - expected).max())
        tolerance = TOLERANCE["float32" if kind.narrow else str(workload.X.dtype)]
        verdict = "same weights" if difference <= tolerance else "LEFT OUT, other weights"
        plural = f"{epochs} epochs" if epochs > 1 else "an epoch"
        say(f"- {kind.name}: {verdict}, largest difference {difference:.1e} after {plural}")
        if difference <= tolerance:
            present.append(contestant)
    return present


def seconds(contestant: Contestant, epochs: int) -> float:
    """Processor time of `epochs`."""
    began = time.process_time()
    contestant.train(epochs)
    return time.process_time() - began


def calibrated(contestant: Contestant) -> int:
    """Number of epochs that make a turn."""
    epochs, taken = 1, seconds(contestant, 1)
    while taken < SECONDS_A_TURN / 4:
        epochs *= 2
        taken = seconds(contestant, epochs)
    return max(1, round(epochs * SECONDS_A_TURN / taken))


def measure(present: list[Contestant], rounds: int) -> list[list[float]]:
    """Seconds of an iteration: for each contestant, of each round."""
    turns = [(contestant, calibrated(contestant)) for contestant in present]
    for contestant, epochs in turns:
        contestant.train(epochs)
    times: list[list[float]] = [[] for _ in present]
    for round_number in range(rounds):
        for place in range(len(turns)):
            i = (place + round_number) % len(turns)
            contestant, epochs = turns[i]
            times[i].append(seconds(contestant, epochs) / (epochs * contestant.workload.batches_per_epoch))
    return times


def table(present: list[Contestant], times: list[list[float]]) -> str:
    """Medians, and the median and the range of the ratios to ours."""
    rows = []
    for contestant, own in zip(present, times, strict=True):
        ratios = [mine / ours for mine, ours in zip(own, times[0], strict=True)]
        middle, low, high = statistics.median(ratios), min(ratios), max(ratios)
        rows.append(
            (contestant.name, f"{statistics.median(own) * 1e6:.1f}", f"{middle:.2f}", f"{low:.2f} … {high:.2f}")
        )
    return text_table.markdown(("", "µs/iteration", "× ours", "range"), rows, right=(1, 2, 3))


def kernels() -> str:
    """The kernels that OpenBLAS computes products by, which decide more than anything else."""
    try:
        import threadpoolctl
    except ImportError:
        return "unknown, threadpoolctl is not installed"
    libraries = threadpoolctl.threadpool_info()
    return ", ".join(each["architecture"] for each in libraries if each["internal_api"] == "openblas") or "none"


def main() -> None:
    """Print a table for each workload."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 11
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    say(f"NumPy {np.__version__}, kernels of OpenBLAS: {kernels()}")
    for workload in workloads():
        say(f"\n## {workload.name}\n")
        present = enter(workload)
        say("\n" + table(present, measure(present, rounds)))


if __name__ == "__main__":
    main()
