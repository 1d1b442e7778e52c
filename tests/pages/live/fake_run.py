"""A run that is none, for tests of the live view: a page with the component's modules, and the server that it asks."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from gettext import NullTranslations
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import plotly.offline

from dnn.background.wire import DataDocument, NetworkDocument
from dnn.configuration import RunConfig
from dnn.datasets import load_dataset
from dnn.text.messages import ENGLISH
from pages.live import STATIC, live_texts
from pages.server import data_documents, network_documents

if TYPE_CHECKING:
    from playwright.sync_api import Page

CHART = "[data-role=chart]"
TRAINING = "one-0-training"
"""The fingerprint of the run, as it is and as the page was drawn for it."""
PALETTE = {
    "text": "#111111", "muted": "#555555", "grid": "#DDDDDD", "background": "#FFFFFF", "panel": "#F3F3F3",
    "train": "#0072B2", "test": "#C2410C", "reference": "#888888", "change": "#7A3E9D",
    "negative": "#E07B00", "middle": "#F1F3F5", "positive": "#0072B2", "Z": "#009E73", "A": "#5B4FCF",
}  # fmt: skip
CONFIG = RunConfig.from_dict(
    {"dataset": {"name": "circles", "samples": 60}, "architecture": {"hidden": [{"units": 3, "activation": "tanh"}]}}
)
NETWORK: dict[str, Any] = {
    "sizes": [2, 3, 1], "activations": ["tanh", "sigmoid"], "titles": ["Tanh", "sigmoid"], "parameters": 13,
    "too_large": None, "initial_url": "/api/networks/one", "task": "binary", "inputs": ["x₁", "x₂"],
    "input_names": ["x₁", "x₂"], "features": ["x1", "x2"], "classes": ["ring", "disc"], "drawable": True,
    "class_colors": ["#E69F00", "#0072B2"], "data_url": "/api/data/one", "l2": 0, "examples": 42,
    "batch_size": None, "points": None,
    "max_units": 1024, "max_layers": 32,
}  # fmt: skip
PAGE = f"""<!doctype html><html lang="en"><meta charset="utf-8"><title>run</title>
<style>:root {{ font-size: 15px; }}</style>
<style>{(STATIC / "view.css").read_text("utf-8")}{(STATIC / "lower_panel.css").read_text("utf-8")}</style>
<div id="host"><div class="dnn-live"></div></div>
<script type="module">
  import start from "/static/bootstrap.js";
  window.triggers = [];
  window.show = (data) => {{
    window.unmount = start({{
      parentElement: document.querySelector("#host"), data,
      setTriggerValue: (name, value) => window.triggers.push([name, value]),
    }});
  }};
