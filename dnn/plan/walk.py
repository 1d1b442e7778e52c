"""Training by the fast plan, from one state of a run to a later one."""

import math
from dataclasses import replace

import numpy as np

from dnn.batches import batch_length, epoch_order, shuffled
from dnn.configuration import RunConfig
from dnn.losses import TASKS
from dnn.milestones import Milestone, next_milestone
from dnn.plan.group import Group
from dnn.plan.lending import LentPlan
from dnn.plan.memory import Array
from dnn.plan.updates import UPDATES
from dnn.schedules import SCHEDULES
from dnn.training_state import TrainingState


class Walk:
    """A plan that stands at a state of a run and walks on from it, chunk by chunk.

    Run it under np.errstate(all="ignore"): overflow shows in the costs and in `finite`.
    """

    def __init__(self, config: RunConfig, lent: LentPlan, state: TrainingState) -> None:
        self._config, self._lent, self._data = config, lent, lent.data
        self._weights = lent.plan.weights
        self._task = TASKS[lent.data.task]
        self.go_to(state)

    def go_to(self, state: TrainingState) -> None:
        """Stand at `state`."""
        optimizer = self._config.hyperparameters.optimizer
        state = state.for_optimizer(optimizer, UPDATES[optimizer].slots)
        self._weights.load(state.theta, state.slots)
        self.iteration, self.epoch, self.offset = state.iteration, state.epoch, state.offset
        self._steps = state.optimizer_steps

    def state(self) -> TrainingState:
        """Where the walk stands now."""
        theta, slots = self._weights.unload()
        name = self._config.hyperparameters.optimizer
        return TrainingState(self.iteration, self.epoch, self.offset, theta, slots, name, self._steps)

    def finite(self) -> bool:
        """Whether all parameters and all that the optimiser remembers are finite numbers."""
        return all(np.isfinite(vector).all() for vector in (self._weights.theta, *self._weights.slots))

    def chunk(self, limit: int) -> Array:
        """Train up to `limit` iterations, as far as one group of the plan goes: their costs, (k,) float64, k >= 1."""
        group, place, count = self._prepare(limit)
        group.run(place, place + count)
        self._move(group.m, count)
        return group.costs(place, place + count)

    def chunk_with_milestones(self, limit: int) -> tuple[Array, list[Milestone]]:
        """The same, and the milestones on the way."""
        group, place, count = self._prepare(limit)
        start = place - self.iteration - 1  # the place of iteration k is start + k
        milestones: list[Milestone] = []
        done, milestone = place, next_milestone(self.iteration + 1)
        while start + milestone < place + count:
            group.run(done, start + milestone)
            group.propagate(start + milestone)
            milestones.append(self._measure(milestone, group, start + milestone))
            group.update(start + milestone)
            done, milestone = start + milestone + 1, next_milestone(milestone + 1)
        group.run(done, place + count)
        self._move(group.m, count)
        costs = group.costs(place, place + count)
        return costs, [self._with_cost(milestone, costs[start + milestone.iteration - place]) for milestone in milestones]

    def evaluate(self) -> Milestone:
        """What a milestone at the next iteration would show, without doing that iteration."""
        group, place, _ = self._prepare(1)
        group.propagate(place)
        milestone = self._measure(self.iteration + 1, group, place)
        if self._lent.plan.takes_all(group):
            group.update
        return milestone

    def _prepare(self, limit: int) -> tuple[Group, int, int]:
        """Bring batches and rates of the next iterations to the plan: (group, first place, iterations)."""
        hyperparameters, m = self._config.hyperparameters, self._data.train.m
        length = batch_length(hyperparameters.batch_size, m, self.offset)
        group, place, count = self._lent.plan.group_at(self.iteration, self.offset, length)
        count = min(count, limit)
        if shuffled(hyperparameters.batch_size, m, self.offset):
            order = epoch_order(self._config.seed, m, self.epoch)
            examples = order[self.offset : self.offset + count * length]
            self._lent.plan.feed(group, place, self._data.train.rows, examples)
        steps = np.arange(self._steps + 1, self._steps + count + 1)
        group.set_rates(place, self._rates(count, length), steps)
        return group, place, count

    def _rates(self, count: int, length: int) -> Array:
        """(count,) learning rates of the next iterations."""
        ...
