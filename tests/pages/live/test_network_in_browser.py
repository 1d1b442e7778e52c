"""The network in the browser computes what dnn/ computes; and what is drawn of it, as far as that needs no page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from dnn.activations import ACTIVATIONS
from dnn.background.commands import MAX_PARAMETER_VALUE
from dnn.background.payload import base64_of
from dnn.backward import backward
from dnn.configuration import RunConfig
from dnn.datasets import load_dataset
from dnn.datasets.features import FEATURES
from dnn.forward import forward
from dnn.lessons.diagnosis.evidence import dead_share, saturated_share
from dnn.network import Parameters, flatten, initialize, layer_sizes, parameter_count, parameters_at
from pages.server.data_documents import describe
from tests.pages.live.fake_run import FakeRun
from tests.tabs import Tabs

if TYPE_CHECKING:
    from playwright.sync_api import Page

NEAR = {"rtol": 1e-5, "atol": 1e-5}
DATASETS = ("circles", "spirals", "sine", "digits", "iris", "diabetes")


@pytest.fixture(scope="module")
def page(tabs: Tabs) -> Iterator[Page]:
    """A page that may import the modules."""
    page = tabs.lend()
    FakeRun(page)
    yield page
    tabs.take_back(page)


def call(page: Page, module: str, script: str, **values: Any) -> Any:
    """The result of a script that knows a module's exports as `it`, and `values` by their names."""
    names = ", ".join(values)
    code = f"async ({{ {names} }}) => {{ const it = await import('/static/{module}.js'); {script} }}"
    return page.evaluate(code, values)


def random_network(seed: int, dataset: str, activations: list[str]) -> tuple[RunConfig, Parameters]:
    """A network of random sizes with weights of float32, some of which saturate."""
    rng = np.random.default_rng(seed)
    hidden = [{"units": int(rng.integers(1, 9)), "activation": name} for name in activations]
    data = {"name": dataset} | ({"classes": 4} if dataset == "spirals" else {})
    config = RunConfig.from_dict({"dataset": data, "architecture": {"hidden": hidden}})
    theta = rng.normal(0, 1.5, parameter_count(config)).astype(np.float32).astype(np.float64)
    return config, parameters_at(config, theta)


def network_fields(config: RunConfig, parameters: Parameters) -> dict[str, Any]:
    return {
        "sizes": list(layer_sizes(config)),
        "activations": [layer.activation for layer in parameters.layers],
        "theta": base64_of(flatten(parameters)),
    }


PASS = """
  const net = it.network(sizes, activations, it.decode(theta));
  const { Z, A } = it.forward(net, Float64Array.from(X), m);
  const gradient = it.backward(net, { Z, A, m }, Float64Array.from(Y), { l2, examples: m });
  return { Z: Z.slice(1).map((z) => [...z]), A: A.slice(1).map((a) => [...a]), gradient: [...gradient] };
"""


GRADIENT = """
  const { decoded } = await import("/static/connection/documents.js");
  const { decode, network, backward } = await import("/static/math/network.js");
  const { task, features } = data_document;
  const passes = new it.Passes({ sizes, task, features }, decoded(data_document));
  const net = network(sizes, activations, decode(theta));
  const { count, of, numbers, Y } = passes.data.train;
  return { count, of, numbers, gradient: [...backward(net, passes.overExamples(net, "train"), Y)] };
"""


def described(config: RunConfig, parameters: Parameters) -> dict[str, Any]:
    """A network and its data as they travel to the browser."""
    return network_fields(config, parameters) | {"data_document": describe(load_dataset(config.dataset))}


