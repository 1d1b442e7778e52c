"""The journey of a class: a teacher and five students in six browsers, from the form that opens the room to its end,
through the death of the server.

Six browsers and the server share one machine, and what the teacher sends is drawn by all at once: all waits are long.
"""

from __future__ import annotations

import re
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, expect

from dnn.lesson_files import lessons
from dnn.text.messages import Text
from pages.locale.languages import translations
from tests.conftest import Server
from tests.journeys.learn.test_room_teacher import CLASSROOM, TILE
from tests.journeys.room.in_class import JOIN, PAUSE, press
from tests.journeys.visitor import LONG, PHONE, Visitor

Visit = Callable[..., Visitor]
SETTING = "?data=moons&hidden=5.tanh&learning_rate=0.3&iterations=1000000"
"""The teacher's present setting, which her class does not have."""
QUESTION = "depth/1/prediction"
PREDICTED = (1, 0, 1)
"""The sentences, counted from 0, that three of the students predict; B, A, B on the wall."""
BARS = "article > .dnn-wall-bars"
"""The bars of answers that all may see; those that the teacher alone has opened stand elsewhere."""
LESSON = {language: cast(Text, lessons()["depth"].title).render(translations(language)) for language in ("en", "zh")}
"""The lesson's title by languages."""


class Student:
    """A student with the name that her room has given her, as her bar has it."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.page = visitor, visitor.page
        self.name = self.shown_name

    @property
    def shown_name(self) -> str:
        """The name in her bar."""
        return self.page.locator("[data-role=name]").inner_text(timeout=LONG)

    def see(self, selector: str) -> Locator:
        """Something on her page."""
        return self.page.locator(selector)

    def predict(self, sentence: int) -> None:
        """Commit to a sentence of the step's prediction."""
        self._choose(sentence)
        self.see(".st-key-commit_prediction button:enabled >> visible=true").click(timeout=LONG)
        expect(self.see(".st-key-commit_prediction")).to_have_count(0, timeout=LONG)

    def vote_again(self, sentence: int) -> None:
        """Answer once more, after the class has talked about it."""
        self._choose(sentence, "[class*=st-key-second_vote_]")
        self.see(".st-key-commit_second_vote button:enabled >> visible=true").click(timeout=LONG)
        expect(self.see(".st-key-commit_second_vote")).to_have_count(0, timeout=LONG)

    def _choose(self, sentence: int, where: str = ".st-key-lesson_work") -> None:
        self.see(f"{where} label:has(input[type=radio])").nth(sentence).click(timeout=LONG)

    def expect_setting(self) -> None:
        """She is on the page Train with the teacher's setting."""
        self.visitor.wait_for_link("data", "moons", timeout=LONG)
        self.visitor.wait_for_link("hidden", "5.tanh", timeout=LONG)
        expect(self.see(".dnn-run-buttons button").first).to_be_visible(timeout=LONG)


class Wall:
    """The teacher's wall, from the form that opens the room on."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.page = visitor, visitor.page

    def open_room(self) -> None:
        """Open a room for a lesson, with a title."""
        self.visitor.turn_to("room")
        self.page.get_by_label("Title").fill("Deep nets, 9 o'clock")
        self.page.get_by_label("Title").press("Enter")
        self.visitor.choose("Lesson", f"4 · {LESSON['en']}")
        self.press(".st-key-open_room_button button")
        expect(self.see("[data-role=lobby-code]")).to_have_text(re.compile("^[A-Z2-9]{6}$"), timeout=LONG)

    @property
    def code(self) -> str:
        """The six letters that stand on the projector."""
        return self.see("[data-role=lobby-code]").inner_text()

    def see(self, selector: str) -> Locator:
        """Something on the page."""
        return self.page.locator(selector)

    def press(self, selector: str) -> None:
        """Press something."""
        self.page.locator(selector).click(timeout=LONG)

    def menu(self, name: str) -> None:
        """Open a menu of the steering bar."""
        self.press(f'[data-menu="{name}"] > summary')

    def view(self, name: str) -> None:
        """Turn to a view of the room."""
        self.press(f'.dnn-wall-views [data-view="{name}"]')

    def tile(self, student: Student) -> Locator:
        """The tile of a student by her name."""
        return self.page.locator(TILE).filter(has=self.page.get_by_text(student.name, exact=True))

    def expect_part(self, student: Student, part: str, text: str | re.Pattern[str]) -> None:
        """A part of a student's tile, her place or answer, say, has this text."""
        expect(self.tile(student).locator(f"[data-part={part}]")).to_have_text(text, timeout=LONG)

    def expect_followed_by(self, count: int) -> None:
        """So many of five are at what was sent to all."""
        expect(self.see('li[data-force="push"]')).to_contain_text(f"followed by {count} of 5", timeout=LONG)


