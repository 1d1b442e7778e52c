"""Imported weights together with settings: what is assumed, what does not fit, training that goes on bit for bit."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from dnn import ConfigurationError, DnnError, RunConfig, ShapeError, fit_imported, initialize, read_run_file, train
from dnn.export import EXPORTS, TrainedRun
from dnn.imports import ImportedRun, LayerArrays
from dnn.network import flatten, layer_sizes
from dnn.optimizers import OPTIMIZERS
from dnn.step import start
from dnn.training.advance import advance
from tests.dnn.imports.run_files import PARAMETERS, TAKEN, npz, settings


def imported(**arrays: Any) -> ImportedRun:
    return read_run_file(npz(**arrays))


def exported(config: RunConfig, iterations: int) -> ImportedRun:
    """The run as it comes back from the file of its weights."""
    return read_run_file(EXPORTS["weights"].content(TrainedRun.of(config, iterations)))


def notes(run: ImportedRun, config: RunConfig) -> str:
    return " ".join(map(str, fit_imported(run, config).notes))


class TestWeightsAlone:
    def test_bring_the_units_and_take_all_else_from_the_settings(self) -> None:
        now = RunConfig.from_dict(
            {
                "dataset": {"name": "moons"},
                "architecture": {"hidden": [{"units": 9, "activation": "relu"}], "initializer": "he"},
                "hyperparameters": {"optimizer": "adam"},
                "seed": 3,
            }
        )
        fitted = fit_imported(imported(**PARAMETERS), now)
        assert fitted.parameters is not None
        assert layer_sizes(fitted.config) == (2, 4, 1)
        assert [layer.activation for layer in fitted.config.architecture.hidden] == ["relu"]
        assert replace(fitted.config, architecture=now.architecture) == now
        said = " ".join(map(str, fitted.notes))
        assert "assumed: relu." in said and "no settings" in said and "memory of the optimiser Adam" in said
        for layer, l in zip(fitted.parameters.layers, (1, 2), strict=True):
            np.testing.assert_array_equal(layer.W, PARAMETERS[f"W{l}"])
            np.testing.assert_array_equal(layer.b, PARAMETERS[f"b{l}"])

    def test_of_more_layers_take_the_last_activation_for_those_beyond(self) -> None:
        deep = {"W1": np.ones((3, 2)), "W2": np.ones((4, 3)), "W3": np.ones((1, 4))}
        biases = {"b1": np.ones((3, 1)), "b2": np.ones((4, 1)), "b3": np.ones((1, 1))}
        fitted = fit_imported(imported(**deep, **biases), settings())
        assert [(each.units, each.activation) for each in fitted.config.architecture.hidden] == [
            (3, "relu"),
            (4, "relu"),
        ]

    def test_without_hidden_layers_assume_no_activation(self) -> None:
        fitted = fit_imported(read_run_file(TAKEN["logistic regression"][0]), settings())
        assert fitted.config.architecture.hidden == () and "activations" not in " ".join(map(str, fitted.notes))

    def test_for_other_features_are_refused_with_the_data(self) -> None:
        iris = RunConfig.from_dict({"dataset": {"name": "iris"}})
        with pytest.raises(ShapeError, match=r"W\^\[1\] .* = \(4, 4\), got \(4, 2\): .* have 4 features"):
            fit_imported(imported(**PARAMETERS), iris)

    def test_for_other_classes_are_refused_with_the_data(self) -> None:
        spirals = RunConfig.from_dict({"dataset": {"name": "spirals", "classes": 3}})
        with pytest.raises(ShapeError, match=r"W\^\[2\] .* = \(3, 4\), got \(1, 4\): .* need 3 units"):
            fit_imported(imported(**PARAMETERS), spirals)

    def test_of_more_units_or_layers_than_there_may_be_are_refused(self) -> None:
        wide = {"W1": np.ones((1025, 2)), "b1": np.ones(1025), "W2": np.ones((1, 1025)), "b2": 0.0}
        with pytest.raises(ConfigurationError, match="units"):
            fit_imported(imported(**wide), settings())
        deep = {f"W{l}": np.ones((1 if l == 34 else 2, 2)) for l in range(1, 35)}
        biases = {f"b{l}": np.ones(1 if l == 34 else 2) for l in range(1, 35)}
        with pytest.raises(ConfigurationError, match="at most 32 layers"):
            fit_imported(imported(**deep, **biases), settings())

    def test_that_float32_has_no_room_for_are_refused(self) -> None:
        with pytest.raises(DnnError, match=r"finite in float32, got 1e\+300; try precision float64"):
            fit_imported(imported(**PARAMETERS | {"W1": np.full((4, 2), 1e300)}), settings(precision="float32"))


class TestWithSettings:
    def test_a_file_with_both_needs_none(self) -> None:
        other = RunConfig.from_dict({"dataset": {"name": "iris"}})
        run = exported(settings(), 7)
        fitted = fit_imported(run, other)
        assert fitted.config == TrainedRun.of(settings(), 7).config
        assert [str(note) for note in fitted.notes] == [
            "Weights after 7 iterations; iterations are counted from 0 again, and with them schedule and mini-batches."
        ]

    def test_settings_alone_bring_no_weights(self) -> None:
        fitted = fit_imported(ImportedRun(config=settings()), RunConfig.from_dict({"dataset": {"name": "iris"}}))
        assert (fitted.config, fitted.parameters) == (settings(), None)

    def test_weights_of_another_network_than_the_file_says_are_refused(self) -> None:
        layers = (LayerArrays(np.ones((5, 2)), np.ones((5, 1))), LayerArrays(np.ones((1, 5)), np.ones((1, 1))))
        with pytest.raises(ShapeError, match="the settings have other units"):
            fit_imported(ImportedRun(settings(), layers), settings())
        one = (LayerArrays(np.ones((1, 2)), np.ones((1, 1))),)
        with pytest.raises(ConfigurationError, match="to be 2, as the settings say, got 1"):
            fit_imported(ImportedRun(settings(), one), settings())

    def test_kept_settings_say_which_layers(self) -> None:
        assert fit_imported(
            exported(settings(), 1), settings(learning_rate=0.7), keeps_settings=True
        ).config == settings(learning_rate=0.7)
        with pytest.raises(ConfigurationError, match="to be 3, as the settings say"):
            fit_imported(
                imported(**PARAMETERS), RunConfig.from_dict({"dataset": {"name": "moons"}}), keeps_settings=True
            )


class TestGoingOn:
    @pytest.mark.parametrize("precision", ["float64", "float32"])
    def test_gradient_descent_goes_on_bit_for_bit(self, precision: str) -> None:
        config = settings(iterations=200, precision=precision, l2=0.1)
        whole = advance(config, None)
        fitted = fit_imported(exported(config, 100), config, keeps_settings=True)
        assert fitted.parameters is not None
        later = advance(config, start(config, flatten(fitted.parameters)), iterations=100)
        assert later.costs.tobytes() == whole.costs[100:].tobytes()
        assert later.state.theta.tobytes() == whole.state.theta.tobytes()
        assert fitted.parameters.layers[0].W.dtype == precision

    @pytest.mark.parametrize("name", [name for name, optimizer in OPTIMIZERS.items() if optimizer.slots])
    def test_an_optimiser_with_a_memory_begins_it_anew_and_says_so(self, name: str) -> None:
        config = settings(iterations=200, optimizer=name, learning_rate=0.01)
        run = exported(config, 100)
        assert "begins at zero" in notes(run, config)
        fitted = fit_imported(run, config, keeps_settings=True)
        assert fitted.parameters is not None
        state = start(config, flatten(fitted.parameters))
        assert (state.iteration, state.optimizer_steps) == (0, 0)
        assert all(not slot.any() for slot in state.slots)
        later, whole = advance(config, state, iterations=100), advance(config, None)
        assert later.costs[0] == whole.costs[100] and later.costs[-1] != whole.costs[-1]

    def test_in_python_training_begins_with_given_parameters(self) -> None:
        config = settings(iterations=200)
        straight = [record.cost for record in train(config)]
        fitted = fit_imported(exported(config, 100), config)
        assert fitted.parameters is not None
        assert [record.cost for record in train(config, 100, parameters=fitted.parameters)] == straight[100:]

    def test_parameters_of_another_network_are_refused(self) -> None:
        other = initialize(RunConfig.from_dict({"dataset": {"name": "iris"}}))
        with pytest.raises(ShapeError):
            next(train(settings(), parameters=other))
        wider = initialize(
            RunConfig.from_dict({"dataset": {"name": "moons"}, "architecture": {"hidden": [{"units": 9}]}})
        )
        with pytest.raises(ShapeError, match=r"W\^\[1\]"):
            next(train(settings(), parameters=wider))
