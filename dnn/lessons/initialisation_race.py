"""Ways of drawing the initial weights against each other: the same data, the same seed, the same hyperparameters, and
what becomes of the cost, of the activations and of W^[1]."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from dnn.activations import Array
from dnn.configuration import RunConfig
from dnn.datasets.spread import evenly_spread
from dnn.forward import forward
from dnn.initializers import INITIALIZERS
from dnn.lessons.diagnosis.evidence import SAME, row_spread, saturated_share
from dnn.network import Parameters, parameters_at
from dnn.step import multiplications, start
from dnn.training.advance import advance
from dnn.training.data import training_data
from dnn.training.state import TrainingState
from dnn.training.stop import Stop

CONTESTANTS = ("zeros", "constant", "small_normal", "normal", "large_normal", "xavier", "he")
"""Names in INITIALIZERS, in the order in which they are shown."""
ITERATIONS, MIN_RACE_ITERATIONS = 1_000, 16
WORK, MAX_WORK = 6e8, 1.5e10
"""Approximate multiplications that a contestant may take, a larger network training for fewer iterations; and those
that all may take for the fewest iterations."""
EXAMPLES = 300
BINS = 25


@dataclass(frozen=True, eq=False)
class Contestant:
    """One way of drawing weights, and how far its run is.

    Attributes:
        name: the initialiser.
        config: its run.
        initial, state: where it began, and where it stands.
        costs: (k,) J of each iteration, before its update.
        stop: why it goes no further; None as long as it does.
        first_cost: J of the first iteration, where that was asked for and is a finite number.
    """

    name: str
    config: RunConfig
    initial: TrainingState
    state: TrainingState
    costs: Array
    stop: Stop | None = None
    first_cost: float | None = None


@dataclass(frozen=True, eq=False)
class Race:
    """All contestants; `iterations` is how many each makes."""

    contestants: tuple[Contestant, ...]
    iterations: int

    @property
    def iteration(self) -> int:
        """Number of iterations that those have made that go furthest."""
        return max(each.state.iteration for each in self.contestants)

    @property
    def is_over(self) -> bool:
        """True if nobody goes any further."""
        return all(each.stop is not None for each in self.contestants)


@dataclass(frozen=True, eq=False)
class LayerActivations:
    """A^[l] over the examples.

    Attributes:
        deviation: its standard deviation over units and examples.
        edges, counts: its histogram, (BINS + 1,) and (BINS,).
        saturated: the share of activations next to a limit of g; None where g has none.
    """

    deviation: float
    edges: Array
    counts: Array
    saturated: float | None


@dataclass(frozen=True, eq=False)
class Measures:
    """A contestant's network at one moment.

    Attributes:
        W: W^[1] (n^[1], n_x).
        rank: of W^[1].
        row_spread: the largest distance of two rows of W^[1], as a share of the largest row: 0 where all are the same.
        activations: of layers 1 … L.
        moved: ‖W^[l] − W^[l] at the start‖ of each layer.
    """

    W: Array
    rank: int
    row_spread: float
    activations: tuple[LayerActivations, ...]
    moved: tuple[float, ...]

    @property
    def is_one_unit(self) -> bool:
        """True if layer 1 has several units that are all the same."""
        return len(self.W) > 1 and self.row_spread < SAME

    @property
    def has_moved(self) -> bool:
        """True if any weight is another than at the start."""
        return any(distance > 0 for distance in self.moved)


def is_affordable(config: RunConfig) -> bool:
    """True if a race with this network and these data would be over soon."""
    return len(CONTESTANTS) * MIN_RACE_ITERATIONS * multiplications(config) <= MAX_WORK


def begin_race(config: RunConfig) -> Race:
    """All contestants at the start; each has the run's data, seed and hyperparameters.

    They make 1,000 iterations, fewer where the network is large; a target cost does not count.
    """
    iterations = max(MIN_RACE_ITERATIONS, min(ITERATIONS, int(WORK / multiplications(config))))
    hyperparameters = replace(config.hyperparameters, iterations=iterations, target_cost=None)
    contestants = []
    for name in CONTESTANTS:
        architecture = replace(config.architecture, initializer=name)
        own = replace(config, architecture=architecture, hyperparameters=hyperparameters)
        state = start(own)
        contestants.append(Contestant(name, own, state, state, np.empty(0)))
    return Race(tuple(contestants), iterations)


def advance_race(race: Race, iterations: int) -> Race:
    """The race so many iterations later; the same numbers come out however it is cut."""
    return replace(race, contestants=tuple(_advanced(each, iterations) for each in race.contestants))


def _advanced(contestant: Contestant, iterations: int) -> Contestant:
    if contestant.stop is not None:
        return contestant
    result = advance(contestant.config, contestant.state, iterations=iterations, evaluations=False)
    costs = np.concatenate([contestant.costs, result.costs])
    return replace(contestant, state=result.state, costs=costs, stop=result.stop)


def measured(race: Race) -> dict[str, Measures]:
    """Measures of each contestant's network now, by name."""
    return {each.name: measure(each) for each in race.contestants}


