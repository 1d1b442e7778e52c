"""Rooms over HTTP: nobody acts, looks or knows in another one's place."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dnn.background.services import get_run_manager
from pages.server.paths import (
    ROOM_ANSWERS,
    ROOM_JOIN,
    ROOM_RESULTS,
    ROOM_STEER,
    ROOM_STUDENT,
    ROOM_WALL,
    ROOMS,
)
from pages.server.visitor import new_key
from tests.dnn.background.running import config
from tests.pages.server.rooms.asking import (
    PATHS,
    act,
    join,
    post,
    sentence,
    steer,
    wall,
)
from tests.pages.server.runs.test_commands import request

pytestmark = pytest.mark.usefixtures("server")


class TestOthersPlaces:
    def test_without_a_key_nobody_has_a_seat(self, opened: dict[str, Any]) -> None:
        for key in ("", "short", "x" * 23, "<script>"):
            assert "no key" in sentence(post(ROOM_JOIN, key, code=opened["code"]), 403)
            assert "no key" in sentence(post(ROOMS, key, lesson="shapes"), 403)

    def test_a_closed_room(self, opened: dict[str, Any]) -> None:
        ada, _ = join(opened)
        steer(opened, "close")
        assert "this code" in sentence(post(ROOM_JOIN, ada, code=opened["code"]), 404)
        for answer in (post(ROOM_STUDENT, ada, room=opened["room"]), wall(opened), steer(opened, "close")):
            assert "closed this room" in sentence(answer, 410)
        assert "no such room" in sentence(post(ROOM_STUDENT, ada, room="x" * 22), 404)

    def test_the_end_is_an_answer_for_a_browser_that_asks_for_news_and_for_nobody_else(
        self, opened: dict[str, Any]
    ) -> None:
        """A refusal would be an error in the console of every student."""
        ada, _ = join(opened)
        room, key = opened["room"], opened["teacher_key"]
        steer(opened, "close")
        for answer in (
            post(ROOM_STUDENT, ada, room=room, ends_said=True),
            post(ROOM_STUDENT, ada, room=room, ends_said=True, act={"name": "signal", "signal": "done"}),
            wall(opened, ends_said=True),
            post(ROOM_STEER, room=room, key=key, ends_said=True, act={"name": "pause"}),
        ):
            assert answer.status_code == 200 and answer.headers["cache-control"] == "no-store"
            assert set(answer.json()) == {"ended"} and "closed this room" in answer.json()["ended"]
        gone = post(ROOM_STUDENT, ada, room="x" * 22, ends_said=True)
        assert "no such room" in gone.json()["ended"]

    def test_who_has_no_seat_is_told_so_when_she_looks_and_refused_when_she_acts(self, opened: dict[str, Any]) -> None:
        stranger = new_key()
        looked = post(ROOM_STUDENT, stranger, room=opened["room"], ends_said=True)
        assert "no seat" in looked.json()["ended"]
        acted = post(
            ROOM_STUDENT, stranger, room=opened["room"], ends_said=True, act={"name": "signal", "signal": "done"}
        )
        assert "no seat" in sentence(acted, 403)
        for wrong in ("x", 1, None):  # what is not True asks for nothing
            assert post(ROOM_STUDENT, stranger, room=opened["room"], ends_said=wrong).status_code == 403
        wrong_key = post(ROOM_WALL, room=opened["room"], key=new_key(), ends_said=True)
        assert "teacher's link" in sentence(wrong_key, 403)

    def test_a_press_that_is_sent_again_is_carried_out_once(self, opened: dict[str, Any]) -> None:
        push = {"name": "push", "push": {"kind": "lesson", "lesson": "shapes", "step": 1}}
        body = {"room": opened["room"], "key": opened["teacher_key"], "act": push}
        answers = [post(ROOM_STEER, **body, press="a press") for _ in range(3)]
        assert [answer.json()["push"]["number"] for answer in answers] == [1, 1, 1]
        assert post(ROOM_STEER, **body, press="another").json()["push"]["number"] == 2
        assert [post(ROOM_STEER, **body).json()["push"]["number"] for _ in range(2)] == [3, 4]  # without a name
        refused = {**body, "act": {"name": "star", "member": "nobody"}}
        assert [post(ROOM_STEER, **refused, press="refused").status_code for _ in range(2)] == [422, 422]
        for wrong in (7, "x" * 101, "é", None):
            assert post(ROOM_STEER, **body, press=wrong).status_code == 422
        assert "a press" not in wall(opened).text

    def test_a_locked_room(self, opened: dict[str, Any]) -> None:
        steer(opened, "lock")
        ada, waiting = join(opened)
        assert waiting["standing"] == "waiting" and waiting["lesson"] == ""
        assert "locked" in sentence(act(opened, ada, "answer", question="q", value=1), 403)
        (knock,) = wall(opened).json()["waiting"]
        assert steer(opened, "admit", member=knock["id"]).json()["waiting"] == []
        assert act(opened, ada, "answer", question="q", value=1).status_code == 200

    def test_two_teachers(self, opened: dict[str, Any]) -> None:
        other = post(ROOMS, new_key(), lesson="shapes").json()
        join(opened)
        for key in (other["teacher_key"], new_key(), "", opened["code"], opened["room"]):
            assert "teacher's link" in sentence(wall(opened, key), 403)
            for name in ("pause", "close", "keys"):
                assert "teacher's link" in sentence(steer(opened, name, key), 403)
            assert "teacher's link" in sentence(post(ROOM_RESULTS, room=opened["room"], key=key), 403)
            assert "teacher's link" in sentence(post(ROOM_ANSWERS, room=opened["room"], key=key), 403)
        looking = opened["co_teacher_key"]
        assert wall(opened, looking).status_code == 200
        for name in ("pause", "close", "keys"):
            assert "looking on" in sentence(steer(opened, name, looking), 403)

    def test_both_devices_of_one_teacher_steer(self, opened: dict[str, Any]) -> None:
        assert steer(opened, "pause").json()["is_paused"] and wall(opened).json()["is_paused"]
        assert not steer(opened, "go_on").json()["is_paused"]

    def test_a_student_cannot_post_as_another(self, opened: dict[str, Any]) -> None:
        (ada, _), (ben, _) = join(opened), join(opened)
        member = wall(opened).json()["members"][0]["id"]
        for more in ({"member": member}, {"visitor": ada}, {"owner": ada}, {"seat": 1}):
            sentence(act(opened, ben, "answer", question="q", value=1, **more), 422)
        sentence(post(ROOM_STUDENT, member, room=opened["room"]), 403)
        assert "no seat" in sentence(post(ROOM_STUDENT, new_key(), room=opened["room"]), 403)
        run = get_run_manager().start(config(), ada, paused=True)
        assert "another visitor" in sentence(act(opened, ben, "report", run=run.id), 403)
        assert act(opened, ben, "report", run="x" * 22).status_code == 422

    def test_nobody_learns_of_others_ids_keys_names_or_answers(self, opened: dict[str, Any]) -> None:
        (ada, mine), (ben, hers) = join(opened), join(opened)
        act(opened, ben, "answer", question="q", value="secret")
        seen = post(ROOM_STUDENT, ada, room=opened["room"]).text
        ids = [tile["id"] for tile in wall(opened).json()["members"]]
        for secret in (ben, hers["name"], "secret", *ids, opened["teacher_key"], opened["co_teacher_key"]):
            assert secret not in seen
        walls = wall(opened).text
        assert ada not in walls and ben not in walls and opened["teacher_key"] not in walls
        assert mine["name"] in walls

    def test_a_page_of_another_site_does_nothing(self, opened: dict[str, Any]) -> None:
        for path in PATHS:
            headers = {"Content_Type": "application/json", "Origin": "https://evil.example"}
            answer = request("POST", path, json.dumps({"owner": new_key()}), **headers)
            assert answer.status_code == 403

    def test_nothing_is_asked_by_address(self, opened: dict[str, Any]) -> None:
        for path in PATHS:
            answer = request("GET", f"{path}?key={opened['teacher_key']}&room={opened['room']}")
            assert answer.status_code == 405 and answer.headers["allow"] == "POST"
