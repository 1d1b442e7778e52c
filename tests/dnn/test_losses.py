"""The tasks: losses that stay exact where the output rounds to 0 or 1, the derivative's limits, scores, baselines."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from dnn.activations import ACTIVATIONS
from dnn.configuration import RunConfig
from dnn.losses import TASKS, entropy, softmax
from dnn.training.advance import advance
from dnn.training.plan.outputs import OUTPUTS
from dnn.training.stop import Stop
from tests.dnn import fifty_digits

binary, multiclass, regression = (TASKS[name] for name in ("binary", "multiclass", "regression"))
both_precisions = pytest.mark.parametrize("dtype", [np.float64, np.float32])
every_task = pytest.mark.parametrize("name", ["binary", "multiclass", "regression"])
STRICT = {"over": "raise", "invalid": "raise", "divide": "raise"}


def some_outputs(name: str, seed: int = 0, m: int = 9) -> tuple[np.ndarray, np.ndarray]:
    """Z (n_y, m) and labels or values Y (n_y, m)."""
    rng = np.random.default_rng(seed)
    if name == "binary":
        return 3 * rng.standard_normal((1, m)), rng.integers(0, 2, (1, m)).astype(float)
    if name == "multiclass":
        return 3 * rng.standard_normal((4, m)), np.eye(4)[:, rng.integers(0, 4, m)]
    return rng.standard_normal((2, m)), rng.standard_normal((2, m))


def test_the_registry() -> None:
    assert [(task.output_name, task.score_name) for task in (binary, multiclass, regression)] == [
        ("sigmoid", "accuracy"),
        ("softmax", "accuracy"),
        ("linear", "r2"),
    ]
    for name, task in TASKS.items():
        assert task.name == name
        assert task.output_name in {*ACTIVATIONS, "softmax"}, "the browser computes the output by this name"


@every_task
class TestEveryTask:
    def test_its_loss_is_the_formula_of_the_course(self, name: str) -> None:
        Z, Y = some_outputs(name)
        A = TASKS[name].output(Z)
        expected = {
            "binary": -(Y * np.log(A) + (1 - Y) * np.log1p(-A)).sum(axis=0) if name == "binary" else None,
            "multiclass": -(Y * np.log(A)).sum(axis=0) if name == "multiclass" else None,
            "regression": 0.5 * ((A - Y) ** 2).sum(axis=0),
        }[name]
        np.testing.assert_allclose(TASKS[name].losses(Z, Y), expected, rtol=1e-13)
        assert TASKS[name].cost(Z, Y) == pytest.approx(float(np.mean(expected)), rel=1e-14)

    def test_its_derivative_equals_central_differences_in_a(self, name: str) -> None:
        Z, Y = some_outputs(name)
        A, h = TASKS[name].output(Z), 1e-7

        def loss(A: np.ndarray) -> np.ndarray:
            """Each entry's own term of the loss."""
            if name == "regression":
                return 0.5 * (A - Y) ** 2
            return -Y * np.log(A) - ((1 - Y) * np.log1p(-A) if name == "binary" else 0)

        differences = (loss(A * (1 + h)) - loss(A * (1 - h))) / (2 * h * A)
        np.testing.assert_allclose(TASKS[name].derivative(A, Y), differences, rtol=1e-5, atol=1e-7)

    @both_precisions
    def test_it_keeps_the_type(self, name: str, dtype: type) -> None:
        Z, Y = (array.astype(dtype) for array in some_outputs(name))
        A = TASKS[name].output(Z)
        assert A.dtype == TASKS[name].losses(Z, Y).dtype == TASKS[name].derivative(A, Y).dtype == dtype
        assert (A.shape, TASKS[name].losses(Z, Y).shape) == (Z.shape, (Z.shape[1],))
        assert not np.shares_memory(A, Z)

    @both_precisions
    def test_it_is_finite_at_extreme_z(self, name: str, dtype: type) -> None:
        Z, Y = some_outputs(name)
        Z = np.sign(Z).astype(dtype) * 1000
        with np.errstate(**STRICT):
            losses = TASKS[name].losses(Z, Y.astype(dtype))
            A = TASKS[name].output(Z)
        assert np.isfinite(losses).all()
        assert np.isfinite(A).all()

    def test_the_plan_s_output_layer_gives_the_same(self, name: str) -> None:
        positions, m = 3, 9
        pairs = [some_outputs(name, seed, m) for seed in range(positions)]
        output = OUTPUTS[name](positions, len(pairs[0][0]), m, np.float64)
        output.set_targets(slice(None), np.hstack([output.encode(Y) for _, Y in pairs]))
        for position, (Z, Y) in enumerate(pairs):
            output.Z[position] = Z
            calls, dZ = output.backward(position)
            for call in calls:
                call()
            np.testing.assert_allclose(dZ * (m / output.scale), TASKS[name].output(Z) - Y, rtol=1e-13, atol=1e-15)
        np.testing.assert_allclose(output.losses(), [TASKS[name].cost(Z, Y) for Z, Y in pairs], rtol=1e-13)

    def test_the_best_score_is_one(self, name: str) -> None:
        _, Y = some_outputs(name)
        assert TASKS[name].score(Y, Y) == 1


