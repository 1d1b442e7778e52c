"""Journeys of a teacher with a class of simulated students: her wall, the steering, a projector, and two devices."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from playwright.sync_api import Locator, expect

from pages.server.paths import ROOM_STUDENT
from tests.conftest import ROOT, Server, running_server
from tests.journeys.accessibility.test_rules import violations
from tests.journeys.visitor import PHONE, SOON
from tests.node_packages import installed

if TYPE_CHECKING:
    from tests.journeys.visitor import Visitor

APP = ROOT / "tests" / "pages" / "taught_class" / "app.py"
TILE = ".dnn-wall-tile"
CLASSROOM = {"width": 1920, "height": 1080}
Visit = Callable[..., "Visitor"]


COMMAND = [
    *(sys.executable, "-m", "streamlit", "run", str(APP)),
    *("--server.address=127.0.0.1", "--server.port={port}"),
]


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of the app that opens rooms with simulated students."""
    log = tmp_path_factory.mktemp("taught_class") / "server.log"
    with running_server(log, command=COMMAND, PYTHONPATH=str(ROOT), DNN_LEASE_SECONDS="600") as server:
        yield server.url


class Class:
    """A room with three students, whose acts go through the routes."""

    def __init__(self, url: str, count: int = 3, iterations: int = 200_000) -> None:
        answer = httpx.post(f"{url}/class?count={count}&iterations={iterations}", timeout=30)
        opening: dict[str, Any] = answer.json()
        self.url, self.room, self.code = url, opening["room"], opening["code"]
        self.key, self.co_key, self.students = opening["teacher_key"], opening["co_teacher_key"], opening["students"]

    def ask(self, student: int, **act: Any) -> httpx.Response:
        """Ask, or do something, as a student by her seat from 1 on."""
        body = {"owner": self.students[student - 1], "room": self.room, **({"act": act} if act else {})}
        return httpx.post(f"{self.url}/{ROOM_STUDENT}", json=body, timeout=30)

    def knows(self, student: int) -> dict[str, Any]:
        """All that a student knows."""
        found: dict[str, Any] = self.ask(student).json()
        return found


class Teacher:
    """A device on which a room is taught, or looked at."""

    def __init__(self, visit: Visit, room: Class, key: str | None = None, query: str = "", **habits: object) -> None:
        self.visitor = visit(page=None, url=room.url, **habits)
        self.page, self.room = self.visitor.page, room
        self.page.goto(f"{room.url}/room?taught={room.room}&key={key or room.key}{query}")
        expect(self.page.locator(TILE).first).to_be_visible(timeout=SOON)

    def see(self, selector: str) -> Locator:
        return self.page.locator(selector)

    def tile(self, seat: int) -> Locator:
        """The tile of a student, by the invented name that she was told."""
        return self.page.locator(TILE, has_text=self.room.knows(seat)["name"])

    def press(self, selector: str) -> None:
        self.page.locator(selector).click(timeout=SOON)

    def menu(self, name: str) -> None:
        self.press(f'[data-menu="{name}"] > summary')

    def view(self, name: str) -> None:
        self.press(f'.dnn-wall-views [data-view="{name}"]')


def test_the_secret_link_opens_the_wall_and_leaves_the_address(school: str, visit: Visit) -> None:
    room = Class(school)
    teacher = Teacher(visit, room)
    expect(teacher.see(TILE)).to_have_count(3)
    assert room.key not in teacher.page.url and "taught=" in teacher.page.url
    expect(teacher.tile(1).locator("path")).to_have_attribute("d", re.compile(r"^M.*L"), timeout=SOON)
    room.ask(3, name="signal", signal="question")
    expect(teacher.see(TILE).first).to_contain_text(room.knows(3)["name"], timeout=SOON)
    expect(teacher.see('[data-count="question"]')).to_have_text("1 with a question")
    teacher.page.reload()  # the browser has the key
    expect(teacher.see(TILE)).to_have_count(3, timeout=SOON)
    teacher.page.go_back()
    assert room.key not in teacher.page.url
    assert teacher.visitor.errors == []


