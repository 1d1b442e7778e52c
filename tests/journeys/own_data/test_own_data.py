"""A visitor's own data in the browser: a file of flowers, one of Chinese encoding, and the entry of the data menu."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from dnn.export import EXPORTS
from pages.lab.data.ways.example_table import example_table
from tests.dnn.export.notebook_runs import costs_of_notebook
from tests.journeys.own_data.test_export import choose, downloaded, open_dialog
from tests.journeys.own_data.test_import import BEGIN, DIALOG, bring_in
from tests.journeys.visitor import DESKTOP, PHONE, SOON

if TYPE_CHECKING:
    from tests.journeys.visitor import Visitor

CHINESE = "长度,宽度,品种\n" + "".join(
    f"{k % 7 + 0.5},{k % 5 + 0.25},{'红' if k % 7 > 3 else '蓝'}\n" for k in range(60)
)
CHINESE_UPLOADER = """
- region "一张表格：CSV、TSV，或课程格式的数组":
  - button "file upload"
  - button /选择文件/
  - text: /CSV, TSV, NPZ/
"""
"""The box for files as a screen reader tells it; the first name is an attribute of Streamlit's."""
FIELD = ".st-key-way_in input[type=file]"
TRAIN_ON = ".st-key-train_on_table button"
SHOWN_AT_ONCE = 4_500
"""Milliseconds; a page of which something never comes is shown after six seconds."""


def bring(visitor: Visitor, name: str, source: bytes) -> None:
    """Choose a file in the browser's dialog, which is one press, and wait for the page about it."""
    file = {"name": name, "mimeType": "text/csv", "buffer": source}
    visitor.page.locator(FIELD).set_input_files(file, timeout=SOON)
    expect(visitor.page.locator(TRAIN_ON)).to_be_enabled(timeout=SOON)


def train(visitor: Visitor) -> None:
    """Press the two buttons that train on the table, and wait for the end."""
    visitor.page.locator(TRAIN_ON).click(timeout=SOON)
    visitor.wait_for_link("data", "table")
    visitor.wait_for_picture()
    visitor.press("train")
    visitor.wait_for_status("finished")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "telephone"])
def test_a_file_of_flowers_is_trained_on_with_three_presses(
    visit: Callable[..., Visitor], size: dict[str, int]
) -> None:
    visitor = visit("?iterations=400&learning_rate=0.3&pace=full", page="data", live=False, size=size)
    bring(visitor, "iris.csv", example_table())
    train(visitor)
    assert visitor.value("train-cost") < 0.2 and visitor.value("test-score") >= 0.9
    assert visitor.errors == []


def test_a_file_of_chinese_encoding_is_trained_on(visit: Callable[..., Visitor]) -> None:
    visitor = visit("?iterations=400&learning_rate=0.3&pace=full", page="data", live=False, locale="zh-CN")
    expect(visitor.page.locator(".st-key-way_in")).to_match_aria_snapshot(CHINESE_UPLOADER)
    bring(visitor, "花.csv", CHINESE.encode("gb18030"))
    page = visitor.page.locator(".st-key-page")
    expect(page).to_contain_text("GB18030", timeout=SOON)
    expect(page).to_contain_text("花.csv")
    train(visitor)
    assert visitor.value("train-score") > 0.95
    assert visitor.errors == []


def test_the_menu_of_data_leads_to_the_page_and_the_table_back(visit: Callable[..., Visitor]) -> None:
    visitor = visit("?hidden=3.relu")
    visitor.choose("Dataset", "Your data")
    visitor.page.locator(".st-key-open_example button").click(timeout=SOON)
    expect(visitor.page.locator(TRAIN_ON)).to_be_enabled(timeout=SOON)
    visitor.page.locator(TRAIN_ON).click(timeout=SOON)
    visitor.wait_for_link("data", "table")
    visitor.wait_for_link("hidden", "3.relu")
    visitor.wait_for_picture()
    visitor.page.reload()
    visitor.wait_for_picture()
    assert visitor.link["data"] == "table"
    visitor.page.locator("[class*='st-key-control_data'] >> visible=true").first.wait_for()
    visitor.turn_to("data")
    expect(visitor.page.locator(".st-key-way_in")).to_be_visible(timeout=SHOWN_AT_ONCE)
    visitor.page.locator(".st-key-open_example button").click(timeout=SOON)
    expect(visitor.page.locator(".st-key-figures table")).to_be_visible(timeout=SOON)
    visitor.turn_to("notation")
    visitor.turn_to("data")
    expect(visitor.page.locator(TRAIN_ON)).to_be_visible(timeout=SHOWN_AT_ONCE)
    assert visitor.errors == []


def test_the_notebook_of_a_table_gives_the_costs_of_the_page(visit: Callable[..., Visitor], tmp_path: Path) -> None:
    visitor = visit("?iterations=60&pace=full&lang=en", page="data", live=False)
    bring(visitor, "iris.csv", example_table())
    train(visitor)
    iterations, costs = visitor.payload()["points"]
    assert iterations[-1] == 60
    open_dialog(visitor)
    choose(visitor, EXPORTS["notebook"], "en")
    _file, content = downloaded(visitor)
    assert costs_of_notebook(content.decode("utf-8"), tmp_path)[-1] == pytest.approx(costs[-1], rel=1e-9)
    assert visitor.errors == []


def test_a_run_whose_table_was_deleted_is_brought_in_with_it_and_trained_again(visit: Callable[..., Visitor]) -> None:
    visitor = visit("?iterations=60&pace=full&lang=en", page="data", live=False)
    page = visitor.page
    bring(visitor, "iris.csv", example_table())
    train(visitor)
    before, link = visitor.payload()["points"], visitor.link
    open_dialog(visitor)
    choose(visitor, EXPORTS["json"], "en")
    name, content = downloaded(visitor)
    assert name == "iris.zip"

    visitor.open("?lang=en", page="data", live=False)
    page.get_by_role("radio", name="Kept tables").or_(page.get_by_role("button", name="Kept tables")).click(
        timeout=SOON
    )
    page.locator(".st-key-way_in").get_by_role("button", name="Delete").click(timeout=SOON)
    page.locator("[class*=st-key-delete_] button").click(timeout=SOON)
    expect(page.get_by_text("No table is kept yet")).to_be_visible(timeout=SOON)

    visitor.open("?data=moons&hidden=2.relu&lang=en")
    bring_in(visitor, name, content)
    dialog = page.locator(DIALOG)
    expect(dialog).to_contain_text("4 features, 150 examples", timeout=SOON)
    page.locator(BEGIN).click(timeout=SOON)
    visitor.wait_for_link("data", "table")
    expect(dialog).to_have_count(0, timeout=SOON)
    visitor.wait_for_picture()
    visitor.press("train")
    visitor.wait_for_status("finished")
    assert visitor.payload()["points"] == before and before[0][-1] == 60
    assert visitor.link["content"] == link["content"] and visitor.link["run"] != link["run"]
    visitor.page.reload()
    visitor.wait_for_status("finished")
    assert visitor.link["data"] == "table" and visitor.errors == []
