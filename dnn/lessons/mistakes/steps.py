"""Gradient descent written out line by line, so that any one line can be written wrongly and everything really run.

It is the course's own form: all examples at once, a constant α, no L2, float64; dnn.step does the same with one more
choice of everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from dnn.activations import ACTIVATIONS, Array, sigmoid
from dnn.initializers import INITIALIZERS
from dnn.lessons.mistakes.line import Line, Namespace
from dnn.losses import TASKS, Targets

DATA = ("X = examples.T", "m = X.shape[1]", "A[0] = X")
LABELS: dict[Targets, str] = {
    "binary": "Y = labels.reshape(1, -1)",
    "multiclass": "Y = np.eye(n[L])[labels].T",
    "regression": "Y = labels.reshape(1, -1)",
}
"""Kind of targets -> how Y is made of the labels as a file gives them."""
PARAMETERS = ("W[l] = draw(n[l], n[l-1])", "b[l] = np.zeros((n[l], 1))")
FORWARD = ("Z[l] = W[l] @ A[l-1] + b[l]", "A[l] = g[l](Z[l])")
COST = "J = np.mean(loss(Z[L], Y))"
START_OF_THE_WAY_BACK = ("dA[L] = loss_prime(A[L], Y)", "dZ[L] = A[L] - Y")
DZ = "dZ[l] = dA[l] * g_prime[l](Z[l])"
GRADIENTS = ("dW[l] = dZ[l] @ A[l-1].T / m", "db[l] = np.sum(dZ[l], axis=1, keepdims=True) / m")
DA_PREVIOUS = "dA[l-1] = W[l].T @ dZ[l]"
UPDATE = ("W[l] = W[l] - alpha * dW[l]", "b[l] = b[l] - alpha * db[l]")


@dataclass(frozen=True)
class ProgramStep:
    """A line, and the layer for which it runs."""

    line: Line
    l: int


@dataclass(frozen=True)
class Program:
    """The steps that run once before the first iteration, and those that run in each."""

    setup: tuple[ProgramStep, ...]
    iteration: tuple[ProgramStep, ...]

    def step(self, source: str, l: int) -> ProgramStep:
        """The step of a line.

        Raises:
            KeyError: the line does not stand there.
        """
        for step in (*self.setup, *self.iteration):
            if step == ProgramStep(Line(source), l):
                return step
        raise KeyError((source, l))

    def replaced(self, right: str, wrong: str, l: int) -> Program:
        """The program with one line written otherwise at one layer.

        Raises:
            KeyError: the line does not stand there.
        """
        old, new = self.step(right, l), ProgramStep(Line(wrong), l)
        setup, iteration = (
            tuple(new if step is old else step for step in part) for part in (self.setup, self.iteration)
        )
        return Program(setup, iteration)


def right_program(L: int, task: str) -> Program:
    """All lines of an L-layer network, in the order of computation; X and Y belong to layers 1 and L."""
    setup = [*_steps(DATA, 1), *_steps((LABELS[TASKS[task].targets],), L)]
    for l in range(1, L + 1):
        setup += _steps(PARAMETERS, l)
    forward = [step for l in range(1, L) for step in _steps(FORWARD, l)]
    forward += _steps((FORWARD[0], TASKS[task].code.line, COST), L)
    backward = _steps(START_OF_THE_WAY_BACK, L)
    for l in range(L, 0, -1):
        backward += _steps((*(() if l == L else (DZ,)), *GRADIENTS, *((DA_PREVIOUS,) if l > 1 else ())), l)
    update = [step for l in range(1, L + 1) for step in _steps(UPDATE, l)]
    return Program(tuple(setup), (*forward, *backward, *update))


def _steps(sources: Iterable[str], l: int) -> list[ProgramStep]:
    return [ProgramStep(Line(source), l) for source in sources]


@dataclass(frozen=True, eq=False)
class Problem:
    """The data and the network that the lines are run on.

    Attributes:
        examples: (m, n_x) one example a row, as a file gives them.
        labels: (m,) 0 or 1, the number of the class, or the target, as the task has them.
        sizes: n^[0], …, n^[L].
        activations: names of the hidden layers' activation functions.
        task, initializer: their names.
        seed: of the weights.
        alpha: the learning rate.
    """

    examples: Array
    labels: Array
    sizes: tuple[int, ...]
    activations: tuple[str, ...]
    task: str
    initializer: str
    seed: int
    alpha: float

    @property
    def L(self) -> int:
        """The number of layers, the input not counted."""
        return len(self.sizes) - 1

    def namespace(self) -> Namespace:
        """Values of the letters before the first line has run."""
        rng = np.random.default_rng(self.seed)
        initializer, task = INITIALIZERS[self.initializer], TASKS[self.task]
        hidden = {l: ACTIVATIONS[name] for l, name in enumerate(self.activations, start=1)}
        m = len(self.labels)
        return {
            "np": np,
            "examples": self.examples,
            "labels": self.labels,
            "n": self.sizes,
            "L": self.L,
            "alpha": self.alpha,
            "draw": lambda *shape: initializer.draw(shape, rng),
            "g": {l: activation.g for l, activation in hidden.items()},
            "g_prime": {l: activation.derivative for l, activation in hidden.items()},
            "sigmoid": sigmoid,
            "softmax": softmax,
            "loss": task.losses,
            "loss_prime": lambda A, Y: task.derivative(*np.broadcast_arrays(A, Y)),
            **{name: {} for name in ("W", "b", "Z", "A", "dZ", "dW", "db")},
            "dA": {l: np.zeros((n, m)) for l, n in enumerate(self.sizes)},
        }


def softmax(Z: Array, axis: int) -> Array:
    """e^z / Σ e^z along `axis`, (n_y, m)."""
    shifted = np.exp(Z - Z.max(axis=axis, keepdims=True))  # (n_y, m)
    return shifted / shifted.sum(axis=axis, keepdims=True)  # (n_y, m)


@dataclass(frozen=True, eq=False)
class Value:
    """The result of a line: symbol and layer of the quantity, and its array or number."""

    symbol: str
    layer: int
    array: Any
    step: ProgramStep


class Refused(Exception):
    """A line that NumPy refuses to run; `namespace` is what its letters stand for."""

    def __init__(self, step: ProgramStep, namespace: Namespace, message: str) -> None:
        super().__init__(message)
        self.step, self.namespace, self.message = step, namespace, message


class Run:
    """A program on a problem.

    Attributes:
        namespace: what the letters stand for now.
        before: what they stood for when the watched step was run for the first time, before it ran; None until then.
    """

    def __init__(self, program: Program, problem: Problem, watched: ProgramStep | None = None) -> None:
        self.program, self.namespace = program, problem.namespace()
        self.before: Namespace | None = None
        self._watched = watched

    def setup(self) -> Iterator[Value]:
        """Run what comes before the first iteration, and yield every value.

        Raises:
            Refused: NumPy raised an error.
        """
        return self._run(self.program.setup)

    def iterate(self) -> Iterator[Value]:
        """Make one iteration, and yield every value.

        Raises:
            Refused: NumPy raised an error.
        """
        return self._run(self.program.iteration)

    def _run(self, steps: Iterable[ProgramStep]) -> Iterator[Value]:
        namespace = self.namespace
        for step in steps:
            namespace["l"] = step.l
            if step is self._watched and self.before is None:
                self.before = {
                    name: dict(value) if isinstance(value, dict) else value for name, value in namespace.items()
                }
            try:
                exec(step.line.code, namespace)
            except ValueError as error:
                raise Refused(step, namespace, str(error)) from None
            layer, symbol = step.line.layer(step.l, namespace["L"]), step.line.symbol
            value = namespace[symbol]
            yield Value(symbol, layer, value[layer] if isinstance(value, dict) else value, step)
