"""A network at one moment, for pages that explain it: that of the visitor's run, or of the link before training."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b

from dnn.background.run_snapshot import RunSnapshot
from dnn.configuration import RunConfig
from dnn.step import start
from dnn.training.state import TrainingState


@dataclass(frozen=True, eq=False)
class NetworkSnapshot:
    """A network at one moment.

    Attributes:
        config: its configuration.
        state: the state of its training.
        run: the visitor's run that it belongs to; None for a network that has not been trained.
    """

    config: RunConfig
    state: TrainingState
    run: RunSnapshot | None

    @cached_property
    def key(self) -> tuple[RunConfig, bytes]:
        """A key without arrays, equal for the same network at the same moment."""
        digest = blake2b(repr((self.state.iteration, self.state.offset, self.state.optimizer_steps)).encode())
        for array in (self.state.theta, *self.state.slots):
            digest.update(array.data)
        return self.config, digest.digest()


def network_snapshot(snapshot: RunSnapshot | None, config: RunConfig) -> NetworkSnapshot:
    """The run on the page at its current iteration, or else the network of `config` before its first."""
    if snapshot is not None and snapshot.state is not None:
        return NetworkSnapshot(snapshot.config, snapshot.state, snapshot)
    return NetworkSnapshot(config, start(config), snapshot)
