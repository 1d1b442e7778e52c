"""What short slices cost: python -m benchmarks.slices [ROUNDS]

Many default networks train at full speed, and nobody watches them but this loop. The bounds of slices take turns: the
iterations of all runs a second say what is lost on the way to the workers and back, the time between two news of a run
how long a visitor waits for her turn. Medians over the rounds; those of the waits over all runs.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from unittest.mock import patch

from benchmarks.crowd import crowd, iterations
from dnn.background.manager import RunManager
from dnn.background.run_snapshot import RunSnapshot
from dnn.background.scheduling import slice_length
from dnn.text import text_table

CROWDS = (30, 100)
SECONDS = 5.0
LOOK_SECONDS = 0.01


@dataclass(frozen=True)
class Choice:
    """The shortest slice and the time within which every run shall have one, in seconds."""

    shortest: float
    turn: float


PRESENT = Choice(slice_length.LOCAL.shortest, slice_length.LOCAL.turn)
CHOICES = tuple(dict.fromkeys((Choice(0.02, 0.25), Choice(0.005, 0.25), Choice(0.003, 0.15), PRESENT)))


@dataclass(frozen=True)
class Watched:
    """Iterations of all runs a second, and the seconds between two news of a run."""

    speed: float
    waits: list[float]


def main() -> None:
    """Print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    rows = []
    for count in CROWDS:
        measured: dict[Choice, list[Watched]] = {choice: [] for choice in CHOICES}
        for _ in range(rounds):
            for choice in CHOICES:
                measured[choice].append(_trained(choice, count))
        rows += [_row(count, choice, measured[choice]) for choice in CHOICES]
    titles = "runs", "shortest slice, ms", "turn, ms", "iterations/s, all runs", "ms between news, p50 / p95"
    sys.stdout.write(text_table.markdown(titles, rows, right=range(len(titles))) + "\n")


def _row(count: int, choice: Choice, measured: Sequence[Watched]) -> tuple[str, ...]:
    waits = sorted(wait for each in measured for wait in each.waits)
    middle, late = (1_000 * waits[int(part * (len(waits) - 1))] for part in (0.5, 0.95))
    speed = statistics.median(each.speed for each in measured)
    bounds = (f"{1_000 * seconds:.0f}" for seconds in (choice.shortest, choice.turn))
    return str(count), *bounds, f"{speed:,.0f}", f"{middle:.0f} / {late:.0f}"


def _trained(choice: Choice, count: int) -> Watched:
    """So many runs, trained for a while with slices of these bounds."""
    bounds = replace(slice_length.LOCAL, shortest=choice.shortest, turn=choice.turn)
    with patch("dnn.background.scheduler.bounds_for", lambda executor: bounds), crowd(count) as (runs, started):
        return _watched(runs, started)


def _watched(runs: RunManager, started: Sequence[RunSnapshot]) -> Watched:
    began = time.perf_counter()
    first = known = iterations(runs, started)
    news = [began] * len(started)
    waits: list[float] = []
    while (now := time.perf_counter()) < began + SECONDS:
        seen = iterations(runs, started)
        for number, (iteration, before) in enumerate(zip(seen, known, strict=True)):
            if iteration > before:
                waits.append(now - news[number])
                news[number] = now
        known = seen
        time.sleep(LOOK_SECONDS)
    made = sum(known) - sum(first)
    return Watched(made / (time.perf_counter() - began), waits)


if __name__ == "__main__":
    main()
