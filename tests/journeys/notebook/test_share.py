"""Sharing, in two browsers or more: one trains, others watch, can change nothing, and see nothing any more once the
owner has ended it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from pages.locale.languages import translations
from tests.conftest import Server
from tests.journeys.notebook.shared_links import close_share, link, link_field, open_share, query, scanned
from tests.journeys.visitor import PHONE, SOON, Visitor

Visit = Callable[..., Visitor]
LONG = "?iterations=1000000&pace=100"
LOCALES = {"en": "en-GB", "zh": "zh-CN"}
NOT_THERE = "This run is not on the server: deleted, forgotten, mistyped or not to be watched. Its settings are here."
NOT_FOUND = "404 (Not Found)"
"""The word of the browser's console about a run that is no longer there."""


def training(visitor: Visitor) -> str:
    """Have a visitor train; the id of her run."""
    visitor.press("train")
    visitor.wait_for_iteration(20)
    return visitor.link["run"]


def end_watching(visitor: Visitor, say: Callable[[str], str]) -> str:
    """Have the owner end watching; the link by which her run goes on."""
    dialog, before = open_share(visitor), link(visitor, "watch")
    dialog.get_by_role("button", name=say("End watching")).click()
    words = say("Watching has ended. The link above is a new one; those given away show nothing any more.")
    expect(dialog.get_by_text(words)).to_be_visible(timeout=SOON)
    expect(link_field(visitor, "watch")).not_to_have_value(before, timeout=SOON)
    after = link(visitor, "watch")
    assert scanned(visitor, "watch") == after
    close_share(visitor)
    return after


def costs(visitor: Visitor) -> dict[int, float]:
    """The costs of the run on the page by their iterations, as many as a chart can show."""
    return dict(zip(*visitor.payload()["points"], strict=True))


def is_quiet(visitor: Visitor) -> bool:
    """Whether the console has no error but that a run is gone."""
    return [error for error in visitor.errors if NOT_FOUND not in error] == []


@pytest.mark.parametrize("language", LOCALES)
def test_two_browsers_one_watching(visit: Visit, language: str) -> None:
    say, habits = translations(language).gettext, {"locale": LOCALES[language]}
    exactly = say("Learning rate α, exactly")
    owner = visit(LONG, **habits)
    run = training(owner)
    open_share(owner)
    watch = link(owner, "watch")
    assert f"run={run}" in watch and scanned(owner, "watch") == watch
    close_share(owner)

    guest = visit(query(watch), **habits)
    watching = guest.page.get_by_text(say("You are watching somebody else's run. Press Train to start one of your own "
                                          "with the same settings."))  # fmt: skip
    expect(watching).to_be_visible(timeout=SOON)
    guest.wait_for_status("running")
    guest.wait_for_iteration(int(guest.value("iteration")) + 20)
    assert guest.errors == []
    expect(guest.page.locator("[data-action=pause]")).to_have_count(0)

    owner.enter(exactly, 0.3)
    guest.wait_for_link("learning_rate", "0.3")
    expect(guest.field(exactly)).to_have_value("0.3", timeout=SOON)
    assert guest.link["run"] == run and guest.payload()["changes"] == owner.payload()["changes"] != []

    before = costs(owner)
    after = end_watching(owner, say)
    gone = say("This run is no longer on the server, or watching has ended. Curve and settings stay until you decide.")
    expect(guest.page.get_by_text(gone)).to_be_visible(timeout=SOON)
    guest.wait_for_status("gone")
    assert owner.link["run"] != run and f"run={owner.link['run']}" in after
    owner.wait_for_status("running")
    owner.wait_for_iteration(int(owner.value("iteration")) + 20)
    after_it = costs(owner)
    common = before.keys() & after_it.keys()
    assert len(common) > 10 and all(after_it[iteration] == before[iteration] for iteration in common)
    assert [change["new"] for change in owner.payload()["changes"]] == [0.3]

    guest.page.get_by_role("button", name=say("Train again")).click()
    guest.wait_for_status("running")
    expect(guest.page.get_by_text(gone)).to_have_count(0, timeout=SOON)
    assert guest.link["run"] not in (run, owner.link["run"]) and guest.link["learning_rate"] == "0.3"
    assert is_quiet(owner) and is_quiet(guest)


