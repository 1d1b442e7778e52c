"""Planted mistakes: what they are compared with, what comes out in silence, and what hides them."""

from __future__ import annotations

import dataclasses
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from dnn.activations import ACTIVATIONS
from dnn.configuration import RunConfig
from dnn.datasets.registry import DATASETS, OFFERED
from dnn.lessons.mistakes.diagnosis import Diagnosis
from dnn.lessons.mistakes.effect import effect
from dnn.lessons.mistakes.examine import EXAMPLES, examine, problem_of
from dnn.lessons.mistakes.registry import MISTAKES
from dnn.lessons.mistakes.steps import Run, right_program
from dnn.step import start, step
from tests.dnn.lessons.planted import M, configure, three_classes


class TestWhatTheRightRunIs:
    @pytest.mark.parametrize("config", [configure(), configure("plane"), three_classes(), configure("iris", ())])
    def test_it_is_the_step_of_the_library(self, config: RunConfig) -> None:
        diagnosis = examine("W_uphill", config, 1, iterations=40)
        state = start(config)
        costs = []
        for _ in range(40):
            iteration = step(config, state)
            state = iteration.after
            costs.append(iteration.cost)
        np.testing.assert_allclose(diagnosis.costs_right, costs, rtol=1e-10)
        assert (diagnosis.iterations, diagnosis.examples, diagnosis.alpha) == (40, 105, 0.5)

    def test_every_quantity_is_the_one_of_the_library(self) -> None:
        config = configure()
        iteration, run = step(config, start(config)), Run(right_program(3, "binary"), problem_of(config))
        values = {(value.symbol, value.layer): value.array for value in [*run.setup(), *run.iterate()]}
        for l, (layer, forward, backward) in enumerate(
            zip(iteration.parameters.layers, iteration.passes, iteration.gradients, strict=True), start=1
        ):
            pairs = {"Z": forward.Z, "A": forward.A, "dA": backward.dA, "dZ": backward.dZ, "dW": backward.dW}
            pairs |= {"db": backward.db, "W": layer.W - 0.5 * backward.dW, "b": layer.b - 0.5 * backward.db}
            for symbol, array in pairs.items():
                np.testing.assert_allclose(values[symbol, l], array, rtol=1e-12, atol=1e-15, err_msg=f"{symbol}[{l}]")

    @pytest.mark.parametrize("task", ["binary", "multiclass", "regression"])
    def test_without_a_mistake_nothing_differs(self, task: str, monkeypatch: pytest.MonkeyPatch) -> None:
        config = {"binary": configure(), "multiclass": three_classes(), "regression": configure("plane")}[task]
        for source in {each.line.source for each in right_program(3, task).iteration}:
            layer = next(each.l for each in right_program(3, task).iteration if each.line.source == source)
            none = dataclasses.replace(
                MISTAKES["dW_without_m"], wrong=source, right=source, where=lambda L: (1, 2, 3), name="none"
            )
            monkeypatch.setitem(MISTAKES, "none", none)
            diagnosis = examine("none", config, layer, iterations=20)
            assert not diagnosis.visible and diagnosis.refusal is None
            assert diagnosis.effect.kind in ("none", "inconclusive")
            assert diagnosis.costs_wrong is not None
            assert diagnosis.costs_true is None
            np.testing.assert_array_equal(diagnosis.costs_wrong, diagnosis.costs_right)
            assert str(diagnosis.what_came_out).startswith("Nothing")

    def test_it_is_bounded_and_seeded(self) -> None:
        config = configure("spirals", (8,) * 32)
        one, two = examine("W_uphill", config), examine("W_uphill", config)
        np.testing.assert_array_equal(one.costs_right, two.costs_right)
        assert one.iterations < 200 and one.examples <= EXAMPLES
        large = configure("digits", (256, 256))
        assert examine("db_axis", large).examples < EXAMPLES

    def test_the_learning_rate_of_another_optimiser_is_not_taken(self) -> None:
        assert examine("W_uphill", configure(optimizer="adam", learning_rate=0.001), iterations=2).alpha == 0.1


