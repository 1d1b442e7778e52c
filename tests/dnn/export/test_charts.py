"""The cost chart as files: the places of its lines follow from the costs, whatever draws them."""

from __future__ import annotations

import io
import re
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest

from dnn.export import EXPORTS, TrainedRun
from dnn.export.pictures.cost_chart import CostChart, cost_chart
from dnn.network import initialize
from tests.dnn.export.programs import configure

SVG = "{http://www.w3.org/2000/svg}"
COLOURS = {"training": (0x00, 0x72, 0xB2), "test": (0xC2, 0x41, 0x0C)}


def run_of(costs: np.ndarray, tests: tuple[np.ndarray, np.ndarray] = (np.array([], int), np.array([]))) -> TrainedRun:
    config = configure("moons")
    return TrainedRun(config, initialize(config), len(costs), np.arange(1, len(costs) + 1), costs, *tests)


def axes(chart: CostChart) -> tuple[np.ndarray, np.ndarray]:
    """Numbers of the vertical axis and their heights: words that stand left of the curve."""
    numbers = [(float(word.text), word.y - 4) for word in chart.words if word.anchor == "end"]
    return np.array(numbers).T[0], np.array(numbers).T[1]


@pytest.mark.parametrize(
    "costs",
    [np.linspace(0.9, 0.1, 50), np.geomspace(700, 1e-3, 300), np.geomspace(1e-8, 1e200, 40), np.full(9, 0.25)],
    ids=["linear", "logarithmic", "two hundred powers", "constant"],
)
def test_a_point_stands_where_the_axis_says(costs: np.ndarray) -> None:
    chart = cost_chart(run_of(costs))
    values, heights = axes(chart)
    assert 2 <= len(values) <= 10 and (np.diff(heights) < 0).all()
    scale = np.log10 if costs.max() > 50 * costs.min() else np.asarray
    slope, offset = np.polyfit(heights, scale(values), 1)
    places = chart.curves[0].points
    np.testing.assert_allclose(slope * places[:, 1] + offset, scale(costs), rtol=1e-5, atol=1e-5)
    np.testing.assert_allclose(places[:, 0], np.interp(np.arange(len(costs)), [0, len(costs) - 1], [64, 624]))


def test_numbers_that_are_not_finite_are_left_out_and_long_curves_keep_their_peaks() -> None:
    costs = np.ones(20_000)
    costs[[7_777, 100]] = 3.0, np.nan
    places = cost_chart(run_of(costs)).curves[0].points
    assert np.isfinite(places).all() and len(places) <= 1_002
    assert places[:, 1].argmin() == np.abs(places[:, 0] - (64 + 7_777 / 19_999 * 560)).argmin()


def test_the_drawing_has_the_lines_of_the_chart() -> None:
    run = TrainedRun.of(configure("moons", iterations=60))
    root = ElementTree.fromstring(EXPORTS["chart_svg"].content(run))
    lines = root.findall(f"{SVG}polyline")
    assert [line.get("stroke-dasharray") for line in lines] == [None, "6 4"]
    drawn = [np.array([pair.split(",") for pair in line.attrib["points"].split()], float) for line in lines]
    for found, curve in zip(drawn, cost_chart(run, "title").curves, strict=True):
        np.testing.assert_allclose(found, curve.points, atol=0.051)
    texts = [text.text for text in root.findall(f"{SVG}text")]
    assert texts[0] == "Moons: 2 → 5 → 5 → 1, after 60 iterations" and "iteration" in texts


def test_the_pixels_have_the_lines_of_the_chart() -> None:
    image: Any = pytest.importorskip("PIL.Image", reason="needs pillow, of the extra png")
    run = TrainedRun.of(configure("moons", iterations=60))
    chart = cost_chart(run, "title")
    with image.open(io.BytesIO(EXPORTS["chart_png"].content(run))) as opened:
        pixels = np.asarray(opened.convert("RGB")).astype(int)  # (rows, columns, 3)
    assert pixels.shape == (2 * chart.height, 2 * chart.width, 3)
    for curve, colour in zip(chart.curves, COLOURS.values(), strict=True):
        is_drawn = np.abs(pixels - colour).max(axis=2) < 40
        assert is_drawn.sum() > 200
        near = [is_drawn[round(2 * y) - 4 : round(2 * y) + 5, round(2 * x) - 12 : round(2 * x) + 13].any()
                for x, y in curve.points.tolist()]  # fmt: skip
        assert all(near)


def test_the_page_asks_for_nothing_and_tells_its_points() -> None:
    run = TrainedRun.of(configure("moons", iterations=500))
    page = EXPORTS["chart_html"].content(run).decode("utf-8")
    assert not re.search(r"<(script|link|img|iframe|a)\b|(src|href)=|url\(", page)
    told = re.findall(r"<title>training, iteration (\d+): J = ([^<]+)</title>", page)
    assert (told[0][0], told[-1][0], len(told)) == ("1", "500", 200)
    assert all(float(J) == pytest.approx(run.costs[int(k) - 1], rel=1e-5) for k, J in told)
    rows = re.findall(r'<td class="right">(\d+)</td><td class="right">([^<]*)</td>', page)
    assert all(float(J) == pytest.approx(run.costs[int(k) - 1], rel=1e-5) for k, J in rows if J) and len(rows) == 200


@pytest.mark.parametrize("name", ["chart_svg", "chart_png", "chart_html"])
@pytest.mark.parametrize("count", [0, 1])
def test_before_there_is_a_line(name: str, count: int) -> None:
    form = EXPORTS[name]
    if not form.available():
        pytest.skip(f"needs {form.requires}, of the extra png")
    content = form.content(run_of(np.full(count, 0.5)))
    if form.is_text:
        text = content.decode("utf-8")
        assert ("no iteration made yet" in text) == (count == 0)
        assert (f'fill="{"#0072B2"}"' in text) == (count == 1) and "nan" not in text
    else:
        assert content.startswith(b"\x89PNG")
