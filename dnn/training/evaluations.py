"""EvaluationHistory: the iterations at which a run is measured on all its data, ever rarer as it goes on."""

from __future__ import annotations

import math
import struct
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter

MAX_EVALUATIONS = 1000
"""Upper bound of the evaluations that a run stores."""


@dataclass(frozen=True)
class Evaluation:
    """The network as it was before the update of `iteration`, measured on the whole training and test part."""

    iteration: int
    train_cost: float
    """J, L2 included."""
    train_data_cost: float
    """The term of J that depends on the examples: J without L2, to compare with the test cost."""
    test_cost: float | None
    """J without L2; None without a test part."""
    train_score: float
    """Accuracy or R², as the task has it."""
    test_score: float | None
    gradient_norms: tuple[float, ...]
    """‖dW‖ of each layer, from the batch of `iteration`, without L2."""
    bias_gradient_norms: tuple[float, ...]
    """‖db‖ likewise."""
    update_ratios: tuple[float, ...] = ()
    """‖ΔW‖ / ‖W‖ of each layer, ΔW being the update that the optimiser made of it; 0 where nothing moved, infinite
    where W was 0 and moved."""

    @property
    def scalars(self) -> tuple[float | None, ...]:
        """(5,) its costs and scores, in the order above."""
        return self.train_cost, self.train_data_cost, self.test_cost, self.train_score, self.test_score

    @property
    def of_layers(self) -> tuple[tuple[float, ...], ...]:
        """(3, L) its values of layers, in the order above."""
        return self.gradient_norms, self.bias_gradient_norms, self.update_ratios

    @cached_property
    def packed(self) -> bytes:
        """Its numbers, least byte first: iteration, scalars with NaN where there is none, whether there is one, the
        lengths of its values of layers, and these. Made once, since a run is written down over and over."""
        scalars, layers = self.scalars, self.of_layers
        numbers = (math.nan if each is None else each for each in scalars)
        values = [value for row in layers for value in row]
        return struct.pack(
            f"<q{len(scalars)}d{len(scalars)}?{len(layers)}q{len(values)}d",
            *(self.iteration, *numbers, *(each is not None for each in scalars), *map(len, layers), *values),
        )


MINI_BATCH_FACTOR, FULL_BATCH_FACTOR = 4, 0.5
"""Least ratio of the examples processed between two evaluations to those of one evaluation. With full batches an
evaluation passes the test part alone forward, since the training part has just gone forward."""


def base_spacing(train: int, test: int, batch: int) -> int:
    """The smallest distance of evaluations, a power of two: so large that they take little of the time of iterations on
    `batch` examples, where the parts have `train` and `test`."""
    minimum = FULL_BATCH_FACTOR * test if batch == train else MINI_BATCH_FACTOR * (train + test)
    return 1 << max(0, math.ceil(minimum / batch) - 1).bit_length()


def spacing(iteration: int, base: int = 1) -> int:
    """Distance of the evaluations about `iteration`: `base` up to 100 of them, then `base` times a power of two,
    between 1 % and 2 % of the iteration."""
    return base << max(0, (iteration // (50 * base)).bit_length() - 1)


def next_evaluation(iteration: int, base: int = 1) -> int:
    """The first iteration from `iteration` (1, 2, …) on that is evaluated: the first of all, and every multiple
    of the spacing."""
    step = spacing(iteration, base)
    return 1 if iteration <= 1 else -(-iteration // step) * step


ITERATION = attrgetter("iteration")


class EvaluationHistory:
    """The evaluations of a run, in order, bounded: when they become too many, every second one is dropped."""

    def __init__(self, maximum: int = MAX_EVALUATIONS) -> None:
        self._maximum = maximum
        self._evaluations: list[Evaluation] = []

    @staticmethod
    def of(evaluations: Iterable[Evaluation]) -> EvaluationHistory:
        """The history that has these already."""
        history = EvaluationHistory()
        history._evaluations = list(evaluations)
        return history

    def append(self, evaluations: Iterable[Evaluation]) -> None:
        """Add `evaluations`, later than all before."""
        self._evaluations.extend(evaluations)
        while len(self._evaluations) > self._maximum:
            self._evaluations = [*self._evaluations[:-1:2], self._evaluations[-1]]

    @property
    def latest(self) -> Evaluation | None:
        """The one appended last."""
        return self._evaluations[-1] if self._evaluations else None

    def since(self, cursor: int) -> tuple[Evaluation, ...]:
        """Evaluations of iterations after `cursor`; the first and the latest of a run are never dropped."""
        return tuple(self._evaluations[bisect_right(self._evaluations, cursor, key=ITERATION) :])
