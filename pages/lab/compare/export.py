"""A comparison to take away: its figures as a table, and all of it as one file that needs no server."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from html import escape

import pandas as pd
import plotly.offline

from dnn.background.replay.replays import Replay
from dnn.background.replay.training import Frame
from dnn.background.wire import CompareData, ComparedRunData
from dnn.datasets import load_dataset
from dnn.errors import DnnError
from dnn.text.messages import Text
from pages.live.comparison import STYLES
from pages.live.folder import STATIC
from pages.server.comparison.comparison_text import ComparedRun
from pages.server.comparison.replay import replay_document, replay_key, replays
from pages.server.data_documents import describe
from pages.server.files.assets import view_source

MAX_STRETCHES = 240
"""Stretches of half a second that an export waits for, for all runs together."""

FIRST_COLUMNS = ("run", "name", "iteration", "cost_of_batch", "train_cost", "test_cost", "train_score", "test_score")


def replayed(runs: Sequence[ComparedRun], count: int, last: int | None = None) -> list[Replay]:
    """All runs, trained again to their ends.

    Args:
        count: the networks of each.
        last: the last iteration of the comparison, where it is not that of these runs.

    Raises:
        DnnError: that takes too long.
    """
    last = max(run.recipe.until for run in runs) if last is None else last
    keys = [replay_key(run.recipe, last, count) for run in runs]
    found = [replays.advance(key) for key in keys]
    for _stretch in range(MAX_STRETCHES):
        if all(each.is_done for each in found):
            return found
        found = [replays.advance(key) for key in keys]
    raise DnnError(Text("These runs take too long to be trained again at once; try it when the page has done so."))


def frame_at(found: Replay, iteration: int) -> Frame:
    """The network that is shown at an iteration: the last that there is up to it."""
    return next(frame for frame in reversed(found.frames) if frame.iteration <= iteration)


def table(runs: Sequence[ComparedRunData], found: Sequence[Replay]) -> pd.DataFrame:
    """A row for each iteration of each run that has a cost on the curve, an evaluation or a picture.

    Columns are the number, the name, the iteration; J of the training batch; the costs without L2, the scores, and ‖dW‖
    of each layer where they were measured.
    """
    rows = pd.concat([_rows(run, each) for run, each in zip(runs, found, strict=True)], ignore_index=True)
    return rows[[*FIRST_COLUMNS, *sorted(set(rows) - set(FIRST_COLUMNS))]]


def _rows(run: ComparedRunData, found: Replay) -> pd.DataFrame:
    rows: dict[int, dict[str, object]] = {}
    iterations, costs = found.history.points() if found.history is not None else ((), ())
    for iteration, cost in zip(iterations, costs, strict=True):
        rows.setdefault(int(iteration), {})["cost_of_batch"] = float(cost)
    for frame in found.frames:
        measured = frame.evaluation
        norms = {f"gradient_norm_{layer}": norm for layer, norm in enumerate(frame.gradient_norms, start=1)}
        rows.setdefault(frame.iteration, {}).update(
            {
                "train_cost": measured.train_data_cost,
                "test_cost": measured.test_cost,
                "train_score": measured.train_score,
                "test_score": measured.test_score,
                **norms,
            }
        )
    named = {"run": run["number"], "name": run["name"]}
    return pd.DataFrame([named | {"iteration": iteration} | rows[iteration] for iteration in sorted(rows)])


def with_documents(data: CompareData, runs: Sequence[ComparedRun], found: Sequence[Replay]) -> CompareData:
    """The data of the component with all that it would ask a server for."""
    filled: list[ComparedRunData] = [
        shown
        | {
            "document": replay_document(each, run.recipe),
            "data_document": describe(load_dataset(run.recipe.config.dataset)),
        }
        for shown, run, each in zip(data["runs"], runs, found, strict=True)
    ]
    return data | {"runs": filled, "plotly_url": "", "module_url": ""}


def document(data: CompareData, title: str) -> str:
    """An HTML document that shows a comparison whose documents are there, without any server."""
    styles = "\n".join((STATIC / name).read_text("utf-8") for name in STYLES)
    content = json.dumps(data, allow_nan=False).replace("<", "\\u003c")
    return DOCUMENT.format(
        language=escape(data["language"]),
        title=escape(title),
        styles=styles,
        plotly=_inline(plotly.offline.get_plotlyjs()),
        content=content,
        module=_inline(view_source("compare.js")),
    )


def _inline(script: str) -> str:
    """A script as it can stand in a document, which ends it at the first closing tag, wherever that stands."""
    return re.sub("</(?=script)", r"<\\/", script, flags=re.IGNORECASE)


DOCUMENT = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; --st-font: system-ui, sans-serif; --dnn-compare-top: 0; font-size: 15px; }}
body {{ max-width: 1500px; margin: 0 auto; padding: 20px; font-family: var(--st-font); }}
body {{ background: #fff; color: #0f1a24; }}
@media (prefers-color-scheme: dark) {{
  :root {{ --st-text-color: #e8edf2; --st-background-color: #10161d; --st-secondary-background-color: #1a232d; }}
  body {{ background: #10161d; color: #e8edf2; }}
}}
h1 {{ font-size: 21px; }}
{styles}
</style>
</head>
<body>
<h1>{title}</h1>
<div id="comparison"><div class="dnn-live dnn-compare"></div></div>
<script>{plotly}</script>
<script type="application/json" id="content">{content}</script>
<script type="module">
{module}
mount({{
  parentElement: document.getElementById("comparison"),
  data: JSON.parse(document.getElementById("content").textContent),
  setTriggerValue() {{}},
}});
</script>
</body>
</html>
"""