def test_a_class_is_steered_from_the_wall(school: str, visit: Visit) -> None:
    room = Class(school)
    teacher = Teacher(visit, room)
    teacher.press('[data-act="pause"]')
    expect(teacher.see('li[data-force="paused"]')).to_be_visible(timeout=SOON)
    assert room.knows(1)["is_paused"]
    teacher.press('li[data-force="paused"] button')
    expect(teacher.see('li[data-force="paused"]')).to_have_count(0, timeout=SOON)
    assert not room.knows(1)["is_paused"]
    teacher.menu("sweep")
    teacher.press('[data-act="push_sweep"]')
    expect(teacher.see('li[data-force="push"]')).to_contain_text("from 0.001 to 10", timeout=SOON)
    values = [room.knows(seat)["push"]["value"] for seat in (1, 2, 3)]
    assert len(set(values)) == 3 and all(0.001 <= value <= 10 for value in values)
    for seat in (1, 2, 3):
        room.ask(seat, name="follow", push=1)
    teacher.view("curves")
    expect(teacher.see('[data-role="chart"]')).to_have_attribute("data-curves", "3", timeout=SOON)
    expect(teacher.see('[data-role="sweep-said"]')).to_contain_text("Best so far: Learning rate α", timeout=SOON)
    teacher.menu("goal")
    teacher.press('[data-act="set_goal"]')
    expect(teacher.see('[data-role="note"]')).to_contain_text("Expected a cost above 0")
    teacher.see('[data-role="goal-cost"]').fill("1e9")
    teacher.press('[data-act="set_goal"]')
    expect(teacher.see('[data-count="reached_goal"]')).to_have_text("3 at the goal", timeout=SOON)
    teacher.menu("controls")
    teacher.see('[data-control="learning_rate"]').select_option("locked")
    teacher.press('[data-act="set_controls"]')
    expect(teacher.see('li[data-force="locked_controls"]')).to_have_text(re.compile("Learning rate"), timeout=SOON)
    assert room.knows(2)["locked_controls"] == ["learning_rate"]
    teacher.menu("send")
    teacher.see('[data-role="push-lesson"]').select_option("depth")
    teacher.see('[data-role="push-step"]').select_option("1")
    teacher.press('[data-act="push_lesson"]')
    expect(teacher.see('li[data-force="push"]')).to_contain_text("step 2", timeout=SOON)
    assert (room.knows(1)["push"]["lesson"], room.knows(1)["push"]["step"]) == ("depth", 1)
    assert teacher.visitor.errors == []


