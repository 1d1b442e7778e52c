"""The datasets: what holds for every one of them, then what each promises."""

from __future__ import annotations

import dataclasses
import pickle
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from dnn.configuration import DatasetConfig
from dnn.datasets import DATASETS, Data, load_dataset
from dnn.datasets.load import make_dataset
from dnn.datasets.real import FILES, read_table
from dnn.datasets.split import proportional_shares, stratified_split, stratified_subset
from dnn.errors import ConfigurationError

NAMES = [
    *("circles", "xor", "gaussians", "spirals", "moons", "plane", "sine"),
    *("and", "or", "xor_table"),
    *("breast_cancer", "digits", "iris", "diabetes"),
]
GENERATED = ("circles", "xor", "gaussians", "spirals", "moons", "plane", "sine")
TABLES = ("and", "or", "xor_table")
REAL = {"breast_cancer": (569, 30), "digits": (1_797, 64), "iris": (150, 4), "diabetes": (442, 10)}
ROOT = Path(__file__).parent.parent.parent
ARRAYS = ("X_train", "Y_train", "X_test", "Y_test", "mean", "scale", "target_mean", "target_scale")


def configure(name: str, **settings: Any) -> DatasetConfig:
    """A dataset's configuration: its own defaults and `settings`."""
    return DatasetConfig.from_dict({"name": name, **settings})


def load(name: str, **settings: Any) -> Data:
    """The arrays of a dataset with its own defaults and `settings`."""
    return make_dataset(configure(name, **settings))


def labels_of(Y: np.ndarray) -> np.ndarray:
    """(m,) the class of each column of Y."""
    return Y.argmax(axis=0) if len(Y) > 1 else Y[0].astype(int)


def whole(data: Data) -> tuple[np.ndarray, np.ndarray]:
    """X (n_x, m) as drawn, and Y, of both parts together, in an order of their own."""
    X = np.hstack([data.X_train, data.X_test]) * data.scale + data.mean
    Y = np.hstack([data.Y_train, data.Y_test]) * data.target_scale + data.target_mean
    return X, Y


def sorted_columns(X: np.ndarray) -> np.ndarray:
    """The columns of X in an order that depends on nothing but their values, to 9 decimals."""
    return np.round(X, 9)[:, np.lexsort(np.round(X, 9))]


def test_the_registry_holds_the_datasets_of_the_menu_in_order() -> None:
    assert list(DATASETS) == NAMES
    assert all(entry.name == name for name, entry in DATASETS.items())