PRESSES: dict[str, Callable[[Visitor], None]] = {
    "train": lambda guest: guest.press("train"),
    "an iteration": lambda guest: guest.press("step_iteration"),
    "new weights": lambda guest: guest.press("new_weights"),
    "another α": lambda guest: guest.enter("Learning rate α, exactly", 0.7),
    "another layer": lambda guest: guest.page.locator("[data-arrange=add_layer]").click(),
}
"""Presses of a watcher's."""


def test_whatever_a_watcher_presses_is_her_own(visit: Visit) -> None:
    """The run that she watched is as it was, and she has left it."""
    owner = visit(LONG)
    run = training(owner)
    open_share(owner)
    watch = query(link(owner, "watch"))
    close_share(owner)
    guest = visit(page=None)
    for act in PRESSES.values():
        guest.open(watch)
        guest.wait_for_status("running")
        expect(guest.page.locator("[data-action=reset]")).to_be_disabled()
        act(guest)
        guest.page.wait_for_function(
            "run => new URL(location.href).searchParams.get('run') !== run", arg=run, timeout=SOON
        )
        now = owner.payload()
        assert (now["run"], now["status"], now["generation"], now["changes"]) == (run, "running", 0, [])
    guest.open(watch)
    open_share(guest)
    assert query(link(guest, "watch")) == watch
    expect(guest.page.locator(".st-key-end_watching")).to_have_count(0)
    owner.wait_for_iteration(int(owner.value("iteration")) + 20)
    assert owner.link["run"] == run and owner.errors == guest.errors == []


@pytest.mark.parametrize(("kind", "language"), [("unknown", "zh"), ("deleted", "en"), ("ended", "zh")])
def test_a_link_to_a_run_that_is_not_there_offers_its_settings(visit: Visit, kind: str, language: str) -> None:
    say, habits = translations(language).gettext, {"locale": LOCALES[language]}
    address = f"{LONG}&data=moons&l2=0.5&run={'A' * 22}"
    if kind != "unknown":
        owner = visit(f"{LONG}&data=moons&l2=0.5", **habits)
        run = training(owner)
        address = f"?{owner.query}"
        if kind == "ended":
            end_watching(owner, say)
        else:
            owner.press("pause")
            owner.page.get_by_role("button", name=say("Delete all my runs, tables and lessons")).click(timeout=SOON)
            owner.page.get_by_role("button", name=say("Delete for good")).click(timeout=SOON)
            expect(owner.page.locator(".dnn-runs")).to_be_hidden(timeout=SOON)
            assert owner.page.request.get(f"{owner.url}/api/runs/{run}").status == 404
    guest = visit(address, **habits)
    words = say(NOT_THERE)
    expect(guest.page.get_by_text(words)).to_be_visible(timeout=SOON)
    assert guest.link["data"] == "moons" and guest.link["l2"] == "0.5"
    guest.page.get_by_role("button", name=say("Train with these settings")).click()
    guest.wait_for_status("running")
    expect(guest.page.get_by_text(words)).to_have_count(0, timeout=SOON)
    assert (guest.link["data"], guest.link["l2"]) == ("moons", "0.5") and guest.link["run"] not in address
    assert is_quiet(guest)