def test_answers_stay_hidden_until_they_are_revealed(school: str, visit: Visit) -> None:
    room = Class(school)
    teacher = Teacher(visit, room)
    projector = Teacher(visit, room, size=CLASSROOM)
    projector.press('[data-act="project"]')
    teacher.view("answers")
    bars = "article > .dnn-wall-bars"
    expect(teacher.see("article h3")).to_contain_text("step 1: what was seen", timeout=SOON)
    expect(teacher.see(bars)).to_have_count(0)
    assert room.knows(1)["revealed"] == []
    teacher.press('[data-answer="reveal"]')
    expect(teacher.see(bars)).to_be_visible(timeout=SOON)
    expect(projector.see(f'[data-view="answers"] {bars}')).to_be_visible(timeout=SOON)
    assert sum(bar["first"] for bar in room.knows(1)["revealed"][0]["bars"]) == 3
    expect(projector.see(f"{bars} tbody tr")).to_have_count(3)
    expect(projector.see("article")).to_contain_text("depends on each student's own network")
    for seat in (1, 2):
        room.ask(seat, name="answer", question="layers/1/prediction", value=seat)
    teacher.press('[data-question="layers/1/prediction"] [data-answer="reveal"]')
    solved = projector.see('[data-question="layers/1/prediction"] tbody tr')
    expect(solved).to_have_text([re.compile("^A · L = 2.*0$"), re.compile("^B · .*1$"), re.compile("^C.*1$")])
    expect(projector.see("article")).not_to_contain_text(["right answer", "right answer"])
    expect(projector.see("[data-solve]")).to_have_count(0)
    right = teacher.see('[data-question="layers/1/prediction"] tr[data-right]')
    expect(right).to_have_count(0)
    teacher.press('[data-solve="layers/1/prediction"]')
    expect(right).to_have_text(re.compile("^B · .*right answer1$"))
    teacher.press('[data-solve="layers/1/prediction"]')
    expect(right).to_have_count(0)
    widths = solved.locator("i").evaluate_all("all => all.map((each) => each.style.getPropertyValue('--share'))")
    assert [float(width) for width in widths] == [0, pytest.approx(1 / 3), pytest.approx(1 / 3)]
    seen = '[data-question="learning_rate/1/seen"]'
    teacher.press(f'{seen} [data-answer="second_vote"]')
    expect(teacher.see(seen).first).to_contain_text("second vote: 0", timeout=SOON)
    room.ask(1, name="answer", question="learning_rate/1/seen", value=0, vote=2)
    teacher.press('[data-answer="reveal"][data-vote="2"]')
    teacher.view("tiles")
    teacher.tile(1).click()
    given = teacher.see(".dnn-wall-given")
    seen_words = "What was seen: Which run ended lowest, and why not the one with α = 10?"
    expect(given).to_contain_text(seen_words, timeout=SOON)
    expect(given.locator("section")).to_have_text([re.compile("L = 3"), re.compile("first vote: .*second vote: ")])
    expect(projector.see(".dnn-wall-bars thead")).to_contain_text("second vote", timeout=SOON)
    assert teacher.visitor.errors == projector.visitor.errors == []


def test_a_student_is_put_on_the_projector_from_a_phone_without_her_name(school: str, visit: Visit) -> None:
    room = Class(school)
    projector = Teacher(visit, room, size=CLASSROOM)
    name = room.knows(2)["name"]
    projector.press('[data-act="project"]')
    expect(projector.see('[data-role="lobby-code"]')).to_have_text(room.code)
    expect(projector.see('[data-role="lobby-present"]')).to_contain_text("3 students are here")
    assert projector.see('[data-role="qr"]').evaluate("({ naturalWidth }) => naturalWidth") > 0
    phone = Teacher(visit, room, size=PHONE, touch=True)
    phone.tile(2).click()
    phone.press('[data-member_act="project_member"]')
    expect(phone.see('[data-role="opened"]')).to_be_hidden(timeout=SOON)
    expect(phone.see(".dnn-wall")).to_have_attribute("data-view", "presented")
    phone.view("tiles")
    phone.tile(2).click()
    expect(projector.see(".dnn-wall-portrait h3")).to_have_text(re.compile("Seat 2"), timeout=SOON)
    expect(projector.see(".dnn-wall")).not_to_contain_text(name)
    expect(projector.see('[data-role="corner-code"]')).to_be_visible()
    phone.press('[data-member_act="unpresent"]')
    expect(projector.see(".dnn-wall")).to_have_attribute("data-view", "tiles", timeout=SOON)
    room.ask(3, name="signal", signal="question")
    expect(phone.see('[data-count="question"]')).to_have_text("1 with a question", timeout=SOON)
    expect(projector.see(f"{TILE} b")).to_have_text(["Seat 1", "Seat 2", "Seat 3"])
    expect(projector.see(f"{TILE} .dnn-wall-mark:visible")).to_have_text(["✓"])  # who is done, and nobody who asks
    expect(projector.see('[data-role="corner-present"]')).to_have_text("3 students are here")
    phone.press('[data-member_act="spotlight"]')
    expect(phone.see('li[data-force="push"]')).to_contain_text("the setting of", timeout=SOON)
    phone.press('[data-member_act="remove"]')
    expect(phone.see(TILE)).to_have_count(3)
    phone.press('[data-member_act="remove"]')
    expect(phone.see(TILE)).to_have_count(2, timeout=SOON)
    assert room.knows(2)["standing"] == "removed"
    assert phone.visitor.errors == projector.visitor.errors == []


