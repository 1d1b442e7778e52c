"""An iteration taken apart: every step gives what the iteration computed, by the rule and the words it states."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest

from dnn.activations import ACTIVATIONS, Array, sigmoid
from dnn.configuration import RunConfig
from dnn.lessons.walkthrough import Computation, IterationTrace, prediction, steps
from dnn.optimizers import OPTIMIZERS
from dnn.step import batch_at, start, step_on
from dnn.step import step as make_iteration
from dnn.training.advance import advance


def configure(
    dataset: str = "circles", units: tuple[int, ...] = (4, 3), activation: str = "tanh", **h: Any
) -> RunConfig:
    """A run with these hidden layers and hyperparameters."""
    hidden = [{"units": n, "activation": activation} for n in units]
    return RunConfig.from_dict(
        {"dataset": {"name": dataset}, "architecture": {"hidden": hidden}, "hyperparameters": h, "seed": 3}
    )


SIGNS = {"−": "-", "·": "*", "²": "**2", "^": "**", "ln": "np.log", "σ": "sigmoid", "√": "np.sqrt"}


def value_of(term: str, numbers: list[float]) -> float:
    """The value of a term when numbers are put in, read as a person reads it. The terms are the library's own."""
    written = re.sub(r"\{(\d)\}", r"(v[\1])", term)
    for sign, python in SIGNS.items():
        written = written.replace(sign, python)
    names: dict[str, Any] = {"np": np, "sigmoid": sigmoid, "v": [np.float64(number) for number in numbers]}
    names |= {name: (lambda z, g=each.g: g(np.array(z))) for name, each in ACTIVATIONS.items() if name != "sigmoid"}
    return float(eval(written, names))


def cell(computation: Computation, i: int, j: int) -> float:
    """Cell (i, j) of the result by its rule alone."""
    rule, reads = computation.rule, [operand.read.astype(float) for operand in computation.operands]

    def near(array: Array) -> float:
        return float(array[i if array.shape[0] > 1 else 0, j if array.shape[1] > 1 else 0])

    if rule.kind == "product":
        whole = sum(reads[0][i, k] * reads[1][k, j] for k in range(reads[0].shape[1]))
        whole += reads[2][i, 0] if len(reads) > 2 else 0
    elif rule.kind == "row_sum":
        whole = sum(reads[0][i])
    elif rule.kind == "column_sum":
        whole = sum(value_of(rule.term, [array[k, j] for array in reads]) for k in range(reads[0].shape[0]))
    elif rule.kind == "softmax":
        whole = np.exp(reads[0][i, j]) / sum(np.exp(reads[0][:, j]))
    elif rule.kind == "mean":
        whole = sum(array[i, j] for array in reads)
    else:
        whole = value_of(rule.term, [near(array) for array in reads])
    return float(whole) * rule.factor / rule.divide


def check_every_step(trace: IterationTrace) -> None:
    rng = np.random.default_rng(0)
    for step in trace.steps:
        computation = trace.computation(step)
        n, m = computation.result.array.shape
        for i, j in {(0, 0), (n - 1, m - 1), (int(rng.integers(n)), int(rng.integers(m)))}:
            expected = float(computation.result.array[i, j])
            assert cell(computation, i, j) == pytest.approx(expected, rel=1e-9, abs=1e-12), (step.key, i, j)


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("dataset", ["circles", "iris", "diabetes"])
def test_every_cell_is_what_its_rule_says(dataset: str, activation: str) -> None:
    config = configure(dataset, activation=activation)
    check_every_step(IterationTrace(config, make_iteration(config, start(config))))


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("l2", [0.0, 0.3])
def test_every_optimizer_writes_its_step(optimizer: str, l2: float) -> None:
    config = configure(optimizer=optimizer, l2=l2, batch_size=32, learning_rate=0.05)
    state = advance(config, start(config), iterations=5, evaluations=False).state
    check_every_step(IterationTrace(config, make_iteration(config, state)))


@pytest.mark.parametrize("dataset", ["circles", "iris", "diabetes"])
def test_example_by_example_it_comes_to_the_same(dataset: str) -> None:
    config = configure(dataset)
    X, Y = (array[:, [4, 0, 7]] for array in batch_at(config, start(config)))
    iteration = step_on(config, start(config), X, Y)
    trace = IterationTrace(config, iteration, vectorised=False)
    check_every_step(trace)
    for step in trace.steps:
        if step.part == "mean" and step.quantity != "J":
            averaged = np.mean([each.array for each in trace.computation(step).operands], axis=0)
            expected = getattr(iteration.gradients[step.layer - 1], step.quantity)
            assert averaged == pytest.approx(expected, rel=1e-12, abs=1e-15)


