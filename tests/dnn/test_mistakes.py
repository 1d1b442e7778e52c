"""Every mistake of the wrong-shape lab is really made here, and does what is claimed of it."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from dnn.activations import ACTIVATIONS
from dnn.configuration import RunConfig
from dnn.datasets.registry import DATASETS
from dnn.errors import ConfigurationError
from dnn.mistakes.diagnosis import Diagnosis
from dnn.mistakes.effect import effect
from dnn.mistakes.examine import EXAMPLES, MOST_PARAMETERS, examine, problem_of
from dnn.mistakes.line import Line
from dnn.mistakes.mistake import TOPICS, Mistake
from dnn.mistakes.products import UFUNCS, check_product
from dnn.mistakes.registry import MISTAKES
from dnn.mistakes.steps import Run, right_program
from dnn.step import start, step


def configure(
    dataset: str = "circles", hidden: tuple[int, ...] = (4, 3), activation: str = "tanh", **hyperparameters: Any
) -> RunConfig:
    """A run on 150 examples of generated data, 105 of them for training; n = 2, 4, 3, 1 with circles."""
    samples = {"samples": 150} if dataset in ("circles", "plane", "gaussians") else {}
    return RunConfig.from_dict(
        {
            "dataset": {"name": dataset, **samples},
            "architecture": {"hidden": [{"units": units, "activation": activation} for units in hidden]},
            "hyperparameters": {"learning_rate": 0.5, **hyperparameters},
        }
    )


def usual(mistake: Mistake) -> RunConfig:
    """The network in which the claims of a mistake hold: circles, or gaussians with three classes."""
    return configure() if "binary" in mistake.tasks else three_classes()


def three_classes() -> RunConfig:
    """n = 2, 4, 3, 3."""
    config = configure("gaussians")
    dataset = {**config.dataset.to_dict(), "classes": 3}
    return RunConfig.from_dict({**config.to_dict(), "dataset": dataset})


M = 105
Shape = tuple[int, ...]


@dataclass(frozen=True)
class Claim:
    """What is claimed of a mistake: the wrong quantity, its right and its wrong shape, and what follows.

    `got` is None where NumPy refuses the line; `wrong_from` is the iteration of the first difference, 0 before the
    first; `refused` is the quantity and iteration where NumPy raises an error.
    """

    quantity: str
    expected: Shape
    got: Shape | None
    wrong_from: int
    refused: str | None
    effects: tuple[str, ...] = ("raises",)


SILENT = None
CLAIMS = {
    "weights_transposed": Claim("W[2]", (3, 4), (4, 3), 0, "Z[2] 1"),
    "transpose_in_Z": Claim("Z[2]", (3, M), None, 1, "Z[2] 1"),
    "elementwise_Z": Claim("Z[2]", (3, M), None, 1, "Z[2] 1"),
    "reversed_Z": Claim("Z[2]", (3, M), None, 1, "Z[2] 1"),
    "X_for_A_previous": Claim("Z[2]", (3, M), None, 1, "Z[2] 1"),
    "examples_as_rows": Claim("X[0]", (2, M), (M, 2), 0, "Z[1] 1"),
    "bias_rank_1": Claim("b[2]", (3, 1), (3,), 0, "Z[2] 1"),
    "bias_row": Claim("b[2]", (3, 1), (1, 3), 0, "Z[2] 1"),
    "bias_of_previous_layer": Claim("b[2]", (3, 1), (4, 1), 0, "Z[2] 1"),
    "bias_per_example": Claim("b[2]", (3, 1), (3, M), 0, SILENT, ("none",)),
    "bias_missing": Claim("Z[2]", (3, M), (3, M), 2, SILENT, ("as_well",)),
    "activation_missing": Claim("A[2]", (3, M), (3, M), 1, SILENT, ("as_well",)),
    "softmax_axis": Claim("A[3]", (3, M), (3, M), 1, SILENT, ("diverges",)),
    "labels_rank_1": Claim("Y[0]", (1, M), (M,), 0, SILENT, ("none",)),
    "labels_as_column": Claim("Y[0]", (1, M), (M, 1), 0, "dA[2] 1"),
    "labels_not_one_hot": Claim("Y[0]", (3, M), (M,), 0, SILENT, ("does_not_learn",)),
    "one_hot_transposed": Claim("Y[0]", (3, M), (M, 3), 0, "J[0] 1"),
    "cost_without_m": Claim("J[0]", (), (), 1, SILENT, ("printed",)),
    "cost_mean_over_entries": Claim("J[0]", (), (), 1, SILENT, ("printed",)),
    "cost_axis": Claim("J[0]", (), (M,), 1, SILENT, ("printed",)),
    "cost_without_transpose": Claim("J[0]", (), None, 1, "J[0] 1"),
    "dZ_sign": Claim("dZ[3]", (1, M), (1, M), 1, SILENT, ("diverges",)),
    "m_twice": Claim("dZ[3]", (1, M), (1, M), 1, SILENT, ("does_not_learn",)),
    "dZ_without_derivative": Claim("dZ[2]", (3, M), (3, M), 1, SILENT, ("as_well",)),
    "derivative_at_A": Claim("dZ[2]", (3, M), (3, M), 1, SILENT, ("as_well",)),
    "derivative_of_sigmoid": Claim("dZ[2]", (3, M), (3, M), 1, SILENT, ("slower",)),
    "dZ_matrix_product": Claim("dZ[2]", (3, M), None, 1, "dZ[2] 1"),
    "dA_without_transpose": Claim("dA[1]", (4, M), None, 1, "dA[1] 1"),
    "dA_order": Claim("dA[1]", (4, M), None, 1, "dA[1] 1"),
    "dA_once_more": Claim("dA[1]", (4, M), (4, M), 1, SILENT, ("does_not_learn",)),
    "dA_from_dA": Claim("dA[1]", (4, M), (4, M), 1, SILENT, ("as_well",)),
    "dA_with_previous_W": Claim("dA[1]", (4, M), None, 1, "dA[1] 1"),
    "dA_with_last_dZ": Claim("dA[1]", (4, M), None, 1, "dA[1] 1"),
    "W_updated_too_early": Claim("dA[1]", (4, M), (4, M), 1, SILENT, ("as_well",)),
    "dW_without_m": Claim("dW[2]", (3, 4), (3, 4), 1, SILENT, ("as_well", "slower")),  # it oscillates
    "dW_twice": Claim("dW[2]", (3, 4), (3, 4), 1, SILENT, ("as_well",)),
    "dA_for_dZ": Claim("dW[2]", (3, 4), (3, 4), 1, SILENT, ("as_well",)),
    "db_without_m": Claim("db[2]", (3, 1), (3, 1), 1, SILENT, ("does_not_learn",)),
    "m_of_features": Claim("m[0]", (), (), 0, SILENT, ("diverges",)),
    "dW_transposed": Claim("dW[2]", (3, 4), (4, 3), 1, "W[2] 1"),
    "dW_without_transpose": Claim("dW[2]", (3, 4), None, 1, "dW[2] 1"),
    "dW_with_A": Claim("dW[2]", (3, 4), (3, 3), 1, "W[2] 1"),
    "dW_with_X": Claim("dW[2]", (3, 4), (3, 2), 1, "W[2] 1"),
    "db_rank_1": Claim("db[2]", (3, 1), (3,), 1, "Z[2] 2"),
    "db_axis": Claim("db[2]", (3, 1), (1, M), 1, SILENT, ("faster",)),
    "db_one_number": Claim("db[2]", (3, 1), (), 1, SILENT, ("as_well",)),
    "b_never_updated": Claim("b[2]", (3, 1), (3, 1), 1, SILENT, ("as_well",)),
    "W_uphill": Claim("W[2]", (3, 4), (3, 4), 1, SILENT, ("does_not_learn",)),
    "dW_for_db": Claim("b[2]", (3, 1), (3, 4), 1, "Z[2] 2"),
    "db_for_dW": Claim("W[2]", (3, 4), (3, 4), 1, SILENT, ("as_well",)),
}


def test_there_is_a_claim_for_every_mistake() -> None:
    assert list(CLAIMS) == list(MISTAKES)
    assert len(MISTAKES) >= 24
    assert sum(not mistake.raises for mistake in MISTAKES.values()) >= 13
    assert {mistake.topic for mistake in MISTAKES.values()} == set(TOPICS)


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_does_what_is_claimed_of_it(name: str) -> None:
    mistake, claim = MISTAKES[name], CLAIMS[name]
    diagnosis = examine(name, usual(mistake))
    assert f"{diagnosis.symbol}[{diagnosis.symbol_layer}]" == claim.quantity
    assert (diagnosis.expected_shape, diagnosis.got_shape) == (claim.expected, claim.got)
    first, refusal = diagnosis.first_wrong, diagnosis.refusal
    assert first is not None
    assert (f"{first.symbol}[{first.layer}]", first.iteration) == (claim.quantity, claim.wrong_from)
    assert diagnosis.visible
    assert mistake.raises is not diagnosis.silent
    assert (refusal and f"{refusal.symbol}[{refusal.layer}] {refusal.iteration}") == claim.refused
    assert diagnosis.effect.kind in claim.effects
    assert diagnosis.advice is None


@pytest.mark.parametrize("name", [name for name, mistake in MISTAKES.items() if mistake.raises])
def test_what_numpy_refuses_is_named_with_its_dimensions(name: str) -> None:
    diagnosis = examine(name, usual(MISTAKES[name]))
    refusal = diagnosis.refusal
    assert refusal is not None
    words = str(refusal.clash)
    a, b = map(int, re.findall(r": (\d+) and (\d+) should be equal", words)[0])
    assert a != b
    assert (refusal.clash, refusal.numpy_message) == (diagnosis.clash, diagnosis.numpy_message)
    assert re.search(r"mismatch|broadcast", refusal.numpy_message)
    assert len(refusal.operands) >= 2
    assert any(symbol in words and str(shape) in words for symbol, shape in refusal.operands)
    printed = diagnosis.costs_wrong
    assert printed is None or len(printed) <= refusal.iteration


def test_the_sentence_of_the_course() -> None:
    diagnosis = examine("weights_transposed", configure(hidden=(4, 3)), 2)
    assert str(diagnosis.clash) == f"W[2] (4, 3) and A[1] (4, {M}): 3 and 4 should be equal"
    assert diagnosis.numpy_message is not None and diagnosis.numpy_message.startswith("matmul: Input operand 1 has")


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
        for source in {place.line.source for place in right_program(3, task).iteration}:
            layer = next(place.l for place in right_program(3, task).iteration if place.line.source == source)
            none = dataclasses.replace(
                MISTAKES["dW_without_m"], wrong=source, right=source, where=lambda L: (1, 2, 3), name="none"
            )
            monkeypatch.setitem(MISTAKES, "none", none)
            diagnosis = examine("none", config, layer, iterations=20)
            assert not diagnosis.visible and diagnosis.silent
            assert diagnosis.effect.kind in ("none", "cannot_tell")
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
    """What comes out in silence is what the wrong formula says."""

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
        assert str(diagnosis.what_came_out) == f"J came out as ({M},) instead of ()."

    def test_a_cost_that_is_not_finite_ends_the_curve(self) -> None:
        diagnosis = examine("W_uphill", configure("plane", (4,), "relu", learning_rate=1000.0), 2)
        assert not np.isfinite(diagnosis.costs_right[-1])
        assert np.isfinite(diagnosis.costs_right[:-1]).all()
        assert diagnosis.effect.kind == "cannot_tell"

    def test_an_unnoticed_column_of_labels_makes_the_network_grow(self) -> None:
        """With no hidden layer nothing stops Y (m, 1): dW is (m, n_x), and the update broadcasts W to it."""
        diagnosis = examine("labels_as_column", configure(hidden=()))
        assert diagnosis.silent and diagnosis.visible
        assert "hidden layer" in str(diagnosis.advice)

    def test_a_bias_of_its_own_for_each_example_is_learned_by_heart(self) -> None:
        diagnosis = examine("db_axis", configure())
        assert diagnosis.costs_wrong is not None
        assert diagnosis.costs_wrong[-1] < diagnosis.costs_right[-1]


class TestHiddenMistakes:
    @pytest.mark.parametrize("name", ["weights_transposed", "bias_of_previous_layer"])
    def test_a_square_matrix_hides_it(self, name: str) -> None:
        diagnosis = examine(name, configure(hidden=(4, 4)), 2)
        assert not diagnosis.visible and diagnosis.silent
        assert diagnosis.effect.kind == "none"
        assert str(diagnosis.advice) == ("W[2] is square here, (4, 4): give layers 1 and 2 different numbers of units.")

    @pytest.mark.parametrize("name", ["transpose_in_Z", "dA_without_transpose", "dW_transposed", "dW_with_A"])
    def test_a_square_matrix_silences_numpy(self, name: str) -> None:
        diagnosis = examine(name, configure(hidden=(4, 4)), 2)
        assert diagnosis.visible and diagnosis.silent
        assert diagnosis.first_wrong is not None and diagnosis.first_wrong.relative is not None
        assert "square" in str(diagnosis.advice)

    @pytest.mark.parametrize("name", ["bias_row", "bias_rank_1", "db_rank_1"])
    def test_a_single_unit_hides_it(self, name: str) -> None:
        diagnosis = examine(name, configure(hidden=(4, 3)), 3)
        assert diagnosis.silent and diagnosis.effect.kind == "none"
        assert str(diagnosis.advice).startswith("n[3] = 1 here")

    @pytest.mark.parametrize("name", ["X_for_A_previous", "dW_with_X"])
    def test_as_many_units_as_features_hide_it(self, name: str) -> None:
        diagnosis = examine(name, configure(hidden=(2, 3)), 2)
        assert diagnosis.silent and diagnosis.visible
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


@settings(max_examples=12)
@given(
    some.sampled_from(sorted(DATASETS)),
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
    assert diagnosis.silent is (diagnosis.effect.kind != "raises")
    assert diagnosis.visible or diagnosis.silent
    assert diagnosis.visible or diagnosis.advice
    assert not diagnosis.refusal or (diagnosis.clash and diagnosis.numpy_message and diagnosis.advice is None)
    assert len(diagnosis.costs_right) <= 2
    assert diagnosis.equation.count("{") == diagnosis.equation.count("}")
    assert not re.search(r"\^\{[^{}]*\}\^", diagnosis.equation), "a superscript on a superscript"
    for text in (diagnosis.what_came_out, diagnosis.effect.text, diagnosis.advice, diagnosis.clash):
        assert "{" not in str(text)


class TestRegistry:
    @pytest.mark.parametrize("name", MISTAKES)
    def test_a_mistake_stands_where_it_says(self, name: str) -> None:
        mistake = MISTAKES[name]
        assert mistake.name == name
        assert mistake.wrong != mistake.right
        assert Line(mistake.wrong).symbol == Line(mistake.right).symbol == mistake.symbol
        for L, task in product(range(1, 6), mistake.tasks):
            layers = mistake.where(L)
            assert set(layers) <= set(range(1, L + 1))
            assert mistake.default_layer(L) in (layers or (None,))
            for layer in layers:
                program, right = mistake.program(L, task, layer), right_program(L, task)
                pairs = zip((*program.setup, *program.iteration), (*right.setup, *right.iteration), strict=True)
                changed = [new.line.source for new, old in pairs if new != old]
                assert mistake.wrong in changed
                assert len(changed) == (2 if mistake.also else 1)

    def test_titles_and_lines_are_all_different(self) -> None:
        assert len({str(mistake.title) for mistake in MISTAKES.values()}) == len(MISTAKES)
        assert len({mistake.wrong for mistake in MISTAKES.values() if mistake.name != "labels_not_one_hot"}) == 49

    @pytest.mark.parametrize(
        ("name", "config", "layer", "words"),
        [
            ("garbage", configure(), 1, "mistake"),
            (None, configure(), 1, "mistake"),
            ("__class__", configure(), 1, "mistake"),
            ("W_uphill", configure(), 4, "layer"),
            ("W_uphill", configure(), 0, "layer"),
            ("W_uphill", configure(), True, "layer"),
            ("W_uphill", configure(), "2", "layer"),
            ("dA_order", configure(), 3, "layer"),
            ("dA_order", configure(hidden=(4,)), None, "hidden"),
            ("softmax_axis", configure(), None, "dataset"),
            ("labels_rank_1", configure("iris"), None, "dataset"),
            ("W_uphill", configure(hidden=(1024, 1024)), 1, str(MOST_PARAMETERS)),
        ],
    )
    def test_what_cannot_be_is_said_in_a_sentence(self, name: Any, config: RunConfig, layer: Any, words: str) -> None:
        with pytest.raises(ConfigurationError, match=words):
            examine(name, config, layer)

    @pytest.mark.parametrize("iterations", [0, -1, 10**9, 2.5, True, "many"])
    def test_iterations_are_bounded(self, iterations: Any) -> None:
        with pytest.raises(ConfigurationError, match="iterations"):
            examine("W_uphill", configure(), 1, iterations)


class TestEffect:
    RIGHT = np.linspace(1.0, 0.5, 100)

    @pytest.mark.parametrize(
        ("end", "kind"),
        [(0.51, "as_well"), (0.3, "faster"), (0.7, "slower"), (0.97, "does_not_learn"), (1.2, "diverges")],
    )
    def test_it_follows_from_the_share_of_the_fall(self, end: float, kind: str) -> None:
        assert effect(self.RIGHT, np.linspace(1.0, end, 100), same_printed=True).kind == kind

    def test_curves_that_cannot_tell(self) -> None:
        flat = np.full(100, 0.7)
        assert effect(flat, flat * 1.001, same_printed=True).kind == "cannot_tell"
        assert effect(flat, flat, same_printed=True).kind == "none"
        assert effect(self.RIGHT, self.RIGHT, same_printed=False).kind == "printed"
        assert effect(self.RIGHT, np.array([1.0, np.inf]), same_printed=True).kind == "diverges"


class TestProducts:
    SHAPES = [shape for axes in range(4) for shape in product((0, 1, 2, 3), repeat=axes)]

    @pytest.mark.parametrize("operator", UFUNCS)
    def test_it_agrees_with_numpy_on_every_pair(self, operator: Any) -> None:
        for left, right in product(self.SHAPES, self.SHAPES):
            result = check_product(left, operator, right)
            try:
                shape, message = UFUNCS[operator](np.ones(left), np.ones(right)).shape, None
            except ValueError as error:
                shape, message = None, str(error)
            assert (result.shape, result.numpy_message) == (shape, message), (left, operator, right)
            assert result.defined is (result.clash is None)
            if result.clashing:
                assert left[result.clashing[0]] != right[result.clashing[1]]

    def test_it_names_what_clashes(self) -> None:
        result = check_product((4, 3), "@", (4, 350), ("W[2]", "A[1]"))
        assert str(result.clash) == "W[2] (4, 3) and A[1] (4, 350): 3 and 4 should be equal"
        assert result.clashing == (1, 0)
        assert str(check_product((3,), "+", (3, 350)).clash).endswith("3 and 350 should be equal, or one of them 1")

    def test_it_tells_what_is_broadcast(self) -> None:
        result = check_product((3, 350), "+", (3, 1), ("Z", "b"))
        assert result.shape == (3, 350)
        assert [str(each.text) for each in result.broadcasts] == ["b is repeated 350 times along axis 1"]
        both = check_product((3, 1), "-", (3,))
        assert both.shape == (3, 3)
        assert [each.side for each in both.broadcasts] == [0, 1]

    def test_it_takes_no_memory(self) -> None:
        assert check_product((100_000, 1), "@", (1, 100_000)).shape == (100_000, 100_000)
        assert check_product((100_000,) * 3, "+", (99_999,)).numpy_message is not None

    @pytest.mark.parametrize("shape", [(1, 2, 3, 4), (-1,), (2.0,), (True,), "3", None, [3], (10**9,)])
    def test_garbage_gets_a_sentence(self, shape: Any) -> None:
        with pytest.raises(ConfigurationError, match="shape"):
            check_product(shape, "@", (3, 4))
        with pytest.raises(ConfigurationError, match="operator"):
            check_product((3, 4), "; import os", (3, 4))  # type: ignore[arg-type]