class TestSameNumbers:
    @pytest.mark.parametrize("dataset", DATASETS)
    @pytest.mark.parametrize("seed", range(4))
    def test_forward_and_backward_of_random_networks(self, page: Page, dataset: str, seed: int) -> None:
        names = np.random.default_rng((seed, len(dataset))).choice(list(ACTIVATIONS), size=seed).tolist()
        config, parameters = random_network(seed, dataset, names)
        data = load_dataset(config.dataset)
        X, Y = data.X_train[:, :50], data.Y_train[:, :50]
        there = call(
            *(page, "math/network", PASS),
            **network_fields(config, parameters), X=X.ravel().tolist(), Y=Y.ravel().tolist(), m=X.shape[1], l2=0.5,
        )  # fmt: skip
        here = forward(parameters, X)
        for index, layer in enumerate(here):
            np.testing.assert_allclose(there["Z"][index], layer.Z.ravel(), **NEAR)
            np.testing.assert_allclose(there["A"][index], layer.A.ravel(), **NEAR)
        pairs = zip(backward(parameters, here, Y), parameters.layers, strict=True)
        gradients = [part.ravel() for each, layer in pairs for part in (each.dW + 0.5 / X.shape[1] * layer.W, each.db)]
        expected = np.concatenate(gradients)
        np.testing.assert_allclose(there["gradient"], expected, rtol=1e-4, atol=1e-5)

    @pytest.mark.parametrize("name", list(ACTIVATIONS))
    def test_every_activation_and_its_derivative_far_out(self, page: Page, name: str) -> None:
        z = np.concatenate([np.linspace(-8, 8, 161), [-1000.0, 1000.0, -1e-9, 1e-9]])
        script = "const { g, slope } = it.ACTIVATIONS[name]; return z.map((each) => [g(each), slope(each)]);"
        there = np.array(call(page, "math/activations", script, name=name, z=z.tolist()))
        np.testing.assert_allclose(there[:, 0], ACTIVATIONS[name].g(z), **NEAR)
        np.testing.assert_allclose(there[:, 1], ACTIVATIONS[name].derivative(z), **NEAR)

    @pytest.mark.parametrize("name", list(ACTIVATIONS))
    def test_what_is_not_finite_stays_what_it_is(self, page: Page, name: str) -> None:
        z = np.array([np.nan, np.inf, -np.inf])
        script = """
          const { g, slope } = it.ACTIVATIONS[name];
          return [NaN, Infinity, -Infinity].flatMap((each) => [String(g(each)), String(slope(each))]);
        """
        there = np.array(
            [float(text.replace("Infinity", "inf")) for text in call(page, "math/activations", script, name=name)]
        )
        with np.errstate(invalid="ignore"):
            here = np.stack([ACTIVATIONS[name].g(z), ACTIVATIONS[name].derivative(z)], axis=1).ravel()
        np.testing.assert_array_equal(there, here)

    def test_parameters_beyond_float32_count_as_infinite(self, page: Page) -> None:
        theta = base64_of(np.array([1e300, -1e300, 3e38, np.nan]))
        there = call(page, "math/network", "return [...it.decodeParameters(theta)].map(String);", theta=theta)
        assert [float(text.replace("Infinity", "inf")) for text in there] == pytest.approx(
            [np.inf, -np.inf, 3e38, np.nan], nan_ok=True
        )

    def test_the_value_at_rest_is_g_of_0(self, page: Page) -> None:
        there = call(
            page, "math/activations", "return Object.entries(it.ACTIVATIONS).map(([name, { rest }]) => [name, rest]);"
        )
        assert dict(there) == pytest.approx({name: float(each.g(np.zeros(1))[0]) for name, each in ACTIVATIONS.items()})

    def test_features_of_the_plane_make_the_same_inputs(self, page: Page) -> None:
        config = RunConfig.from_dict({"dataset": {"name": "moons", "features": "-".join(FEATURES)}})
        data = load_dataset(config.dataset)
        assert data.plane_train is not None
        script = "return [...it.inputs(data.features, data, x1, x2)];"
        x1, x2 = data.plane_train.tolist()
        there = call(page, "math/features", script, data=describe(data), x1=x1, x2=x2)
        np.testing.assert_allclose(np.reshape(there, data.X_train.shape), data.X_train, **NEAR)