def test_the_numbers_are_the_trainers_own() -> None:
    """The fast plan of training and the trace agree to 1e-12, at the start and after 300 iterations."""
    config = configure(units=(8, 8), learning_rate=0.5, momentum=0.9, optimizer="momentum", l2=0.1)
    for iterations in (0, 300):
        state = (
            advance(config, start(config), iterations=iterations, evaluations=False).state
            if iterations
            else start(config)
        )
        trace = IterationTrace(config, make_iteration(config, state))
        result = advance(config, state, iterations=1, evaluations=False)
        assert trace.iteration.cost == pytest.approx(float(result.costs[0]), rel=1e-12)
        trained = [trace.computation(step).result.array.ravel() for step in trace.steps if step.part == "update"]
        assert np.abs(np.concatenate(trained) - result.state.theta).max() < 1e-12


def test_the_prediction_is_what_the_run_records() -> None:
    config = configure("moons", l2=0.2, batch_size=64)
    state = advance(config, start(config), iterations=7, evaluations=False).state
    foreseen = prediction(config, make_iteration(config, state))
    result = advance(config, state, iterations=1)
    assert foreseen.iteration == result.state.iteration == 8
    assert foreseen.batch_cost == pytest.approx(float(result.costs[0]), rel=1e-12)
    assert result.current_evaluation is not None
    assert foreseen.cost_after == pytest.approx(result.current_evaluation.train_cost, rel=1e-12)


def test_a_tiny_network_worked_by_hand() -> None:
    """One ReLU unit and one sigmoid output on one example, x = (1, 2), y = 1, α = 0.5.

    w1 = (1, -1), b1 = 3:     z1 = 1·1 + (-1)·2 + 3 = 2,         a1 = max(0, 2) = 2
    w2 = 1, b2 = -2:          z2 = 1·2 - 2 = 0,                   a2 = σ(0) = 1/2
    loss = -ln 1/2 = 0.693147…;  da2 = -1/(1/2) = -2;  dz2 = 1/2 - 1 = -1/2 (and -2 · 1/2 · 1/2 = -1/2)
    dw2 = -1/2 · 2 = -1,      db2 = -1/2,                         da1 = 1 · (-1/2) = -1/2
    dz1 = -1/2 · 1 = -1/2,    dw1 = -1/2 · (1, 2) = (-1/2, -1),   db1 = -1/2
    update: w1 = (1, -1) - 0.5·(-1/2, -1) = (1.25, -0.5), b1 = 3.25; w2 = 1 + 0.5 = 1.5, b2 = -2 + 0.25 = -1.75
    """
    config = configure(units=(1,), activation="relu", learning_rate=0.5)
    theta = np.array([1.0, -1.0, 3.0, 1.0, -2.0])
    state = advance(config, start(config), iterations=0, evaluations=False).state
    at_hand = type(state)(0, 0, 0, theta, (), "gradient_descent", 0)
    trace = IterationTrace(config, step_on(config, at_hand, np.array([[1.0], [2.0]]), np.array([[1.0]])))
    by_hand = {
        "Z1": [2], "A1": [2], "Z2": [0], "A2": [0.5], "loss": [np.log(2)], "J": [np.log(2)], "dA2": [-2],
        "dZ2": [-0.5], "dW2": [-1], "db2": [-0.5], "dA1": [-0.5], "dZ1": [-0.5], "dW1": [-0.5, -1], "db1": [-0.5],
        "W1": [1.25, -0.5], "b1": [3.25], "W2": [1.5], "b2": [-1.75],
    }  # fmt: skip
    assert [step.key for step in trace.steps] == [
        *("Z1", "A1", "Z2", "A2", "loss", "J", "dA2", "dZ2", "dW2", "db2", "dA1", "dZ1", "dW1", "db1"),
        *("W1", "b1", "W2", "b2"),
    ]
    for step in trace.steps:
        assert trace.computation(step).result.array.ravel() == pytest.approx(by_hand[step.key], abs=1e-15), step.key


def test_the_order_of_the_steps() -> None:
    keys = [step.key for step in steps(2, one_by_one=2)]
    first = [
        "Z1-1",
        "A1-1",
        "Z2-1",
        "A2-1",
        "loss-1",
        "dA2-1",
        "dZ2-1",
        "dW2-1",
        "db2-1",
        "dA1-1",
        "dZ1-1",
        "dW1-1",
        "db1-1",
    ]
    assert keys[:13] == first
    assert keys[13:26] == [key.replace("-1", "-2") for key in first]
    assert keys[26:] == ["mean-J", "mean-dW2", "mean-db2", "mean-dW1", "mean-db1", "W1", "b1", "W2", "b2"]
    assert len(set(keys)) == len(keys)
    assert [step.key for step in steps(1, one_by_one=1)][-2:] == ["W1", "b1"]
    assert not any(step.part == "mean" for step in steps(3, one_by_one=1))
