"""Runs of another version of the app: in the list with the reason, drawn, starred and deleted, and never continued."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from pages.server.visitor import COOKIE, new_key
from tests.conftest import Server
from tests.dnn.background.store.other_versions import damaged, of_a_later_form, of_other_numerics
from tests.journeys.notebook.database import fill, run_id, run_of
from tests.journeys.notebook.runs_list import Visit, act, drawn, row, rows, wait_for_curve
from tests.journeys.visitor import SOON

FORM, NUMERICS, DAMAGED, USUAL = (run_id(number) for number in range(1, 5))
WORDS = {
    "en": ("Read-only", "saved by another version", "computed by another version", "are damaged"),
    "zh": ("只读", "由本应用的另一个版本保存", "由本应用的另一个版本计算", "已损坏"),
}


@pytest.mark.parametrize("language", WORDS)
def test_they_say_why(start_server: Callable[..., Server], visit: Visit, tmp_path: Path, language: str) -> None:
    state, form, numerics, damage = WORDS[language]
    owner = new_key()
    made = [run_of(owner, number) for number in range(1, 5)]
    changes = (of_a_later_form, of_other_numerics, damaged, lambda row: row)
    server = start_server(**fill(tmp_path, [change(each) for change, each in zip(changes, made, strict=True)]))
    visitor = visit(url=server.url, page=None)
    visitor.page.context.add_cookies([{"name": COOKIE, "value": owner, "url": server.url}])
    visitor.open(f"?lang={language}")
    expect(rows(visitor)).to_have_count(4, timeout=SOON)
    for run, words in ((FORM, form), (NUMERICS, numerics)):
        expect(row(visitor, run)).to_contain_text(words)
        expect(row(visitor, run).locator("[data-column=status]")).to_have_text(state)
        expect(row(visitor, run).locator("[data-run-action=open]")).to_be_disabled()
        expect(row(visitor, run).locator("[data-run-action=branch]")).to_have_count(0)
        row(visitor, run).locator("input").check()
        wait_for_curve(visitor, f"run-{run}")
        assert drawn(visitor)[f"run-{run}"]["points"] == 200
    act(visitor, DAMAGED, "open")
    expect(visitor.page.locator(".st-key-notices")).to_contain_text(damage, timeout=SOON)
    act(visitor, FORM, "star")
    expect(row(visitor, FORM).locator("[data-run-action=star]")).to_have_attribute("aria-pressed", "true")
    expect(row(visitor, DAMAGED)).to_contain_text(damage)
    act(visitor, NUMERICS, "delete")
    expect(rows(visitor)).to_have_count(3)
    visitor.shows("runs-message").locator("button").click()
    expect(rows(visitor)).to_have_count(4)
    visitor.open(f"?lang={language}&run={NUMERICS}")
    expect(visitor.page.locator(".st-key-notices")).to_contain_text(numerics, timeout=SOON)
    wait_for_curve(visitor, f"run-{NUMERICS}")
    expect(row(visitor, USUAL).locator("[data-run-action=open]")).to_be_enabled(timeout=SOON)
    visitor.press("dismiss_run")
    visitor.wait_for_status("idle")
