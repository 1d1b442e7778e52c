"""Runs side by side: what each was called, and what became of its costs, its network and its gradients."""

from __future__ import annotations

import math

import numpy as np

from dnn.activations import Array
from dnn.configuration import RunConfig
from dnn.datasets import load_dataset
from dnn.lessons.path.condition import Fact
from dnn.lessons.path.experiments.experiment_kind import ExperimentKind, ExperimentOption, Setup
from dnn.lessons.path.option_checks import name_among, positive
from dnn.losses import TASKS
from dnn.network import layer_sizes, parameter_count, parameters_at, task_name
from dnn.step import start
from dnn.training.advance import Slice, advance

SAME_COST = 1e-12
"""Relative difference of two costs below which neither is higher."""


def side_by_side(setup: Setup) -> dict[str, Fact]:
    """Facts of each run, its number from 1 on behind their names, and of all of them.

    A run's are its label, the value that was tried where there is one, its costs (the first, the last, the least, that
    of the test part), scores from 0 to 1, the share of the iterations in which the cost rose, the iteration at which it
    diverged (0: it did not), the rank of W^[1] at its end, ‖dW^[1]‖ and ‖dW^[L]‖ at its start, and its sizes, n^[0] to
    n^[L] as a list in words as well. Those of all: `runs`, and the numbers of the `best` by the last cost and of the
    `best_test` by the cost of the test part; the costs of predicting the labels' frequencies (`constant_cost`) and of
    predicting without knowing anything (`blind_cost`), on the data of the first run.
    """
    facts: dict[str, Fact] = {"runs": float(len(setup.configs))}
    for k, (label, config) in enumerate(zip(setup.labels, setup.configs, strict=True), start=1):
        facts |= {f"{name}_{k}": fact for name, fact in run_facts(label, config).items()}
    values = {f"value_{k}": value for k, value in enumerate(setup.values, start=1) if value is not None}
    return facts | values | _of_all(facts, len(setup.configs)) | baselines(setup.config)


def run_facts(label: str, config: RunConfig) -> dict[str, Fact]:
    """The facts of one run, trained from its beginning to its end."""
    end = advance(config, None)
    evaluation, first = end.current_evaluation, advance(config, None, iterations=1).evaluations
    norms = first[0].gradient_norms if first else (math.nan,)
    has_diverged = end.stop is not None and end.stop.reason == "non_finite"
    W = parameters_at(config, end.state.theta).layers[0].W  # (n, n_x)
    test_cost = None if evaluation is None else evaluation.test_cost
    test_score = None if evaluation is None else evaluation.test_score
    return {
        "label": label,
        **_cost_facts(end.costs, has_diverged),
        "test_cost": math.inf if has_diverged else _number(test_cost),
        "score": math.nan if evaluation is None else evaluation.train_score,
        "test_score": _number(test_score),
        "diverged": float(end.stop.iteration) if has_diverged and end.stop else 0.0,
        "iterations": float(end.state.iteration),
        "rank_W1": float(np.linalg.matrix_rank(W)) if np.isfinite(W).all() else math.nan,
        "distance": _distance(config, end),
        "gradient_1": norms[0],
        "gradient_L": norms[-1],
        "hidden_units": float(sum(layer.units for layer in config.architecture.hidden)),
        "parameters": float(parameter_count(config)),
        "sizes": ", ".join(map(str, layer_sizes(config))),
        "learning_rate": config.hyperparameters.learning_rate,
    }


def baselines(config: RunConfig) -> dict[str, Fact]:
    """The costs of two networks that do not look at X: one that predicts the frequencies of the labels, or the mean of
    the targets; and one that predicts all classes alike, or 0."""
    Y = load_dataset(config.dataset).Y_train  # (n_y, m)
    task = TASKS[task_name(config)]
    return {"constant_cost": task.baseline(Y), "blind_cost": task.cost(np.zeros(Y.shape), Y)}


def _cost_facts(costs: Array, has_diverged: bool) -> dict[str, Fact]:
    """Facts of the costs (k,) of k iterations; the last one of a run that diverged is infinite."""
    if not len(costs):
        return {"first_cost": math.inf, "final_cost": math.inf, "least_cost": math.inf, "rises": math.nan}
    rises = np.diff(costs) > SAME_COST * np.abs(costs[:-1])  # (k - 1,)
    return {
        "first_cost": float(costs[0]),
        "final_cost": math.inf if has_diverged else float(costs[-1]),
        "least_cost": float(np.min(costs)),
        "rises": float(rises.mean()) if len(rises) else 0.0,
    }


def _distance(config: RunConfig, end: Slice) -> float:
    """‖θ − θ at the start‖: 0 where nothing has moved."""
    with np.errstate(over="ignore", invalid="ignore"):
        return float(np.linalg.norm(end.state.theta - start(config).theta))


def _number(value: float | None) -> float:
    return math.nan if value is None else value


def _of_all(facts: dict[str, Fact], count: int) -> dict[str, Fact]:
    """The numbers of the runs that end best."""
    return {"best": float(_least(facts, "final_cost", count)), "best_test": float(_least(facts, "test_cost", count))}


def _least(facts: dict[str, Fact], name: str, count: int) -> int:
    """The number of the run of which a fact is least; one that is no number is never the least."""
    values = {k: float(facts[f"{name}_{k}"]) for k in range(1, count + 1)}
    return min(values, key=lambda k: (math.isnan(values[k]), values[k]))


CHART_OPTIONS: dict[str, ExperimentOption] = {
    "scale": ExperimentOption(name_among("linear", "log"), "linear"),
    "lowest": ExperimentOption(positive, None),
    "highest": ExperimentOption(positive, None),
}
"""Options of the chart of the costs: its scale, and where its axis ends; None where that follows from the data."""
SIDE_BY_SIDE = ExperimentKind(side_by_side, CHART_OPTIONS, trains=True)
