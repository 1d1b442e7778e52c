"""What experiments find, against other code: 50-digit arithmetic, loops over the definition, plain NumPy."""

from __future__ import annotations

import math
from decimal import Decimal, localcontext
from typing import Any

import numpy as np
import pytest

from dnn.configuration import RunConfig
from dnn.datasets import load_dataset
from dnn.errors import ConfigurationError
from dnn.lessons.mistakes import MISTAKES
from dnn.lessons.path.condition import Fact
from dnn.lessons.path.experiments import EXPERIMENTS, facts_of
from dnn.network import initialize
from tests.dnn.fifty_digits import DIGITS
from tests.dnn.lessons.path.decimal_network import ACTIVATIONS, DecimalNetwork


def config_of(hidden: list[tuple[int, str]], dataset: dict[str, Any] | None = None, **rest: Any) -> RunConfig:
    architecture = {"hidden": [{"units": n, "activation": g} for n, g in hidden], "initializer": "xavier"}
    document = {"dataset": dataset or {"name": "circles", "samples": 100}, "architecture": architecture, "seed": 5}
    return RunConfig.from_dict(document | rest)


SMALL = config_of([(3, "tanh"), (2, "sigmoid")])
DEEP = config_of([(4, "relu"), (3, "tanh"), (2, "relu")])
NONE = config_of([])
IRIS = config_of([(5, "tanh")], {"name": "iris"})
NETWORKS = {"small": SMALL, "deep": DEEP, "no hidden layer": NONE, "three classes": IRIS}


def found(kind: str, *configs: RunConfig, values: tuple[float | None, ...] = (), **options: Any) -> dict[str, Fact]:
    labels = tuple(f"run {k}" for k in range(1, len(configs) + 1))
    return facts_of(kind, configs, labels, tuple(options.items()), values)


def exact(config: RunConfig, m: int) -> DecimalNetwork:
    """The network of a configuration before its first m examples, in 50 digits."""
    data, parameters = load_dataset(config.dataset), initialize(config)
    weights = [(layer.W, layer.b) for layer in parameters.layers]
    activations = [layer.activation for layer in config.architecture.hidden]
    return DecimalNetwork(weights, activations, data.X_train[:, :m], data.Y_train[:, :m])


@pytest.mark.parametrize(
    ("config", "units"),
    [(SMALL, [2, 3, 2, 1]), (DEEP, [2, 4, 3, 2, 1]), (NONE, [2, 1]), (IRIS, [4, 5, 3])],
)
def test_layers_are_counted_as_they_are_drawn(config: RunConfig, units: list[int]) -> None:
    facts = found("layers", config)
    numbers = sum(n + n * before for before, n in zip(units, units[1:], strict=False))
    assert facts == {
        "layers": len(units) - 1,
        "hidden_layers": len(units) - 2,
        "hidden_units": sum(units[1:-1]),
        "outputs": units[-1],
        "parameters": numbers,
        **{f"units_{l}": n for l, n in enumerate(units)},
    }


@pytest.mark.parametrize("name", NETWORKS)
@pytest.mark.parametrize("examples", ["one", "all"])
def test_shapes_are_those_of_arrays_that_numpy_makes(name: str, examples: str) -> None:
    config = NETWORKS[name]
    X = load_dataset(config.dataset).X_train[:, : 1 if examples == "one" else None]
    arrays: dict[str, np.ndarray] = {}
    A, parameters = X, initialize(config)
    for l, layer in enumerate(parameters.layers, start=1):
        arrays |= {f"W_{l}": layer.W, f"b_{l}": layer.b, f"Z_{l}": layer.W @ A + layer.b}
        A = arrays[f"A_{l}"] = np.tanh(arrays[f"Z_{l}"])
    dZ = A
    for l in range(len(parameters.layers), 0, -1):
        A_before = X if l == 1 else arrays[f"A_{l - 1}"]
        arrays |= {f"dZ_{l}": dZ, f"dW_{l}": dZ @ A_before.T, f"db_{l}": dZ.sum(axis=1, keepdims=True), f"dA_{l}": dZ}
        dZ = parameters.layers[l - 1].W.T @ dZ
    facts = found("shapes", config, examples=examples)
    shapes = {f"shape_{key}": str(array.shape) for key, array in arrays.items()}
    assert {key: facts[key] for key in shapes} == shapes
    assert facts["examples"] == examples and facts["shape_X_0"] == str(X.shape)


