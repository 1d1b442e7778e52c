"""Shared by the tests of rooms on pages: a room with its teacher, students whose pages are drawn without a browser."""

from __future__ import annotations

from typing import Any

import orjson
from streamlit.testing.v1 import AppTest

from dnn.background.services import get_rooms
from dnn.background.wire import RoomStudentDocument, RoomWallDocument
from pages.locale.languages import translations
from pages.menu import MENU
from pages.shared.session.values import VALUES
from tests.pages.opened import opened

TEACHER = "t" * 22
SCENARIO = {
    "dataset": {"name": "circles", "samples": 60},
    "architecture": {"hidden": [{"units": 3, "activation": "tanh"}]},
    "hyperparameters": {"iterations": 40},
}


class PageRoom:
    """A room that is open, for a lesson or a scenario."""

    def __init__(self, **chosen: Any) -> None:
        self.rooms = get_rooms()
        self.opening = self.rooms.open_room(TEACHER, title="XOR", **(chosen or {"lesson": "shapes"}))
        self.id, self.code = self.opening["room"], self.opening["code"]

    def steer(self, name: str, **given: Any) -> None:
        """Do something as the teacher."""
        self.rooms.steer(self.id, self.opening["teacher_key"], name, given)

    def push(self, kind: str, **given: Any) -> None:
        """Put something before all."""
        self.steer("push", push={"kind": kind, **given})

    def wall(self) -> RoomWallDocument:
        """The wall as it is now."""
        held = self.rooms._register.get(self.id)
        held.wall.expire()
        found = self.rooms.wall(self.id, self.opening["teacher_key"], -1, translations)
        assert found is not None
        document: RoomWallDocument = orjson.loads(found)
        return document

    def view(self, visitor: str) -> RoomStudentDocument:
        """All that a student may know."""
        document = self.rooms.view(self.id, visitor, -1, translations)
        assert document is not None
        return document


class Student:
    """A student at her page; a second tab of hers is another one with her key."""

    def __init__(self, page: str | None = None, *, routes: bool = True, visitor: str = "", **query: str) -> None:
        self.test: AppTest = opened(page, routes=routes, **query)
        if visitor:
            self.values["visitor"] = visitor
            self.look()
        self.visitor = str(self.values["visitor"])

    @classmethod
    def joining(cls, room: PageRoom, **options: Any) -> Student:
        """A student who has joined by the link of a room."""
        student = cls("room", code=room.code, **options)
        student.press("Join")
        return student

    @property
    def values(self) -> dict[str, Any]:
        """The app's own values of her session."""
        found: dict[str, Any] = self.test.session_state[VALUES]
        return found

    @property
    def page(self) -> str:
        """The name of the page that she is on."""
        return str(self.values.get("page", "train"))

    @property
    def run(self) -> str | None:
        """The id of the run on her page."""
        return self.values.get("run")

    def look(self) -> None:
        """Have her page drawn anew, as her bar does when there are news."""
        self._here().run()
        assert not self.test.exception

    def turn_to(self, page: str) -> None:
        """Turn to a page by the menu, once her bar has said what her page shows."""
        self.arrive()
        self.ask_for(page)

    def arrive(self) -> None:
        """Say what her page shows, as her bar does in a browser."""
        rooms = get_rooms()
        room_id = rooms.room_of(self.visitor)
        document = None if room_id is None else rooms.view(room_id, self.visitor, -1, translations)
        if document is None or document["push"] is None or document["standing"] != "seated":
            return
        number = document["push"]["number"]
        is_there = self.page == ("path" if document["push"]["lesson"] else "train")
        if is_there and document["follows"] == number > max(document["returned"], document["arrived"]):
            rooms.act(document["room"], self.visitor, "arrive", {"push": number}, translations)

    def ask_for(self, page: str) -> None:
        """Ask for a page, as each event of the browser does for the one that it was sent from."""
        self.test.switch_page(MENU[page].file).run()
        assert not self.test.exception

    def press(self, label: str) -> None:
        """Press a button by its words."""
        next(button for button in self.test.button if button.label == label).click()
        self._here().run()
        assert not self.test.exception

    def _here(self) -> AppTest:
        """The page that a press has turned to; AppTest would draw the one that she turned to herself last."""
        return self.test.switch_page(MENU[self.page].file)

    def buttons(self) -> list[str]:
        """The words of the buttons that she may press."""
        return [button.label for button in self.test.button if not button.disabled]
