"""Journeys to the chart of a lesson: a curve is sketched, real runs fall under it, and what they did is read."""

from __future__ import annotations

import ast
import math
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Locator, expect

from tests.conftest import ROOT, running_server
from tests.journeys.accessibility.test_rules import violations
from tests.journeys.visitor import LONG, PHONE, SOON
from tests.node_packages import installed

if TYPE_CHECKING:
    from tests.journeys.visitor import Visitor

APP = ROOT / "tests" / "pages" / "lesson_chart" / "app.py"
CHART, HANDLES = ".dnn-lesson", ".dnn-lesson-handles [role=slider]"
SAVED = "() => document.querySelector('.dnn-lesson')?.dataset.saved === 'true'"
SKETCHED = "() => Number(document.querySelector('.dnn-lesson')?.dataset.points) > 0"
SETTLED = "() => document.querySelector('.dnn-lesson')?.dataset.settled === 'true'"
PLOT = """() => {
  const chart = document.querySelector('.dnn-lesson-chart'), { left, top } = chart.getBoundingClientRect();
  const clip = chart.querySelector('clipPath rect'), of = (name) => Number(clip.getAttribute(name));
  return [left + of('x'), top + of('y') + 1, of('width') - 2, of('height') - 3];
}"""
"""Where the plot is on the screen: left, top, width, height."""
BOXES = """() => [...document.querySelectorAll('.dnn-lesson-chart text')]
  .filter((text) => /α|guess/.test(text.textContent)).map((text) => {
    const { left, right, top, bottom } = text.getBoundingClientRect();
    return [left, right, top, bottom];
  })"""
"""The boxes of labels at the ends of lines."""
FALLING = [(step / 40, 0.28 + 0.55 * (1 - (1 - step / 40) ** 3)) for step in range(41)]
"""A curve as shares of the plot, from its upper left corner."""
Visit = Callable[..., "Visitor"]


