"""Bugs that a gradient check is to find: the mistakes on the way back and in the update, planted where NumPy says
nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from dnn.configuration import RunConfig
from dnn.lessons.mistakes.examine import problem_of
from dnn.lessons.mistakes.line import Line
from dnn.lessons.mistakes.mistake import Mistake
from dnn.lessons.mistakes.registry import MISTAKES
from dnn.lessons.mistakes.steps import Problem, Refused, Run
from dnn.network import parameter_count

SYMBOLS = ("dZ", "dW", "db", "dA", "W", "b")
EXAMPLES, FEW = 30, 10
"""Examples on which bugs are planted and searched for; where a layer has as many units, NumPy refuses less."""
LARGE = 20_000
"""Parameters beyond which there are few examples."""
MAX_PLANTED_LAYERS = 7
"""Layers at which a bug is offered."""

BUGS: dict[str, Mistake] = {
    name: mistake
    for name, mistake in MISTAKES.items()
    if mistake.topic in ("backward", "update") and mistake.symbol in SYMBOLS
}
"""All bugs by name, in the order of the menu."""


@dataclass(frozen=True)
class Planted:
    """A bug at a layer.

    Attributes:
        bug: a name in BUGS.
        layer: where it is written.
    """

    bug: str
    layer: int

    @property
    def mistake(self) -> Mistake:
        """The line that is written wrongly, and what there is to say about it."""
        return BUGS[self.bug]

    def tensor(self, L: int) -> tuple[str, int]:
        """Symbol and layer of what the wrong line computes: ("dA", 1) for `dA[l-1] = …` of layer 2."""
        line = Line(self.mistake.wrong)
        return line.symbol, line.layer(self.layer, L)


def examples_for(config: RunConfig) -> int:
    """Number of examples on which bugs are planted and searched for."""
    return EXAMPLES if parameter_count(config) <= LARGE else FEW


@lru_cache(maxsize=64)
def plantable(config: RunConfig) -> tuple[Planted, ...]:
    """Every bug where NumPy does not refuse it within an iteration: at every layer, or of a deep network at the first,
    a middle and the last ones."""
    problem = _of_small_numbers(problem_of(config, examples_for(config)))
    return tuple(
        Planted(name, l)
        for name, mistake in BUGS.items()
        if problem.task in mistake.tasks
        for l in _some(mistake.where(problem.L))
        if _is_silent(Run(mistake.program(problem.L, problem.task, l), problem))
    )


def refused(config: RunConfig) -> tuple[str, ...]:
    """Bugs that NumPy refuses at every layer of this network: they give themselves away."""
    there = {planted.bug for planted in plantable(config)} | set(inapplicable(config))
    return tuple(name for name in BUGS if name not in there)


def inapplicable(config: RunConfig) -> tuple[str, ...]:
    """Bugs for whose line this network has no layer, or which its task does not have."""
    problem = problem_of(config, examples=2)
    return tuple(name for name, bug in BUGS.items() if problem.task not in bug.tasks or not bug.where(problem.L))


def _some(layers: tuple[int, ...]) -> tuple[int, ...]:
    if len(layers) <= MAX_PLANTED_LAYERS:
        return layers
    middle = len(layers) // 2
    return (*layers[:3], layers[middle], *layers[-3:])


def _of_small_numbers(problem: Problem) -> Problem:
    """A problem with other, small dimensions that are equal and 1 where those of `problem` are: NumPy refuses the same
    lines, at once."""
    dimensions = sorted({*problem.sizes, len(problem.labels)} - {1})
    small = {1: 1} | {dimension: number for number, dimension in enumerate(dimensions, start=2)}
    sizes, m = tuple(small[n] for n in problem.sizes), small[len(problem.labels)]
    labels = np.zeros(m, problem.labels.dtype)
    return replace(problem, sizes=sizes, examples=np.ones((m, sizes[0])), labels=labels)


def _is_silent(run: Run) -> bool:
    with np.errstate(all="ignore"):
        try:
            for _value in (*run.setup(), *run.iterate()):
                pass
        except Refused:
            return False
    return True
