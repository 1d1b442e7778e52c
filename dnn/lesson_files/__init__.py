"""Lessons as files: our own, and those that teachers write. The one package that reads YAML.

plain_yaml.py      a text -> sections, lists and values, each with its line; no code, no references
yaml_problems.py   what is wrong with a text that is no YAML
sections.py        what a section must have, may have, and must not
read_lesson.py     a text -> a lesson
read_step.py       one step of it
check_lesson.py    whether a lesson can be given: every question asked, every condition met by a fact
lessons.py         our own, in the order of the course, from files/
"""

from dnn.lesson_files.check_lesson import check_lesson
from dnn.lesson_files.lessons import lessons
from dnn.lesson_files.plain_yaml import LessonFileError
from dnn.lesson_files.read_lesson import read_lesson
from dnn.lessons.path.lesson import MAX_LESSON_BYTES

__all__ = ["MAX_LESSON_BYTES", "LessonFileError", "check_lesson", "lessons", "read_lesson"]
