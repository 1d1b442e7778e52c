"""The contract of what holds the rows of progress and of visitors' own lessons."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from dnn.background.learning.stored import StoredLesson, StoredProgress


@dataclass(frozen=True)
class LearningLimits:
    """Limits of what is kept.

    Attributes:
        begun: lessons that one visitor has progress in.
        own: lessons of her own that one visitor keeps.
        lessons: own lessons of all visitors.
        bytes: bytes of all progress, and as many of all own lessons.
        seconds: seconds since progress was updated, or a lesson used.
    """

    begun: int
    own: int
    lessons: int
    bytes: int
    seconds: float


class LearningRows(Protocol):
    """Rows of progress, one an owner and lesson, and of lessons with their texts, one an owner and digest.

    Every method is safe to call from several threads, may take milliseconds, and raises StoreAway where the rows cannot
    be reached.
    """

    def progress(self, owner: str, lesson: str) -> StoredProgress | None:
        """The progress of an owner in a lesson; None where there is none."""

    def all_progress(self, owner: str) -> list[StoredProgress]:
        """The progress of an owner in all lessons, in no particular order."""

    def put_progress(self, owner: str, progress: StoredProgress, limits: LearningLimits | None) -> None:
        """Have progress in place of what there is of this owner and lesson. Without limits it has waited for its turn:
        then it stands in for nothing later.

        Raises:
            LimitReached: the owner has progress in as many other lessons as she may.
        """

    def remove_progress(self, owner: str, lesson: str) -> None:
        """Delete the progress of an owner in a lesson, if there is any."""

    def put_lesson(self, owner: str, lesson: StoredLesson, text: str, limits: LearningLimits | None) -> None:
        """Have a lesson; of one that is there, title and time of use are renewed. Where it is one too many for all
        visitors, those go that were not used for longest. Without limits it has waited for its turn, and is not
        refused.

        Raises:
            LimitReached: the owner has as many others as she may.
        """

    def text(self, digest: str) -> str | None:
        """The text of a digest, that which was brought in first; None where there is none."""

    def lessons(self, owner: str) -> list[StoredLesson]:
        """The lessons of an owner, in no particular order."""

    def remove_lesson(self, owner: str, digest: str) -> None:
        """Delete the owner's lesson, if there is one."""

    def note_use(self, digests: Collection[str], now: float) -> None:
        """Have these lessons used now, whosever they are; those that are not there are passed over."""

    def remove_all(self, owner: str) -> int:
        """Delete all rows of an owner; how many there were."""

    def trim(self, limits: LearningLimits, now: float) -> int:
        """Delete what is too old, and then of what was not updated or used for longest what is too much; how many
        rows."""
