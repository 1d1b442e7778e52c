"""The exports of numbers: costs, predictions and weights are those of the run."""

from __future__ import annotations

import csv
import io
import json

import numpy as np
import pytest

from dnn.configuration import RunConfig
from dnn.datasets import load_dataset
from dnn.datasets.registry import OFFERED
from dnn.export import EXPORTS, TrainedRun
from dnn.export.tables import spreadsheet_text
from dnn.forward import predict
from dnn.training.advance import advance
from dnn.training.data import training_data
from tests.dnn.export.own_tables import on_table, tables
from tests.dnn.export.programs import configure


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("dataset", ["moons", "and"])
def test_costs_are_those_of_every_iteration_and_the_settings_stand_above(dataset: str) -> None:
    config = configure(dataset, batch_size=16, iterations=40, l2=0.1)
    text = EXPORTS["costs"].content(TrainedRun.of(config)).decode("utf-8")
    head = [line for line in text.splitlines() if line.startswith("# ")]
    settings = dict(line[2:].split(" = ", 1) for line in head)
    assert json.loads(settings["hyperparameters.l2"]) == 0.1 and json.loads(settings["dataset.name"]) == dataset
    table = rows(text.split("\n", len(head))[-1])
    result = advance(config, None)
    assert [float(row["cost"]) for row in table if row["cost"]] == result.costs.tolist()
    assert result.current_evaluation is not None
    measured = [*result.evaluations, result.current_evaluation]
    tested = {int(row["iteration"]): float(row["test_cost"]) for row in table if row["test_cost"]}
    assert tested == {each.iteration: each.test_cost for each in measured if each.test_cost is not None}
    assert bool(tested) == (dataset == "moons")


@pytest.mark.parametrize(
    "config",
    [*map(configure, OFFERED), *(on_table(table, learning_rate=0.001) for table in tables())],
    ids=lambda config: str(config.dataset.name),
)
def test_predictions_are_the_networks_and_features_those_that_were_drawn(config: RunConfig) -> None:
    run, data = TrainedRun.of(config), load_dataset(config.dataset)
    table = rows(EXPORTS["predictions"].content(run).decode("utf-8"))
    for part, kind in (("train", training_data(config).train), ("test", training_data(config).test)):
        of_part = [row for row in table if row["part"] == part]
        assert len(of_part) == kind.m
        if not kind.m:
            continue
        A = predict(run.parameters, kind.X)  # (n_y, m)
        X = np.array([[float(row[spreadsheet_text(feature)]) for feature in data.feature_names] for row in of_part]).T
        np.testing.assert_allclose((X - data.mean) / data.scale, kind.X, atol=1e-8)
        if not data.class_names:
            found = np.array([float(row["prediction"]) for row in of_part])
            np.testing.assert_allclose(found, A[0] * data.target_scale[0] + data.target_mean[0], rtol=1e-12)
            continue
        P = np.array([[float(row[f"probability of {each}"]) for each in data.class_names] for row in of_part]).T
        both = A if len(A) > 1 else np.concatenate([1 - A, A])  # (classes, m)
        np.testing.assert_allclose(P, both[: len(data.class_names)], atol=1e-12)
        true = kind.Y.argmax(axis=0) if len(A) > 1 else kind.Y[0].astype(int)
        names = [spreadsheet_text(each) for each in (*data.class_names, "not only")]
        assert [row["label"] for row in of_part] == [names[y] for y in true]
        assert [row["prediction"] for row in of_part] == [names[y] for y in both.argmax(axis=0)]


@pytest.mark.parametrize("name", ["=1+1", "+a", "-a", "@a", "\ta"])
def test_a_name_is_no_formula(name: str) -> None:
    assert spreadsheet_text(name) == f"'{name}"
    assert spreadsheet_text("petal - length") == "petal - length"


@pytest.mark.parametrize("precision", ["float64", "float32"])
def test_weights_are_those_after_the_last_update(precision: str) -> None:
    run = TrainedRun.of(configure(precision=precision))
    with np.load(io.BytesIO(EXPORTS["weights"].content(run)), allow_pickle=False) as arrays:
        assert list(arrays) == [f"{letter}{l}" for l in (1, 2, 3) for letter in "Wb"]
        for l, layer in enumerate(run.parameters.layers, start=1):
            np.testing.assert_array_equal(arrays[f"W{l}"], layer.W, strict=True)
            np.testing.assert_array_equal(arrays[f"b{l}"], layer.b, strict=True)


def test_another_number_of_iterations_is_the_start_of_the_same_run() -> None:
    config = configure("moons", batch_size=16)
    short, long = TrainedRun.of(config, 5), TrainedRun.of(config)
    np.testing.assert_array_equal(short.costs, long.costs[:5])
    assert (short.iteration, short.config.hyperparameters.iterations) == (5, 5)


def test_a_run_that_diverges_ends_where_it_was_finite() -> None:
    run = TrainedRun.of(configure("diabetes", "linear", learning_rate=1000.0, iterations=500))
    assert 0 < run.iteration < 500 and len(run.costs) == run.iteration
    assert all(np.isfinite(layer.W).all() for layer in run.parameters.layers)
    for each in EXPORTS.values():
        if each.available():
            assert each.content(run)
