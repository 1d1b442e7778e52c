"""Rooms over HTTP: who comes in and what travels, and each abuse, refused in a sentence with its status."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dnn.background.rooms.guesses import FREE_GUESSES
from dnn.background.services import close_runs, get_rooms, get_run_manager, open_runs
from dnn.background.settings import Settings
from dnn.configuration import RunConfig
from pages.server.paths import (
    NOTEBOOK,
    ROOM_ANSWERS,
    ROOM_JOIN,
    ROOM_RESULTS,
    ROOM_STUDENT,
    ROOM_WALL,
    ROOMS,
)
from pages.server.visitor import COOKIE, new_key
from tests.dnn.background.running import LONG, SOON, config, past
from tests.pages.server.rooms.asking import SCENARIO, WRONG_CODE, act, join, many, post, sentence, steer, wall
from tests.pages.server.runs.test_commands import request

pytestmark = pytest.mark.usefixtures("server")


@pytest.mark.parametrize("accepted", ["gzip, br", "identity"])
def test_the_wall_comes_compressed_to_who_takes_it(opened: dict[str, Any], accepted: str) -> None:
    join(opened)
    asked = {"room": opened["room"], "key": opened["teacher_key"], "owner": ""}
    headers = {"Content_Type": "application/json", "Accept_Encoding": accepted}
    answer = request("POST", ROOM_WALL, json.dumps(asked), **headers)
    assert answer.headers.get("content-encoding") == ("gzip" if "gzip" in accepted else None)
    assert len(answer.json()["members"]) == 1
    assert answer.headers["cache-control"] == "no-store"


class TestTheWay:
    def test_a_class_from_the_opening_to_the_close(self, opened: dict[str, Any]) -> None:
        ada, first = join(opened)
        assert (first["title"], first["lesson"], first["seat"], first["standing"]) == ("XOR", "shapes", 1, "seated")
        same = post(ROOM_STUDENT, ada, room=opened["room"], since=first["version"])
        assert same.status_code == 204 and same.content == b"" and same.headers["cache-control"] == "no-store"
        answered = act(opened, ada, "answer", question="shapes/1/W", value="(4, 2)")
        assert answered.json()["answers"] == [
            {"question": "shapes/1/W", "first": "(4, 2)", "second": None, "is_second_open": False}
        ]
        seen = wall(opened).json()
        assert seen["counts"]["present"] == 1 and seen["members"][0]["prediction"] == "(4, 2)"
        assert wall(opened, since=seen["version"]).status_code == 204
        member = seen["members"][0]["id"]
        given = post(ROOM_ANSWERS, room=opened["room"], key=opened["co_teacher_key"], member=member).json()
        assert given == {
            "member": member,
            "answers": [{"question": "shapes/1/W", "first": "(4, 2)", "second": None}],
        }
        nobody = post(ROOM_ANSWERS, room=opened["room"], key=opened["teacher_key"], member="nobody")
        assert "member" in sentence(nobody, 422)
        revealed = steer(opened, "reveal", question="shapes/1/W").json()
        assert revealed["questions"][0]["revealed"] == 1 and revealed["version"] > seen["version"]
        assert post(ROOM_STUDENT, ada, room=opened["room"]).json()["revealed"][0]["bars"][0]["first"] == 1
        table = post(ROOM_RESULTS, room=opened["room"], key=opened["teacher_key"])
        assert table.headers["content-type"].startswith("text/csv") and '"(4, 2)"' in table.content.decode("utf-8-sig")
        assert steer(opened, "keys").json() == opened
        assert steer(opened, "close").status_code == 204
        assert "closed" in sentence(act(opened, ada, "signal", signal="done"), 410)

    def test_a_scenario_and_the_cookie_of_a_page(self) -> None:
        visitor = new_key()
        headers = {"Content_Type": "application/json", "Cookie": f"{COOKIE}={visitor}", "Sec_Fetch_Site": "same-origin"}
        body = json.dumps({"scenario": SCENARIO, "room_language": "zh"})
        opened = request("POST", ROOMS, body, **headers).json()
        first = request("POST", ROOM_JOIN, json.dumps({"code": opened["code"].lower()}), **headers).json()
        assert RunConfig.from_json(first["scenario"]) == RunConfig.from_dict(SCENARIO)
        assert first["language"] == "zh" and not first["name"].isascii()
        assert join(opened, visitor)[1]["seat"] == 1

    def test_the_names_are_in_the_language_of_the_room_for_all(self, opened: dict[str, Any]) -> None:
        ada, first = join(opened)
        again = post(ROOM_STUDENT, ada, room=opened["room"], language="zh").json()
        assert again["name"] == first["name"] == wall(opened, language="zh").json()["members"][0]["name"]

    def test_a_pause_holds_the_run_of_a_student_over_its_own_route(self, opened: dict[str, Any]) -> None:
        ada, _ = join(opened)
        runs = get_run_manager()
        run = runs.start(config(LONG), ada, speed_limit=2_000.0)
        runs.wait_until(run.id, past(1), SOON)
        assert act(opened, ada, "report", run=run.id).json()["run"] == run.id
        assert steer(opened, "pause").json()["is_paused"]
        command = json.dumps({"command": {"name": "resume"}, "owner": ada})
        refused = request("POST", f"api/runs/{run.id}/commands", command, Content_Type="application/json")
        assert "paused the room" in sentence(refused, 409)
        steer(opened, "go_on")
        found = runs.get(run.id)
        assert found is not None and found.moving

    def test_deleting_everything_takes_the_seat_and_the_answers(self, opened: dict[str, Any]) -> None:
        ada, _ = join(opened)
        act(opened, ada, "answer", question="q", value="hers")
        assert post(NOTEBOOK, ada, action={"name": "delete_all"}).status_code == 200
        assert "no seat" in sentence(post(ROOM_STUDENT, ada, room=opened["room"]), 403)
        seen = steer(opened, "set_title", title="y")
        assert seen.json()["members"] == [] and "hers" not in seen.text


class TestGuessing:
    def test_a_visitor_who_guesses_is_slowed(self, opened: dict[str, Any]) -> None:
        mallory = new_key()
        for _ in range(FREE_GUESSES + 1):
            assert "this code" in sentence(post(ROOM_JOIN, mallory, code=WRONG_CODE), 404)
        slowed = post(ROOM_JOIN, mallory, code=opened["code"])
        assert "Too many wrong codes" in sentence(slowed, 429) and int(slowed.headers["retry-after"]) >= 1
        join(opened)

    def test_guesses_under_fresh_keys_have_a_budget_and_right_codes_pass_meanwhile(
        self, opened: dict[str, Any]
    ) -> None:
        statuses = many([{"owner": new_key(), "code": WRONG_CODE} for _ in range(400)], ROOM_JOIN)
        assert set(statuses) == {404, 429} and statuses.count(404) <= 200
        join(opened)

    @pytest.mark.parametrize("code", ["", "K7", "0O1IL0", "<script>", 7, None, ["A"], {"a": 1}, "x" * 10_000])
    def test_what_cannot_be_a_code(self, code: object) -> None:
        assert "6 letters" in sentence(post(ROOM_JOIN, new_key(), code=code), 422)

    def test_a_room_is_not_joined_by_its_id_nor_asked_by_its_code(self, opened: dict[str, Any]) -> None:
        sentence(post(ROOM_JOIN, new_key(), code=opened["room"]), 422)
        ada, _ = join(opened)
        sentence(post(ROOM_STUDENT, ada, room=opened["code"]), 404)

    def test_two_hundred_right_joins_from_one_address_pass(self) -> None:
        close_runs()
        open_runs(Settings(executor="thread", store="memory"))
        opened = post(ROOMS, new_key(), lesson="shapes").json()
        assert many([{"owner": new_key(), "code": opened["code"]} for _ in range(200)], ROOM_JOIN) == [200] * 200
        assert wall(opened).json()["counts"]["seated"] == 200

    def test_right_joins_of_a_school_pass_while_its_address_guesses_and_the_budget_is_spent(self) -> None:
        """Three wrong codes to each right one, from one address: most by visitors that nobody knows, some by one."""
        close_runs()
        open_runs(Settings(executor="thread", store="memory"))
        opened, mallory = post(ROOMS, new_key(), lesson="shapes").json(), new_key()
        bodies = []
        for _ in range(200):
            bodies += [{"owner": new_key(), "code": WRONG_CODE}, {"owner": new_key(), "code": WRONG_CODE}]
            bodies += [{"owner": mallory, "code": WRONG_CODE}, {"owner": new_key(), "code": opened["code"]}]
        statuses = many(bodies, ROOM_JOIN)
        assert statuses[3::4] == [200] * 200
        guessed = [status for place, status in enumerate(statuses) if place % 4 != 3]
        assert set(guessed) == {404, 429} and guessed.count(404) <= 200  # the budget was spent long before the end
        assert wall(opened).json()["counts"]["seated"] == 200

    def test_who_mistypes_while_the_budget_is_spent_is_told_to_wait_and_comes_in_with_the_right_code(
        self, opened: dict[str, Any]
    ) -> None:
        many([{"owner": new_key(), "code": WRONG_CODE} for _ in range(400)], ROOM_JOIN)
        ada = new_key()
        slowed = post(ROOM_JOIN, ada, code=WRONG_CODE)
        assert slowed.status_code in (404, 429)
        assert post(ROOM_JOIN, ada, code=opened["code"]).status_code == 200

    def test_ten_thousand_joins_are_refused_at_the_limit_and_the_server_answers_on(
        self, opened: dict[str, Any]
    ) -> None:
        ada, _ = join(opened)
        statuses = many([{"owner": new_key(), "code": opened["code"]} for _ in range(10_000)], ROOM_JOIN)
        assert (statuses.count(200), statuses.count(409)) == (59, 9_941)
        assert "at most 60 members" in sentence(post(ROOM_JOIN, new_key(), code=opened["code"]), 409)
        assert post(ROOM_STUDENT, ada, room=opened["room"]).status_code == 200 and len(get_rooms()) == 1
        assert wall(opened).json()["counts"]["seated"] == 60
