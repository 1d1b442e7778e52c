"""The gain of a class on its teacher's page: from answers that its students really gave before and after."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dnn.background.services import close_runs, get_learning_store, get_rooms, open_runs
from dnn.background.settings import Settings
from dnn.lessons.path.gain import GroupGain
from dnn.lessons.path.ideas_answers import stored_name, written_answers
from dnn.lessons.path.questions.six_ideas import FORMS, six_questions
from pages.room.teacher.class_gain import in_words
from pages.server.visitor import new_key
from tests.pages.opened import opened, said


@pytest.fixture(autouse=True)
def server() -> Iterator[None]:
    close_runs()
    open_runs(Settings(executor="thread", store="memory"))
    yield
    close_runs()


def answer(student: str, form: str, right: int) -> None:
    """Answer the six questions of a form, so many of them rightly."""
    questions = six_questions(student, form)
    places = [each.right if at < right else (each.right + 1) % 4 for at, each in enumerate(questions)]
    get_learning_store().put_progress(student, stored_name(form), written_answers(tuple(places)))


def test_it_is_what_the_students_answered_before_and_after() -> None:
    room, students = get_rooms().open_room(new_key(), lesson="depth"), [new_key() for _ in range(3)]
    for student in students:
        get_rooms().join(room["code"], student)
    for student, scores in zip(students, ((2, 5), (4, 4)), strict=False):
        for form, right in zip(FORMS, scores, strict=True):
            answer(student, form, right)
    answer(students[2], FORMS[0], 6)  # who has not answered again does not count
    test = opened("room", taught=room["room"], key=room["teacher_key"])
    test.button(key="class_gain_button").click().run()
    assert "2 students have answered both times." in said(test)
    assert "50 % of what was not known before" in said(test)  # (9 − 6) of (12 − 6)
    assert "gains is 38 %" in said(test)  # the mean of 3/4 and 0
    test.button(key="class_gain_away").click().run()
    assert "answered both times" not in said(test)


@pytest.mark.parametrize(
    ("gain", "expected"),
    [
        (GroupGain(0, None, None, 0), "Nobody has answered"),
        (GroupGain(2, None, None, 2), "They knew all of it before."),
        (GroupGain(1, -0.5, -0.5, 0), "Fewer answers are right than before."),
    ],
)
def test_the_edges_are_sentences(gain: GroupGain, expected: str) -> None:
    test = opened("room")  # words are of a session
    assert not test.exception
    assert expected in in_words(gain)
