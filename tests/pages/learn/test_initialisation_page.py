"""The laboratory of initialisation and the doctor's casebook, without a browser."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from dnn.configuration import RunConfig
from dnn.lessons.diagnosis import RULES
from dnn.lessons.initialisation_race import CONTESTANTS, advance_race, begin_race, measured
from dnn.training.advance import advance
from pages.learn.initialisation.activation_strips import PER_ROW, PER_ROW_NARROW, narrow, strips
from pages.learn.initialisation.charts import _decades
from pages.shared.session import link
from pages.shared.session.values import VALUES
from tests.pages.opened import control, opened, said

LAB, CASEBOOK = "initialisation", "casebook"


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
    assert test.session_state[VALUES]["page_value_initialisation_race"].race.iteration > 0


def test_the_two_failures_are_told_apart() -> None:
    test = opened(LAB)
    assert "begin equal" in said(test)
    test.button(key="race_start").click().run()
    words = said(test)
    assert "no weight has changed" in words and "weights do not change" in words
    assert "one unit 8 times over" in words and "learns as one unit" in words
    assert all(name in words for name in ("rank", "row spread", "0 → 0", "1 → 1", "2 → 2"))
    assert len(CONTESTANTS) == 7


def test_the_first_costs_are_known_before_anybody_starts() -> None:
    test = opened(LAB)
    for config in (
        each.config for each in test.session_state[VALUES]["page_value_initialisation_race"].race.contestants
    ):
        assert f"| {advance(config, None, iterations=1).costs[0]:.4g} |" in said(test)


@pytest.mark.parametrize(("page", "count"), [(LAB, 3), ("gradients", 2)])
def test_without_the_routes_the_charts_are_streamlits_own(page: str, count: int) -> None:
    test = opened(page)
    before = len(test.get("plotly_chart"))
    test.session_state[VALUES]["routes_missing"] = True
    test.run()
    assert not test.exception
    assert len(test.get("plotly_chart")) == before + count


def test_small_pictures_are_one_trace_each_and_find_room_on_a_phone() -> None:
    race = advance_race(begin_race(RunConfig.from_dict({"dataset": {"name": "circles"}})), 3)
    titles = {name: name.title() for name in CONTESTANTS}
    figure, changed = strips(race, measured(race), titles, "light"), narrow(race, titles)
    assert len(figure.data) == len(CONTESTANTS)
    layers = len(race.contestants[0].config.architecture.hidden) + 1
    for trace, each in zip(figure.data, race.contestants, strict=True):
        shares = np.array(trace.customdata)[:, 1].reshape(layers, -1)
        assert shares.sum(axis=1) == pytest.approx(100), each.name
    for layout, per_row in ((figure.layout.to_plotly_json(), PER_ROW), (changed, PER_ROW_NARROW)):
        axes = [layout[f"xaxis{number or ''}"] for number in (0, *range(2, len(CONTESTANTS) + 1))]
        domains = sorted({tuple(axis["domain"]) for axis in axes})
        assert len(domains) == per_row and domains[0][0] >= 0 and domains[-1][1] <= 1
        assert all(before[1] < after[0] for before, after in itertools.pairwise(domains))
    assert set(changed) <= {str(name) for name in figure.layout.to_plotly_json()}
    assert changed["height"] > figure.layout.height


@pytest.mark.parametrize(("values", "zero"), [([1.0, 0.01, 0.0], 1e-3), ([1.0, float("nan")], 0.1), ([0.0], 0.1)])
def test_a_spread_of_nothing_stands_on_a_line_of_its_own(values: list[float], zero: float) -> None:
    axis, drawn = _decades(values)
    assert drawn == pytest.approx(zero)
    named = dict(zip(axis["tickvals"], axis["ticktext"], strict=True))  # type: ignore[call-overload]
    assert (drawn in named and named[drawn] == "0") == (0.0 in values)
    assert named[1.0] == "1"


def test_weights_too_large_for_a_first_cost_are_told() -> None:
    test = opened(LAB, data="sine", hidden="-".join(["64.relu"] * 20), precision="float32")
    assert not test.exception
    test.button(key="race_start").click().run()
    assert not test.exception and "NaN or Inf" in said(test)


def test_it_pauses_and_begins_again() -> None:
    test = opened(LAB)
    test.button(key="race_start").click().run()
    test.button(key="race_pause").click().run()
    there = test.session_state[VALUES]["page_value_initialisation_race"].race.iteration
    test.run()
    assert test.session_state[VALUES]["page_value_initialisation_race"].race.iteration == there > 0
    test.button(key="race_again").click().run()
    assert test.session_state[VALUES]["page_value_initialisation_race"].race.iteration == 0


def test_another_network_begins_another_race() -> None:
    test = opened(LAB)
    test.button(key="race_start").click().run()
    control(test.number_input, "hidden_layers").set_value(1).run()
    shown = test.session_state[VALUES]["page_value_initialisation_race"]
    assert shown.race.iteration == 0 and len(shown.network.architecture.hidden) == 1


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_casebook_has_a_case_and_a_link_for_every_rule(language: str) -> None:
    test = opened(CASEBOOK, lang=language)
    keys = {button.key for button in test.button}
    assert {f"example_{name}" for name in RULES} <= keys
    assert {f"remedied_{name}" for name, rule in RULES.items() if rule.remedied is not None} <= keys
    links = said(test)
    for rule in RULES.values():
        assert f"./?{link.query_string(link.to_query(rule.example))}" in links
        assert link.from_query(link.to_query(rule.example)) == rule.example


@pytest.mark.parametrize("name", ["example_oscillating", "remedied_oscillating"])
def test_a_button_starts_the_case(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[RunConfig] = []
    monkeypatch.setattr("pages.shared.run.run_commands.start_with", lambda view, config: started.append(config))
    test = opened(CASEBOOK)
    test.button(key=name).click().run()
    assert not test.exception
    rule = RULES["oscillating"]
    assert started == [rule.example if name.startswith("example") else rule.remedied]