</script>"""


class Marked(NullTranslations):
    """A catalogue that marks the beginning of each message."""

    def __init__(self, mark: str) -> None:
        super().__init__()
        self.mark = mark

    def gettext(self, message: str) -> str:
        return self.mark + message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.mark + (msgid1 if n == 1 else msgid2)


class Site(ThreadingHTTPServer):
    """The server that all fake runs have, one after the other: files that a browser may keep, answers of the run."""

    daemon_threads = True
    run: FakeRun

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.files = {"/plotly.js": plotly.offline.get_plotlyjs().encode()} | {
            f"/static/{path.relative_to(STATIC).as_posix()}": path.read_bytes() for path in STATIC.rglob("*.js")
        }
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.server_port}"


@cache
def site() -> Site:
    """The server, started when it is first asked for."""
    return Site()


class Handler(BaseHTTPRequestHandler):
    """One request of the browser's."""

    protocol_version = "HTTP/1.1"
    server: Site

    def do_GET(self) -> None:
        """Answer with a file, with what the run says, or with the page."""
        path, run = urlsplit(self.path).path, self.server.run
        if path in self.server.files:
            self._answer(self.server.files[path], "text/javascript", "max-age=3600")
        elif path.endswith("/diagnosis"):
            self._json({"title": "too early", "names": "", "words": "", "findings": [], "again_after": None})
        elif path.startswith("/api/runs/"):
            self._answer_for(run)
        elif path.startswith("/api/data/"):
            known = run.has_data or path.endswith("/one")
            self._document(data_documents.describe(load_dataset(CONFIG.dataset)) if known else None)
        elif path.startswith("/api/networks/"):
            self._document(network_documents.describe(CONFIG) if run.has_network else None)
        elif path == "/":
            self._answer(PAGE.encode(), "text/html")
        else:
            self._answer(b"", "text/plain", status=404)

    def _answer_for(self, run: FakeRun) -> None:
        query = parse_qs(urlsplit(self.path).query)
        run.asked.append(query)
        if run.reply == "lost":
            self.close_connection = True
        elif run.reply == "json":
            self._json(run.progress(int(query["since"][0]), int(query["generation"][0])))
        elif run.reply == "gone":
            self._json({"error": "unknown run"}, status=404)
        else:
            self._answer(b"<html>", "text/html", status=404 if run.reply == "missing" else 200)

    def _document(self, content: DataDocument | NetworkDocument | None) -> None:
        """Answer with a document; None: there is none."""
        self._json(content or {"error": "unknown"}, status=404 if content is None else 200)

    def _json(self, content: Mapping[str, Any], status: int = 200) -> None:
        self._answer(json.dumps(content).encode(), "application/json", status=status)

    def _answer(self, body: bytes, kind: str, kept: str = "no-store", status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", kept)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


class FakeRun:
    """The server of one run, and the page that shows it.

    Attributes:
        iteration: how far the run is.
        fields: what its answers hold beyond the usual.
        reply: how it answers: "json", "html" (status 200), "missing" (404, no JSON), "gone" (404 with JSON), "lost".
        asked: the queries it was asked with.
        has_data: whether it knows the data, all but those that `show` had at first.
        has_network: whether it knows the initial weights.
        has_clock: whether the page's clock is the test's, for as long as the tab lives.
    """

    def __init__(self, page: Page) -> None:
        self.page, self.iteration, self.reply = page, 50, "json"
        self.fields: dict[str, Any] = {}
        self.has_data = self.has_network = True
        self.has_clock = False
        self.asked: list[dict[str, list[str]]] = []
        self.data: dict[str, Any] = {
            "run_url": "/api/runs/one", "own_run_url": "/api/runs/own", "owner": "", "fingerprint": TRAINING,
            "speed_limit": "full", "speed_limits": [{"limit": "full", "name": "Full speed"}],
            "plotly_url": "/plotly.js", "module_url": "/static/view.js", "texts": live_texts(ENGLISH),
            "palette": PALETTE, "network": NETWORK,
            "references": [{"value": 0.6931, "label": "ln 2", "meaning": "every output is 0.5"}],
            "facts": [], "score": "accuracy", "language": "en", "nonce": 0, "height": 740,
        }  # fmt: skip
        site().run = self
        page.goto(site().url)
        page.wait_for_function("() => window.show !== undefined")

    def progress(self, since: int, generation: int) -> dict[str, Any]:
        now = self.fields.get("generation", 0)
        reset = since == 0 or generation != now
        new = list(range(1 if reset else since + 1, self.iteration + 1))
        costs = [0.7 / iteration + 0.01 for iteration in new]
        scores = [0.9] * len(new)
        return {
            "run": "one", "fingerprint": TRAINING, "status": "running", "goes_on": True, "generation": now,
            "cursor": self.iteration, "reset": reset, "iteration": self.iteration, "iterations": 1000,
            "epoch": 3, "rate": 1234.5,
            "remaining": 64.2, "poll_after": 0.1, "points": [new, costs],
            "evaluations": {"iteration": new, "train_data_cost": costs, "test_cost": [2 * cost for cost in costs],
                           "train_score": scores, "test_score": scores, "gradient_norms": []},
            "latest": {"iteration": self.iteration, "cost": 0.5, "train_cost": 0.0312, "train_data_cost": 0.0112,
                       "test_cost": 0.0456,
                       "train_score": 0.981, "test_score": 0.953},
            "changes": [], "stop": None, "l2": NETWORK["l2"], "batch_size": NETWORK["batch_size"],
        } | self.fields  # fmt: skip

    def take_the_clock(self) -> None:
        """Have the page's timers wait for the test as well."""
        self.has_clock = True
        self.page.clock.install()

    def show(self, **changes: object) -> None:
        """Show the component as Streamlit does on a rerun; the first time, at mount."""
        self.data |= changes
        self.page.evaluate("data => window.show(data)", self.data)

    def wait_for_points(self, count: int) -> None:
        self.page.wait_for_selector(f'{CHART}[data-points="{count}"] .main-svg')

    @contextmanager
    def one_more_drawing(self) -> Iterator[None]:
        """What is done inside has the chart drawn once more; waits until it was."""
        drawn = int(self.page.get_attribute(CHART, "data-updates") or 0)
        yield
        self.page.wait_for_function(
            "([chart, drawn]) => Number(document.querySelector(chart).dataset.updates) > drawn", arg=[CHART, drawn]
        )

    def text(self, role: str) -> str:
        return self.page.locator(f"[data-role={role}]").inner_text()

    def chart(self, expression: str) -> Any:
        """A value of the chart's element `c`."""
        return self.page.evaluate(f"(() => {{ const c = document.querySelector('{CHART}'); return {expression}; }})()")

    def triggers(self) -> list[list[Any]]:
        return list(self.page.evaluate("window.triggers"))
