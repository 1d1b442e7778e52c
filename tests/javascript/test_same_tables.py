"""Tables that stand in Python and in JavaScript agree: activations, features, limits."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import numpy as np
import pytest

from dnn.activations import ACTIVATIONS, LEAKY_SLOPE
from dnn.background.commands import MAX_PARAMETER_VALUE
from dnn.background.notebook.labels import COLOURS, MAX_NAME, MAX_NOTE
from dnn.background.notebook.sweeps import MAX_RUNS
from dnn.configuration.variations import MAX_VALUES, MIN_VALUES
from dnn.datasets.features import FEATURES
from dnn.datasets.own_points import REACH, decode_points, encode_points
from dnn.lessons.diagnosis.evidence import NEAR_LIMIT
from pages.live import STATIC
from pages.server.comparison import comparison_text
from pages.shared.drawing import cost_range, theme
from tests.node_packages import tool

Z = np.concatenate([np.linspace(-8, 8, 161), [-1000.0, -40.0, -1e-9, 0.0, 1e-9, 40.0, 1000.0]])
TEN_DIGITS = {"rtol": 1e-10, "atol": 1e-300}


def evaluate(module: str, expression: str, **values: Any) -> Any:
    """The value of an expression that knows the exports of a module as `it`, and `values` by their names."""
    known = "".join(f"const {name} = {json.dumps(value)}; " for name, value in values.items())
    address = (STATIC / module).as_uri()
    script = f"const it = await import({json.dumps(address)}); {known} console.log(JSON.stringify({expression}));"
    command = [tool("node"), "--input-type=module", "--eval", script]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_both_sides_know_the_same_activations() -> None:
    there = evaluate("math/activations.js", "Object.keys(it.ACTIVATIONS)")
    assert there == list(ACTIVATIONS), "dnn/activations.py and pages/live/static/math/activations.js differ"


@pytest.mark.parametrize("name", list(ACTIVATIONS))
def test_an_activation_and_its_derivative_agree_to_ten_digits(name: str) -> None:
    assert (
        evaluate("math/activations.js", "it.ACTIVATIONS[name].rest", name=name) == ACTIVATIONS[name].g(np.zeros(1))[0]
    )
    pairs = "z.map((each) => [it.ACTIVATIONS[name].g(each), it.ACTIVATIONS[name].slope(each)])"
    there = np.array(evaluate("math/activations.js", pairs, name=name, z=Z.tolist()))
    np.testing.assert_allclose(there[:, 0], ACTIVATIONS[name].g(Z), **TEN_DIGITS)
    np.testing.assert_allclose(there[:, 1], ACTIVATIONS[name].derivative(Z), **TEN_DIGITS)


def test_the_limits_of_activations_are_the_same() -> None:
    there = evaluate("math/activations.js", "Object.values(it.ACTIVATIONS).map((each) => each.limits ?? null)")
    assert there == [entry.limits and list(entry.limits) for entry in ACTIVATIONS.values()]


def test_the_slope_of_the_leaky_relu_is_the_same() -> None:
    assert evaluate("math/activations.js", "it.LEAKY_SLOPE") == LEAKY_SLOPE


def test_both_sides_know_the_same_features() -> None:
    assert evaluate("math/features.js", "Object.keys(it.FEATURES)") == list(FEATURES)


@pytest.mark.parametrize("name", list(FEATURES))
def test_a_feature_agrees_to_ten_digits(name: str) -> None:
    x1, x2 = np.meshgrid(np.linspace(-2, 2, 9), np.linspace(-2, 2, 9))
    values = "x1.map((each, i) => it.FEATURES[name](each, x2[i]))"
    there = evaluate("math/features.js", values, name=name, x1=x1.ravel().tolist(), x2=x2.ravel().tolist())
    np.testing.assert_allclose(there, FEATURES[name].of(x1.ravel(), x2.ravel()), rtol=1e-10, atol=1e-15)


def curves_with_spikes() -> list[cost_range.Curve]:
    """Curves at iterations that become rarer, with peaks of all heights and lengths at all places."""
    random = np.random.default_rng(3)
    iterations = [*range(1, 100), *range(100, 1500, 20)]
    usual = 0.7 / np.sqrt(iterations) + 0.02 * random.random(len(iterations))
    curves = []
    for height in (3, 10, 1e9):
        for start in (0, 3, 60, len(iterations) - 20, len(iterations) - 1):
            for length in (1, 10, 60):
                costs = usual.copy()
                costs[start : start + length] *= height
                curves.append((iterations, [float(f"{cost:.5g}") for cost in costs]))
    return curves


def in_columns(curves: list[cost_range.Curve]) -> dict[str, Any]:
    """The iterations, which all curves have in common, and the costs of each."""
    return {"x": curves[0][0], "costs": [costs for _, costs in curves]}


@pytest.mark.parametrize("has_ended", [False, True])
def test_the_cost_axis_ends_at_the_same_cost(has_ended: bool) -> None:
    curves = curves_with_spikes()
    limits = "costs.map((y) => it.costAxis([{x, y}], [], {hasEnded: has_ended}).limit)"
    there = evaluate("cost/cost_range.js", limits, **in_columns(curves), has_ended=has_ended)
    here = [cost_range.cost_limit([curve], has_ended=has_ended) for curve in curves]
    assert there == pytest.approx(here)
    assert 5 < sum(limit is None for limit in here) < len(here) - 5


def test_the_marks_above_the_cost_axis_are_the_same() -> None:
    curves = curves_with_spikes()
    marks = "costs.map((y) => it.cuts({x, y}, 0.5).map(({x, cost}) => [x, cost]))"
    there = evaluate("cost/cost_range.js", marks, **in_columns(curves))
    assert there == [[list(cut) for cut in cost_range.cuts(curve, 0.5)] for curve in curves]


def test_the_drawing_board_writes_the_letters_of_points_that_a_link_has() -> None:
    random = np.random.default_rng(5)
    half_steps = np.linspace(-REACH, REACH, 2 * 4095 + 1)  # every coordinate that there is, and those half way between
    plane = np.concatenate([np.stack([half_steps, half_steps[::-1]]), random.uniform(-2, 2, (2, 500))], axis=1)
    labels = random.integers(0, 6, plane.shape[1])
    points = [{"x1": x1, "x2": x2, "label": int(label)} for x1, x2, label in zip(*plane, labels, strict=True)]
    there = evaluate("drawing_board/letters.js", "it.encode(points)", points=points[:650])
    assert there == encode_points(plane[:, :650], labels[:650])
    there = evaluate("drawing_board/letters.js", "it.encode(points)", points=points[-650:])
    assert there == encode_points(plane[:, -650:], labels[-650:])
    back = evaluate("drawing_board/letters.js", "it.decode(letters)", letters=there)
    known, classes = decode_points(there)
    assert [[each["x1"], each["x2"]] for each in back] == known.T.tolist()
    assert [each["label"] for each in back] == classes.tolist()


def test_the_limits_are_the_same() -> None:
    assert evaluate("network/weight_entry.js", "it.MAX_PARAMETER_VALUE") == MAX_PARAMETER_VALUE
    assert evaluate("boundary/plane.js", "it.REACH") == REACH
    assert evaluate("tabs/histogram.js", "it.NEAR_LIMIT") == NEAR_LIMIT


def test_the_limits_of_labels_and_of_sweeps_are_the_same() -> None:
    assert evaluate("runs_list/row.js", "[it.MAX_NAME, it.MAX_NOTE]") == [MAX_NAME, MAX_NOTE]
    assert evaluate("sweep/trial_choice.js", "[it.MIN_VALUES, it.MAX_VALUES]") == [MIN_VALUES, MAX_VALUES]
    assert evaluate("sweep/sweep_form.js", "it.MAX_RUNS") == MAX_RUNS
    assert evaluate("runs_list/compare_button.js", "[it.MIN_COMPARED, it.MAX_COMPARED]") == [
        comparison_text.MIN_COMPARED,
        comparison_text.MAX_COMPARED,
    ]


def test_there_are_as_many_colours_as_runs_are_told_apart_by() -> None:
    assert {len(set(colors)) for colors in theme.RUNS.values()} == {COLOURS}
