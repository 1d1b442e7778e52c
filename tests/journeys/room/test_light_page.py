"""The journey through the light page: what is seen first, the queue on a phone, the way back; where there is none."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from pages.server.rooms.admission import ADMITTED_AT_ONCE
from pages.server.visitor import new_key
from tests.cloud_proxy import PREFIX, CommunityCloud
from tests.conftest import Server
from tests.journeys.room.in_class import JOIN, Teacher, wait_for_tile
from tests.journeys.visitor import LONG, PHONE, SOON, Visitor

WIDTH = "document.documentElement.scrollWidth - innerWidth"
PLACE = "[data-role=said]"
BEFORE_HER = 60


def crowd(teacher: Teacher, count: int) -> None:
    """Have so many others wait at the door, who do not ask again."""
    for _ in range(round(ADMITTED_AT_ONCE) + count):
        owner = new_key()
        teacher.owner = owner
        teacher.post("/join", code=teacher.opening["code"])
        teacher.post("/enter", room=teacher.opening["room"])


def link(visitor: Visitor, teacher: Teacher) -> Page:
    """Open the link of a room."""
    visitor.page.goto(f"{visitor.url}/room?code={teacher.opening['code']}", wait_until="commit")
    return visitor.page


def test_on_a_phone_in_chinese_she_waits_her_turn_and_lands_in_the_lesson(
    start_server: Callable[..., Server], visit: Callable[..., Visitor]
) -> None:
    server = start_server()
    teacher = Teacher(server)
    student = visit(page=None, url=server.url, locale="zh-CN", size=PHONE, touch=True, theme="dark")
    asked: list[str] = []
    student.page.on("request", lambda request: asked.append(request.url))
    page = link(student, teacher)
    expect(page.get_by_role("heading", level=1)).to_have_text("XOR, 14:00", timeout=SOON)
    expect(page.get_by_text("没有账号，没有地址")).to_be_visible()
    assert page.evaluate(WIDTH) <= 0
    assert not any("/static/js/" in url for url in asked)
    crowd(teacher, BEFORE_HER)
    page.locator(JOIN).click(timeout=SOON)
    expect(page.locator(PLACE)).to_contain_text("位", timeout=SOON)
    expect(page.locator("[data-role=you]")).to_contain_text("你在这个房间里的名字是", timeout=SOON)
    name = page.locator("[data-role=you]").inner_text()
    assert page.evaluate(WIDTH) <= 0
    expect(page.locator(".dnn-room-bar [data-role=name]")).to_be_visible(timeout=LONG)
    assert page.locator(".dnn-room-bar [data-role=name]").inner_text() in name
    student.wait_for_link("lesson", "shapes")
    seat = round(ADMITTED_AT_ONCE) + BEFORE_HER + 1
    wait_for_tile(student, teacher, lambda tile: tile["position"] is not None, seat=seat)
    page.go_back()
    expect(page.locator(".st-key-room_seat")).to_be_visible(timeout=SOON)
    assert student.errors == []


def test_who_does_not_want_to_wait_leaves_and_comes_back(
    start_server: Callable[..., Server], visit: Callable[..., Visitor]
) -> None:
    server = start_server()
    teacher = Teacher(server)
    student = visit(page=None, url=server.url)
    page = link(student, teacher)
    crowd(teacher, BEFORE_HER)
    page.locator(JOIN).click(timeout=SOON)
    page.locator("[data-role=leave]").click(timeout=SOON)
    expect(page.locator(JOIN)).to_be_visible(timeout=SOON)
    wait_for_tile(student, teacher, lambda tile: True, seat=1)
    page.locator(JOIN).click(timeout=SOON)
    expect(page.locator(".dnn-room-bar")).to_be_visible(timeout=LONG)
    assert student.errors == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_locked_room_is_waited_for_there(visit: Callable[..., Visitor], server: Server, language: str) -> None:
    teacher = Teacher(server)
    teacher.steer("lock")
    student = visit(page=None, locale={"en": "en-GB", "zh": "zh-CN"}[language])
    page = link(student, teacher)
    page.locator(JOIN).click(timeout=SOON)
    words = {"en": "you have knocked", "zh": "敲"}[language]
    expect(page.locator(PLACE)).to_contain_text(words, timeout=SOON)
    teacher.steer("unlock")
    expect(page.locator(".dnn-room-bar")).to_be_visible(timeout=SOON)


def test_a_wrong_code_is_said_and_the_right_one_typed(visit: Callable[..., Visitor], server: Server) -> None:
    teacher = Teacher(server)
    student = visit(page=None)
    page = student.page
    page.goto(f"{student.url}/room?code=AAAAAA")
    expect(page.get_by_role("alert")).to_contain_text("No open room has this code", timeout=SOON)
    page.get_by_label("Code of the room").fill(teacher.opening["code"].lower())
    page.keyboard.press("Enter")
    expect(page.locator(".dnn-room-bar")).to_be_visible(timeout=SOON)
    assert student.errors == []


def test_in_the_frame_of_community_cloud_the_app_itself_is_opened(
    visit: Callable[..., Visitor], server: Server
) -> None:
    teacher = Teacher(server)
    with CommunityCloud(server.url).serving() as cloud:
        student = visit(page=None, url=cloud.url, frame=PREFIX)
        link(student, teacher)
        app = student.page.frame_locator("iframe")
        app.locator(".st-key-join_room button").click(timeout=SOON)
        expect(app.locator(".dnn-room-bar")).to_be_visible(timeout=SOON)
        wait_for_tile(student, teacher, lambda tile: tile["position"] is not None)
        assert student.errors == []