EXTREMES = {
    "binary": [[0.0], [1e-9], [-0.5], [3.0], [17.0], [-17.0], [40.0], [-40.0], [88.0], [700.0], [1000.0], [-1000.0]],
    "multiclass": [
        [40.0, 0.0, 0.0], [1000.0, 980.0, 0.0], [-1000.0, -1000.0, -1000.0], [1000.0, 1000.0, -1000.0],
        [0.0, 0.0, 0.0], [1e-9, 0.0, -1e-9], [0.5, -0.25, 2.0], [17.0, 0.0, 0.0], [88.0, 0.0, 1.0], [700.0, 0.0, 0.0],
        [-1000.0, 1000.0, 0.0], [1000.0, -1000.0, -1000.0],
    ],
    "regression": [[0.0, 1.0], [1000.0, -1000.0], [1.0 + 1e-7, 1e-20]],
}  # fmt: skip
"""z of one example, with each class as its label in turn."""


def assert_exact(losses: np.ndarray, Z: np.ndarray, exact: np.ndarray) -> None:
    """Check losses to a few roundings of z: e^-z of a rounded z is off by that times z."""
    kind = np.finfo(Z.dtype)
    allowed = exact * kind.eps * (8 + 2 * np.abs(Z).max(axis=0)) + 2 * float(kind.tiny)
    wrong = np.abs(losses - exact) > allowed
    assert not wrong.any(), (Z.T[wrong], losses[wrong], exact[wrong])


