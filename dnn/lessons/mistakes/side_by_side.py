"""The right run and the one with the mistake, line beside line, until one of them can go no further."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from dnn.lessons.mistakes.diagnosis import Difference, Refusal, difference, name_of
from dnn.lessons.mistakes.equation import equation
from dnn.lessons.mistakes.line import clash, operands, shape_of
from dnn.lessons.mistakes.mistake import Mistake
from dnn.lessons.mistakes.products import Shape
from dnn.lessons.mistakes.steps import Problem, Refused, Run, Value, right_program
from dnn.losses import TASKS
from dnn.text.messages import Text


class SideBySide:
    """Both runs and what was seen of them.

    Attributes:
        planted: the wrong line and its layer.
        right, wrong: the runs.
        first_wrong: the first quantity that differs.
        refusal: where NumPy raised an error in the wrong run.
        expected_shape, got_shape: of what the wrong line computes, when it ran first.
        costs_right: J of each iteration without the mistake.
        costs_printed: what the wrong program has for J: numbers, or arrays.
        costs_true: the right J of the Z[L] of the wrong run; NaN where Z[L] does not have the right shape.
    """

    def __init__(self, mistake: Mistake, problem: Problem, layer: int) -> None:
        program = mistake.program(problem.L, problem.task, layer)
        self.problem = problem
        self.planted = program.step(mistake.wrong, layer)
        self.right = Run(right_program(problem.L, problem.task), problem)
        self.wrong = Run(program, problem, self.planted)
        self.first_wrong: Difference | None = None
        self.refusal: Refusal | None = None
        self.expected_shape: Shape = ()
        self.got_shape: Shape | None = None
        self.costs_right: list[float] = []
        self.costs_printed: list[Any] = []
        self.costs_true: list[float] = []

    def run(self, iterations: int) -> None:
        """Run both for so many iterations at most; each stops after the first cost that is not finite."""
        self._pass(0, list(self.right.setup()), self.wrong.setup())
        for k in range(1, iterations + 1):
            right: list[Value] = []
            if np.isfinite(self.costs_right[-1:]).all():
                right = list(self.right.iterate())
                self.costs_right.append(float(self.right.namespace["J"]))
            if self.refusal is None and all(np.isfinite(J).all() for J in self.costs_printed[-1:]):
                self._pass(k, right, self.wrong.iterate())

    def _pass(self, k: int, right: list[Value], wrong: Iterator[Value]) -> None:
        """Let the wrong run do what the right one has done, and compare until there is a difference."""
        position = 0
        try:
            for value in wrong:
                if value.step is self.planted and self.got_shape is None:
                    self.expected_shape, self.got_shape = shape_of(right[position].array), shape_of(value.array)
                if self.first_wrong is None and right:
                    self.first_wrong = difference(right[position], value, k)
                if value.symbol == "J":
                    self.costs_printed.append(value.array)
                    self.costs_true.append(self._true_cost())
                position += 1
        except Refused as refused:
            self._refused(refused, k, right[position])

    def _refused(self, refused: Refused, k: int, right: Value) -> None:
        line, namespace = refused.step.line, refused.namespace
        product = clash(line, namespace)
        self.refusal = Refusal(
            symbol=right.symbol,
            layer=right.layer,
            iteration=k,
            source=line.source,
            equation=equation(line, namespace, None),
            operands=operands(line, namespace),
            clash=product.clash if product else None,
            numpy_message=str(refused),
        )
        shape = shape_of(right.array)
        if refused.step is self.planted and self.got_shape is None:
            self.expected_shape = shape
        if self.first_wrong is None:
            text = Text(
                "{name} was not computed: NumPy raises an error in this line.", name=name_of(right.symbol, right.layer)
            )
            self.first_wrong = Difference(right.symbol, right.layer, k, shape, None, None, text)

    def _true_cost(self) -> float:
        """J (a number) of the wrong network's Z[L] (n_y, m), computed as it should be."""
        Z, Y = self.wrong.namespace["Z"][self.problem.L], self.right.namespace["Y"]
        return TASKS[self.problem.task].cost(Z, Y) if Z.shape == Y.shape else float("nan")
