"""Progress in a lesson, and a lesson of a visitor's own in the few words that a list shows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class StoredProgress:
    """The progress of a learner in a lesson.

    Attributes:
        lesson: name of the lesson.
        document: what whoever stored it has written, opaque here.
        updated: seconds since 1970 at which it was stored last.
    """

    lesson: str
    document: str
    updated: float


@dataclass(frozen=True)
class StoredLesson:
    """A lesson that a visitor has brought in, without its text.

    Attributes:
        digest: the hash by which links name it.
        title: its title, shown literally.
        created: seconds since 1970 at which its owner brought it in first.
        used: seconds since 1970 at which anybody used it last.
        bytes: what its text takes.
    """

    digest: str
    title: str
    created: float
    used: float
    bytes: int


def to_bytes(text: str) -> bytes:
    """A text as the bytes that are stored. A text that no file could have had, with half of a pair, comes back as it
    was too."""
    return text.encode("utf-8", "surrogatepass")


def from_bytes(data: bytes) -> str:
    """The text of bytes that `to_bytes` made."""
    return data.decode("utf-8", "surrogatepass")
