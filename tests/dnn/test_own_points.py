"""A visitor's own points: as letters, from other data, and changed one by one."""

from __future__ import annotations

import math
import string

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from dnn.configuration import DatasetConfig, RunConfig
from dnn.datasets import DATASETS, Data, load_dataset
from dnn.datasets.own import (
    MOST_POINTS,
    REACH,
    decode_points,
    encode_points,
    moved_point,
    own_from,
    points_of,
    split_in_order,
    with_point,
    without_point,
)
from dnn.errors import ConfigurationError
from dnn.training import advance

PRECISION = 0.0005
CLASSED = ["circles", "xor", "gaussians", "spirals", "moons", "and", "or", "xor_table"]
coordinates = some.floats(-REACH, REACH)
points = some.lists(some.tuples(coordinates, coordinates, some.integers(0, 5)), min_size=2, max_size=MOST_POINTS)


def configured(name: str, **values: object) -> DatasetConfig:
    return DatasetConfig.from_dict({"name": name, **values})


class TestLetters:
    @given(points)
    def test_there_and_back_to_half_a_thousandth(self, listed: list[tuple[float, float, int]]) -> None:
        x1, x2, labels = (np.array(each, np.float64) for each in zip(*listed, strict=True))
        text = encode_points(np.stack([x1, x2]), labels)
        there, back_labels = decode_points(text)
        assert set(text) <= set(string.ascii_letters + string.digits + "-_") and len(text) == 5 * len(listed)
        np.testing.assert_allclose(there, np.stack([x1, x2]), atol=PRECISION)
        np.testing.assert_array_equal(back_labels, labels)
        assert encode_points(there, back_labels) == text

    @pytest.mark.parametrize(
        "text",
        ["", "AAAAA", "AAAAAA", "AAAA*AAAAA", "AAAAGAAAAA", "AAAAAAAAA\n", "é" * 10, "AAAAA" * (MOST_POINTS + 1)],
    )
    def test_what_is_no_points_is_refused_in_a_sentence(self, text: str) -> None:
        with pytest.raises(ConfigurationError, match="2 to 700 points"):
            configured("own", points=text)

    def test_labels_beyond_the_classes_are_refused(self) -> None:
        text = encode_points(np.array([[0.0, 1.0], [0.0, 1.0]]), np.array([0.0, 3.0]))
        with pytest.raises(ConfigurationError, match="classes.*from 4 to 6"):
            configured("own", points=text, classes=3)
        assert load_dataset(configured("own", points=text, classes=4, test_fraction=0)).Y_train.shape == (4, 2)


class TestFromOtherData:
    @pytest.mark.parametrize("name", CLASSED)
    @pytest.mark.parametrize("fraction", [0.0, 0.3, 0.5])
    def test_points_labels_and_parts_stay(self, name: str, fraction: float) -> None:
        config = configured(name, test_fraction=fraction)
        one, own = load_dataset(config), load_dataset(own_from(config))
        for part in ("train", "test"):
            then, now = (labelled_points(data, part) for data in (one, own))
            assert abs(then.shape[1] - now.shape[1]) <= 2  # the shares are rounded class by class
            if not now.size:
                continue
            apart = np.abs(then[:, :, np.newaxis] - now[:, np.newaxis, :]).max(axis=0)  # (m_then, m_now)
            strangers = (apart.min(axis=1) > 2 * PRECISION).sum()
            assert strangers <= max(0, then.shape[1] - now.shape[1])

    def test_features_standardising_and_seed_stay_and_noise_is_in_the_points(self) -> None:
        config = configured("moons", noise=0.3, features="x1x2", standardize=False, seed=5)
        own = own_from(config)
        assert (own.name, own.noise, own.standardize, own.seed) == ("own", 0.0, False, 5)
        assert load_dataset(own).feature_names == ("x1x2",)

    def test_large_data_are_thinned(self) -> None:
        own = own_from(configured("circles", samples=20_000))
        assert points_of(own)[0].shape[1] <= MOST_POINTS
        data = load_dataset(own)
        assert data.X_test.shape[1] / (data.X_train.shape[1] + data.X_test.shape[1]) == pytest.approx(0.3, abs=0.01)

    def test_own_points_are_themselves(self) -> None:
        config = configured("own")
        assert own_from(config) is config

    @pytest.mark.parametrize("name", ["sine", "plane", "digits", "diabetes"])
    def test_other_data_are_refused(self, name: str) -> None:
        with pytest.raises(ConfigurationError, match="classes of points in the plane"):
            own_from(configured(name))


