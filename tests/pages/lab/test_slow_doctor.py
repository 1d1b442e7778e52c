"""The doctor on hosts that do not serve the app's routes: findings of the visitor's run in words, remedies tried."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from dnn.background.run_snapshot import RunSnapshot
from dnn.background.services import get_run_manager
from pages.server.runs.diagnosis import MAX_EXAMINATIONS_A_SECOND, MIN_SECONDS, examination_seconds
from pages.shared.session.values import VALUES
from tests.pages.opened import opened, said

SOON = 60.0


def trained(**query: str) -> AppTest:
    """The page after a whole run."""
    test = opened(routes=False, pace="full", **query)
    test.button(key="train").click().run()
    get_run_manager().wait_until(test.session_state[VALUES]["run"], lambda run: run.ended, SOON)
    test.run()
    assert not test.exception
    return test


def title(test: AppTest) -> str:
    """The title of the doctor's opinion."""
    return next(each.label for each in test.expander if each.label.startswith("Diagnosis"))


def run_of(test: AppTest) -> RunSnapshot:
    run = get_run_manager().get(test.session_state[VALUES]["run"])
    assert run is not None
    return run


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "All 8 units of layer 1 have the same weights"), ("zh", "第 1 层的 8 个节点权重全都相同")],
)
def test_symmetric_units_are_found_and_the_remedy_starts_from_the_same_seed(language: str, words: str) -> None:
    test = trained(hidden="8.tanh-8.tanh", initializer="constant", iterations="300", seed="5", lang=language)
    assert words in said(test)
    before = run_of(test)
    test.button(key="remedy_symmetric_units").click().run()
    after = run_of(test)
    rests = get_run_manager().get(before.id)
    assert after.id != before.id and rests is not None and not rests.moving
    assert after.config.architecture.initializer == "xavier"
    assert (after.config.seed, after.config.dataset) == (before.config.seed, before.config.dataset)
    get_run_manager().wait_until(after.id, lambda run: run.ended, SOON)
    test.run()
    assert words not in said(test)


def test_a_healthy_run_is_told_so() -> None:
    test = trained(hidden="8.tanh-8.tanh", iterations="1000")
    assert "no problems found" in title(test)
    assert not [button for button in test.button if str(button.key).startswith("remedy_")]


def test_a_run_that_diverged_is_told_where_it_began() -> None:
    test = trained(data="diabetes", hidden="8.relu-8.relu", initializer="he", learning_rate="10", iterations="1000")
    assert run_of(test).status == "stopped"
    assert "NaN or Inf" in title(test)


def test_silence_about_a_run_that_has_just_begun_is_no_praise() -> None:
    test = opened(routes=False)
    test.button(key="step_iteration").click().run()
    get_run_manager().wait_until(
        test.session_state[VALUES]["run"], lambda run: run.iteration == 1 and not run.moving, SOON
    )
    test.run()
    assert title(test) == "Diagnosis: too early to tell"
    assert "1 cost since the start or the last change is too few" in said(test)


def test_a_run_that_broke_off_at_its_first_iteration_is_told_why() -> None:
    test = trained(hidden="-".join(["10.linear"] * 31), initializer="large_normal", precision="float32")
    assert run_of(test).iteration == 0
    assert "initial weights alone" in said(test)
    assert test.button(key="remedy_non_finite")


def test_before_the_first_iteration_the_doctor_is_silent() -> None:
    assert not any("Doctor" in expander.label for expander in opened(routes=False).expander)


def test_a_full_server_looks_at_each_run_more_rarely() -> None:
    assert examination_seconds(0) == examination_seconds(20) == MIN_SECONDS
    assert examination_seconds(100) == 100 / MAX_EXAMINATIONS_A_SECOND > 3 * MIN_SECONDS
