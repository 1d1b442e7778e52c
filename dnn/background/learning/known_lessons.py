"""The lessons that a server knows: ours, and those that teachers have written and brought in."""

from __future__ import annotations

from functools import lru_cache

from dnn.background.learning.learning_store import LearningStore
from dnn.errors import DnnError
from dnn.lesson_files import lessons, read_lesson
from dnn.lesson_files.read_lesson import OWN
from dnn.lessons.path.lesson import Lesson


def known_lesson(store: LearningStore, name: str) -> Lesson | None:
    """The lesson of a name; None where there is none, or no longer. Raises StoreAway for one that was brought in, where
    the database is out of reach."""
    if not name.startswith(OWN):
        return lessons().get(name)
    text = store.lesson(name.removeprefix(OWN))
    try:
        return None if text is None else _read(text)
    except DnnError:  # written down by a version that knew other experiments
        return None


@lru_cache(maxsize=64)
def _read(text: str) -> Lesson:
    return read_lesson(text)
