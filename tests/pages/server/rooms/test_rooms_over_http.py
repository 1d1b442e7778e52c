"""Rooms over HTTP: who comes in and what travels, and each abuse, refused in a sentence with its status."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.types import Message

from dnn.background.rooms.guesses import FREE_GUESSES
from dnn.background.services import close_runs, get_learning_store, get_rooms, get_run_manager, open_runs
from dnn.background.settings import Settings
from dnn.configuration import RunConfig
from dnn.lesson_files import lessons, read_lesson
from pages.locale.languages import LANGUAGES, translations
from pages.server.paths import (
    NOTEBOOK,
    ROOM_ANSWERS,
    ROOM_JOIN,
    ROOM_RESULTS,
    ROOM_STEER,
    ROOM_STUDENT,
    ROOM_WALL,
    ROOMS,
)
from pages.server.routes import routes
from pages.server.runs.owner_request import MAX_BYTES
from pages.server.visitor import COOKIE, new_key
from tests.dnn.background.running import LONG, SOON, config, past
from tests.dnn.lesson_files.whole_lesson import WHOLE
from tests.pages.server.runs.test_commands import request

SCENARIO = {"dataset": {"name": "circles", "samples": 60}}
PATHS = (ROOMS, ROOM_JOIN, ROOM_STUDENT, ROOM_WALL, ROOM_STEER, ROOM_ANSWERS, ROOM_RESULTS)
MARKUP = '<img src=x onerror="a">'[:20]
WRONG_CODE = "AAAAAA"


@pytest.fixture(autouse=True)
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A server of its own for each test, since wrong codes are counted; its walls are made anew for each look."""
    monkeypatch.setattr("dnn.background.rooms.views.shared_wall.WALL_SECONDS", 0.0)
    close_runs()
    open_runs(Settings(executor="thread", store="memory", room_members=60))
    yield
    close_runs()


@pytest.fixture
def opened() -> dict[str, Any]:
    answer = post(ROOMS, new_key(), lesson="shapes", title="XOR")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def post(path: str, owner: str = "", **body: Any) -> httpx.Response:
    return request("POST", path, json.dumps({"owner": owner, **body}), Content_Type="application/json")


def join(opened: dict[str, Any], visitor: str | None = None) -> tuple[str, dict[str, Any]]:
    """A student in the room, with what she knows."""
    key = visitor or new_key()
    answer = post(ROOM_JOIN, key, code=opened["code"])
    assert answer.status_code == 200, answer.text
    return key, answer.json()


def act(opened: dict[str, Any], key: str, name: object, /, **given: Any) -> httpx.Response:
    return post(ROOM_STUDENT, key, room=opened["room"], act={"name": name, **given})


def wall(opened: dict[str, Any], key: str | None = None, **more: Any) -> httpx.Response:
    return post(ROOM_WALL, room=opened["room"], key=opened["teacher_key"] if key is None else key, **more)


def steer(opened: dict[str, Any], name: object, key: str | None = None, **given: Any) -> httpx.Response:
    chosen = opened["teacher_key"] if key is None else key
    return post(ROOM_STEER, room=opened["room"], key=chosen, act={"name": name, **given})


def sentence(answer: httpx.Response, status: int) -> str:
    """The sentence of a refusal."""
    assert answer.status_code == status, answer.text
    assert answer.headers["cache-control"] == "no-store" and set(answer.json()) == {"error"}
    said: str = answer.json()["error"]
    assert said.endswith(".") and said[0].isupper()
    return said


def many(bodies: list[dict[str, Any]], path: str) -> list[int]:
    """The statuses of the answers to many posts from one address, fifty at a time, without a client's own time."""
    app = Starlette(routes=routes(""))

    async def send(body: dict[str, Any]) -> int:
        statuses: list[int] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": json.dumps(body).encode(), "more_body": False}

        async def note(message: Message) -> None:
            if message["type"] == "http.response.start":
                statuses.append(message["status"])

        scope = {"type": "http", "method": "POST", "path": f"/{path}", "query_string": b"", "client": ("10.0.0.1", 1)}
        await app({**scope, "headers": [(b"content-type", b"application/json")]}, receive, note)
        return statuses[0]

    async def send_all() -> list[int]:
        found: list[int] = []
        for start in range(0, len(bodies), 50):
            found += await asyncio.gather(*map(send, bodies[start : start + 50]))
        return found

    return asyncio.run(send_all())


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