def labelled_points(data: Data, part: str) -> np.ndarray:
    """(3, m) coordinates and class numbers."""
    plane, Y = getattr(data, f"plane_{part}"), getattr(data, f"Y_{part}")
    labels = Y[0] if len(Y) == 1 else Y.argmax(axis=0)
    return np.concatenate([plane, labels[np.newaxis]])


class TestChanges:
    def test_a_new_point_changes_no_other_points_part(self) -> None:
        config = own_from(configured("moons", samples=50))
        before = load_dataset(config)
        after = load_dataset(with_point(config, 0.25, -0.75, 1))
        for part in ("plane_train", "plane_test"):
            then, now = (set(map(tuple, np.round(getattr(data, part).T, 6))) for data in (before, after))
            assert then <= now
        assert after.X_train.shape[1] + after.X_test.shape[1] == 51

    def test_the_nearest_point_is_moved_or_removed(self) -> None:
        config = with_point(configured("moons", samples=50), 1.9, 1.9, 0)
        moved = moved_point(config, (1.8, 1.85), (-1.9, 1.9))
        np.testing.assert_allclose(points_of(moved)[0][:, -1], (-1.9, 1.9), atol=PRECISION)
        np.testing.assert_array_equal(points_of(moved)[0][:, :-1], points_of(config)[0][:, :-1])
        gone = without_point(config, (1.8, 1.85))
        np.testing.assert_array_equal(points_of(gone)[0], points_of(config)[0][:, :-1])

    @pytest.mark.parametrize(
        "point",
        [
            (3.0, 0.0, 0),
            (0.0, math.nan, 0),
            (0.0, "1", 0),
            (True, 0.0, 0),
            (0.0, 0.0, 2),
            (0.0, 0.0, -1),
            (0.0, 0.0, None),
        ],
    )
    def test_what_is_no_point_is_refused(self, point: tuple[object, object, object]) -> None:
        with pytest.raises(ConfigurationError):
            with_point(configured("own"), *point)

    def test_there_are_never_too_many_nor_too_few(self) -> None:
        full = own_from(configured("circles", samples=MOST_POINTS))
        with pytest.raises(ConfigurationError, match="2 to 700 points"):
            with_point(full, 0.0, 0.0, 0)
        two = configured("own", points=encode_points(np.zeros((2, 2)), np.array([0.0, 1.0])))
        with pytest.raises(ConfigurationError, match="2 to 700 points"):
            without_point(two, (0.0, 0.0))


class TestSplit:
    @given(some.lists(some.integers(0, 3), min_size=1, max_size=60), some.floats(0, 0.9))
    def test_every_class_has_its_share_and_is_trained_on(self, labels: list[int], fraction: float) -> None:
        array = np.array(labels, np.float64)
        train, test = split_in_order(array, fraction)
        assert sorted([*train, *test]) == list(range(len(labels)))
        for label in set(labels):
            size = labels.count(label)
            assert (array[test] == label).sum() == math.floor(size * fraction + 1e-9)
            assert (array[train] == label).any()

    @given(some.lists(some.integers(0, 3), min_size=2, max_size=60), some.floats(0, 0.9))
    def test_what_follows_changes_no_part(self, labels: list[int], fraction: float) -> None:
        array = np.array(labels, np.float64)
        _, test = split_in_order(array, fraction)
        _, fewer = split_in_order(array[:-1], fraction)
        assert [place for place in test if place < len(labels) - 1] == fewer.tolist()


def test_own_points_are_learnt_and_written_like_any_other_data() -> None:
    config = RunConfig.from_dict({"dataset": {"name": "own"}, "hyperparameters": {"iterations": 2_000}})
    assert RunConfig.from_json(config.to_json()) == config
    assert advance(config, None).costs[-1] < 0.05
    assert DATASETS["own"].task_for(config.dataset) == "binary"
