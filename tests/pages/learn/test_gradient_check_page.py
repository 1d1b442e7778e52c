"""The page of the gradient check: its figures are the library's, and bugs are guessed before they are found."""

from __future__ import annotations

import dataclasses
import re
from functools import partial
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from dnn.background.services import get_run_manager
from dnn.backward import BackwardPass, backward
from dnn.configuration import RunConfig
from dnn.lessons.gradient_check import check, check_gradients
from dnn.lessons.gradient_check.check import Effort, checked_network
from dnn.lessons.gradient_check.comparison import DOUBTFUL, FINE, WRONG
from dnn.lessons.gradient_check.curve import Curve
from dnn.lessons.gradient_check.kink import find_kink
from dnn.lessons.gradient_check.listing import listing
from pages.learn.gradient_check import charts, check_section
from pages.menu import MENU
from pages.shared.session.values import VALUES
from tests.pages.opened import control, opened

page = partial(opened, "gradient_check")


def figures(test: AppTest) -> list[str]:
    """The numbers of the line of figures."""
    table = next(each.value for each in test.markdown if "lVert" in each.value and each.value.startswith("| "))
    return [cell.strip(" *") for cell in table.splitlines()[2].strip("|").split(" | ")]


def guess(test: AppTest, text: str) -> None:
    control(test.selectbox, "bug_guess").set_value(text).run()
    test.button(key="run_the_check").click().run()
    assert not test.exception


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    "query",
    [
        {"hidden": "none"},
        {"hidden": "4.relu-3.elu"},
        {"data": "iris", "hidden": "5.silu", "initializer": "zeros"},
        {"data": "sine", "hidden": "-".join(["4.tanh"] * 31)},
    ],
)
def test_it_is_drawn_for_every_kind_of_network(language: str, query: dict[str, str]) -> None:
    test = page(lang=language, **query)
    assert test.success and not test.error
    assert float(figures(test)[0]) < 1e-6


def test_every_parameter_of_the_default_network_is_compared() -> None:
    test = page(hidden="4.tanh-3.sigmoid")
    assert figures(test)[2] == "31 of 31"
    assert float(figures(test)[0]) < 1e-7
    assert figures(test)[3] == "0"


def test_it_is_said_that_l2_is_not_checked() -> None:
    words = "J is the mean loss here, without L2."
    assert any(each.value == words for each in page(hidden="4.tanh", l2="0.5").caption)
    assert not any(each.value == words for each in page(hidden="4.tanh").caption)


def test_a_large_network_is_a_stated_sample() -> None:
    test = page(data="digits", hidden="128.tanh-64.tanh")
    assert any("A random sample of" in each.value for each in test.caption)
    assert test.success


def test_epsilon_and_kinks() -> None:
    test = page(data="and", hidden="4.relu")
    assert int(figures(test)[3]) > 0
    fine = float(figures(test)[0])
    control(test.toggle, "gradient_kinks").set_value(True).run()
    assert float(figures(test)[0]) > 1e-3 and figures(test)[3] == "0"
    assert not test.success and "averages two slopes" in test.warning[0].value
    control(test.toggle, "gradient_kinks").set_value(False).run()
    control(test.select_slider, "gradient_epsilon").set_value(1e-9).run()
    assert float(figures(test)[0]) > 10 * fine


def test_an_epsilon_that_is_no_good_is_not_laid_to_backward_propagation() -> None:
    test = page(hidden="4.tanh-3.sigmoid")
    assert figures(test)[1] == "fine" and "ε" not in test.success[0].value
    slider = control(test.select_slider, "gradient_epsilon")
    slider.set_value(1e-1).run()
    assert figures(test)[1] == "ε is too large"
    assert not test.success and not test.error and re.search("The cause is ε: with ε = [13]e-5", test.warning[0].value)
    slider.set_value(1e-11).run()
    assert figures(test)[1] == "rounding error only"
    assert re.search("The cause is ε: with ε = [13]e-5", test.success[0].value)


