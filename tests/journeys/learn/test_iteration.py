"""Journeys through one iteration: stepping forth and back, sums of cells, windows, and an update that is applied."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.visitor import PHONE, SOON, Visitor

Visit = Callable[..., Visitor]


def open_steps(visit: Visit, query: str = "", **habits: object) -> Visitor:
    """A visitor of the page of one iteration with its numbers."""
    visitor = visit(query, page="iteration", **habits)
    expect(cell(visitor.page, "result", 0, 0)).to_be_visible(timeout=SOON)
    return visitor


def cell(page: Page, array: str, i: int, j: int) -> Locator:
    return page.locator(f'[data-array="{array}"] td[data-i="{i}"][data-j="{j}"]')


def value(page: Page, array: str, i: int, j: int) -> float:
    return float(cell(page, array, i, j).get_attribute("data-value") or "nan")


def step(page: Page) -> str:
    return str(page.locator(".dnn-step").get_attribute("data-step"))


def wait_for_step(page: Page, key: str) -> None:
    page.wait_for_function("key => document.querySelector('.dnn-step')?.dataset.step === key", arg=key, timeout=SOON)


def sum_of(page: Page) -> float:
    return float(page.locator(".dnn-step-value").get_attribute("data-value") or "nan")


def test_stepping_forth_and_back_by_buttons_keys_and_blocks(visit: Visit) -> None:
    visitor = open_steps(visit, "?hidden=4.tanh-3.relu")
    page = visitor.page
    keys = []
    for _step in range(25):
        keys.append(step(page))
        lit = page.locator(".lit")
        assert lit.count() == 1
        page.get_by_role("button", name="Next step").click()
    assert keys == [
        *("Z1", "A1", "Z2", "A2", "Z3", "A3", "loss", "J", "dA3", "dZ3", "dW3", "db3"),
        *("dA2", "dZ2", "dW2", "db2", "dA1", "dZ1", "dW1", "db1", "W1", "b1", "W2", "b2", "W3"),
    ]
    page.get_by_role("button", name="To the first step").click()
    page.keyboard.press("ArrowRight")
    wait_for_step(page, "A1")
    page.keyboard.press("ArrowLeft")
    wait_for_step(page, "Z1")
    page.locator('[data-block="dZ2"]').click()
    wait_for_step(page, "dZ2")
    visitor.wait_for_link("step", "dZ2")
    assert visitor.errors == [] and visitor.strangers == []
    page.reload()
    expect(cell(page, "result", 0, 0)).to_be_visible(timeout=SOON)
    assert step(page) == "dZ2"


def test_the_sum_of_a_cell_is_made_of_the_row_and_the_column_that_light_up(visit: Visit) -> None:
    page = open_steps(visit, "?hidden=4.tanh-3.relu&step=Z2").page
    cell(page, "result", 2, 1).hover()
    expect(page.locator('[data-array="result"] td.used')).to_have_count(1)
    expect(page.locator('[data-array="0"] td.used')).to_have_count(4)
    row = [value(page, "0", 2, k) for k in range(4)]
    column = [value(page, "1", k, 1) for k in range(4)]
    total = sum(w * a for w, a in zip(row, column, strict=True)) + value(page, "2", 2, 0)
    assert total == pytest.approx(value(page, "result", 2, 1), rel=1e-12)
    assert sum_of(page) == value(page, "result", 2, 1)
    expect(page.locator(".dnn-step-sum")).to_contain_text("(3, 2) = ")
    assert page.locator(".dnn-step-terms").inner_text().count("·") == 4


def test_a_cell_is_reached_by_keys_and_by_tapping_on_a_phone_in_chinese(visit: Visit) -> None:
    page = open_steps(visit, "?hidden=4.tanh&step=dW2", size=PHONE, locale="zh-CN", theme="dark").page
    expect(page.locator(".dnn-step-part")).to_have_text("反向传播")
    cell(page, "result", 0, 1).click()
    page.keyboard.press("ArrowRight")
    expect(cell(page, "result", 0, 2)).to_be_focused()
    assert step(page) == "dW2"
    assert sum_of(page) == value(page, "result", 0, 2)
    assert page.evaluate(
        "() => (box => box.scrollWidth <= box.clientWidth)(document.querySelector('[data-testid=stMain]'))"
    )


def test_windows_reach_every_number_of_a_large_network(visit: Visit) -> None:
    query = "?data=digits&hidden=" + "-".join(["64.relu"] * 31) + "&batch_size=64"
    page = open_steps(visit, query).page
    page.get_by_label("Go to: Features").fill("60")
    page.keyboard.press("Enter")
    expect(page.locator('[data-array="0"] thead th').last).to_have_text("64", timeout=SOON)
    expect(page.locator('[data-array="0"] td[data-value]').first).to_be_visible(timeout=SOON)
    page.get_by_role("button", name="To the last step").click()
    expect(page.locator('[data-array="result"] td[data-value]').first).to_be_visible(timeout=SOON)
    page.locator('[data-block="dW31"]').click()
    wait_for_step(page, "dW31")
    expect(page.locator('[data-array="result"] td[data-value]').first).to_be_visible(timeout=SOON)
    expect(page.locator('[data-column="31"]')).to_be_visible()
    expect(page.locator('[data-column="2"]')).to_be_hidden()
    expect(page.locator(".folded").first).to_have_text("1 – 29")


def test_it_plays_by_itself_and_stops_at_the_end(visit: Visit) -> None:
    page = open_steps(visit, "?hidden=none&step=dZ1").page
    page.get_by_label("Speed").select_option("4")
    page.get_by_role("button", name="Play").click()
    wait_for_step(page, "b1")
    expect(page.get_by_role("button", name="Play")).to_be_visible()


def test_an_applied_update_gives_the_predicted_cost(visit: Visit) -> None:
    visitor = visit("?hidden=4.tanh&learning_rate=0.5", page="iteration")
    page = visitor.page
    page.get_by_text("Iteration 1: J =").wait_for()
    page.locator('[data-block="W2"]').click()
    wait_for_step(page, "W2")
    updated = value(page, "result", 0, 1)
    page.get_by_role("button", name="Apply the update").click()
    expect(page.get_by_text("Iteration 1 is done.")).to_be_visible(timeout=SOON)
    page.get_by_text("Iteration 2: J =").wait_for()
    page.locator('[data-block="Z2"]').click()
    wait_for_step(page, "Z2")
    assert value(page, "0", 0, 1) == pytest.approx(updated, rel=1e-12)
    payload = visitor.payload()
    assert payload["iteration"] == 1
    expect(page.get_by_text(f"recorded J = {payload['points'][1][0]:.10g}")).to_be_visible()
    assert visitor.errors == []


def test_a_point_of_the_data_becomes_the_example(visit: Visit) -> None:
    visitor = open_steps(visit, "?of=1")
    page = visitor.page
    page.get_by_role("button", name="Pick on the data").click()
    point = page.locator(".st-key-batch_picture_points .point").nth(41)
    point.hover(force=True, timeout=SOON)
    number = page.locator(".st-key-batch_picture_points .hoverlayer text").first.text_content(timeout=SOON)
    box = point.bounding_box()
    assert box is not None and number
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    visitor.wait_for_link("of", number.strip())
    expect(visitor.field("Example")).to_have_value(number.strip(), timeout=SOON)


def test_the_flow_chart_is_saved_as_a_picture(visit: Visit, tmp_path: Path) -> None:
    page = open_steps(visit).page
    with page.expect_download() as svg:
        page.get_by_role("button", name="Save the flow chart as SVG").click()
    text = Path(svg.value.path()).read_text("utf-8")
    assert text.startswith("<svg") and "data-block" in text and 'fill="rgb(' in text or "fill=" in text
    with page.expect_download() as png:
        page.get_by_role("button", name="Save the flow chart as PNG").click()
    assert Path(png.value.path()).read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
