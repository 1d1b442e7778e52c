"""The state of a training run between two iterations: all that is needed to go on, and nothing else."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class TrainingState:
    """A point of a run. Its arrays are never written to; it can be pickled."""

    iteration: int
    """Updates done so far."""
    epoch: int
    """Epochs completed so far."""
    offset: int
    """Examples of the present epoch used so far; 0 with full batches."""
    theta: NDArray[Any]
    """(P,) all parameters, in the order of dnn.network.flatten."""
    slots: tuple[NDArray[Any], ...]
    """The optimiser's memory, each (P,) in the same order: momentum's v, RMSprop's s, Adam's v and s."""
    optimizer: str
    """The optimiser whose slots these are."""
    optimizer_steps: int
    """Updates done since that optimiser was chosen: Adam's t."""

    @property
    def nbytes(self) -> int:
        """Bytes of its arrays."""
        return self.theta.nbytes + sum(slot.nbytes for slot in self.slots)

    def for_optimizer(self, name: str, slots: int) -> "TrainingState":
        """This state for the optimiser `name`: itself, or with that optimiser's `slots` at zero when it is new."""
        if name == self.optimizer:
            return self
        zeros = tuple(np.zeros_like(self.theta) for _ in range(slots))
        return replace(self, slots=zeros, optimizer=name, optimizer_steps=0)