class TestData:
    @pytest.mark.parametrize("dataset", DATASETS)
    def test_the_document_becomes_the_examples_again(self, page: Page, dataset: str) -> None:
        data = load_dataset(RunConfig.from_dict({"dataset": {"name": dataset}}).dataset)
        script = """
          const { train, test, plane } = it.decoded(data_document);
          const lists = ({ X, Y, labels, numbers }) => [X, Y, labels, numbers].map((each) => [...each]);
          const parts = [train, test].map(lists);
          return { parts, points: plane && [...plane.test.x1, ...plane.test.x2] };
        """
        there = call(page, "connection/documents", script, data_document=describe(data))
        parts = ((data.X_train, data.Y_train), (data.X_test, data.Y_test))
        for (X, Y), (told_X, told_Y, labels, numbers) in zip(parts, there["parts"], strict=True):
            np.testing.assert_allclose(np.reshape(told_X, (len(X), -1)), X[:, numbers], **NEAR)
            np.testing.assert_allclose(np.reshape(told_Y, (len(Y), -1)), Y[:, numbers], **NEAR)
            np.testing.assert_allclose(labels, (Y[0] if len(Y) == 1 else Y.argmax(axis=0))[numbers], **NEAR)
        assert (there["points"] is None) == (data.plane_test is None)
        if data.plane_test is not None:
            np.testing.assert_allclose(there["points"], data.plane_test.ravel(), **NEAR)

    def test_saturated_and_dead_are_what_the_doctor_calls_so(self, page: Page) -> None:
        rng = np.random.default_rng(0)
        for activation in ("tanh", "sigmoid", "relu", "elu"):
            A = ACTIVATIONS[activation].g(rng.normal(-2, 3, (6, 40)) * np.array([[1, 1, 1, 0.1, 2, 5]]).T)
            A[2] = np.minimum(A[2], 0)
            there = call(
                page,
                "tabs/histogram",
                "return it.shares(name, Float64Array.from(A), 40);",
                name=activation,
                A=A.ravel().tolist(),
            )
            dead, saturated = dead_share(activation, A), saturated_share(activation, A)
            assert there["dead"] == (None if dead is None else pytest.approx(dead))
            assert there["saturated"] == (None if saturated is None else pytest.approx(saturated))


class TestGradientOverTheData:
    @pytest.mark.parametrize("data", [{"name": "circles", "samples": 2000}, {"name": "digits"}])
    def test_it_is_over_the_whole_training_part(self, page: Page, data: dict[str, Any]) -> None:
        config = RunConfig.from_dict({"dataset": data, "architecture": {"hidden": [{"units": 5}, {"units": 4}]}})
        parameters = initialize(config)
        there = call(page, "math/passes", GRADIENT, **described(config, parameters))
        X, Y = load_dataset(config.dataset).X_train, load_dataset(config.dataset).Y_train
        here = backward(parameters, forward(parameters, X), Y)
        expected = np.concatenate([part.ravel() for each in here for part in (each.dW, each.db)])
        assert (there["count"], there["of"]) == (X.shape[1], X.shape[1])
        np.testing.assert_allclose(there["gradient"], expected, rtol=1e-4, atol=1e-7)

    def test_a_large_network_gets_fewer_examples_and_says_so(self, page: Page) -> None:
        hidden = [{"units": 64}] * 32
        data = {"name": "moons", "samples": 2000}
        config = RunConfig.from_dict({"dataset": data, "architecture": {"hidden": hidden}})
        there = call(page, "math/passes", GRADIENT, **described(config, initialize(config)))
        assert 50 < there["count"] < there["of"] == 1400
        assert (there["numbers"][0], there["numbers"][-1]) == (0, 1399)
        texts = {
            "gradient_over_some": "{count} of {of}",
            "gradient_over_all_other": "all {count}",
            "gradient_of_batch": ", not {size}",
        }
        script = "return sizes.map((size) => it.gradientNote({ batch_size: size }, train, texts, 'en'));"
        known = {"texts": texts, "sizes": [None, 1400, 32]}
        some = call(page, "tabs/gradient_note", script, train={"count": 900, "of": 1400}, **known)
        assert some == ["900 of 1,400", "900 of 1,400", "900 of 1,400, not 32"]
        assert call(page, "tabs/gradient_note", script, train={"count": 1400, "of": 1400}, **known) == [
            "",
            "",
            "all 1,400, not 32",
        ]

    def test_values_that_are_not_finite_are_counted_apart(self, page: Page) -> None:
        script = """
          const counts = it.histogram(Float64Array.of(1, NaN, 3, Infinity), 2);
          const none = it.histogram(Float64Array.of(NaN, NaN), 2);
          return [[...counts], counts.low, counts.high, counts.lost, [...none], String(none.low), none.lost];
        """
        assert call(page, "tabs/histogram", script) == [[1, 1], 1, 3, 0.5, [0, 0], "NaN", 1]


