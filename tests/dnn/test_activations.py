"""The activation functions: known values, exact limits, derivatives, and the type of number that goes in comes out."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from dnn.activations import ACTIVATIONS
from dnn.lessons.activation_slope import lost_from, silu_minimum, silu_preimages, unit_slope
from dnn.training.memory import aligned_zeros
from dnn.training.plan.elementwise import ELEMENTWISE, elementwise

NAMES = list(ACTIVATIONS)
KNOWN = ["sigmoid", "tanh", "relu", "leaky_relu", "elu", "silu", "softplus", "linear"]
"""Those whose values stand here, worked out by hand."""
LIMITS = {  # g(-1000), g(1000), g'(-1000), g'(1000)
    "sigmoid": (0.0, 1.0, 0.0, 0.0),
    "tanh": (-1.0, 1.0, 0.0, 0.0),
    "relu": (0.0, 1000.0, 0.0, 1.0),
    "leaky_relu": (-10.0, 1000.0, 0.01, 1.0),
    "elu": (-1.0, 1000.0, 0.0, 1.0),
    "silu": (0.0, 1000.0, 0.0, 1.0),
    "softplus": (0.0, 1000.0, 0.0, 1.0),
    "linear": (-1000.0, 1000.0, 1.0, 1.0),
}
AT_ZERO = {  # g(0), g'(0), the left derivative at a kink
    "sigmoid": (0.5, 0.25),
    "tanh": (0.0, 1.0),
    "relu": (0.0, 0.0),
    "leaky_relu": (0.0, 0.01),
    "elu": (0.0, 1.0),
    "silu": (0.0, 0.5),
    "softplus": (math.log(2), 0.5),
    "linear": (0.0, 1.0),
}
AT_ONE = {
    "sigmoid": 1 / (1 + math.exp(-1)),
    "tanh": math.tanh(1),
    "relu": 1.0,
    "leaky_relu": 1.0,
    "elu": 1.0,
    "silu": 1 / (1 + math.exp(-1)),
    "softplus": math.log(1 + math.e),
    "linear": 1.0,
}
AT_MINUS_TWO = {
    "sigmoid": 1 / (1 + math.exp(2)),
    "tanh": -math.tanh(2),
    "relu": 0.0,
    "leaky_relu": -0.02,
    "elu": math.exp(-2) - 1,
    "silu": -2 / (1 + math.exp(2)),
    "softplus": math.log(1 + math.exp(-2)),
    "linear": -2.0,
}

every_activation = pytest.mark.parametrize("name", NAMES)
both_precisions = pytest.mark.parametrize("dtype", [np.float64, np.float32])


def test_the_registry_holds_the_functions_of_the_menu_in_order() -> None:
    assert [name for name in ACTIVATIONS if name in KNOWN] == KNOWN, "links and configurations name these"
    assert all(entry.name == name for name, entry in ACTIVATIONS.items())
    assert all(str(entry.title) and entry.latex and entry.derivative_latex for entry in ACTIVATIONS.values())


@every_activation
class TestEveryActivation:
    @both_precisions
    def test_is_exact_at_its_limits_without_overflow(self, name: str, dtype: type) -> None:
        z = np.array([-1000, 1000], dtype)
        with np.errstate(over="raise", invalid="raise", divide="raise"):
            values = np.array([*ACTIVATIONS[name].g(z), *ACTIVATIONS[name].derivative(z)])
        np.testing.assert_array_equal(values, np.array(LIMITS.get(name, values), dtype))

    def test_its_derivative_equals_central_differences(self, name: str) -> None:
        z, h = np.linspace(-20, 20, 1000), 1e-5  # never 0
        assert np.abs(z).min() > h
        g = ACTIVATIONS[name].g
        np.testing.assert_allclose(
            ACTIVATIONS[name].derivative(z), (g(z + h) - g(z - h)) / (2 * h), rtol=1e-8, atol=1e-9
        )

    @both_precisions
    def test_keeps_shape_and_type_and_leaves_z_alone(self, name: str, dtype: type) -> None:
        z = np.linspace(-3, 3, 12, dtype=dtype).reshape(3, 4)
        before = z.copy()
        for result in (ACTIVATIONS[name].g(z), ACTIVATIONS[name].derivative(z)):
            assert (result.shape, result.dtype) == (z.shape, z.dtype)
            assert not np.shares_memory(result, z)
        np.testing.assert_array_equal(z, before)

    @both_precisions
    def test_never_gives_nan_or_a_warning(self, name: str, dtype: type) -> None:
        z = np.array([s * v for v in (1e-45, 1e-8, 1, 20, 90, 110, 720, 750, 1e4, 1e30) for s in (-1, 1)], dtype)
        assert np.isfinite(ACTIVATIONS[name].g(z)).all()
        assert np.isfinite(ACTIVATIONS[name].derivative(z)).all()

    def test_its_facts_are_those_of_its_functions(self, name: str) -> None:
        entry, sides = ACTIVATIONS[name], np.array([[-3.0, -0.5], [0.5, 3.0]])
        assert entry.is_piecewise_linear == bool((np.ptp(entry.derivative(sides), axis=1) == 0).all())
        assert entry.can_die == (name == "relu" or (entry.is_piecewise_linear and entry.g(sides)[0].tolist() == [0, 0]))
        far = entry.g(np.array([-1e9, 1e9]))
        assert np.isclose(far, far / 10, atol=1).all() == (entry.limits is not None)
        np.testing.assert_allclose(far if entry.limits else [], entry.limits or [], atol=1e-6)

    @both_precisions
    @pytest.mark.parametrize("is_general", [False, True])
    def test_the_plan_s_calls_give_the_same(
        self, name: str, dtype: type, is_general: bool, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        if is_general:
            monkeypatch.delitem(ELEMENTWISE, name, raising=False)
        z = np.concatenate([np.linspace(-12, 12, 301), [-1000, 0.0, 1000]]).astype(dtype)
        a, d = aligned_zeros(z.shape, dtype), aligned_zeros(z.shape, dtype)
        a[:], d[:] = z, np.linspace(-2, 2, z.size)
        expected = d * ACTIVATIONS[name].derivative(z)
        calls = elementwise(name, a, aligned_zeros(a.shape, dtype))
        with np.errstate(over="ignore", divide="ignore"):
            for call in calls.forward:
                call()
            np.testing.assert_allclose(a, ACTIVATIONS[name].g(z), rtol=8 * np.finfo(dtype).eps, atol=1e-30)
            for call in calls.backward(d):
                call()
        eps = np.finfo(dtype).eps
        np.testing.assert_allclose(d, expected, rtol=100 * eps, atol=4 * eps)


@pytest.mark.parametrize("name", KNOWN)
def test_it_has_its_known_values(name: str) -> None:
    g = ACTIVATIONS[name].g(np.array([-2.0, 0.0, 1.0]))
    np.testing.assert_allclose(g, [AT_MINUS_TWO[name], AT_ZERO[name][0], AT_ONE[name]], rtol=1e-15, atol=1e-300)
    assert ACTIVATIONS[name].derivative(np.zeros(1))[0] == pytest.approx(AT_ZERO[name][1], rel=1e-15)


@pytest.mark.parametrize("name", KNOWN)
def test_its_derivative_is_accurate_where_a_simple_formula_rounds_to_nothing(name: str) -> None:
    z = np.array([-30.0, 30.0])
    tail = math.exp(-30)
    exact = {
        "sigmoid": (tail / (1 + tail) ** 2, tail / (1 + tail) ** 2),
        "tanh": (4 * tail**2, 4 * tail**2),
        "elu": (tail, 1.0),
        "silu": (-29 * tail, 1 + 29 * tail),
        "softplus": (tail / (1 + tail), 1 / (1 + tail)),
    }
    expected = exact.get(name, tuple(ACTIVATIONS[name].derivative(np.array([-1.0, 1.0]))))
    np.testing.assert_allclose(ACTIVATIONS[name].derivative(z), expected, rtol=1e-11)


@given(some.lists(some.floats(-800, 800), min_size=2, max_size=20).map(sorted))
def test_all_but_silu_never_fall(z: list[float]) -> None:
    for name in set(KNOWN) - {"silu"}:
        for lower, upper in pairwise(ACTIVATIONS[name].g(np.array(z))):
            assert lower <= upper or lower == pytest.approx(upper, rel=1e-15)
        assert (ACTIVATIONS[name].derivative(np.array(z)) >= 0).all()


@given(some.floats(-700, 700))
def test_the_identities_between_them(value: float) -> None:
    z = np.array([value])
    g = {name: activation.g for name, activation in ACTIVATIONS.items()}
    assert g["sigmoid"](z) + g["sigmoid"](-z) == pytest.approx(1, rel=1e-15)
    assert g["tanh"](z) == pytest.approx(2 * g["sigmoid"](2 * z) - 1, rel=1e-12, abs=1e-15)
    assert g["softplus"](z) - g["softplus"](-z) == pytest.approx(value, rel=1e-12, abs=1e-15)
    assert g["silu"](z) - g["silu"](-z) == pytest.approx(value, rel=1e-12, abs=1e-15)
    assert g["relu"](z) - g["relu"](-z) == value


FROM_OUTPUT = [name for name in NAMES if ACTIVATIONS[name].derivative_from_output is not None]


def test_all_but_silu_have_their_derivative_from_the_output_alone() -> None:
    assert set(KNOWN) - set(FROM_OUTPUT) == {"silu"}
    assert all(str(entry.why) and entry.derivative_from_output_latex for entry in ACTIVATIONS.values())


@pytest.mark.parametrize("name", FROM_OUTPUT)
class TestTheDerivativeFromTheOutput:
    @both_precisions
    def test_is_the_derivative(self, name: str, dtype: type) -> None:
        z = np.concatenate([np.linspace(-40, 40, 4001), [0.0, 1e-30, -1e-30, -1000, 1000]]).astype(dtype)
        g = ACTIVATIONS[name]
        assert g.derivative_from_output is not None
        result = g.derivative_from_output(g.g(z))
        assert (result.shape, result.dtype) == (z.shape, z.dtype)
        eps = np.finfo(dtype).eps
        np.testing.assert_allclose(result, g.derivative(z), rtol=8 * eps, atol=4 * eps)

    def test_is_exact_where_nothing_is_lost_and_0_where_all_is(self, name: str) -> None:
        g = ACTIVATIONS[name]
        assert g.derivative_from_output is not None
        below, above = lost_from(name)
        if name in KNOWN:
            assert (below is not None) == (name in ("tanh", "elu"))
            assert (above is not None) == (name in ("sigmoid", "tanh"))
        z = np.linspace(-64 if below is None else below / 4, 64 if above is None else above / 4, 999)
        np.testing.assert_allclose(g.derivative_from_output(g.g(z)), g.derivative(z), rtol=1e-11)
        for border in filter(None, (below, above)):
            there = unit_slope(name, border)
            assert there.slope > 0 and there.slope_from_output == 0
            before = unit_slope(name, border - math.copysign(0.02, border))
            assert before.slope_from_output is not None and before.slope_from_output > 0


def test_where_the_last_digit_is_lost() -> None:
    """1 - a rounds to 0 where e^-z, or 2 e^-2z for tanh, is below half the spacing of numbers before 1."""
    half = np.finfo(np.float64).eps / 4
    assert lost_from("sigmoid")[1] == pytest.approx(-math.log(2 * half), abs=0.75)
    below, above = lost_from("tanh")
    assert below is not None and above == pytest.approx(-math.log(half) / 2, abs=0.75) == -below
    assert lost_from("elu")[0] == pytest.approx(math.log(half), abs=0.75)
    assert lost_from("sigmoid", "float32")[1] == pytest.approx(-math.log(np.finfo(np.float32).eps / 2), abs=0.75)


class TestSiLU:
    def test_has_its_minimum_where_the_words_say(self) -> None:
        z = silu_minimum()
        assert abs(ACTIVATIONS["silu"].derivative(np.array([z]))[0]) < 1e-15
        assert f"z = −{-z:.3f}" in str(ACTIVATIONS["silu"].why)
        assert f"a = −{-unit_slope('silu', z).a:.3f}" in str(ACTIVATIONS["silu"].why)
        assert unit_slope("silu", z).a == pytest.approx(z + 1, rel=1e-15)  # g' = 0 there means z σ = z + 1

    @given(some.floats(-0.27846, -1e-6))
    def test_has_two_z_with_one_a_and_different_slopes(self, a: float) -> None:
        low, high = silu_preimages(a)
        assert low < silu_minimum() < high
        g = ACTIVATIONS["silu"]
        np.testing.assert_allclose(g.g(np.array([low, high])), a, rtol=1e-14)
        falling, rising = g.derivative(np.array([low, high]))
        assert falling < 0 < rising

    @given(some.floats(-60, 60))
    def test_every_z_is_among_those_of_its_own_a(self, z: float) -> None:
        a = unit_slope("silu", z).a
        found = silu_preimages(a)
        assert len(found) == (2 if a < 0 and z != silu_minimum() else 1)
        near_the_minimum = abs(z - silu_minimum()) < 1e-3
        assert min(abs(each - z) for each in found) <= (1e-5 if near_the_minimum else 1e-11 * max(1, abs(z)))

    def test_has_no_z_below_its_minimum(self) -> None:
        assert silu_preimages(-0.2785) == ()

    def test_a_unit_is_told_its_twin_and_others_have_none(self) -> None:
        unit = unit_slope("silu", -0.5)
        assert unit.slope_from_output is None
        assert unit.same_output == pytest.approx((-2.5088072714221807, -0.5), rel=1e-12)
        assert unit_slope("silu", 2.0).same_output == unit_slope("tanh", -0.5).same_output == ()


def test_a_unit_in_single_precision_loses_sooner() -> None:
    assert unit_slope("sigmoid", 20.0).slope_from_output == pytest.approx(math.exp(-20), rel=1e-7)
    assert unit_slope("sigmoid", 20.0, "float32").slope_from_output == 0
    assert unit_slope("sigmoid", 20.0, "float32").slope == pytest.approx(math.exp(-20), rel=1e-6)