def begin_measured(config: RunConfig) -> tuple[Race, dict[str, Measures]]:
    """The race at its start, each contestant with the cost of its first iteration, which is known before it is made;
    and what the networks are like."""
    race = begin_race(config)
    contestants = (replace(each, first_cost=_first_cost(each)) for each in race.contestants)
    race = replace(race, contestants=tuple(contestants))
    return race, measured(race)


def _first_cost(contestant: Contestant) -> float | None:
    costs = advance(contestant.config, contestant.initial, iterations=1, evaluations=False).costs
    return float(costs[0]) if len(costs) else None


def advance_measured(race: Race, iterations: int) -> tuple[Race, dict[str, Measures]]:
    """The race so many iterations later, and what the networks are like then."""
    later = advance_race(race, iterations)
    return later, measured(later)


def measure(contestant: Contestant) -> Measures:
    """Measures of a contestant's network on a few hundred examples of the training part."""
    config = contestant.config
    begin = parameters_at(config, contestant.initial.theta)
    now = parameters_at(config, contestant.state.theta)
    train = training_data(config).train
    X = train.X[:, evenly_spread(train.m, EXAMPLES)]  # (n_x, k)
    W = now.layers[0].W
    pairs = zip(now.layers, begin.layers, strict=True)
    return Measures(
        W=W,
        rank=int(np.linalg.matrix_rank(W)),
        row_spread=row_spread(W),
        activations=_activations(now, X),
        moved=tuple(_distance(layer.W, first.W) for layer, first in pairs),
    )


def _activations(parameters: Parameters, X: Array) -> tuple[LayerActivations, ...]:
    with np.errstate(all="ignore"):  # weights that explode are among what is shown
        pairs = zip(forward(parameters, X), parameters.layers, strict=True)
        return tuple(_of_layer(each.A, layer.activation) for each, layer in pairs)


def _of_layer(A: Array, activation: str) -> LayerActivations:
    finite = A[np.isfinite(A)].astype(float)
    edges, counts = _histogram(finite, *_range(finite, activation))
    deviation = float(finite.std()) if finite.size else float("nan")
    return LayerActivations(deviation, edges, counts, saturated_share(activation, A))


def _histogram(values: Array, low: float, high: float) -> tuple[Array, Array]:
    """Edges (BINS + 1,) and counts (BINS,) of values between low and high, however far apart or close these are."""
    half = high / 2 - low / 2
    counts, edges = np.histogram((values / 2 - low / 2) / half, BINS, (0.0, 1.0))
    return low * (1 - edges) + high * edges, counts


def _range(values: Array, activation: str) -> tuple[float, float]:
    """The range of a histogram: the limits of g where it has both, else those of the values."""
    if activation in ("sigmoid", "softmax"):
        return 0.0, 1.0
    if activation == "tanh":
        return -1.0, 1.0
    if not values.size or values.min() == values.max():
        middle = float(values[0]) if values.size else 0.0
        reach = max(0.5, abs(middle) / 4)
        return middle - reach, middle + reach
    return float(values.min()), float(values.max())


def _distance(W: Array, other: Array) -> float:
    """‖W − other‖; infinite where that is beyond what a number holds."""
    with np.errstate(over="ignore"):
        return float(np.linalg.norm(W - other))


assert set(CONTESTANTS) <= set(INITIALIZERS)
