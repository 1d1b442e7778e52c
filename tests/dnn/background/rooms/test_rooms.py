"""A class in its room: who has a seat, what students do and may know, what the teacher does and sees."""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from dnn.background.commands import RunTo, StepIterations
from dnn.background.limits import NotOwner
from dnn.background.manager import RunManager
from dnn.background.rooms.acts import ACTS
from dnn.background.rooms.answers import MAX_ANSWERED, MAX_ROOM_QUESTIONS
from dnn.background.rooms.guesses import FREE_GUESSES
from dnn.background.rooms.held_room import PRESENT_SECONDS
from dnn.background.rooms.names import MAX_SPINS
from dnn.background.rooms.refusals import (
    HandsStill,
    NotInRoom,
    NotNow,
    NotTeacher,
    OnlyLooking,
    RoomClosed,
    RoomFull,
    RoomGone,
    StillWaiting,
    TooManyGuesses,
    TooManyRooms,
    UnknownCode,
)
from dnn.background.rooms.register import EMPTY_SECONDS, MAX_ROOMS_PER_VISITOR
from dnn.background.rooms.room import TEACHER_AWAY_SECONDS, TEACHER_THERE_SECONDS
from dnn.background.rooms.rooms import HOUR
from dnn.background.rooms.steering import STEERING
from dnn.configuration import RunConfig
from dnn.configuration.variations import VARIATIONS, Trial
from dnn.errors import ConfigurationError
from tests.dnn.background.rooms.class_room import SCENARIO, TEACHER, ClassRoom, english
from tests.dnn.background.running import LONG, SOON, THREAD, at_rest, config, past

WRONG_CODE = "AAAAAA"


@pytest.fixture
def room() -> ClassRoom:
    return ClassRoom()


@pytest.fixture
def runs() -> Iterator[RunManager]:
    manager = RunManager(THREAD)
    manager.open()
    yield manager
    manager.close()


def needs(room: ClassRoom) -> dict[int, str]:
    return {tile["seat"]: tile["need"] for tile in room.wall()["members"]}


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


