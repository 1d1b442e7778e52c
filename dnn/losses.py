"""The tasks: output activation, loss and score belong together and are one choice.

Cross-entropy J = -(1/m) Σ log-likelihood; regression J = (1/m) Σ ½‖a - y‖². Every cost is computed from Z, not from
A, so that it stays exact where A rounds to 0 or 1.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from dnn.activations import Array, sigmoid
from dnn.text.messages import Text


@dataclass(frozen=True)
class Task:
    """A task: the output layer's activation and the loss that compares it with the labels.

    Attributes:
        name: "binary", "multiclass" or "regression".
        title: what visitors read.
        output: Z (n_y, m) -> A (n_y, m).
        losses: Z (n_y, m), Y (n_y, m) -> (m,) loss of each example.
        derivative: A (n_y, m), Y (n_y, m) -> dA (n_y, m), the derivative of each example's loss with respect to A,
            with exact limits.
        score_name: "accuracy" or "r2".
        score: A, Y -> the score, 1 at best.
        baseline: Y -> the cost of the best constant prediction.
        output_name: the name of the output activation.
        output_latex, loss_latex, derivative_latex: the formulas.
    """

    name: str
    title: Text
    output: Callable[[Array], Array]
    losses: Callable[[Array, Array], Array]
    derivative: Callable[[Array, Array], Array]
    score_name: Literal["accuracy", "r2"]
    score: Callable[[Array, Array], float]
    baseline: Callable[[Array], float]
    output_name: str
    output_latex: str
    loss_latex: str
    derivative_latex: str

    def cost(self, Z: Array, Y: Array) -> float:
        """J, the mean loss of the m examples of Z (n_y, m) and Y (n_y, m)."""
        return float(np.mean(self.losses(Z, Y)))


def softmax(Z: Array) -> Array:
    """e^z / Σ e^z over the classes of each column, shifted by the column's maximum."""
    shifted = np.exp(Z - Z.max(axis=0, keepdims=True))  # (n_y, m)
    return shifted / shifted.sum(axis=0, keepdims=True)  # (n_y, m)


def _binary_losses(Z: Array, Y: Array) -> Array:
    """-(y log a + (1 - y) log(1 - a)) = max(z, 0) - z y + log(1 + e^-|z|)"""
    return (np.maximum(Z, 0) - Z * Y + np.log1p(np.exp(-np.abs(Z)))).sum(axis=0)  # (m,)


def _binary_derivative(A: Array, Y: Array) -> Array:
    """-y/a + (1 - y)/(1 - a); a term whose numerator is 0 is 0, also where its denominator is 0."""
    with np.errstate(divide="ignore", over="ignore"):
        return _ratio(1 - Y, 1 - A) - _ratio(Y, A)  # (n_y, m)


def _multiclass_losses(Z: Array, Y: Array) -> Array:
    """-Σ y log a = log Σ e^z - Σ y z"""
    maximum = Z.max(axis=0, keepdims=True)  # (1, m)
    logarithm = np.log(np.exp(Z - maximum).sum(axis=0)) + maximum[0]  # (m,)
    return logarithm - (Y * Z).sum(axis=0)  # (m,)


def _multiclass_derivative(A: Array, Y: Array) -> Array:
    """-y/a"""
    with np.errstate(divide="ignore", over="ignore"):
        return -_ratio(Y, A)  # (n_y, m)


def _ratio(numerator: Array, denominator: Array) -> Array:
    """numerator / denominator, 0 wherever the numerator is 0."""
    zero = np.zeros_like(denominator)
    return np.divide(numerator, denominator, out=zero, where=numerator != 0)


def _regression_losses(Z: Array, Y: Array) -> Array:
    """½ ‖a - y‖²"""
    return 0.5 * np.square(Z - Y).sum(axis=0)  # (m,)


def _regression_derivative(A: Array, Y: Array) -> Array:
    """a - y"""
    return A - Y  # (n_y, m)


def _identity(Z: Array) -> Array:
    return Z.copy()


def _binary_accuracy(A: Array, Y: Array) -> float:
    """The share of examples with the right label, a > ½ meaning 1."""
    return float(np.mean((A > 0.5) == (Y > 0.5)))


def _multiclass_accuracy(A: Array, Y: Array) -> float:
    """The share of examples whose most probable class is theirs."""
    return float(np.mean(A.argmax(axis=0) == Y.argmax(axis=0)))


def _r_squared(A: Array, Y: Array) -> float:
    """1 - Σ‖y - a‖² / Σ‖y - ȳ‖²; NaN where all targets are the same."""
    spread = float(np.square(Y - Y.mean(axis=1, keepdims=True)).sum())
    return 1 - float(np.square(Y - A).sum()) / spread if spread > 0 else float("nan")


def entropy(Y: Array) -> float:
    """H(ȳ), the entropy of the labels' frequencies in nats: the cost of a network that always predicts them."""
    mean = Y.mean(axis=1)  # (n_y,)
    frequencies = np.array([mean[0], 1 - mean[0]]) if len(mean) == 1 else mean
    present = frequencies[frequencies > 0]
    return float(-(present * np.log(present)).sum())


def _half_variance(Y: Array) -> float:
    """½ the variance of the targets: the cost of always predicting their mean."""
    return float(0.5 * Y.var(axis=1).sum())


TASKS: dict[str, Task] = {
    task.name: task
    for task in (
        Task(
            "binary",
            Text("Two classes"),
            sigmoid,
            _binary_losses,
            _binary_derivative,
            "accuracy",
            _binary_accuracy,
            entropy,
            "sigmoid",
            r"\sigma(z)",
            r"-\left(y\log\hat y+(1-y)\log(1-\hat y)\right)",
            r"-\frac{y}{a}+\frac{1-y}{1-a}",
        ),
        Task(
            "multiclass",
            Text("Several classes"),
            softmax,
            _multiclass_losses,
            _multiclass_derivative,
            "accuracy",
            _multiclass_accuracy,
            entropy,
            "softmax",
            r"\frac{e^{z_k}}{\sum_j e^{z_j}}",
            r"-\sum_k y_k\log\hat y_k",
            r"-\frac{y}{a}",
        ),
        Task(
            "regression",
            Text("Regression"),
            _identity,
            _regression_losses,
            _regression_derivative,
            "r2",
            _r_squared,
            _half_variance,
            "linear",
            r"z",
            r"\tfrac12\lVert\hat y-y\rVert^2",
            r"a-y",
        ),
    )
}
"""All tasks by name."""
