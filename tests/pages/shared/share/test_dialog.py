"""The Share dialog without a browser: what it offers, to whom, and the end of watching."""

from __future__ import annotations

import json
from urllib.parse import parse_qsl, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from dnn.background.services import get_run_manager
from pages.locale.languages import translations
from pages.menu import COMPARE, MENU, TRAIN
from pages.server.start.for_others import ForOthers, Kind
from pages.shared.session import session
from pages.shared.session.values import VALUES
from pages.shared.share import for_others
from tests.pages.lab.test_train_page import run_id, second_tab, session_config
from tests.pages.opened import SCRIPT, SLOWEST, control, opened, said

SOON = 20.0
LONG = {"iterations": "100000000", "pace": "10"}


def shared(test: AppTest) -> AppTest:
    """The page after a press of Share."""
    test.button(key="share_button").click().run()
    assert not test.exception
    return test


def training(**query: str) -> AppTest:
    """A page with a run that trains, on a host that does not serve the app's routes."""
    test = opened(routes=False, **(LONG | query))
    test.button(key="train").click().run()
    return test


def links(test: AppTest) -> dict[str, dict[str, str]]:
    """The queries of the links that are shown, by their names."""
    shown = {each.key: json.loads(each.proto.json) for each in test.get("bidi_component") if each.key is not None}
    addresses = {key: data["address"] for key, data in shown.items() if key.startswith("share_link_")}
    return {key.removeprefix("share_link_"): dict(parse_qsl(urlsplit(url).query)) for key, url in addresses.items()}


def titles(test: AppTest) -> list[str]:
    return [each.value for each in test.subheader]


def keys(test: AppTest) -> list[str]:
    return [str(each.key) for each in test.button]


def by_link(query: dict[str, str]) -> AppTest:
    """The page as somebody else opens it by a link, on such a host."""
    test = AppTest.from_file(SCRIPT, default_timeout=SLOWEST)
    test.session_state[VALUES] = {session.ROUTES_MISSING: True}
    for name, value in query.items():
        test.query_params[name] = value
    return test.run()


@pytest.mark.parametrize("routes", [True, False])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_without_a_run_there_are_the_settings_and_a_word(routes: bool, language: str) -> None:
    test = shared(opened(routes=routes, lang=language, data="moons", l2="0.5"))
    say = translations(language).gettext
    assert titles(test)[-3:] == [say("Settings"), say("Watch"), say("Compare")]
    assert links(test) == {"settings": {"data": "moons", "l2": "0.5", "lang": language}}
    assert say("There is no run yet; press Train to have one that can be watched.") in said(test)
    assert "end_watching" not in keys(test)


def test_it_opens_by_the_button_alone_and_stays_open_when_the_page_is_drawn_anew() -> None:
    test = opened()
    assert links(test) == {}
    shared(test).run()
    assert list(links(test)) == ["settings"]


@pytest.mark.parametrize("name", [name for name, entry in MENU.items() if entry not in (TRAIN, COMPARE)][:3])
def test_other_pages_have_no_such_button(name: str) -> None:
    assert "share_button" not in keys(opened(name))


def test_the_page_that_compares_offers_its_own_link_first() -> None:
    text = "number.1*data.circles*iterations.5**number.2*seed.3"
    test = shared(opened("compare", compare=text))
    assert titles(test) == ["Compare", "Settings", "Watch"]
    assert links(test)["compare"] == {"compare": text, "lang": "en"}


def test_a_presentation_has_none_either_and_closes_it() -> None:
    test = shared(opened())
    test.button(key="presentation_button").click().run()
    assert "share_button" not in keys(test) and links(test) == {}
    test.button(key="presentation_button").click().run()
    assert "share_button" in keys(test) and links(test) == {}


def test_another_page_closes_it() -> None:
    test = shared(opened())
    test.switch_page(MENU["notation"].file).run()
    test.switch_page(TRAIN.file).run()
    assert links(test) == {}


def test_the_owner_gets_a_link_to_watch_and_can_end_watching() -> None:
    test = shared(training(l2="0.5"))
    assert links(test)["watch"] == links(test)["settings"] | {"run": run_id(test)}
    assert "end_watching" in keys(test) and not test.success


def test_a_guest_passes_the_link_on_and_cannot_end_watching() -> None:
    owner = training()
    guest = shared(second_tab(owner, visitor="g" * 22))
    assert links(guest)["watch"]["run"] == run_id(owner) and "end_watching" not in keys(guest)


def test_the_settings_give_the_same_costs_to_whoever_opens_them() -> None:
    query = {"data": "moons", "iterations": "200", "pace": "full", "batch_size": "16", "seed": "5"}
    courses = []
    one = opened(routes=False, **query)
    one.button(key="train").click().run()
    settings = links(shared(one))["settings"]
    for test in (one, by_link(settings)):
        if test is not one:
            test.button(key="train").click().run()
        get_run_manager().wait_until(run_id(test), lambda now: now.status == "finished", SOON)
        courses.append(get_run_manager().poll(run_id(test), -1, -1)["points"])
    assert courses[0] == courses[1]


