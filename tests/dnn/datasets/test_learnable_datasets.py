"""Datasets that can be learned, and those that cannot."""

from __future__ import annotations

import numpy as np
import pytest

from dnn.datasets import Data
from tests.dnn.datasets.made_data import labels_of, load


def least_squares_score(data: Data) -> float:
    """Share of the test part that a linear model, fitted in closed form on the training part, gets right."""
    with_bias = [np.vstack([X, np.ones(X.shape[1])]) for X in (data.X_train, data.X_test)]
    classes = np.arange(len(data.class_names))[:, np.newaxis]
    weights, *_ = np.linalg.lstsq(with_bias[0].T, (labels_of(data.Y_train) == classes).T.astype(float))
    return float(np.mean((with_bias[1].T @ weights).argmax(axis=1) == labels_of(data.Y_test)))


@pytest.mark.parametrize(
    ("name", "least"), [("gaussians", 0.97), ("breast_cancer", 0.93), ("digits", 0.9), ("iris", 0.75)]
)
def test_what_a_straight_line_can_learn_it_learns(name: str, least: float) -> None:
    assert least_squares_score(load(name)) >= least


@pytest.mark.parametrize("name", ["circles", "xor", "spirals"])
def test_what_a_straight_line_cannot_learn_it_does_not(name: str) -> None:
    assert least_squares_score(load(name)) < 0.7


@pytest.mark.parametrize(("name", "least"), [("circles", 0.95), ("xor", 0.93), ("spirals", 0.95), ("moons", 0.95)])
def test_what_takes_more_than_a_line_can_be_learned_from_neighbours(name: str, least: float) -> None:
    data = load(name)
    distances = np.square(data.X_test[:, :, np.newaxis] - data.X_train[:, np.newaxis, :]).sum(axis=0)
    nearest = np.argsort(distances, axis=1)[:, :5]
    votes = labels_of(data.Y_train)[nearest].mean(axis=1) > 0.5
    assert np.mean(votes == labels_of(data.Y_test)) >= least


def test_diabetes_can_be_foretold_about_half() -> None:
    data = load("diabetes")
    with_bias = [np.vstack([X, np.ones(X.shape[1])]) for X in (data.X_train, data.X_test)]
    weights, *_ = np.linalg.lstsq(with_bias[0].T, data.Y_train[0])
    residual = data.Y_test[0] - with_bias[1].T @ weights
    assert 0.3 < 1 - residual.var() / data.Y_test.var() < 0.65
