"""Schedules of the learning rate while training: α as a function of the iteration and the epoch."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dnn.text.messages import Text
from dnn.validation.option import Option

Rate = Callable[[float, int, int, Mapping[str, float]], float]
"""(α₀, iterations done before, epochs completed before, options) -> α of this iteration."""

DECAY = Option("decay", Text("Decay rate"), "number", 0.001, 0.0, 100.0, help=Text("How fast α falls, per iteration."))
DROP = Option(
    "factor", Text("Decay factor"), "number", 0.5, 0.0, 1.0, help=Text("What α is multiplied by at each step.")
)
EVERY = Option(
    "every",
    Text("Iterations per step"),
    "integer",
    1000,
    1,
    100_000_000,
    help=Text("Iterations from one step to the next."),
)


@dataclass(frozen=True)
class Schedule:
    """One learning-rate schedule.

    Attributes:
        name: what configurations call it.
        title: what visitors read.
        options: further keys beside "name".
        rate: the learning rate of an iteration.
        latex: the formula, t being the iterations made before.
        code: the formula in an exported script, in `alpha`, `t` and the options.
    """

    name: str
    title: Text
    options: tuple[Option, ...]
    rate: Rate
    latex: str
    code: str


SCHEDULES: dict[str, Schedule] = {
    schedule.name: schedule
    for schedule in (
        Schedule("constant", Text("Constant"), (), lambda alpha, t, epoch, options: alpha, r"\alpha_0", "alpha"),
        Schedule(
            "inverse_time",
            Text("Inverse time decay"),
            (DECAY,),
            lambda alpha, t, epoch, options: alpha / (1 + options["decay"] * t),
            r"\frac{\alpha_0}{1+kt}",
            "alpha / (1 + decay * t)",
        ),
        Schedule(
            "exponential",
            Text("Exponential decay"),
            (DECAY,),
            lambda alpha, t, epoch, options: alpha * math.exp(-options["decay"] * t),
            r"\alpha_0 e^{-kt}",
            "alpha * np.exp(-decay * t)",
        ),
        Schedule(
            "step",
            Text("Step decay"),
            (DROP, EVERY),
            lambda alpha, t, epoch, options: alpha * options["factor"] ** (t // options["every"]),
            r"\alpha_0 f^{\lfloor t/n\rfloor}",
            "alpha * factor ** (t // every)",
        ),
    )
}
"""All schedules by name, in the order of the menu."""
