"""Features of points of the plane as inputs."""

from __future__ import annotations

import numpy as np
import pytest

from dnn.configuration import DatasetConfig, RunConfig
from dnn.datasets import OFFERED, load_dataset
from dnn.datasets.features import DEFAULT_FEATURES, FEATURES, features_of
from dnn.errors import ConfigurationError
from dnn.network import layer_sizes
from dnn.training.advance import advance

IN_PLANE = [name for name, dataset in OFFERED.items() if dataset.in_plane]
ALL = "-".join(FEATURES)


def configured(name: str, **values: object) -> DatasetConfig:
    return DatasetConfig.from_dict({"name": name, **values})


def test_each_is_what_its_symbol_says() -> None:
    x1, x2 = np.array([0.5, -1.0]), np.array([2.0, 0.25])
    expected = {
        "x₁": x1,
        "x₂": x2,
        "x₁²": [0.25, 1.0],
        "x₂²": [4.0, 0.0625],
        "x₁x₂": [1.0, -0.25],
        "sin πx₁": [1.0, 0.0],
        "sin πx₂": [0.0, np.sqrt(0.5)],
    }
    assert [feature.symbol for feature in FEATURES.values()] == list(expected)
    for feature in FEATURES.values():
        np.testing.assert_allclose(feature.of(x1, x2), expected[feature.symbol], atol=1e-12)


@pytest.mark.parametrize("name", IN_PLANE)
class TestInThePlane:
    def test_the_inputs_are_the_features_of_the_points_standardised(self, name: str) -> None:
        data = load_dataset(configured(name, features=ALL))
        assert data.plane_train is not None
        assert data.feature_names == tuple(FEATURES) and data.X_train.shape[0] == 7
        np.testing.assert_allclose(
            data.X_train * data.scale + data.mean, features_of(data.plane_train, list(FEATURES)), atol=1e-12
        )

    def test_the_coordinates_alone_are_what_they_were_bit_for_bit(self, name: str) -> None:
        data = load_dataset(configured(name))
        assert data.plane_train is not None
        assert data.X_train.tobytes() == ((data.plane_train - data.mean) / data.scale).tobytes()
        assert data.feature_names == ("x1", "x2")

    def test_features_change_neither_points_nor_parts(self, name: str) -> None:
        one, other = load_dataset(configured(name)), load_dataset(configured(name, features="x1x2-sinx2"))
        assert one.plane_train is not None and other.plane_train is not None
        assert one.plane_train.tobytes() == other.plane_train.tobytes()
        assert one.Y_train.tobytes() == other.Y_train.tobytes()

    def test_the_network_has_an_input_for_each(self, name: str) -> None:
        config = RunConfig.from_dict({"dataset": {"name": name, "features": "x1-x1sq-sinx1"}})
        assert layer_sizes(config)[0] == 3
        assert np.isfinite(advance(config, None, iterations=3).costs).all()


def test_the_order_of_writing_does_not_matter() -> None:
    assert configured("moons", features="x1x2-x1") == configured("moons", features="x1-x1x2")
    assert dict(configured("moons").options)["features"] == DEFAULT_FEATURES


@pytest.mark.parametrize("written", ["", "x3", "x1-x1", "x1-", "x1,x2", "X1"])
def test_what_is_no_set_of_features_is_refused(written: str) -> None:
    with pytest.raises(ConfigurationError, match="one or more of x1, x2, .*, each once"):
        configured("moons", features=written)


@pytest.mark.parametrize("name", sorted(set(OFFERED) - set(IN_PLANE)))
def test_data_that_are_not_in_the_plane_have_none(name: str) -> None:
    data = load_dataset(configured(name))
    assert data.plane_train is None and data.plane_test is None
    with pytest.raises(ConfigurationError):
        configured(name, features="x1")


def test_the_squares_spare_the_circles_their_hidden_layer() -> None:
    def cost(features: str) -> float:
        config = RunConfig.from_dict(
            {
                "dataset": {"name": "circles", "features": features},
                "architecture": {"hidden": []},
                "hyperparameters": {"learning_rate": 1.0, "iterations": 500},
            }
        )
        return float(advance(config, None).costs[-1])

    assert cost("x1-x2") > 0.6 and cost("x1sq-x2sq") < 0.2
