"""The laboratory of vanishing and exploding gradients: depth as a slider, and what the doctor says of it."""

from __future__ import annotations

import pytest

from dnn.activations import ACTIVATIONS
from dnn.background.services import get_page_worker, get_run_manager
from dnn.errors import DnnError
from dnn.initializers import INITIALIZERS
from dnn.text.messages import Text
from pages.shared.session.values import VALUES
from tests.pages.opened import control, opened, read, said

PAGE = "gradients"


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    "flow", ["1.tanh.xavier", "32.sigmoid.xavier", "11.relu.small_normal", "20.linear.normal", "4.tanh.he.7"]
)
def test_it_is_drawn_for_every_depth(language: str, flow: str) -> None:
    test = opened(PAGE, flow=flow, lang=language)
    assert not test.error
    assert test.query_params["flow"] == flow


def test_a_deep_sigmoid_vanishes_and_relu_with_he_does_not() -> None:
    assert "Vanishing gradients" in said(opened(PAGE, flow="11.sigmoid.xavier"))
    assert "no problems found" in said(opened(PAGE, flow="5.relu.he"))


def test_a_preset_moves_the_menus() -> None:
    test = opened(PAGE)
    test.button(key="flow_11_relu_small_normal").click().run()
    assert control(test.slider, "flow_depth").value == 11
    assert control(test.selectbox, "flow_initializer").value == "small_normal"
    assert test.query_params["flow"] == "11.relu.small_normal"
    assert "All gradients tiny" in said(test)


def test_the_units_are_in_the_link() -> None:
    test = opened(PAGE, flow="4.tanh.he.7")
    assert control(test.number_input, "flow_units").value == 7
    control(test.number_input, "flow_units").set_value(10).run()
    assert test.query_params["flow"] == "4.tanh.he"


def test_a_worker_that_ends_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def end(*given: object) -> None:
        raise DnnError(Text("The worker ended."))

    monkeypatch.setattr(get_page_worker(), "compute", end)
    test = opened(PAGE, flow="5.elu.lecun.3")
    assert [read(each.value) for each in test.error] == ["The worker ended."]


def test_its_network_can_be_trained() -> None:
    test = opened(PAGE, flow="4.tanh.he")
    test.button(key="flow_train").click().run()
    assert not test.exception
    run = get_run_manager().get(test.session_state[VALUES]["run"])
    assert run is not None and len(run.config.architecture.hidden) == 3
    assert run.config.architecture.initializer == "he"


@pytest.mark.parametrize(
    "written", ["", "x", "0.tanh.xavier", "33.tanh.xavier", "3.none.he", "3.tanh.none", "3.tanh.he.33", "²." * 9]
)
def test_whatever_a_link_says(written: str) -> None:
    test = opened(PAGE, flow=written)
    assert control(test.selectbox, "flow_activation").value in ACTIVATIONS
    assert control(test.selectbox, "flow_initializer").value in INITIALIZERS
