"""The evidence that the doctor judges: the costs of a run, its evaluations, and its network where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from dnn.activations import ACTIVATIONS, Array
from dnn.backward import backward
from dnn.configuration import RunConfig
from dnn.datasets.spread import evenly_spread
from dnn.forward import forward
from dnn.lessons.diagnosis.curve import Curve
from dnn.losses import TASKS
from dnn.network import parameter_count, parameters_at
from dnn.training.data import training_data
from dnn.training.evaluations import Evaluation
from dnn.training.state import TrainingState
from dnn.training.stop import Stop

BAD = 0.3
"""A cost above this share of the best constant's is not good yet."""
MIN_BASELINE = 0.05
"""Cost of the best constant below which no cost is called bad."""
WORK, MIN_EXAMPLES = 3e7, 300
"""Multiplications that an inspection may take, and the examples that it takes in any case."""
NEAR_LIMIT = 0.02
"""Distance from a limit, as a share of that between both limits, within which a unit counts as saturated."""
SAME = 1e-5
"""Rows of W that differ by less than this share of their size are the same: float32 has seven digits."""


@dataclass(frozen=True)
class LayerEvidence:
    """Layer l where the run stands.

    Attributes:
        units: how many units it has.
        gradient: ‖dW‖, without L2.
        weight: the root mean square of the entries of W.
        spread: the largest standard deviation of a unit's activation over the examples.
        dead: the share of its units that are 0 for every example; None where none can die.
        is_one_unit: whether it has several units, all with the same weights.
        rank: of W.
    """

    units: int
    gradient: float
    weight: float
    spread: float
    dead: float | None
    is_one_unit: bool
    rank: int


@dataclass(frozen=True, eq=False)
class Evidence:
    """A run as the doctor sees it.

    Attributes:
        config: its configuration.
        iteration: updates made.
        whole: its costs, L2 included; with mini-batches, of the batch.
        changed: the first iteration after its hyperparameters or its weights were last changed by hand.
        evaluations: what was measured on all data since then.
        first_norms: (L,) ‖dW^[l]‖ of its first iteration; empty where that was not measured.
        stop: why it ended, if it did.
        alpha: the learning rate of the next iteration.
        layers: layer 1 first.
        examples, m: the number of examples that were inspected, and of those there are.
        cost: J of these examples where it stands, without L2.
        score: their accuracy or R².
        baseline: the cost of the best constant prediction.
        output_spread: the largest standard deviation of an output over the examples, in those of the targets for
            a regression.
        feature_sizes: (n_x,) the largest absolute value of each feature.
    """

    config: RunConfig
    iteration: int
    whole: Curve
    changed: int
    evaluations: tuple[Evaluation, ...]
    first_norms: Array
    stop: Stop | None
    alpha: float
    task: str
    layers: tuple[LayerEvidence, ...]
    examples: int
    m: int
    cost: float
    score: float
    baseline: float
    output_spread: float
    feature_sizes: Array

    @cached_property
    def curve(self) -> Curve:
        """The costs since the last change."""
        return self.whole.since(self.changed)

    @cached_property
    def train(self) -> Curve:
        """J of the whole training part, L2 included, at the evaluations since the last change."""
        return self._at_evaluations([each.train_cost for each in self.evaluations])

    @cached_property
    def train_data(self) -> Curve:
        """The same without L2, to be compared with the test cost."""
        return self._at_evaluations([each.train_data_cost for each in self.evaluations])

    @cached_property
    def test(self) -> Curve:
        """J of the test part, which has no L2, at those evaluations; without points where there is no such part."""
        return self._at_evaluations([each.test_cost for each in self.evaluations if each.test_cost is not None])

    def _at_evaluations(self, costs: list[float]) -> Curve:
        return Curve(np.array([each.iteration for each in self.evaluations][: len(costs)], float), np.array(costs))

    @property
    def updates(self) -> tuple[float, ...]:
        """‖ΔW^[l]‖ / ‖W^[l]‖ of each layer at the latest evaluation; empty where there is none."""
        return self.evaluations[-1].update_ratios if self.evaluations else ()

    @property
    def is_full_batch(self) -> bool:
        """True if every iteration sees all examples, so that its cost is theirs."""
        return not self.whole.sways

    @property
    def is_bad(self) -> bool:
        """True if the cost is not good yet."""
        if not np.isfinite(self.cost):
            return True
        return self.baseline > MIN_BASELINE and self.cost > BAD * self.baseline

    @property
    def has_hidden_layers(self) -> bool:
        """True if there is more than the output layer."""
        return len(self.layers) > 1


