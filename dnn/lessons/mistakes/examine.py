"""Plant a mistake in the visitor's own network, run it beside the right one, and say what was seen."""

from __future__ import annotations

from typing import Any

import numpy as np

from dnn.activations import Array
from dnn.configuration import HYPERPARAMETERS, RunConfig
from dnn.datasets.load import load_dataset
from dnn.datasets.spread import evenly_spread
from dnn.errors import ConfigurationError
from dnn.lessons.mistakes.diagnosis import Diagnosis
from dnn.lessons.mistakes.effect import SAME, Effect, effect, raised
from dnn.lessons.mistakes.equation import equation
from dnn.lessons.mistakes.line import operands
from dnn.lessons.mistakes.mistake import Mistake
from dnn.lessons.mistakes.registry import MISTAKES
from dnn.lessons.mistakes.side_by_side import SideBySide
from dnn.lessons.mistakes.steps import Problem
from dnn.losses import TASKS
from dnn.network import layer_sizes, parameter_count, task_name
from dnn.text.messages import Enumeration, Text

EXAMPLES = 200
ITERATIONS = 200
MIN_PLANTED_EXAMPLES, MIN_PLANTED_ITERATIONS = 50, 10
ENOUGH_ITERATIONS = 30
"""Number of iterations below which fewer examples are taken instead."""
MAX_PLANTED_PARAMETERS = 100_000
MAX_PLANTED_ITERATIONS = 1_000
SECONDS = 0.2
"""Approximate time that the two runs may take together."""
SECONDS_A_LAYER, SECONDS_A_PRODUCT, SECONDS_AN_ENTRY = 120e-6, 5e-10, 40e-9
"""Time of one iteration of both: for each layer; for each parameter and example; for each entry of Z."""
WITHOUT_CONSTANTS = ("gradient_descent", "momentum")
"""Optimisers whose learning rate means what that of gradient descent means."""


def examine(mistake_name: str, config: RunConfig, layer: int | None = None, iterations: int = ITERATIONS) -> Diagnosis:
    """Really run a mistake: gradient descent on at most EXAMPLES examples of the run's training part.

    Args:
        mistake_name: a name in MISTAKES.
        config: the run; its data, layers, initial weights, seed and learning rate are used, the latter only where its
            optimiser is one of WITHOUT_CONSTANTS. No L2, no batches, float64.
        layer: where the mistake is planted; None for the mistake's own choice.
        iterations: how many at most; a large network gets fewer, and fewer examples.

    Raises:
        ConfigurationError: no such mistake, or it cannot be made there, in this task or in so large a network.
    """
    mistake = _checked(mistake_name, config, iterations)
    layer = _checked_layer(mistake, len(layer_sizes(config)) - 1, layer)
    problem, iterations = _problem(config, iterations)
    both = SideBySide(mistake, problem, layer)
    with np.errstate(all="ignore"):
        both.run(iterations)
    return _diagnosis(mistake, layer, both, iterations)


def problem_of(config: RunConfig, examples: int = EXAMPLES) -> Problem:
    """The run as the lab runs it, on `examples` of its training examples at most, evenly spread."""
    data, h = load_dataset(config.dataset), config.hyperparameters
    chosen = evenly_spread(data.X_train.shape[1], examples)
    X, Y = data.X_train[:, chosen], data.Y_train[:, chosen]  # (n_x, m), (n_y, m)
    usual = HYPERPARAMETERS["learning_rate"].default
    return Problem(
        examples=np.ascontiguousarray(X.T),
        labels=Y.argmax(axis=0) if TASKS[data.task].targets == "multiclass" else Y[0],
        sizes=layer_sizes(config),
        activations=tuple(each.activation for each in config.architecture.hidden),
        task=data.task,
        initializer=config.architecture.initializer,
        seed=config.seed,
        alpha=h.learning_rate if h.optimizer in WITHOUT_CONSTANTS else float(str(usual)),
    )


def _checked(name: str, config: RunConfig, iterations: int) -> Mistake:
    if not isinstance(name, str) or name not in MISTAKES:
        raise ConfigurationError("mistake", Text("one of {choices}", choices=Enumeration(MISTAKES)), name, "db_rank_1")
    if isinstance(iterations, bool) or not isinstance(iterations, int) or not 1 <= iterations <= MAX_PLANTED_ITERATIONS:
        expected = Text("a whole number from {low} to {high}", low=1, high=MAX_PLANTED_ITERATIONS)
        raise ConfigurationError("iterations", expected, iterations, str(ITERATIONS))
    mistake, count = MISTAKES[name], parameter_count(config)
    if count > MAX_PLANTED_PARAMETERS:
        expected = Text("a network of at most {count} parameters", count=MAX_PLANTED_PARAMETERS)
        raise ConfigurationError("hidden", expected, count, Text("fewer units"))
    task = task_name(config)
    if task not in mistake.tasks:
        expected = Text("one whose task is {tasks}", tasks=" / ".join(mistake.tasks))
        raise ConfigurationError("dataset", expected, task, "iris" if "multiclass" in mistake.tasks else "circles")
    return mistake


