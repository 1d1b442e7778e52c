"""Our own lessons, in the order of the course: one file each, in files/, named by number and lesson."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from dnn.lesson_files.plain_yaml import LessonFileError
from dnn.lesson_files.read_lesson import read_lesson
from dnn.lessons.path.lesson import Lesson

FOLDER = Path(__file__).parent / "files"


def lesson_paths() -> list[Path]:
    """The files of all lessons, in their order."""
    return sorted(FOLDER.glob("[0-9][0-9]_*.yaml"))


def name_of(path: Path) -> str:
    """The name of a file's lesson."""
    return path.stem[3:]


@cache
def lessons() -> dict[str, Lesson]:
    """Every lesson by name; the server reads them before anybody comes.

    Raises:
        LessonFileError: a file is none, with the file's name as a note; the server does not start then.
    """
    return {name_of(path): _lesson(path) for path in lesson_paths()}


def _lesson(path: Path) -> Lesson:
    try:
        return read_lesson(path.read_text("utf-8"), name_of(path))
    except LessonFileError as error:
        error.add_note(f"in the lesson {path.name}")
        raise