@cache
def exact_cases(name: str, dtype: type) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Z (n_y, m), Y (n_y, m) and the losses in 50 digits, those at the edges and those of random z of every size."""
    rng = np.random.default_rng(3)
    n = len(EXTREMES[name][0])
    drawn = rng.standard_normal((400, n)) * 10.0 ** rng.integers(-3, 4, (400, 1))
    zs = np.array(EXTREMES[name] + drawn.tolist()).astype(dtype)
    if name == "regression":
        pairs = [(z, y) for z in zs for y in (np.zeros(n, dtype), zs[0])]
    else:
        labels = np.eye(n, dtype=dtype) if name == "multiclass" else np.array([[0], [1]], dtype)
        pairs = [(z, y) for z in zs for y in labels]
    exact = [float(fifty_digits.loss(name, z, y)) for z, y in pairs]
    return np.array([z for z, _ in pairs]).T, np.array([y for _, y in pairs]).T, np.array(exact)


@both_precisions
@every_task
class TestAgainstFiftyDigits:
    """Also where a rounds to 0 or 1: the loss is the exact one, rounded."""

    def test_the_reference(self, name: str, dtype: type) -> None:
        Z, Y, exact = exact_cases(name, dtype)
        with np.errstate(**STRICT):
            losses = TASKS[name].losses(Z, Y)
        assert losses.dtype == dtype
        assert_exact(losses, Z, exact)

    def test_the_plan(self, name: str, dtype: type) -> None:
        Z, Y, exact = exact_cases(name, dtype)
        output = OUTPUTS[name](Z.shape[1], len(Z), 1, dtype)  # a batch of one example each
        output.set_targets(slice(None), output.encode(Y))
        for position, z in enumerate(Z.T):
            output.Z[position, :, 0] = z
            for call in output.backward(position)[0]:
                call()
        assert_exact(output.losses(), Z, exact)

    def test_the_exported_program(self, name: str, dtype: type) -> None:
        Z, Y, exact = exact_cases(name, dtype)
        program: dict[str, Any] = {"np": np}
        exec(TASKS[name].code.functions, program)
        assert_exact(program["losses"](Z, Y), Z, exact)


def test_values_known_from_elsewhere() -> None:
    first = np.array([[1.0, 0.0, 0.0]]).T
    for z, loss in (([40, 0, 0], 8.496708510583178e-18), ([1000, 980, 0], 2.061153620314381e-9)):
        assert multiclass.cost(np.array([z], float).T, first) == pytest.approx(loss, rel=1e-15, abs=0)
    thousand = np.full((3, 1), -1000, np.float32)
    assert multiclass.cost(thousand, first.astype(np.float32)) == pytest.approx(1.0986123, rel=1e-7)


def test_a_cost_below_the_rounding_of_float32_is_recorded_and_stops_at_its_target() -> None:
    config = {
        "dataset": {"name": "gaussians", "classes": 3, "noise": 0.05},
        "architecture": {"hidden": [{"units": 16, "activation": "relu"}]},
        "hyperparameters": {"precision": "float32", "optimizer": "adam", "learning_rate": 0.1, "iterations": 300},
    }
    costs = advance(RunConfig.from_dict(config), None).costs
    assert costs[32] == pytest.approx(4.101e-9, rel=1e-3) and (costs > 0).all()
    config["hyperparameters"] |= {"target_cost": 1e-9}  # type: ignore[operator]
    assert advance(RunConfig.from_dict(config), None).stop == Stop("target_cost", 62)


class TestBinary:
    @both_precisions
    def test_losses_far_out_are_exact(self, dtype: type) -> None:
        Z, Y = np.array([[1000, -1000, 1000, -1000]], dtype), np.array([[1, 0, 0, 1]], dtype)
        assert binary.losses(Z, Y).tolist() == [0, 0, 1000, 1000]

    def test_a_loss_below_the_rounding_of_a_is_not_zero(self) -> None:
        assert binary.losses(np.array([[40.0]]), np.array([[1.0]]))[0] == pytest.approx(math.exp(-40), rel=1e-12, abs=0)

    def test_the_derivative_s_limits(self) -> None:
        A, Y = np.array([[0.0, 1.0, 0.0, 1.0, 0.5]]), np.array([[0.0, 1.0, 1.0, 0.0, 1.0]])
        assert binary.derivative(A, Y).tolist() == [[1, -1, -math.inf, math.inf, -2]]

    def test_outputs_that_are_nearly_zero_warn_of_nothing(self) -> None:
        A = binary.output(np.array([[-720.0]]))  # subnormal: 1 / a is more than a float holds
        assert 0 < A[0, 0] < 1e-308
        assert binary.derivative(A, np.ones((1, 1)))[0, 0] == -math.inf

    def test_one_half_is_not_yet_class_one(self) -> None:
        assert binary.score(np.array([[0.5, 0.5, 0.51, 0.49]]), np.array([[0.0, 1.0, 1.0, 0.0]])) == 0.75


class TestMulticlass:
    @both_precisions
    def test_losses_far_out_are_exact(self, dtype: type) -> None:
        Z = np.array([[1000, 1000], [-1000, -1000], [0, 0]], dtype)
        Y = np.array([[1, 0], [0, 1], [0, 0]], dtype)
        assert multiclass.losses(Z, Y).tolist() == [0, 2000]
        assert multiclass.output(Z).tolist() == [[1, 1], [0, 0], [0, 0]]

    def test_the_derivative_s_limits(self) -> None:
        A, Y = np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([[1.0, 1.0], [0.0, 0.0]])
        assert multiclass.derivative(A, Y).tolist() == [[-1, -math.inf], [0, 0]]

    def test_outputs_that_are_nearly_zero_warn_of_nothing(self) -> None:
        A = multiclass.output(np.array([[0.0], [-720.0]]))
        assert 0 < A[1, 0] < 1e-308
        assert multiclass.derivative(A, np.array([[0.0], [1.0]])).tolist() == [[0], [-math.inf]]

    @given(some.lists(some.floats(-900, 900), min_size=2, max_size=8), some.floats(-50, 50))
    def test_softmax_is_a_distribution_that_a_shift_does_not_change(self, z: list[float], shift: float) -> None:
        Z = np.array(z)[:, np.newaxis]
        A = softmax(Z)
        assert A.sum() == pytest.approx(1, rel=1e-14)
        assert (A >= 0).all()
        np.testing.assert_allclose(softmax(Z + shift), A, rtol=1e-11, atol=1e-300)

    def test_the_score_is_the_share_of_right_classes(self) -> None:
        A = np.array([[0.6, 0.1, 0.3], [0.3, 0.2, 0.3], [0.1, 0.7, 0.4]])
        assert multiclass.score(A, np.eye(3)[:, [0, 2, 1]]) == pytest.approx(2 / 3)


class TestRegression:
    def test_r2_of_the_mean_is_zero(self) -> None:
        _, Y = some_outputs("regression")
        assert regression.score(np.broadcast_to(Y.mean(axis=1, keepdims=True), Y.shape), Y) == pytest.approx(0)

    def test_r2_of_equal_targets_does_not_exist(self) -> None:
        assert math.isnan(regression.score(np.zeros((1, 3)), np.ones((1, 3))))

    def test_the_baseline_is_the_cost_of_the_mean(self) -> None:
        Z, Y = some_outputs("regression")
        mean = np.broadcast_to(Y.mean(axis=1, keepdims=True), Y.shape)
        assert regression.baseline(Y) == pytest.approx(regression.cost(mean, Y), rel=1e-14)
        assert regression.baseline(Y) < regression.cost(mean + 0.01, Y)


def test_the_cost_of_indecision() -> None:
    assert binary.cost(np.zeros((1, 3)), np.array([[0.0, 1.0, 1.0]])) == pytest.approx(math.log(2), rel=1e-15)
    assert multiclass.cost(np.zeros((5, 4)), np.eye(5)[:, :4]) == pytest.approx(math.log(5), rel=1e-15)


@pytest.mark.parametrize("frequencies", [(3, 1), (1, 1), (2, 3, 5), (0, 4), (1, 0, 6)])
def test_the_baseline_of_classes_is_the_cost_of_always_saying_their_frequencies(frequencies: tuple[int, ...]) -> None:
    labels = np.repeat(np.arange(len(frequencies)), frequencies)
    p = np.array(frequencies) / sum(frequencies)
    Y = labels[np.newaxis].astype(float) if len(p) == 2 else np.eye(len(p))[:, labels]
    expected = -sum(float(q) * math.log(q) for q in p if q > 0)
    task = binary if len(p) == 2 else multiclass
    assert entropy(Y) == task.baseline(Y) == pytest.approx(expected, rel=1e-14, abs=1e-15)
    assert str(entropy(Y)) != "-0.0"
    if (p > 0).all():
        logits = np.log(p[1:] / p[0]) if len(p) == 2 else np.log(p)
        assert task.cost(np.tile(logits[:, np.newaxis], len(labels)), Y) == pytest.approx(expected, rel=1e-13)
