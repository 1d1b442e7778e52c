"""All experiments by name, and the facts that one finds."""

from __future__ import annotations

from typing import Any

from dnn.configuration import RunConfig
from dnn.lessons.path.condition import Fact
from dnn.lessons.path.experiments.cached_or_not import CACHED_OR_NOT
from dnn.lessons.path.experiments.experiment_kind import ExperimentKind, Setup
from dnn.lessons.path.experiments.goal import GOAL
from dnn.lessons.path.experiments.layer_counts import LAYER_COUNTS
from dnn.lessons.path.experiments.one_iteration import ONE_ITERATION
from dnn.lessons.path.experiments.planted_mistake import PLANTED_MISTAKE
from dnn.lessons.path.experiments.saturated_unit import SATURATED_UNIT
from dnn.lessons.path.experiments.shape_facts import SHAPES
from dnn.lessons.path.experiments.side_by_side import SIDE_BY_SIDE
from dnn.lessons.path.experiments.unit_sum import UNIT_SUM

EXPERIMENTS: dict[str, ExperimentKind] = {
    "layers": LAYER_COUNTS,
    "shapes": SHAPES,
    "unit_sum": UNIT_SUM,
    "mistake": PLANTED_MISTAKE,
    "iteration": ONE_ITERATION,
    "cache": CACHED_OR_NOT,
    "saturated": SATURATED_UNIT,
    "runs": SIDE_BY_SIDE,
    "goal": GOAL,
}
"""Every experiment by the name that a lesson's file has for it."""

Options = tuple[tuple[str, Any], ...]
"""Options in a form that can be a key."""


def facts_of(
    kind: str,
    configs: tuple[RunConfig, ...],
    labels: tuple[str, ...],
    options: Options,
    values: tuple[float | None, ...] = (),
) -> dict[str, Fact]:
    """The facts that an experiment finds; it stands in a module of its own so that a worker can compute it.

    Raises:
        ConfigurationError: an option that is none, or one that this network does not have.
    """
    entry = EXPERIMENTS[kind]
    return entry.facts(Setup(configs, labels, entry.completed(dict(options)), values))