@pytest.mark.timeout(900)  # it takes a minute alone, and ten beside much else
@pytest.mark.skipif(sys.platform == "win32", reason="has no SIGKILL")
def test_a_class_through_a_lesson_a_setting_and_the_death_of_its_server(
    start_server: Callable[..., Server], visit: Visit, tmp_path: Path
) -> None:
    settings = {"DNN_STORE": "database", "DNN_DATA": str(tmp_path / "data")}
    server = start_server(**settings)
    wall = Wall(visit(SETTING, url=server.url, size=CLASSROOM))
    wall.open_room()
    students = enter(visit, server, wall)
    predict_a_step(wall, students)
    runs = send_the_setting(wall, students)
    pause_and_go_on(wall, students)
    begin_anew(server, wall, students, lambda: start_server(port=urlsplit(server.url).port, **settings))
    reveal_and_vote_again(wall, students)
    close(runs, wall, students)
    assert [each.visitor.strangers for each in students] == [[]] * len(students) and wall.visitor.strangers == []


def enter(visit: Visit, server: Server, wall: Wall) -> list[Student]:
    """Five students join: four type the code, one of them on a phone and one in Chinese; the last has the link."""
    habits: tuple[dict[str, Any], ...] = (
        {},
        {"locale": "zh-CN", "theme": "dark", "size": PHONE, "touch": True},
        {"theme": "dark"},
        {"locale": "zh-CN"},
        {},
    )
    visitors = [visit(page=None, url=server.url, **each) for each in habits]
    for visitor in visitors:
        link = f"?code={wall.code}" if visitor is visitors[-1] else ""
        visitor.page.goto(f"{server.url}/room{link}", wait_until="commit")
    for visitor in visitors:
        if visitor is not visitors[-1]:
            visitor.page.locator(".st-key-room_join input").fill(wall.code.lower(), timeout=LONG)
        visitor.page.locator(f".st-key-join_room button, {JOIN}").click(timeout=LONG)
    for visitor, each in zip(visitors, habits, strict=True):
        title = LESSON["zh" if "locale" in each else "en"]
        expect(visitor.page.get_by_role("heading", name=title)).to_be_visible(timeout=LONG)
    students = [Student(visitor) for visitor in visitors]
    expect(wall.see("[data-role=lobby-present]")).to_have_text("5 students are here", timeout=LONG)
    assert len({each.name for each in students}) == len(students)
    wall.view("tiles")
    for student in students:
        wall.expect_part(student, "place", "step 1")
    return students


def predict_a_step(wall: Wall, students: Sequence[Student]) -> None:
    """Three predict; the teacher sees who and what, the projector nothing before it is revealed."""
    for student, sentence in zip(students, PREDICTED, strict=False):
        student.predict(sentence)
    for student, sentence in zip(students, PREDICTED, strict=False):
        wall.expect_part(student, "answer", f"answer {'AB'[sentence]}")
    for student in students[len(PREDICTED) :]:
        wall.expect_part(student, "answer", "")
    students[1].see("[data-signal=stuck]").click()
    expect(wall.see('[data-count="stuck"]')).to_have_text("1 stuck", timeout=LONG)
    expect(wall.see(TILE).first).to_contain_text(students[1].name, timeout=LONG)
    wall.view("answers")
    expect(wall.see(f'article[data-question="{QUESTION}"]')).to_contain_text("3 of 5 have answered", timeout=LONG)
    expect(wall.see(BARS)).to_have_count(0)
    wall.press('[data-act="project"]')
    expect(wall.see(".dnn-wall-bars")).to_have_count(0, timeout=LONG)
    wall.view("tiles")
    expect(wall.see(TILE)).to_have_count(5, timeout=LONG)
    expect(wall.see(TILE).first).to_contain_text("Seat 1")
    expect(wall.see("[data-part=answer]")).to_have_text([""] * 5, timeout=LONG)
    expect(wall.see(".dnn-wall-mark >> visible=true")).to_have_count(0)
    wall.press('[data-act="project"]')
    wall.expect_part(students[0], "answer", "answer B")


def send_the_setting(wall: Wall, students: Sequence[Student]) -> list[str]:
    """The teacher sends her setting: all stand on the page Train; one goes back. The runs of two who train."""
    wall.menu("send")
    expect(wall.see("[data-role=scenario]")).to_contain_text("Moons")
    wall.press('[data-act="push_scenario"]')
    for student in students:
        student.expect_setting()
    wall.expect_followed_by(5)
    press(students[4].visitor, "back", timeout=LONG)
    expect(students[4].page.get_by_role("heading", name=LESSON["en"])).to_be_visible(timeout=LONG)
    wall.expect_followed_by(4)
    expect(wall.tile(students[4])).to_have_attribute("data-run", "false", timeout=LONG)
    for student in students[:4]:
        expect(wall.tile(student)).to_have_attribute("data-run", "true", timeout=LONG)
    for student in students[:2]:
        student.visitor.press("train", timeout=LONG)
        student.visitor.wait_for_iteration(20, timeout=LONG)
        wall.expect_part(student, "cost", re.compile(r"^J 0\.\d+$"))
        expect(wall.tile(student).locator("path")).to_have_attribute("d", re.compile("^M.*L"), timeout=LONG)
    return [student.visitor.link["run"] for student in students[:2]]