@pytest.mark.parametrize("name", ["small", "deep", "no hidden layer"])
def test_the_sum_of_a_unit_is_exact(name: str) -> None:
    config = NETWORKS[name]
    network, parameters = exact(config, 8), initialize(config)
    for l, layer in enumerate(parameters.layers, start=1):
        for j in range(layer.W.shape[0]):
            facts = found("unit_sum", config, layer=l, unit=j + 1, example=4)
            before = network.values(l - 1, 3)[1] if l > 1 else [row[3] for row in network.X]
            inputs, weights = on_paper(before), on_paper([Decimal(each) for each in layer.W[j].tolist()])
            z = sum((w * a for w, a in zip(weights, inputs, strict=True)), Decimal(0))
            assert facts["z"] == float(z) and facts["b"] == layer.b[j, 0] == 0
            assert facts["sign"] == ("+" if z > 0 else "-")
            with localcontext(DIGITS):
                a = ACTIVATIONS[layer.activation if l < len(parameters.layers) else "sigmoid"](z)
            shown = Decimal(str(facts["a"]))  # and asked
            assert abs(shown - a) <= Decimal("0.005") and shown == round(shown, 2)
            for k, (weight, value) in enumerate(zip(weights, inputs, strict=True), start=1):
                assert facts[f"product_{k}"] == float(weight * value)


def on_paper(values: list[Decimal]) -> list[Decimal]:
    """Numbers with one decimal, with two if one of them would be lost by that; two digits of the largest at least."""
    sizes = [abs(value) for value in values if value] or [Decimal(1)]
    decimals = 1 if min(sizes) >= Decimal("0.05") else 2
    if max(sizes) < Decimal("0.3"):
        decimals = max(decimals, 1 - max(sizes).adjusted())
    return [value.quantize(Decimal(1).scaleb(-decimals)) for value in values]


@pytest.mark.parametrize("seed", range(12))
def test_an_example_is_looked_for_that_shows_what_is_to_be_seen(seed: int) -> None:
    config = config_of([(3, "tanh")], seed=seed)
    opposed, bent = (found("unit_sum", config, showing=each) for each in ("opposed products", "a bent sum"))
    for facts, shows in ((opposed, is_opposed), (bent, is_bent)):
        every = [found("unit_sum", config, example=i) for i in range(1, 9)]
        shown = [int(each["example"]) for each in every if shows(each)]
        assert facts["example"] == (min(shown) if shown else 1)
        assert facts == every[int(facts["example"]) - 1]


def is_opposed(facts: dict[str, Fact]) -> bool:
    products = [float(value) for name, value in facts.items() if name.startswith("product_")]
    return min(products) < 0 < max(products) and abs(float(facts["z"])) >= 0.1


def is_bent(facts: dict[str, Fact]) -> bool:
    return abs(float(facts["z"]) - float(facts["a"])) >= 0.1


@pytest.mark.parametrize("option", [{"layer": 4}, {"layer": 2, "unit": 3}, {"example": 9}, {"unit": 0}, {"unit": True}])
def test_a_unit_that_is_not_there_is_refused(option: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError, match=next(reversed(option))):
        found("unit_sum", SMALL, **option)


