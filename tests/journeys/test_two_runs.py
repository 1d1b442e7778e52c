"""Two live runs on one page: each has its own buttons, its own picture and its own numbers."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT, running_server
from tests.journeys.visitor import LONG, SOON

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from tests.journeys.visitor import Visitor

APP = ROOT / "tests" / "pages" / "two_runs" / "app.py"
MAIN, OTHER = ".st-key-view_main", ".st-key-view_other"
STATUS = "([view, statuses]) => statuses.includes(document.querySelector(`${view} [data-role=status]`)?.dataset.value)"
ITERATION = (
    "([view, least]) => Number(document.querySelector(`${view} [data-role=iteration]`)?.dataset.value ?? 0) >= least"
)


@pytest.fixture(scope="module")
def two_runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server whose one page has two runs."""
    command = [
        *(sys.executable, "-m", "streamlit", "run", str(APP)),
        *("--server.address=127.0.0.1", "--server.port={port}"),
    ]
    log: Path = tmp_path_factory.mktemp("two_runs") / "server.log"
    with running_server(log, command=command, PYTHONPATH=str(ROOT)) as server:
        yield server.url


class Halves:
    """Both runs of the page, as a visitor sees them."""

    def __init__(self, visitor: Visitor) -> None:
        self.page = visitor.page

    def press(self, view: str, name: str) -> None:
        self.page.locator(f"{view} [data-action={name}]").click(timeout=SOON)

    def wait_for_status(self, view: str, *statuses: str, timeout: int = SOON) -> None:
        self.page.wait_for_function(STATUS, arg=[view, list(statuses)], timeout=timeout)

    def wait_for_iteration(self, view: str, least: int) -> int:
        self.page.wait_for_function(ITERATION, arg=[view, least], timeout=SOON)
        return self.iteration(view)

    def iteration(self, view: str) -> int:
        return int(self.shown(view, "iteration").get_attribute("data-value") or 0)

    def shown(self, view: str, role: str) -> Locator:
        return self.page.locator(f'{view} [data-role="{role}"]')

    def units(self, view: str, layer: int) -> int:
        return self.page.locator(f'{view} .dnn-net-unit[data-layer="{layer}"]').count()


def test_two_runs_are_steered_apart(two_runs: str, visit: Callable[..., Visitor]) -> None:
    visitor = visit("?iterations=1000000", url=two_runs, live=False)
    halves = Halves(visitor)

    halves.press(MAIN, "train")
    halves.wait_for_status(MAIN, "running", timeout=LONG)  # the workers of this server may just be starting
    halves.wait_for_status(OTHER, "idle")
    halves.press(OTHER, "train")
    halves.wait_for_status(OTHER, "running")
    halves.wait_for_iteration(MAIN, 100)
    halves.wait_for_iteration(OTHER, 10)

    halves.press(MAIN, "pause")
    halves.wait_for_status(MAIN, "paused")
    rests_at = halves.iteration(MAIN)
    halves.wait_for_iteration(OTHER, halves.iteration(OTHER) + 20)
    assert halves.iteration(MAIN) == rests_at

    halves.press(MAIN, "step_iteration")
    assert halves.wait_for_iteration(MAIN, rests_at + 1) == rests_at + 1
    halves.wait_for_status(MAIN, "paused")
    halves.wait_for_status(OTHER, "running")

    halves.press(OTHER, "pause")
    halves.wait_for_status(OTHER, "paused")
    halves.press(OTHER, "reset")
    visitor.page.wait_for_function(
        "view => document.querySelector(`${view} [data-role=iteration]`)?.dataset.value === '0'", arg=OTHER
    )
    assert halves.iteration(MAIN) == rests_at + 1
    assert visitor.errors == []


def test_an_edit_in_one_picture_leaves_the_other_alone(two_runs: str, visit: Callable[..., Visitor]) -> None:
    visitor = visit("?hidden=3.tanh", url=two_runs, live=False)
    halves, page = Halves(visitor), visitor.page
    for view in (MAIN, OTHER):
        page.wait_for_function(
            "view => Number(document.querySelector(`${view} [data-role=below]`)?.dataset.drawings) > 0", arg=view
        )
    assert (halves.units(MAIN, 1), halves.units(OTHER, 1)) == (3, 8)

    page.locator(f'{OTHER} [data-arrange="remove_layer"]').first.click(timeout=SOON)
    page.wait_for_function("view => !document.querySelector(`${view} .dnn-net-unit[data-layer='3']`)", arg=OTHER)
    assert (halves.units(MAIN, 1), halves.units(OTHER, 1)) == (3, 8)

    page.locator(f'{MAIN} [data-arrange="add_unit"]').first.click(timeout=SOON)
    page.wait_for_function(
        "view => document.querySelectorAll(`${view} .dnn-net-unit[data-layer='1']`).length === 4", arg=MAIN
    )
    assert halves.units(OTHER, 1) == 8
    assert visitor.link["hidden"] == "4.tanh"

    page.locator(f'{OTHER} [data-scale="log"]').click(timeout=SOON)
    page.wait_for_function(
        "view => document.querySelector(`${view} [data-scale=log]`)?.getAttribute('aria-pressed') === 'true'", arg=OTHER
    )
    assert page.locator(f'{MAIN} [data-scale="log"]').get_attribute("aria-pressed") == "false"
    assert "scale" not in visitor.link
    assert visitor.errors == []
