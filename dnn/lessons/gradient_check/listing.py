"""The program of one iteration written out layer by layer, with or without a bug, to be read."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dnn.lessons.gradient_check.bugs import Planted
from dnn.lessons.mistakes.steps import ProgramStep, right_program


@dataclass(frozen=True)
class Written:
    """One line of the program, with its layers as numbers.

    Attributes:
        text: as in "dW[2] = dZ[2] @ A[1].T / m".
        symbol, layer: what it computes.
        is_wrong: whether it is the line of the bug.
    """

    text: str
    symbol: str
    layer: int
    is_wrong: bool


def listing(L: int, task: str, planted: Planted | None = None) -> tuple[Written, ...]:
    """All lines of one iteration, in the order of computation."""
    right = right_program(L, task).iteration
    program = planted.mistake.program(L, task, planted.layer).iteration if planted else right
    return tuple(_written(step, L, step != other) for step, other in zip(program, right, strict=True))


def _written(step: ProgramStep, L: int, is_wrong: bool) -> Written:
    numbers = {"L": L, "l": step.l, "l-1": step.l - 1, "l+1": step.l + 1}
    text = re.sub(r"\[(L|l|l-1|l\+1)\]", lambda found: f"[{numbers[found[1]]}]", step.line.source)
    return Written(text, step.line.symbol, step.line.layer(step.l, L), is_wrong)
