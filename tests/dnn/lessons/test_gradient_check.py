"""The gradient check: it passes what is right, finds what is wrong, and says what it could not see."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from dnn.activations import ACTIVATIONS
from dnn.backward import BackwardPass, backward
from dnn.configuration import RunConfig
from dnn.datasets.registry import OFFERED
from dnn.errors import ShapeError
from dnn.forward import forward
from dnn.initializers import INITIALIZERS
from dnn.lessons.gradient_check import check as gradient_check
from dnn.lessons.gradient_check import check_gradients
from dnn.lessons.gradient_check.check import CheckedNetwork, Effort, checked_network, layer_checks
from dnn.lessons.gradient_check.comparison import GradientReport
from dnn.lessons.gradient_check.curve import error_curve
from dnn.lessons.gradient_check.kink import find_kink
from dnn.lessons.gradient_check.signals import signal_differences
from dnn.network import Layer, Parameters, parameters_at
from dnn.step import start
from dnn.training.advance import advance
from dnn.training.data import training_data


def configure(dataset: str = "circles", hidden: list[tuple[int, str]] | None = None, **architecture: Any) -> RunConfig:
    """A run with these hidden layers."""
    layers = [{"units": units, "activation": name} for units, name in hidden or [(4, "tanh"), (3, "sigmoid")]]
    return RunConfig.from_dict({"dataset": {"name": dataset}, "architecture": {"hidden": layers, **architecture}})


@settings(max_examples=40)
@given(
    some.sampled_from(sorted(OFFERED)),
    some.lists(some.tuples(some.integers(1, 6), some.sampled_from(sorted(ACTIVATIONS))), max_size=4),
    some.sampled_from(sorted(INITIALIZERS)),
)
def test_every_kind_of_network_passes(dataset: str, hidden: list[tuple[int, str]], initializer: str) -> None:
    report = check_gradients(configure(dataset, hidden, initializer=initializer))
    assert report.passed, str(report)
    assert [layer.layer for layer in report.layers] == list(range(1, len(report.layers) + 1))


MISTAKES = {
    "without 1/m": lambda g: dataclasses.replace(g, dW=g.dW * 50),
    "wrong sign": lambda g: dataclasses.replace(g, db=-g.db),
    "one entry off by 1 %": lambda g: dataclasses.replace(g, dW=g.dW * np.where(np.arange(g.dW.size) == 0, 1.01, 1)),
    "b forgotten": lambda g: dataclasses.replace(g, db=np.zeros_like(g.db)),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_in_one_layer_is_found_there(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(*arguments: Any) -> tuple[BackwardPass, ...]:
        first, second = backward(*arguments)
        mistaken = MISTAKES[name](dataclasses.replace(second, dW=second.dW.ravel()))
        return first, dataclasses.replace(mistaken, dW=mistaken.dW.reshape(second.dW.shape))

    monkeypatch.setattr(gradient_check, "backward", wrong)
    report = check_gradients(configure(hidden=[(4, "tanh")]))
    assert [layer.passed for layer in report.layers] == [True, False]
    assert "disagrees" in str(report.verdict)
    assert "[2]" in str(report.verdict)


def test_entries_at_a_kink_are_skipped_and_counted() -> None:
    """The example x = 0 of the table has z = b = 0: each entry of b^[1] moves it across the kink."""
    (first, _) = check_gradients(configure("and", [(4, "relu")])).layers
    assert (first.b.entries, first.b.compared, first.b.skipped) == (4, 0, 4)
    assert str(first.b.verdict) == "at a kink everywhere"
    (smooth, _) = check_gradients(configure("and", [(4, "tanh")])).layers
    assert (smooth.b.compared, smooth.b.skipped) == (4, 0)


def test_a_gradient_that_vanishes_is_not_called_wrong() -> None:
    report = check_gradients(configure(hidden=[(10, "sigmoid")] * 20))
    assert report.passed
    assert str(report.layers[0].W.verdict) == "too small to tell"
    assert str(report.layers[-1].W.verdict) == "right"


def test_the_precision_of_the_run_does_not_matter() -> None:
    config = configure()
    narrow = dataclasses.replace(config.hyperparameters, precision="float32", l2=0.5)
    assert check_gradients(dataclasses.replace(config, hyperparameters=narrow)) == check_gradients(config)


def test_a_large_network_is_sampled_by_the_seed() -> None:
    config = configure("digits", [(256, "relu"), (128, "tanh")])
    report = check_gradients(config)
    assert report.passed
    assert report == check_gradients(config)
    assert all(0 < layer.W.compared + layer.W.skipped < layer.W.entries for layer in report.layers)


@pytest.mark.slow
def test_the_largest_network_is_checked_in_seconds() -> None:
    report = check_gradients(configure("digits", [(1024, "tanh")] * 32))
    assert report.passed
    assert report.examples >= 2
    assert all(layer.W.compared > 0 for layer in report.layers)


def test_it_is_read_as_a_table() -> None:
    lines = str(check_gradients(configure())).splitlines()
    assert [line.split()[0] for line in lines[2:8]] == ["dW^[1]", "db^[1]", "dW^[2]", "db^[2]", "dW^[3]", "db^[3]"]
    assert lines[-1] == "Backward propagation agrees with central differences in every layer."


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("dataset", ["circles", "iris", "diabetes"])
def test_the_ratio_of_a_healthy_network_is_below_1e_7(dataset: str, activation: str) -> None:
    """The course's bound, over every entry of every gradient in one vector."""
    report = check_gradients(configure(dataset, [(5, activation), (4, activation)]), entries=10**6)
    assert report.passed and not any(each.is_sample for each in report.comparisons)
    assert report.relative_error < 1e-7