@pytest.mark.parametrize("name", NAMES)
class TestEveryDataset:
    def test_says_in_words_what_it_is_and_where_it_comes_from(self, name: str) -> None:
        entry = DATASETS[name]
        words = [entry.title, entry.description, entry.source, *entry.class_names]
        words += [text for option in entry.options for text in (option.title, option.help)]
        assert all(str(text).strip() for text in words)

    def test_takes_the_common_options_and_names_each_once(self, name: str) -> None:
        names = [option.name for option in DATASETS[name].options]
        assert {"samples", "noise", "test_fraction", "seed", "standardize"} <= set(names)
        assert len(names) == len(set(names))

    def test_gives_matrices_that_fit_one_another(self, name: str) -> None:
        config, entry, data = configure(name), DATASETS[name], load(name)
        n_x, n_y = len(entry.feature_names), entry.outputs_for(config)
        for X, Y in ((data.X_train, data.Y_train), (data.X_test, data.Y_test)):
            assert X.shape == (n_x, X.shape[1])
            assert Y.shape == (n_y, X.shape[1])
        assert data.feature_names == entry.feature_names
        assert data.task == entry.task_for(config)
        assert data.mean.shape == data.scale.shape == (n_x, 1)
        assert data.target_mean.shape == data.target_scale.shape == (n_y, 1)
        assert data.image_shape is None or np.prod(data.image_shape) == n_x

    def test_gives_finite_float64_that_nobody_can_change(self, name: str) -> None:
        data = load(name)
        for array in (getattr(data, field) for field in ARRAYS):
            assert array.dtype == np.float64
            assert np.isfinite(array).all()
            assert array.flags.c_contiguous
            assert not array.flags.writeable

    def test_labels_are_what_the_task_says(self, name: str) -> None:
        config, entry, data = configure(name), DATASETS[name], load(name)
        _, Y = whole(data)
        if data.task == "binary":
            assert set(np.unique(Y)) == {0.0, 1.0}
        elif data.task == "multiclass":
            assert set(np.unique(Y)) == {0.0, 1.0}
            assert (Y.sum(axis=0) == 1.0).all()
            assert (Y.sum(axis=1) > 0).all()
        else:
            assert np.unique(Y).size > 50
        assert len(data.class_names) == entry.classes_for(config)
        assert data.class_names == tuple(map(str, entry.class_names_for(config)))

    @pytest.mark.parametrize("settings", [{}, {"noise": 0.3, "test_fraction": 0.4, "seed": 7}])
    def test_the_same_configuration_gives_the_same_bits(self, name: str, settings: dict[str, Any]) -> None:
        one, other = load(name, **settings), load(name, **settings)
        assert one is not other
        for field in ARRAYS:
            assert getattr(one, field).tobytes() == getattr(other, field).tobytes()

    def test_it_is_made_once_and_kept(self, name: str) -> None:
        kept = load_dataset(configure(name, seed=3))
        assert load_dataset(configure(name, seed=3)) is kept
        for field in ARRAYS:
            assert getattr(kept, field).tobytes() == getattr(load(name, seed=3), field).tobytes()

    def test_another_seed_gives_other_numbers(self, name: str) -> None:
        one, other = load(name, noise=0.1), load(name, noise=0.1, seed=1)
        assert not np.array_equal(one.X_train, other.X_train) or not np.array_equal(one.Y_train, other.Y_train)

    @pytest.mark.parametrize("fraction", [0.0, 0.1, 0.5, 0.9])
    def test_the_test_part_has_its_share_of_every_class(self, name: str, fraction: float) -> None:
        samples = 200 if name in TABLES else None
        data = load(name, test_fraction=fraction, **({"samples": samples} if samples else {}))
        m_train, m_test = data.X_train.shape[1], data.X_test.shape[1]
        assert m_test == round(fraction * (m_train + m_test))
        if data.task == "regression":
            return
        classes = len(data.class_names)
        in_train = np.bincount(labels_of(data.Y_train), minlength=classes)
        in_test = np.bincount(labels_of(data.Y_test), minlength=classes)
        assert (np.abs(in_test - fraction * (in_train + in_test)) < 1).all()
        assert (in_train > 0).all()
        assert fraction == 0 or (in_test > 0).all()

    def test_another_split_divides_the_same_examples(self, name: str) -> None:
        one, other = whole(load(name, test_fraction=0.0)), whole(load(name, test_fraction=0.5))
        together = [sorted_columns(np.vstack(parts)) for parts in (one, other)]
        np.testing.assert_allclose(*together, atol=1e-8)

    def test_standardisation_is_learned_on_the_training_part_alone(self, name: str) -> None:
        raw = load(name, noise=0.1, test_fraction=0.5, standardize=False)
        data = load(name, noise=0.1, test_fraction=0.5, standardize=True)
        assert (raw.mean == 0).all() and (raw.scale == 1).all()
        np.testing.assert_allclose(data.mean[:, 0], raw.X_train.mean(axis=1), atol=1e-12)
        deviation = raw.X_train.std(axis=1)  # (n_x,) 0 for a pixel that is never inked
        np.testing.assert_allclose(data.scale[:, 0], np.where(deviation > 0, deviation, 1), rtol=1e-12)
        np.testing.assert_allclose(data.X_train.mean(axis=1), 0, atol=1e-9)
        np.testing.assert_allclose(data.X_train.std(axis=1), deviation > 0, rtol=1e-9)
        np.testing.assert_allclose(data.X_test, (raw.X_test - data.mean) / data.scale, atol=1e-9)

    def test_only_the_target_of_a_regression_is_standardised(self, name: str) -> None:
        raw, data = load(name, standardize=False), load(name, standardize=True)
        if data.task == "regression":
            np.testing.assert_allclose(data.Y_train.mean(), 0, atol=1e-9)
            np.testing.assert_allclose(data.Y_train.std(), 1, rtol=1e-9)
            np.testing.assert_allclose(data.Y_test * data.target_scale + data.target_mean, raw.Y_test)
        else:
            assert (data.target_mean == 0).all() and (data.target_scale == 1).all()
            np.testing.assert_array_equal(data.Y_train, raw.Y_train)

    def test_noise_has_the_size_it_says_and_leaves_classes_alone(self, name: str) -> None:
        calm, noisy = (load(name, noise=noise, standardize=False, **_many(name)) for noise in (0.0, 0.5))
        if DATASETS[name].noise_unit == "target":
            np.testing.assert_array_equal(calm.X_train, noisy.X_train)
            assert np.std(noisy.Y_train - calm.Y_train) == pytest.approx(0.5, rel=0.15)
            return
        np.testing.assert_array_equal(calm.Y_train, noisy.Y_train)
        added = np.hstack([noisy.X_train - calm.X_train, noisy.X_test - calm.X_test])  # (n_x, m)
        unit = whole(calm)[0].std(axis=1) if DATASETS[name].noise_unit == "feature" else np.ones(len(added))
        np.testing.assert_allclose(added.std(axis=1), 0.5 * unit, rtol=0.25, atol=1e-12)

    @pytest.mark.parametrize(
        ("option", "value"),
        [("samples", 3), ("samples", 20_001), ("noise", -0.1), ("test_fraction", 0.95), ("seed", -1)],
    )
    def test_values_out_of_range_are_refused_in_a_sentence(self, name: str, option: str, value: float) -> None:
        with pytest.raises(ConfigurationError, match=rf"^Expected .*{option}.* got {value}; try .*\.$"):
            configure(name, **{option: value})

    def test_an_option_it_does_not_have_is_refused(self, name: str) -> None:
        with pytest.raises(ConfigurationError, match="wings"):
            configure(name, wings=2)

    def test_a_configuration_and_its_data_travel_between_processes(self, name: str) -> None:
        config = configure(name)
        assert pickle.loads(pickle.dumps(config)) == config
        copy = pickle.loads(pickle.dumps(load_dataset(config)))
        np.testing.assert_array_equal(copy.X_train, load_dataset(config).X_train)


