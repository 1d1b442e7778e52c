"""The pace of a class in a lesson: steps that the teacher has locked, up to one, or all but the one of the class."""

from __future__ import annotations

import streamlit as st

from dnn.background.wire import RoomPace
from dnn.lessons.path.lesson import Lesson
from pages.shared.frame.text import _
from pages.shared.room import own_room


def lesson_of_room() -> str:
    """The name of the lesson that the visitor's room is at; empty for none."""
    document = own_room.seat()
    if document is None:
        return ""
    push = document["push"]
    return push["lesson"] if push is not None and push["lesson"] else document["lesson"]


def pace_in(lesson: Lesson) -> RoomPace:
    """The pace of the class in a lesson; free in all lessons but the one that the room is at."""
    document = own_room.seat()
    if document is None or lesson_of_room() != lesson.name:
        return {"kind": "free", "step": 0}
    return document["pace"]


def class_step(lesson: Lesson) -> int:
    """The place of the step that the class has come to together, which may be opened though steps before it are not
    done; −1 for none."""
    document = own_room.seat()
    if document is None:
        return -1
    push, pace = document["push"], pace_in(lesson)
    pushed = push["step"] if push is not None and push["lesson"] == lesson.name else -1
    together = pace["step"] if pace["kind"] == "together" else -1
    return min(max(pushed, together), len(lesson.steps) - 1)


def holds(lesson: Lesson) -> bool:
    """True where the pace of the class says which steps are open."""
    return pace_in(lesson)["kind"] != "free"


def is_locked(lesson: Lesson, place: int) -> bool:
    """True for a step, or what comes after the last one, that the pace of the class does not open."""
    pace = pace_in(lesson)
    last = min(pace["step"], len(lesson.steps) - 1)
    if pace["kind"] == "up_to":
        return place > last
    return pace["kind"] == "together" and place != last


def is_ahead(lesson: Lesson, place: int) -> bool:
    """True for a learner who has done a step, and waits for the class."""
    return holds(lesson) and is_locked(lesson, place + 1)


def task_ahead(*, has_page: bool) -> str:
    """A task for a learner who waits for the class, at a step that has none of its own."""
    if has_page:
        return _("You are ahead of the class: on the page below, change one setting, and say before what will happen.")
    return _("You are ahead of the class: explain this step to somebody beside you, without looking at it.")


def held_at(lesson: Lesson, place: int) -> int:
    """The step to show for one that is asked for."""
    pace = pace_in(lesson)
    last = min(pace["step"], len(lesson.steps) - 1)
    if pace["kind"] == "together":
        return last
    return min(place, last) if pace["kind"] == "up_to" else place


def help_of(lesson: Lesson, place: int, title: str) -> str:
    """The title of a step, with the reason where the class has not come to it."""
    if not is_locked(lesson, place):
        return title
    return _("{title} (locked by your teacher for the moment)").format(title=title)


def draw_word(lesson: Lesson) -> None:
    """Say which steps are open, where not all are."""
    pace = pace_in(lesson)
    number = min(pace["step"], len(lesson.steps) - 1) + 1
    if pace["kind"] == "together":
        words = _("The class works on step {number} together; the other steps open when your teacher goes on.")
    elif pace["kind"] == "up_to" and number < len(lesson.steps):
        words = _("Your teacher has opened the steps up to {number}; whoever is ahead finds an extra task there.")
    else:
        return
    with st.container(key="lesson_pace"):
        st.info(words.format(number=number), icon=":material/groups:")
