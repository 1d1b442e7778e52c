"""The picture of data of one or two features: its places and its axes, against the numbers of the table."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from dnn.configuration import DatasetConfig
from dnn.configuration.point_editing import own_from, with_point
from dnn.datasets import OFFERED, load_dataset
from dnn.datasets.contents import CONTENTS
from dnn.datasets.load import make_dataset
from dnn.datasets.picture import PLANE_AXES, Axis, Picture, picture_of
from dnn.errors import ConfigurationError
from dnn.export.drawn_examples import drawn_examples, drawn_names
from dnn.forward import predict
from dnn.losses import TASKS
from dnn.network import initialize
from tests.own_tables import TABLES, run_of, stored

ONE_OR_TWO = [name for name, content in TABLES.items() if len(content.X) <= 2]


@pytest.fixture(autouse=True)
def _forget_the_tables() -> Iterator[None]:
    yield
    for content in TABLES.values():
        CONTENTS.discard(content.digest)


def picture(name: str, **changed: object) -> Picture:
    found = picture_of(make_dataset(stored(name, **changed)))
    assert found is not None
    return found


def values_at(axis: Axis, coordinates: np.ndarray) -> np.ndarray:
    """The values at coordinates (m,), as the browser works them out."""
    return axis.centre + axis.half * coordinates


@pytest.mark.parametrize("standardize", [True, False])
@pytest.mark.parametrize("name", ONE_OR_TWO)
def test_the_places_of_all_examples_are_their_values_in_the_table(name: str, standardize: bool) -> None:
    content, found = TABLES[name], picture(name, standardize=standardize)
    both = np.concatenate([found.train, found.test], axis=1)  # (2, m)
    rows = [values_at(axis, each) for axis, each in zip(found.axes, both, strict=True)]
    for row, expected in zip(rows, content.X, strict=False):
        # each value is as near as the spread of its feature in the table allows
        np.testing.assert_allclose(np.sort(row), np.sort(expected), rtol=1e-12, atol=1e-14 * np.abs(expected).max())
    assert np.abs(both).max() <= 1 + 1e-12
    assert [axis.name for axis in found.axes][: len(content.X)] == list(content.feature_names)


@pytest.mark.parametrize("standardize", [True, False])
@pytest.mark.parametrize("name", ONE_OR_TWO)
def test_the_network_predicts_at_a_place_what_it_predicts_of_the_example_there(name: str, standardize: bool) -> None:
    config = run_of(name, standardize=standardize)
    data = load_dataset(config.dataset)
    found = picture_of(data)
    assert found is not None
    count = len(data.feature_names)
    raw = np.stack([values_at(axis, row) for axis, row in zip(found.axes[:count], found.train[:count], strict=True)])
    parameters = initialize(config)
    np.testing.assert_allclose(
        predict(parameters, (raw - data.mean) / data.scale), predict(parameters, data.X_train), rtol=1e-7, atol=1e-9
    )


def test_a_curve_has_targets_in_their_own_unit_and_classes_as_probabilities() -> None:
    content, found = TABLES["one feature, regression"], picture("one feature, regression", test_fraction=0.0)
    assert found.kind == "curve" and [axis.name for axis in found.axes] == ["hour", "y"]
    order = np.argsort(found.train[0])
    np.testing.assert_allclose(values_at(found.axes[1], found.train[1])[order], content.labels, rtol=1e-12)
    two = picture("one feature, two classes", test_fraction=0.0)
    assert two.axes[1] == Axis("ŷ", 0.5, 0.5)
    heights = values_at(two.axes[1], two.train[1])[np.argsort(two.train[0])]
    assert heights.tolist() == TABLES["one feature, two classes"].labels.tolist()
    assert set(picture("one feature, three classes").train[1]) == {1.0}


def test_equal_values_lie_in_the_middle() -> None:
    found = picture("two constant features")
    assert not found.train.any() and not found.test.any()
    assert [(axis.centre, axis.half) for axis in found.axes] == [(7.5, 1.0)] * 2


@pytest.mark.parametrize("name", list(OFFERED))
def test_the_datasets_of_the_menu_keep_their_plane_or_have_no_picture(name: str) -> None:
    data = load_dataset(DatasetConfig.from_dict({"name": name}))
    found = picture_of(data)
    if data.plane_train is None:
        assert found is None and len(data.feature_names) > 2
    else:
        assert found is not None and (found.kind, found.axes) == ("plane", PLANE_AXES)
        assert found.train is data.plane_train and found.test is data.plane_test
        assert found.features == data.feature_names and data.task in TASKS


@pytest.mark.parametrize("name", ["iris", "60 features", "100 classes"])
def test_more_features_have_no_picture(name: str) -> None:
    assert picture_of(load_dataset(stored(name))) is None


def test_two_features_of_a_table_are_no_points_that_can_be_set_and_go_out_as_they_came() -> None:
    config, content = stored("two features"), TABLES["two features"]
    data = load_dataset(config)
    assert data.plane_train is None and data.plane_test is None
    assert drawn_names(data) == content.feature_names
    both = np.concatenate(drawn_examples(data), axis=1)  # (2, m)
    np.testing.assert_allclose(np.sort(both), np.sort(content.X), rtol=1e-12)
    for change in (own_from, lambda table: with_point(table, 0.5, 0.5, 1)):
        with pytest.raises(ConfigurationError, match="classes of points in the plane"):
            change(config)
