"""The ONNX export: onnxruntime gives the network's predictions from examples as drawn."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dnn.activations import ACTIVATIONS
from dnn.configuration import RunConfig
from dnn.configuration.table import from_arrays
from dnn.datasets import load_dataset
from dnn.datasets.registry import OFFERED
from dnn.export import EXPORTS, TrainedRun
from dnn.export.drawn_examples import drawn_examples
from dnn.export.onnx_opset import OPSET
from dnn.forward import predict
from tests.dnn.export.own_tables import on_table, table_configurations
from tests.dnn.export.programs import configurations, configure
from tests.late_module import LateModule

onnx = LateModule("onnx", "needs onnx, of the extra exports")
onnxruntime = LateModule("onnxruntime", "needs onnxruntime, of the extra exports")

PLANES = [
    configure("circles", data={"features": "x1-x2-x1sq-x2sq-x1x2-sinx1-sinx2"}),
    configure("sine", data={"features": "x1x2-sinx2", "standardize": True}),
    configure("own", data={"features": "x2-x1sq"}),
]


def answers(content: bytes, X: np.ndarray) -> np.ndarray:
    """(m, n_y) of examples (m, n), by onnxruntime."""
    session = onnxruntime.InferenceSession(content, providers=["CPUExecutionProvider"])
    return session.run(None, {"X": np.ascontiguousarray(X, np.float64)})[0]


def assert_same(config: RunConfig) -> None:
    run, data = TrainedRun.of(config), load_dataset(config.dataset)
    for drawn, X in zip(drawn_examples(data), (data.X_train, data.X_test), strict=True):
        if X.shape[1]:
            expected = predict(run.parameters, X.astype(config.hyperparameters.precision)).T  # (m, n_y)
            expected = expected * data.target_scale.T + data.target_mean.T
            found = answers(EXPORTS["onnx"].content(run), drawn.T)
            scale = float(np.abs(data.target_scale).max())
            bound = 1e-9 if config.hyperparameters.precision == "float64" else 1e-5
            assert found.shape == expected.shape
            np.testing.assert_allclose(found, expected, rtol=0, atol=bound * max(1.0, scale), err_msg=str(config))


@pytest.mark.parametrize("precision", ["float64", "float32"])
class TestPredictions:
    @pytest.mark.parametrize("name", OFFERED)
    def test_every_dataset(self, name: str, precision: str) -> None:
        assert_same(configure(name, precision=precision))

    @pytest.mark.parametrize("name", ACTIVATIONS)
    def test_every_activation(self, name: str, precision: str) -> None:
        assert_same(configure(activation=name, precision=precision))

    @pytest.mark.parametrize("config", PLANES, ids=lambda config: config.dataset.name)
    def test_features_of_the_plane(self, config: RunConfig, precision: str) -> None:
        document: dict[str, Any] = config.to_dict()
        document["hyperparameters"]["precision"] = precision
        assert_same(RunConfig.from_dict(document))

    @pytest.mark.parametrize("name", ACTIVATIONS)
    def test_far_beyond_where_units_saturate(self, name: str, precision: str) -> None:
        config = configure("moons", name, precision=precision, initializer="large_normal", depth=1)
        run = TrainedRun.of(config)
        drawn = np.array([[1_000.0, -1_000.0], [0.0, 0.0], [-1_000.0, 1_000.0]])
        data = load_dataset(config.dataset)
        with np.errstate(all="ignore"):
            expected = predict(run.parameters, ((drawn.T - data.mean) / data.scale).astype(precision)).T
        found = answers(EXPORTS["onnx"].content(run), drawn)
        np.testing.assert_allclose(found, expected, rtol=0, atol=1e-9 if precision == "float64" else 1e-5)


@pytest.mark.parametrize("config", list(configurations()), ids=lambda config: "")
def test_every_configuration_of_the_programs(config: RunConfig) -> None:
    assert_same(config)


@pytest.mark.parametrize("config", list(table_configurations()), ids=lambda config: "")
def test_every_table(config: RunConfig) -> None:
    assert_same(config)


@pytest.mark.parametrize("task", ["multiclass", "regression"])
def test_numbers_far_from_0_with_a_small_spread(task: str) -> None:
    days = np.random.default_rng(2).normal(20_000, 0.5, (2, 60))  # where float32 has steps of 0.002
    Y = np.arange(60) % 3 if task == "multiclass" else 1e6 + days[0]
    assert_same(on_table(from_arrays(days, Y, task=task), precision="float32"))


def test_it_says_its_opset_and_takes_any_number_of_rows() -> None:
    run = TrainedRun.of(configure("iris"))
    content = EXPORTS["onnx"].content(run)
    model = onnx.load_model_from_string(content)
    assert [(each.domain, each.version) for each in model.opset_import] == [("", OPSET)]
    assert str(OPSET) in str(EXPORTS["onnx"].help)
    drawn = drawn_examples(load_dataset(run.config.dataset))[0].T
    for m in (1, 2, 90):
        np.testing.assert_allclose(answers(content, drawn[:m]), answers(content, drawn)[:m], rtol=1e-12)
    assert {each.key for each in model.metadata_props} == {"features", "classes", "iteration", "configuration"}
    assert answers(content, drawn[:0]).shape == (0, 3)
