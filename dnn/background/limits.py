"""Limits that stop one visitor from taking what all share; the error says in words which limit was met."""

import math
from typing import Literal

import numpy as np

from dnn.background.settings import Settings
from dnn.configuration import RunConfig
from dnn.errors import DnnError
from dnn.network import layer_sizes, parameter_count
from dnn.optimizers import OPTIMIZERS
from dnn.step import multiplications
from dnn.text.messages import CountedText, Text
from dnn.training.data import training_data

EVALUATED_AT_ONCE = 1024
BUFFERS = 5
"""Approximate number of arrays of the size of all activations that a run needs."""


Limit = Literal["visitor", "server"]
"""Scope of a limit: one visitor, or all together."""


class LimitReached(DnnError):
    """The server has as many runs as it will take, or a run is larger than it will take."""


class TooManyRuns(LimitReached):
    """The number of runs that may train at once is reached; `limit` says whether the visitor's or the server's."""

    def __init__(self, limit: Limit, message: Text) -> None:
        super().__init__(message)
        self.limit: Limit = limit


class NotOwner(DnnError):
    """A command came from somebody who did not start the run."""

    def __init__(self) -> None:
        super().__init__(Text("This run belongs to another visitor; press Train to start one of your own."))


def check_size(config: RunConfig, settings: Settings) -> None:
    """Refuse a run whose iteration or measurement would hold up all others, or whose buffers would fill the memory.

    Raises:
        LimitReached: with what it needs, what is allowed, and what to try.
    """
    weights = parameter_count(config)
    data = training_data(config)
    m = data.train.m
    batch = min(config.hyperparameters.batch_size or m, m)
    needed = multiplications(config)
    if needed > settings.iteration_multiplications:
        raise LimitReached(
            Text(
                "Expected an iteration to take at most {limit} million multiplications, got {needed} million; "
                "try a smaller batch, fewer units or fewer layers.",
                limit=f"{settings.iteration_multiplications / 1e6:,.0f}",
                needed=f"{needed / 1e6:,.0f}",
            )
        )
    needed = weights * (m + data.test.m)
    if needed > settings.iteration_multiplications:
        raise LimitReached(
            Text(
                "Expected the cost of all examples to take at most {limit} million multiplications, "
                "got {needed} million; try fewer examples, fewer units or fewer layers.",
                limit=f"{settings.iteration_multiplications / 1e6:,.0f}",
                needed=f"{needed / 1e6:,.0f}",
            )
        )
    activations = sum(layer_sizes(config)) * max(batch, min(m, EVALUATED_AT_ONCE))
    megabytes = math.ceil((BUFFERS * activations + 6 * weights) * _bytes_a_number(config) / 1e6)
    if megabytes > settings.run_megabytes:
        raise LimitReached(
            Text(
                "Expected a run to need at most {limit} MB, got about {needed} MB; "
                "try a smaller batch, fewer units or fewer layers.",
                limit=settings.run_megabytes,
                needed=f"{megabytes:,}",
            )
        )


def state_bytes(config: RunConfig) -> int:
    """Bytes of the server that the run's state takes at most: the parameters, and what an optimiser remembers."""
    slots = max(optimizer.slots for optimizer in OPTIMIZERS.values())
    return (1 + slots) * parameter_count(config) * _bytes_a_number(config)


def _bytes_a_number(config: RunConfig) -> int:
    return np.dtype(config.hyperparameters.precision).itemsize


def check_numbers(active: int, active_of_visitor: int, settings: Settings) -> None:
    """Refuse one more active run where there are enough.

    Raises:
        TooManyRuns: the server's limit, or the visitor's.
    """
    if active_of_visitor >= settings.active_runs_per_visitor:
        raise TooManyRuns(
            "visitor",
            Text(
                "Expected at most {limit} of your runs to train at once, got one more; try pausing another one.",
                limit=settings.active_runs_per_visitor,
            ),
        )
    if active >= settings.active_runs:
        raise TooManyRuns(
            "server",
            CountedText(
                "Expected at most {count} run to train at once on this server, got one more; try again in a minute.",
                "Expected at most {count} runs to train at once on this server, got one more; try again in a minute.",
                settings.active_runs,
            ),
        )