class TestStudent:
    def test_nothing_new_until_something_is(self, room: ClassRoom) -> None:
        room.join("ada", "ben")
        version = room.view("ada")["version"]
        assert room.rooms.view(room.id, "ada", version, english) is None
        room.act("ben", "signal", signal="stuck")
        assert room.rooms.view(room.id, "ada", version, english) is None
        room.steer("set_goal", cost=0.1)
        changed = room.view("ada", version)
        assert changed["goal_cost"] == 0.1 and changed["version"] > version

    def test_she_reports_her_own_run_alone(self, runs: RunManager) -> None:
        room = ClassRoom(runs=runs)
        room.join("ada", "ben")
        run = runs.start(config(), "ada", paused=True)
        room.act("ada", "report", run=run.id)
        with pytest.raises(NotOwner):
            room.act("ben", "report", run=run.id)
        for unknown in ("x" * 22, 7, ["a"]):
            with pytest.raises(ConfigurationError, match="run"):
                room.act("ada", "report", run=unknown)
        assert room.view("ada")["run"] == run.id and room.view("ben")["run"] == ""

    @pytest.mark.parametrize(
        ("name", "given"),
        [
            ("burn", {}),
            (None, {}),
            ([], {}),
            ("signal", {"signal": "help"}),
            ("signal", {"signal": []}),
            ("signal", {"signal": "done", "member": "another"}),
            ("report", {"lesson": "shapes"}),
            ("report", {"lesson": "shapes", "step": 1, "phase": "sleep"}),
            ("report", {"lesson": "<b>", "step": 1}),
            ("report", {"lesson": "shapes", "step": True}),
            ("answer", {"question": "q"}),
            ("answer", {"question": "q", "value": 1, "vote": 3}),
            ("answer", {"question": "q", "value": "x" * 3_000}),
            ("answer", {"question": "q", "value": 1, "owner": "ben"}),
            ("follow", {"push": 0}),
            ("follow", {"push": 2}),
            ("spin", {"name": "x"}),
        ],
    )
    def test_nonsense_is_refused_and_changes_nothing(
        self, room: ClassRoom, name: object, given: dict[str, Any]
    ) -> None:
        room.join("ada")
        before = room.view("ada")
        with pytest.raises(ConfigurationError):
            room.rooms.act(room.id, "ada", name, given, english)
        assert room.view("ada") == before

    def test_every_act_needs_a_seat(self, room: ClassRoom) -> None:
        for name in ACTS:
            with pytest.raises(NotInRoom):
                room.act("stranger", name)

    def test_she_follows_a_push_and_goes_back_to_her_own_run_which_is_kept(self, runs: RunManager) -> None:
        room = ClassRoom(runs=runs)
        room.join("ada")
        own, pushed = (runs.start(config(), "ada", paused=True).id for _ in range(2))
        room.act("ada", "report", run=own)
        room.steer("push", push={"kind": "scenario", "config": SCENARIO})
        room.act("ada", "follow", push=1)
        room.act("ada", "report", run=pushed)
        room.steer("push", push={"kind": "lesson", "lesson": "shapes", "step": 3})
        room.act("ada", "follow", push=2)
        view = room.view("ada")
        assert (view["own_run"], view["run"], view["follows"], view["returned"]) == (own, pushed, 2, 0)
        assert view["push"] is not None and (view["push"]["number"], view["push"]["step"]) == (2, 3)
        room.act("ada", "return", push=2)
        assert room.view("ada")["returned"] == 2 and room.view("ada")["own_run"] == own
        room.act("ada", "report", run=own)
        room.act("ada", "follow", push=2)  # to the class's again
        again = room.view("ada")
        assert (again["follows"], again["returned"], again["own_run"]) == (2, 1, own)

    def test_of_many_who_are_present_each_page_waits_for_its_own_time_and_of_those_who_have_gone_none(
        self, room: ClassRoom
    ) -> None:
        visitors = [f"visitor {number:014}" for number in range(40)]
        room.join(*visitors)
        delays = {room.view(visitor)["redraw_after"] for visitor in visitors}
        assert len(delays) == 40 and 0.9 < max(delays) < 1
        room.clock.now += 2 * PRESENT_SECONDS
        for visitor in visitors[:10]:
            room.view(visitor)
        assert room.view(visitors[0])["redraw_after"] == 0

    def test_who_comes_late_lands_where_the_room_is(self, room: ClassRoom) -> None:
        room.steer("push", push={"kind": "sweep", "config": SCENARIO, "choice": "learning_rate", "values": [0.1, 0.2]})
        room.steer("set_pace", pace="together", step=4)
        room.join("ada", "ben", "late")
        pushes = [room.view(each)["push"] for each in ("ada", "ben", "late")]
        assert [push["value"] for push in pushes if push] == [0.1, 0.2, 0.1]
        rates = [RunConfig.from_json(push["config"]).hyperparameters.learning_rate for push in pushes if push]
        assert rates == [0.1, 0.2, 0.1] and room.view("late")["pace"] == {"kind": "together", "step": 4}


