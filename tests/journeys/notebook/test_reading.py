"""Curves of other runs on the chart: all are read at the same place, and the noise of mini-batches is a band."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from pages.server.visitor import COOKIE, new_key
from tests.conftest import Server
from tests.journeys.notebook.database import copies, fill, run_id, run_of
from tests.journeys.notebook.runs_list import Visit, drawn, row, rows, wait_for_curve
from tests.journeys.visitor import SOON

SHORT, LONG, NOISY = (run_id(number) for number in range(1, 4))


def test_all_runs_are_read_where_the_pointer_is(
    start_server: Callable[..., Server], visit: Visit, tmp_path: Path
) -> None:
    owner = new_key()
    made = [run_of(owner, 1, 100), run_of(owner, 2, 400), run_of(owner, 3, 400, batch_size=16)]
    server = start_server(**fill(tmp_path, made))
    visitor = visit(url=server.url, page=None)
    visitor.page.context.add_cookies([{"name": COOKIE, "value": owner, "url": server.url}])
    visitor.open("?lang=en")
    expect(rows(visitor)).to_have_count(3, timeout=SOON)
    for run in (SHORT, LONG, NOISY):
        row(visitor, run).locator("input").check()
        wait_for_curve(visitor, f"run-{run}")
    wait_for_curve(visitor, f"high-{NOISY}")
    curves = drawn(visitor)
    assert f"high-{LONG}" not in curves and curves[f"run-{NOISY}"]["points"] == 100
    plot = visitor.page.locator("[data-role=chart] .nsewdrag").first
    plot.scroll_into_view_if_needed()
    box = plot.bounding_box()
    assert box is not None
    label = visitor.page.locator("[data-role=chart] .hoverlayer")
    visitor.page.mouse.move(box["x"] + 0.1 * box["width"], box["y"] + box["height"] / 2)
    expect(label).to_contain_text("#1", timeout=SOON)
    expect(label).not_to_contain_text("(last)")
    visitor.page.mouse.move(box["x"] + 0.7 * box["width"], box["y"] + box["height"] / 2)
    expect(label).to_contain_text("(last)", timeout=SOON)
    for number in (1, 2, 3):
        expect(label).to_contain_text(f"#{number}")
    assert str(label.text_content()).count("(last)") == 1


def test_more_curves_than_have_a_colour_are_grey(
    start_server: Callable[..., Server], visit: Visit, tmp_path: Path
) -> None:
    owner = new_key()
    settings = fill(tmp_path, copies(run_of(owner, 1), owner, range(1, 61))) | {"DNN_RUNS_PER_VISITOR": "60"}
    server = start_server(**settings)
    visitor = visit(url=server.url, page=None)
    visitor.page.context.add_cookies([{"name": COOKIE, "value": owner, "url": server.url}])
    visitor.open("?lang=en")
    expect(rows(visitor)).to_have_count(40, timeout=SOON)
    visitor.page.locator("[data-runs=more]").evaluate("(button) => button.scrollIntoView()")
    expect(rows(visitor)).to_have_count(60)
    expect(visitor.page.locator("[data-runs=more]")).to_have_count(0)
    visitor.page.locator("[data-runs=tick_all]").check()
    expect(visitor.shows("runs-message")).to_contain_text("the latest 12 are in colour, the others in grey, 50 in all")
    visitor.page.wait_for_function(
        """() => document.querySelector('[data-role=chart]').data
            .some(({ uid, x }) => uid === 'rest' && x.filter((at) => at === null).length >= 37)""",
        timeout=SOON,
    )
    assert sum(uid.startswith("run-") for uid in drawn(visitor)) in (12, 13)  # the pointer may be at one
    visitor.page.locator("[data-runs=tick_all]").uncheck()
    wait_for_curve(visitor, "rest", is_there=False)
