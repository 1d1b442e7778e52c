"""The gradient check: it passes what is right, finds what is wrong, and says what it could not see."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from dnn import gradient_check
from dnn.activations import ACTIVATIONS
from dnn.backward import BackwardPass, backward
from dnn.configuration import RunConfig
from dnn.datasets.registry import DATASETS
from dnn.gradient_check import check_gradients
from dnn.initializers import INITIALIZERS


def configure(dataset: str = "circles", hidden: list[tuple[int, str]] | None = None, **architecture: Any) -> RunConfig:
    """A run with these hidden layers."""
    layers = [{"units": units, "activation": name} for units, name in hidden or [(4, "tanh"), (3, "sigmoid")]]
    return RunConfig.from_dict({"dataset": {"name": dataset}, "architecture": {"hidden": layers, **architecture}})


@settings(max_examples=40)
@given(
    some.sampled_from(sorted(DATASETS)),
    some.lists(some.tuples(some.integers(1, 6), some.sampled_from(sorted(ACTIVATIONS))), max_size=4),
    some.sampled_from(sorted(INITIALIZERS)),
)
def test_every_kind_of_network_passes(dataset: str, hidden: list[tuple[int, str]], initializer: str) -> None:
    report = check_gradients(configure(dataset, hidden, initializer=initializer))
    assert report.passed, str(report)
    assert [layer.layer for layer in report.layers] == list(range(1, len(report.layers) + 1))


MISTAKES = {
    "without 1/m": lambda g: dataclasses.replace(g, dW=g.dW * 50),
    "wrong sign": lambda g: dataclasses.replace(g, db=-g.db),
    "one entry off by 1 %": lambda g: dataclasses.replace(g, dW=g.dW * np.where(np.arange(g.dW.size) == 0, 1.01, 1)),
    "b forgotten": lambda g: dataclasses.replace(g, db=np.zeros_like(g.db)),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_in_one_layer_is_found_there(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(*arguments: Any) -> tuple[BackwardPass, ...]:
        first, second = backward(*arguments)
        mistaken = MISTAKES[name](dataclasses.replace(second, dW=second.dW.ravel()))
        return first, dataclasses.replace(mistaken, dW=mistaken.dW.reshape(second.dW.shape))

    monkeypatch.setattr(gradient_check, "backward", wrong)
    report = check_gradients(configure(hidden=[(4, "tanh")]))
    assert [layer.passed for layer in report.layers] == [True, False]
    assert "disagrees" in str(report.verdict)
    assert "[2]" in str(report.verdict)


def test_entries_at_a_kink_are_skipped_and_counted() -> None:
    """The example x = 0 of the table has z = b = 0: each entry of b^[1] moves it across the kink."""
    (first, _) = check_gradients(configure("and", [(4, "relu")])).layers
    assert (first.b.entries, first.b.compared, first.b.skipped) == (4, 0, 4)
    assert str(first.b.verdict) == "at a kink everywhere"
    (smooth, _) = check_gradients(configure("and", [(4, "tanh")])).layers
    assert (smooth.b.compared, smooth.b.skipped) == (4, 0)


def test_a_gradient_that_vanishes_is_not_called_wrong() -> None:
    report = check_gradients(configure(hidden=[(10, "sigmoid")] * 20))
    assert report.passed
    assert str(report.layers[0].W.verdict) == "too small to tell"
    assert str(report.layers[-1].W.verdict) == "right"


def test_the_precision_of_the_run_does_not_matter() -> None:
    config = configure()
    narrow = dataclasses.replace(config.hyperparameters, precision="float32", l2=0.5)
    assert check_gradients(dataclasses.replace(config, hyperparameters=narrow)) == check_gradients(config)


def test_a_large_network_is_sampled_by_the_seed() -> None:
    config = configure("digits", [(256, "relu"), (128, "tanh")])
    report = check_gradients(config)
    assert report.passed
    assert report == check_gradients(config)
    assert all(0 < layer.W.compared + layer.W.skipped < layer.W.entries for layer in report.layers)


def test_the_largest_network_is_checked_in_seconds() -> None:
    report = check_gradients(configure("digits", [(1024, "tanh")] * 32))
    assert report.passed
    assert report.examples >= 2
    assert all(layer.W.compared > 0 for layer in report.layers)


def test_it_is_read_as_a_table() -> None:
    lines = str(check_gradients(configure())).splitlines()
    assert [line.split()[0] for line in lines[2:8]] == ["dW^[1]", "db^[1]", "dW^[2]", "db^[2]", "dW^[3]", "db^[3]"]
    assert lines[-1] == "Backward propagation agrees with central differences in every layer."