def _checked_layer(mistake: Mistake, L: int, layer: int | None) -> int:
    layers = mistake.where(L)
    if not layers:
        raise ConfigurationError("hidden", Text("long enough for this mistake"), L - 1, Text("one more hidden layer"))
    chosen = mistake.default_layer(L) if layer is None else layer
    if chosen not in layers or isinstance(chosen, bool):
        choices = Enumeration(map(str, layers))
        raise ConfigurationError("layer", Text("one of {choices}", choices=choices), layer, str(layers[0]))
    return chosen


def _problem(config: RunConfig, iterations: int) -> tuple[Problem, int]:
    """The problem and the iterations that fit into SECONDS: first fewer iterations, then fewer examples."""
    problem = problem_of(config)
    needed = _seconds(problem.sizes, len(problem.labels))
    if needed * min(iterations, ENOUGH_ITERATIONS) > SECONDS:
        problem = problem_of(config, MIN_PLANTED_EXAMPLES)
        needed = _seconds(problem.sizes, len(problem.labels))
    return problem, min(iterations, max(MIN_PLANTED_ITERATIONS, int(SECONDS / needed)))


def _seconds(sizes: tuple[int, ...], m: int) -> float:
    """Approximate seconds that one iteration of both networks takes."""
    L, units = len(sizes) - 1, sum(sizes[1:])
    products = sum(n * n_previous for n_previous, n in zip(sizes, sizes[1:], strict=False)) * m
    return SECONDS_A_LAYER * L + SECONDS_A_PRODUCT * products + SECONDS_AN_ENTRY * units * m


def _diagnosis(mistake: Mistake, layer: int, both: SideBySide, iterations: int) -> Diagnosis:
    problem, planted, before = both.problem, both.planted, both.wrong.before
    assert before is not None, "up to the wrong line both programs are the same"
    costs_right = np.array(both.costs_right)  # (iterations,)
    costs_wrong = _curve(both.costs_printed)  # (iterations,) or shorter
    costs_true = _true_curve(mistake, both, costs_wrong)  # (iterations,)
    same = Text("Nothing: every number is the same as without the mistake.")
    return Diagnosis(
        mistake=mistake.name,
        layer=layer,
        equation=equation(planted.line, before, both.got_shape),
        operands=operands(planted.line, before),
        expected_shape=both.expected_shape,
        got_shape=both.got_shape,
        refusal=both.refusal,
        what_came_out=both.first_wrong.text if both.first_wrong else same,
        first_wrong=both.first_wrong,
        costs_right=costs_right,
        costs_wrong=costs_wrong,
        costs_true=costs_true,
        effect=_effect(both, costs_right, costs_wrong, costs_true),
        advice=_advice(mistake, layer, both),
        iterations=iterations,
        examples=len(problem.labels),
        alpha=problem.alpha,
    )


def _curve(costs: list[Any]) -> Array | None:
    """(iterations,) the costs, where each is one number, whatever its shape; else None."""
    if not costs or any(np.size(J) != 1 for J in costs):
        return None
    return np.array([float(np.ravel(J)[0]) for J in costs])


def _true_curve(mistake: Mistake, both: SideBySide, printed: Array | None) -> Array | None:
    """(iterations,) J as it should be, where a mistake in Y or in J makes the printed one something else."""
    true = np.array(both.costs_true)  # (iterations,)
    if mistake.topic != "cost" or both.refusal or not np.isfinite(true).all():
        return None
    return None if printed is not None and np.allclose(printed, true, rtol=SAME, atol=0) else true


def _effect(both: SideBySide, right: Array, printed: Array | None, true: Array | None) -> Effect:
    if both.refusal:
        return raised(both.refusal.iteration)
    judged = printed if true is None else true
    return effect(right, np.array(both.costs_true) if judged is None else judged, same_printed=true is None)


def _advice(mistake: Mistake, layer: int, both: SideBySide) -> Text | None:
    hidden = both.first_wrong is None or (mistake.raises and both.refusal is None)
    return mistake.hint(both.problem, layer) if hidden else None