class TestWrongNumbers:
    """The numbers that come out in silence are those of the wrong formula."""

    @pytest.mark.parametrize(
        ("name", "factor"),
        [("dW_without_m", M), ("db_without_m", M), ("m_twice", 1 / M), ("dZ_sign", -1), ("dA_once_more", 0)],
    )
    def test_a_factor_is_named(self, name: str, factor: float) -> None:
        first = examine(name, configure(), iterations=3).first_wrong
        assert first is not None and first.relative == pytest.approx(abs(factor - 1), rel=1e-6)
        words = "all its numbers are zero" if factor == 0 else f"is {factor:.4g} times"
        assert words in str(first.text)

    def test_the_cost_of_a_mean_over_all_entries_is_a_third(self) -> None:
        diagnosis = examine("cost_mean_over_entries", three_classes())
        assert diagnosis.costs_wrong is not None and diagnosis.costs_true is not None
        np.testing.assert_allclose(3 * diagnosis.costs_wrong, diagnosis.costs_right)
        np.testing.assert_allclose(diagnosis.costs_true, diagnosis.costs_right)
        assert "printed cost" in str(diagnosis.cost_remark)

    def test_a_cost_that_is_no_number_gives_no_curve(self) -> None:
        diagnosis = examine("cost_axis", three_classes())
        assert diagnosis.costs_wrong is None
        assert diagnosis.costs_true is not None
        assert str(diagnosis.what_came_out) == f"J has shape ({M},) instead of ()."

    def test_a_cost_that_is_not_finite_ends_the_curve(self) -> None:
        diagnosis = examine("W_uphill", configure("plane", (4,), "relu", learning_rate=1000.0), 2)
        assert not np.isfinite(diagnosis.costs_right[-1])
        assert np.isfinite(diagnosis.costs_right[:-1]).all()
        assert diagnosis.effect.kind == "inconclusive"

    def test_an_unnoticed_column_of_labels_makes_the_network_grow(self) -> None:
        """With no hidden layer nothing stops Y (m, 1): dW is (m, n_x), and the update broadcasts W to it."""
        diagnosis = examine("labels_as_column", configure(hidden=()))
        assert diagnosis.refusal is None and diagnosis.visible
        assert "hidden layer" in str(diagnosis.advice)

    def test_a_bias_of_its_own_for_each_example_is_learned_by_heart(self) -> None:
        diagnosis = examine("db_axis", configure())
        assert diagnosis.costs_wrong is not None
        assert diagnosis.costs_wrong[-1] < diagnosis.costs_right[-1]


class TestHiddenMistakes:
    @pytest.mark.parametrize("name", ["weights_transposed", "bias_of_previous_layer"])
    def test_a_square_matrix_hides_it(self, name: str) -> None:
        diagnosis = examine(name, configure(hidden=(4, 4)), 2)
        assert not diagnosis.visible and diagnosis.refusal is None
        assert diagnosis.effect.kind == "none"
        assert str(diagnosis.advice) == ("W[2] is square here, (4, 4): give layers 1 and 2 different numbers of units.")

    @pytest.mark.parametrize("name", ["transpose_in_Z", "dA_without_transpose", "dW_transposed", "dW_with_A"])
    def test_a_square_matrix_silences_numpy(self, name: str) -> None:
        diagnosis = examine(name, configure(hidden=(4, 4)), 2)
        assert diagnosis.visible and diagnosis.refusal is None
        assert diagnosis.first_wrong is not None and diagnosis.first_wrong.relative is not None
        assert "square" in str(diagnosis.advice)

    @pytest.mark.parametrize("name", ["bias_row", "bias_rank_1", "db_rank_1"])
    def test_a_single_unit_hides_it(self, name: str) -> None:
        diagnosis = examine(name, configure(hidden=(4, 3)), 3)
        assert diagnosis.refusal is None and diagnosis.effect.kind == "none"
        assert str(diagnosis.advice).startswith("n[3] = 1 here")

    @pytest.mark.parametrize("name", ["X_for_A_previous", "dW_with_X"])
    def test_as_many_units_as_features_hide_it(self, name: str) -> None:
        diagnosis = examine(name, configure(hidden=(2, 3)), 2)
        assert diagnosis.refusal is None and diagnosis.visible
        assert "n[1] = n[0] = 2" in str(diagnosis.advice)

    def test_as_many_units_as_outputs_hide_it(self) -> None:
        assert "n[2] = n[3] = 1" in str(examine("dA_with_last_dZ", configure(hidden=(4, 1)), 2).advice)

    def test_relu_forgives_a_derivative_at_A(self) -> None:
        diagnosis = examine("derivative_at_A", configure(activation="relu"))
        assert not diagnosis.visible
        assert "choose tanh" in str(diagnosis.advice)

    def test_equal_weights_and_as_many_examples_as_units_are_named(self) -> None:
        config = configure()
        zeros = dataclasses.replace(config.architecture, initializer="zeros")
        assert "start equal" in str(examine("dA_once_more", dataclasses.replace(config, architecture=zeros)).advice)
        table = configure("and", (4, 4))
        assert "as many units as there are examples here, 4" in str(examine("dZ_matrix_product", table).advice)