def gather(
    config: RunConfig,
    state: TrainingState,
    evaluations: Sequence[Evaluation],
    stop: Stop | None = None,
    costs: Curve | None = None,
    changed: int = 1,
) -> Evidence:
    """Inspect a run.

    Args:
        config: its configuration.
        state: where it stands; its numbers may be infinite or NaN.
        evaluations: what was measured on the way.
        stop: why it ended, if it did.
        costs: those of its iterations; without them, the evaluations' train costs stand for them.
        changed: the first iteration after its hyperparameters or weights were last changed.
    """
    data = training_data(config)
    affordable = max(MIN_EXAMPLES, int(WORK / (3 * parameter_count(config))))
    chosen = evenly_spread(data.train.m, affordable)
    X, Y = data.train.X[:, chosen], data.train.Y[:, chosen]  # (n_x, k), (n_y, k)
    task, h = TASKS[data.task], config.hyperparameters
    with np.errstate(all="ignore"):
        parameters = parameters_at(config, state.theta)
        passes = forward(parameters, X)
        layers = tuple(
            _layer(layer.activation, layer.W, forward_pass.A, gradient.dW)
            for layer, forward_pass, gradient in zip(
                parameters.layers, passes, backward(parameters, passes, Y), strict=True
            )
        )
        spread = float(passes[-1].A.std(axis=1).max())
        cost, score = task.cost(passes[-1].Z, Y), task.score(passes[-1].A, Y)
    if costs is None:
        costs = Curve(np.array([each.iteration for each in evaluations]), np.array([m.train_cost for m in evaluations]))
    return Evidence(
        config=config,
        iteration=state.iteration,
        whole=replace(costs, sways=h.batch_size is not None and h.batch_size < data.train.m),
        changed=changed,
        evaluations=tuple(each for each in evaluations if each.iteration >= changed),
        first_norms=np.array(evaluations[0].gradient_norms if evaluations and evaluations[0].iteration == 1 else ()),
        stop=stop,
        alpha=h.schedule.rate(h.learning_rate, state.iteration, state.epoch),
        task=data.task,
        layers=layers,
        examples=len(chosen),
        m=data.train.m,
        cost=cost,
        score=score,
        baseline=task.baseline(data.train.Y),
        output_spread=spread / (float(Y.std()) or 1.0) if task.is_regression else spread,
        feature_sizes=np.abs(data.train.X).max(axis=1),
    )


def dead_share(activation: str, A: Array) -> float | None:
    """The share of units of A (n, m) that are 0 for every example; None where no unit of g can die."""
    g = ACTIVATIONS.get(activation)  # None for an output function of its own
    return float((A <= 0).all(axis=1).mean()) if g is not None and g.can_die else None


def saturated_share(activation: str, A: Array) -> float | None:
    """The share of activations of A (n, m) next to a limit of g; None where g has no limits."""
    g = ACTIVATIONS.get(activation)
    if g is None or g.limits is None:
        return None
    low, high = g.limits
    margin = NEAR_LIMIT * (high - low)
    return float(((low + margin > A) | (high - margin < A)).mean())


def _layer(activation: str, W: Array, A: Array, dW: Array) -> LayerEvidence:
    """Layer with weights W (n, n_previous), activations A (n, m) and gradient dW (n, n_previous)."""
    is_finite = bool(np.isfinite(W).all())
    return LayerEvidence(
        units=len(W),
        gradient=float(np.linalg.norm(dW)),
        weight=float(np.sqrt(np.square(W.astype(float)).mean())),
        spread=float(A.std(axis=1).max()),
        dead=dead_share(activation, A),
        is_one_unit=is_finite and len(W) > 1 and row_spread(W) < SAME,
        rank=int(np.linalg.matrix_rank(W, rtol=SAME)) if is_finite else 0,
    )


def row_spread(W: Array) -> float:
    """The largest distance of a row of W (n, n_previous) from the first, as a share of the largest row; 0 for zeros."""
    size = float(np.abs(W).max())
    if size == 0:
        return 0.0
    scaled = W.astype(float) / size  # (n, n_previous), so that no square leaves the range
    return float(np.linalg.norm(scaled - scaled[:1], axis=1).max() / np.linalg.norm(scaled, axis=1).max())
