"""The lessons that a link can name: ours, and those that teachers have written."""

from __future__ import annotations

from functools import lru_cache

from dnn.background.services import get_learning_store
from dnn.errors import DnnError
from dnn.lesson_files import lessons, read_lesson
from dnn.lesson_files.read_lesson import OWN
from dnn.lessons.path.lesson import Lesson


def lesson_of(name: str) -> Lesson | None:
    """The lesson of a name; None where there is none, or no longer."""
    if not name.startswith(OWN):
        return lessons().get(name)
    text = get_learning_store().lesson(name.removeprefix(OWN))
    try:
        return None if text is None else _read(text)
    except DnnError:  # written down by a version that knew other experiments
        return None


@lru_cache(maxsize=64)
def _read(text: str) -> Lesson:
    return read_lesson(text)