def test_a_link_is_copied_and_the_settings_train_to_the_same_costs(visit: Visit) -> None:
    owner = visit("?iterations=300&pace=full&data=moons&batch_size=16&seed=4")
    owner.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    owner.press("train")
    owner.wait_for_status("finished")
    dialog = open_share(owner)
    settings = link(owner, "settings")
    owner.page.keyboard.press("t")  # the run's keys rest while the dialog is over the page
    dialog.get_by_role("button", name="Copy").first.click()
    expect(dialog.get_by_text("Copied.").first).to_be_visible()
    assert owner.page.evaluate("navigator.clipboard.readText()") == settings == scanned(owner, "settings")
    assert "run=" not in settings and owner.payload()["status"] == "finished" and owner.payload()["generation"] == 0
    guest = visit(query(settings))
    guest.press("train")
    guest.wait_for_status("finished")
    assert guest.payload()["points"] == owner.payload()["points"] and guest.payload()["run"] != owner.payload()["run"]
    assert owner.errors == guest.errors == []


def test_where_the_clipboard_is_withheld_the_link_is_copied_all_the_same(visit: Visit) -> None:
    """Pages without TLS have none, but for those of the same machine."""
    visitor = visit(page=None)
    visitor.page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    dialog = open_share(visitor.open())
    dialog.get_by_role("button", name="Copy").first.click()
    expect(dialog.get_by_text(re.compile(r"Copied\.|is selected")).first).to_be_visible()
    assert visitor.errors == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_on_a_phone_all_of_it_fits_its_width(visit: Visit, theme: str) -> None:
    visitor = visit(f"{LONG}&lang=zh", size=PHONE, touch=True, theme=theme)
    training(visitor)
    dialog = open_share(visitor)
    assert scanned(visitor, "watch") == link(visitor, "watch")
    widths = dialog.evaluate("({ scrollWidth, clientWidth }) => [scrollWidth, clientWidth]")
    assert widths[0] <= widths[1] <= PHONE["width"]
    assert visitor.errors == []


def test_the_other_tab_of_the_owner_says_that_the_run_is_gone(visit: Visit) -> None:
    owner = visit(LONG)
    training(owner)
    other: Page = owner.page.context.new_page()
    other.goto(f"{owner.url}/?{owner.query}")
    expect(other.locator(".dnn-live[data-status=running]")).to_be_visible(timeout=SOON)
    end_watching(owner, translations("en").gettext)
    gone = other.get_by_text("This run is no longer on the server, or watching has ended.")
    expect(gone).to_be_visible(timeout=SOON)
    other.get_by_role("button", name="Dismiss").click()
    expect(gone).to_have_count(0, timeout=SOON)


def test_under_a_base_path_the_links_are_below_it(visit: Visit, start_server: Callable[..., Server]) -> None:
    server = start_server(base_path="/deep/practice")  # the name of a page, which Streamlit takes off the address
    owner = visit(LONG, url=server.url)
    training(owner)
    open_share(owner)
    for name in ("settings", "watch"):
        expect(link_field(owner, name)).to_have_value(re.compile(rf"^{re.escape(server.url)}/\?"), timeout=SOON)
    watch = link(owner, "watch")
    assert scanned(owner, "watch") == watch
    guest = visit(query(watch), url=server.url)
    guest.wait_for_status("running")
    assert owner.errors == guest.errors == []


def test_in_a_frame_of_another_page_of_the_same_host_the_links_are_the_apps(visit: Visit) -> None:
    """Streamlit says that page's address, which takes no query of the app's."""
    visitor = visit(page=None, frame="")
    body = f'<iframe src="{visitor.url}/?data=moons" style="width: 1300px; height: 800px"></iframe>'
    shown = f"{visitor.url}/lessons/7.html"
    visitor.page.route(shown, lambda route: route.fulfill(content_type="text/html", body=f"<body>{body}"))
    visitor.page.goto(shown)
    expect(visitor.app.locator(".dnn-live-frame")).to_be_visible(timeout=SOON)
    open_share(visitor)
    expect(visitor.app.locator(".st-key-share_link_settings input")).to_have_value(
        re.compile(rf"^{re.escape(visitor.url)}/\?data=moons&lang=en$"), timeout=SOON
    )
    assert scanned(visitor, "settings") == link(visitor, "settings")