def test_a_mistake_in_backward_propagation_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def doubled(*arguments: Any) -> tuple[BackwardPass, ...]:
        first, *others = backward(*arguments)
        return dataclasses.replace(first, dW=2 * first.dW), *others

    monkeypatch.setattr(check, "backward", doubled)
    test = page(hidden="5.tanh", seed="77")
    assert figures(test)[1] == "something is wrong"
    assert "disagrees with central differences in dW[1]." in test.error[0].value and "ε" not in test.error[0].value


def test_the_progress_bar_moves_with_the_layers(monkeypatch: pytest.MonkeyPatch) -> None:
    moved: list[tuple[float, str]] = []
    monkeypatch.setattr(check_section.st, "progress", lambda share, text: moved.append((share, text)))
    test = page(hidden="4.tanh-3.relu-2.elu", seed="78")
    assert moved == [(l / 4, f"Layer {l} of 4") for l in (1, 2, 3, 4)]
    moved.clear()
    test.run()
    assert moved == []


def test_a_run_that_has_diverged_is_told_so() -> None:
    test = page(data="diabetes", hidden="5.linear-4.linear", initializer="normal", learning_rate="1")
    run = get_run_manager().get(test.session_state[VALUES]["run"]) if "run" in test.session_state[VALUES] else None
    assert run is None and test.success
    test.switch_page(MENU["iteration"].file).run()
    for _time in range(3):
        test.button(key="apply_update").click().run()
    test.switch_page(MENU["gradient_check"].file).run()
    assert "the run has diverged" in test.error[0].value
    assert not test.code


def test_a_network_too_large_for_the_page_is_told_so_at_once() -> None:
    test = page(data="digits", hidden="-".join(["1024.tanh"] * 3))
    assert any("here at most 1,000,000 are checked" in each.value for each in test.info)
    assert not test.code


def test_every_ratio_stands_on_the_scale() -> None:
    report = check_gradients(RunConfig.from_dict({"dataset": {"name": "circles"}}))
    figure = charts.ratios(report, "light")
    weights, biases, total = figure.data
    assert list(weights.x) == [layer.W.relative_error for layer in report.layers]
    assert list(biases.x) == [layer.b.relative_error for layer in report.layers]
    assert total.x[0] == report.relative_error
    assert sorted(shape.x1 for shape in figure.layout.shapes) == [FINE, DOUBTFUL, WRONG, 1.0]


def test_the_kink_is_drawn_with_both_slopes() -> None:
    config = RunConfig.from_dict(
        {"dataset": {"name": "and"}, "architecture": {"hidden": [{"units": 4, "activation": "relu"}]}}
    )
    kink = find_kink(checked_network(config, Effort()), Effort())
    assert kink is not None
    bent, flat, secant = charts.cost_about_a_kink(kink, "dark").data
    assert not np.any(flat.y)
    assert (secant.y[1] - secant.y[0]) / (2 * kink.step) == pytest.approx(kink.g_hat - kink.g, rel=1e-6)
    slopes = np.diff(bent.y) / np.diff(kink.offsets)
    assert min(abs(slopes[0]), abs(slopes[-1])) < 1e-3 < max(abs(slopes[0]), abs(slopes[-1]))


def test_the_run_is_checked_where_it_stands() -> None:
    test = page(hidden="4.tanh")
    before = figures(test)
    test.switch_page(MENU["iteration"].file).run()
    test.button(key="apply_update").click().run()
    test.switch_page(MENU["gradient_check"].file).run()
    assert get_run_manager().get(test.session_state[VALUES]["run"]) is not None
    assert before[5] == "0" and figures(test)[5] == "1"


