"""Rooms from their opening to their end."""

from __future__ import annotations

import json
import threading
from typing import Any

import pytest

from dnn.background.rooms.refusals import (
    NotInRoom,
    NotNow,
    RoomClosed,
    RoomGone,
    TooManyRooms,
    UnknownCode,
)
from dnn.background.rooms.register import EMPTY_SECONDS, MAX_ROOMS_PER_VISITOR
from dnn.background.rooms.rooms import HOUR
from dnn.errors import ConfigurationError
from tests.dnn.background.rooms.class_room import SCENARIO, TEACHER, ClassRoom, english


class TestEnds:
    def test_a_closed_room_is_gone_with_everything_in_it(self, room: ClassRoom) -> None:
        room.join("ada")
        room.rooms.close_room(room.id, room.key)
        with pytest.raises(RoomClosed):
            room.view("ada")
        with pytest.raises(RoomClosed):
            room.wall()
        with pytest.raises(UnknownCode):
            room.join("ben")
        assert room.rows.load() == ([], []) and len(room.rooms) == 0
        with pytest.raises(RoomGone):
            room.rooms.view("x" * 22, "ada", -1, english)

    def test_it_ends_a_day_after_its_last_use_and_looking_is_none(self, room: ClassRoom) -> None:
        room.join("ada")
        room.clock.now += 23 * HOUR
        room.act("ada", "signal", signal="done")
        room.clock.now += 23 * HOUR
        room.view("ada")
        room.wall()
        room.rooms.go_round()
        assert room.view("ada")["signal"] == "done"
        room.clock.now += 2 * HOUR
        room.rooms.go_round()
        with pytest.raises(RoomClosed):
            room.view("ada")
        assert room.rows.load() == ([], [])

    def test_rooms_are_bounded_of_a_visitor_and_of_the_server(self) -> None:
        room = ClassRoom(rooms=7)
        for _ in range(MAX_ROOMS_PER_VISITOR - 1):
            room.rooms.open_room(TEACHER, lesson="shapes")
        with pytest.raises(TooManyRooms, match="of yours"):
            room.rooms.open_room(TEACHER, lesson="shapes")
        room.join("ada")
        for number in range(2):
            room.rooms.open_room(f"teacher {number}", lesson="shapes")
        with pytest.raises(TooManyRooms, match="on this server"):
            room.rooms.open_room("teacher 3", lesson="shapes")
        room.clock.now += EMPTY_SECONDS + 1
        room.rooms.open_room("teacher 3", lesson="shapes")
        assert len(room.rooms) == 7 and room.view("ada")["seat"] == 1

    @pytest.mark.parametrize(
        "given",
        [
            {},
            {"lesson": "shapes", "scenario": SCENARIO},
            {"lesson": 7},
            {"scenario": "x"},
            {"lesson": "shapes", "title": 7},
        ],
    )
    def test_a_room_that_works_on_nothing_is_refused(self, room: ClassRoom, given: dict[str, Any]) -> None:
        with pytest.raises(ConfigurationError):
            room.rooms.open_room("another", **given)

    def test_everything_of_a_visitor_goes_when_she_says_so(self, room: ClassRoom) -> None:
        room.runs.notebook.on_delete_all.append(room.rooms.forget)
        room.join("ada", "ben")
        room.act("ada", "answer", question="q", value="hers")
        room.steer("allow_own_names", is_on=True)
        name = room.view("ada")["name"]
        room.runs.notebook.delete_all("ada")
        with pytest.raises(NotInRoom):
            room.view("ada")
        (tile,) = room.wall()["members"]
        assert tile["seat"] == 2 and "hers" not in json.dumps(room.wall()) + str(room.rows.load())
        with pytest.raises(NotNow):
            room.act("ben", "rename", text=name)
        room.join("ada")
        assert room.view("ada")["seat"] == 3

    def test_the_upkeep_runs_in_a_thread_and_ends(self, room: ClassRoom) -> None:
        room.rooms.open()
        assert any(thread.name == "dnn-rooms" for thread in threading.enumerate())
        room.rooms.close()
        assert not any(thread.name == "dnn-rooms" for thread in threading.enumerate())
