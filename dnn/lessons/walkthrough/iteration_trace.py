"""An iteration to be walked through: the arrays of every step, taken from what the iteration really computed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dnn.activations import ACTIVATIONS, Array
from dnn.configuration import RunConfig
from dnn.lessons.walkthrough.computation import Axis, Computation, Operand, Rule
from dnn.lessons.walkthrough.steps import Step, steps
from dnn.losses import TASKS, Task
from dnn.network import Parameters, parameters_at
from dnn.optimizers import OPTIMIZERS
from dnn.step import Iteration


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
    def task(self) -> Task:
        """The task of the network."""
        return TASKS[self.iteration.parameters.task]

    @property
    def m(self) -> int:
        """The number of examples of the batch."""
        return self.iteration.Y.shape[1]

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Every step, in the order of computation."""
        return steps(self.L, None if self.vectorised else self.m)

    def computation(self, step: Step) -> Computation:
        """The arrays of a step and how its cells come about."""
        if step.part == "update":
            return _update(self, step)
        if step.part == "mean" and step.quantity != "J":
            return _mean_gradient(self, step)
        return COMPUTATIONS[step.quantity](self, step)

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
        return self.task.losses(self.iteration.passes[-1].Z, self.iteration.Y)  # (m,)

    @cached_property
    def updated(self) -> Parameters:
        """W and b after the update."""
        return parameters_at(self.config, self.iteration.after.theta)

    @cached_property
    def slots(self) -> tuple[Parameters, ...]:
        """The optimiser's memory after the update, in the form of the network: momentum's v, Adam's v and s."""
        return tuple(parameters_at(self.config, slot) for slot in self.iteration.after.slots)


def _axes(symbol: str, l: int) -> tuple[Axis, Axis]:
    if symbol in ("W", "dW"):
        return f"units:{l}", f"units:{l - 1}"
    if symbol in ("b", "db"):
        return f"units:{l}", "one"
    return ("one" if symbol == "loss" else f"units:{l}"), "examples"


def _Z(trace: IterationTrace, step: Step) -> Computation:
    l, i = step.layer, step.example
    operands = (trace.operand("W", l), trace.operand("A", l - 1, i), trace.operand("b", l))
    return Computation(trace.operand("Z", l, i), operands, Rule("product"))


def _A(trace: IterationTrace, step: Step) -> Computation:
    l, i, output = step.layer, step.example, trace.task.terms.output
    if l < trace.L:
        rule = Rule("cells", f"{trace.iteration.parameters.layers[l - 1].activation}({{0}})")
    else:
        rule = Rule("softmax") if output is None else Rule("cells", output)
    return Computation(trace.operand("A", l, i), (trace.operand("Z", l, i),), rule)


def _loss(trace: IterationTrace, step: Step) -> Computation:
    L, i = trace.L, step.example
    operands, terms = (trace.operand("A", L, i), trace.operand("Y", L, i)), trace.task.terms
    rule = Rule("column_sum" if terms.is_sum else "cells", terms.loss, factor=terms.factor)
    return Computation(trace.operand("loss", L, i), operands, rule)


def _J(trace: IterationTrace, step: Step) -> Computation:
    losses = trace.operand("loss", trace.L)
    mean = np.mean(losses.array, axis=1, keepdims=True)  # (1, 1)
    result = Operand("J", trace.L, mean, ("one", "one"))
    return Computation(result, (losses,), Rule("row_sum", divide=trace.m), trace.iteration.cost)


def _dA(trace: IterationTrace, step: Step) -> Computation:
    l, i = step.layer, step.example
    if l == trace.L:
        rule = Rule("cells", trace.task.terms.derivative)
        return Computation(trace.operand("dA", l, i), (trace.operand("A", l, i), trace.operand("Y", l, i)), rule)
    operands = (trace.operand("W", l + 1, transposed=True), trace.operand("dZ", l + 1, i))
    return Computation(trace.operand("dA", l, i), operands, Rule("product"))


def _dZ(trace: IterationTrace, step: Step) -> Computation:
    l, i = step.layer, step.example
    if l == trace.L:
        operands = (trace.operand("A", l, i), trace.operand("Y", l, i))
        return Computation(trace.operand("dZ", l, i), operands, Rule("cells", "{0} − {1}"))
    operands = (trace.operand("dA", l, i), trace.operand("g'(Z)", l, i))
    return Computation(trace.operand("dZ", l, i), operands, Rule("cells", "{0} · {1}"))


def _dW(trace: IterationTrace, step: Step) -> Computation:
    l, i = step.layer, step.example
    operands = (trace.operand("dZ", l, i), trace.operand("A", l - 1, i, transposed=True))
    if i is None:
        return Computation(trace.operand("dW", l), operands, Rule("product", divide=trace.m))
    return Computation(_own_gradient(trace, "dW", l, i), operands, Rule("product"))


def _db(trace: IterationTrace, step: Step) -> Computation:
    l, i = step.layer, step.example
    operands = (trace.operand("dZ", l, i),)
    if i is None:
        return Computation(trace.operand("db", l), operands, Rule("row_sum", divide=trace.m))
    return Computation(_own_gradient(trace, "db", l, i), operands, Rule("cells", "{0}"))


def _own_gradient(trace: IterationTrace, symbol: str, l: int, i: int) -> Operand:
    """dw or db of one example's loss."""
    dz = trace.operand("dZ", l, i).array  # (n, 1)
    array = dz @ trace.operand("A", l - 1, i).array.T if symbol == "dW" else dz  # (n, n_previous) or (n, 1)
    return Operand(symbol, l, array, _axes(symbol, l), example=i)


def _mean_gradient(trace: IterationTrace, step: Step) -> Computation:
    l, symbol = step.layer, step.quantity
    operands = tuple(_own_gradient(trace, symbol, l, i) for i in range(trace.m))
    return Computation(trace.operand(symbol, l), operands, Rule("mean", divide=trace.m))


def _update(trace: IterationTrace, step: Step) -> Computation:
    l, symbol, h = step.layer, step.quantity, trace.config.hyperparameters
    optimizer = OPTIMIZERS[h.optimizer]
    before, gradient = trace.operand(symbol, l), trace.operand(f"d{symbol}", l)
    if h.l2 and symbol == "W":
        penalised = gradient.array + h.l2 / trace.m * before.array  # (n, n_previous)
        gradient = Operand("g", l, penalised, before.axes)
    slots = tuple(
        Operand(name, l, getattr(slot.layers[l - 1], symbol), before.axes)
        for name, slot in zip(optimizer.slot_names, trace.slots, strict=True)
    )
    after = Operand(f"{symbol}'", l, getattr(trace.updated.layers[l - 1], symbol), before.axes)
    term = optimizer.written(trace.iteration.learning_rate, trace.iteration.after.optimizer_steps, h)
    return Computation(after, (before, gradient, *slots), Rule("cells", term))


COMPUTATIONS: dict[str, Callable[[IterationTrace, Step], Computation]] = {
    "Z": _Z,
    "A": _A,
    "loss": _loss,
    "J": _J,
    "dA": _dA,
    "dZ": _dZ,
    "dW": _dW,
    "db": _db,
}
"""Quantity -> how its step is made, on the way there and back."""
