"""Who comes into a room: codes, seats, knocks, and the names that are drawn."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from dnn.background.rooms.guesses import FREE_GUESSES
from dnn.background.rooms.names import MAX_SPINS
from dnn.background.rooms.refusals import (
    NotInRoom,
    NotNow,
    RoomFull,
    StillWaiting,
    TooManyGuesses,
    UnknownCode,
)
from tests.dnn.background.rooms.class_room import ClassRoom, english

WRONG_CODE = "AAAAAA"


class TestJoining:
    def test_who_comes_back_has_her_seat_name_place_and_answers(self, room: ClassRoom) -> None:
        room.join("ada", "ben")
        room.act("ada", "report", lesson="shapes", step=2, phase="try")
        room.act("ada", "answer", question="q", value=3)
        before = room.view("ada")
        room.act("ada", "leave")
        assert [tile["seat"] for tile in room.wall()["members"]] == [2]
        room.join("cid", "ada")
        after = room.view("ada")
        same = ("seat", "name", "position", "answers", "standing")
        assert {key: after[key] for key in same} == {key: before[key] for key in same}  # type: ignore[literal-required]
        assert [room.view(each)["seat"] for each in ("ada", "ben", "cid")] == [1, 2, 3]

    def test_a_wrong_code_is_refused_and_slowed_and_a_right_one_never_by_others(self, room: ClassRoom) -> None:
        for _ in range(FREE_GUESSES + 1):
            with pytest.raises(UnknownCode):
                room.rooms.join(WRONG_CODE, "mallory")
        with pytest.raises(TooManyGuesses):
            room.rooms.join(room.opening["code"], "mallory")
        for number in range(200):
            room.join(f"student {number}")
        assert room.view("student 199")["seat"] == 200

    def test_right_codes_pass_where_the_budget_of_wrong_ones_is_spent(self, room: ClassRoom) -> None:
        refused = []
        for number in range(150):
            with pytest.raises((UnknownCode, TooManyGuesses)) as refusal:
                room.rooms.join(WRONG_CODE, f"bot {number}")
            refused.append(refusal.type)
        assert refused.count(TooManyGuesses) == 50
        room.join("ada")

    def test_ten_thousand_joins_are_refused_at_the_limit(self) -> None:
        room = ClassRoom(room_members=50)
        refused = 0
        for number in range(10_000):
            try:
                room.join(f"bot {number}")
            except RoomFull as full:
                refused += 1
                assert "at most 50 members" in str(full)
        assert refused == 9_950 and room.wall()["counts"]["seated"] == 50
        room.join("bot 7")

    def test_places_of_those_who_have_gone_without_an_answer_are_given_again_and_their_names_are_not(self) -> None:
        room = ClassRoom(room_members=2)
        room.join("ada", "ben")
        name = room.view("ada")["name"]
        room.act("ben", "answer", question="q", value=1)
        for each in ("ada", "ben"):
            room.act(each, "leave")
        room.join("cid")
        with pytest.raises(RoomFull):
            room.join("dan")
        with pytest.raises(NotInRoom):
            room.view("ada")
        assert room.view("ben")["answers"] and room.view("cid")["seat"] == 3
        room.steer("allow_own_names", is_on=True)
        with pytest.raises(NotNow, match="had it"):
            room.act("cid", "rename", text=name)

    def test_many_join_at_once_from_many_threads(self) -> None:
        room = ClassRoom()
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(room.join, [f"student {number}" for number in range(100)]))
        members = room.wall()["members"]
        assert sorted(tile["seat"] for tile in members) == list(range(1, 101))
        assert len({tile["name"] for tile in members}) == 100

    def test_a_locked_room_is_knocked_at(self, room: ClassRoom) -> None:
        room.join("ada")
        room.steer("lock")
        room.join("ben", "ada")
        room.join("ben")
        assert room.view("ada")["standing"] == "seated"
        waiting = room.view("ben")
        assert (waiting["standing"], waiting["lesson"], waiting["seat"]) == ("waiting", "", 0)
        with pytest.raises(StillWaiting):
            room.act("ben", "answer", question="q", value=1)
        (knock,) = room.wall()["waiting"]
        room.steer("refuse", member=knock["id"])
        with pytest.raises(NotNow, match="not let you in"):
            room.join("ben")
        room.steer("admit", member=knock["id"])
        assert room.view("ben")["standing"] == "seated" and room.view("ben")["seat"] == 2
        room.join("cid")
        room.steer("unlock")
        assert room.view("cid")["seat"] == 3

    def test_who_was_removed_knocks_and_has_her_seat_back_when_she_is_let_in(self, room: ClassRoom) -> None:
        room.join("ada", "ben")
        ada = room.member_id("ada")
        room.steer("remove_member", member=ada)
        with pytest.raises(NotInRoom):
            room.act("ada", "signal", signal="done")
        room.join("ada")
        room.steer("unlock")
        assert room.view("ada")["standing"] == "waiting"
        room.steer("admit", member=ada)
        assert room.view("ada")["seat"] == 1

    def test_nobody_has_a_seat_by_leaving(self, room: ClassRoom) -> None:
        """Who was removed, refused, or knocks, and leaves, knocks when she comes again."""
        room.join("ada")
        ada = room.member_id("ada")
        room.steer("remove_member", member=ada)
        room.act("ada", "leave")
        room.join("ada")
        assert room.view("ada")["standing"] == "waiting"
        room.act("ada", "leave")
        assert room.view("ada")["standing"] == "removed"
        room.steer("lock")
        room.join("ben")
        room.act("ben", "leave")
        assert [each["name"] for each in room.wall()["waiting"]] == []
        with pytest.raises(NotInRoom):
            room.view("ben")
        room.join("ben")
        assert room.view("ben")["standing"] == "waiting"
        room.steer("refuse", member=room.wall()["waiting"][0]["id"])
        room.act("ben", "leave")
        with pytest.raises(NotNow):
            room.join("ben")

    def test_the_room_of_a_visitor_is_found_by_her_key_alone(self, room: ClassRoom) -> None:
        rooms = room.rooms
        assert rooms.room_of("ada") is None
        room.join("ada")
        room.clock.now += 1
        other = rooms.open_room("another teacher", lesson="cost")
        rooms.join(other["code"], "ada")
        assert rooms.room_of("ada") == other["room"]
        rooms.act(other["room"], "ada", "leave", {}, english)
        assert rooms.room_of("ada") == room.id
        room.restart()
        assert room.rooms.room_of("ada") == room.id
        room.act("ada", "leave")
        assert room.rooms.room_of("ada") is None


class TestNames:
    def test_three_spins_and_no_name_twice(self, room: ClassRoom) -> None:
        room.join("ada")
        names = [room.view("ada")["name"]]
        for left in range(MAX_SPINS - 1, -1, -1):
            room.act("ada", "spin")
            assert room.view("ada")["spins_left"] == left
            names.append(room.view("ada")["name"])
        with pytest.raises(NotNow):
            room.act("ada", "spin")
        assert all(name != after for name, after in zip(names, names[1:], strict=False))

    def test_own_names_only_where_the_teacher_allows_them_and_once(self, room: ClassRoom) -> None:
        room.join("ada", "ben")
        with pytest.raises(NotNow, match="invented names only"):
            room.act("ada", "rename", text="Ada")
        room.steer("allow_own_names", is_on=True)
        room.act("ada", "rename", text="**Ada** <b>")
        assert room.view("ada")["name"] == "**Ada** <b>"
        for taken in ("**ADA** <B>", room.view("ada")["name"]):
            with pytest.raises(NotNow, match="has this name"):
                room.act("ben", "rename", text=taken)
        with pytest.raises(NotNow):
            room.act("ada", "rename", text=room.view("ben")["name"].upper())
        room.steer("rename_member", member=room.member_id("ada"))
        assert "Ada" not in room.view("ada")["name"]