class TestWhatIsTyped:
    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("0.5", 0.5), (" \u22122 ", -2), ("-1e-3", -0.001), (".5", 0.5), ("1000000", 1e6), ("1000001", None),
            ("1e308", None), ("", None), ("abc", None), ("1,5", None), ("0x10", None), ("NaN", None), ("∞", None),
        ],
    )  # fmt: skip
    def test_is_a_weight_or_none(self, page: Page, text: str, value: float | None) -> None:
        assert call(page, "network/weight_entry", "return it.parse(text);", text=text) == value

    def test_the_limit_is_that_of_the_run(self, page: Page) -> None:
        assert call(page, "network/weight_entry", "return it.MAX_PARAMETER_VALUE;") == MAX_PARAMETER_VALUE


class TestContour:
    def test_it_lies_where_the_output_is_undecided(self, page: Page) -> None:
        n = 40
        x, y = np.meshgrid((np.arange(n) + 0.5) / n, (np.arange(n) + 0.5) / n)
        A = 0.5 + 2 * (0.3 - np.hypot(x - 0.5, y - 0.5))  # 0.5 on a circle of radius 0.3
        segments = np.array(call(page, "boundary/contour", "return it.contour(A, n);", A=A.ravel().tolist(), n=n))
        ends = segments.reshape(-1, 2) - 0.5
        np.testing.assert_allclose(np.hypot(*ends.T), 0.3, atol=2e-3)
        lengths = np.linalg.norm(segments[:, 0] - segments[:, 1], axis=1)
        assert lengths.sum() == pytest.approx(2 * np.pi * 0.3, rel=1e-2)

    @pytest.mark.parametrize("corners", [[1, 0, 0, 1], [0, 1, 1, 0]])
    def test_a_saddle_has_two_pieces(self, page: Page, corners: list[float]) -> None:
        segments = call(page, "boundary/contour", "return it.contour(A, 2);", A=corners)
        assert len(segments) == 2
        assert all(0.25 <= coordinate <= 0.75 for segment in segments for end in segment for coordinate in end)


class TestFolding:
    @pytest.mark.parametrize(
        ("sizes", "max_units", "shown"),
        [
            ([2, 8, 8, 1], 3, [(0, 0, 2), (1, 0, 8), (2, 0, 8), (3, 0, 1)]),
            ([64, 64, 10], 3, [(0, 0, 8), (1, 0, 8), (2, 0, 8)]),
            ([2, *[4] * 32, 1], 3, [(0, 0, 2), (1, 0, 4), (2, 0, 4), (3, 0, 4), (33, 0, 1)]),
            ([2, 1], 3, [(0, 0, 2), (1, 0, 1)]),
        ],
    )
    def test_what_is_drawn(
        self, page: Page, sizes: list[int], max_units: int, shown: list[tuple[int, int, int]]
    ) -> None:
        there = call(
            page, "network/fold", "return it.columns(sizes, {}, max_units).columns;", sizes=sizes, max_units=max_units
        )
        assert [(each["layer"], each["first"], each["shown"]) for each in there] == shown
        assert [each["isFolded"] for each in there] == [sizes[layer] > 8 for layer, _, _ in shown]

    def test_windows_stay_within(self, page: Page) -> None:
        script = "return it.columns(sizes, { layers: 30, units: [0, 0, 60] }, 3).columns;"
        there = call(page, "network/fold", script, sizes=[2, *[64] * 32, 1])
        assert [each["layer"] for each in there] == [0, 30, 31, 32, 33]
        script = "return it.windowOf(64, start, 8);"
        assert [call(page, "network/fold", script, start=start)["first"] for start in (-5, 3, 63)] == [0, 3, 56]