@pytest.mark.parametrize("name", ["small", "deep", "no hidden layer"])
def test_derivatives_are_those_of_50_digits_and_the_mean_divides_two_of_them(name: str) -> None:
    config, m = NETWORKS[name], 4
    network, parameters = exact(config, m), initialize(config)
    own, mean = (found("iteration", config, examples=m, of=of) for of in ("example", "mean"))
    twice = found("iteration", config, examples=m, times=2)
    last = len(parameters.layers)
    for l, layer in enumerate(parameters.layers, start=1):
        n, n_before = layer.W.shape
        for quantity, shape in {"W": (n, n_before), "b": (n, 1), "Z": (n, m), "A": (n, m)}.items():
            if (quantity, l) == ("A", last):
                continue  # of a = ŷ itself; tested with its limits in test_gradients.py
            truth, name_of = network.derivative(quantity, l, shape), f"d{quantity}_{l}"
            norm, share = float(np.linalg.norm(truth)), m if quantity in "ZA" else 1
            assert own[name_of] == pytest.approx(truth[0, 0], rel=1e-10, abs=1e-14)
            assert own[f"norm_{name_of}"] == pytest.approx(norm, rel=1e-10, abs=1e-14)
            assert mean[name_of] == pytest.approx(truth[0, 0] / share, rel=1e-10, abs=1e-14)
            assert twice[name_of] == pytest.approx(truth[0, 0], rel=1e-10, abs=1e-14)
            columns = math.sqrt(2) if quantity in "ZA" else 1
            assert twice[f"norm_{name_of}"] == pytest.approx(columns * norm, rel=1e-10, abs=1e-14)


@pytest.mark.parametrize("name", NETWORKS)
def test_multiplications_are_those_of_three_loops(name: str) -> None:
    config = NETWORKS[name]
    layers, m = initialize(config).layers, load_dataset(config.dataset).X_train.shape[1]
    product = [layer.W.size * m for layer in layers]
    cached = sum(product) + sum(product) + sum(product[1:])  # W A; dZ A^T; W^T dZ down to dA of layer 1
    again = {
        "everything": 0,
        "nothing": sum(sum(product[:l]) for l in range(len(layers))),  # for dW of each layer, all before it once more
    }
    for way, more in again.items():
        facts = found("cache", config, way=way)
        assert facts["multiplications_cached"] == cached
        assert facts["again"] == more or way == "nothing"
        assert facts["multiplications"] == cached + float(facts["again"])
        assert facts["times_as_many"] == pytest.approx(float(facts["multiplications"]) / cached)
    assert float(found("cache", config, way="nothing")["again"]) >= again["nothing"]


@pytest.mark.parametrize("y", [0, 1])
@pytest.mark.parametrize("z", [-60, -40, -3, 0, 2, 30, 36, 37, 40, 60])
def test_a_saturated_unit(z: int, y: int) -> None:
    facts = found("saturated", SMALL, z=z, y=y)
    with localcontext(DIGITS):
        a = 1 / (1 + (-Decimal(z)).exp())
    assert facts["a"] == pytest.approx(float(a), rel=1e-15)
    assert facts["direct"] == pytest.approx(float(a) - y, rel=1e-12, abs=1.2e-16)
    rounded = float(facts["a"])
    with np.errstate(all="ignore"):
        a64 = np.float64(rounded)
        chained = (-1 / a64 if y else 1 / (1 - a64)) * (a64 * (1 - a64))  # of its two terms one is 0
    if np.isnan(chained):
        assert facts["chained"] == "nan"
    else:
        assert facts["chained"] == pytest.approx(float(chained), rel=1e-9, abs=1e-300)


