"""The limits of the list of runs: a sentence and a choice before anything goes, and where there are no more stars."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from pages.server.visitor import COOKIE, new_key
from tests.conftest import Server
from tests.journeys.notebook.database import copies, fill, run_id, run_of
from tests.journeys.notebook.runs_list import SHORT, Visit, act, row, rows, train
from tests.journeys.visitor import SOON, Visitor

LIMITS = {"DNN_RUNS_PER_VISITOR": "3", "DNN_STARRED_RUNS_PER_VISITOR": "2"}
WORDS = {
    "en": ("more than 3 runs without a star, the oldest go for good: #2, #1", "All 2 stars are given"),
    "zh": ("未加星标的训练超过 3 个时，最早的将被永久删除：#2, #1", "2 个星标已全部用完"),
}


@pytest.fixture
def arrive(start_server: Callable[..., Server], visit: Visit, tmp_path: Path) -> Callable[[str], Visitor]:
    """A visitor with five runs, where three may be without a star."""

    def open_page(language: str) -> Visitor:
        owner = new_key()
        settings = fill(tmp_path, copies(run_of(owner, 1), owner, range(1, 6))) | LIMITS
        server = start_server(**settings)
        visitor = visit(url=server.url, page=None)
        visitor.page.context.add_cookies([{"name": COOKIE, "value": owner, "url": server.url}])
        visitor.open(f"{SHORT}&lang={language}")
        expect(rows(visitor)).to_have_count(5, timeout=SOON)
        return visitor

    return open_page


@pytest.mark.parametrize("language", WORDS)
def test_nothing_goes_before_it_was_said_and_chosen(arrive: Callable[[str], Visitor], language: str) -> None:
    visitor = arrive(language)
    said = visitor.shows("runs-leaving")
    expect(said).to_contain_text(WORDS[language][0].replace(", ", "、" if language == "zh" else ", "))
    said.locator("[data-runs=star_leaving]").click()
    expect(said).to_be_hidden()
    expect(rows(visitor)).to_have_count(5)
    for number in (1, 2):
        star = row(visitor, run_id(number)).locator("[data-run-action=star]")
        expect(star).to_have_attribute("aria-pressed", "true")
    act(visitor, run_id(5), "star")
    expect(visitor.shows("runs-message")).to_contain_text(WORDS[language][1])
    visitor.shows("runs-message").locator("button").click()
    expect(row(visitor, run_id(5)).locator("[data-run-action=star]")).to_have_attribute("aria-pressed", "true")
    expect(row(visitor, run_id(1)).locator("[data-run-action=star]")).to_have_attribute("aria-pressed", "false")
    expect(said).to_be_hidden()  # three are without a star again
    expect(rows(visitor)).to_have_count(5)


def test_once_it_was_allowed_the_oldest_go_by_themselves(arrive: Callable[[str], Visitor]) -> None:
    visitor = arrive("en")
    visitor.shows("runs-leaving").locator("[data-runs=let_go]").click()
    expect(rows(visitor)).to_have_count(3)
    expect(visitor.shows("runs-leaving")).to_be_hidden()
    train(visitor)
    expect(row(visitor, run_id(3))).to_have_count(0, timeout=SOON)
    expect(rows(visitor)).to_have_count(3)
    visitor.page.locator("[data-runs=ask_first]").click()
    visitor.press("reset")
    train(visitor)
    expect(visitor.shows("runs-leaving")).to_contain_text("the oldest goes for good: #4", timeout=SOON)
    expect(rows(visitor)).to_have_count(4)
