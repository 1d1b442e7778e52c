"""The run as one HTML page that needs nothing else and has no scripts: result, curve, network, settings, dimensions."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import numpy as np

from dnn.configuration import RunConfig
from dnn.export.chart_files import chart_title
from dnn.export.html_page import HtmlPage, html_table
from dnn.export.pictures.cost_chart import cost_chart
from dnn.export.pictures.network import network_picture
from dnn.export.pictures.svg import svg
from dnn.export.report import data_rows, hyperparameter_rows, network_rows
from dnn.export.trained_run import TrainedRun
from dnn.forward import output_Z
from dnn.losses import TASKS
from dnn.shapes import COLUMNS, RIGHT, shape_table
from dnn.training.data import training_data


def html_report(run: TrainedRun) -> bytes:
    """The page as a file."""
    return report_page(run).document()


def report_page(run: TrainedRun) -> HtmlPage:
    """The page; all that comes from the configuration or the data is escaped."""
    config = run.config
    sections = {
        "Result": html_table(("Part", "Examples", "Cost J", "Score"), _results(run), right=(1, 2)),
        "Cost": "<p>Solid: the cost of each iteration, L2 included. Dashed: the test part, without L2.</p>"
        + svg(cost_chart(run)),
        "Network": network_picture(run.parameters)
        + "<p>Blue: weights above 0; orange: below. At most 12 units of a layer are drawn.</p>"
        + html_table(("Layer", "Units", "Activation"), network_rows(config), right=(0, 1)),
        "Data": html_table(("Setting", "Value"), data_rows(config)),
        "Hyperparameters": html_table(("Setting", "Value"), hyperparameter_rows(config)),
        "Dimensions": html_table(COLUMNS, (row.cells for row in shape_table(config).rows), RIGHT),
        "Configuration": _configuration(config),
    }
    written = "\n".join(f"<section>\n<h2>{escape(name)}</h2>\n{text}\n</section>" for name, text in sections.items())
    return HtmlPage(chart_title(run), written)


def _results(run: TrainedRun) -> Iterable[tuple[object, ...]]:
    """Cost without L2 and score of the network on each part that has examples."""
    data, task = training_data(run.config), TASKS[run.parameters.task]
    for name, part in (("Training", data.train), ("Test", data.test)):
        if part.m:
            with np.errstate(all="ignore"):
                Z = output_Z(run.parameters, part.X)  # (n_y, m)
                J, score = task.cost(Z, part.Y), task.score(task.output(Z), part.Y)
            yield name, part.m, f"{J:.6g}", f"{task.score_name} = {score:.4g}"


def _configuration(config: RunConfig) -> str:
    how = "<p>Saved as <code>run.json</code>, <code>python -m dnn train run.json</code> repeats the run.</p>"
    return f"{how}\n<pre>{escape(config.to_json())}</pre>"