def test_a_run_is_checked_where_it_stands() -> None:
    config = configure(hidden=[(4, "relu"), (3, "silu")])
    state = advance(config, start(config), iterations=300, evaluations=False).state
    report = check_gradients(config, theta=state.theta)
    assert report.passed and report.relative_error < 1e-7
    assert report != check_gradients(config)
    with pytest.raises(ShapeError):
        check_gradients(config, theta=state.theta[1:])


def test_a_tiny_network_worked_by_hand() -> None:
    """One sigmoid unit, two examples, w = 0, b = 0, so a = 1/2 for both.

    x = (1, 3), y = (1, 0):  dz = a - y = (-1/2, 1/2)
    dw = (1/2)(-1/2 · 1 + 1/2 · 3) = 1/2,   db = (1/2)(-1/2 + 1/2) = 0
    J(w) = (1/2)(ln(1 + e^-w) + ln(1 + e^3w)), so with ε = 0.1
    J(0.1) = (0.6443967 + 0.8543552) / 2 = 0.7493760,   J(-0.1) = (0.7443967 + 0.5543552) / 2 = 0.6493760
    g̃ = (0.7493760 - 0.6493760) / 0.2 = 0.5: the odd part of J is w/2 exactly.
    """
    layer = Layer(np.zeros((1, 1)), np.zeros((1, 1)), "sigmoid")
    network = CheckedNetwork(Parameters((layer,), "binary"), np.array([[1.0, 3.0]]), np.array([[1.0, 0.0]]), seed=0)
    (checked,) = layer_checks(network, Effort(step=0.1))
    assert checked.W.worst is not None and checked.b.worst is not None
    assert checked.W.worst.g == checked.W.norm == pytest.approx(0.5, abs=1e-15)
    assert checked.W.worst.g_hat == pytest.approx((0.7493760 - 0.6493760) / 0.2, abs=1e-6)
    assert checked.W.relative_error < 1e-14
    assert checked.b.worst.g == pytest.approx(0, abs=1e-15)
    assert checked.b.worst.g_hat == pytest.approx(0, abs=1e-14)


