"""The page of one iteration: which examples it takes, what it predicts, and that the run then has just that."""

from __future__ import annotations

from functools import partial

import pytest
from streamlit.testing.v1 import AppTest

from dnn.background.commands import Resume
from dnn.background.services import get_run_manager
from dnn.configuration import RunConfig
from dnn.lessons.walkthrough import prediction
from dnn.step import start, step
from pages.shared.iteration.batch import MAX_PICKED, Batch
from pages.shared.iteration.one_iteration import Made
from pages.shared.session.values import VALUES
from tests.dnn.background.running import reconfigure
from tests.pages.opened import control, opened

page = partial(opened, "iteration")


def config_of(test: AppTest) -> RunConfig:
    return test.session_state[VALUES]["config"]


def made(test: AppTest) -> Made:
    return test.session_state[VALUES]["page_value_iteration_made"]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    "query",
    [
        {"hidden": "none"},
        {"hidden": "-".join(["8.relu"] * 31)},
        {"data": "digits", "hidden": "16.relu", "optimizer": "adam"},
        {"data": "sine", "of": "3"},
        {"data": "iris", "of": "3.17.40", "loop": "1"},
    ],
)
def test_it_is_drawn_for_every_kind_of_network(language: str, query: dict[str, str]) -> None:
    test = page(lang=language, **query)
    assert not test.error
    assert ("of" in test.query_params and test.query_params["of"]) == query.get("of", False)


def test_what_it_predicts_is_what_the_run_then_has() -> None:
    test = page(hidden="4.tanh-3.relu", l2="0.1", learning_rate="0.5")
    foreseen = prediction(config_of(test), step(config_of(test), start(config_of(test))))
    for iteration in (1, 2, 3):
        test.button(key="apply_update").click().run()
        assert not test.exception and not test.error
        assert f"Iteration {iteration} is done." in test.success[0].value
        after = made(test)
        assert after.batch_cost == pytest.approx(after.prediction.batch_cost, rel=1e-12)
        assert after.cost_after == pytest.approx(after.prediction.cost_after, rel=1e-12)
        if iteration == 1:
            assert after.prediction == foreseen
        run = get_run_manager().get(test.session_state[VALUES]["run"])
        assert run is not None and run.iteration == iteration and not run.moving


def test_a_run_that_trains_is_paused_before_its_update_is_applied() -> None:
    test = page(hidden="4.tanh")
    test.button(key="apply_update").click().run()
    run, runs = test.session_state[VALUES]["run"], get_run_manager()
    snapshot = runs.get(run)
    owner = snapshot.owner
    runs.command(run, owner, reconfigure(snapshot, iterations=1_000_000))
    runs.command(run, owner, Resume())
    test.run()
    assert test.button(key="apply_update").disabled
    test.button(key="pause_here").click().run()
    assert not test.button(key="apply_update").disabled
    assert not runs.get(run).moving


def test_the_menu_of_examples() -> None:
    test = page()
    kind = "control_batch_kind"
    test.segmented_control(key=kind).set_value("few").run()
    assert test.query_params["of"] == "1.2.3.4"
    control(test.text_input, "batch_few").set_value("5, 9 9, 350").run()
    assert test.query_params["of"] == "5.9.350"
    control(test.toggle, "batch_vectorised").set_value(False).run()
    assert test.query_params["loop"] == "1"
    test.segmented_control(key=kind).set_value("one").run()
    assert test.query_params["of"] == "5"
    control(test.number_input, "batch_example").set_value(12).run()
    assert test.query_params["of"] == "12"
    test.segmented_control(key=kind).set_value("next").run()
    assert "of" not in test.query_params and "loop" not in test.query_params
    assert not test.exception


@pytest.mark.parametrize(
    ("written", "picked"),
    [
        (None, ()),
        ("", ()),
        ("3.3.1", (2, 0)),
        ("0.351.x.-4.²", ()),
        ("9" * 400, ()),
        (".".join(str(k) for k in range(1, 30)), tuple(range(MAX_PICKED))),
    ],
)
def test_whatever_a_link_says_about_examples(written: str | None, picked: tuple[int, ...]) -> None:
    assert Batch.from_link(written, 350) == Batch(picked)


def test_an_iteration_that_is_too_large_says_so() -> None:
    test = page(data="digits", hidden="512.relu-512.relu-512.relu")
    assert "too large to be shown step by step" in test.info[0].value
    control(test.segmented_control, "batch_kind").set_value("one").run()
    assert not test.info and not test.exception


def test_the_saturated_unit() -> None:
    test = page()
    table = next(each.value for each in test.markdown if "what code uses" in each.value)
    assert "**∞**" in table and "**NaN**" in table
    control(test.slider, "saturated_z").set_value(2.0).run()
    table = next(each.value for each in test.markdown if "what code uses" in each.value)
    assert table.count("**0.880797**") == 4


def test_without_the_routes_the_steps_are_tables() -> None:
    test = page(hidden="4.tanh", step="Z2")
    test.session_state[VALUES]["routes_missing"] = True
    test.run()
    assert not test.exception
    assert test.dataframe[0].value.shape == (1, 350)
    next(button for button in test.button if button.label == "Next step").click().run()
    assert test.query_params["step"] == "A2"