def test_her_own_run_is_a_line_in_the_chart_of_the_class(school: str, visit: Visit) -> None:
    """She trains it in the app before she turns to her wall in the same browser."""
    room = Class(school)
    own = visit("?data=moons&hidden=4.tanh&iterations=300", url=school, size=CLASSROOM)
    own.press("train")
    own.wait_for_status("finished")
    own.page.goto(f"{school}/room?taught={room.room}&key={room.key}")
    see = own.page.locator
    see('[data-menu="own-run"] > summary').click(timeout=SOON)
    expect(see('[data-role="own-run"] option')).to_have_text(re.compile("iteration 300"), timeout=SOON)
    expect(see('[data-act="present_run"]')).to_be_hidden()
    see('[data-act="show_run"]').click()
    expect(see('li[data-force="teacher_run"]')).to_contain_text("In the chart: Teacher", timeout=SOON)
    chart = see('[data-role="chart"]')
    expect(chart.locator("text", has_text="Teacher")).to_be_visible(timeout=SOON)
    expect(chart.locator("path[stroke-dasharray='8 3']")).to_have_count(1)
    assert chart.get_attribute("data-curves") == "3"
    see('[data-menu="own-run"] > summary').click()
    see('[data-act="present_run"]').click()
    see('.dnn-wall-views [data-view="presented"]').click()
    expect(see(".dnn-wall-panels h3")).to_have_text("Teacher", timeout=SOON)
    see('[data-menu="own-run"] > summary').click()
    expect(see('[data-act="show_run"]')).to_have_text("Take out of the chart", timeout=SOON)
    see('[data-act="show_run"]').click()
    expect(see('li[data-force="teacher_run"]')).to_have_count(0, timeout=SOON)
    expect(see(".dnn-wall-panels > article")).to_have_count(0)
    assert own.errors == []


def test_starred_tiles_are_compared_on_the_page_of_comparisons(school: str, visit: Visit) -> None:
    teacher = Teacher(visit, Class(school, iterations=200))
    for seat, act in ((1, "project_member"), (2, "present_beside")):
        teacher.view("tiles")
        teacher.tile(seat).click()
        teacher.press(f'[data-member_act="{act}"]')
        expect(teacher.see(".dnn-wall")).to_have_attribute("data-view", "presented", timeout=SOON)
    expect(teacher.see(".dnn-wall-panels > article")).to_have_count(2)
    teacher.see(".dnn-wall-teacher button").first.click()
    expect(teacher.page.get_by_role("heading", level=1)).to_have_text("Compare runs", timeout=SOON)
    heads = teacher.see(".dnn-compare thead th")
    expect(heads).to_have_text([re.compile("Setting"), re.compile("#1 "), re.compile("#2 ")], timeout=SOON)


def test_who_looks_on_steers_nothing_and_a_closed_room_is_over(school: str, visit: Visit) -> None:
    room = Class(school)
    looking = Teacher(visit, room, room.co_key)
    expect(looking.see('[data-role="steering"]')).to_be_hidden()
    looking.tile(1).click()
    expect(looking.see("[data-member_act]")).to_have_count(1)
    teacher = Teacher(visit, room)
    teacher.menu("more")
    with teacher.page.expect_download() as saved:
        teacher.press('[data-act="results"]')
    table = saved.value.path().read_text("utf-8-sig").splitlines()
    assert saved.value.suggested_filename == "room.csv" and len(table) == 4
    assert room.knows(1)["name"] in table[1] and "learning_rate/1/seen 1" in table[0]
    teacher.press('[data-act="ask_close"]')
    teacher.press('[data-act="close"]')
    expect(teacher.page.locator(".st-key-open_room")).to_be_visible(timeout=SOON)
    expect(looking.see('[data-role="note"]')).to_contain_text("closed this room", timeout=SOON)
    assert room.ask(1).status_code == 410


