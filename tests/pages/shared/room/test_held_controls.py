"""Controls that a room hides are not drawn, those that it locks are disabled and say why; what they hold stays."""

from __future__ import annotations

import pytest

from pages.shared.room.held_controls import ROOM_CONTROLS, control_of
from tests.pages.opened import control
from tests.pages.room.class_of_pages import PageRoom, Student


@pytest.fixture
def room() -> PageRoom:
    return PageRoom()


@pytest.fixture
def student(room: PageRoom) -> Student:
    student = Student.joining(room, routes=False)
    student.turn_to("train")
    return student


def names(student: Student) -> set[str]:
    """The names of the controls that are drawn in the sidebar, as the teacher knows them."""
    sidebar = student.test.sidebar
    kinds = (sidebar.number_input, sidebar.selectbox, sidebar.toggle, sidebar.select_slider)
    keys = (widget.key or "" for kind in kinds for widget in kind)
    return {control_of(key.removeprefix("control_").split("~")[0]) for key in keys if key.startswith("control_")}


def test_every_control_of_a_room_is_one_of_the_page(student: Student) -> None:
    assert ROOM_CONTROLS.keys() == names(student)


def test_what_is_hidden_is_not_there_and_stays_as_it_was(room: PageRoom, student: Student) -> None:
    before = student.values["config"]
    room.steer("hide_controls", controls=list(ROOM_CONTROLS))
    student.look()
    assert names(student) == set() and student.values["config"] == before
    room.steer("hide_controls", controls=["units"])
    student.look()
    assert names(student) == ROOM_CONTROLS.keys() - {"units"} and student.values["config"] == before


def test_what_is_locked_is_disabled_and_says_why(room: PageRoom, student: Student) -> None:
    room.steer("lock_controls", controls=["depth", "learning_rate", "dataset", "activation", "seed"])
    student.look()
    test = student.test
    locked = [
        control(test.number_input, "hidden_layers"),
        control(test.number_input, "learning_rate"),
        control(test.select_slider, "learning_rate_slider"),
        control(test.selectbox, "data"),
        control(test.selectbox, "activation_1"),
        control(test.number_input, "seed"),
    ]
    assert all(widget.disabled and "Locked by your teacher" in widget.help for widget in locked)
    assert not control(test.number_input, "units_1").disabled
    room.steer("lock_controls", controls=[])
    student.look()
    assert not control(student.test.number_input, "hidden_layers").disabled


def test_without_a_room_nothing_is_held() -> None:
    student = Student("train", routes=False)
    assert not any(widget.disabled for widget in student.test.number_input)


def test_without_a_teacher_for_half_an_hour_nothing_is_held(
    room: PageRoom, student: Student, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.steer("hide_controls", controls=["units"])
    now = room.rooms._now()
    monkeypatch.setattr(room.rooms, "_now", lambda: now + 2_000)
    student.look()
    assert "units" in names(student)
