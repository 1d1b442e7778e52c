"""Training: from a state of a run to a later one, in slices that can be cut anywhere without changing one bit."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dnn.configuration import DatasetConfig, RunConfig
from dnn.configuration.table import configuration_of, content_of_arrays
from dnn.datasets.contents import CONTENTS
from dnn.errors import DnnError
from dnn.network import Parameters, flattened_for, parameters_at
from dnn.step import start
from dnn.text.messages import Text
from dnn.training.evaluations import Evaluation
from dnn.training.plan.pool import borrowed_plan
from dnn.training.plan.trainer import Trainer
from dnn.training.state import TrainingState
from dnn.training.stop import Stop, non_finite_stop


class TrainingStopped(DnnError, ArithmeticError):
    """Training met a number that is not finite; `stop` says where."""

    def __init__(self, stop: Stop) -> None:
        self.stop = stop
        super().__init__(Text("{message} {advice}", message=stop.message, advice=stop.advice))

    def __reduce__(self) -> tuple[type["TrainingStopped"], tuple[Stop]]:
        return TrainingStopped, (self.stop,)


@dataclass(frozen=True, eq=False)
class Record:
    """One iteration: its number (1, 2, …), its epoch (1, 2, …), J before its update, and the network after it."""

    iteration: int
    epoch: int
    cost: float
    parameters: Parameters


@dataclass(frozen=True, eq=False)
class Slice:
    """A stretch of training."""

    state: TrainingState
    """The state at its end."""
    first_iteration: int
    costs: NDArray[np.float64]
    """(k,) J, L2 included, of iterations first_iteration … first_iteration + k - 1, each before its update."""
    evaluations: tuple[Evaluation, ...]
    current_evaluation: Evaluation | None
    """The network at the end, measured on all data; only where the slice was bounded by iterations, or stopped."""
    stop: Stop | None
    seconds: float
    """Time it took."""
    processor_seconds: float
    """Time of the processor that it took: less, where others wanted the processor too."""


def advance(
    config: RunConfig,
    state: TrainingState | None,
    seconds: float | None = None,
    iterations: int | None = None,
    evaluations: bool = True,
) -> Slice:
    """Train from `state` (None: the beginning) until `seconds` are over or `iterations` more are made.

    It ends earlier at the configuration's last iteration, at its target cost, or where a number is not finite; then
    `stop` is set, and the state is the last one that is finite. At least one iteration is made unless the run is
    at its end already. The same numbers come out, bit for bit, however a run is cut into slices.
    """
    began, processor_began = time.perf_counter(), time.thread_time()
    state = state or start(config)
    bound = config.hyperparameters.iterations - state.iteration
    count = max(0, bound if iterations is None else min(bound, iterations))
    with borrowed_plan(config) as (plan, data), np.errstate(all="ignore"):
        runner = SliceRunner(config, Trainer(config, plan, data, state), evaluations)
        runner.go(count, began + seconds if seconds is not None else None)
        finished = runner.stop is not None or len(runner) == count
        return Slice(
            state=runner.trainer.state(),
            first_iteration=state.iteration + 1,
            costs=np.concatenate([np.empty(0), *runner.costs]),
            evaluations=tuple(runner.evaluations),
            current_evaluation=runner.trainer.evaluate() if finished and evaluations else None,
            stop=runner.stop,
            seconds=time.perf_counter() - began,
            processor_seconds=time.thread_time() - processor_began,
        )


def train(
    config: RunConfig,
    iterations: int | None = None,
    *,
    data: DatasetConfig | tuple[ArrayLike, ArrayLike] | None = None,
    parameters: Parameters | None = None,
) -> Iterator[Record]:
    """Train from the beginning, one record an iteration.

    Args:
        config: the run.
        iterations: overrides the configuration's number of iterations.
        data: overrides the configuration's dataset: a DatasetConfig, as `from_arrays` and `from_dataframe` return one,
            or a pair (X, Y) of arrays, X (n_x, m) with one example per column and Y (m,), (1, m) or one-hot (C, m).
            All examples of a pair are trained on as they are, not split and not standardised, and none of it stays in
            the memory when the training is over.
        parameters: W and b to begin with, in place of those that the configuration's seed draws.

    Raises:
        TrainingStopped: a number is not finite; all records before it have been given.
        MissingContent: the dataset is a table that is not stored here.
        ShapeError, ConfigurationError: arrays that `from_arrays` refuses, or parameters of another network.
    """
    if isinstance(data, tuple):
        content = content_of_arrays(*data)
        with CONTENTS.held(content):
            dataset = configuration_of(content, test_fraction=0.0, standardize=False)
            yield from train(config, iterations, data=dataset, parameters=parameters)
        return
    config = config if data is None else replace(config, dataset=data)
    config = config if iterations is None else _with_iterations(config, iterations)
    state = start(config, None if parameters is None else flattened_for(config, parameters))
    while state.iteration < config.hyperparameters.iterations:
        epoch = state.epoch + 1
        result = advance(config, state, iterations=1, evaluations=False)
        if len(result.costs):
            state = result.state
            yield Record(state.iteration, epoch, float(result.costs[0]), parameters_at(config, state.theta))
        if result.stop is not None and result.stop.reason == "non_finite":
            raise TrainingStopped(result.stop)
        if result.stop is not None:
            return


def _with_iterations(config: RunConfig, iterations: int) -> RunConfig:
    return replace(config, hyperparameters=replace(config.hyperparameters, iterations=iterations))


class SliceRunner:
    """One slice as it goes on."""

    def __init__(self, config: RunConfig, trainer: Trainer, with_evaluations: bool) -> None:
        self.config, self.trainer, self._with_evaluations = config, trainer, with_evaluations
        self.costs: list[NDArray[np.float64]] = []
        self.evaluations: list[Evaluation] = []
        self.stop: Stop | None = None

    def __len__(self) -> int:
        return sum(map(len, self.costs))

    def go(self, count: int, deadline: float | None) -> None:
        """Make up to `count` iterations, at least one unless it is 0, until the deadline of time.perf_counter."""
        while count > 0 and self.stop is None:
            count -= self._chunk(count)
            if deadline is not None and time.perf_counter() >= deadline:
                break
        if self.stop is None and self.trainer.iteration >= self.config.hyperparameters.iterations:
            self.stop = Stop("iterations", self.trainer.iteration)

    def _chunk(self, limit: int) -> int:
        self.trainer.checkpoint()
        costs, evaluations = self._forward(limit)
        if not (self.trainer.finite() and np.isfinite(costs).all()) or self._reached(costs):
            self.trainer.restore()
            costs, evaluations = self._one_by_one(len(costs))
        self.costs.append(costs)
        self.evaluations += evaluations
        return len(costs)

    def _forward(self, limit: int) -> tuple[NDArray[np.float64], list[Evaluation]]:
        if self._with_evaluations:
            return self.trainer.chunk_with_evaluations(limit)
        return self.trainer.chunk(limit), []

    def _one_by_one(self, count: int) -> tuple[NDArray[np.float64], list[Evaluation]]:
        """Find the iteration of the chunk at which the run has to stop."""
        costs: list[NDArray[np.float64]] = []
        evaluations: list[Evaluation] = []
        while len(costs) < count and self.stop is None:
            self.trainer.checkpoint()
            cost, evaluation = self._forward(1)
            if not (self.trainer.finite() and np.isfinite(cost).all()):
                self.trainer.restore()
                self.stop = non_finite_stop(self.config, self.trainer.state())
                break
            costs.append(cost)
            evaluations += evaluation
            if self._reached(cost):
                self.stop = Stop("target_cost", self.trainer.iteration)
        return np.concatenate([np.empty(0), *costs]), evaluations

    def _reached(self, costs: NDArray[np.float64]) -> bool:
        target = self.config.hyperparameters.target_cost
        return target is not None and bool((costs <= target).any())
