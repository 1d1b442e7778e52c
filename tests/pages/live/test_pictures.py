"""The pictures of tables in the browser: what is predicted at a place is what the network makes of the values there."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dnn.background.payload import base64_of
from dnn.configuration import RunConfig
from dnn.datasets import Data, load_dataset
from dnn.datasets.picture import Axis, picture_of
from dnn.forward import predict
from dnn.network import Parameters, flatten, layer_sizes, parameter_count, parameters_at
from pages.live import STATIC
from pages.server.data_documents import describe
from tests.javascript.test_same_tables import evaluate
from tests.own_tables import TABLES, run_of

ONE_OR_TWO = [name for name, content in TABLES.items() if len(content.X) <= 2]
PASSES = """(await (async () => {
  const { decoded } = await import(new URL("../connection/documents.js", address));
  const { decode, network } = await import(new URL("network.js", address));
  const { heightsOf } = await import(new URL("../curve/heights.js", address));
  const data = decoded(document);
  const passes = new it.Passes({ sizes, task: document.task, features }, data);
  const net = network(sizes, activations, decode(theta));
  const read = [0, 0.25, -0.5, 1].map((x, i) => [...passes.at(net, x, i / 3).A[activations.length]]);
  const line = data.curve && passes.overFeature(net, "fine");
  const maps = data.plane && passes.overPlane(net, "coarse");
  return {
    fit: passes.fit, read, n: maps?.n, square: data.square,
    map: maps && [...maps.A[activations.length]],
    at: line && [...line.at], heights: line && heightsOf(line, data).map((each) => [...each]),
  };
})())"""


def network_of(config: RunConfig) -> Parameters:
    """A network of random weights, as they are in float32."""
    theta = np.random.default_rng(3).normal(0, 0.8, parameter_count(config)).astype(np.float32).astype(np.float64)
    return parameters_at(config, theta)


def in_browser(config: RunConfig, parameters: Parameters) -> dict[str, Any]:
    """What the browser works out of the documents of a table and its network."""
    data = load_dataset(config.dataset)
    picture = picture_of(data)
    assert picture is not None
    found: dict[str, Any] = evaluate(
        "math/passes.js",
        PASSES,
        address=(STATIC / "math" / "passes.js").as_uri(),
        document=describe(data),
        features=list(picture.features),
        sizes=list(layer_sizes(config)),
        activations=[layer.activation for layer in parameters.layers],
        theta=base64_of(flatten(parameters)),
    )
    return found


def predicted(parameters: Parameters, data: Data, axes: tuple[Axis, ...], *coordinates: Any) -> np.ndarray:
    """Ŷ (n_y, m) of the raw values at coordinates (m,) of the axes of the features."""
    raw = np.stack([axis.centre + axis.half * np.asarray(row) for axis, row in zip(axes, coordinates, strict=True)])
    return predict(parameters, (raw - data.mean) / data.scale)


@pytest.mark.parametrize("standardize", [True, False])
@pytest.mark.parametrize("name", ONE_OR_TWO)
def test_a_place_is_predicted_as_the_values_there(name: str, standardize: bool) -> None:
    config = run_of(name, standardize=standardize)
    data, parameters = load_dataset(config.dataset), network_of(config)
    picture = picture_of(data)
    assert picture is not None
    there = in_browser(config, parameters)
    axes = picture.axes[: len(data.feature_names)]
    near = {"rtol": 1e-9, "atol": 1e-12}
    assert there["fit"] and there["square"] == [-1.1, 1.1]
    read = ([0, 0.25, -0.5, 1], [0, 1 / 3, 2 / 3, 1])[: len(axes)]
    np.testing.assert_allclose(np.transpose(there["read"]), predicted(parameters, data, axes, *read), **near)
    if picture.kind == "plane":
        n = there["n"]
        centres = -1.1 + (np.arange(n) + 0.5) * 2.2 / n
        x1, x2 = np.tile(centres, n), np.repeat(centres[::-1], n)  # rows from the top
        np.testing.assert_allclose(
            np.reshape(there["map"], (-1, n * n)), predicted(parameters, data, axes, x1, x2), **near
        )
    else:
        expected = predicted(parameters, data, axes, there["at"]) * data.target_scale + data.target_mean
        up = picture.axes[1]
        np.testing.assert_allclose(np.array(there["heights"]) * up.half + up.centre, expected, **near)