def test_a_run_that_was_changed_says_so_beside_its_settings() -> None:
    test = training()
    changed = "the link begins with the settings of now"
    get_run_manager().wait_until(run_id(test), lambda now: now.iteration > 0, SOON)
    assert changed not in said(shared(test))
    control(test.number_input, "l2").set_value(0.5).run()
    get_run_manager().wait_until(run_id(test), lambda now: bool(now.changes), SOON)
    test.run()
    assert changed in said(test) and links(test)["settings"]["l2"] == "0.5"


class TestEndOfWatching:
    def test_the_page_goes_on_with_the_run_under_another_id(self) -> None:
        test = shared(training(l2="0.5"))
        before = run_id(test)
        test.button(key="end_watching").click().run()
        after, runs = run_id(test), get_run_manager()
        assert after != before and test.query_params["run"] in (after, [after])
        assert runs.get(before) is None and runs.get(after).moving
        assert links(test)["watch"]["run"] == after and "Watching has ended" in test.success[0].value
        assert not test.info and session_config(test).hyperparameters.l2 == 0.5
        test.button(key="pause").click().run()
        assert runs.get(after).status == "paused"

    def test_the_word_is_gone_when_the_dialog_is_opened_again(self) -> None:
        test = shared(training())
        test.button(key="end_watching").click().run()
        test.button(key="presentation_button").click().run()
        test.button(key="presentation_button").click().run()
        assert not shared(test).success

    def test_a_watcher_reads_that_the_run_is_gone_and_trains_from_its_settings(self) -> None:
        owner = shared(training(l2="0.5"))
        guest = by_link(links(owner)["watch"])
        assert "somebody else's run" in said(guest)
        owner.button(key="end_watching").click().run()
        guest.run()
        assert "no longer on the server, or watching has ended" in said(guest)
        guest.button(key="train_again").click().run()
        own = get_run_manager().get(run_id(guest))
        assert own.moving and own.config.hyperparameters.l2 == 0.5 and own.id != run_id(owner)

    def test_whoever_opens_the_old_link_later_reads_it_too(self) -> None:
        owner = shared(training(l2="0.5"))
        watch = links(owner)["watch"]
        owner.button(key="end_watching").click().run()
        late = by_link(watch)
        assert "This run is not on the server" in said(late)
        late.button(key="train_again").click().run()
        assert get_run_manager().get(run_id(late)).config.hyperparameters.l2 == 0.5

    def test_another_tab_of_the_owner_says_so_and_can_go_on(self) -> None:
        one = shared(training())
        other = second_tab(one)
        one.button(key="end_watching").click().run()
        other.run()
        assert "no longer on the server, or watching has ended" in said(other)
        other.button(key="dismiss_run").click().run()
        assert not other.info and not other.exception

    def test_what_two_tabs_do_at_once_is_said_on_the_page(self) -> None:
        one = shared(training())
        other = shared(second_tab(one))
        one.button(key="end_watching").click().run()
        other.button(key="end_watching").click().run()
        assert "That run is no longer there" in other.error[0].value and links(other) == {}

    def test_undo_on_the_page_finds_the_run_by_its_new_id(self) -> None:
        test = training(hidden="4.tanh")
        get_run_manager().wait_until(run_id(test), lambda now: now.iteration > 0, SOON)
        test.button(key="pause").click().run()
        shared(test).button(key="end_watching").click().run()
        ended = run_id(test)
        control(test.number_input, "units_1").set_value(5).run()
        assert test.session_state[VALUES]["run"] is None
        test.button(key="undo").click().run()
        assert run_id(test) == ended

    def test_so_does_undo_of_what_was_done_before(self) -> None:
        """The run is left, another one opened, and the first ended from there after it was opened again."""
        test = training(hidden="4.tanh")
        first = run_id(test)
        get_run_manager().wait_until(first, lambda now: now.iteration > 0, SOON)
        test.button(key="pause").click().run()
        control(test.number_input, "units_1").set_value(5).run()
        test.button(key="undo").click().run()
        assert run_id(test) == first
        control(test.number_input, "units_1").set_value(6).run()
        moments = test.session_state[VALUES][session.HISTORY].done
        assert [moment.run_id for moment in moments] == [first]
        test.button(key="undo").click().run()
        shared(test).button(key="end_watching").click().run()
        undone = test.session_state[VALUES][session.HISTORY].undone
        assert first not in [moment.run_id for moment in undone]
        test.button(key="redo").click().run()
        test.button(key="undo").click().run()
        assert run_id(test) != first and get_run_manager().get(run_id(test)).iteration > 0


@pytest.mark.parametrize("kind", ["reachable", "replaced", "alone"])
def test_links_of_an_app_opened_as_localhost_lead_to_an_address_that_others_have(
    kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = ForOthers("http://192.168.1.20:8501/", kind, ("http://10.0.0.5:8501/",))
    monkeypatch.setattr(for_others, "for_others", lambda root: found)
    test = shared(opened())
    shown = [json.loads(each.proto.json) for each in test.get("bidi_component") if "share_link" in (each.key or "")]
    assert [data["address"].startswith(f"{found.root}?") for data in shown] == [True]
    warnings = [each.value.replace("\\", "") for each in test.warning]
    assert len(warnings) == (kind != "reachable")
    assert all(("10.0.0.5" in each) == (kind == "replaced") for each in warnings)
