"""The door of a room over HTTP: the light page, places in the queue, and who has none."""

from __future__ import annotations

import asyncio
import html
import json
import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from dnn.background.rooms.guesses import FREE_GUESSES
from dnn.background.services import get_rooms
from pages.server.middleware import middleware
from pages.server.paths import ROOM_ENTER
from pages.server.rooms import entering
from pages.server.rooms.admission import ADMITTED_A_SECOND, ADMITTED_AT_ONCE, PLACE_SECONDS, Admission
from pages.server.visitor import COOKIE, new_key
from tests.pages.server.rooms.asking import (
    MARKUP,
    WRONG_CODE,
    join,
    many,
    post,
    sentence,
    steer,
)
from tests.pages.server.rooms.test_admission import Clock

pytestmark = pytest.mark.usefixtures("server")
AT_ONCE = round(ADMITTED_AT_ONCE)
THE_APP = "the app itself"
WINDOW = {"Accept": "text/html", "Sec-Fetch-Dest": "document"}


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    """A queue of its own for each test, whose time is told."""
    found = Clock()
    monkeypatch.setattr(entering, "ADMISSION", Admission(found))
    yield found


def enter(opened: dict[str, Any], key: str, **more: Any) -> dict[str, Any]:
    answer = post(ROOM_ENTER, key, room=opened["room"], **more)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def class_at_the_door(opened: dict[str, Any], count: int) -> list[str]:
    """So many who have joined and wait, after as many as go in at once."""
    visitors = [join(opened)[0] for _ in range(AT_ONCE + count)]
    places = [enter(opened, visitor)["place"] for visitor in visitors]
    assert places == [0] * AT_ONCE + list(range(1, count + 1))
    return visitors[AT_ONCE:]


def page(query: str, base_path: str = "", *, name: str = "room", **headers: str) -> httpx.Response:
    """What a browser gets for the address of the page of rooms, or for another one."""

    async def ask() -> httpx.Response:
        app = Starlette(
            routes=[Route("/{path:path}", PlainTextResponse(THE_APP))], middleware=list(middleware(base_path))
        )
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://school") as client:
            return await client.get(f"{base_path}/{name}{query}", headers=WINDOW | headers)

    return asyncio.run(ask())


def data(answer: httpx.Response) -> dict[str, Any]:
    """What the light page has for its script."""
    found = re.search(r'data-page="([^"]*)"', answer.text)
    assert found is not None, answer.text[:300]
    told: dict[str, Any] = json.loads(html.unescape(found[1]))
    return told


class TestTheQueue:
    def test_an_idle_server_lets_in_at_once(self, opened: dict[str, Any]) -> None:
        key, _ = join(opened)
        assert enter(opened, key) == {"standing": "seated", "place": 0, "seconds": 0.0, "after": 0.0, "said": ""}

    def test_they_enter_in_the_order_in_which_they_came(self, opened: dict[str, Any], clock: Clock) -> None:
        visitors, entered = class_at_the_door(opened, 20), []
        for _ in range(40):
            clock.now += 1 / ADMITTED_A_SECOND
            waiting = [visitor for visitor in visitors if visitor not in entered]
            entered += [visitor for visitor in reversed(waiting) if enter(opened, visitor)["place"] == 0]
        assert entered == visitors

    def test_the_place_is_said_in_her_language_and_when_to_ask_again(self, opened: dict[str, Any]) -> None:
        visitors = class_at_the_door(opened, 40)
        last, first = enter(opened, visitors[-1]), enter(opened, visitors[0])
        assert "number 40" in last["said"] and f"{40 / ADMITTED_A_SECOND:.0f} seconds" in last["said"]
        assert (first["place"], last["seconds"]) == (1, 5.0)
        assert 0 < first["after"] < last["after"] <= last["seconds"] / 4
        assert "40" in enter(opened, visitors[-1], language="zh")["said"]
        assert enter(opened, visitors[-1], language="zh")["said"] != last["said"]

    def test_who_leaves_frees_place_and_seat(self, opened: dict[str, Any]) -> None:
        first, second, third = class_at_the_door(opened, 3)
        answer = post(ROOM_ENTER, second, room=opened["room"], leave=True)
        assert answer.status_code == 204 and get_rooms().room_of(second) is None
        assert (enter(opened, first)["place"], enter(opened, third)["place"]) == (1, 2)
        assert enter(opened, second)["standing"] == "left"

    def test_an_abandoned_place_expires(self, opened: dict[str, Any], clock: Clock) -> None:
        gone, kept = class_at_the_door(opened, 2)
        entering.ADMISSION._budget = -ADMITTED_A_SECOND * 2 * PLACE_SECONDS  # a server that lets nobody in
        clock.now += PLACE_SECONDS / 2
        assert enter(opened, kept)["place"] == 2
        clock.now += PLACE_SECONDS / 2 + 1
        assert enter(opened, kept)["place"] == 1
        assert enter(opened, gone)["place"] == 2

    def test_a_locked_room_is_waited_for_outside_the_queue(self, opened: dict[str, Any]) -> None:
        steer(opened, "lock")
        key, document = join(opened)
        told = enter(opened, key)
        assert (told["standing"], told["place"], told["after"]) == ("waiting", 0, 1.0)
        assert "you have knocked" in told["said"] and document["standing"] == "waiting"
        steer(opened, "unlock")
        assert enter(opened, key)["standing"] == "seated"


