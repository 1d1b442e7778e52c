"""Training by the fast plan, from one state of a run to a later one."""

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np

from dnn.configuration import RunConfig
from dnn.losses import TASKS, Task
from dnn.optimizers import OPTIMIZERS
from dnn.training.batches import batch_length, epoch_order, shuffled
from dnn.training.data import Part, TrainingData
from dnn.training.evaluations import Evaluation, base_spacing, next_evaluation
from dnn.training.memory import Array
from dnn.training.plan.iteration_block import IterationBlock
from dnn.training.plan.plan import Plan
from dnn.training.plan.weights import LayerViews, layer_views
from dnn.training.state import TrainingState


def norm(array: Array) -> float:
    """‖array‖; in a quarter of the time that np.linalg.norm takes for small ones."""
    flat = array.ravel()
    return math.sqrt(float(np.dot(flat, flat)))


class Trainer:
    """A plan loaded with a state of a run, which it trains on from there, chunk by chunk.

    Run it under np.errstate(all="ignore"): overflow shows in the costs and in `finite`.
    """

    def __init__(self, config: RunConfig, plan: Plan, data: TrainingData, state: TrainingState) -> None:
        self._config, self._plan, self._space = config, plan, plan.space
        self._data = data if plan.space is None else plan.space.data
        batch = min(config.hyperparameters.batch_size or data.train.m, data.train.m)
        self._spacing = base_spacing(data.train.m, data.test.m, batch)
        self.load(state)

    def load(self, state: TrainingState) -> None:
        """Load `state` into the plan."""
        optimizer = self._config.hyperparameters.optimizer
        state = state.for_optimizer(optimizer, OPTIMIZERS[optimizer].slots)
        self._loaded = state
        vectors = (state.theta, state.slots) if self._space is None else self._space.load(state)
        self._plan.weights.load(*vectors)
        self.iteration, self._epoch, self._offset = state.iteration, state.epoch, state.offset
        self._steps = state.optimizer_steps

    def state(self) -> TrainingState:
        """The state reached so far."""
        if self.iteration == self._loaded.iteration:
            return self._loaded
        theta, slots = self._plan.weights.unload()
        reduced = None
        if self._space is not None:
            theta, slots, reduced = self._space.unload(theta, slots)
        name = self._config.hyperparameters.optimizer
        return TrainingState(self.iteration, self._epoch, self._offset, theta, slots, name, self._steps, reduced)

    def checkpoint(self) -> None:
        """Save the present state, for `restore`."""
        self._plan.weights.checkpoint()
        self._checkpoint = (self.iteration, self._epoch, self._offset, self._steps)
        if self._space is not None:
            self._space.checkpoint()

    def restore(self) -> None:
        """Return to the state that `checkpoint` saved last."""
        self._plan.weights.restore()
        self.iteration, self._epoch, self._offset, self._steps = self._checkpoint
        if self._space is not None:
            self._space.restore()

    def finite(self) -> bool:
        """True when all parameters and the slots of the optimiser are finite numbers."""
        weights, space = self._plan.weights, self._space
        vectors = (weights.theta, *weights.slots, *(() if space is None else (space.factors,)))
        return all(np.isfinite(vector).all() for vector in vectors)

    def chunk(self, limit: int) -> Array:
        """Train up to `limit` >= 1 iterations, as far as one block goes: their costs, (k,) float64, k >= 1."""
        block, position, count = self._prepare(limit)
        block.run(position, position + count)
        self._move(block.m, count)
        return self._costs(block, position, count)[0]

    def chunk_with_evaluations(self, limit: int) -> tuple[Array, list[Evaluation]]:
        """The same, and the evaluations on the way."""
        first = self.iteration + 1
        block, position, count = self._prepare(limit)
        evaluations: list[Evaluation] = []
        is_full = block.m == self._data.train.m
        done, due = first, next_evaluation(first, self._spacing)
        while due < first + count:
            block.run(position + done - first, position + due - first)
            block.propagate(position + due - first)
            Z = block.output.Z[position + due - first] if is_full else None  # (n[L], m)
            if self._space is not None:
                self._space.move(due - first)
            evaluation = self._measure(due, *self._gradient_norms(block.output.scale), Z)
            np.copyto(self._before, self._plan.weights.theta)
            block.update(position + due - first)
            evaluations.append(replace(evaluation, update_ratios=self._update_ratios()))
            done, due = due + 1, next_evaluation(due + 1, self._spacing)
        block.run(position + done - first, position + count)
        self._move(block.m, count)
        costs, data_terms = self._costs(block, position, count)
        if is_full:
            at = [each.iteration - first for each in evaluations]
            measured = zip(evaluations, costs[at].tolist(), data_terms[at].tolist(), strict=True)
            evaluations = [replace(each, train_cost=J, train_data_cost=data) for each, J, data in measured]
        return costs, evaluations

    def evaluate(self) -> Evaluation:
        """The network as it is now, measured as if the next iteration were an evaluation; no gradient is computed."""
        return self._measure(self.iteration + 1, (), ())

    def _prepare(self, limit: int) -> tuple[IterationBlock, int, int]:
        """Bring batches and rates of the next iterations to the plan: (block, first position, iterations)."""
        hyperparameters, m = self._config.hyperparameters, self._data.train.m
        length = batch_length(hyperparameters.batch_size, m, self._offset)
        block, position, count = self._plan.block_at(self.iteration, self._offset, length)
        count = min(count, limit)
        if shuffled(hyperparameters.batch_size, m, self._offset):
            order = epoch_order(self._config.seed, m, self._epoch)
            examples = order[self._offset : self._offset + count * length]
            self._plan.feed(block, position, self._data.train.rows, examples)
        steps = np.arange(self._steps + 1, self._steps + count + 1)
        alphas = self._rates(count, 1 if length == m else 0)
        block.set_rates(position, alphas, steps)
        if self._space is not None:
            self._space.plan(hyperparameters, alphas, steps, length)
        return block, position, count

    def _rates(self, count: int, epochs_each: int) -> Array:
        """(count,) learning rates of the next iterations, each of which completes `epochs_each` epochs."""
        alpha, schedule = self._config.hyperparameters.learning_rate, self._config.hyperparameters.schedule
        if schedule.name == "constant":
            return np.full(count, alpha)
        t, epoch = self.iteration, self._epoch
        return np.array([schedule.rate(alpha, t + i, epoch + i * epochs_each) for i in range(count)])

    def _move(self, length: int, count: int) -> None:
        """Count `count` iterations on batches of `length` examples; they never reach beyond the epoch's end, except
        with full batches, which are an epoch each."""
        m = self._data.train.m
        epochs, self._offset = divmod(self._offset + count * length, m)
        self._epoch += epochs
        self.iteration += count
        self._steps += count
        if self._space is not None:
            self._space.move(count)

    def _costs(self, block: IterationBlock, position: int, count: int) -> tuple[Array, Array]:
        """Two times (count,) of the iterations that were prepared and made: J, L2 included, and its data term."""
        costs, data_terms = block.costs(position, position + count)
        l2 = self._config.hyperparameters.l2
        if self._space is not None and l2:
            costs = costs + l2 / (2 * block.m) * self._space.squares(count)
        return costs, data_terms

    def _gradient_norms(self, scale: float) -> tuple[tuple[float, ...], tuple[float, ...]]:
        gradients = self._plan.weights.gradients
        return (
            tuple(norm(views.W_transposed) / scale for views in gradients),
            tuple(norm(views.b) / scale for views in gradients),
        )

    def _update_ratios(self) -> tuple[float, ...]:
        """‖ΔW‖ / ‖W‖ of each layer from the weights before the update, copied to _before, to those after it."""
        before = [norm(views.W_transposed) for views in self._views_before]
        np.subtract(self._plan.weights.theta, self._before, self._before)  # (P,)
        moved = [norm(views.W_transposed) for views in self._views_before]
        if self._space is not None:
            before[0] = math.hypot(before[0], self._space.norm())
            moved[0] = math.hypot(moved[0], self._space.norm_of_step())
        return tuple(
            way / size if size else (math.inf if way else 0.0) for way, size in zip(moved, before, strict=True)
        )

    def _measure(
        self, iteration: int, norms: Sequence[float], bias_norms: Sequence[float], Z: Array | None = None
    ) -> Evaluation:
        """The network measured. Z (n[L], m) of a full batch that has just gone forward spares the training part; its
        costs come with those of the chunk then, and are NaN here."""
        if Z is None:
            data_cost, train_score = self._cost_and_score("train", self._data.train)
            train_cost = data_cost + self._penalty()
        else:
            train_cost = data_cost = math.nan
            train_score = self._task.score(self._task.output(Z), self._data.train.Y)
        test_cost: float | None = None
        test_score: float | None = None
        if self._data.test.m:
            if self._space is not None:
                self._space.refresh_test()
            test_cost, test_score = self._cost_and_score("test", self._data.test)
        costs = train_cost, data_cost, test_cost
        return Evaluation(iteration, *costs, train_score, test_score, tuple(norms), tuple(bias_norms))

    def _cost_and_score(self, name: str, part: Part) -> tuple[float, float]:
        addend = self._space.of_test if self._space is not None and name == "test" else None
        Z = self._plan.evaluator(name, part.columns, addend)()  # (n[L], m)
        return self._task.cost(Z, part.Y), self._task.score(self._task.output(Z), part.Y)

    def _penalty(self) -> float:
        l2 = self._config.hyperparameters.l2
        squares = sum(float(np.square(views.W_transposed).sum()) for views in self._plan.weights.layers)
        squares += 0.0 if self._space is None else self._space.norm() ** 2
        return l2 / (2 * self._data.train.m) * squares

    @cached_property
    def _before(self) -> Array:
        """(P,) room for the parameters before an update."""
        return np.empty_like(self._plan.weights.theta)

    @cached_property
    def _views_before(self) -> tuple[LayerViews, ...]:
        return layer_views(self._before, self._plan.weights.sizes)

    @property
    def _task(self) -> Task:
        return TASKS[self._data.task]
