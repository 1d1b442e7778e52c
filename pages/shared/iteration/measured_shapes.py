"""The measured shapes of the visitor's network, within a limit that keeps pages quick."""

from __future__ import annotations

from functools import lru_cache

from dnn.background.run import RunSnapshot
from dnn.configuration import RunConfig
from dnn.lessons.actual_shapes import Measurements, measure
from dnn.network import parameter_count
from dnn.shapes import training_examples

MAX_MULTIPLICATIONS = 300_000_000
"""About a tenth of a second."""
MAX_PARAMETERS = 1_000_000
"""About a tenth of a second to draw them, and 100 MB for all arrays of their size in an iteration."""


def measured_shapes(snapshot: RunSnapshot | None, config: RunConfig) -> Measurements | None:
    """The shapes in the next iteration of the visitor's run, or of a new one; None where that would take too long."""
    m, parameters = training_examples(config.dataset), parameter_count(config)
    batch = min(config.hyperparameters.batch_size or m, m)
    if parameters > MAX_PARAMETERS or 3 * parameters * batch > MAX_MULTIPLICATIONS:
        return None
    if snapshot is not None and snapshot.state is not None:
        return measure(snapshot.config, snapshot.state)
    return _of_a_new_run(config)


@lru_cache(maxsize=32)
def _of_a_new_run(config: RunConfig) -> Measurements:
    return measure(config)
