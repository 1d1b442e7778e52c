"""Students in a room, each in a browser of her own: joining by the code, what the teacher puts before all, a pause, the
pace of a lesson, signs; and a reload, a gap of the network, the death of the server.
"""

from __future__ import annotations

import json
import signal
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.conftest import Server, free_port
from tests.journeys.accessibility.test_rules import SMALL, TOO_WIDE, axe, settle, violations  # noqa: F401
from tests.journeys.room.in_class import JOIN, PAUSE, SCENARIO, Teacher, join, press, wait_for, wait_for_tile
from tests.journeys.visitor import DESKTOP, LONG, PHONE, SOON, Visitor


def test_two_students_follow_go_back_and_are_paused(server: Server, visit: Callable[..., Visitor]) -> None:
    teacher = Teacher(server)
    one = join(visit(page=None), teacher)
    other = join(visit(page=None, locale="zh-CN", size=PHONE, theme="dark"), teacher)
    expect(one.page.get_by_role("heading", name="Shapes: W, b, and Z, A")).to_be_visible(timeout=SOON)
    one.page.locator("[data-signal=stuck]").click()
    wait_for_tile(one, teacher, lambda tile: tile["signal"] == "stuck")
    one.page.locator("[data-signal=stuck]").click()
    wait_for_tile(one, teacher, lambda tile: tile["signal"] == "none")

    teacher.push("sweep", config=SCENARIO, choice="learning_rate", values=[0.1, 0.2])
    for student in (one, other):
        student.wait_for_iteration(50)
    wait_for_tile(one, teacher, lambda tile: (tile["run"] or {}).get("learning_rate") == 0.1)
    wait_for_tile(one, teacher, lambda tile: (tile["run"] or {}).get("learning_rate") == 0.2, seat=2)
    value = "your value is Learning rate α = 0.1. Your lesson waits where you left it."
    expect(one.page.locator(".dnn-room-push")).to_contain_text(value)
    on_phone = other.page.locator(".dnn-room-push")
    expect(on_phone).to_be_visible()
    expect(on_phone).to_contain_text("0.2")
    for sign in ("done", "stuck", "question"):
        expect(other.page.locator(f"[data-signal={sign}] span")).to_be_visible()

    teacher.steer("pause")
    for student in (one, other):
        expect(student.page.locator(PAUSE)).to_be_visible(timeout=SOON)
        student.wait_for_status("paused")
    expect(one.page.locator(PAUSE)).to_contain_text("Eyes to the front")
    one.page.keyboard.press("Escape")
    expect(one.page.locator(PAUSE)).to_be_visible()
    teacher.steer("go_on")
    for student in (one, other):
        expect(student.page.locator(PAUSE)).to_be_hidden(timeout=SOON)
        student.wait_for_status("running")

    press(one, "back")
    expect(one.page.get_by_role("heading", name="Shapes: W, b, and Z, A")).to_be_visible(timeout=SOON)
    press(one, "class")
    one.wait_for_iteration(50)
    assert one.errors == [] and other.errors == []


def test_a_run_that_she_begins_is_on_the_wall_and_reaches_the_goal(
    server: Server, visit: Callable[..., Visitor]
) -> None:
    teacher = Teacher(server)
    student = join(visit(page=None), teacher)
    teacher.steer("set_goal", cost=0.65)
    expect(student.page.locator(".dnn-room-goal")).to_have_text("Goal: cost below 0.65", timeout=SOON)
    teacher.steer("lock_controls", controls=["learning_rate"])
    student.turn_to("train")
    expect(student.field("Learning rate α, exactly")).to_be_disabled(timeout=SOON)
    student.press("train")
    wait_for_tile(student, teacher, lambda tile: bool(tile["run"]) and tile["run"]["iteration"] > 0)
    expect(student.page.locator(".dnn-room-goal")).to_have_text("Goal reached: cost below 0.65", timeout=SOON)
    teacher.steer("lock_controls", controls=[])
    expect(student.field("Learning rate α, exactly")).to_be_enabled(timeout=SOON)
    assert student.errors == []