class TestAbuse:
    def test_ten_thousand_questions_of_one_browser_are_one_place(self, opened: dict[str, Any]) -> None:
        first, second = class_at_the_door(opened, 2)
        body = {"owner": first, "room": opened["room"]}
        assert set(many([body] * 10_000, ROOM_ENTER)) == {200}
        assert (enter(opened, first)["place"], enter(opened, second)["place"]) == (1, 2)
        assert len(entering.ADMISSION._waiting) == 2

    def test_ten_thousand_forged_keys_have_none(self, opened: dict[str, Any]) -> None:
        (waiting,) = class_at_the_door(opened, 1)
        bodies = [{"owner": new_key(), "room": opened["room"]} for _ in range(10_000)]
        assert set(many(bodies, ROOM_ENTER)) == {403}
        assert enter(opened, waiting)["place"] == 1 and len(entering.ADMISSION._waiting) == 1

    def test_a_room_has_no_more_places_than_seats(self, opened: dict[str, Any]) -> None:
        bodies = [{"owner": new_key(), "code": opened["code"]} for _ in range(1_000)]
        assert many(bodies, "api/rooms/join").count(200) == 60
        many([{"owner": body["owner"], "room": opened["room"]} for body in bodies], ROOM_ENTER)
        assert len(entering.ADMISSION._waiting) == 60 - AT_ONCE

    def test_who_has_no_seat_or_asks_for_what_is_none_is_refused_in_a_sentence(self, opened: dict[str, Any]) -> None:
        key, _ = join(opened)
        room = opened["room"]
        assert "no seat" in sentence(post(ROOM_ENTER, new_key(), room=room), 403)
        assert "no such room" in sentence(post(ROOM_ENTER, key, room="x"), 404)
        assert "true or false" in sentence(post(ROOM_ENTER, key, room=room, leave="yes"), 422)
        assert "no key" in sentence(post(ROOM_ENTER, room=room), 403)
        assert post(ROOM_ENTER, key, room=room, ticket="1").status_code == 400
        get_rooms().close_room(room, opened["teacher_key"])
        assert "closed" in sentence(post(ROOM_ENTER, key, room=room), 410)
        assert post(ROOM_ENTER, key, room=room, leave=True).status_code == 204


