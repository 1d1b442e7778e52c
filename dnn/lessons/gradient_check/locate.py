"""Find a planted bug: every tensor of one iteration against central differences, in the order of computation.

The first one that disagrees is where the bug is; what disagrees after it was computed from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from dnn.activations import Array
from dnn.configuration import RunConfig
from dnn.forward import ForwardPass, forward
from dnn.lessons.gradient_check.bugs import Planted, examples_for
from dnn.lessons.gradient_check.check import Effort, affordable, sample
from dnn.lessons.gradient_check.location import Location, TensorCheck
from dnn.lessons.gradient_check.probe import Probe
from dnn.lessons.gradient_check.signals import signal_differences
from dnn.lessons.mistakes.examine import problem_of
from dnn.lessons.mistakes.steps import Problem, Program, Run, right_program
from dnn.losses import TASKS
from dnn.network import Layer, Parameters, parameters_at

NEARLY = float(np.finfo(np.float64).eps) * 4


def locate(
    planted: Planted | None, config: RunConfig, theta: Array | None = None, effort: Effort | None = None
) -> Location:
    """Run one iteration of the course's program, with a bug or without, and check every tensor of it.

    Args:
        planted: the bug; one of dnn.lessons.gradient_check.bugs.plantable.
        config: the run; its data, layers and learning rate are used, as in dnn.lessons.mistakes.
        theta: (P,) its parameters; None for those before its training.
        effort: how thoroughly, but for the number of examples; None for the usual one.
    """
    effort = replace(effort or Effort(), examples=examples_for(config))
    problem = problem_of(config, effort.examples)
    right = right_program(problem.L, problem.task)
    if planted is None:
        return Location(None, _checked(right, problem, config, theta, effort)[1], None, False, None)
    wrong = planted.mistake.program(problem.L, problem.task, planted.layer)
    after, checks = _checked(wrong, problem, config, theta, effort)
    _before, without = _iterated(right, problem, config, theta)
    symbol, l = expected = planted.tensor(problem.L)
    differs = not _same(after[symbol][l], without[symbol][l])
    return Location(planted, checks, expected, differs, planted.mistake.hint(problem, planted.layer))


def _same(wrong: Array, right: Array) -> bool:
    """True if two tensors are equal but for rounding."""
    return np.shape(wrong) == np.shape(right) and bool(np.allclose(wrong, right, rtol=1e-9, atol=0, equal_nan=True))


def _checked(
    program: Program, problem: Problem, config: RunConfig, theta: Array | None, effort: Effort
) -> tuple[Mapping[str, Any], tuple[TensorCheck, ...]]:
    """All that one iteration of the program leaves, and every tensor of it beside its differences."""
    before, after = _iterated(program, problem, config, theta)
    with np.errstate(all="ignore"):
        return after, tuple(_checks(problem, after, before, effort, config.seed))


def _iterated(
    program: Program, problem: Problem, config: RunConfig, theta: Array | None
) -> tuple[dict[str, dict[int, Array]], Mapping[str, Any]]:
    """W and b before one iteration of the program from θ, and all that it leaves."""
    run = Run(program, problem)
    with np.errstate(all="ignore"):
        for _value in run.setup():
            pass
        _take_over(run.namespace, config, theta)
        before = {name: dict(run.namespace[name]) for name in ("W", "b")}
        for _value in run.iterate():
            pass
    return before, run.namespace


def _take_over(namespace: dict[str, Any], config: RunConfig, theta: Array | None) -> None:
    """Let the program begin with θ."""
    if theta is None:
        return
    for l, layer in enumerate(parameters_at(config, theta.astype(np.float64)).layers, start=1):
        namespace["W"][l], namespace["b"][l] = layer.W, layer.b


def _checks(
    problem: Problem, after: Mapping[str, Any], before: Mapping[str, dict[int, Array]], effort: Effort, seed: int
) -> Iterator[TensorCheck]:
    """Every tensor, in the order of computation."""
    parameters = _network(problem, before)
    X, Y = problem.examples.T, _labels(problem)  # (n_x, m), (n_y, m)
    passes, rng = forward(parameters, X), np.random.default_rng(seed)
    _examples, max_entries = affordable(parameters, effort)
    numeric: dict[tuple[str, int], _Numeric] = {}
    for l in range(parameters.L, 0, -1):
        numeric["dZ", l] = _signal(parameters, passes, Y, "dZ", l, max_entries, rng, effort)
        yield _judge("dZ", l, after["dZ"][l], numeric["dZ", l], effort)
        tail = Parameters(parameters.layers[l - 1 :], parameters.task)
        probe = Probe(tail, passes[l - 1].A_previous, Y, effort.step, effort.tolerance)
        for letter in "Wb":
            shape = before[letter][l].shape
            positions = sample(int(np.prod(shape)), max_entries, rng)
            values, smooth = probe.differences(letter, positions)
            numeric[f"d{letter}", l] = _Numeric(values, smooth, positions, shape, probe.rounding())
            yield _judge(f"d{letter}", l, after[f"d{letter}"][l], numeric[f"d{letter}", l], effort)
        if l > 1:
            signal = _signal(parameters, passes, Y, "dA", l - 1, max_entries, rng, effort)
            yield _judge("dA", l - 1, after["dA"][l - 1], signal, effort)
    for l in range(1, parameters.L + 1):
        for letter in "Wb":
            step = _step(before[letter][l], after[letter][l], problem.alpha)
            extra = NEARLY * float(np.abs(before[letter][l]).max(initial=0.0)) / problem.alpha
            yield _judge(letter, l, step, numeric[f"d{letter}", l], effort, extra)


@dataclass(frozen=True, eq=False)
class _Numeric:
    """Central differences (k,) of a tensor of `shape` at `positions` (k,), and how far rounding may put them off."""

    values: Array
    smooth: Array
    positions: Array
    shape: tuple[int, ...]
    rounding: float


def _signal(
    parameters: Parameters,
    passes: tuple[ForwardPass, ...],
    Y: Array,
    symbol: str,
    l: int,
    max_entries: int,
    rng: np.random.Generator,
    effort: Effort,
) -> _Numeric:
    n, m = passes[l - 1].Z.shape
    units = sample(n, max_entries, rng)
    values, smooth = signal_differences(parameters, passes, Y, symbol, l, units, effort.step)  # (k, m), (k, m)
    positions = (units[:, np.newaxis] * m + np.arange(m)).ravel()
    worst = float(TASKS[parameters.task].losses(passes[-1].Z, Y).max())
    rounding = NEARLY * max(1.0, worst) / (2 * effort.step)
    return _Numeric(values.ravel(), smooth.ravel(), positions, (n, m), rounding)


def _judge(symbol: str, l: int, array: Any, numeric: _Numeric, effort: Effort, extra: float = 0.0) -> TensorCheck:
    """A tensor beside its differences; `extra` is a further error that rounding may make."""
    shape = np.shape(array)
    compared = int(numeric.smooth.sum())
    skipped = len(numeric.smooth) - compared
    if shape != numeric.shape:
        return TensorCheck(symbol, l, shape, numeric.shape, float("inf"), compared, skipped, False)
    g = np.ravel(array)[numeric.positions[numeric.smooth]]  # (compared,)
    g_hat = numeric.values[numeric.smooth]  # (compared,)
    distance, size = float(np.linalg.norm(g - g_hat)), float(np.linalg.norm(g) + np.linalg.norm(g_hat))
    error = distance / size if size else 0.0
    near = distance <= (numeric.rounding + extra) * compared**0.5
    return TensorCheck(symbol, l, shape, shape, error, compared, skipped, bool(error <= effort.tolerance or near))


def _step(before: Array, after: Array, alpha: float) -> Array:
    """The update's step, divided by α; the new value as it is where its shape is wrong."""
    return (before - after) / alpha if np.shape(after) == before.shape else after


def _network(problem: Problem, before: Mapping[str, dict[int, Array]]) -> Parameters:
    names = (*problem.activations, TASKS[problem.task].output_name)
    layers = (Layer(before["W"][l], before["b"][l], name) for l, name in enumerate(names, start=1))
    return Parameters(tuple(layers), problem.task)


def _labels(problem: Problem) -> Array:
    """(n_y, m)"""
    if TASKS[problem.task].targets == "multiclass":
        return np.eye(problem.sizes[-1])[problem.labels].T
    return problem.labels.reshape(1, -1)