def plain_training(config: RunConfig) -> tuple[list[float], list[np.ndarray], list[np.ndarray], list[float]]:
    """The costs, first and last W and b, and norms of the first dW, of gradient descent as the course writes it."""
    data, h = load_dataset(config.dataset), config.hyperparameters
    X, Y, m = data.X_train, data.Y_train, data.X_train.shape[1]
    theta = [(layer.W.copy(), layer.b.copy()) for layer in initialize(config).layers]
    first, costs, norms = [np.copy(each) for pair in theta for each in pair], [], []
    for iteration in range(h.iterations):
        A = [X]
        for l, (W, b) in enumerate(theta):
            Z = W @ A[-1] + b
            A.append(1 / (1 + np.exp(-Z)) if l == len(theta) - 1 else np.tanh(Z))
        costs.append(float(-(Y * np.log(A[-1]) + (1 - Y) * np.log(1 - A[-1])).mean()))
        dZ = A[-1] - Y
        for l in reversed(range(len(theta))):
            W, b = theta[l]
            dW, db = dZ @ A[l].T / m, dZ.sum(axis=1, keepdims=True) / m
            if iteration == 0:
                norms.insert(0, math.sqrt(float((dW**2).sum())))
            dZ = (W.T @ dZ) * (1 - A[l] ** 2)
            theta[l] = (W - h.learning_rate * dW, b - h.learning_rate * db)
    return costs, first, [np.copy(each) for pair in theta for each in pair], norms


RATES = (0.003, 0.5, 12.0)
RUNS = [
    config_of(
        [(4, "tanh")], {"name": "moons", "samples": 80, "noise": 0.1}, seed=2,
        hyperparameters={"learning_rate": rate, "iterations": 60},
    )
    for rate in RATES
]  # fmt: skip


def test_runs_side_by_side_find_what_plain_numpy_finds() -> None:
    facts = found("runs", *RUNS, values=RATES)
    finals = []
    for k, config in enumerate(RUNS, start=1):
        costs, first, last, norms = plain_training(config)
        finals.append(costs[-1])
        rises = np.mean([later > before for before, later in zip(costs, costs[1:], strict=False)])
        distance = math.sqrt(sum(float(((b - a) ** 2).sum()) for a, b in zip(first, last, strict=True)))
        expected = {
            "first_cost": costs[0],
            "final_cost": costs[-1],
            "least_cost": min(costs),
            "rises": rises,
            "distance": distance,
            "rank_W1": 2,
            "gradient_1": norms[0],
            "gradient_L": norms[-1],
            "hidden_units": 4,
            "parameters": 4 * 3 + 5,
            "learning_rate": RATES[k - 1],
            "value": RATES[k - 1],
            "diverged": 0,
            "iterations": 60,
        }
        assert {name: facts[f"{name}_{k}"] for name in expected} == pytest.approx(expected, rel=1e-9)
        assert facts[f"label_{k}"] == f"run {k}"
    assert facts["best"] == 1 + finals.index(min(finals)) and facts["runs"] == 3
    tests = [float(facts[f"test_cost_{k}"]) for k in (1, 2, 3)]
    assert facts["best_test"] == 1 + tests.index(min(tests))
    y = load_dataset(RUNS[0].dataset).Y_train
    share = float(y.mean())
    assert facts["constant_cost"] == pytest.approx(-(share * math.log(share) + (1 - share) * math.log(1 - share)))
    assert facts["blind_cost"] == pytest.approx(math.log(2))


def test_a_run_that_diverges_costs_infinitely_much_and_is_never_the_best() -> None:
    config = config_of([(4, "relu")], {"name": "plane", "samples": 100}, hyperparameters={"learning_rate": 50.0})
    quiet = config_of([(4, "relu")], {"name": "plane", "samples": 100}, hyperparameters={"learning_rate": 0.001})
    facts = found("runs", config, quiet)
    assert float(facts["diverged_1"]) > 1 and facts["diverged_2"] == 0
    assert facts["final_cost_1"] == facts["test_cost_1"] == math.inf and float(facts["final_cost_2"]) < math.inf
    assert (facts["best"], facts["best_test"]) == (2, 2)
    assert math.isfinite(float(facts["least_cost_1"])) and float(facts["rises_1"]) > 0.9


