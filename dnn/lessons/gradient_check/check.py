"""The check of a whole network, layer by layer, with bounded work."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from dnn.activations import Array
from dnn.backward import BackwardPass, backward
from dnn.configuration import RunConfig
from dnn.datasets.load import load_dataset
from dnn.datasets.spread import evenly_spread
from dnn.forward import ForwardPass, forward
from dnn.lessons.gradient_check.comparison import GradientReport, LayerCheck
from dnn.lessons.gradient_check.probe import Positions, Probe
from dnn.network import Parameters, initialize, parameters_at

EXAMPLES = 50
ENTRIES = 400
STEP = 1e-5
TOLERANCE = 1e-6
LARGE, LARGE_Z = 1e4, 1e8
"""Parameters and Z beyond which differences mean nothing: of sixteen digits a step of 1e-5 must leave some."""
WORK = 5e9
"""Approximate maximum of multiplications of a check; where they do not suffice, fewer entries and examples do."""
A_UNIT = 40
"""Number of multiplications in a product of matrices that take as long as g of one number."""


@dataclass(frozen=True)
class Effort:
    """Thoroughness of a check.

    Attributes:
        examples: how many examples of the training part at most, evenly spread over it.
        entries: how many entries of each matrix at most; of a larger one a sample is drawn by the run's seed.
        step: ε.
        tolerance: the largest relative error that passes.
        work: about how many multiplications at most.
        across_kinks: whether entries at a kink are compared as well.
    """

    examples: int = EXAMPLES
    entries: int = ENTRIES
    step: float = STEP
    tolerance: float = TOLERANCE
    work: float = WORK
    across_kinks: bool = False


@dataclass(frozen=True, eq=False)
class CheckedNetwork:
    """A network in float64 to be checked, examples X (n_x, m) with labels Y (n_y, m), and the sample's seed."""

    parameters: Parameters
    X: Array
    Y: Array
    seed: int


def check_gradients(
    config: RunConfig,
    examples: int = EXAMPLES,
    entries: int = ENTRIES,
    step: float = STEP,
    tolerance: float = TOLERANCE,
    theta: Array | None = None,
) -> GradientReport:
    """Compare backward() with central differences, in float64.

    Args:
        config: the run; its precision and its L2 do not matter here.
        examples, entries, step, tolerance: as in Effort.
        theta: (P,) the parameters; None for the network before its training.

    Raises:
        ShapeError: θ does not have as many entries as the network.
    """
    effort = Effort(examples, entries, step, tolerance)
    network = checked_network(config, effort, theta)
    return report(tuple(layer_checks(network, effort)), network, effort)


def report(layers: tuple[LayerCheck, ...], network: CheckedNetwork, effort: Effort) -> GradientReport:
    """The report of all layers."""
    return GradientReport(layers, network.Y.shape[1], effort.step, network.seed, is_measurable(network))


def checked_network(config: RunConfig, effort: Effort, theta: Array | None = None) -> CheckedNetwork:
    """The network of a run at θ (P,), or before its training, and as many examples as the effort allows."""
    config = replace(config, hyperparameters=replace(config.hyperparameters, precision="float64"))
    parameters = initialize(config) if theta is None else parameters_at(config, theta.astype(np.float64))
    data = load_dataset(config.dataset)
    max_examples, _entries = affordable(parameters, effort)
    chosen = evenly_spread(data.X_train.shape[1], max_examples)
    return CheckedNetwork(parameters, data.X_train[:, chosen], data.Y_train[:, chosen], config.seed)


def layer_checks(network: CheckedNetwork, effort: Effort) -> Iterator[LayerCheck]:
    """Check layer after layer, layer 1 first."""
    rng = np.random.default_rng(network.seed)
    _examples, max_entries = affordable(network.parameters, effort)
    for l, gradient, probe in probes(network, effort):
        W, b = (
            probe.compare(f"d{letter}^[{l}]", letter, g, sample(g.size, max_entries, rng))
            for letter, g in (("W", gradient.dW), ("b", gradient.db))
        )
        yield LayerCheck(l, W, b)


def probes(network: CheckedNetwork, effort: Effort) -> Iterator[tuple[int, BackwardPass, Probe]]:
    """l, its gradients by backward propagation, and what moves its W and b; layer 1 first."""
    parameters = network.parameters
    passes, gradients = _both_ways(network)
    for l, gradient in enumerate(gradients, start=1):
        tail = Parameters(parameters.layers[l - 1 :], parameters.task)
        A_previous = passes[l - 1].A_previous  # (n^[l-1], m)
        yield l, gradient, Probe(tail, A_previous, network.Y, effort.step, effort.tolerance, effort.across_kinks)


@np.errstate(all="ignore")
def _both_ways(network: CheckedNetwork) -> tuple[tuple[ForwardPass, ...], tuple[BackwardPass, ...]]:
    """Forward and backward; a network that has diverged overflows without a word."""
    passes = forward(network.parameters, network.X)
    return passes, backward(network.parameters, passes, network.Y)


@np.errstate(all="ignore")
def is_measurable(network: CheckedNetwork) -> bool:
    """True if ± ε is not lost in the digits of the parameters and of Z: those of a run that has diverged are huge."""
    largest = max(float(np.abs(part).max()) for layer in network.parameters.layers for part in (layer.W, layer.b))
    widest = max(float(np.abs(each.Z).max()) for each in forward(network.parameters, network.X))
    return largest <= LARGE and widest <= LARGE_Z  # not so for NaN


def affordable(parameters: Parameters, effort: Effort, least: int = 4) -> tuple[int, int]:
    """Numbers of examples and of entries of each matrix that the work allows: first fewer entries, down to `least`,
    then fewer examples."""
    units = sum(len(layer.W) for layer in parameters.layers)
    once = 4 * parameters.L * (parameters.count + A_UNIT * units)  # for one entry of each matrix and one example
    requested = min(effort.entries, max(layer.W.size for layer in parameters.layers))
    entries = max(min(least, effort.entries), min(requested, int(effort.work / (once * effort.examples))))
    return max(2, min(effort.examples, int(effort.work / (once * entries)))), entries


def sample(size: int, count: int, rng: np.random.Generator) -> Positions:
    """Positions of entries: all of them, or `count` drawn by `rng`."""
    return np.arange(size) if size <= count else np.sort(rng.choice(size, count, replace=False))