def test_a_bug_of_the_menu_is_guessed_then_found() -> None:
    test = page(hidden="4.tanh-3.relu", bug="dW_twice.2")
    assert "2 * dZ[2] @ A[1].T" in test.code[0].value and "← here" not in test.code[0].value
    assert test.button(key="run_the_check").disabled
    guess(test, "dW[3] = dZ[3] @ A[2].T / m")
    assert any("Not that one" in each.value for each in test.error)
    assert "← here" in test.code[0].value
    assert any("is dW[2]: the bug is in its line" in each.value for each in test.markdown)
    table = next(each.value for each in test.markdown if each.value.startswith("| Tensor"))
    assert table.count("my_location") == 1 and table.count("subdirectory_arrow_right") == 1


def test_surprises_are_the_same_for_a_class_and_the_score_runs() -> None:
    test = page(hidden="4.tanh-3.relu", bug="7")
    again = page(hidden="4.tanh-3.relu", bug="7")
    assert test.code[0].value == again.code[0].value
    right = {line.text for line in listing(3, "binary")}
    wrong = next(line for line in test.code[0].value.splitlines() if line not in right)
    guess(test, wrong)
    assert any("Right: that is the line." in each.value for each in test.success)
    assert any("1 of 1 guessed right" in each.value for each in test.markdown)
    test.button(key="another_bug").click().run()
    assert test.query_params["bug"] == "8"
    assert test.button(key="run_the_check").disabled


@pytest.mark.parametrize("bug", ["", "x.y", "dW_twice.99", "9" * 50, "dA_order", "²"])
def test_whatever_a_link_says_about_the_bug(bug: str) -> None:
    assert page(bug=bug).code


def test_a_bug_that_cannot_be_seen_is_said_to_be_hidden() -> None:
    test = page(hidden="4.relu", bug="derivative_at_A.1")
    guess(test, "dZ[1] = dA[1] * g_prime[1](A[1])")
    assert any("The activation of layer 1 hides it here" in each.value for each in test.warning)


def test_what_cannot_be_planted_is_said_with_its_reason() -> None:
    captions = [each.value for each in page(hidden="4.tanh").caption]
    assert any("NumPy raises an error at once" in each and "dW without the transpose" in each for each in captions)
    assert any("no such layer" in each and "L instead of l in dA" in each for each in captions)


def test_a_surprise_stays_while_the_run_goes_on_and_another_network_is_another_puzzle() -> None:
    test = page(hidden="4.tanh-3.relu", bug="7")
    code = test.code[0].value
    right = {line.text for line in listing(3, "binary")}
    guess(test, next(line for line in code.splitlines() if line not in right))
    test.switch_page(MENU["iteration"].file).run()
    test.button(key="apply_update").click().run()
    test.switch_page(MENU["gradient_check"].file).run()
    assert figures(test)[5] == "1"
    assert test.code[0].value.replace("   # ← here", "") == code and "← here" in test.code[0].value
    control(test.selectbox, "bug").set_value("dW_twice").run()
    assert "← here" not in test.code[0].value


def test_a_long_table_folds_what_agrees() -> None:
    test = page(hidden="-".join(["4.tanh"] * 20), bug="dW_twice.3")
    guess(test, "dW[3] = 2 * dZ[3] @ A[2].T / m")
    table = next(each.value for each in test.markdown if each.value.startswith("| Tensor"))
    assert len(table.splitlines()) < 15 and " more |" in table
    assert table.count("my_location") == 1 and table.count("subdirectory_arrow_right") == 1


def test_the_slopes_of_the_u_pass_through_the_curve() -> None:
    steps = 10.0 ** np.arange(-1, -12.25, -0.5)
    errors = steps**2 + 1e-16 / steps
    curve = Curve(steps, errors, compared=31)
    figure = charts.error_over_epsilon(curve, 1e-5, "light")
    for trace, slope in zip(figure.data[:2], (2, -1), strict=True):
        measured = np.diff(np.log(trace.y)) / np.diff(np.log(trace.x))
        assert measured == pytest.approx(slope, abs=1e-9)
    assert curve.best is not None and curve.best[0] == pytest.approx(10**-5.5, rel=0.5)
