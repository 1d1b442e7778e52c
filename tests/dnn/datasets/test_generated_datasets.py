"""The datasets that are drawn by formula, and the tables: what each promises."""

from __future__ import annotations

import time

import numpy as np
import pytest

from dnn.datasets.load import make_dataset
from dnn.errors import ConfigurationError
from tests.dnn.datasets.made_data import configure, labels_of, load, whole

GENERATED = ("circles", "xor", "gaussians", "spirals", "moons", "plane", "sine")


@pytest.mark.parametrize("name", GENERATED)
class TestGenerated:
    @pytest.mark.parametrize("samples", [10, 11, 20_000])
    def test_gives_as_many_examples_as_asked_for(self, name: str, samples: int) -> None:
        data = load(name, samples=samples)
        assert data.X_train.shape[1] + data.X_test.shape[1] == samples

    def test_lies_in_the_plane_between_minus_one_and_one(self, name: str) -> None:
        X, _ = whole(load(name, noise=0.0, samples=2_000))
        assert np.abs(X).max() <= 1.0
        assert np.abs(X).max() > 0.5

    def test_twenty_thousand_examples_take_no_time(self, name: str) -> None:
        config = configure(name, samples=20_000)
        start = time.thread_time()
        make_dataset(config)
        assert time.thread_time() - start < 0.25

    def test_standardised_coordinates_can_be_turned_back(self, name: str) -> None:
        raw, data = load(name, standardize=False), load(name, standardize=True)
        np.testing.assert_allclose(data.X_train * data.scale + data.mean, raw.X_train, atol=1e-12)


@pytest.mark.parametrize("name", ["circles", "xor", "gaussians", "spirals", "moons"])
@pytest.mark.parametrize("samples", [10, 501])
def test_generated_classes_are_equally_large(name: str, samples: int) -> None:
    _, Y = whole(load(name, samples=samples))
    counts = np.bincount(labels_of(Y))
    assert counts.max() - counts.min() <= 1


@pytest.mark.parametrize("name", ["gaussians", "spirals"])
class TestChosenClasses:
    @pytest.mark.parametrize("classes", [2, 3, 6])
    def test_two_make_a_binary_task_and_more_a_row_of_y_each(self, name: str, classes: int) -> None:
        data = load(name, classes=classes)
        assert data.task == ("binary" if classes == 2 else "multiclass")
        assert len(data.Y_train) == (1 if classes == 2 else classes)
        assert len(data.class_names) == classes
        assert set(labels_of(data.Y_test)) == set(range(classes))

    @pytest.mark.parametrize("fraction", [0.05, 0.9])
    def test_every_class_that_can_be_is_in_both_parts_of_a_small_sample(self, name: str, fraction: float) -> None:
        data = load(name, classes=5, samples=10, test_fraction=fraction)
        assert set(labels_of(data.Y_train)) == set(labels_of(data.Y_test)) == set(range(5))

    @pytest.mark.parametrize("classes", [1, 7, 2.5])
    def test_other_numbers_of_classes_are_refused(self, name: str, classes: float) -> None:
        with pytest.raises(ConfigurationError, match="classes"):
            configure(name, classes=classes)


def test_circles_are_a_disc_within_a_ring() -> None:
    X, Y = whole(load("circles", noise=0.0))
    radius, disc = np.hypot(*X), Y[0] == 1
    assert radius[disc].max() <= 0.5
    assert 0.7 <= radius[~disc].min() <= radius[~disc].max() <= 1.0 + 1e-12


def test_xor_is_one_where_the_signs_differ() -> None:
    X, Y = whole(load("xor", noise=0.0))
    np.testing.assert_array_equal(Y[0] == 1, X[0] * X[1] < 0)
    assert np.abs(X).min() >= 0.05 - 1e-12


def test_gaussians_are_clouds_around_their_centres() -> None:
    X, Y = whole(load("gaussians", classes=4, noise=0.1, samples=4_000))
    for blob in range(4):
        angle = 2 * np.pi * blob / 4 + np.pi / 4
        cloud = X[:, labels_of(Y) == blob]
        np.testing.assert_allclose(cloud.mean(axis=1), 0.75 * np.array([np.cos(angle), np.sin(angle)]), atol=0.02)
        np.testing.assert_allclose(cloud.std(axis=1), 0.1, rtol=0.1)


@pytest.mark.parametrize("turns", [0.25, 1.0, 2.5])
def test_spirals_turn_as_often_as_asked(turns: float) -> None:
    X, Y = whole(load("spirals", classes=3, turns=turns, noise=0.0))
    radius = np.hypot(*X)
    around = (np.arctan2(X[1], X[0]) / (2 * np.pi) - turns * radius - labels_of(Y) / 3) % 1
    np.testing.assert_allclose(np.minimum(around, 1 - around), 0, atol=1e-9)


def test_moons_are_two_half_circles_and_no_straight_line_parts_them() -> None:
    X, Y = whole(load("moons", noise=0.0))
    lower = Y[0] == 1
    np.testing.assert_allclose(np.hypot(X[0, ~lower] + 0.3, X[1, ~lower] + 0.15), 0.6)
    np.testing.assert_allclose(np.hypot(X[0, lower] - 0.3, X[1, lower] - 0.15), 0.6)
    assert X[1, ~lower].min() < X[1, lower].max() - 0.25


def test_plane_is_a_plane() -> None:
    data = load("plane", noise=0.0)
    augmented = np.vstack([data.X_train, np.ones(data.X_train.shape[1])])
    solution, *_ = np.linalg.lstsq(augmented.T, data.Y_train[0])
    np.testing.assert_allclose(solution, [0.6, -0.4, 0.2], atol=1e-12)


def test_sine_is_beyond_any_plane() -> None:
    data = load("sine", noise=0.0)
    np.testing.assert_allclose(data.Y_train[0], np.sin(np.pi * data.X_train[0]) * np.cos(np.pi * data.X_train[1]))
    augmented = np.vstack([data.X_train, np.ones(data.X_train.shape[1])])
    _, residual, *_ = np.linalg.lstsq(augmented.T, data.Y_train[0])
    assert residual[0] / data.Y_train.size > 0.5 * data.Y_train.var()


@pytest.mark.parametrize(
    ("name", "outputs"), [("and", [0, 0, 0, 1]), ("or", [0, 1, 1, 1]), ("xor_table", [0, 1, 1, 0])]
)
class TestTables:
    def test_is_its_four_rows_all_of_them_for_training(self, name: str, outputs: list[int]) -> None:
        data = load(name)
        np.testing.assert_array_equal(data.X_train, [[0, 0, 1, 1], [0, 1, 0, 1]])
        np.testing.assert_array_equal(data.Y_train, [outputs])
        assert data.X_test.shape == (2, 0)

    def test_repeats_its_rows_in_turn(self, name: str, outputs: list[int]) -> None:
        data = load(name, samples=10)
        np.testing.assert_array_equal(data.Y_train[0], [*outputs, *outputs, *outputs[:2]])

    def test_has_no_fewer_than_four(self, name: str, outputs: list[int]) -> None:
        assert load(name, samples=4).X_train.shape == (2, 4)
        with pytest.raises(ConfigurationError, match="samples"):
            configure(name, samples=3)
