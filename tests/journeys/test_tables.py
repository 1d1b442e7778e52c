"""A visitor's table in real browsers: hers alone until she shares it, there after a restart, and deleted for good."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from dnn.background.settings import Settings
from dnn.background.store.making import make_database
from dnn.background.tables.making import make_tables
from pages.server.visitor import COOKIE, new_key
from tests.conftest import Server
from tests.journeys.notebook.runs_list import rows
from tests.journeys.notebook.shared_links import open_share
from tests.journeys.visitor import SOON, Visitor
from tests.pages.shared.tables.visitors import link_to, table

pytestmark = pytest.mark.browser

CONTENT = table(1)
ASK = re.compile("ask its owner to share it")
LINK = "?" + urlencode(link_to(CONTENT) | {"iterations": "200", "pace": "full"})


def as_visitor(visit: Callable[..., Visitor], server: Server, key: str) -> Visitor:
    """A visitor whose browser has this key."""
    visitor = visit(url=server.url, page=None)
    visitor.page.context.add_cookies([{"name": COOKIE, "value": key, "url": server.url}])
    return visitor


def test_a_table_is_shared_outlives_the_server_and_is_deleted(
    visit: Callable[..., Visitor], start_server: Callable[..., Server], tmp_path: Path
) -> None:
    owner_key, settings = new_key(), Settings(data=str(tmp_path))
    database = make_database(settings)
    assert database is not None
    make_tables(settings, database).keep(owner_key, CONTENT, "*measurements*")
    database.close()
    folder = {"DNN_STORE": "database", "DNN_DATA": str(tmp_path)}
    server = start_server(**folder)
    owner, other = as_visitor(visit, server, owner_key), as_visitor(visit, server, new_key())
    owner.open(LINK)
    owner.press("train")
    owner.wait_for_status("finished")
    other.open(LINK)
    expect(other.page.get_by_text(ASK)).to_be_visible(timeout=SOON)
    dialog = open_share(owner)
    expect(dialog.get_by_text("*measurements*")).to_be_visible()
    dialog.get_by_role("button", name="Share the table with the links").click()
    expect(dialog.get_by_role("button", name="End sharing of the table")).to_be_visible(timeout=SOON)
    other.open(LINK)
    other.press("train")
    other.wait_for_status("finished")
    assert other.value("train-cost") == owner.value("train-cost")

    run = owner.link["run"]
    server.process.terminate()
    server.process.wait()
    again = start_server(**folder)
    owner = as_visitor(visit, again, owner_key)
    owner.open(LINK + f"&run={run}")
    owner.wait_for_status("finished")
    expect(rows(owner)).to_have_count(1, timeout=SOON)

    tables = make_tables(settings, make_database(settings))
    assert [each.is_shared for each in tables.listed(owner_key)] == [True]
    owner.page.get_by_role("button", name="Delete all my runs, tables and lessons").click(timeout=SOON)
    owner.page.get_by_role("button", name="Delete for good").click(timeout=SOON)
    expect(owner.page.locator(".dnn-runs")).to_be_hidden(timeout=SOON)
    assert tables.listed(owner_key) == [] and tables.content(CONTENT.digest) is None
    owner.open(LINK)
    expect(owner.page.get_by_text(ASK)).to_be_visible(timeout=SOON)
    assert owner.strangers == other.strangers == []