@pytest.mark.slow
@settings(max_examples=12)
@given(
    some.sampled_from(sorted(OFFERED)),
    some.lists(some.tuples(some.integers(1, 5), some.sampled_from(sorted(ACTIVATIONS))), max_size=3),
    some.sampled_from(["zeros", "constant", "xavier", "normal"]),
    some.sampled_from([0.01, 1.0, 1000.0]),
)
def test_no_network_makes_the_lab_stumble(
    dataset: str, hidden: list[tuple[int, str]], initializer: str, alpha: float
) -> None:
    layers = [{"units": units, "activation": activation} for units, activation in hidden]
    document = {"dataset": {"name": dataset}, "hyperparameters": {"learning_rate": alpha}}
    config = RunConfig.from_dict({**document, "architecture": {"hidden": layers, "initializer": initializer}})
    task, L = DATASETS[dataset].task_for(config.dataset), len(layers) + 1
    for name, mistake in MISTAKES.items():
        for layer in mistake.where(L) if task in mistake.tasks else ():
            _is_consistent(examine(name, config, layer, iterations=2))


def _is_consistent(diagnosis: Diagnosis) -> None:
    assert (diagnosis.refusal is None) is (diagnosis.effect.kind != "raises")
    assert diagnosis.visible or diagnosis.refusal is None
    assert diagnosis.visible or diagnosis.advice
    refusal = diagnosis.refusal
    assert refusal is None or (refusal.clash and refusal.numpy_message and diagnosis.advice is None)
    assert len(diagnosis.costs_right) <= 2
    assert diagnosis.equation.count("{") == diagnosis.equation.count("}")
    assert not re.search(r"\^\{[^{}]*\}\^", diagnosis.equation), "a superscript on a superscript"
    for text in (diagnosis.what_came_out, diagnosis.effect.text, diagnosis.advice, refusal and refusal.clash):
        assert "{" not in str(text)


class TestEffect:
    RIGHT = np.linspace(1.0, 0.5, 100)

    @pytest.mark.parametrize(
        ("end", "kind"),
        [(0.51, "as_well"), (0.3, "faster"), (0.7, "slower"), (0.97, "does_not_learn"), (1.2, "diverges")],
    )
    def test_it_follows_from_the_share_of_the_fall(self, end: float, kind: str) -> None:
        assert effect(self.RIGHT, np.linspace(1.0, end, 100), same_printed=True).kind == kind

    def test_curves_that_are_inconclusive(self) -> None:
        flat = np.full(100, 0.7)
        assert effect(flat, flat * 1.001, same_printed=True).kind == "inconclusive"
        assert effect(flat, flat, same_printed=True).kind == "none"
        assert effect(self.RIGHT, self.RIGHT, same_printed=False).kind == "printed"
        assert effect(self.RIGHT, np.array([1.0, np.inf]), same_printed=True).kind == "diverges"
