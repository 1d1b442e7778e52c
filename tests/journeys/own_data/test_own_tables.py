"""Tables of one's own on the page that trains: two features have a boundary, one has a curve that moves."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from pages.server.comparison.comparison_text import write_comparison
from pages.shared.session.link import from_query
from tests.conftest import ROOT, running_server
from tests.journeys.visitor import DESKTOP, LONG, PHONE, SOON, Visitor
from tests.own_tables import LONG as LONG_NAME
from tests.own_tables import link_of, stored
from tests.pages.server.comparison.test_comparison_text import compared

Visit = Callable[..., Visitor]
APP = ROOT / "tests" / "pages" / "tables" / "app.py"
ARE_APART = """() => {
  const map = document.querySelector('.dnn-net-map');
  const at = (x, y) => map.getContext('2d').getImageData(x, y, 1, 1).data;
  const [low, high] = [at(1, map.height - 2), at(map.width - 2, 1)];
  return low[0] > low[2] + 90 && high[2] > high[0] + 90;
}"""
"""The map is orange where both features are low, and blue where both are high."""
IS_PAINTED = """canvas => {
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  return data.some((value, i) => i % 4 === 3 && value > 0);
}"""
HEIGHTS = "() => document.querySelector('.dnn-net-curve').dataset.heights"


@pytest.fixture(scope="module")
def own_tables(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that has the tables at hand."""
    command = [
        *(sys.executable, "-m", "streamlit", "run", str(APP)),
        *("--server.address=127.0.0.1", "--server.port={port}"),
    ]
    log: Path = tmp_path_factory.mktemp("own_tables") / "server.log"
    with running_server(log, command=command, PYTHONPATH=str(ROOT)) as server:
        yield server.url


def opened(
    visit: Visit, url: str, name: str, size: dict[str, int] = DESKTOP, theme: str = "light", **changed: str
) -> Visitor:
    """A visitor who sees the network on a table drawn."""
    link = link_of(name) | {"iterations": "400", "learning_rate": "0.5", "pace": "full"} | changed
    visitor = visit(f"?{urlencode(link)}", url=url, size=size, theme=theme)
    visitor.wait_for_picture()
    return visitor


def trained(visitor: Visitor) -> None:
    visitor.press("train")
    visitor.wait_for_status("finished", timeout=LONG)
    visitor.page.wait_for_function("() => document.querySelector('[data-role=below]').dataset.unknown === 'false'")


def test_two_features_have_a_boundary_in_the_units_of_the_table(own_tables: str, visit: Visit) -> None:
    visitor = opened(visit, own_tables, "two features")
    page = visitor.page
    axes = page.locator("[data-role=boundary] .dnn-net-axes")
    expect(axes.locator("b")).to_have_text("width in mm")
    expect(page.locator("[data-role=boundary] .dnn-net-upright b")).to_have_text("height in m")
    low, high = (float(text) for text in axes.locator("span").all_inner_texts())
    assert 3000 < low < 4000 < 5200 < high < 6500
    trained(visitor)
    page.wait_for_function(ARE_APART, timeout=SOON)
    page.locator(".dnn-net-points").hover(position={"x": 2, "y": 200})
    expect(page.locator("[data-role=boundary] .dnn-net-probe")).to_contain_text("width in mm = 3")
    expect(page.locator(".dnn-net-tools button")).to_have_count(0)  # points are set on points alone
    page.locator(".dnn-net-points").click(position={"x": 60, "y": 60})
    assert visitor.link["data"] == "table" and visitor.errors == []


def test_one_feature_has_a_curve_that_goes_to_its_examples(own_tables: str, visit: Visit) -> None:
    visitor = opened(visit, own_tables, "one feature, regression", hidden="8.tanh", iterations="2000")
    page = visitor.page
    page.wait_for_function(f"() => Boolean(({HEIGHTS})())", timeout=SOON)
    before = [float(each) for each in page.evaluate(HEIGHTS).split()]
    trained(visitor)
    page.wait_for_function(f"() => Math.abs(Number(({HEIGHTS})().split(' ')[1]) - 0.66) < 0.2", timeout=SOON)
    after = [float(each) for each in page.evaluate(HEIGHTS).split()]
    assert max(abs(a - b) for a, b in zip(before, after, strict=True)) > 0.3
    curve = page.locator(".dnn-net-curve")
    curve.focus()
    page.keyboard.press("ArrowRight")
    probe = page.locator("[data-role=curve] .dnn-net-probe")
    expect(probe).to_contain_text("hour = 12.66")  # a fortieth of the range to the right of its middle
    degrees = float(probe.locator("b").inner_text())
    assert 292 < degrees < 300
    assert visitor.errors == []


def test_long_names_stay_inside_on_a_telephone(own_tables: str, visit: Visit) -> None:
    visitor = opened(visit, own_tables, "two features, long names", PHONE)
    upright = visitor.page.locator("[data-role=boundary] .dnn-net-upright b")
    expect(upright).to_have_attribute("title", LONG_NAME[:200])
    assert visitor.page.evaluate("() => document.documentElement.scrollWidth") <= PHONE["width"]
    assert visitor.page.title() != "taken" and visitor.errors == []


def test_small_curves_of_values_that_are_tried(own_tables: str, visit: Visit) -> None:
    visitor = opened(visit, own_tables, "one feature, regression", iterations="50")
    page = visitor.page
    page.locator("[data-button=try_several]").first.click()
    page.locator("[data-role=sweep-form] [type=submit], [data-role=sweep-form] [data-action=start]").first.click()
    canvas = page.locator("[data-role=sweep] canvas:visible").first
    expect(canvas).to_be_visible(timeout=LONG)
    page.wait_for_function(IS_PAINTED, arg=canvas.element_handle(), timeout=SOON)
    assert visitor.errors == []


def test_compared_runs_have_their_curves(own_tables: str, visit: Visit) -> None:
    link = link_of("one feature, regression")
    stored("one feature, regression")
    runs = [
        compared(from_query(link | {"learning_rate": rate}), 40, number)
        for number, rate in enumerate(("0.01", "0.5"), start=1)
    ]
    visitor = visit(f"?{urlencode({'compare': write_comparison(runs)})}", url=own_tables, page="compare")
    for panel in ("curve", "verdict"):
        cells = visitor.page.locator(f".dnn-compare-cell[data-panel={panel}][data-drawn=true] canvas")
        expect(cells).to_have_count(2, timeout=LONG)
        visitor.page.wait_for_function(IS_PAINTED, arg=cells.first.element_handle(), timeout=SOON)
    assert visitor.errors == []