class TestTheLightPage:
    def test_it_says_what_room_it_is_and_what_is_stored(self, opened: dict[str, Any]) -> None:
        answer = page(f"?code={opened['code'].lower()}")
        assert answer.status_code == 200 and answer.headers["cache-control"] == "no-store"
        assert "<h1>XOR</h1>" in answer.text and "no account, no address" in answer.text
        assert "24 hours" in answer.text and "dnn_visitor=" in answer.headers["set-cookie"]
        told = data(answer)
        assert (told["code"], told["join_url"], told["language"]) == (opened["code"], "api/rooms/join", "en")
        assert told["app_url"] == "room?lang=en&entered=1"
        assert "'none'" in answer.headers["content-security-policy"] and len(answer.content) < 10_000

    def test_it_is_in_the_language_of_the_link_or_the_browser(self, opened: dict[str, Any]) -> None:
        for query, headers in (("&lang=zh", {}), ("", {"Accept-Language": "zh-CN,en;q=0.5"})):
            answer = page(f"?code={opened['code']}{query}", **headers)
            assert '<html lang="zh">' in answer.text and "加入" in answer.text
            assert data(answer)["app_url"] == "room?lang=zh&entered=1"

    def test_other_parameters_go_on_to_the_app(self, opened: dict[str, Any]) -> None:
        answer = page(f"?pace=full&code={opened['code']}&lang=en")
        assert data(answer)["app_url"] == "room?pace=full&lang=en&entered=1"

    @pytest.mark.parametrize(
        ("query", "headers"),
        [
            ("", {}),
            ("?taught=x&key=y&code={code}", {}),
            ("?code={code}&entered=1", {}),
            ("?code={code}&entered=0", {}),
            ("?code={code}&embed=true", {}),
            ("?code={code}", {"Sec-Fetch-Dest": "iframe"}),
            ("?code={code}", {"Accept": "application/json"}),
        ],
    )
    def test_other_links_and_frames_open_the_app(
        self, opened: dict[str, Any], query: str, headers: dict[str, str]
    ) -> None:
        assert page(query.format(code=opened["code"]), **headers).text == THE_APP

    def test_without_routes_there_is_none(self, opened: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
        assert page(f"?code={opened['code']}").text != THE_APP
        monkeypatch.setenv("DNN_ROUTES", "off")
        assert page(f"?code={opened['code']}").text == THE_APP

    def test_it_stands_under_a_base_path(self, opened: dict[str, Any]) -> None:
        assert "<h1>XOR</h1>" in page(f"?code={opened['code']}", "/lab").text

    @pytest.mark.parametrize("base_path", ["", "/lab"])
    @pytest.mark.parametrize("routes", ["on", "off"])
    def test_the_short_address_leads_to_where_the_code_is_typed(
        self, base_path: str, routes: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("DNN_ROUTES", routes)
        answer = page("", base_path, name="join")
        assert answer.status_code == 307 and answer.headers["cache-control"] == "no-store"
        target = answer.next_request.url.path if answer.next_request else ""
        assert (target, answer.headers["location"]) == (f"{base_path}/room", "room?code=")
        asked = page("?code=", base_path).text
        assert 'name="code"' in asked and "Code of the room" in asked if routes == "on" else asked == THE_APP
        assert page("?lang=zh", base_path, name="Join").headers["location"] == "room?code=&lang=zh"

    def test_titles_and_codes_with_markup_are_letters(self) -> None:
        opening = post("api/rooms", new_key(), lesson="shapes", title=MARKUP).json()
        answer = page(f"?code={opening['code']}")
        assert f"<h1>{html.escape(MARKUP)}</h1>" in answer.text and "<img src=x" not in answer.text
        wrong = page("?code=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&lang=%22%3E&x=%22%3E%3Cimg%3E")
        assert "<script>" not in wrong.text and "alert" in wrong.text and wrong.text.count("<img") == 1
        assert data(wrong)["code"] == ""

    def test_a_wrong_code_is_said_and_a_link_without_one_asks_for_it(self) -> None:
        assert "No open room has this code" in page(f"?code={WRONG_CODE}").text
        assert "6 letters" in page("?code=hello").text
        asked = page("?code=")
        assert 'role="alert"></p>' in asked.text and data(asked)["code"] == ""

    def test_looking_slows_who_guesses_as_joining_does(self, opened: dict[str, Any]) -> None:
        guesser = new_key()
        cookie = {"Cookie": f"{COOKIE}={guesser}"}
        for _ in range(FREE_GUESSES + 1):
            assert "No open room" in page(f"?code={WRONG_CODE}", **cookie).text
        slowed = page(f"?code={opened['code']}", **cookie)
        assert "Too many wrong codes" in slowed.text and "XOR" not in slowed.text
        assert post("api/rooms/join", guesser, code=opened["code"]).status_code == 429

    def test_guesses_under_no_key_have_the_budget_of_all_and_hold_up_no_right_code(
        self, opened: dict[str, Any]
    ) -> None:
        found = [page(f"?code={WRONG_CODE}").text for _ in range(130)]
        assert 0 < sum("Too many wrong codes" in text for text in found) < 40
        assert "<h1>XOR</h1>" in page(f"?code={opened['code']}").text
