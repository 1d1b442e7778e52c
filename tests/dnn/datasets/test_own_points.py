"""A visitor's own points: as letters, from other data, and changed one by one."""

from __future__ import annotations

import math
import string
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from dnn.configuration import DatasetConfig, RunConfig
from dnn.configuration.point_editing import (
    MAX_TAKEN_OVER,
    TakenOver,
    moved_point,
    own_from,
    taken_over,
    with_point,
    without_point,
)
from dnn.datasets import DATASETS, Data, load_dataset
from dnn.datasets.own_points import MAX_POINTS, REACH, decode_points, encode_points, points_of, split_in_order
from dnn.errors import ConfigurationError
from dnn.training.advance import advance

PRECISION = 0.0005
CLASSED = ["circles", "xor", "gaussians", "spirals", "moons", "and", "or", "xor_table"]
coordinates = some.floats(-REACH, REACH)
points = some.lists(some.tuples(coordinates, coordinates, some.integers(0, 5)), min_size=2, max_size=MAX_POINTS)


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
        ["", "AAAAA", "AAAAAA", "AAAA*AAAAA", "AAAAGAAAAA", "AAAAAAAAA\n", "é" * 10, "AAAAA" * (MAX_POINTS + 1)],
    )
    def test_what_is_no_points_is_refused_in_a_sentence(self, text: str) -> None:
        with pytest.raises(ConfigurationError, match="2 to 700 points"):
            configured("own", points=text)

    @pytest.mark.parametrize("x", [2.01, -2.01, 1e300, math.inf, -math.inf, math.nan])
    def test_a_point_that_the_letters_cannot_hold_is_refused_and_never_moved_in_silence(self, x: float) -> None:
        for points in (np.array([[0.0, x], [0.0, 1.0]]), np.array([[0.0, 1.0], [x, 0.0]])):
            with pytest.raises(ConfigurationError, match=r"points to be coordinates from -2\.0 to 2\.0"):
                encode_points(points, np.array([0.0, 1.0]))

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
        assert points_of(own)[0].shape[1] == MAX_TAKEN_OVER
        assert taken_over(configured("circles", samples=20_000)) == TakenOver(MAX_TAKEN_OVER, 20_000, 0)
        assert points_of(with_point(configured("circles", samples=700), 0, 0, 0))[0].shape[1] == MAX_TAKEN_OVER + 1
        data = load_dataset(own)
        assert data.X_test.shape[1] / (data.X_train.shape[1] + data.X_test.shape[1]) == pytest.approx(0.3, abs=0.01)

    def test_points_beyond_the_edge_are_counted(self) -> None:
        config = configured("circles", noise=0.8, samples=100)
        beyond = int((np.abs(seen_points(config)[:2]).max(axis=0) > 2).sum())
        assert beyond > 0 and taken_over(config) == TakenOver(100, 100, beyond)
        assert taken_over(own_from(config)).moved == 0

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

    def test_points_of_other_data_are_grabbed_where_noise_has_taken_them(self) -> None:
        config = configured("moons", samples=200, noise=1.0)
        seen = seen_points(config)
        beyond = np.flatnonzero(np.abs(seen[:2]).max(axis=0) > REACH)
        assert beyond.size > 5
        for number in beyond:
            left = np.delete(within_reach(seen), number, axis=1)
            assert_same_points(seen_points(without_point(config, (seen[0, number], seen[1, number]))), left)

    @pytest.mark.parametrize(
        "point",
        [
            (3.0, 0.0, 0),
            (10**400, 0.0, 0),
            (0.0, -(10**400), 0),
            (0.0, math.inf, 0),
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
        rng = np.random.default_rng(0)
        letters = encode_points(rng.uniform(-2, 2, (2, MAX_POINTS)), rng.integers(0, 2, MAX_POINTS).astype(float))
        full = configured("own", points=letters)
        with pytest.raises(ConfigurationError, match="2 to 700 points"):
            with_point(full, 0.0, 0.0, 0)
        two = configured("own", points=encode_points(np.zeros((2, 2)), np.array([0.0, 1.0])))
        with pytest.raises(ConfigurationError, match="2 to 700 points"):
            without_point(two, (0.0, 0.0))


def seen_points(config: DatasetConfig) -> np.ndarray:
    """(3, m) coordinates and class numbers of both parts, as the picture of the data has them."""
    data = load_dataset(config)
    return np.concatenate([labelled_points(data, part) for part in ("train", "test")], axis=1)


def within_reach(seen: np.ndarray) -> np.ndarray:
    """(3, m) the points as letters can hold them."""
    return np.concatenate([np.clip(seen[:2], -REACH, REACH), seen[2:]])


def assert_same_points(one: np.ndarray, other: np.ndarray) -> None:
    """Each point of one has its own in the other, of the same class and as near as letters distinguish points."""
    assert one.shape == other.shape
    apart = np.abs(one[:, :, np.newaxis] - other[:, np.newaxis, :]).max(axis=0)  # (m, m)
    nearest = apart.argmin(axis=1)
    assert len(set(nearest)) == len(nearest) and apart.min(axis=1).max() <= 2 * PRECISION


@pytest.fixture(params=[0.5, 0.9])
def noisy(request: pytest.FixtureRequest) -> DatasetConfig:
    """Own points with so much noise that some are seen beyond the reach of letters."""
    config = configured("own", noise=request.param)
    assert (np.abs(seen_points(config)[:2]) > REACH).any()
    return config


class TestNoise:
    """Own points with noise: what is seen is what is grabbed."""

    def test_every_point_that_is_seen_can_be_removed_and_the_others_stay(self, noisy: DatasetConfig) -> None:
        seen = seen_points(noisy)
        for number, (x1, x2, _) in enumerate(seen.T):
            there = float(np.float32(x1)), float(np.float32(x2))  # as the browser knows it
            left = without_point(noisy, there)
            assert left.noise == 0
            assert_same_points(seen_points(left), np.delete(within_reach(seen), number, axis=1))

    def test_every_point_that_is_seen_can_be_moved_and_the_others_stay(self, noisy: DatasetConfig) -> None:
        seen = seen_points(noisy)
        for number, (x1, x2, label) in enumerate(seen.T):
            expected = within_reach(seen)
            expected[:, number] = 1.75, -1.75, label
            assert_same_points(seen_points(moved_point(noisy, (x1, x2), (1.75, -1.75))), expected)

    def test_a_new_point_stands_where_it_was_set_and_the_others_stay(self, noisy: DatasetConfig) -> None:
        expected = np.append(within_reach(seen_points(noisy)), [[0.25], [-0.75], [1.0]], axis=1)
        assert_same_points(seen_points(with_point(noisy, 0.25, -0.75, 1)), expected)

    @pytest.mark.parametrize("samples", [None, 20])
    def test_with_the_noise_in_them_they_are_seen_in_the_same_parts(
        self, noisy: DatasetConfig, samples: int | None
    ) -> None:
        config = replace(noisy, samples=samples)
        before, after = load_dataset(config), load_dataset(own_from(config))
        for part in ("train", "test"):
            then, now = labelled_points(before, part), labelled_points(after, part)
            np.testing.assert_allclose(now, within_reach(then), atol=PRECISION)
        assert own_from(own_from(config)) == own_from(config)

    def test_nobody_grabs_beyond_what_can_be_seen(self, noisy: DatasetConfig) -> None:
        for position in ((101, 0), (0, -(10**400)), (math.nan, 0), (0, math.inf), (None, 0), (True, 0)):
            with pytest.raises(ConfigurationError):
                without_point(noisy, position)


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
        assert [position for position in test if position < len(labels) - 1] == fewer.tolist()


def test_own_points_are_learnt_and_written_like_any_other_data() -> None:
    config = RunConfig.from_dict({"dataset": {"name": "own"}, "hyperparameters": {"iterations": 2_000}})
    assert RunConfig.from_json(config.to_json()) == config
    assert advance(config, None).costs[-1] < 0.05
    assert DATASETS["own"].task_for(config.dataset) == "binary"