class TestVotes:
    def test_an_answer_is_given_once_and_the_same_again_is_none(self, room: ClassRoom) -> None:
        room.join("ada")
        room.act("ada", "answer", question="q", value=1)
        version = room.view("ada")["version"]
        room.act("ada", "answer", question="q", value=1)
        assert room.rooms.view(room.id, "ada", version, english) is None
        for other in (2, True, "1"):
            with pytest.raises(NotNow, match="stays as it is"):
                room.act("ada", "answer", question="q", value=other)

    def test_the_second_vote_is_given_when_it_has_begun_and_the_first_until_then(self, room: ClassRoom) -> None:
        room.join("ada", "ben")
        room.act("ada", "answer", question="q", value="a")
        with pytest.raises(NotNow, match="has not begun"):
            room.act("ada", "answer", question="q", value="b", vote=2)
        with pytest.raises(NotNow, match="no second vote"):
            room.steer("reveal", question="q", vote=2)
        room.steer("second_vote", question="q")
        room.act("ada", "answer", question="q", value="b", vote=2)
        with pytest.raises(NotNow, match="is over"):
            room.act("ben", "answer", question="q", value="a")
        (question,) = room.wall()["questions"]
        assert (question["answered"], question["answered_again"], question["is_second_open"]) == (1, 1, True)

    def test_nothing_of_others_is_known_before_it_is_revealed_and_no_name_or_id_ever(self, room: ClassRoom) -> None:
        students = [f"student {number}" for number in range(8)]
        room.join(*students, "silent")
        for number, each in enumerate(students):
            room.act(each, "answer", question="q", value=f"secret {number}")
        ids = [tile["id"] for tile in room.wall()["members"]]
        names = {each: room.view(each)["name"] for each in (*students, "silent")}
        assert "secret" not in json.dumps(room.view("silent"))
        assert json.dumps(room.view("student 3")).count("secret") == 1
        room.steer("reveal", question="q", vote=1)
        for each in (*students, "silent"):
            text = json.dumps(room.view(each))
            others = [name for other, name in names.items() if other != each]
            assert not any(name in text for name in others)
            assert not any(secret in text for secret in (*ids, *students, room.key, room.opening["co_teacher_key"]))
        (revealed,) = room.view("student 3")["revealed"]
        assert len(revealed["bars"]) == 8 and len(revealed["others"]) == 3 and "secret 3" not in revealed["others"]
        assert room.view("silent")["revealed"][0]["others"] == []

    def test_what_she_sees_of_others_stays_while_answers_come_in(self, room: ClassRoom) -> None:
        room.join(*(f"early {number}" for number in range(3)), "ada", *(f"late {number}" for number in range(5)))
        room.steer("reveal", question="q", vote=1)
        seen = []
        for each in ("early 0", "early 1", "early 2", "ada", *(f"late {number}" for number in range(5))):
            room.act(each, "answer", question="q", value=each)
            if room.view("ada")["answers"]:
                seen.append(room.view("ada")["revealed"][0]["others"])
        assert len(seen) == 6 and all(others == seen[0] for others in seen)

    def test_a_vote_that_saw_the_others_is_in_no_histogram(self, room: ClassRoom) -> None:
        room.join("ada", "ben")
        room.act("ada", "answer", question="q", value=1)
        room.steer("reveal", question="q", vote=1)
        room.act("ben", "answer", question="q", value=2)
        assert [(bar["value"], bar["first"]) for bar in room.view("ada")["revealed"][0]["bars"]] == [(1, 1)]
        room.steer("conceal", question="q")
        assert room.view("ada")["revealed"] == []

    def test_both_votes_stand_beside_each_other(self, room: ClassRoom) -> None:
        room.join("ada", "ben", "cid")
        for each, value in zip(("ada", "ben", "cid"), ("a", "a", "b"), strict=True):
            room.act(each, "answer", question="q", value=value)
        room.steer("second_vote", question="q")
        for each in ("ada", "ben", "cid"):
            room.act(each, "answer", question="q", value="b", vote=2)
        room.steer("reveal", question="q", vote=1)
        bars = room.view("ada")["revealed"][0]["bars"]
        assert [(bar["value"], bar["first"], bar["second"]) for bar in bars] == [("a", 2, 0), ("b", 1, 0)]
        room.steer("reveal", question="q", vote=2)
        bars = room.view("ada")["revealed"][0]["bars"]
        assert [(bar["value"], bar["first"], bar["second"]) for bar in bars] == [("b", 1, 3), ("a", 2, 0)]

    def test_answers_are_bounded_of_a_member_and_of_the_class(self, room: ClassRoom) -> None:
        room.join("ada", "ben")
        with pytest.raises(NotNow, match="characters"):
            for number in range(20):
                room.act("ada", "answer", question=f"long:{number}", value="x" * (MAX_ANSWERED // 16))
        with pytest.raises(NotNow, match="questions in a room"):
            for number in range(MAX_ROOM_QUESTIONS + 1):
                room.act("ben", "answer", question=f"q:{number}", value=1)


class TestTeacher:
    def test_nobody_else_looks_or_steers(self, room: ClassRoom) -> None:
        room.join("ada")
        for key in ("", "x" * 22, room.id, room.opening["code"], "é"):
            with pytest.raises(NotTeacher):
                room.rooms.wall(room.id, key, -1, english)
            for name in STEERING:
                with pytest.raises(NotTeacher):
                    room.rooms.steer(room.id, key, name, {})
            with pytest.raises(NotTeacher):
                room.rooms.close_room(room.id, key)

    def test_the_co_teacher_looks_and_steers_nothing(self, room: ClassRoom) -> None:
        key = room.opening["co_teacher_key"]
        assert room.wall(key=key)["code"] == room.opening["code"]
        for name in STEERING:
            with pytest.raises(OnlyLooking):
                room.rooms.steer(room.id, key, name, {})
        for act in (room.rooms.close_room, room.rooms.keys):
            with pytest.raises(OnlyLooking):
                act(room.id, key)
        assert room.rooms.keys(room.id, room.key) == room.opening

    def test_two_devices_share_what_is_made(self, room: ClassRoom) -> None:
        room.join("ada")
        first = room.wall()
        one = room.rooms.wall(room.id, room.key, -1, english)
        other = room.rooms.wall(room.id, room.key, -1, english)
        zipped = [room.rooms.wall(room.id, room.key, -1, english, is_zipped=True) for _ in range(2)]
        assert zipped[0] is zipped[1] and one == gzip.decompress(zipped[0] or b"")
        assert one is other and room.rooms.wall(room.id, room.key, first["version"], english) is None
        room.act("ada", "signal", signal="done")
        assert room.rooms.wall(room.id, room.key, first["version"], english) is None  # the second is not over
        later = room.wall(first["version"])
        assert later["counts"]["done"] == 1 and later["version"] > first["version"]
        room.clock.now += 5
        assert room.rooms.wall(room.id, room.key, later["version"], english) is None

    def test_news_are_what_has_changed_and_join_to_the_whole(self, runs: RunManager) -> None:
        room = ClassRoom(runs=runs)
        room.join("ada", "bob")
        run = runs.start(config(500), "ada", paused=True)
        room.act("ada", "report", run=run.id)
        for options in ({}, {"is_projector": True}):
            before = room.wall(**options)
            runs.command(run.id, "ada", StepIterations(3))
            runs.wait_until(run.id, lambda now: now.status == "paused" and not now.moving, SOON)
            room.act("bob", "signal", signal="done" if options else "stuck")
            room.act("bob", "answer", question=f"q{len(options)}", value="secret")
            joined, told = room.news(before, **options)
            assert {**joined, "version": 0} == {**room.wall(**options), "version": 0}
            of_ada = next(tile for tile in told if "run" in tile)
            assert {"id", "run", "network"} >= set(of_ada) and "curve" in of_ada["run"] and "sizes" not in of_ada["run"]
        before = room.wall(is_projector=True)
        assert "secret" not in json.dumps(before)
        room.steer("reveal", question="q1")
        joined, _ = room.news(before, is_projector=True)
        assert joined["members"] == room.wall(is_projector=True)["members"] and "secret" in json.dumps(joined)

    def test_what_one_device_steers_the_other_sees_at_once(self, room: ClassRoom) -> None:
        version = room.wall()["version"]
        room.steer("set_title", title="  circles ")
        found = room.rooms.wall(room.id, room.key, version, english)
        assert found is not None and json.loads(found)["title"] == "circles"

    @pytest.mark.parametrize(
        ("name", "given"),
        [
            ("burn", {}),
            ({}, {}),
            ("pause", {"is_on": True}),
            ("set_goal", {"cost": -1}),
            ("set_pace", {"pace": "fast", "step": 1}),
            ("hide_controls", {"controls": "all"}),
            ("hide_controls", {"controls": ["<b>"]}),
            ("hide_controls", {"controls": [7]}),
            ("lock_controls", {"controls": ["a"] * 61}),
            ("reveal", {"question": "q", "vote": 0}),
            ("reveal", {"question": "<b>"}),
            ("star", {"member": "x"}),
            ("star", {"member": ["x"]}),
            ("present", {"members": "x"}),
            ("present", {"members": ["x"]}),
            ("anonymise", {"is_on": 1}),
            ("push", {"push": "x"}),
            ("push", {"push": {"kind": "spotlight", "member": "x"}}),
            ("push", {}),
            ("set_title", {"title": 7}),
        ],
    )
    def test_nonsense_is_refused_and_changes_nothing(
        self, room: ClassRoom, name: object, given: dict[str, Any]
    ) -> None:
        room.join("ada")
        before = room.wall()
        with pytest.raises(ConfigurationError):
            room.rooms.steer(room.id, room.key, name, given)
        assert {**room.wall(), "version": 0} == {**before, "version": 0}

    def test_the_projector_shows_no_names_and_no_answers_that_are_not_revealed(self, room: ClassRoom) -> None:
        room.join("ada")
        room.act("ada", "answer", question="q", value="secret")
        name = room.view("ada")["name"]
        shown = json.dumps(room.wall(is_projector=True))
        assert name not in shown and "secret" not in shown and room.opening["co_teacher_key"] not in shown
        assert room.opening["code"] in shown
        mine = json.dumps(room.wall())
        assert name in mine and "secret" in mine
        room.steer("anonymise", is_on=False)
        room.steer("reveal", question="q")
        shown = json.dumps(room.wall(is_projector=True))
        assert name in shown and "secret" in shown

    def test_a_teacher_who_is_away_frees_the_students_until_she_is_back(self, room: ClassRoom) -> None:
        room.join("ada")
        room.steer("pause")
        room.steer("set_pace", pace="together", step=2)
        room.steer("hide_controls", controls=["learning_rate"])
        held = room.view("ada")
        assert held["is_taught"]
        room.clock.now += TEACHER_THERE_SECONDS + 1
        gone = room.view("ada", held["version"])
        assert not gone["is_taught"] and not gone["is_free"] and gone["is_paused"]
        room.steer("pause")
        held = room.view("ada")
        assert held["is_taught"]
        assert held["is_paused"] and held["hidden_controls"] == ["learning_rate"] and not held["is_free"]
        with pytest.raises(HandsStill):
            room.rooms.check_may_train("ada")
        room.clock.now += TEACHER_AWAY_SECONDS + 1
        freed = room.view("ada", held["version"])
        assert freed["is_free"] and not freed["is_paused"] and freed["pace"]["kind"] == "free"
        assert freed["hidden_controls"] == []
        room.rooms.check_may_train("ada")
        room.rooms.wall(room.id, room.opening["co_teacher_key"], -1, english)  # who cannot steer is no teacher
        assert room.view("ada")["is_free"]
        room.wall()
        back = room.view("ada", freed["version"])
        assert back["is_paused"] and back["pace"] == {"kind": "together", "step": 2} and not back["is_free"]


class TestRunsOfTheClass:
    def test_a_pause_stills_all_and_they_go_on_as_they_were(self, runs: RunManager) -> None:
        room = ClassRoom(runs=runs)
        room.join("ada", "ben", "cid")
        moving = runs.start(config(LONG), "ada", speed_limit=2_000.0)
        resting = runs.start(config(LONG), "ben", paused=True)
        stranger = runs.start(config(LONG), "stranger", speed_limit=2_000.0)
        near = runs.start(config(LONG), "cid", paused=True, speed_limit=20.0)
        runs.command(near.id, "cid", RunTo(30))
        runs.wait_until(moving.id, past(1), SOON)
        room.steer("pause")
        is_moving = {each.id: found.moving for each in (moving, resting, stranger) if (found := runs.get(each.id))}
        assert is_moving == {moving.id: False, resting.id: False, stranger.id: True}
        with pytest.raises(HandsStill):
            runs.command(resting.id, "ben", RunTo(10))
        with pytest.raises(HandsStill):
            runs.start(config(LONG), "ada")
        room.join("late")
        with pytest.raises(HandsStill):
            runs.start(config(LONG), "late")
        with pytest.raises(HandsStill):
            runs.sweeps.start("ada", config(LONG), [Trial(VARIATIONS["l2"], (0, 1))])
        with pytest.raises(HandsStill):
            runs.lesson_runs.start("ada", "shapes/1", [config(20)], ["a"])
        room.steer("go_on")
        here = runs.get(moving.id)
        assert here is not None and here.moving
        runs.wait_until(moving.id, past(here.iteration + 1), SOON)
        assert runs.wait_until(near.id, at_rest, SOON).iteration == 30  # where it was going
        still = runs.get(resting.id)
        assert still is not None and not still.moving
        runs.command(resting.id, "ben", RunTo(10))

    def test_who_comes_while_it_is_paused_is_stilled_and_closing_lets_go(self, runs: RunManager) -> None:
        room = ClassRoom(runs=runs)
        room.steer("pause")
        run = runs.start(config(LONG), "ada", speed_limit=2_000.0)
        room.join("ada")
        found = runs.get(run.id)
        assert found is not None and found.status == "paused"
        with pytest.raises(HandsStill):
            runs.lesson_runs.start("ada", "shapes/1", [config(40)], ["a run"])
        with pytest.raises(HandsStill):
            runs.sweeps.start("ada", config(40), [Trial(VARIATIONS["learning_rate"], (0.1, 0.2))])
        room.rooms.close_room(room.id, room.key)
        found = runs.get(run.id)
        assert found is not None and found.moving

    def test_tiles_show_the_run_and_its_weights(self, runs: RunManager) -> None:
        room = ClassRoom(runs=runs)
        room.join("ada")
        run = runs.start(config(500), "ada")
        runs.wait_until(run.id, lambda now: now.ended and now.current_evaluation is not None, SOON)
        room.act("ada", "report", run=run.id)
        wall = room.wall()
        (tile,) = wall["members"]
        shown, network = tile["run"], tile["network"]
        record = runs.record(run.id)
        assert shown is not None and network is not None and record is not None
        iterations, costs = shown["curve"]
        assert 4 < len(iterations) <= 40 and (iterations[0], iterations[-1]) == (1, 500)
        known = dict(zip(record.iterations.tolist(), record.costs.tolist(), strict=True))
        assert [known[iteration] for iteration in iterations] == pytest.approx(costs, rel=1e-3)
        assert shown["cost"] == record.costs[-1] and shown["sizes"] == [2, 4, 1] and shown["status"] == "finished"
        assert network["activations"] == ["tanh", "sigmoid"]
        room.act("ada", "signal", signal="done")
        (news,) = room.wall(wall["version"])["members"]
        assert "run" not in news and "network" not in news and news["signal"] == "done"
        assert room.wall()["members"][0]["run"] == shown

    def test_a_goal_is_reached_and_who_needs_help_comes_first(self, runs: RunManager) -> None:
        room = ClassRoom(runs=runs)
        room.join("ada", "ben", "cid")
        good = runs.start(config(300, learning_rate=1.0), "ada")
        bad = runs.start(config(400, learning_rate=1e-5), "ben")
        for run in (good, bad):
            runs.wait_until(run.id, lambda now: now.ended and now.current_evaluation is not None, SOON)
        room.act("ada", "report", run=good.id)
        room.act("ben", "report", run=bad.id)
        latest = runs.poll(good.id, -1, -1)
        assert latest is not None and latest["latest"]["cost"] is not None
        room.steer("set_goal", cost=latest["latest"]["cost"] + 1e-9)
        wall = room.wall()
        assert {tile["seat"]: tile["has_reached_goal"] for tile in wall["members"]} == {1: True, 2: False, 3: False}
        assert wall["counts"]["reached_goal"] == 1
        assert room.view("ada")["has_reached_goal"] and not room.view("ben")["has_reached_goal"]
        room.act("ada", "report", run=None)
        assert room.view("ada")["has_reached_goal"]  # whatever she tries next
        room.act("ada", "report", run=good.id)
        assert needs(room)[2] == "stuck_cost" and [tile["seat"] for tile in room.wall()["members"]][0] == 2
        room.act("cid", "signal", signal="question")
        assert [tile["seat"] for tile in room.wall()["members"]][:2] == [3, 2]

    def test_a_star_keeps_the_tile_and_stars_are_presented_in_order(self, runs: RunManager) -> None:
        room = ClassRoom(runs=runs)
        room.join("ada", "ben")
        run = runs.start(config(50), "ada")
        runs.wait_until(run.id, lambda now: now.ended, SOON)
        room.act("ada", "report", run=run.id)
        ada, ben = room.member_id("ada"), room.member_id("ben")
        room.steer("star", member=ada)
        star = next(tile["star"] for tile in room.wall()["members"] if tile["id"] == ada)
        assert star is not None and (star["run"], star["iteration"]) == (run.id, 50)
        assert RunConfig.from_json(star["config"]) == config(50)
        with pytest.raises(NotNow, match="no run"):
            room.steer("star", member=ben)
        with pytest.raises(NotNow, match="starred"):
            room.steer("present", members=[ada, ben])
        room.steer("present", members=[ada])
        assert room.wall()["presented"] == [ada]
        room.steer("unstar", member=ada)
        assert room.wall()["presented"] == []

    def test_a_spotlight_pushes_the_settings_of_one(self, runs: RunManager) -> None:
        room = ClassRoom(runs=runs)
        room.join("ada", "ben")
        run = runs.start(config(50, learning_rate=0.7), "ada", paused=True)
        room.act("ada", "report", run=run.id)
        room.steer("push", push={"kind": "spotlight", "member": room.member_id("ada")})
        push = room.view("ben")["push"]
        assert push is not None and RunConfig.from_json(push["config"]) == run.config and "spotlight" not in push


class TestResults:
    def test_the_gain_is_that_of_the_members_who_answered_both_times(self, room: ClassRoom) -> None:
        room.join("ada", "ben", "cid")
        assert room.rooms.gain(room.id, room.key).of_averages is None
        room.test_scores |= {"ada": (2, 5), "ben": (4, 4), "stranger": (0, 6)}
        gain = room.rooms.gain(room.id, room.opening["co_teacher_key"])
        assert (gain.learners, gain.of_averages) == (2, pytest.approx((9 - 6) / (12 - 6)))
        lines = room.rooms.results(room.id, room.key, english).splitlines()
        assert [line.split(",")[11:13] for line in lines[1:]] == [["2", "5"], ["4", "4"], ["", ""]]
        with pytest.raises(NotTeacher):
            room.rooms.gain(room.id, "another key")

    def test_a_line_a_member_with_both_votes_and_no_formula(self, room: ClassRoom) -> None:
        room.join("ada", "ben")
        room.steer("allow_own_names", is_on=True)
        room.act("ada", "rename", text="=SUM(A1)")
        room.act("ada", "answer", question="q", value=0.5)
        room.act("ben", "answer", question="q", value="-1+1")
        room.act("ben", "signal", signal="done")
        room.act("ben", "report", lesson="shapes", step=1, phase="see")
        header, first, second = room.rooms.results(room.id, room.key, english).splitlines()
        assert header.startswith("seat,name,signal,lesson,step,phase,") and header.endswith(",q 1,q 2")
        assert first == "1,'=SUM(A1),,,,,,,,,,,,0.5,"
        assert second == f"2,{room.view('ben')['name']},done,shapes,1,see,,,,,,,,'-1+1,"
        assert not any(secret in header + first + second for secret in ("ada", "ben", room.key))


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
