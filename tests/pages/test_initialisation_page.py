"""The laboratory of initialisation and the doctor's casebook, without a browser."""

from __future__ import annotations

import pytest

from dnn.configuration import RunConfig
from dnn.diagnosis import RULES
from dnn.diagnosis.cases import CASES
from dnn.initialisation_race import CONTESTANTS
from dnn.training import advance
from pages.shared import link
from tests.pages.opened import opened, said

LAB, CASEBOOK = "learn/initialisation.py", "learn/casebook.py"


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    "query",
    [
        {},
        {"data": "digits", "hidden": "16.relu", "batch_size": "64"},
        {"data": "diabetes"},
        {"hidden": "none"},
        {"hidden": "-".join(["4.sigmoid"] * 32)},
        {"data": "spirals", "classes": "4", "hidden": "8.softplus-8.linear"},
    ],
)
def test_the_laboratory_runs_for_every_network(language: str, query: dict[str, str]) -> None:
    test = opened(LAB, lang=language, **query)
    test.button(key="race_start").click().run()
    assert not test.exception and not test.error
    assert test.session_state["kept_initialisation_race"][1].iteration > 0


def test_the_two_failures_are_told_apart() -> None:
    test = opened(LAB)
    assert "begin equal" in said(test)
    test.button(key="race_start").click().run()
    words = said(test)
    assert "no weight has moved" in words and "nothing moves" in words
    assert "one unit 8 times over" in words and "learns as one unit" in words
    assert all(name in words for name in ("rank", "row spread", "0 → 0", "1 → 1", "2 → 2"))
    assert len(CONTESTANTS) == 7


def test_the_first_costs_are_known_before_anybody_starts() -> None:
    test = opened(LAB)
    for config in (each.config for each in test.session_state["kept_initialisation_race"][1].contestants):
        assert f"| {advance(config, None, iterations=1).costs[0]:.4g} |" in said(test)


@pytest.mark.parametrize(("page", "count"), [(LAB, 3), ("learn/gradients.py", 2)])
def test_without_the_routes_the_charts_are_streamlits_own(page: str, count: int) -> None:
    test = opened(page)
    before = len(test.get("plotly_chart"))
    test.session_state["routes_missing"] = True
    test.run()
    assert not test.exception
    assert len(test.get("plotly_chart")) == before + count


def test_weights_too_large_for_a_first_cost_are_told() -> None:
    test = opened(LAB, data="sine", hidden="-".join(["64.relu"] * 20), precision="float32")
    assert not test.exception
    test.button(key="race_start").click().run()
    assert not test.exception and "no longer finite" in said(test)


def test_it_pauses_and_begins_again() -> None:
    test = opened(LAB)
    test.button(key="race_start").click().run()
    test.button(key="race_pause").click().run()
    there = test.session_state["kept_initialisation_race"][1].iteration
    test.run()
    assert test.session_state["kept_initialisation_race"][1].iteration == there > 0
    test.button(key="race_again").click().run()
    assert test.session_state["kept_initialisation_race"][1].iteration == 0


def test_another_network_begins_another_race() -> None:
    test = opened(LAB)
    test.button(key="race_start").click().run()
    test.number_input(key="control_hidden_layers").set_value(1).run()
    network, race = test.session_state["kept_initialisation_race"]
    assert race.iteration == 0 and len(network.architecture.hidden) == 1


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_casebook_has_a_case_and_a_link_for_every_rule(language: str) -> None:
    test = opened(CASEBOOK, lang=language)
    keys = {button.key for button in test.button}
    assert {f"ill_{name}" for name in RULES} <= keys
    assert {f"cured_{name}" for name, case in CASES.items() if case.cured is not None} <= keys
    links = said(test)
    for case in CASES.values():
        assert f"./?{link.query_string(link.to_query(case.ill))}" in links
        assert link.from_query(link.to_query(case.ill)) == case.ill


@pytest.mark.parametrize("name", ["ill_oscillating", "cured_oscillating"])
def test_a_button_starts_the_case(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[RunConfig] = []
    monkeypatch.setattr("pages.shared.transport.start_with", started.append)
    test = opened(CASEBOOK)
    test.button(key=name).click().run()
    assert not test.exception
    case = CASES["oscillating"]
    assert started == [case.ill if name.startswith("ill") else case.cured]
