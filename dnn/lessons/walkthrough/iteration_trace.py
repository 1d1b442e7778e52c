"""An iteration to be walked through: the arrays of every stage, taken from what the iteration really computed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dnn.activations import ACTIVATIONS, Array
from dnn.configuration import RunConfig
from dnn.lessons.walkthrough.computation import Axis, Computation, Operand, Rule
from dnn.lessons.walkthrough.steps import Stage, stages
from dnn.losses import TASKS
from dnn.network import Parameters, parameters_at
from dnn.optimizers import OPTIMIZERS
from dnn.step import Iteration

OUTPUT_TERMS = {"binary": "σ({0})", "regression": "{0}"}
"""Task -> how its output is written with the number z."""
LOSS_RULES = {
    "binary": Rule("cells", "−({1}·ln {0} + (1 − {1})·ln(1 − {0}))"),
    "multiclass": Rule("column_sum", "{1}·ln {0}", factor=-1),
    "regression": Rule("column_sum", "({0} − {1})²", factor=0.5),
}
DERIVATIVE_TERMS = {
    "binary": "−{1}/{0} + (1 − {1})/(1 − {0})",
    "multiclass": "−{1}/{0}",
    "regression": "{0} − {1}",
}


@dataclass(frozen=True, eq=False)
class IterationTrace:
    """An iteration, its examples taken all at once or one by one.

    Attributes:
        config: the run's configuration.
        iteration: what `dnn.step` computed.
        vectorised: whether all examples are taken at once.
    """

    config: RunConfig
    iteration: Iteration
    vectorised: bool = True

    @property
    def L(self) -> int:
        """The number of layers."""
        return self.iteration.parameters.L

    @property
    def m(self) -> int:
        """The number of examples of the batch."""
        return self.iteration.Y.shape[1]

    @cached_property
    def stages(self) -> tuple[Stage, ...]:
        """Every stage, in the order of computation."""
        return stages(self.L, None if self.vectorised else self.m)

    def computation(self, stage: Stage) -> Computation:
        """The arrays of a stage and how its cells come about."""
        if stage.part == "update":
            return _update(self, stage)
        if stage.part == "mean" and stage.quantity != "J":
            return _mean_gradient(self, stage)
        return COMPUTATIONS[stage.quantity](self, stage)

    def operand(self, symbol: str, layer: int, example: int | None = None, *, transposed: bool = False) -> Operand:
        """An array of the iteration by its symbol, or the column of one example."""
        array = self._array(symbol, layer)
        axes = _axes(symbol, layer)
        if example is not None and axes[1] == "examples":
            array, axes = array[:, example : example + 1], (axes[0], "one")  # (n, 1)
        return Operand(symbol, layer, array, axes, transposed, example if axes[1] == "one" else None)

    def _array(self, symbol: str, l: int) -> Array:
        if symbol == "Y":
            return self.iteration.Y  # (n_y, m)
        if symbol == "A" and l == 0:
            return self.iteration.X  # (n_x, m)
        if symbol in ("W", "b"):
            return getattr(self.iteration.parameters.layers[l - 1], symbol)
        if symbol in ("Z", "A"):
            return getattr(self.iteration.passes[l - 1], symbol)  # (n, m)
        if symbol == "g'(Z)":
            return self._activation_derivative(l)
        if symbol == "loss":
            return self._losses[None, :]  # (1, m)
        return getattr(self.iteration.gradients[l - 1], symbol)

    def _activation_derivative(self, l: int) -> Array:
        activation = ACTIVATIONS[self.iteration.parameters.layers[l - 1].activation]
        return activation.derivative(self.iteration.passes[l - 1].Z)  # (n, m)

    @cached_property
    def _losses(self) -> Array:
        task = TASKS[self.iteration.parameters.task]
        return task.losses(self.iteration.passes[-1].Z, self.iteration.Y)  # (m,)

    @cached_property
    def updated(self) -> Parameters:
        """W and b after the update."""
        return parameters_at(self.config, self.iteration.after.theta)

    @cached_property
    def slots(self) -> tuple[Parameters, ...]:
        """What the optimiser remembers after the update, in the form of the network: momentum's v, Adam's v and s."""
        return tuple(parameters_at(self.config, slot) for slot in self.iteration.after.slots)


def _axes(symbol: str, l: int) -> tuple[Axis, Axis]:
    if symbol in ("W", "dW"):
        return f"units:{l}", f"units:{l - 1}"
    if symbol in ("b", "db"):
        return f"units:{l}", "one"
    return ("one" if symbol == "loss" else f"units:{l}"), "examples"


def _Z(walk: IterationTrace, stage: Stage) -> Computation:
    l, i = stage.layer, stage.example
    operands = (walk.operand("W", l), walk.operand("A", l - 1, i), walk.operand("b", l))
    return Computation(walk.operand("Z", l, i), operands, Rule("product"))


def _A(walk: IterationTrace, stage: Stage) -> Computation:
    l, i, parameters = stage.layer, stage.example, walk.iteration.parameters
    if l < walk.L:
        rule = Rule("cells", f"{parameters.layers[l - 1].activation}({{0}})")
    elif parameters.task in OUTPUT_TERMS:
        rule = Rule("cells", OUTPUT_TERMS[parameters.task])
    else:
        rule = Rule("softmax")
    return Computation(walk.operand("A", l, i), (walk.operand("Z", l, i),), rule)


def _loss(walk: IterationTrace, stage: Stage) -> Computation:
    L, i = walk.L, stage.example
    operands = (walk.operand("A", L, i), walk.operand("Y", L, i))
    return Computation(walk.operand("loss", L, i), operands, LOSS_RULES[walk.iteration.parameters.task])


def _J(walk: IterationTrace, stage: Stage) -> Computation:
    losses = walk.operand("loss", walk.L)
    mean = np.mean(losses.array, axis=1, keepdims=True)  # (1, 1)
    result = Operand("J", walk.L, mean, ("one", "one"))
    return Computation(result, (losses,), Rule("row_sum", divide=walk.m), walk.iteration.cost)


def _dA(walk: IterationTrace, stage: Stage) -> Computation:
    l, i = stage.layer, stage.example
    if l == walk.L:
        rule = Rule("cells", DERIVATIVE_TERMS[walk.iteration.parameters.task])
        return Computation(walk.operand("dA", l, i), (walk.operand("A", l, i), walk.operand("Y", l, i)), rule)
    operands = (walk.operand("W", l + 1, transposed=True), walk.operand("dZ", l + 1, i))
    return Computation(walk.operand("dA", l, i), operands, Rule("product"))


def _dZ(walk: IterationTrace, stage: Stage) -> Computation:
    l, i = stage.layer, stage.example
    if l == walk.L:
        operands = (walk.operand("A", l, i), walk.operand("Y", l, i))
        return Computation(walk.operand("dZ", l, i), operands, Rule("cells", "{0} − {1}"))
    operands = (walk.operand("dA", l, i), walk.operand("g'(Z)", l, i))
    return Computation(walk.operand("dZ", l, i), operands, Rule("cells", "{0} · {1}"))


def _dW(walk: IterationTrace, stage: Stage) -> Computation:
    l, i = stage.layer, stage.example
    operands = (walk.operand("dZ", l, i), walk.operand("A", l - 1, i, transposed=True))
    if i is None:
        return Computation(walk.operand("dW", l), operands, Rule("product", divide=walk.m))
    return Computation(_own_gradient(walk, "dW", l, i), operands, Rule("product"))


def _db(walk: IterationTrace, stage: Stage) -> Computation:
    l, i = stage.layer, stage.example
    operands = (walk.operand("dZ", l, i),)
    if i is None:
        return Computation(walk.operand("db", l), operands, Rule("row_sum", divide=walk.m))
    return Computation(_own_gradient(walk, "db", l, i), operands, Rule("cells", "{0}"))


def _own_gradient(walk: IterationTrace, symbol: str, l: int, i: int) -> Operand:
    """dw or db of one example's loss."""
    dz = walk.operand("dZ", l, i).array  # (n, 1)
    array = dz @ walk.operand("A", l - 1, i).array.T if symbol == "dW" else dz  # (n, n_previous) or (n, 1)
    return Operand(symbol, l, array, _axes(symbol, l), example=i)


