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
from dnn.validation.shape_checks import require_labels

Targets = Literal["binary", "multiclass", "regression"]
"""Kind of targets Y: one row of 0 and 1, a row of 0 and 1 for each class, or numbers."""


@dataclass(frozen=True)
class Terms:
    """A task's formulas for one output, to be filled with numbers: {0} is the z of `output` and the a of the others,
    {1} is y.

    Attributes:
        output: a; None for the softmax, which takes all z of an example.
        loss: the loss, or of each output its part of the loss.
        derivative: the derivative of the loss with respect to a.
        is_sum: whether the loss sums its parts over the outputs, and is `factor` times the sum then.
    """

    output: str | None
    loss: str
    derivative: str
    is_sum: bool = True
    factor: float = 1.0


@dataclass(frozen=True)
class TaskCode:
    """A task in NumPy, in PyTorch, in Keras and in ONNX.

    Attributes:
        line: A[L] of Z[L] as the pages write it, with what they know: np, sigmoid, softmax.
        functions: `output(Z)` (n_y, m) and `losses(Z, Y)` (m,) of an exported NumPy script.
        torch_loss: the mean loss of Z (m, n_y) and Y (m, n_y) in an exported PyTorch script.
        keras_loss: the sum of the losses of Z (m, n_y) and Y (m, n_y) in an exported Keras script.
        keras_output: A (m, n_y) of Z (m, n_y) there.
        onnx_output: A as an expression of Z in ONNX's operators.
    """

    line: str
    functions: str
    torch_loss: str
    keras_loss: str
    keras_output: str
    onnx_output: str


@dataclass(frozen=True)
class Task:
    """A task: the output layer's activation and the loss that goes with it, a pair for which dZ = A - Y.

    Attributes:
        name: what datasets and networks call it.
        title: what visitors read.
        targets: what Y holds.
        output: Z (n_y, m) -> A (n_y, m).
        losses: Z (n_y, m), Y (n_y, m) -> (m,) loss of each example.
        derivative: A (n_y, m), Y (n_y, m) -> dA (n_y, m), the derivative of each example's loss with respect to A,
            with exact limits.
        score_name: "accuracy" or "r2".
        score: A, Y -> the score, 1 at best.
        baseline: Y -> the cost of the best constant prediction.
        output_name: the name of the output activation: one of ACTIVATIONS, or softmax.
        output_latex, loss_latex, derivative_latex: the formulas.
        terms: the formulas to be filled with numbers.
        code: the formulas as code.
    """

    name: str
    title: Text
    targets: Targets
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
    terms: Terms
    code: TaskCode

    @property
    def is_regression(self) -> bool:
        """True if the targets are numbers."""
        return self.targets == "regression"

    def cost(self, Z: Array, Y: Array) -> float:
        """J, the mean loss of the m examples of Z (n_y, m) and Y (n_y, m).

        Raises:
            ShapeError: Y does not have the shape of Z; it would be broadcast without a word.
        """
        n_y, m = Z.shape
        require_labels(n_y, m, Y)
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
    """-Σ y log a = log Σ e^z - Σ y z = log(1 + Σ' e^(z - max)) + Σ y (max - z), Σ' over all classes but a largest one:
    two terms of which none is negative, so that nothing cancels, and no 1 + tiny that would round to 1."""
    below = Z - Z.max(axis=0, keepdims=True)  # (n_y, m), <= 0
    others = np.exp(below)  # (n_y, m)
    np.put_along_axis(others, Z.argmax(axis=0)[np.newaxis], 0, axis=0)
    return np.log1p(others.sum(axis=0)) - (Y * below).sum(axis=0)  # (m,)


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
    return abs(float((present * np.log(present)).sum()))  # abs, since −0 is no entropy


def _half_variance(Y: Array) -> float:
    """½ the variance of the targets: the cost of always predicting their mean."""
    return float(0.5 * Y.var(axis=1).sum())


_BINARY_FUNCTIONS = '''\
def output(Z):
    """Sigmoid."""
    return np.exp(-np.logaddexp(0, -Z))  # (1, m)


def losses(Z, Y):
    """-(y log a + (1 - y) log(1 - a)), computed from z so that it is exact everywhere."""
    return np.logaddexp(0, (1 - 2 * Y) * Z).sum(axis=0)  # (m,)
'''
_MULTICLASS_FUNCTIONS = '''\
def output(Z):
    """Softmax."""
    T = np.exp(Z - Z.max(axis=0))
    return T / T.sum(axis=0)  # (n_y, m)


def losses(Z, Y):
    """-Σ y log a, computed from z so that it is exact everywhere: 1 + tiny would round to 1."""
    below = Z - Z.max(axis=0)
    others = np.exp(below)
    np.put_along_axis(others, Z.argmax(axis=0)[np.newaxis], 0, axis=0)
    return np.log1p(others.sum(axis=0)) - (Y * below).sum(axis=0)  # (m,)
'''
_REGRESSION_FUNCTIONS = '''\
def output(Z):
    """The identity."""
    return Z  # (n_y, m)


def losses(Z, Y):
    """½ ‖a - y‖²"""
    return 0.5 * ((Z - Y) ** 2).sum(axis=0)  # (m,)
'''

TASKS: dict[str, Task] = {
    task.name: task
    for task in (
        Task(
            "binary",
            Text("Two classes"),
            "binary",
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
            Terms(
                output="σ({0})",
                loss="−({1}·ln {0} + (1 − {1})·ln(1 − {0}))",
                derivative="−{1}/{0} + (1 − {1})/(1 − {0})",
                is_sum=False,
            ),
            TaskCode(
                line="A[L] = sigmoid(Z[L])",
                functions=_BINARY_FUNCTIONS,
                torch_loss="nn.functional.binary_cross_entropy_with_logits(Z, Y)",
                keras_loss="ops.sum(ops.binary_crossentropy(Y, Z, from_logits=True))",
                keras_output="ops.sigmoid(Z)",
                onnx_output="Sigmoid(Z)",
            ),
        ),
        Task(
            "multiclass",
            Text("Several classes"),
            "multiclass",
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
            Terms(output=None, loss="{1}·ln {0}", derivative="−{1}/{0}", factor=-1),
            TaskCode(
                line="A[L] = softmax(Z[L], axis=0)",
                functions=_MULTICLASS_FUNCTIONS,
                torch_loss="nn.functional.cross_entropy(Z, Y)",
                keras_loss="ops.sum(ops.categorical_crossentropy(Y, Z, from_logits=True))",
                keras_output="ops.softmax(Z)",
                onnx_output="Softmax(Z)",
            ),
        ),
        Task(
            "regression",
            Text("Regression"),
            "regression",
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
            Terms(output="{0}", loss="({0} − {1})²", derivative="{0} − {1}", factor=0.5),
            TaskCode(
                line="A[L] = Z[L]",
                functions=_REGRESSION_FUNCTIONS,
                torch_loss="0.5 * (Z - Y).square().sum(dim=1).mean()",
                keras_loss="0.5 * ops.sum(ops.square(Z - Y))",
                keras_output="Z",
                onnx_output="Identity(Z)",
            ),
        ),
    )
}
"""All tasks by name."""
