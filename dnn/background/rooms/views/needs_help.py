"""The question who needs help, and who first: a pure function of what is known of a member."""

from __future__ import annotations

import statistics
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from dnn.background.rooms.member import Position
from dnn.background.rooms.room import Room

Need = Literal["asks", "not_finite", "stuck_cost", "quiet", "behind", "none"]
NEEDS: tuple[str, ...] = get_args(Need)
"""Reasons for help, the most urgent first: she asks for it, her numbers are no longer finite, her cost is stuck, she
has done nothing for a while although she is not done and nothing trains, she is behind."""
QUIET_SECONDS = 180.0
STUCK_ITERATIONS = 100
"""Iterations before which no cost is called stuck."""
STUCK_GAIN = 0.01
"""Share of the first cost by which a cost that is not stuck has fallen in the later half of the iterations."""
SOLVED_SHARE = 0.5
"""Share of the first cost below which a flat curve is one that has arrived."""
STEPS_BEHIND = 2
"""Steps behind the middle of a class that goes at its own pace."""


@dataclass(frozen=True)
class Known:
    """All that is known of a member.

    Attributes:
        asks: she has pressed "stuck" or "question".
        is_done: she has pressed "done", and waits for what comes.
        is_finite: the numbers of her run are.
        is_stuck: its cost is.
        is_training: it makes iterations.
        quiet_seconds: since she did something.
        position: her place in a lesson.
        is_present: she was heard of lately.
    """

    asks: bool = False
    is_done: bool = False
    is_finite: bool = True
    is_stuck: bool = False
    is_training: bool = False
    quiet_seconds: float = 0.0
    position: Position | None = None
    is_present: bool = True


def need_of(known: Known, reference: Position | None) -> Need:
    """The most urgent reason for which a member needs help; "none" of one who is not there.

    Args:
        reference: the place that she is to have reached, as `reference_of` gives it.
    """
    if not known.is_present:
        return "none"
    reasons: tuple[tuple[Need, bool], ...] = (
        ("asks", known.asks),
        ("not_finite", not known.is_finite),
        ("stuck_cost", known.is_stuck),
        ("quiet", known.quiet_seconds > QUIET_SECONDS and not (known.is_training or known.is_done)),
        ("behind", _is_behind(known.position, reference)),
    )
    return next((need for need, holds in reasons if holds), "none")


def _is_behind(position: Position | None, reference: Position | None) -> bool:
    if reference is None:
        return False
    return position is None or position.lesson != reference.lesson or position.step < reference.step


def reference_of(room: Room, positions: Iterable[Position | None]) -> Position | None:
    """The place that everybody is to have reached: where all go together the step of the pace, else the one pushed
    last, else a step before the middle of those who are in the room's lesson; None where there is none."""
    if room.lesson and room.pace.kind == "together":
        return Position(room.lesson, room.pace.step, "predict")
    if room.push is not None and room.push.lesson:
        return Position(room.push.lesson, room.push.step, "predict")
    steps = [position.step for position in positions if position is not None and position.lesson == room.lesson]
    if not room.lesson or not steps:
        return None
    least = statistics.median_low(steps) - STEPS_BEHIND + 1
    return Position(room.lesson, least, "predict") if least > 0 else None


def is_cost_stuck(iterations: Sequence[int], costs: Sequence[float]) -> bool:
    """True if a cost no longer falls although it is still large.

    Args:
        iterations, costs: (k,) finite points of the curve, as many as are shown, the first and the last among them.
    """
    if len(costs) < 4 or iterations[-1] - iterations[0] < STUCK_ITERATIONS:
        return False
    first, middle = costs[0], bisect_right(iterations, (iterations[0] + iterations[-1]) / 2)
    gain = min(costs[:middle]) - min(costs[middle:])
    return gain < STUCK_GAIN * abs(first) and costs[-1] > SOLVED_SHARE * first
