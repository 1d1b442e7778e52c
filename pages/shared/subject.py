"""What a page that explains looks at: the visitor's run where it stands, or the network of the link before training."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from dnn.background.run import RunSnapshot
from dnn.configuration import RunConfig
from dnn.step import start
from dnn.training_state import TrainingState


@dataclass(frozen=True, eq=False)
class Subject:
    """A network at one moment.

    Attributes:
        config: its configuration.
        state: where its training stands.
        run: the visitor's run that it belongs to; None for a network that has not been trained.
    """

    config: RunConfig
    state: TrainingState
    run: RunSnapshot | None


def subject(snapshot: RunSnapshot | None, config: RunConfig) -> Subject:
    """The run on the page at its current iteration, or else the network of `config` before its first."""
    if snapshot is not None and snapshot.state is not None:
        return Subject(snapshot.config, snapshot.state, snapshot)
    return Subject(config, _beginning(config), snapshot)


@lru_cache(maxsize=8)
def _beginning(config: RunConfig) -> TrainingState:
    """The same object for the same configuration, so that what follows from it can be kept."""
    return start(config)
