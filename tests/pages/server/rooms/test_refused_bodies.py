"""Rooms over HTTP: names with markup, sizes, types and numbers that are refused in a sentence."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dnn.background.services import get_learning_store, get_rooms
from dnn.lesson_files import lessons, read_lesson
from pages.locale.languages import LANGUAGES, translations
from pages.server.paths import (
    ROOM_ANSWERS,
    ROOM_RESULTS,
    ROOM_STEER,
    ROOM_STUDENT,
    ROOM_WALL,
    ROOMS,
)
from pages.server.runs.owner_request import MAX_BYTES
from pages.server.visitor import new_key
from tests.dnn.lesson_files.whole_lesson import WHOLE
from tests.pages.server.rooms.asking import (
    MARKUP,
    PATHS,
    SCENARIO,
    act,
    join,
    post,
    sentence,
    steer,
    wall,
)
from tests.pages.server.runs.test_commands import request

pytestmark = pytest.mark.usefixtures("server")


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
