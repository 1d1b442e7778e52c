"""A member of a room as a frozen value, and the votes that she has given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, get_args

from dnn.background.rooms.answers import written
from dnn.background.rooms.names import MemberName

Signal = Literal["none", "done", "stuck", "question"]
SIGNALS: tuple[str, ...] = get_args(Signal)
"""Signals that a student gives with one press."""
Standing = Literal["seated", "waiting", "refused", "left", "removed"]
"""Standing of a member: she has a seat, knocks, was not let in, has left, or was removed by the teacher."""
PHASES = ("predict", "try", "see", "check", "done")
"""Phases of a step of a lesson."""


@dataclass(frozen=True)
class Vote:
    """An answer. `number` counts the votes of the room; one that came when all was revealed `is_late`, and is in no
    histogram."""

    value: Any
    number: int
    is_late: bool = False

    @cached_property
    def text(self) -> str:
        """The value as `written` has it, by which equal answers are counted."""
        return written(self.value)


@dataclass(frozen=True)
class Answer:
    """The votes on a question: before the discussion, and after it."""

    first: Vote | None = None
    second: Vote | None = None

    def vote(self, which: int) -> Vote | None:
        """Vote 1 or 2."""
        return self.first if which == 1 else self.second


@dataclass(frozen=True)
class Position:
    """A place in a lesson."""

    lesson: str
    step: int
    phase: str


@dataclass(frozen=True)
class Star:
    """A tile as it was when the teacher starred it: the run, as far as it had come, with its configuration as JSON and
    its cost."""

    run: str
    iteration: int
    config: str
    cost: float | None
    at: float


@dataclass(frozen=True)
class Member:
    """A member of a room.

    Attributes:
        id: by which the teacher knows her, and nobody else.
        visitor: her key, by which the server knows her, as the owner of her runs; it is shown to nobody.
        seat: 1, 2, …
        spins: how often she has had another name invented.
        joined: seconds since 1970.
        run: id of the run that she is at; empty for none.
        follows: the number of the push that she has followed last; 0 for none.
        arrived: the number of the push that a browser of hers has shown last.
        returned: the number of the push from which she went back to her own run.
        own_run, own_position: the run that she was at before she followed a push, and her place in the lesson that was
            on her page; None where there was none.
        stilled_runs: the runs that were paused with the room, and go on with it.
        reached_goal: the goal that she has reached last, a cost; None for none.
    """

    id: str
    visitor: str
    seat: int
    name: MemberName
    joined: float
    standing: Standing = "seated"
    spins: int = 0
    signal: Signal = "none"
    signal_at: float = 0.0
    run: str = ""
    position: Position | None = None
    answers: Mapping[str, Answer] = field(default_factory=dict)
    star: Star | None = None
    follows: int = 0
    arrived: int = 0
    returned: int = 0
    own_run: str = ""
    own_position: Position | None = None
    stilled_runs: tuple[str, ...] = ()
    reached_goal: float | None = None

    @property
    def is_seated(self) -> bool:
        """True if she takes part."""
        return self.standing == "seated"
