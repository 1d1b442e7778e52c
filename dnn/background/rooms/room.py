"""A room as a frozen value of texts and numbers, so that it is written down as it stands."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, get_args

from dnn.background.rooms.names import MemberName
from dnn.background.rooms.pushes import LAST_STEP, Push
from dnn.errors import ConfigurationError
from dnn.text.messages import Text
from dnn.validation.checks import one_of, whole_number

PaceKind = Literal["free", "up_to", "together"]
PACES: tuple[str, ...] = get_args(PaceKind)
"""Paces of a room: everybody's own, everybody's own up to a step, all at one step."""
MAX_TITLE = 80
"""Characters of a room's title."""
MAX_HIDDEN_CONTROLS = 60
"""Controls that may be hidden, or locked."""
TEACHER = "teacher"
"""The id, which no member has, of the teacher's own run among tiles."""
TEACHER_THERE_SECONDS = 90.0
"""Seconds for which the teacher counts as there: a browser lets a tab that is hidden ask once in a minute."""
TEACHER_AWAY_SECONDS = 1_800.0
"""Seconds without the teacher after which the students are told and freed."""


@dataclass(frozen=True)
class Pace:
    """The pace of a room; `step` counts where it is not free."""

    kind: PaceKind = "free"
    step: int = 0


@dataclass(frozen=True)
class TeacherRun:
    """A run of the teacher's own among those of her class; `name` is what she has called it, empty for nothing."""

    run: str
    owner: str
    name: str = ""


@dataclass(frozen=True)
class Room:
    """A room.

    Attributes:
        id: 128 bits, by which all is asked for but joining.
        code: six letters, by which one joins.
        teacher_key, co_teacher_key: 128 bits each; the second one lets look alone.
        opener: the key of the visitor who opened it, to count her rooms by.
        language: of the names in it, since they are called out.
        lesson, scenario: the lesson that it works on, or a configuration as JSON; one of them is empty.
        created, last_activity, teacher_seen: seconds since 1970.
        goal_cost: the cost to come below; None without a goal.
        revealed: pairs of a question and the vote, 1 or 2, up to which everybody sees its answers.
        second_votes: questions whose second vote is open.
        presented: ids of members whose starred tiles are presented, in their order; TEACHER for the teacher's own run.
        teacher_run: the run of the teacher's own that is shown with those of the class; None for none.
        seats: the number of the seat given last; none is given twice.
        spent_names: invented names of members of whom nothing else is left, so that nobody gets them.
        presses: the presses of the teacher's that were carried out last, as her browsers have named them.
    """

    id: str
    code: str
    teacher_key: str
    co_teacher_key: str
    opener: str
    title: str
    language: str
    lesson: str
    scenario: str
    created: float
    last_activity: float
    teacher_seen: float
    is_locked: bool = False
    allows_own_names: bool = False
    is_anonymous: bool = True
    is_paused: bool = False
    pace: Pace = Pace()
    goal_cost: float | None = None
    hidden_controls: tuple[str, ...] = ()
    locked_controls: tuple[str, ...] = ()
    push: Push | None = None
    revealed: tuple[tuple[str, int], ...] = ()
    second_votes: tuple[str, ...] = ()
    presented: tuple[str, ...] = ()
    teacher_run: TeacherRun | None = None
    seats: int = 0
    spent_names: tuple[MemberName, ...] = ()
    presses: tuple[str, ...] = ()

    def is_free(self, now: float) -> bool:
        """True if the teacher has been away for so long that nothing holds the students back."""
        return now - self.teacher_seen > TEACHER_AWAY_SECONDS

    def is_taught(self, now: float) -> bool:
        """True if the teacher is there."""
        return now - self.teacher_seen <= TEACHER_THERE_SECONDS

    def holds_still(self, now: float) -> bool:
        """True if it is paused by a teacher who is there."""
        return self.is_paused and not self.is_free(now)

    def revealed_vote(self, question: str) -> int:
        """The vote up to which the answers to a question are revealed; 0 where they are not."""
        return dict(self.revealed).get(question, 0)

    @property
    def push_number(self) -> int:
        """The number of the push in force; 0 before the first."""
        return 0 if self.push is None else self.push.number


def read_title(given: object) -> str:
    """A title from outside, in one line. Raises ConfigurationError."""
    text = " ".join(given.split()) if isinstance(given, str) else ""
    if not isinstance(given, str) or len(text) > MAX_TITLE or not text.isprintable():
        expected = Text("a line of at most {count} characters", count=MAX_TITLE)
        raise ConfigurationError("title", expected, given, "XOR, 14:00")
    return text


def read_pace(kind: object, step: object) -> Pace:
    """A pace from outside. Raises ConfigurationError."""
    checked: PaceKind = one_of("pace", kind, PACES)  # type: ignore[assignment]
    return Pace(checked, whole_number("step", step, 0, LAST_STEP) if checked != "free" else 0)


def read_goal(given: object) -> float | None:
    """A goal from outside, None for none. Raises ConfigurationError."""
    if given is None:
        return None
    if isinstance(given, bool) or not isinstance(given, int | float) or not (math.isfinite(given) and given > 0):
        raise ConfigurationError("cost", Text("a positive number"), given, "0.1")
    return float(given)
