"""Limits of what a lesson computes, so that one that comes from outside holds up nobody, neither while it is checked
nor while it is taken."""

from __future__ import annotations

from collections.abc import Sequence

from dnn.configuration import RunConfig
from dnn.datasets.contents.reference import CONTENT
from dnn.errors import ConfigurationError
from dnn.network import layer_sizes, parameter_count
from dnn.shapes import training_examples
from dnn.text.messages import Text
from dnn.training.evaluations import MAX_EVALUATIONS

MAX_LESSON_PARAMETERS = 20_000
"""Weights and biases of a network of a lesson."""
MAX_LESSON_ITERATIONS = 5_000
"""Iterations of one run: it trains to its end, whoever looks."""
MAX_LESSON_TRAINING = 20_000
"""Iterations of all runs of a lesson together."""
MAX_LESSON_WORK = 4_000_000_000
"""Multiplications of all runs of a lesson together, an entry of Z counted as ENTRY of them: a few seconds."""
ENTRY = 20


def check_network(config: RunConfig) -> None:
    """Refuse a network that no lesson may have.

    Raises:
        ConfigurationError: it is too large, or is to learn a table that not everybody has.
    """
    if config.dataset.option(CONTENT) is not None:
        expected = Text("data that everybody has, since a table belongs to its visitor")
        raise ConfigurationError("dataset", expected, config.dataset.name, "circles")
    count = parameter_count(config)
    if count > MAX_LESSON_PARAMETERS:
        expected = Text("a network of at most {count} parameters", count=MAX_LESSON_PARAMETERS)
        raise ConfigurationError("hidden", expected, count, Text("fewer units"))


def check_training(configs: Sequence[RunConfig]) -> None:
    """Refuse runs of which one, or which together, would train for too long.

    Args:
        configs: all runs that a lesson trains.

    Raises:
        ConfigurationError: they would.
    """
    iterations = [config.hyperparameters.iterations for config in configs]
    if max(iterations, default=0) > MAX_LESSON_ITERATIONS:
        expected = Text("at most {count} in a lesson", count=MAX_LESSON_ITERATIONS)
        raise ConfigurationError("iterations", expected, max(iterations), "300")
    if sum(iterations) > MAX_LESSON_TRAINING:
        field, expected = (
            Text("the iterations of all runs together"),
            Text("at most {count}", count=MAX_LESSON_TRAINING),
        )
        raise ConfigurationError(field, expected, sum(iterations), Text("fewer runs or fewer iterations"))
    needed = sum(map(work, configs))
    if needed > MAX_LESSON_WORK:
        expected = Text("at most {count}", count=f"{MAX_LESSON_WORK:.0e}")
        hint = Text("fewer iterations, examples or units")
        raise ConfigurationError(Text("the multiplications of all runs"), expected, f"{needed:.1e}", hint)


def work(config: RunConfig) -> float:
    """About how many multiplications a run takes from its beginning to its end, its measurements included."""
    m, iterations = training_examples(config.dataset), config.hyperparameters.iterations
    columns = 3 * min(m, config.hyperparameters.batch_size or m) * iterations + m * min(iterations, MAX_EVALUATIONS)
    return float(columns) * (parameter_count(config) + ENTRY * sum(layer_sizes(config)[1:]))