def test_the_pace_of_a_lesson_holds_and_a_reload_loses_nothing(server: Server, visit: Callable[..., Visitor]) -> None:
    teacher = Teacher(server)
    student = join(visit(page=None), teacher)
    name = student.page.locator("[data-role=name]").inner_text()
    teacher.steer("set_pace", pace="together", step=1)
    expect(student.page.get_by_text("The class works on step 2 together")).to_be_visible(timeout=SOON)
    student.page.locator(".st-key-lesson_work label:has(input[type=radio])").first.click(timeout=SOON)
    student.page.get_by_role("button", name="This is my prediction").click(timeout=SOON)
    wait_for_tile(student, teacher, lambda tile: tile["question"] == "shapes/2/prediction")
    student.page.reload()
    expect(student.page.locator("[data-role=name]")).to_have_text(name, timeout=SOON)
    expect(student.page.get_by_text("The class works on step 2 together")).to_be_visible(timeout=SOON)
    expect(student.page.locator(".st-key-commit_prediction")).to_have_count(0)
    student.turn_to("notation")
    student.page.go_back()
    expect(student.page.get_by_text("The class works on step 2 together")).to_be_visible(timeout=SOON)
    student.page.goto("about:blank")
    student.page.go_back()
    expect(student.page.locator("[data-role=name]")).to_have_text(name, timeout=SOON)
    expect(student.page.get_by_text("The class works on step 2 together")).to_be_visible(timeout=SOON)
    expect(student.page.locator(".st-key-commit_prediction")).to_have_count(0)
    assert [tile["position"]["step"] for tile in teacher.tiles()] == [1] and student.errors == []


def test_a_gap_of_the_network_is_told_and_the_sign_arrives_after_it(
    server: Server, visit: Callable[..., Visitor]
) -> None:
    teacher = Teacher(server)
    student = join(visit(page=None), teacher)
    student.page.context.set_offline(True)
    student.page.locator("[data-signal=question]").click()
    expect(student.page.locator("[data-role=words]")).to_have_text("No connection; your seat is kept.", timeout=SOON)
    expect(student.page.locator(".dnn-room")).to_have_attribute("data-teacher", "lost")
    student.page.context.set_offline(False)
    expect(student.page.locator("[data-role=words]")).to_be_hidden(timeout=LONG)
    expect(student.page.locator(".dnn-room")).to_have_attribute("data-teacher", "taught")
    wait_for_tile(student, teacher, lambda tile: tile["signal"] == "question")
    assert student.strangers == []


def test_a_locked_room_lets_her_in_by_itself_and_a_closed_one_is_told(
    server: Server, visit: Callable[..., Visitor]
) -> None:
    teacher = Teacher(server)
    teacher.steer("lock")
    student = visit(page=None)
    student.page.goto(f"{student.url}/room?code={teacher.opening['code']}")
    student.page.locator(JOIN).click(timeout=SOON)
    expect(student.page.get_by_role("status")).to_contain_text("you have knocked", timeout=SOON)
    wait_for(student, lambda: teacher.wall()["waiting"] != [])
    teacher.steer("admit", member=teacher.wall()["waiting"][0]["id"])
    expect(student.page.get_by_role("heading", name="Shapes: W, b, and Z, A")).to_be_visible(timeout=SOON)
    teacher.steer("close")
    expect(student.page.get_by_text("The teacher has closed this room")).to_be_visible(timeout=SOON)
    expect(student.page.locator(".dnn-room-bar")).to_have_count(0)
    asked: list[str] = []
    student.page.on("request", lambda request: asked.append(request.url))
    student.turn_to("notation")
    student.wait_for_rest()
    assert [url for url in asked if "/api/rooms/" in url] == [] and student.errors == []


@pytest.mark.skipif(sys.platform == "win32", reason="has no SIGKILL")
@pytest.mark.timeout(300)  # a server begins anew in it
def test_a_killed_server_with_a_database_has_her_seat_her_push_and_her_own_run(
    start_server: Callable[..., Server], visit: Callable[..., Visitor], tmp_path: Path
) -> None:
    settings = {"DNN_STORE": "database", "DNN_DATA": str(tmp_path / "data")}
    server = start_server(**settings)
    teacher = Teacher(server)
    student = join(visit(url=server.url, page=None), teacher)
    name = student.page.locator("[data-role=name]").inner_text()
    teacher.push("sweep", config=SCENARIO, choice="learning_rate", values=[0.1, 0.2])
    student.wait_for_iteration(500)
    run = student.link["run"]
    server.process.send_signal(signal.SIGKILL)
    server.process.wait()
    before = int(student.shows("iteration").get_attribute("data-value") or 0)
    teacher.server = start_server(port=urlsplit(server.url).port, **settings)
    student.wait_for_iteration(before + 500, timeout=LONG)
    expect(student.page.locator("[data-role=name]")).to_have_text(name, timeout=LONG)
    assert student.link["run"] == run
    wait_for_tile(student, teacher, lambda tile: bool(tile["run"]) and tile["run"]["run"] == run)
    teacher.push("lesson", lesson="shapes", step=1)
    expect(student.page.get_by_role("heading", name="Shapes: W, b, and Z, A")).to_be_visible(timeout=LONG)
    student.page.locator("[data-signal=done]").click()
    wait_for_tile(student, teacher, lambda tile: tile["signal"] == "done")


