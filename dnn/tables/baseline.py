"""Baselines: the costs that a network has to beat, of a constant and of a linear model, in the course's convention.

The constant is the class shares or the mean of the training part; its training cost is H(ȳ), or ½ the variance. The
linear model is least squares, or logistic regression fitted by the bound of D. Böhning, "Multinomial logistic
regression algorithm" (1992): half of X Xᵀ / m is above the Hessian, so that each step lowers the cost.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from dnn.datasets.data import Data, Floats
from dnn.datasets.spread import evenly_spread
from dnn.losses import TASKS
from dnn.tables.parts import divided
from dnn.tables.prepare import PreparedTable

MAX_FIT_STEPS, MIN_FIT_STEPS = 500, 50
STEP_PRODUCTS, SQUARE_PRODUCTS, ALL_PRODUCTS = 4_000_000, 2_000_000_000, 4_000_000_000
"""Products of a step, of X Xᵀ, and of all steps, at most: seconds of one core."""
MIN_FITTED = 1_000
"""Training examples that a model is fitted to however many features and classes there are."""
CONVERGED = 1e-12
"""Expected gain of a step, in the unit of the cost, at which the fit ends."""


@dataclass(frozen=True)
class Baseline:
    """Costs J and scores of a simple model.

    Attributes:
        train, test: the cost on each part; `test` is None where that is empty.
        train_score, test_score: the task's score on each part, accuracy or R²; likewise.
        is_converged: False where the fit would still gain, as with classes that a plane separates.
        fitted: the number of training examples that it was fitted to, evenly spread, where those are not all.
    """

    train: float
    test: float | None
    train_score: float
    test_score: float | None
    is_converged: bool = True
    fitted: int | None = None


def constant_baseline(data: Data) -> Baseline:
    """The costs of always predicting the training part's class shares, so that the most frequent class is named, or its
    mean."""
    return _costs(data, np.zeros((data.Y_train.shape[0], 0)), _constant(data), True)  # (n_y, 0)


def linear_baseline(data: Data) -> Baseline:
    """The costs of a linear model of the features, fitted to the training part."""
    chosen = evenly_spread(data.X_train.shape[1], _affordable(data))  # (fitted,)
    X, Y = _with_ones(data.X_train[:, chosen]), data.Y_train[:, chosen]  # (n_x + 1, fitted), (n_y, fitted)
    if TASKS[data.task].is_regression:
        solution = np.linalg.lstsq(X.T, Y.T, rcond=None)[0].T  # (n_y, n_x + 1)
        W, is_converged = np.asarray(solution, dtype=np.float64), True
    else:
        W, is_converged = _logistic_regression(X, Y, data.task, _constant(data))  # (n_y, n_x + 1)
    measured = _costs(data, W[:, :-1], W[:, -1:], is_converged)
    return replace(measured, fitted=len(chosen) if len(chosen) < data.X_train.shape[1] else None)


def _affordable(data: Data) -> int:
    """The number of training examples that a linear model can be fitted to within seconds."""
    (n_x, m), n_y = data.X_train.shape, data.Y_train.shape[0]
    products = min(STEP_PRODUCTS // ((n_x + 1) * n_y), SQUARE_PRODUCTS // (n_x + 1) ** 2)
    return min(m, max(products, MIN_FITTED))


def _constant(data: Data) -> Floats:
    """Z (n_y, 1) of the best constant prediction."""
    mean = np.asarray(data.Y_train.mean(axis=1, keepdims=True), dtype=np.float64)  # (n_y, 1)
    if data.task == "binary":
        return np.log(mean) - np.log1p(-mean)  # (1, 1)
    return np.log(mean) if data.task == "multiclass" else mean  # (n_y, 1)


def _with_ones(X: Floats) -> Floats:
    return np.concatenate([X, np.ones((1, X.shape[1]))])  # (n_x + 1, m)


def _costs(data: Data, W: Floats, b: Floats, is_converged: bool) -> Baseline:
    """The costs of Z = W X + b on both parts; without columns of W it is b alone."""

    task = TASKS[data.task]

    def measured(X: Floats, Y: Floats) -> tuple[float, float]:
        Z = (W @ X if W.shape[1] else 0.0) + np.repeat(b, X.shape[1], axis=1)  # (n_y, m)
        return task.cost(Z, Y), task.score(task.output(Z), Y)

    train, train_score = measured(data.X_train, data.Y_train)
    test, test_score = measured(data.X_test, data.Y_test) if data.X_test.shape[1] else (None, None)
    return Baseline(train, test, train_score, test_score, is_converged)


def _logistic_regression(X: Floats, Y: Floats, name: str, start: Floats) -> tuple[Floats, bool]:
    """The weights (n_y, n_x + 1) of the least cost, and whether the fit ended by itself: accelerated steps in the
    metric of the bound, begun anew where the cost rises."""
    task, m = TASKS[name], X.shape[1]
    bound = (0.25 if name == "binary" else 0.5) * (X @ X.T) / m  # (n_x + 1, n_x + 1)
    inverse = np.linalg.pinv(bound, hermitian=True)  # (n_x + 1, n_x + 1)
    W = np.zeros((Y.shape[0], X.shape[0]))  # (n_y, n_x + 1)
    W[:, -1:] = start
    ahead, speed, J = W, 1.0, task.cost(W @ X, Y)
    steps = max(MIN_FIT_STEPS, min(MAX_FIT_STEPS, ALL_PRODUCTS // (2 * X.size * Y.shape[0])))
    for _ in range(steps):
        dW = (task.output(ahead @ X) - Y) @ X.T / m  # (n_y, n_x + 1)
        step = dW @ inverse  # (n_y, n_x + 1)
        moved = ahead - step
        J_moved = task.cost(moved @ X, Y)
        if J_moved > J and speed > 1:
            ahead, speed = W, 1.0
            continue
        if 0.5 * float((dW * step).sum()) < CONVERGED:
            return (moved if J_moved <= J else W), True
        faster = (1 + np.sqrt(1 + 4 * speed**2)) / 2
        ahead, W, J, speed = moved + (speed - 1) / faster * (moved - W), moved, J_moved, faster
    return W, False


@dataclass(frozen=True)
class Baselines:
    """The costs that a network has to beat.

    Attributes:
        constant: always the same prediction.
        linear: a linear model of the features.
    """

    constant: Baseline
    linear: Baseline


def baselines(prepared: PreparedTable, standardize: bool) -> Baselines:
    """Both of a table's examples, which are divided as those of a run are."""
    data = divided(prepared, standardize=standardize)
    return Baselines(constant_baseline(data), linear_baseline(data))