def test_a_network_with_a_hidden_layer_worked_by_hand() -> None:
    """One ReLU unit, then one linear output, half the squared error, x = (1, 2), y = (1, 1).

    W1 = 2, b1 = 1:  z1 = (3, 5) = a1;  W2 = 1/2, b2 = 0:  z2 = (1.5, 2.5) = a2
    dz2 = a2 - y = (0.5, 1.5);  dW2 = (0.5 · 3 + 1.5 · 5) / 2 = 4.5;  db2 = (0.5 + 1.5) / 2 = 1
    da1 = W2 dz2 = (0.25, 0.75) = dz1;  dW1 = (0.25 · 1 + 0.75 · 2) / 2 = 0.875;  db1 = (0.25 + 0.75) / 2 = 0.5
    By differences with ε = 1/2 (J is a parabola in each entry, so they are exact however large ε is):
    W2 = 1: a2 = (3, 5), J = (½ · 4 + ½ · 16) / 2 = 5;  W2 = 0: a2 = (0, 0), J = (½ + ½) / 2 = 0.5;  g̃ = 4.5
    W1 = 2.5: a2 = (1.75, 3), J = (½ · 0.5625 + ½ · 4) / 2 = 1.140625
    W1 = 1.5: a2 = (1.25, 2), J = (½ · 0.0625 + ½ · 1) / 2 = 0.265625;  g̃ = 0.875
    """
    layers = Layer(np.array([[2.0]]), np.array([[1.0]]), "relu"), Layer(np.array([[0.5]]), np.zeros((1, 1)), "linear")
    network = CheckedNetwork(Parameters(layers, "regression"), np.array([[1.0, 2.0]]), np.array([[1.0, 1.0]]), seed=0)
    checks = list(layer_checks(network, Effort(step=0.5)))
    for comparison, value in zip(
        (checks[0].W, checks[0].b, checks[1].W, checks[1].b), (0.875, 0.5, 4.5, 1.0), strict=True
    ):
        assert comparison.worst is not None and comparison.skipped == 0
        assert comparison.worst.g == value
        assert comparison.worst.g_hat == pytest.approx(value, abs=1e-14)
    passes = forward(network.parameters, network.X)
    for symbol, l, row in (("dZ", 2, (0.5, 1.5)), ("dA", 1, (0.25, 0.75)), ("dZ", 1, (0.25, 0.75))):
        found, smooth = signal_differences(network.parameters, passes, network.Y, symbol, l, np.array([0]), 0.5)
        assert smooth.all() and found == pytest.approx(np.array([row]), abs=1e-14)


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("dataset", ["circles", "iris", "diabetes"])
def test_what_is_checked_is_what_the_trainer_subtracts(dataset: str, activation: str) -> None:
    """Over all examples, (θ before - θ after) / α of one iteration of the trainer is g, and g̃ agrees with it."""
    config = configure(dataset, [(4, activation), (3, activation)])
    first = advance(config, start(config), iterations=3, evaluations=False).state
    second = advance(config, first, iterations=1, evaluations=False).state
    m, alpha = training_data(config).train.m, config.hyperparameters.learning_rate
    report = check_gradients(config, examples=m, entries=10**6, theta=first.theta)
    before, after = (parameters_at(config, state.theta).layers for state in (first, second))
    for layer, check in zip(zip(before, after, strict=True), report.layers, strict=True):
        for letter, each in (("W", check.W), ("b", check.b)):
            step = (getattr(layer[0], letter) - getattr(layer[1], letter)) / alpha
            assert each.entries == step.size
            if each.skipped == 0:
                assert each.norm == pytest.approx(np.linalg.norm(step), rel=1e-9, abs=1e-12)
            if each.worst is not None:
                position = each.worst.row, each.worst.column
                assert each.worst.g == pytest.approx(step[position], rel=1e-8, abs=1e-12)
                assert each.worst.g_hat == pytest.approx(step[position], rel=1e-4, abs=1e-9)


def test_a_run_that_has_diverged_is_not_called_a_mistake() -> None:
    """Huge parameters: ε disappears in their digits; larger still: J itself is not finite."""
    elu = configure("sine", [(6, "elu"), (5, "elu"), (4, "elu"), (3, "elu")], initializer="normal")
    huge = advance(elu, start(elu), iterations=100, evaluations=False).state.theta
    assert np.abs(huge).max() > 1e10
    linear = configure("diabetes", [(5, "linear"), (4, "linear")], initializer="normal")
    for config, theta in ((elu, huge), (linear, 1e120 * start(linear).theta)):
        report = check_gradients(config, theta=theta)
        assert not report.passed and not report.is_measurable
        assert str(report.judgement) == "cannot be checked"
        assert "the run has diverged" in str(report) and "disagrees" not in str(report.verdict)
    network = checked_network(linear, Effort(), 1e120 * start(linear).theta)
    assert error_curve(network, Effort()).best is None


@pytest.mark.parametrize(
    ("step", "judgement", "sentence"),
    [
        (1e-5, "fine", "agrees with central differences in every layer"),
        (1e-10, "rounding error only", "differ by no more than rounding explains"),
        (1e-2, "ε is too large", "truncation error and no mistake"),
        (0.1, "ε is too large", "truncation error and no mistake"),
    ],
)
def test_an_epsilon_that_is_too_long_or_too_short_is_named_and_is_no_mistake(
    step: float, judgement: str, sentence: str
) -> None:
    report = check_gradients(configure(), step=step)
    assert str(report.judgement) == judgement
    assert sentence in str(report.verdict) and "disagrees" not in str(report)


def test_truncation_at_the_usual_epsilon_is_no_mistake() -> None:
    """Weights so large that J bends within 10⁻⁵."""
    config = configure("gaussians", [(2, "elu"), (1, "elu"), (2, "elu"), (4, "elu")], initializer="large_normal")
    report = check_gradients(config)
    assert report.passed and "disagrees" not in str(report)


def planted(factor: float, monkeypatch: pytest.MonkeyPatch, step: float = 1e-5) -> GradientReport:
    """The check of a backward propagation whose last dW is off by this factor."""

    def wrong(*arguments: Any) -> tuple[BackwardPass, ...]:
        *others, last = backward(*arguments)
        return *others, dataclasses.replace(last, dW=factor * last.dW)

    monkeypatch.setattr(gradient_check, "backward", wrong)
    return check_gradients(configure(), step=step)


