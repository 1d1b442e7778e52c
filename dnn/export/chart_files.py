"""The cost chart as a file: a drawing, pixels, or a page that tells the numbers of its points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from dnn.export.html_page import HtmlPage, html_table
from dnn.export.pictures.cost_chart import cost_chart
from dnn.export.pictures.svg import svg
from dnn.export.report import report_title
from dnn.export.trained_run import TrainedRun
from dnn.text.messages import CountedText

MAX_LABELLED_POINTS = 200
"""Points of each curve whose numbers the page tells."""
CHART_STYLE = """\
circle:hover { fill: #0F1A2433; }
summary { cursor: pointer; }
"""


def chart_title(run: TrainedRun) -> str:
    """The dataset, the sizes of the layers, and the iterations."""
    count = CountedText("{count} iteration", "{count} iterations", run.iteration)
    return f"{report_title(run.config)}, after {count}"


def chart_svg(run: TrainedRun) -> bytes:
    """The chart as an SVG file."""
    return (svg(cost_chart(run, chart_title(run))) + "\n").encode("utf-8")


def chart_png(run: TrainedRun) -> bytes:
    """The chart as a PNG file."""
    from dnn.export.pictures.png import png  # the package may be missing

    return png(cost_chart(run, chart_title(run)))


def chart_html(run: TrainedRun) -> bytes:
    """The page as a file."""
    return chart_page(run).document()


def chart_page(run: TrainedRun) -> HtmlPage:
    """The chart as a page: numbers of points where the mouse is, and in a table that folds open."""
    picture = svg(cost_chart(run, marks=MAX_LABELLED_POINTS))
    table = html_table(("Iteration", "Cost J", "Test cost"), _rows(run), right=(0, 1, 2))
    words = "<p>The cost of each iteration, L2 included, before its update; the test part without L2.</p>"
    numbers = f"<details>\n<summary>Numbers</summary>\n{table}\n</details>" if len(run.costs) else ""
    return HtmlPage(chart_title(run), f"{picture}\n{words}\n{numbers}", CHART_STYLE)


def _rows(run: TrainedRun) -> Iterator[tuple[int, str, str]]:
    """Iteration, cost and test cost of at most about as many iterations as points are told."""
    costs, tests = (
        dict(zip(iterations.tolist(), values.tolist(), strict=True))
        for iterations, values in ((run.iterations, run.costs), (run.test_iterations, run.test_costs))
    )
    every = sorted(costs.keys() | tests.keys())
    for position in np.unique(
        np.linspace(0, len(every) - 1, min(MAX_LABELLED_POINTS, len(every))).astype(int)
    ).tolist():
        iteration = every[position]
        yield iteration, _cell(costs, iteration), _cell(tests, iteration)


def _cell(values: Mapping[int, float], iteration: int) -> str:
    return f"{values[iteration]:.6g}" if iteration in values else ""
