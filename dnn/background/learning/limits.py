"""Limits of progress and of own lessons; the error says which was met."""

from __future__ import annotations

from dnn.background.learning.stored import to_bytes
from dnn.background.limits import LimitReached
from dnn.errors import ConfigurationError
from dnn.lessons.path.lesson import MAX_LESSON_BYTES
from dnn.text.messages import CountedText, Text

MAX_PROGRESS_BYTES = 200_000
"""Bytes of the document of one learner's progress in one lesson."""
MAX_LESSON_NAME = 100
"""Characters of the name of a lesson that there is progress in."""
MAX_LESSON_TITLE = 200
"""Characters of the title of an own lesson; longer ones are cut."""
MAX_LESSON_DIGEST = 64
"""Hexadecimal digits of the hash of an own lesson."""
KILOBYTE = 1_000


def check_name(lesson: str) -> None:
    """Refuse the name of a lesson that no store would take.

    Raises:
        ConfigurationError: it is empty, too long, or has characters that cannot be printed.
    """
    if not lesson or len(lesson) > MAX_LESSON_NAME or not lesson.isprintable():
        expected = Text("a name of 1 to {most} characters", most=MAX_LESSON_NAME)
        raise ConfigurationError("lesson", expected, lesson, "notation")


def check_digest(digest: str) -> None:
    """Refuse what is no hash. Raises ConfigurationError."""
    if not 0 < len(digest) <= MAX_LESSON_DIGEST or set(digest) - set("0123456789abcdef"):
        expected = Text("a hash of up to {most} hexadecimal digits", most=MAX_LESSON_DIGEST)
        raise ConfigurationError("digest", expected, digest, Text("the link of the lesson once more"))


def check_document(document: str) -> int:
    """The bytes of a document of progress. Raises LimitReached where they are too many."""
    return _checked_size(
        document,
        MAX_PROGRESS_BYTES,
        Text("Expected your progress in a lesson to take at most {limit} kB, got {size} kB; begin the lesson anew."),
    )


def check_text(text: str) -> int:
    """The bytes of the text of a lesson. Raises LimitReached where they are too many."""
    return _checked_size(
        text,
        MAX_LESSON_BYTES,
        Text("Expected the text of a lesson to take at most {limit} kB, got {size} kB; make two lessons of it."),
    )


def _checked_size(text: str, limit: int, refusal: Text) -> int:
    size = len(to_bytes(text))
    if size > limit:
        raise LimitReached(Text(refusal.template, limit=limit // KILOBYTE, size=f"{size / KILOBYTE:,.1f}"))
    return size


def check_begun(others: int, most: int) -> None:
    """Refuse progress in one more lesson beside others.

    Raises:
        LimitReached: they would be more than a visitor may keep.
    """
    if others >= most:
        raise LimitReached(
            CountedText(
                "Expected your progress to be stored in at most {count} lesson, got one more; delete that in one you "
                "no longer need.",
                "Expected your progress to be stored in at most {count} lessons, got one more; delete that in one you "
                "no longer need.",
                most,
            )
        )


def check_own(others: int, most: int) -> None:
    """Refuse one more lesson of a visitor's beside others. Raises as `check_begun` does."""
    if others >= most:
        raise LimitReached(
            CountedText(
                "Expected at most {count} lesson of your own to be stored, got one more; delete one that you need no "
                "longer.",
                "Expected at most {count} lessons of your own to be stored, got one more; delete one that you need no "
                "longer.",
                most,
            )
        )


def check_waiting(held: int, needed: int, most: int) -> None:
    """Refuse `needed` bytes more in a memory in which so many wait for the database.

    Raises:
        LimitReached: there is no room for them.
    """
    if held + needed > most:
        raise LimitReached(
            Text("Expected room for your progress and lessons on the server, got none; try again in a minute.")
        )