@pytest.mark.parametrize(
    ("off", "verdict", "passed"),
    [(1e-9, "right", True), (1e-6, "suspicious", True), (2e-5, "suspicious", False), (1e-2, "wrong", False)],
)
def test_the_bounds_of_the_course(off: float, verdict: str, passed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """A factor of 1 + x is a relative error of x / 2."""
    report = planted(1 + off, monkeypatch)
    last = report.layers[-1].W
    assert last.relative_error == pytest.approx(off / 2, rel=0.1, abs=1e-9)
    assert (str(last.verdict), last.passed, report.passed) == (verdict, passed, passed)
    assert ("disagrees" in str(report.verdict)) == (not passed)


@pytest.mark.parametrize("step", [1e-2, 1e-3, 1e-5, 1e-8])
def test_no_epsilon_hides_a_mistake(step: float, monkeypatch: pytest.MonkeyPatch) -> None:
    report = planted(2.0, monkeypatch, step)
    assert str(report.layers[-1].W.verdict) == "wrong" and not report.passed
    assert "disagrees with central differences in dW^[3]" in str(report.verdict)


def test_the_error_over_epsilon_is_a_u() -> None:
    """Truncation falls with ε², rounding grows with 1/ε, and the best is between them."""
    config = configure(hidden=[(4, "tanh"), (3, "sigmoid")])
    curve = error_curve(checked_network(config, Effort()), Effort())
    at = dict(zip(np.round(np.log10(curve.steps), 1), curve.errors, strict=True))
    assert at[-1.0] / at[-2.0] == pytest.approx(100, rel=0.2)
    assert at[-2.0] / at[-3.0] == pytest.approx(100, rel=0.2)
    assert at[-12.0] > 100 * at[-9.0]
    assert curve.best is not None and curve.compared == 31
    best, error = curve.best
    assert 1e-7 < best < 1e-3 and error < 1e-8


def test_the_u_is_of_the_same_entries_for_every_epsilon() -> None:
    """With ReLU a large ε carries entries across kinks: what is left out there is left out everywhere."""
    config = configure(hidden=[(8, "relu"), (8, "relu")])
    network = checked_network(config, Effort())
    curve = error_curve(network, Effort())
    known = curve.errors[np.isfinite(curve.errors)]
    assert np.isnan(curve.errors[0]) and len(known) > 15
    assert 105 / 2 <= curve.compared < 105
    assert curve.best is not None and curve.best[1] < 1e-9
    truncation = curve.errors[: int(np.nanargmin(curve.errors)) + 1]
    assert (np.diff(truncation[np.isfinite(truncation)]) < 0).all()


def test_the_curve_is_what_the_check_finds_with_each_epsilon() -> None:
    config = configure()
    network = checked_network(config, Effort())
    curve = error_curve(network, Effort())
    for k in (0, 8, 14):
        report = check_gradients(config, step=float(curve.steps[k]))
        assert curve.errors[k] == pytest.approx(report.relative_error, rel=1e-9)


def test_an_entry_at_a_kink_is_shown_with_both_slopes() -> None:
    kink = find_kink(checked_network(configure("and", [(4, "relu")]), Effort()), Effort())
    assert kink is not None and kink.name == "db^[1]"
    left, right = kink.costs[0] / kink.offsets[0], kink.costs[-1] / kink.offsets[-1]
    assert left == pytest.approx(kink.g, rel=1e-3) or right == pytest.approx(kink.g, rel=1e-3)
    assert left != pytest.approx(right, rel=1e-2)
    assert kink.g_hat == pytest.approx((left + right) / 2, rel=1e-3)
    assert find_kink(checked_network(configure(), Effort()), Effort()) is None


def test_where_no_entry_is_at_a_kink_a_larger_epsilon_brings_one() -> None:
    network = checked_network(configure(hidden=[(4, "relu")]), Effort())
    assert all(each.W.skipped == each.b.skipped == 0 for each in layer_checks(network, Effort()))
    kink = find_kink(network, Effort())
    assert kink is not None and 1e-5 < kink.step <= 0.1
    assert kink.bend > 0.05
    moved = {each.W.name: each.W for each in layer_checks(network, Effort(step=kink.step))}
    moved |= {each.b.name: each.b for each in layer_checks(network, Effort(step=kink.step))}
    assert moved[kink.name].skipped > 0


def test_entries_at_a_kink_can_be_compared_all_the_same() -> None:
    network = checked_network(configure("and", [(4, "relu")]), Effort())
    checks = list(layer_checks(network, Effort(across_kinks=True)))
    assert checks[0].b.skipped == 0 and checks[0].b.compared == 4
    assert not checks[0].b.passed


def test_a_sample_is_stated() -> None:
    report = check_gradients(configure(), entries=5)
    assert "A random sample of 21 of 31 entries was compared, drawn with seed 0." in str(report)
    assert check_gradients(configure()).sample is None