def test_a_server_that_forgets_rooms_says_so_before_and_after(
    start_server: Callable[..., Server], visit: Callable[..., Visitor]
) -> None:
    server = start_server(DNN_STORE="memory")
    student = join(visit(url=server.url, page=None), Teacher(server))
    student.wait_for_link("lesson", "shapes")
    student.page.locator(".dnn-room-name").click()
    expect(student.page.locator("[data-role=volatile]")).to_contain_text("a restart would lose it")
    server.end()
    start_server(port=urlsplit(server.url).port, DNN_STORE="memory")
    expect(student.page.locator(".dnn-room-ended")).to_contain_text("There is no such room, or no longer", timeout=LONG)
    expect(student.page.locator(".dnn-room-bar")).to_have_count(0)
    expect(student.page.get_by_role("heading", name="Shapes: W, b, and Z, A")).to_be_visible(timeout=SOON)
    student.page.locator(".dnn-room-ended button").click()
    expect(student.page.locator(".dnn-room-ended")).to_have_count(0)


@pytest.mark.parametrize(("locale", "theme", "size"), [("en-GB", "light", DESKTOP), ("zh-CN", "dark", PHONE)])
def test_the_bar_breaks_no_rule_and_moves_nothing(
    server: Server,
    visit: Callable[..., Visitor],
    axe: str,  # noqa: F811
    locale: str,
    theme: str,
    size: dict[str, int],
) -> None:
    """With its panel open, with a goal, a push, a second vote, and paused."""
    teacher = Teacher(server)
    student = join(visit(page=None, locale=locale, theme=theme, size=size), teacher)
    page, found = student.page, []
    teacher.steer("allow_own_names", is_on=True)
    teacher.push("lesson", lesson="layers", step=0)
    teacher.steer("set_goal", cost=0.05)
    teacher.steer("second_vote", question="layers/1/prediction")
    teacher.steer("set_pace", pace="together", step=0)
    expect(page.locator("[data-press=vote]")).to_be_visible(timeout=SOON)
    student.wait_for_rest()
    settle(page, theme)
    found += [f"bar: {each}" for each in violations(page, axe)]
    page.locator(".dnn-room-name").click()
    expect(page.locator(".dnn-room-panel")).to_be_visible()
    found += [f"panel: {each}" for each in violations(page, axe)]
    page.keyboard.press("Escape")
    assert page.evaluate(TOO_WIDE) == []
    found += [f"small: {each}" for each in page.evaluate(SMALL)] if size == PHONE else []
    teacher.steer("pause")
    expect(page.locator(PAUSE)).to_be_visible(timeout=SOON)
    found += [f"paused: {each}" for each in violations(page, axe)]
    teacher.steer("go_on")
    expect(page.locator(PAUSE)).to_be_hidden(timeout=SOON)
    page.reload()
    expect(page.locator(".dnn-room-bar")).to_be_visible(timeout=SOON)
    settle(page, theme)
    student.expect_no_shift()
    assert found == [] and student.errors == []


@pytest.mark.timeout(300)  # three servers begin in it, one after the other
def test_without_the_routes_streamlit_draws_the_bar(
    start_server: Callable[..., Server], visit: Callable[..., Visitor], tmp_path: Path
) -> None:
    """The room was opened, and is looked at afterwards, by servers that do serve them; meanwhile its database tells."""
    settings = {"DNN_STORE": "database", "DNN_DATA": str(tmp_path / "data")}
    server = start_server(port=free_port(), **settings)
    teacher, port = Teacher(server), urlsplit(server.url).port
    teacher.push("lesson", lesson="shapes", step=1)
    server.end()
    without = start_server(port=port, DNN_ROUTES="off", **settings)
    student = visit(url=server.url, page=None)
    student.page.goto(f"{server.url}/room?code={teacher.opening['code']}")
    student.page.locator(".st-key-join_room button").click(timeout=SOON)
    bar = student.page.locator(".st-key-room")
    expect(bar.get_by_text("You are where the class is in the lesson")).to_be_visible(timeout=SOON)
    wait_for(student, lambda: kept_member(tmp_path / "data")["arrived"] == 1)  # her browser has asked from that page
    bar.get_by_role("button", name="Stuck").click(timeout=SOON)
    expect(bar.locator(".st-key-room_signal_stuck button[kind=primary]").first).to_be_visible(timeout=SOON)
    bar.get_by_role("button", name="Back to my work").click(timeout=SOON)
    expect(bar.get_by_role("button", name="To the class's again")).to_be_visible(timeout=SOON)
    student.wait_for_link("part", "1")
    without.end()
    teacher.server = start_server(port=port, **settings)
    tile = teacher.tiles()[0]
    assert (tile["signal"], tile["follows"], tile["returned"]) == ("stuck", 1, 1)


def kept_member(data: Path) -> dict[str, Any]:
    """The only member of the only room in a server's database."""
    (file,) = data.glob("*.sqlite3")
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        ((document,),) = connection.execute("SELECT document FROM room_members").fetchall()
    member: dict[str, Any] = json.loads(document)
    return member
