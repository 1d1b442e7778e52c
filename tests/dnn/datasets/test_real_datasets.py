"""The datasets from the world: complete, with their origin, as they are known."""

from __future__ import annotations

import time

import numpy as np
import pytest

from dnn.datasets import DATASETS
from dnn.datasets.real import FILES, read_table
from dnn.errors import ConfigurationError
from tests.dnn.datasets.made_data import REAL, configure, labels_of, load, sorted_columns, whole


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
