"""The length of a slice: long enough to be worth its way to a worker, short enough for everybody to have a turn."""

from concurrent.futures import Executor
from dataclasses import dataclass

from dnn.background.executors.cluster import ClusterExecutor

MIN_SLICE_SECONDS, MAX_SLICE_SECONDS = 0.006, 0.1
"""Seconds. What slices of a few milliseconds cost in iterations, and gain in news: docs/performance.md."""
MAX_SLICE_SECONDS_ALONE = 0.2
"""Seconds of a slice that holds up nobody, since there are as many workers as active runs."""
TURN_SECONDS = 0.25
"""Within so many seconds every active run that has a speed limit has made up for what it missed, as far as the cores
allow."""
NEWS_SECONDS = 0.15
"""Within so many seconds every active run has a slice, as long as the cores allow: a visitor polls every 0.25 s."""
CROWD = 100
"""Active runs above which slices grow with their number: the server cannot hand out many more of them a second, and
would answer nobody in time."""
OVERHEAD_SECONDS = 0.003
"""Seconds between two slices of a small network on a worker."""
TOGETHER_SECONDS = 0.024
"""Seconds of slices that travel together: four of the shortest."""


@dataclass(frozen=True)
class SliceBounds:
    """Bounds for workers of a kind, in seconds.

    Attributes:
        shortest, longest: of a slice.
        longest_alone: of a slice where there are as many workers as active runs.
        longest_waiting: of a slice that may wait with the executor until a worker is free.
        turn: within which every active run has a slice.
        overhead: what is lost between two slices.
        together: which short slices of several runs may take that travel together.
    """

    shortest: float
    longest: float
    longest_alone: float
    longest_waiting: float
    turn: float
    overhead: float
    together: float


LOCAL = SliceBounds(
    shortest=MIN_SLICE_SECONDS,
    longest=MAX_SLICE_SECONDS,
    longest_alone=MAX_SLICE_SECONDS_ALONE,
    longest_waiting=MAX_SLICE_SECONDS_ALONE,
    turn=NEWS_SECONDS,
    overhead=OVERHEAD_SECONDS,
    together=TOGETHER_SECONDS,
)
"""For workers on this machine."""
CLUSTER = SliceBounds(
    shortest=0.1, longest=0.2, longest_alone=0.2, longest_waiting=0.3, turn=0.25, overhead=0.016, together=0.0
)
"""For workers of a cluster, which are 16 ms away, however small the state: docs/performance.md."""
TRAVEL_SECONDS_A_BYTE = 4e-9
"""Seconds that a byte of a state takes to a worker and back. What a slice really took would be no measure: it contains
the time that the slice waited for a worker."""
TRAVELS_A_SLICE = 4.0
"""A slice is at least so many times as long as its state is on the way, as far as the limits above allow: a large
network spends more time between processes than in one otherwise."""


def bounds_for(executor: Executor | None) -> SliceBounds:
    """The bounds of slices for the workers of an executor."""
    return CLUSTER if isinstance(executor, ClusterExecutor) else LOCAL


def travel_seconds(state_bytes: int) -> float:
    """Seconds that a state of so many bytes takes to a worker and back."""
    return TRAVEL_SECONDS_A_BYTE * state_bytes


def slice_seconds(state_bytes: int, workers: int, active: int, bounds: SliceBounds = LOCAL) -> float:
    """Seconds of the next slice of a run whose state has `state_bytes` bytes, where `active` runs share `workers`."""
    runs = max(1, active)
    shortest = bounds.shortest * max(1.0, runs / CROWD)
    fair = min(bounds.longest, max(shortest, bounds.turn * workers / runs))
    longest = bounds.longest_alone if runs <= workers else bounds.longest
    return max(fair, min(longest, TRAVELS_A_SLICE * travel_seconds(state_bytes)))


def turn_seconds(workers: int, active: int, bounds: SliceBounds = LOCAL) -> float:
    """Seconds that the slices of all active runs may take for every one to have its turn within TURN_SECONDS."""
    return max(0.0, TURN_SECONDS * workers / max(1, active) - bounds.overhead)