def _mean_gradient(walk: IterationTrace, stage: Stage) -> Computation:
    l, symbol = stage.layer, stage.quantity
    operands = tuple(_own_gradient(walk, symbol, l, i) for i in range(walk.m))
    return Computation(walk.operand(symbol, l), operands, Rule("mean", divide=walk.m))


def _update(walk: IterationTrace, stage: Stage) -> Computation:
    l, symbol, h = stage.layer, stage.quantity, walk.config.hyperparameters
    optimizer = OPTIMIZERS[h.optimizer]
    before, gradient = walk.operand(symbol, l), walk.operand(f"d{symbol}", l)
    if h.l2 and symbol == "W":
        penalised = gradient.array + h.l2 / walk.m * before.array  # (n, n_previous)
        gradient = Operand("g", l, penalised, before.axes)
    slots = tuple(
        Operand(name, l, getattr(slot.layers[l - 1], symbol), before.axes)
        for name, slot in zip(optimizer.slot_names, walk.slots, strict=True)
    )
    after = Operand(f"{symbol}'", l, getattr(walk.updated.layers[l - 1], symbol), before.axes)
    term = optimizer.written(walk.iteration.learning_rate, walk.iteration.after.optimizer_steps, h)
    return Computation(after, (before, gradient, *slots), Rule("cells", term))


COMPUTATIONS: dict[str, Callable[[IterationTrace, Stage], Computation]] = {
    "Z": _Z,
    "A": _A,
    "loss": _loss,
    "J": _J,
    "dA": _dA,
    "dZ": _dZ,
    "dW": _dW,
    "db": _db,
}
"""Quantity -> how its stage is made, on the way there and back."""
