"""TrainedRun: a run as far as it has been trained, which is what forms with a network in them are written from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dnn.configuration import RunConfig
from dnn.network import Parameters, parameters_at
from dnn.training.advance import advance
from dnn.training.evaluations import Evaluation
from dnn.training.stop import Stop


@dataclass(frozen=True, eq=False)
class TrainedRun:
    """A run, its network and its costs.

    Attributes:
        config: the settings that it has now.
        parameters: W and b after the last update.
        iteration: the number of updates made.
        iterations, costs: (k,) iterations in ascending order and the cost J of each before its update, L2 included;
            all that were made, or those that a curve has.
        test_iterations, test_costs: (j,) iterations at whose beginning the test part was measured, and its cost without
            L2; the last may be `iteration` + 1, after the last update. Empty without a test part.
    """

    config: RunConfig
    parameters: Parameters
    iteration: int
    iterations: NDArray[Any]
    costs: NDArray[Any]
    test_iterations: NDArray[Any]
    test_costs: NDArray[Any]

    @staticmethod
    def of(config: RunConfig, iterations: int | None = None) -> TrainedRun:
        """The run of a configuration, trained from its beginning as `trained` does it."""
        return trained(config, iterations)[0]


def trained(config: RunConfig, iterations: int | None = None) -> tuple[TrainedRun, Stop]:
    """The run of a configuration, trained from its beginning, and why it ended.

    Args:
        config: the run.
        iterations: how many, instead of the configuration's own number.

    Returns:
        The run as it was after the last update all of whose numbers are finite; its configuration has `iterations`.

    Raises:
        ConfigurationError: `iterations` is out of range.
    """
    config = with_iterations(config, iterations)
    result = advance(config, None)
    assert result.stop is not None, "nothing else ends a slice without a bound"
    test_iterations, test_costs = test_curve(result.evaluations, result.current_evaluation)
    run = TrainedRun(
        config=config,
        parameters=parameters_at(config, result.state.theta),
        iteration=result.state.iteration,
        iterations=np.arange(1, len(result.costs) + 1),
        costs=result.costs,
        test_iterations=test_iterations,
        test_costs=test_costs,
    )
    return run, result.stop


def with_iterations(config: RunConfig, iterations: int | None) -> RunConfig:
    """The configuration with another number of iterations; None leaves it as it is.

    Raises:
        ConfigurationError: the number is out of range.
    """
    if iterations is None:
        return config
    return replace(config, hyperparameters=replace(config.hyperparameters, iterations=iterations))


def test_curve(
    evaluations: Iterable[Evaluation], current: Evaluation | None
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Iterations (j,) at whose beginning the test part was measured, and its costs (j,); `current` is the measurement
    after the last update, where there is one."""
    measured = [*evaluations] if current is None else [*evaluations, current]
    pairs = [(each.iteration, each.test_cost) for each in measured if each.test_cost is not None]
    iterations = np.array([iteration for iteration, _cost in pairs], dtype=np.int64)  # (j,)
    return iterations, np.array([cost for _iteration, cost in pairs], dtype=np.float64)  # (j,)
