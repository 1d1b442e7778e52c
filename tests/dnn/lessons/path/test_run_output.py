"""The output of a trained network on a grid: against another way of computing it, and at its edges."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from dnn import train
from dnn.configuration import RunConfig
from dnn.datasets import load_dataset
from dnn.datasets.picture import picture_of
from dnn.lessons.path.run_output import MAX_REACH, SIDE, RunOutput, centre_of, grid_inputs, output_of, reach_of
from tests.own_tables import run_of


def config(dataset: dict[str, Any], units: tuple[int, ...] = (), **hyperparameters: Any) -> RunConfig:
    """A run of some iterations."""
    hidden = [{"units": n, "activation": "tanh"} for n in units]
    given = {"iterations": 60, "learning_rate": 0.3, **hyperparameters}
    return RunConfig.from_dict({"dataset": dataset, "architecture": {"hidden": hidden}, "hyperparameters": given})


XOR = {"name": "xor", "samples": 80, "noise": 0.05}


def found(run: RunConfig) -> RunOutput:
    """The output of data that have a picture."""
    output = output_of(run)
    assert output is not None
    return output


def places(run: RunConfig) -> np.ndarray:
    """(2, SIDE²) coordinates of the grid, worked out here: from the top left, row after row."""
    picture = picture_of(load_dataset(run.dataset))
    assert picture is not None
    reach = reach_of(picture)
    steps = [reach * (2 * k / (SIDE - 1) - 1) for k in range(SIDE)]
    return np.array([(x1, x2) for x2 in reversed(steps) for x1 in steps]).T


def test_is_what_the_last_network_gives_unit_by_unit() -> None:
    run = config(XOR, (3,))
    *_before, last = train(run)
    output, x = found(run), places(run)
    data = load_dataset(run.dataset)
    inputs = (x - data.mean) / data.scale
    first, second = last.parameters.layers
    for place in (0, SIDE - 1, SIDE * SIDE // 2, SIDE * SIDE - 1, 1234):
        a = [
            math.tanh(math.fsum(w * v for w, v in zip(row, inputs[:, place], strict=True)) + float(b[0]))
            for row, b in zip(first.W, first.b, strict=True)
        ]
        z = math.fsum(float(w) * v for w, v in zip(second.W[0], a, strict=True)) + float(second.b[0, 0])
        assert output.A[0, place] == pytest.approx(1 / (1 + math.exp(-z)), rel=1e-5)
        assert output.margins[0, place] == pytest.approx(z, rel=1e-5)


def test_without_a_hidden_layer_the_boundary_is_a_straight_line() -> None:
    run = config(XOR)
    output, x = found(run), places(run)
    design = np.vstack([x, np.ones(x.shape[1])]).T
    solution, *_ = np.linalg.lstsq(design, output.margins[0], rcond=None)
    np.testing.assert_allclose(design @ solution, output.margins[0], atol=1e-5)
    bent = found(config(XOR, (4,), iterations=300))
    solution, *_ = np.linalg.lstsq(design, bent.margins[0], rcond=None)
    assert np.abs(design @ solution - bent.margins[0]).max() > 0.1


def test_of_several_classes_one_margin_is_positive_at_a_place() -> None:
    output = found(config({"name": "gaussians", "classes": 3, "samples": 90}, (4,)))
    assert output.A.shape == output.margins.shape == (3, SIDE**2)
    np.testing.assert_array_equal((output.margins > 0).sum(axis=0), 1)
    np.testing.assert_array_equal(output.margins.argmax(axis=0), output.A.argmax(axis=0))
    np.testing.assert_allclose(output.A.sum(axis=0), 1, rtol=1e-6)


def test_of_a_regression_has_no_margin() -> None:
    output = found(config({"name": "plane", "samples": 60}, (3,), learning_rate=0.05))
    assert output.margins.shape == (0, SIDE**2) and output.is_finite


@pytest.mark.parametrize("table", ["one feature, regression", "one feature, two classes"])
def test_over_one_feature_is_a_curve(table: str) -> None:
    run = run_of(table)
    output, data = found(run), load_dataset(run.dataset)
    picture = picture_of(data)
    assert picture is not None and picture.kind == "curve"
    inputs = grid_inputs(data, picture)
    assert output.A.shape == inputs.shape == (1, SIDE) and output.is_finite
    values = (inputs * data.scale + data.mean)[0]
    axis, reach = picture.axes[0], reach_of(picture)
    np.testing.assert_allclose(values[[0, -1]], [axis.centre - reach * axis.half, axis.centre + reach * axis.half])


def test_a_run_that_diverges_says_so() -> None:
    run = config({"name": "plane", "samples": 60}, (4,), learning_rate=1000, iterations=300)
    assert not found(run).is_finite


def test_weights_of_zero_give_the_same_everywhere() -> None:
    document = config(XOR, (3,)).to_dict()
    document["architecture"]["initializer"] = "zeros"
    output = found(RunConfig.from_dict(document))
    assert len(np.unique(output.A)) == 1


@pytest.mark.parametrize("precision", ["float32", "float64"])
def test_four_examples_in_either_precision(precision: str) -> None:
    output = found(config({"name": "and"}, (3,), precision=precision))
    assert output.is_finite and output.A.dtype == np.float32


def test_images_have_no_picture() -> None:
    assert output_of(config({"name": "digits"}, (3,), iterations=1)) is None


@pytest.mark.parametrize("name", ["and", "or", "xor_table"])
def test_a_truth_table_lies_in_the_middle_of_its_picture(name: str) -> None:
    run = config({"name": name}, (3,))
    data = load_dataset(run.dataset)
    picture = picture_of(data)
    assert picture is not None
    assert centre_of(picture).ravel().tolist() == [0.5, 0.5]
    places = grid_inputs(data, picture) * data.scale + data.mean  # (2, SIDE²)
    np.testing.assert_allclose(places.mean(axis=1), [0.5, 0.5], atol=1e-12)
    assert places.min() < -0.4 and places.max() > 1.4  # half a side of the square around it


def test_data_around_0_stay_where_they_are() -> None:
    picture = picture_of(load_dataset(config(XOR).dataset))
    assert picture is not None and not centre_of(picture).any()


def test_the_picture_reaches_a_little_beyond_the_farthest_example() -> None:
    for dataset in (XOR, {"name": "and"}, {"name": "circles", "noise": 0.15}):
        picture = picture_of(load_dataset(config(dataset).dataset))
        assert picture is not None
        farthest = max(1.0, float(np.abs(picture.train).max()), float(np.abs(picture.test).max(initial=0)))
        assert farthest < reach_of(picture) <= min(MAX_REACH, 1.05 * farthest + 0.1)
