"""The lessons that a link can name: ours, and those that teachers have written."""

from __future__ import annotations

from dnn.background.learning.known_lessons import known_lesson
from dnn.background.services import get_learning_store
from dnn.lessons.path.lesson import Lesson


def lesson_of(name: str) -> Lesson | None:
    """The lesson of a name; None where there is none, or no longer."""
    return known_lesson(get_learning_store(), name)
