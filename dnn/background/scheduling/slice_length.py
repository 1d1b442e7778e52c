"""The length of a slice: long enough to be worth its way to a worker, short enough for everybody to have a turn."""

MIN_SLICE_SECONDS, MAX_SLICE_SECONDS = 0.02, 0.1
"""Seconds."""
MAX_SLICE_SECONDS_ALONE = 0.2
"""Seconds of a slice that holds up nobody, since there are as many workers as active runs."""
TURN_SECONDS = 0.25
"""Within so many seconds every active run has a slice, as long as the cores allow."""
OVERHEAD_SECONDS = 0.003
"""Seconds between two slices of a small network on a worker."""
TRAVEL_SECONDS_A_BYTE = 4e-9
"""Seconds that a byte of a state takes to a worker and back. What a slice really took would be no measure: it contains
the time that the slice waited for a worker."""
TRAVELS_A_SLICE = 4.0
"""A slice is at least so many times as long as its state is on the way, as far as the limits above allow: a large
network spends more time between processes than in one otherwise."""


def travel_seconds(state_bytes: int) -> float:
    """Seconds that a state of so many bytes takes to a worker and back."""
    return TRAVEL_SECONDS_A_BYTE * state_bytes


def slice_seconds(state_bytes: int, workers: int, active: int) -> float:
    """Seconds of the next slice of a run whose state has `state_bytes` bytes, where `active` runs share `workers`."""
    runs = max(1, active)
    fair = min(MAX_SLICE_SECONDS, max(MIN_SLICE_SECONDS, TURN_SECONDS * workers / runs))
    longest = MAX_SLICE_SECONDS_ALONE if runs <= workers else MAX_SLICE_SECONDS
    return max(fair, min(longest, TRAVELS_A_SLICE * travel_seconds(state_bytes)))


def turn_seconds(workers: int, active: int) -> float:
    """Seconds that the slices of all active runs may take for every one to have its turn within TURN_SECONDS."""
    return max(0.0, TURN_SECONDS * workers / max(1, active) - OVERHEAD_SECONDS)
