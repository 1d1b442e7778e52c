"""The state of a training run between two iterations: all that is needed to go on, and nothing else."""

from __future__ import annotations

import operator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class ReducedState:
    """The same point in the coordinates in which a plan holds W^[1] (dnn/training/plan/sample_space.py). A plan goes on
    from it, since θ itself is rounded, and the numbers would depend on where a run is cut into slices."""

    theta: NDArray[Any]
    """(P',) the parameters with n[0] = m inputs, in the order of dnn.network.flatten."""
    slots: tuple[NDArray[Any], ...]
    """The optimiser's memory likewise."""
    outside: NDArray[Any]
    """(1 + slots, n[1], n_x) what W^[1] and its slots had outside the span of the examples when they were loaded."""
    factors: NDArray[np.float64]
    """(1 + slots, 1 + slots) shares of these in what they have outside now."""
    whole: tuple[NDArray[Any], ...]
    """θ and the slots (P,) that it belongs to."""

    def belongs_to(self, state: TrainingState) -> bool:
        """False where θ or the slots are others by now: set by hand, or of another optimiser."""
        vectors = (state.theta, *state.slots)
        return len(vectors) == len(self.whole) and all(map(operator.is_, vectors, self.whole))

    @property
    def nbytes(self) -> int:
        """Bytes of its own arrays."""
        return sum(array.nbytes for array in (self.theta, *self.slots, self.outside, self.factors))


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
    reduced: ReducedState | None = None
    """The same point as a plan in sample space holds it; None with any other plan."""

    @property
    def nbytes(self) -> int:
        """Bytes of its arrays."""
        own = self.theta.nbytes + sum(slot.nbytes for slot in self.slots)
        return own + (self.reduced.nbytes if self.reduced is not None else 0)

    def for_optimizer(self, name: str, slots: int) -> TrainingState:
        """This state for the optimiser `name`: itself, or with that optimiser's `slots` at zero when it is new."""
        if name == self.optimizer:
            return self
        zeros = tuple(np.zeros_like(self.theta) for _ in range(slots))
        return replace(self, slots=zeros, optimizer=name, optimizer_steps=0)