@pytest.mark.parametrize("initializer", ["zeros", "constant"])
def test_without_weights_nothing_but_the_last_bias_moves(initializer: str) -> None:
    config = RunConfig.from_dict(
        {
            "dataset": {"name": "and"},
            "architecture": {"hidden": [{"units": 3, "activation": "tanh"}], "initializer": initializer},
            "hyperparameters": {"iterations": 300, "learning_rate": 1.0},
        }
    )
    facts = found("runs", config)
    assert facts["rank_W1_1"] == (0 if initializer == "zeros" else 1)
    if initializer == "zeros":
        assert facts["gradient_1_1"] == facts["gradient_L_1"] == 0.0
        assert facts["first_cost_1"] == pytest.approx(math.log(2))
        assert facts["final_cost_1"] == pytest.approx(-(0.25 * math.log(0.25) + 0.75 * math.log(0.75)), rel=1e-3)


GOAL = {"cost": 0.55, "units": 6, "iterations": 60}


@pytest.mark.parametrize(
    ("options", "reached_at"),
    [
        (GOAL, 2),
        (GOAL | {"cost": 0.01}, 0),
        (GOAL | {"units": 3}, 0),
        (GOAL | {"iterations": 59}, 0),
        (GOAL | {"cost": 1.9}, 1),
    ],
    ids=str,
)
def test_a_goal_is_reached_within_its_limits_alone(options: dict[str, Any], reached_at: int) -> None:
    facts = found("goal", *RUNS[:2], **options)
    assert facts["reached_at"] == reached_at and facts["reached"] == ("yes" if reached_at else "no")
    assert (facts["tries"], facts["goal"]) == (2, options["cost"])
    for k in (1, 2):
        is_small = float(facts[f"test_cost_{k}"]) < options["cost"]
        assert not is_small or options["units"] < 4 or options["iterations"] < 60 or reached_at <= k


def test_a_planted_mistake_does_what_numpy_does() -> None:
    facts = found("mistake", SMALL, mistake="db_rank_1")
    db, b = np.zeros((2, 7)).sum(axis=1), np.zeros((2, 1))
    assert facts["expected_shape"] == str(b.shape) and facts["got_shape"] == str(db.shape)
    assert (b - 0.1 * db).shape == (2, 2)  # in silence; what raises is the line of Z in the next iteration
    with pytest.raises(ValueError, match="could not be broadcast"):
        np.zeros((2, 7)) + (b - 0.1 * db)
    assert facts["is_refused"] == "yes" and facts["refused_in_iteration"] == 2
    at_once = found("mistake", SMALL, mistake="elementwise_Z")
    assert at_once["refused_in_iteration"] == 1


@pytest.mark.parametrize("mistake", MISTAKES)
def test_every_mistake_can_be_tried_or_is_refused_in_words(mistake: str) -> None:
    try:
        facts = found("mistake", DEEP, mistake=mistake)
    except ConfigurationError as refused:
        assert "dataset" in str(refused)
        return
    assert facts["is_refused"] in ("yes", "no") and (facts["is_refused"] == "no") == (
        facts["refused_in_iteration"] == 0
    )


@pytest.mark.parametrize("kind", EXPERIMENTS)
def test_an_experiment_finds_the_same_again_and_numbers_or_words_alone(kind: str) -> None:
    facts = found(kind, SMALL)
    assert facts == found(kind, SMALL) and facts
    assert all(type(value) in (float, str) for value in facts.values())


@pytest.mark.parametrize("kind", EXPERIMENTS)
def test_an_option_that_is_none_is_refused(kind: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        EXPERIMENTS[kind].completed({"colour": "red"})
    assert "colour" in str(refused.value)
    for name in EXPERIMENTS[kind].options:
        is_flag = isinstance(EXPERIMENTS[kind].options[name].default, bool)
        for value in ([], {}, "no such thing", -99, math.nan, *(() if is_flag else (True,))):
            with pytest.raises(ConfigurationError, match=name):
                EXPERIMENTS[kind].completed({name: value})
