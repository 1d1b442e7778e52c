"""A run at one moment, as frozen values: its snapshot, and the record of its way there."""

from dataclasses import dataclass
from typing import Any, Literal

from dnn.configuration import RunConfig
from dnn.text.messages import Text
from dnn.training.cost_history import Costs, Iterations
from dnn.training.evaluations import Evaluation
from dnn.training.state import TrainingState
from dnn.training.stop import Stop

Suspension = Literal["unseen", "visitor", "server", "workers"]
"""The reason of a suspension: nobody polled the run, or somebody did again when as many runs trained as the visitor, or
the server, may have at once, or the workers of a cluster are away."""
Status = Literal["waiting", "running", "paused", "suspended", "finished", "stopped", "failed"]

MOVING = ("waiting", "running", "suspended")
"""States of a run that trains, or would if somebody polled it."""
ENDS = ("iterations", "target_cost")
"""Hyperparameters that decide when a run ends, and not where it goes."""
CHANGES_APART = 8_192
"""Changes between the same two iterations that have a position each; fewer than that are ever made by hand."""


@dataclass(frozen=True)
class ChangeRecord:
    """A hyperparameter, or an entry of W or b, that was changed while the run went on.

    Attributes:
        iteration: the first one with the new value.
        field, old, new: what was changed.
        number: 1, 2, … among the changes before the same iteration.
    """

    iteration: int
    field: str
    old: Any
    new: Any
    number: int = 1

    @property
    def position(self) -> float:
        """Its position on the axis of the iterations: after the one before it, and after earlier changes there."""
        return self.iteration - 1 + min(self.number, CHANGES_APART - 1) / CHANGES_APART


@dataclass(frozen=True)
class RunSnapshot:
    """A run at one moment."""

    id: str
    owner: str
    config: RunConfig
    status: Status
    generation: int
    iteration: int
    epoch: int
    state: TrainingState | None
    rate: float | None
    changes: tuple[ChangeRecord, ...]
    stop: Stop | None
    failure: Text | None
    current_evaluation: Evaluation | None
    speed_limit: float | None
    stepping: bool
    """True if it goes to a nearer goal than its end."""
    can_go_on: bool
    """True if it can make a further iteration as it is: not after its last one, nor where it broke off."""
    undo_at: float = -1.0
    """Time of the latest command that can be undone, in seconds since 1970; −1 where there is none."""
    redo_at: float = -1.0
    """Time at which that was undone which can be redone."""
    has_given_weights: bool = False
    """True if it began with weights that it was given, and not with those that its seed draws."""

    @property
    def moving(self) -> bool:
        """True if it trains, or would if somebody polled it."""
        return self.status in MOVING

    @property
    def ended(self) -> bool:
        """True if it has stopped by itself."""
        return self.status in ("finished", "stopped", "failed")


@dataclass(frozen=True, eq=False)
class RunRecord:
    """A run at one moment, and what it remembers of its way there.

    Attributes:
        evaluations: what was measured on all its data.
        iterations, costs: (k,) its costs, as many as are stored: see dnn.training.cost_history.
        time: iterations, and the seconds of computing that it took to make them.
        noise: the costs in buckets, as CostHistory.buckets has them.
    """

    run: RunSnapshot
    evaluations: tuple[Evaluation, ...]
    iterations: Iterations
    costs: Costs
    time: tuple[tuple[int, float], ...] = ()
    noise: tuple[Iterations, Costs] | None = None

    @property
    def last_change(self) -> int:
        """The first iteration after something that decides where it goes was changed by hand; 1 where nothing was."""
        decisive = (each.iteration for each in self.run.changes if each.field not in ENDS)
        return max(decisive, default=1)
