"""The run as one HTML page that needs nothing else and has no scripts: result, curve, network, settings, dimensions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from html import escape

import numpy as np

from dnn.configuration import RunConfig
from dnn.export.cost_drawing import cost_curve
from dnn.export.network_drawing import network_picture
from dnn.export.report import data_rows, hyperparameter_rows, network_rows, report_title
from dnn.export.trained_run import TrainedRun
from dnn.forward import output_Z
from dnn.losses import TASKS
from dnn.shapes import COLUMNS, RIGHT, shape_table
from dnn.training.data import training_data

STYLE = """\
body { font: 15px/1.5 system-ui, sans-serif; color: #0F1A24; background: #FFFFFF; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; margin: 0.5rem 0; }
th, td { border-bottom: 1px solid #E3E8EE; padding: 0.15rem 0.8rem 0.15rem 0; text-align: left; }
td { overflow-wrap: anywhere; }
.right { text-align: right; }
svg { max-width: 100%; height: auto; font-family: inherit; }
pre { background: #F3F6F9; padding: 0.8rem; white-space: pre-wrap; overflow-wrap: anywhere; }
"""
PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<h1>{title}</h1>
{sections}
</body>
</html>
"""


def html_report(run: TrainedRun) -> bytes:
    """The page; all that comes from the configuration or the data is escaped."""
    config = run.config
    sections = {
        "Result": _table(("Part", "Examples", "Cost J", "Score"), _results(run), right=(1, 2)),
        "Cost": "<p>Solid: the cost of each iteration, L2 included. Dashed: the test part, without L2.</p>"
        + cost_curve(run),
        "Network": network_picture(run.parameters)
        + "<p>Blue: weights above 0; orange: below. At most 12 units of a layer are drawn.</p>"
        + _table(("Layer", "Units", "Activation"), network_rows(config), right=(0, 1)),
        "Data": _table(("Setting", "Value"), data_rows(config)),
        "Hyperparameters": _table(("Setting", "Value"), hyperparameter_rows(config)),
        "Dimensions": _table(COLUMNS, (row.cells for row in shape_table(config).rows), RIGHT),
        "Configuration": _configuration(config),
    }
    written = "\n".join(f"<section>\n<h2>{escape(name)}</h2>\n{text}\n</section>" for name, text in sections.items())
    title = f"{report_title(config)}, after {run.iteration} iterations"
    return PAGE.format(title=escape(title), style=STYLE, sections=written).encode("utf-8")


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


def _table(titles: Sequence[object], rows: Iterable[Sequence[object]], right: Collection[int] = ()) -> str:
    """A table, the columns numbered in `right` (0, 1, …) set to the right."""
    lines = [_row("th", titles, right), *(_row("td", row, right) for row in rows)]
    return "<table>\n" + "\n".join(lines) + "\n</table>"


def _row(kind: str, cells: Sequence[object], right: Collection[int]) -> str:
    opened = [f'<{kind} class="right">' if number in right else f"<{kind}>" for number in range(len(cells))]
    written = (f"{tag}{escape(str(cell))}</{kind}>" for tag, cell in zip(opened, cells, strict=True))
    return f"<tr>{''.join(written)}</tr>"
