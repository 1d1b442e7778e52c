"""The links that can be given away: the settings alone, a run to be watched, a comparison."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import pytest
import streamlit as st

from dnn.background.commands import RunTo
from dnn.background.services import get_run_manager, open_runs
from dnn.background.settings import Settings
from dnn.configuration import RunConfig
from pages.locale.languages import translations
from pages.menu import MENU, TRAIN
from pages.server.comparison.comparison_text import read_comparison
from pages.server.visitor import new_key
from pages.shared.run.run_commands import current_run
from pages.shared.session import session
from pages.shared.session.link import from_query
from pages.shared.session.run_view import MAIN
from pages.shared.session.values import VALUES
from pages.shared.share.links import LINKS, Target
from tests.dnn.background.running import SOON

CONFIG = RunConfig.from_dict(
    {"dataset": {"name": "moons"}, "hyperparameters": {"iterations": 10**8, "learning_rate": 0.3}, "seed": 7}
)
ROOT = "https://school.example/trainer/"


@pytest.fixture(autouse=True)
def _session(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A visitor with these settings on the page, and no run."""
    monkeypatch.setattr(st, "session_state", {VALUES: {session.LANGUAGE: "zh", session.VISITOR: new_key()}})
    open_runs(Settings(executor="thread", store="memory"))
    session.set_config(CONFIG)
    yield
    get_run_manager().notebook.delete_all(session.visitor())


def query(name: str) -> dict[str, str] | None:
    """The query of the link of this name, as whoever opens it reads it."""
    target = LINKS[name].target(MAIN, current_run(MAIN))
    if target is None:
        return None
    address = target.under(ROOT)
    assert address.isascii() and address.startswith(ROOT)
    return dict(parse_qsl(urlsplit(address).query, strict_parsing=True))


def put_run(owner: str | None = None) -> str:
    run = get_run_manager().start(CONFIG, owner or session.visitor(), paused=True)
    session.set_run(run.id)
    return run.id


def test_the_settings_are_the_whole_configuration_and_no_run() -> None:
    before = query("settings")
    assert before is not None and from_query(before) == CONFIG and before["lang"] == "zh" and "run" not in before
    put_run()
    assert query("settings") == before


def test_a_run_to_be_watched_has_its_id_and_its_settings() -> None:
    run = put_run()
    watched = query("watch")
    assert watched is not None and watched["run"] == run and from_query(watched) == CONFIG
    assert watched == {**(query("settings") or {}), "run": run}


def test_a_guest_can_pass_the_link_on() -> None:
    run = put_run("somebody else")
    watched = query("watch")
    assert watched is not None and watched["run"] == run


@pytest.mark.parametrize("run", [None, "A" * 22])
def test_without_a_run_there_is_none_to_be_watched(run: str | None) -> None:
    session.set_run(run)
    assert query("watch") is None and LINKS["watch"].absent is not None and query("settings") is not None


def trained(config: RunConfig, iterations: int = 20) -> str:
    """A run of the visitor's that has made some iterations."""
    runs = get_run_manager()
    run = runs.start(config, session.visitor(), paused=True)
    runs.command(run.id, session.visitor(), RunTo(iterations))
    runs.wait_until(run.id, lambda now: now.iteration == iterations and not now.moving, SOON)
    return run.id


def test_the_latest_runs_on_the_same_data_make_a_comparison() -> None:
    trained(CONFIG)
    trained(from_query({"data": "circles"}))
    assert query("compare") is None  # one run on these data
    trained(replace(CONFIG, seed=8), 30)
    found = query("compare")
    assert found is not None and set(found) == {"compare", "lang"}
    assert [(run.number, run.recipe.until, run.recipe.config.seed) for run in read_comparison(found["compare"])] == [
        (1, 20, 7),
        (3, 30, 8),
    ]


def test_on_its_own_page_the_comparison_is_that_of_the_page() -> None:
    session.set_page_entry(MENU["compare"])
    assert query("compare") is None
    session.set_parameter("compare", "number.1**number.2")
    assert query("compare") == {"compare": "number.1**number.2", "lang": "zh"}


def test_no_key_of_a_visitor_is_in_any_link() -> None:
    put_run()
    trained(CONFIG)
    trained(replace(CONFIG, seed=8))
    for link in LINKS.values():
        target = link.target(MAIN, current_run(MAIN))
        assert target is not None and session.visitor() not in target.under(ROOT)


def test_the_first_page_has_the_apps_own_address_and_others_their_names() -> None:
    assert Target(TRAIN, {"a": "b c"}).under(ROOT) == f"{ROOT}?a=b+c"
    assert Target(MENU["practice"], {"set": "3"}).under(ROOT) == f"{ROOT}practice?set=3"


def test_each_link_says_in_both_languages_what_its_receiver_gets() -> None:
    assert list(LINKS) == ["settings", "watch", "compare"]
    for name, link in LINKS.items():
        words = [link.title, link.explanation, *([link.absent] if link.absent else [])]
        assert link.name == name
        assert all(word.render(translations("zh")) != word.render(translations("en")) for word in words)