def test_who_knocks_is_let_in(school: str, visit: Visit) -> None:
    room = Class(school)
    teacher = Teacher(visit, room)
    teacher.press('[data-act="lock"]')
    expect(teacher.see('li[data-force="locked"]')).to_be_visible(timeout=SOON)
    httpx.post(f"{school}/api/rooms/join", json={"owner": "k" * 22, "code": room.code}, timeout=30)
    teacher.press('[data-knock="admit"]')
    expect(teacher.see(TILE)).to_have_count(4, timeout=SOON)
    expect(teacher.see('[data-role="knocks"]')).to_be_hidden()


@pytest.mark.parametrize(("theme", "language"), [("light", "en"), ("dark", "zh")])
def test_the_wall_keeps_the_rules_of_accessibility(school: str, visit: Visit, theme: str, language: str) -> None:
    teacher = Teacher(visit, Class(school), query=f"&lang={language}", theme=theme)
    axe = (installed() / "axe-core" / "axe.min.js").read_text("utf-8")
    teacher.press('[data-act="pause"]')
    expect(teacher.see('li[data-force="paused"]')).to_be_visible(timeout=SOON)
    found = {"wall": violations(teacher.page, axe)}
    for view in ("curves", "answers", "code"):
        teacher.view(view)
        found[view] = violations(teacher.page, axe)
    teacher.view("tiles")
    teacher.menu("sweep")
    found["sweep"] = violations(teacher.page, axe)
    teacher.page.keyboard.press("Escape")
    teacher.see(TILE).first.click()
    found["student"] = violations(teacher.page, axe)
    assert {view: broken for view, broken in found.items() if broken} == {}


def test_on_a_host_without_routes_the_wall_is_a_table(start_server: Callable[..., Server], visit: Visit) -> None:
    server = start_server(command=COMMAND, PYTHONPATH=str(ROOT), DNN_ROUTES="off")
    room = Class(server.url, iterations=50)
    teacher = visit(page=None, url=server.url)
    page = teacher.page
    page.goto(f"{server.url}/room?taught={room.room}&key={room.key}")
    expect(page.get_by_test_id("stDataFrame")).to_be_visible(timeout=SOON)
    expect(page.locator(".st-key-page")).to_contain_text("3 present")
    page.locator(".st-key-slow_pause button").click()
    expect(page.locator(".st-key-slow_pause button")).to_have_text("Go on", timeout=SOON)
    assert room.key not in page.url
    page.reload()  # the browser has the key
    expect(page.locator(".st-key-slow_pause button")).to_have_text("Go on", timeout=SOON)


def test_a_room_is_opened_on_the_page_and_shown_with_its_code(school: str, visit: Visit) -> None:
    teacher = visit(page=None, url=school)
    page = teacher.page
    page.goto(f"{school}/room")
    page.get_by_label("Title").fill("<i>Circles</i> at nine")
    page.locator(".st-key-open_room_button button").click()
    expect(page.locator('[data-role="room-title"]')).to_have_text("<i>Circles</i> at nine", timeout=SOON)
    code = page.locator('[data-role="lobby-code"]')
    expect(code).to_have_text(re.compile("^[A-Z]{6}$"), timeout=SOON)
    student = httpx.post(f"{school}/api/rooms/join", json={"owner": "s" * 22, "code": code.inner_text()}, timeout=30)
    assert student.json()["title"] == "<i>Circles</i> at nine"
    expect(page.locator('[data-role="lobby-present"]')).to_contain_text("1 student is here", timeout=SOON)
    page.locator(".st-key-room_tools [data-testid=stPopoverButton]").click()
    expect(page.get_by_label("Link: Join")).to_have_value(f"{school}/room?code={code.inner_text()}", timeout=SOON)
    assert teacher.errors == []