def _many(name: str) -> dict[str, int]:
    """Enough examples to measure a spread by."""
    return {} if name in REAL else {"samples": 400}


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
        start = time.perf_counter()
        make_dataset(config)
        assert time.perf_counter() - start < 0.25

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


@pytest.mark.parametrize("name", REAL)
class TestReal:
    def test_is_complete(self, name: str) -> None:
        data = load(name)
        assert (data.X_train.shape[1] + data.X_test.shape[1], len(data.X_train)) == REAL[name]

    def test_its_file_has_the_registry_s_columns(self, name: str) -> None:
        header = (FILES / f"{name}.csv").read_text("ascii").split("\n", 1)[0].split(",")
        assert tuple(header[:-1]) == DATASETS[name].feature_names
        assert header[-1] == ("class" if DATASETS[name].class_names else "target")

    def test_its_file_states_origin_and_licence(self, name: str) -> None:
        note = (FILES / f"{name}.txt").read_text("ascii")
        assert "\nOrigin: " in note
        assert "\nLicence: " in note

    def test_its_file_is_read_once_and_fast(self, name: str) -> None:
        read_table.cache_clear()
        start = time.perf_counter()
        table = read_table(name)
        assert time.perf_counter() - start < 0.1
        assert read_table(name) is table
        assert not table.flags.writeable

    def test_none_is_all_and_so_is_their_number(self, name: str) -> None:
        everything = load(name, samples=REAL[name][0], standardize=False)
        np.testing.assert_allclose(
            sorted_columns(whole(everything)[0]), sorted_columns(whole(load(name, standardize=False))[0])
        )

    def test_a_subset_keeps_the_proportions_of_the_classes(self, name: str) -> None:
        _, everything = whole(load(name))
        X, subset = whole(load(name, samples=100))
        assert X.shape[1] == 100
        if DATASETS[name].class_names:
            shares = np.bincount(labels_of(everything)) / everything.shape[1]
            assert (np.abs(np.bincount(labels_of(subset)) - 100 * shares) < 1).all()

    def test_a_subset_has_examples_of_the_whole_each_once(self, name: str) -> None:
        table, data = read_table(name), load(name, samples=60, standardize=False)
        X, _ = whole(data)
        known = {row.tobytes() for row in table[:, :-1]}
        assert all(column.tobytes() in known for column in np.ascontiguousarray(X.T))
        assert len({column.tobytes() for column in np.ascontiguousarray(X.T)}) >= 59  # iris has a flower twice

    def test_another_seed_takes_another_subset(self, name: str) -> None:
        one, other = (load(name, samples=60, seed=seed, test_fraction=0.0) for seed in (0, 1))
        assert not np.array_equal(sorted_columns(whole(one)[0]), sorted_columns(whole(other)[0]))

    def test_more_than_there_are_is_refused_with_their_number(self, name: str) -> None:
        with pytest.raises(ConfigurationError, match=str(REAL[name][0])):
            configure(name, samples=REAL[name][0] + 1)

    def test_the_first_examples_are_a_mixture(self, name: str) -> None:
        if DATASETS[name].class_names:
            assert len(set(labels_of(load(name, test_fraction=0.0).Y_train)[:20])) > 1