class TestNamesAndSizes:
    def test_names_with_markup_stay_text_and_only_where_they_are_allowed(self, opened: dict[str, Any]) -> None:
        ada, _ = join(opened)
        assert "invented names only" in sentence(act(opened, ada, "rename", text=MARKUP), 409)
        steer(opened, "allow_own_names", is_on=True)
        assert act(opened, ada, "rename", text=MARKUP).json()["name"] == MARKUP
        shown = wall(opened)
        assert shown.headers["content-type"] == "application/json" and shown.json()["members"][0]["name"] == MARKUP
        for name in ("x" * 21, "", "a\u202eb", "a\x00b", 7, None, ["a"]):
            assert "1 to 20 characters" in sentence(act(opened, ada, "rename", text=name), 422)
        renamed = steer(opened, "rename_member", member=shown.json()["members"][0]["id"])
        assert renamed.json()["members"][0]["name"] != MARKUP

    @pytest.mark.parametrize("value", ["x" * 3_000, list(range(2_000)), [[[[[1]]]]], None, 10**30, {"a" * 3_000: 1}])
    def test_oversize_answers(self, opened: dict[str, Any], value: object) -> None:
        ada, _ = join(opened)
        sentence(act(opened, ada, "answer", question="q", value=value), 422)
        assert post(ROOM_STUDENT, ada, room=opened["room"]).json()["answers"] == []

    @pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e400", "1" + "0" * 400])
    def test_numbers_that_are_none(self, opened: dict[str, Any], number: str) -> None:
        ada, _ = join(opened)
        body = json.dumps(
            {"owner": ada, "room": opened["room"], "act": {"name": "answer", "question": "q", "value": "V"}}
        )
        answer = request("POST", ROOM_STUDENT, body.replace('"V"', number), Content_Type="application/json")
        sentence(answer, 422)

    @pytest.mark.parametrize("name", ["nowhere", "own-0123456789abcdef", "Shapes", "own-"])
    def test_a_lesson_that_there_is_not(self, opened: dict[str, Any], name: str) -> None:
        assert "lesson that there is" in sentence(post(ROOMS, new_key(), lesson=name), 422)
        pushed = steer(opened, "push", push={"kind": "lesson", "lesson": name, "step": 0})
        assert "lesson that there is" in sentence(pushed, 422)
        assert wall(opened).json()["push"] is None and len(get_rooms()) == 1

    def test_a_step_that_a_lesson_does_not_have(self, opened: dict[str, Any]) -> None:
        last = len(lessons()["shapes"].steps) - 1
        for step in (last + 1, -1, "0", None, True):
            said = sentence(steer(opened, "push", push={"kind": "lesson", "lesson": "shapes", "step": step}), 422)
            assert str(last) in said
        assert steer(opened, "push", push={"kind": "lesson", "lesson": "shapes", "step": last}).status_code == 200

    def test_a_room_for_every_lesson_of_ours_and_for_one_that_was_brought_in(self) -> None:
        text = json.dumps(WHOLE)
        own = read_lesson(text)
        get_learning_store().put_lesson(new_key(), own.digest, "Everything", text)
        for name in (*lessons(), own.name):
            assert post(ROOMS, new_key(), lesson=name).status_code == 200, name

    def test_a_body_that_is_too_long(self, opened: dict[str, Any]) -> None:
        for path in PATHS:
            assert post(path, new_key(), padding="x" * MAX_BYTES).status_code == 413

    @pytest.mark.parametrize(
        ("path", "body"),
        [
            (ROOMS, {"lesson": 7}),
            (ROOMS, {"lesson": "shapes", "scenario": SCENARIO}),
            (ROOMS, {}),
            (ROOMS, {"scenario": {"dataset": {"name": "nowhere"}}}),
            (ROOMS, {"lesson": "shapes", "title": ["x"]}),
            (ROOMS, {"lesson": "shapes", "room_language": "xx"}),
            (ROOM_STUDENT, {"room": 7}),
            (ROOM_STUDENT, {"room": ["x"]}),
            (ROOM_STUDENT, {"since": "x"}),
            (ROOM_STUDENT, {"since": True}),
            (ROOM_STUDENT, {"since": 1.5}),
            (ROOM_STUDENT, {"act": "leave"}),
            (ROOM_STUDENT, {"act": {"name": ["leave"]}}),
            (ROOM_STUDENT, {"act": {}}),
            (ROOM_WALL, {"key": 7}),
            (ROOM_WALL, {"key": "é"}),
            (ROOM_WALL, {"projector": "yes"}),
            (ROOM_WALL, {"since": -2}),
            (ROOM_STEER, {"act": None}),
            (ROOM_STEER, {"act": {"name": "burn"}}),
            (ROOM_STEER, {"act": {"name": "close", "member": "x"}}),
            (ROOM_STEER, {"act": {"name": "push", "push": []}}),
            (ROOM_STEER, {"act": {"name": {}}}),
            (ROOM_RESULTS, {"room": None}),
            (ROOM_ANSWERS, {"room": None}),
        ],
    )
    def test_wrong_types_are_refused_in_a_sentence(
        self, opened: dict[str, Any], path: str, body: dict[str, Any]
    ) -> None:
        ada, _ = join(opened)
        whole: dict[str, Any] = {"room": opened["room"], "key": opened["teacher_key"]} if path != ROOMS else {}
        whole = {key: value for key, value in whole.items() if path != ROOM_STUDENT or key != "key"}
        sentence(post(path, ada, **(whole | body)), 422)

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_refusals_are_in_the_visitors_language(self, opened: dict[str, Any], language: str) -> None:
        answer = post(ROOM_STUDENT, new_key(), room=opened["room"], language=language)
        english = "You have no seat in this room; join it with its code."
        assert answer.json()["error"] == translations(language).gettext(english)

    def test_an_unknown_key_of_a_body_is_refused(self, opened: dict[str, Any]) -> None:
        for path in PATHS:
            assert post(path, new_key(), surprise=1).status_code == 400