@pytest.fixture(scope="module")
def lesson_page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server whose one page has the chart of a lesson."""
    command = [
        *(sys.executable, "-m", "streamlit", "run", str(APP)),
        *("--server.address=127.0.0.1", "--server.port={port}"),
    ]
    log = tmp_path_factory.mktemp("lesson_chart") / "server.log"
    with running_server(log, command=command, PYTHONPATH=str(ROOT)) as server:
        yield server.url


class Learner:
    """A visitor in front of the chart."""

    def __init__(self, visit: Visit, url: str, query: str = "?lang=en", **habits: object) -> None:
        self.visitor = visit(page=None, url=url, **habits)
        self.page = self.visitor.page
        self.page.goto(f"{url}/{query}")
        expect(self.page.locator(f"{CHART}[data-phase=sketching] svg text").first).to_be_visible(timeout=SOON)

    def at(self, places: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
        """Places of the plot on the screen."""
        left, top, width, height = self.page.evaluate(PLOT)
        return [(left + across * width, top + down * height) for across, down in places]

    def draw(self, places: Sequence[tuple[float, float]]) -> None:
        """Draw one stroke with the mouse."""
        first, *further = self.at(places)
        self.page.mouse.move(*first)
        self.page.mouse.down()
        for place in further:
            self.page.mouse.move(*place)
        self.page.mouse.up()
        self.page.wait_for_function(SKETCHED)

    def told(self, what: str) -> list[Any]:
        """The value of this name that the page has."""
        self.visitor.wait_for_page()
        text = self.page.get_by_test_id("stText").filter(has_text=f"{what}: ").inner_text(timeout=SOON)
        found: list[Any] = ast.literal_eval(text.removeprefix(f"{what}: "))
        return found

    def sketch(self) -> list[Any]:
        """The sketch that the page has, once it has all strokes."""
        self.page.wait_for_function(SAVED, timeout=SOON)
        return self.told("sketch")

    def train(self) -> None:
        """Train to the end."""
        self.visitor.press("train")
        expect(self.page.locator(f"{CHART}[data-phase=running]")).to_be_visible(timeout=SOON)
        self.page.wait_for_function(SETTLED, timeout=LONG)
        expect(self.page.get_by_test_id("stText").filter(has_text="ends: [[")).to_be_visible(timeout=SOON)

    def act(self, name: str) -> None:
        self.page.locator(f"{CHART} [data-act={name}]").click(timeout=SOON)

    def line(self, of: str = "") -> Locator:
        """Lines as thick as the sketch, or all of runs."""
        return self.page.locator(f".dnn-lesson-chart svg g[clip-path] path{of}")

    def legend(self) -> dict[str, str]:
        """Names of curves with what is read of them."""
        items = self.page.locator(f"{CHART} [data-role=legend] li").all()
        return {item.locator("span").inner_text(): item.locator("b").inner_text() for item in items}


def test_a_curve_is_sketched_and_the_runs_fall_under_it(lesson_page: str, visit: Visit) -> None:
    learner = Learner(visit, lesson_page)
    page, visitor = learner.page, learner.visitor
    assert learner.told("sketch") == []
    learner.draw(FALLING)
    sketch = learner.sketch()
    iterations = [iteration for iteration, _cost in sketch]
    assert 5 < len(sketch) <= 60 and sorted(set(iterations)) == iterations
    assert iterations[0] <= 3 and iterations[-1] >= 395
    assert math.isclose(sketch[0][1], 0.72, abs_tol=0.01) and math.isclose(sketch[-1][1], 0.17, abs_tol=0.01)
    learner.draw([(0.5, 0.2), (0.6, 0.2), (0.7, 0.2)])
    again = learner.sketch()
    assert [point for point in again if point[0] < 199] == [point for point in sketch if point[0] < 199]
    assert any(math.isclose(cost, 0.8, abs_tol=0.01) for iteration, cost in again if 200 <= iteration <= 280)
    learner.act("undo")
    assert learner.sketch() == sketch
    visitor.press("rerun")
    expect(page.get_by_text("reruns: 1")).to_be_visible(timeout=SOON)
    assert learner.sketch() == sketch and page.locator(f"{CHART} [data-role=legend] li").count() == 0
    plot = page.evaluate(PLOT)
    page.evaluate("shifted = 0")

    learner.train()
    assert page.evaluate(PLOT) == plot
    visitor.expect_no_shift()
    ends = learner.told("ends")
    assert [is_diverged for _cost, is_diverged in ends] == [False] * 3
    assert ends[0][0] > ends[1][0] > ends[2][0]
    said = page.locator(f"{CHART} [data-role=announcement]")
    expect(said).to_contain_text(f"α = 3: cost {ends[2][0]:.4f} at iteration 400.")
    assert learner.line("[stroke-dasharray='7 6']").count() == 2  # the sketch, and what sets it off from the lines
    assert learner.legend() == {
        "your sketch": "",
        **{f"α = {rate}": f"{cost:.4f}" for rate, (cost, _) in zip((0.03, 0.3, 3), ends, strict=True)},
    }
    boxes = page.evaluate(BOXES)
    assert len(boxes) == 4
    for index, (_left, _right, top, bottom) in enumerate(boxes):
        others = [other for number, other in enumerate(boxes) if number != index]
        assert all(bottom <= other[2] + 3 or top >= other[3] - 3 for other in others), boxes

    page.mouse.move(*learner.at([(0.5, 0.5)])[0])
    expect(page.locator(f"{CHART} [data-role=at]")).to_have_text("Costs at iteration 200")
    middle = learner.legend()
    assert float(middle["α = 0.3"]) > ends[1][0] and middle["your sketch"]
    visitor.press("rerun")
    expect(page.get_by_text("reruns: 2")).to_be_visible(timeout=SOON)
    assert learner.sketch() == sketch and learner.told("ends") == ends
    assert visitor.errors == []


def test_keys_alone_sketch_and_read(lesson_page: str, visit: Visit) -> None:
    learner = Learner(visit, lesson_page)
    page = learner.page
    handles = page.locator(HANDLES)
    expect(handles).to_have_count(7)
    first = handles.first
    assert first.get_attribute("aria-label") == "Expected cost at iteration 1"
    assert first.get_attribute("aria-valuetext") == "nothing sketched here"
    first.focus()
    page.keyboard.press("ArrowDown")
    expect(first).to_have_attribute("aria-valuetext", "0.6950")
    for _handle in range(6):
        page.keyboard.press("Tab")
        for _step in range(3):
            page.keyboard.press("PageDown")
    assert handles.last.evaluate("handle => handle === document.activeElement")
    sketch = learner.sketch()
    assert (sketch[0][0], sketch[-1][0]) == (1, 400) and len(sketch) <= 7
    assert math.isclose(sketch[0][1], 0.695) and math.isclose(sketch[-1][1], 0.42)
    page.keyboard.press("Control+z")
    assert math.isclose(learner.sketch()[-1][1], 0.52)
    page.keyboard.press("Control+Shift+z")
    assert learner.sketch() == sketch
    expect(page.locator(f"{CHART} [data-role=sketched]")).to_have_text("Sketched from iteration 1 to 400 of 400")
    axe = (installed() / "axe-core" / "axe.min.js").read_text("utf-8")
    assert of_the_chart(violations(page, axe)) == []

    learner.train()
    cursor = page.get_by_role("slider", name="Iteration at which the costs are read")
    expect(page.locator(f"{HANDLES}:visible")).to_have_count(0)
    assert cursor.get_attribute("aria-valuetext") == "Latest costs"
    cursor.focus()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    expect(cursor).to_have_attribute("aria-valuenow", "5")
    said = cursor.get_attribute("aria-valuetext") or ""
    assert said.startswith("Costs at iteration 5; your sketch: 0.6") and "α = 0.3: 0." in said
    assert of_the_chart(violations(page, axe)) == []
    assert learner.visitor.errors == []


def of_the_chart(found: Sequence[str]) -> list[str]:
    """What breaks the rules in the chart; the page around it is a page of tests."""
    return [each for each in found if "lesson" in each]


def test_a_finger_draws_on_a_telephone_in_chinese_and_a_run_diverges(lesson_page: str, visit: Visit) -> None:
    learner = Learner(
        visit, lesson_page, "?lang=zh&data=sine&rates=0.03_30", size=PHONE, touch=True, theme="dark", locale="zh-CN"
    )
    page = learner.page
    touch = page.context.new_cdp_session(page)

    def finger(kind: str, *places: tuple[float, float]) -> None:
        points = [{"x": x, "y": y} for x, y in learner.at(places)]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    before = page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop")
    finger("touchStart", FALLING[0])
    for place in FALLING[1:]:
        finger("touchMove", place)
    finger("touchEnd")
    assert len(learner.sketch()) > 5
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") == before
    plot = page.evaluate(PLOT)
    learner.train()
    assert page.evaluate(PLOT) == plot
    assert [is_diverged for _cost, is_diverged in learner.told("ends")] == [False, True]
    labels = page.locator(".dnn-lesson-chart svg text").filter(has_text="α")
    expect(labels.filter(has_text="已发散")).to_have_text("α = 30 已发散", timeout=SOON)
    assert set(labels.all_text_contents()) == {"α = 0.03", "α = 30 已发散"}
    assert learner.legend()["α = 30"] == "已发散"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert learner.visitor.errors == []


def test_a_class_is_thin_lines_with_one_above_them_on_a_logarithmic_axis(lesson_page: str, visit: Visit) -> None:
    learner = Learner(visit, lesson_page, "?lang=en&class=20&iterations=100&scale=log")
    learner.train()
    assert len(learner.told("ends")) == 20
    thin = learner.line("[stroke-opacity]")
    assert thin.count() == 10  # one for each colour
    lines = sum(path.count("M") for path in thin.evaluate_all("paths => paths.map((path) => path.getAttribute('d'))"))
    assert lines == 19 and learner.line("[stroke-width='3.4']").count() == 1
    legend = learner.legend()
    assert list(legend) == ["α = 0.1", "all runs (20)"]
    assert learner.page.locator(".dnn-lesson-chart svg text").all_text_contents()[:3] == ["10⁻⁴", "10⁻³", "0.01"]
    assert learner.visitor.errors == []
