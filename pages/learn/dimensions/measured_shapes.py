"""The measured shapes of the visitor's network, within a limit that keeps pages quick."""

from __future__ import annotations

from functools import lru_cache

from dnn.background.run_snapshot import RunSnapshot
from dnn.configuration import RunConfig
from dnn.lessons.actual_shapes import Measurements, measure
from dnn.network import parameter_count
from dnn.shapes import training_examples
from pages.shared.session.work_limits import MAX_EXPLAINED_PARAMETERS, MAX_MEASURED_MULTIPLICATIONS


def measured_shapes(snapshot: RunSnapshot | None, config: RunConfig) -> Measurements | None:
    """The shapes in the next iteration of the visitor's run, or of a new one; None where that would take too long."""
    m, parameters = training_examples(config.dataset), parameter_count(config)
    batch = min(config.hyperparameters.batch_size or m, m)
    if parameters > MAX_EXPLAINED_PARAMETERS or 3 * parameters * batch > MAX_MEASURED_MULTIPLICATIONS:
        return None
    if snapshot is not None and snapshot.state is not None:
        return measure(snapshot.config, snapshot.state)
    return _of_a_new_run(config)


@lru_cache(maxsize=32)
def _of_a_new_run(config: RunConfig) -> Measurements:
    return measure(config)