def pause_and_go_on(wall: Wall, students: Sequence[Student]) -> None:
    """All eyes are at the front, and the runs wait, until the teacher goes on."""
    wall.press('[data-act="pause"]')
    for student in students:
        expect(student.see(PAUSE)).to_be_visible(timeout=LONG)
    for student in students[:2]:
        student.visitor.wait_for_status("paused", timeout=LONG)
    wall.press('[data-act="pause"]')
    for student in students:
        expect(student.see(PAUSE)).to_be_hidden(timeout=LONG)
    for student in students[:2]:
        student.visitor.wait_for_status("running", timeout=LONG)


def begin_anew(server: Server, wall: Wall, students: Sequence[Student], start: Callable[[], Server]) -> None:
    """The server dies, and another one has the room: the wall, all seats, places, answers and runs are as before."""
    training = students[0].visitor
    run = training.link["run"]
    server.process.send_signal(signal.SIGKILL)
    server.process.wait()
    expect(wall.see("[data-role=note]")).to_contain_text("No connection to the server", timeout=LONG)
    wall.press('[data-act="lock"]')  # which nobody hears
    before = int(training.shows("iteration").get_attribute("data-value") or 0)
    start()
    expect(wall.see("[data-role=note]")).to_be_hidden(timeout=LONG)
    expect(wall.see('[data-act="lock"]')).to_have_text("Unlock the room", timeout=LONG)
    wall.press('[data-act="lock"]')
    expect(wall.see('[data-act="lock"]')).to_have_text("Lock the room", timeout=LONG)
    training.wait_for_iteration(before + 20, timeout=LONG)
    assert training.link["run"] == run
    for student in students:
        expect(student.see(".dnn-room")).to_have_attribute("data-lost", "false", timeout=LONG)
        expect(student.see("[data-role=name]")).to_have_text(student.name)
    for student in students[2:4]:  # whose runs were never trained
        expect(wall.tile(student)).to_have_attribute("data-run", "true", timeout=LONG)
    expect(students[4].page.get_by_role("heading", name=LESSON["en"])).to_be_visible(timeout=LONG)
    wall.expect_followed_by(4)
    expect(wall.see('[data-count="present"]')).to_have_text("5 present", timeout=LONG)
    for student, sentence in zip(students, PREDICTED, strict=False):
        wall.expect_part(student, "answer", f"answer {'AB'[sentence]}")
    wall.expect_part(students[4], "place", "step 1")


def reveal_and_vote_again(wall: Wall, students: Sequence[Student]) -> None:
    """The teacher brings all back to the step, reveals it, and has it voted on once more."""
    wall.menu("send")
    wall.see("[data-role=push-lesson]").select_option("depth")
    wall.press('[data-act="push_lesson"]')
    wall.expect_followed_by(5)
    wall.view("answers")
    wall.press('[data-answer="reveal"]')
    expect(wall.see(BARS)).to_be_visible(timeout=LONG)
    for student in students:
        expect(student.see(".st-key-class_answers_0")).to_be_visible(timeout=LONG)
    expect(students[0].see(".st-key-class_answers_0 tbody tr")).to_have_text(
        [re.compile("^All three.*1 "), re.compile("^Only those.*2 "), re.compile("^Only the one.*0$")], timeout=LONG
    )
    wall.press('[data-answer="second_vote"]')
    for student in students[:2]:
        student.vote_again(1)
    expect(students[3].see("[class*=st-key-second_vote_]")).to_have_count(0)
    students[3].predict(2)  # who has not predicted before is asked once
    expect(wall.see(f'article[data-question="{QUESTION}"]')).to_contain_text("second vote: 3", timeout=LONG)
    wall.press('[data-answer="reveal"][data-vote="2"]')
    counts = [re.compile(f"^{counted}$") for counted in ("A .*10", "B .*22", "C .*01")]
    expect(wall.see(f"{BARS} tbody tr")).to_have_text(counts, timeout=LONG)
    for student in students:
        expect(student.see(".st-key-class_answers_0 th")).to_have_count(3, timeout=LONG)


def close(runs: Sequence[str], wall: Wall, students: Sequence[Student]) -> None:
    """The room is closed: the teacher stands before the form again, the students are told, and keep their runs."""
    wall.menu("more")
    wall.press('[data-act="ask_close"]')
    wall.press('[data-act="close"]')
    expect(wall.see(".st-key-open_room")).to_be_visible(timeout=LONG)
    wall.visitor.wait_for_rest()
    assert "taught" not in wall.visitor.link
    for student in students:
        expect(student.see(".st-key-room_farewell")).to_be_visible(timeout=LONG)
        expect(student.see(".dnn-room-bar")).to_have_count(0, timeout=LONG)
    expect(students[0].see(".st-key-room_farewell")).to_contain_text("The teacher has closed this room")
    for student, run in zip(students, runs, strict=False):
        student.page.goto(f"{student.visitor.url}/?run={run}")
        student.visitor.wait_for_iteration(1, timeout=LONG)
        before = int(student.visitor.value("iteration"))
        student.visitor.press("train", timeout=LONG)  # as its owner alone can
        student.visitor.wait_for_iteration(before + 20, timeout=LONG)
