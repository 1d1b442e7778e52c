"""Journeys to the drawing board: what is drawn with the mouse, a finger or the keyboard is trained on, and stays."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence

import pytest
from playwright.sync_api import Locator, TimeoutError, expect

from dnn.datasets.own_points import LETTERS_A_POINT, decode_points
from pages.lab.data.ways.ways_in import WAYS_IN
from tests.journeys.visitor import AT_ONCE, LONG, PHONE, SOON, Visitor

Visit = Callable[..., Visitor]
Places = Sequence[tuple[float, float]]
SAVED = "() => document.querySelector('.dnn-draw')?.dataset.saved === 'true'"
"""The page has all strokes."""
ROW = 35
"""The height of a row of the table, in pixels."""
NETWORK = "hidden=16.tanh-16.tanh&optimizer=adam&learning_rate=0.03&iterations=1200&pace=full"


def at_the_board(visit: Visit, query: str = "?lang=en", **habits: object) -> Visitor:
    """A visitor in front of an empty board."""
    visitor = visit(query, page="data", **habits)
    ways = visitor.app.locator("[class*='st-key-control_way_in'] button")
    ways.nth(list(WAYS_IN).index("draw")).click(timeout=SOON)
    expect(canvas(visitor)).to_be_visible(timeout=SOON)
    return visitor


def canvas(visitor: Visitor) -> Locator:
    return visitor.app.locator(".dnn-draw canvas")


def count(visitor: Visitor) -> int:
    """The number of points on the board."""
    return int(visitor.app.locator(".dnn-draw").get_attribute("data-count") or -1)


def pixels(visitor: Visitor, places: Places) -> Places:
    """Places of the plane on the screen."""
    box = canvas(visitor).bounding_box()
    assert box is not None
    across, up = box["width"] / 4, box["height"] / 4
    return [(box["x"] + (x1 + 2) * across, box["y"] + (2 - x2) * up) for x1, x2 in places]


def draw(visitor: Visitor, places: Places) -> None:
    """Draw one stroke with the mouse."""
    first, *further = pixels(visitor, places)
    visitor.page.mouse.move(*first)
    visitor.page.mouse.down()
    for place in further:
        visitor.page.mouse.move(*place)
    visitor.page.mouse.up()


def choose_tool(visitor: Visitor, name: str) -> None:
    tool = visitor.app.get_by_role("radio", name=name, exact=True)
    tool.click()
    expect(tool).to_have_attribute("aria-checked", "true")


def act(visitor: Visitor, name: str) -> None:
    visitor.app.locator(f".dnn-draw [data-act={name}]").click()


def train(visitor: Visitor) -> tuple[float, float]:
    """Take the drawing to the page that trains, and train to the end; the first cost and the last."""
    visitor.press("train_on_drawing")
    visitor.app.locator(".dnn-live-frame").wait_for(timeout=SOON)
    visitor.press("train")
    visitor.wait_for_status("finished", timeout=LONG)
    payload = visitor.payload()
    costs = payload["points"][1]
    return costs[0], costs[-1]


def spiral(turn: float) -> Places:
    """An arm of a spiral, turned about the origin."""
    steps = [step / 70 for step in range(71)]
    polar = [(0.25 + 1.45 * step, 2.5 * math.pi * step + turn) for step in steps]
    return [(radius * math.cos(angle), radius * math.sin(angle)) for radius, angle in polar]


def test_a_spiral_that_is_drawn_with_the_mouse_is_learned(visit: Visit) -> None:
    visitor = at_the_board(visit, f"?{NETWORK}&lang=en")
    draw(visitor, spiral(0))
    choose_tool(visitor, "class 2")
    draw(visitor, spiral(math.pi))
    drawn = count(visitor)
    assert 150 < drawn < 400
    first, last = train(visitor)
    assert last < 0.25 * first
    link = visitor.link
    assert (link["data"], link["hidden"], link["optimizer"]) == ("own", "16.tanh-16.tanh", "adam")
    points, labels = decode_points(link["points"])
    assert labels.size == drawn and abs(labels.mean() - 0.5) < 0.1
    radius = (points**2).sum(axis=0) ** 0.5  # (m,)
    assert radius.min() < 0.5 and radius.max() > 1.4
    visitor.turn_to("data")
    assert_drawn(visitor, drawn)
    draw(visitor, [(-1.9, -1.9), (-1.5, -1.9)])
    more = count(visitor)
    assert more > drawn
    train(visitor)
    assert len(visitor.link["points"]) == LETTERS_A_POINT * more
    assert visitor.errors == []


def assert_drawn(visitor: Visitor, points: int) -> None:
    """The board is there with so many points."""
    expect(visitor.app.locator(".dnn-draw")).to_have_attribute("data-count", str(points), timeout=SOON)


def test_what_is_drawn_is_erased_undone_and_brought_again_and_outlasts_another_page(visit: Visit) -> None:
    visitor = at_the_board(visit)
    draw(visitor, [(-1.5, 1), (1.5, 1)])
    line = count(visitor)
    draw(visitor, [(-1.5, -1), (1.5, -1)])
    both = count(visitor)
    assert line > 30 and both > line + 30
    choose_tool(visitor, "Eraser")
    draw(visitor, [(-1.6, 1), (1.6, 1)])
    left = count(visitor)
    assert left <= both - line
    act(visitor, "undo")
    assert_drawn(visitor, both)
    act(visitor, "redo")
    assert_drawn(visitor, left)
    act(visitor, "clear")
    assert_drawn(visitor, 0)
    act(visitor, "undo")
    visitor.app.wait_for_function(SAVED)
    visitor.turn_to("notation")
    visitor.turn_to("data")
    assert_drawn(visitor, left)
    act(visitor, "undo")
    assert_drawn(visitor, both)
    act(visitor, "undo")
    assert_drawn(visitor, line)
    visitor.app.wait_for_function(SAVED)
    assert visitor.errors == []


def test_no_quick_stroke_is_lost_on_the_way_to_another_page(visit: Visit) -> None:
    visitor = at_the_board(visit)
    choose_tool(visitor, "Single point")
    for k in range(25):
        draw(visitor, [(-1.8 + 0.15 * k, 0.5)])
    assert count(visitor) == 25
    visitor.turn_to("notation")
    visitor.turn_to("data")
    assert_drawn(visitor, 25)
    visitor.app.wait_for_function(SAVED)
    train(visitor)
    assert len(visitor.link["points"]) == LETTERS_A_POINT * 25
    assert visitor.errors == []


def test_a_curve_is_drawn_for_a_regression_and_learned(visit: Visit) -> None:
    visitor = at_the_board(visit, f"?{NETWORK}&lang=en")
    visitor.app.get_by_text("A curve, for regression", exact=True).click()
    expect(visitor.app.get_by_role("radio", name="Curve", exact=True)).to_be_visible(timeout=SOON)
    draw(visitor, [(x / 20, math.sin(math.pi * x / 20)) for x in range(-38, 39)])
    drawn = count(visitor)
    choose_tool(visitor, "Eraser")
    draw(visitor, [(1.5, -1), (1.4, -1)])
    assert count(visitor) < drawn
    act(visitor, "undo")
    assert_drawn(visitor, drawn)
    first, last = train(visitor)
    assert last < 0.1 * first
    assert visitor.link["content"].startswith(f"1.{drawn}.0.")
    visitor.turn_to("data")
    assert_drawn(visitor, drawn)
    assert visitor.errors == []


def test_the_keyboard_alone_draws_two_classes(visit: Visit) -> None:
    visitor = at_the_board(visit)
    keyboard = visitor.page.keyboard
    choose_tool(visitor, "Single point")
    canvas(visitor).focus()
    for _ in range(3):
        keyboard.press("ArrowLeft")
        keyboard.press("Enter")
    assert_drawn(visitor, 3)
    expect(visitor.shows("place")).to_have_text("x₁ −0.30, x₂ 0.00")
    keyboard.press("Delete")
    assert_drawn(visitor, 2)
    keyboard.press("Control+z")
    assert_drawn(visitor, 3)
    keyboard.press("Control+Shift+z")
    assert_drawn(visitor, 2)
    tools = visitor.app.get_by_role("radiogroup", name="What the pointer draws")
    tools.get_by_role("radio", name="class 1", exact=True).focus()
    keyboard.press("ArrowRight")
    expect(tools.get_by_role("radio", name="class 2", exact=True)).to_be_focused()
    canvas(visitor).focus()
    keyboard.press("Shift+ArrowUp")
    keyboard.press("Enter")
    assert_drawn(visitor, 3)
    train(visitor)
    points, labels = decode_points(visitor.link["points"])
    assert labels.tolist() == [0, 0, 1]
    assert points[:, 2] == pytest.approx([-0.3, 0.5], abs=0.001)
    assert visitor.errors == []


def test_a_finger_draws_on_a_phone_and_the_page_stays(visit: Visit) -> None:
    visitor = at_the_board(visit, "?lang=zh", size=PHONE, touch=True, theme="dark", locale="zh-CN")
    box = canvas(visitor).bounding_box()
    assert box is not None and box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"]
    where = "document.querySelector('.dnn-draw canvas').getBoundingClientRect().top"
    before = visitor.app.evaluate(where)
    touch = visitor.page.context.new_cdp_session(visitor.page)

    def finger(kind: str, *places: tuple[float, float]) -> None:
        points = [{"x": x, "y": y} for x, y in pixels(visitor, places)]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    finger("touchStart", (-1, 1.5))
    for k in range(30):
        finger("touchMove", (-1, 1.5 - 0.1 * k))
    finger("touchEnd")
    drawn = count(visitor)
    assert drawn > 25
    assert visitor.app.evaluate(where) == before
    assert visitor.app.evaluate("document.documentElement.scrollWidth <= innerWidth")
    visitor.app.wait_for_function(SAVED)
    act(visitor, "undo")
    assert_drawn(visitor, 0)
    assert visitor.errors == []


def test_the_present_data_are_drawn_on(visit: Visit) -> None:
    visitor = at_the_board(visit, "?data=moons&samples=100&lang=en")
    visitor.press("take_over_data")
    assert_drawn(visitor, 100)
    act(visitor, "undo")
    assert_drawn(visitor, 0)
    act(visitor, "redo")
    choose_tool(visitor, "Single point")
    draw(visitor, [(1.9, 1.9)])
    visitor.app.wait_for_function(SAVED)
    visitor.press("train_on_drawing")
    visitor.wait_for_link("data", "own")
    assert len(visitor.link["points"]) == LETTERS_A_POINT * 101
    assert visitor.errors == []


def test_a_coordinate_is_typed_into_the_table_and_moves_its_point(visit: Visit) -> None:
    visitor = at_the_board(visit)
    choose_tool(visitor, "Single point")
    for place in ((-1.0, 0.0), (1.0, 0.0)):
        draw(visitor, [place])
    visitor.app.wait_for_function(SAVED)  # a stroke that came later would begin the table anew
    visitor.app.get_by_text("Points as a table", exact=True).click()
    grid = visitor.app.get_by_test_id("stDataFrame").get_by_test_id("data-grid-canvas")
    expect(grid).to_be_visible(timeout=SOON)
    button = visitor.app.locator(".st-key-take_points button")
    expect(button).to_be_disabled()

    def enter(value: str) -> None:
        """Type into the first cell; a table that is not laid out yet takes no double-click, and gets another one."""
        field = visitor.app.locator("input.gdg-input")
        for _attempt in range(SOON // AT_ONCE):
            box = grid.bounding_box()
            assert box is not None
            visitor.page.mouse.dblclick(box["x"] + box["width"] / 5, box["y"] + 1.5 * ROW)
            try:
                field.fill(value, timeout=AT_ONCE)
                break
            except TimeoutError:
                continue
        field.press("Enter")
        expect(field).to_have_count(0)

    enter("2.5")
    expect(button).to_be_enabled(timeout=SOON)
    button.click()
    expect(visitor.app.get_by_role("alert")).to_have_text(
        re.compile(r"Expected x₁ in row 1 to be a number from -2\.0 to 2\.0, got .*2\.5.*; try 0\.5\."), timeout=SOON
    )
    enter("1.5")
    expect(visitor.app.get_by_role("alert")).to_have_count(0, timeout=SOON)  # the page has the other number
    button.click()
    expect(button).to_be_disabled(timeout=SOON)
    act(visitor, "undo")
    act(visitor, "redo")
    visitor.app.wait_for_function(SAVED)
    visitor.press("train_on_drawing")
    visitor.wait_for_link("data", "own")
    points, _labels = decode_points(visitor.link["points"])
    assert points[0].tolist() == pytest.approx([1.5, 1.0], abs=0.02)
    assert visitor.errors == []