def test_the_known_facts_of_the_real_data() -> None:
    assert np.bincount(labels_of(whole(load("breast_cancer"))[1])).tolist() == [212, 357]
    assert np.bincount(labels_of(whole(load("iris"))[1])).tolist() == [50, 50, 50]
    assert np.bincount(labels_of(whole(load("digits"))[1])).tolist() == [
        178,
        182,
        177,
        183,
        181,
        182,
        181,
        179,
        174,
        180,
    ]
    diabetes = read_table("diabetes")
    assert (diabetes[:, -1].min(), diabetes[:, -1].max()) == (25, 346)
    assert (diabetes[0] == [59, 2, 32.1, 101, 157, 93.2, 38, 4, 4.8598, 87, 151]).all()
    assert (read_table("breast_cancer")[0, :3] == [17.99, 10.38, 122.8]).all()
    assert (read_table("iris")[0] == [5.1, 3.5, 1.4, 0.2, 0]).all()


def test_digits_are_images_whose_blank_pixels_stay_zero() -> None:
    raw, data = load("digits", standardize=False), load("digits", standardize=True)
    assert data.image_shape == (8, 8)
    assert set(np.unique(np.hstack([raw.X_train, raw.X_test]))) == set(range(17))
    blank = (raw.X_train == raw.X_train[:, :1]).all(axis=1)
    assert blank.any()
    assert (data.scale[blank] == 1).all()
    assert (data.X_train[blank] == 0).all()


def test_a_constant_feature_of_a_training_part_is_shifted_and_not_scaled() -> None:
    data = load("and", samples=10, test_fraction=0.9, standardize=True, seed=0)
    assert data.X_train.shape[1] == 2
    constant = data.scale[:, 0] == 1
    assert (data.X_train[constant] == 0).all()
    assert np.isfinite(data.X_test).all()


def least_squares_score(data: Data) -> float:
    """Share of the test part that a linear model, fitted in closed form on the training part, gets right."""
    with_bias = [np.vstack([X, np.ones(X.shape[1])]) for X in (data.X_train, data.X_test)]
    classes = np.arange(len(data.class_names))[:, np.newaxis]
    weights, *_ = np.linalg.lstsq(with_bias[0].T, (labels_of(data.Y_train) == classes).T.astype(float))
    return float(np.mean((with_bias[1].T @ weights).argmax(axis=1) == labels_of(data.Y_test)))


