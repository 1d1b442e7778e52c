"""Joining a room by its code, waiting at a locked one, her name, leaving: without a browser."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dnn.background.services import get_rooms, get_run_manager
from pages.menu import JOINED, NOT_JOINED
from pages.server.visitor import new_key
from tests.pages.opened import control, said
from tests.pages.room.class_of_pages import SCENARIO, PageRoom, Student


class TestJoining:
    def test_one_press_brings_her_from_the_link_into_the_lesson(self) -> None:
        room = PageRoom()
        student = Student("room", code=room.code)
        assert "no account, no address" in said(student.test) and "24 hours" in said(student.test)
        student.press("Join")
        assert student.page == "path" and student.test.query_params["lesson"] == "shapes"
        assert "code" not in student.test.query_params
        document = room.view(student.visitor)
        assert (document["standing"], document["seat"]) == ("seated", 1)
        assert document["position"] == {"lesson": "shapes", "step": 0, "phase": "predict"}

    def test_a_code_is_typed_as_it_is_read(self) -> None:
        room = PageRoom()
        student = Student("room")
        typed = f"{room.code[:3]}-{room.code[3:]}".lower()
        control(student.test.text_input, "room_code").set_value(typed)
        student.press("Join")
        assert room.view(student.visitor)["seat"] == 1

    def test_a_free_scenario_is_a_new_run_on_the_page_that_trains(self) -> None:
        room = PageRoom(scenario=SCENARIO)
        student = Student.joining(room)
        assert student.page == "train" and student.test.query_params["samples"] == "60"
        assert student.run is not None and room.view(student.visitor)["run"] == student.run

    def test_a_wrong_code_is_said_once_and_what_was_typed_stays(self) -> None:
        student = Student("room", code="AAAAAA")
        student.press("Join")
        assert "No open room has this code" in student.test.error[0].value and len(student.test.error) == 1
        assert student.page == "room" and control(student.test.text_input, "room_code").value == "AAAAAA"
        control(student.test.text_input, "room_code").set_value("hello")
        student.press("Join")
        assert "6 letters" in student.test.error[0].value

    def test_a_full_room_and_a_closed_one_are_said(self, monkeypatch: pytest.MonkeyPatch) -> None:
        room = PageRoom()
        Student.joining(room)
        monkeypatch.setattr(get_rooms(), "_settings", replace(get_run_manager().settings, room_members=1))
        late = Student("room", code=room.code)
        late.press("Join")
        assert "at most 1 member" in late.test.error[0].value
        get_rooms().close_room(room.id, room.opening["teacher_key"])
        late.press("Join")
        assert "No open room has this code" in late.test.error[0].value

    def test_who_joins_another_room_leaves_the_one_before(self) -> None:
        first, second = PageRoom(), PageRoom(lesson="cost")
        student = Student.joining(first)
        assert get_rooms().room_of(student.visitor) == first.id
        student.turn_to("room")
        student.press("Leave the room")
        control(student.test.text_input, "room_code").set_value(second.code)
        student.press("Join")
        assert get_rooms().room_of(student.visitor) == second.id
        assert first.view(student.visitor)["standing"] == "left"

    def test_a_link_with_another_code_joins_the_other_room_and_one_with_her_own_brings_her_to_the_work(self) -> None:
        first, second = PageRoom(), PageRoom(lesson="cost")
        student = Student.joining(first)
        other = Student("room", visitor=student.visitor, code=second.code)
        assert "You are" in said(other.test)
        other.press("Join")
        assert (other.page, other.test.query_params["lesson"]) == ("path", "cost")
        assert get_rooms().room_of(student.visitor) == second.id
        again = Student("room", visitor=student.visitor, code=second.code)
        again.press("Join")
        assert again.page == "path" and second.view(student.visitor)["seat"] == 1


class TestFromTheLightPage:
    def test_who_has_joined_there_lands_in_the_lesson(self) -> None:
        room, visitor = PageRoom(), new_key()
        get_rooms().join(room.code, visitor)
        student = Student("room", visitor=visitor, code=room.code, entered=JOINED)
        assert student.page == "path" and student.test.query_params["lesson"] == "shapes"
        assert not {"code", "entered"} & set(student.test.query_params)
        assert room.view(visitor)["position"] == {"lesson": "shapes", "step": 0, "phase": "predict"}

    def test_a_free_scenario_is_a_new_run_and_what_was_sent_to_all_comes_first(self) -> None:
        room, visitor = PageRoom(scenario=SCENARIO), new_key()
        get_rooms().join(room.code, visitor)
        student = Student("room", visitor=visitor, code=room.code, entered=JOINED)
        assert student.page == "train" and room.view(visitor)["run"] == student.run
        room.push("lesson", lesson="cost", step=1)
        late = new_key()
        get_rooms().join(room.code, late)
        assert Student("room", visitor=late, code=room.code, entered=JOINED).test.query_params["lesson"] == "cost"

    def test_going_back_there_leads_to_the_seat_and_not_to_the_work_again(self) -> None:
        room, visitor = PageRoom(), new_key()
        get_rooms().join(room.code, visitor)
        student = Student("room", visitor=visitor, code=room.code, entered=JOINED)
        student.values["parameters"] |= {"code": room.code, "entered": JOINED}
        student.turn_to("room")
        assert student.page == "room" and "You are" in said(student.test)
        assert not {"code", "entered"} & set(student.test.query_params)

    @pytest.mark.parametrize("entered", [JOINED, NOT_JOINED])
    def test_who_has_no_seat_joins_as_without_that_page(self, entered: str) -> None:
        room = PageRoom()
        student = Student("room", code=room.code, entered=entered)
        assert student.page == "room"
        student.press("Join")
        assert student.page == "path" and not {"code", "entered"} & set(student.test.query_params)


class TestALockedRoom:
    def test_she_knocks_and_lands_in_the_work_when_she_is_let_in(self) -> None:
        room = PageRoom()
        room.steer("lock")
        student = Student.joining(room)
        assert student.page == "room" and "you have knocked" in said(student.test)
        student.turn_to("notation")
        assert room.view(student.visitor)["standing"] == "waiting"
        room.steer("unlock")
        student.look()
        assert student.page == "path" and student.test.query_params["lesson"] == "shapes"

    def test_who_does_not_wait_knocks_no_longer(self) -> None:
        room = PageRoom()
        room.steer("lock")
        student = Student.joining(room)
        student.press("Do not wait")
        assert "Join" in student.buttons() and get_rooms().room_of(student.visitor) is None
        assert room.wall()["waiting"] == []

    def test_who_was_removed_is_told_keeps_her_work_and_knocks_again(self) -> None:
        room = PageRoom()
        student = Student.joining(room)
        room.steer("remove_member", member=room.wall()["members"][0]["id"])
        student.look()
        assert student.page == "path" and student.test.query_params["lesson"] == "shapes"
        student.turn_to("room")
        assert "has taken your seat away" in said(student.test)
        student.press("Join with a code")
        control(student.test.text_input, "room_code").set_value(room.code)
        student.press("Join")
        assert room.view(student.visitor)["standing"] == "waiting"


class TestHerSeat:
    def test_three_other_names_and_no_more(self) -> None:
        room = PageRoom()
        student = Student.joining(room)
        student.turn_to("room")
        names = [room.view(student.visitor)["name"]]
        for label in ("Another name (3 more times)", "Another name (2 more times)", "Another name (1 more time)"):
            student.press(label)
            names.append(room.view(student.visitor)["name"])
        assert len(set(names)) == 4 and not [label for label in student.buttons() if label.startswith("Another name")]
        assert names[-1] in said(student.test)

    def test_a_name_of_her_own_where_the_teacher_allows_it_and_letter_by_letter(self) -> None:
        room = PageRoom()
        student = Student.joining(room)
        student.turn_to("room")
        assert "Take it" not in student.buttons()
        room.steer("allow_own_names", is_on=True)
        student.look()
        control(student.test.text_input, "own_room_name").set_value("**Ada** $x$")
        student.press("Take it")
        assert room.view(student.visitor)["name"] == "**Ada** $x$"
        assert r"You are **\*\*Ada\*\* \$x\$** in this room" in said(student.test)

    def test_what_memory_alone_would_lose_is_said(self) -> None:
        student = Student.joining(PageRoom())
        student.turn_to("room")
        assert "a restart would lose it" in said(student.test)

    def test_a_reload_and_another_tab_have_the_same_seat(self) -> None:
        room = PageRoom()
        student = Student.joining(room)
        again = Student("room", visitor=student.visitor)
        assert room.view(student.visitor)["name"] in said(again.test) and "To the work" in again.buttons()

    def test_the_end_of_a_room_is_said_wherever_she_is_until_she_has_read_it(self) -> None:
        room = PageRoom()
        student = Student.joining(room)
        student.turn_to("notation")
        get_rooms().close_room(room.id, room.opening["teacher_key"])
        student.look()
        assert "The teacher has closed this room" in said(student.test)
        student.look()
        assert "The teacher has closed this room" in said(student.test)
        student.press("Dismiss")
        assert "has closed this room" not in said(student.test)
