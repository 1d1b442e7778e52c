"""The list of a visitor's runs as a journey sees it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, expect

from tests.journeys.visitor import SOON, Visitor

Visit = Callable[..., Visitor]
SHORT = "?iterations=300&pace=full"


def train(visitor: Visitor) -> str:
    """Train the run on the page, or a new one, to its end; its id, once it is in the list."""
    visitor.press("train")
    visitor.wait_for_status("finished")
    run = visitor.link["run"]
    expect(row(visitor, run)).to_have_attribute("aria-current", "true", timeout=SOON)
    return run


def rows(visitor: Visitor) -> Locator:
    """All rows."""
    return visitor.page.locator(".dnn-runs tr[data-run]")


def row(visitor: Visitor, run: str) -> Locator:
    """The row of a run."""
    return visitor.page.locator(f'.dnn-runs tr[data-run="{run}"]')


def other(visitor: Visitor, run: str) -> str:
    """The id of the latest run besides one."""
    found = visitor.page.locator(f'.dnn-runs tr[data-run]:not([data-run="{run}"])').first
    return str(found.get_attribute("data-run", timeout=SOON))


def act(visitor: Visitor, run: str, action: str) -> None:
    """Press one of the buttons of a row."""
    row(visitor, run).locator(f"[data-run-action={action}]").click(timeout=SOON)


def drawn(visitor: Visitor) -> dict[str, dict[str, Any]]:
    """The curves on the chart by their uid: name, number of points, width and dash of the line."""
    found: dict[str, dict[str, Any]] = visitor.page.evaluate(
        """() => Object.fromEntries(document.querySelector('[data-role=chart]').data.map(({ uid, name, x, line }) =>
            [uid, { name, points: x.length, width: line?.width, dash: line?.dash, color: line?.color }]))"""
    )
    return found


def wait_for_curve(visitor: Visitor, uid: str, is_there: bool = True) -> None:
    """Wait until a curve is on the chart, or is no longer."""
    visitor.page.wait_for_function(
        """([uid, isThere]) => isThere === document.querySelector('[data-role=chart]').data
            .some((trace) => trace.uid === uid && trace.x.length > 0)""",
        arg=[uid, is_there],
        timeout=SOON,
    )


def bits(visitor: Visitor) -> dict[str, Any]:
    """The run on the page: its weights to the last bit of a float32, its curve, its configuration's link."""
    run = visitor.link["run"]
    answer = visitor.page.request.get(f"{visitor.app_url}/api/runs/{run}?since=-1&generation=-1&weights=-1").json()
    names = ("iteration", "epoch", "points", "evaluations", "changes", "l2", "batch_size")
    return {name: answer[name] for name in names} | {"theta": answer["network"]["theta"]}