@pytest.mark.parametrize(
    ("name", "least"), [("gaussians", 0.97), ("breast_cancer", 0.93), ("digits", 0.9), ("iris", 0.75)]
)
def test_what_a_straight_line_can_learn_it_learns(name: str, least: float) -> None:
    assert least_squares_score(load(name)) >= least


@pytest.mark.parametrize("name", ["circles", "xor", "spirals"])
def test_what_a_straight_line_cannot_learn_it_does_not(name: str) -> None:
    assert least_squares_score(load(name)) < 0.7


@pytest.mark.parametrize(("name", "least"), [("circles", 0.95), ("xor", 0.93), ("spirals", 0.95), ("moons", 0.95)])
def test_what_takes_more_than_a_line_can_be_learned_from_neighbours(name: str, least: float) -> None:
    data = load(name)
    distances = np.square(data.X_test[:, :, np.newaxis] - data.X_train[:, np.newaxis, :]).sum(axis=0)
    nearest = np.argsort(distances, axis=1)[:, :5]
    votes = labels_of(data.Y_train)[nearest].mean(axis=1) > 0.5
    assert np.mean(votes == labels_of(data.Y_test)) >= least


def test_diabetes_can_be_foretold_about_half() -> None:
    data = load("diabetes")
    with_bias = [np.vstack([X, np.ones(X.shape[1])]) for X in (data.X_train, data.X_test)]
    weights, *_ = np.linalg.lstsq(with_bias[0].T, data.Y_train[0])
    residual = data.Y_test[0] - with_bias[1].T @ weights
    assert 0.3 < 1 - residual.var() / data.Y_test.var() < 0.65


def test_an_unknown_name_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ConfigurationError, match="circles"):
        configure("cirlces")


def test_defaults_are_part_of_a_configuration_s_value() -> None:
    spelled_out = configure("circles", samples=500, noise=0.1, test_fraction=0.3, seed=0, standardize=True)
    assert configure("circles") == spelled_out
    assert dataclasses.replace(spelled_out, seed=1) != spelled_out


sizes = some.lists(some.integers(1, 300), min_size=1, max_size=10).map(np.array)


@given(sizes, some.floats(0.0, 1.0))
def test_shares_add_up_and_stay_proportional(group_sizes: np.ndarray, fraction: float) -> None:
    total = round(fraction * int(group_sizes.sum()))
    shares = proportional_shares(group_sizes, total, np.zeros_like(group_sizes), group_sizes)
    assert shares.sum() == total
    assert (np.abs(shares - group_sizes * total / group_sizes.sum()) < 1).all()


@given(sizes, some.floats(0.0, 0.9), some.integers(0, 5))
def test_a_split_is_a_partition_with_every_class_in_both_parts_when_possible(
    class_sizes: np.ndarray, fraction: float, seed: int
) -> None:
    strata = np.repeat(np.arange(class_sizes.size), class_sizes).astype(float)
    train, test = stratified_split(strata, fraction, np.random.default_rng(seed))
    assert sorted([*train, *test]) == list(range(strata.size))
    assert set(strata[train]) == set(strata)
    if fraction > 0:
        assert set(strata[test]) == set(np.flatnonzero(class_sizes > 1))


@given(sizes, some.data())
def test_a_subset_has_its_size_and_every_class_when_possible(class_sizes: np.ndarray, data: some.DataObject) -> None:
    strata = np.repeat(np.arange(class_sizes.size), class_sizes).astype(float)
    count = data.draw(some.integers(1, strata.size))
    chosen = stratified_subset(strata, count, np.random.default_rng(0))
    assert chosen.size == count == np.unique(chosen).size
    if count >= class_sizes.size:
        assert set(strata[chosen]) == set(strata)


def test_loading_takes_numpy_and_nothing_else() -> None:
    code = "import sys, dnn; dnn.load_dataset; print(*{name.partition('.')[0] for name in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert not {"sklearn", "scipy", "pandas", "streamlit", "plotly"} & set(loaded.stdout.split())
