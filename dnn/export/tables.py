"""The numbers of a run as CSV: its costs, and what its network says of every example."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping

import numpy as np

from dnn.activations import Array
from dnn.datasets import load_dataset
from dnn.datasets.data import Data
from dnn.export.drawn_examples import drawn_examples, drawn_names
from dnn.export.trained_run import TrainedRun
from dnn.forward import output_Z
from dnn.losses import TASKS
from dnn.network import Parameters
from dnn.training.data import training_data

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""First letters by which spreadsheets take a cell for a formula."""
DIGITS = 12
"""Digits of features and targets as drawn: standardised and brought back they are off by the last of 16."""


def costs_table(run: TrainedRun) -> bytes:
    """iteration, cost and test cost as CSV, after the settings as lines that begin with #.

    Costs are those before the update of an iteration. A cell is empty where nothing was measured; a row after the last
    iteration has the test cost after the last update.
    """
    out = io.StringIO()
    out.writelines(f"# {key} = {json.dumps(value)}\n" for key, value in _flat(run.config.to_dict()))
    out.write("iteration,cost,test_cost\n")
    costs, tests = (
        dict(zip(iterations.tolist(), values.tolist(), strict=True))
        for iterations, values in ((run.iterations, run.costs), (run.test_iterations, run.test_costs))
    )
    for iteration in sorted(costs.keys() | tests.keys()):
        out.write(f"{iteration},{_number(costs, iteration)},{_number(tests, iteration)}\n")
    return out.getvalue().encode("utf-8")


def predictions_table(run: TrainedRun) -> bytes:
    """Every example as CSV: its part, its features and its label as drawn, the prediction, a probability a class.

    For a regression the target and the prediction are in the unit of the data, and there are no probabilities.
    """
    data, names = load_dataset(run.config.dataset), TASKS[run.parameters.task]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    labels = ("target", "prediction") if names.is_regression else ("label", "prediction")
    probabilities = [] if names.is_regression else [f"probability of {name}" for name in data.class_names]
    writer.writerow(spreadsheet_text(cell) for cell in ("part", *drawn_names(data), *labels, *probabilities))
    trained = training_data(run.config)
    parts = zip(("train", "test"), drawn_examples(data), (trained.train, trained.test), strict=True)
    for name, X, part in parts:
        if part.m:
            A = predictions(run.parameters, part.X)  # (n_y, m)
            results = _targets(data, A, part.Y) if names.is_regression else _classes(data, A, part.Y)
            features = ([f"{value:.{DIGITS}g}" for value in column] for column in X.T.tolist())
            writer.writerows((name, *row, *result) for row, result in zip(features, results, strict=True))
    return out.getvalue().encode("utf-8")


def predictions(parameters: Parameters, X: Array) -> Array:
    """Ŷ = A^[L] (n_y, m) of many examples, some at a time."""
    with np.errstate(all="ignore"):
        return TASKS[parameters.task].output(output_Z(parameters, X))


def _targets(data: Data, A: Array, Y: Array) -> Iterator[tuple[str, ...]]:
    """Target and prediction of each example, in the unit of the data."""
    y, a = (part * data.target_scale + data.target_mean for part in (Y.astype(float), A.astype(float)))  # (1, m)
    yield from (
        (f"{target:.{DIGITS}g}", repr(value)) for target, value in zip(y[0].tolist(), a[0].tolist(), strict=True)
    )


def _classes(data: Data, A: Array, Y: Array) -> Iterator[tuple[str, ...]]:
    """Label, most probable class and the probability of each class, for each example."""
    binary = len(A) == 1
    P = (np.concatenate([1 - A, A]) if binary else A)[: len(data.class_names)]  # (classes, m)
    true = (Y[0] > 0.5).astype(int) if binary else Y.argmax(axis=0)  # (m,)
    predicted = (A[0] > 0.5).astype(int) if binary else A.argmax(axis=0)  # (m,)
    names = (*data.class_names, f"not {data.class_names[0]}")  # the last where a table has one class alone
    for y, a, column in zip(true.tolist(), predicted.tolist(), P.T.tolist(), strict=True):
        yield spreadsheet_text(names[y]), spreadsheet_text(names[a]), *map(repr, column)


def _flat(document: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, object]]:
    """The values of a document, each under the keys that lead to it."""
    for key, value in document.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield prefix + key, value


def _number(values: Mapping[int, float], iteration: int) -> str:
    """A cell: a number in the shortest form that reads back as the same, or nothing."""
    return repr(values[iteration]) if iteration in values else ""


def spreadsheet_text(name: str) -> str:
    """A name as a cell that no spreadsheet takes for a formula."""
    return f"'{name}" if name.startswith(FORMULA_SIGNS) else name
