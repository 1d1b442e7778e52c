"""Bugs that a gradient check is to find: the mistakes on the way back and in the update, planted where NumPy says
nothing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from dnn.configuration import RunConfig
from dnn.mistakes.examine import problem_of
from dnn.mistakes.line import Line
from dnn.mistakes.mistake import Mistake
from dnn.mistakes.registry import MISTAKES
from dnn.mistakes.steps import Refused, Run
from dnn.network import layer_sizes

SYMBOLS = ("dZ", "dW", "db", "dA", "W", "b")
EXAMPLES = 30
"""Examples on which bugs are planted and looked for; where a layer has as many units, NumPy refuses less."""

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
        """What is written wrongly."""
        return BUGS[self.bug]

    def tensor(self, L: int) -> tuple[str, int]:
        """Symbol and layer of what the wrong line computes: ("dA", 1) for `dA[l-1] = …` of layer 2."""
        line = Line(self.mistake.wrong)
        return line.symbol, line.layer(self.layer, L)


@lru_cache(maxsize=64)
def plantable(config: RunConfig) -> tuple[Planted, ...]:
    """Every bug at every layer of a network where NumPy does not refuse it within an iteration."""
    L = len(layer_sizes(config)) - 1
    problem = problem_of(config, EXAMPLES)
    return tuple(
        Planted(name, l)
        for name, mistake in BUGS.items()
        if problem.task in mistake.tasks
        for l in mistake.where(L)
        if _is_silent(Run(mistake.program(L, problem.task, l), problem))
    )


def _is_silent(run: Run) -> bool:
    with np.errstate(all="ignore"):
        try:
            for _value in (*run.setup(), *run.iterate()):
                pass
        except Refused:
            return False
    return True
