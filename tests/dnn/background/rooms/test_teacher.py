"""What the teacher of a room sees and steers, on one device or two."""

from __future__ import annotations

import gzip
import json
from typing import Any

import pytest

from dnn.background.commands import StepIterations
from dnn.background.manager import RunManager
from dnn.background.rooms.refusals import (
    HandsStill,
    NotTeacher,
    OnlyLooking,
)
from dnn.background.rooms.room import TEACHER_AWAY_SECONDS, TEACHER_THERE_SECONDS
from dnn.background.rooms.steering import STEERING
from dnn.errors import ConfigurationError
from tests.dnn.background.rooms.class_room import ClassRoom, english
from tests.dnn.background.running import SOON, config


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
