"""One run: its configuration, its state, its history, and how commands and slices change it."""

from copy import copy
from dataclasses import dataclass, field, replace
from typing import Any

from numpy.typing import NDArray

from dnn.background.commands import (
    Command,
    NewWeights,
    Pause,
    Reconfigure,
    Reset,
    Resume,
    RunTo,
    SetParameter,
    SetSpeedLimit,
    StepEpoch,
    StepIterations,
)
from dnn.background.entries import check_entry, set_entries
from dnn.background.notebook.computing_time import ComputingTime
from dnn.background.notebook.labels import RunLabels
from dnn.background.notebook.undo import Content, UndoHistory
from dnn.background.run_snapshot import ENDS, ChangeRecord, RunSnapshot, Status, Suspension
from dnn.configuration import LIVE_FIELDS, RunConfig, difference
from dnn.errors import ConfigurationError
from dnn.step import start
from dnn.text.messages import Enumeration, Text
from dnn.training.advance import Slice
from dnn.training.batches import batch_length
from dnn.training.cost_history import CostHistory
from dnn.training.data import training_data
from dnn.training.evaluations import Evaluation, EvaluationHistory
from dnn.training.state import TrainingState
from dnn.training.stop import Stop

TO_THE_END = None
MAX_CHANGES = 1_000
"""Changes that a run remembers: the latest ones."""
RATE_MEMORY = 0.7
"""Share of the rate shown that comes from before, at each slice."""

TABLE_GONE = Text(
    "The table that this run is on was deleted, or is no longer shared; its figures are kept, but it cannot be "
    "continued until that table is imported again."
)

CONTENT = (
    *("config", "trained_config", "state", "history", "evaluations", "changes", "current_evaluation", "stop"),
    *("failure", "rate", "pending_entries", "time", "previous", "initial_theta"),
)
"""Fields that say where a run stands and how it came there."""


@dataclass(frozen=True)
class SliceRequest:
    """A slice to be computed: the arguments of dnn.training.advance.advance."""

    config: RunConfig
    state: TrainingState | None
    iterations: int | None
    generation: int


@dataclass(eq=False)
class Run:
    """A run. Only the manager and its scheduler change it, under the manager's lock.

    `version` grows whenever the network becomes another one: by training, by hand, or by beginning again.
    """

    id: str
    owner: str
    config: RunConfig
    speed_limit: float | None = None
    max_bytes: int = 0
    """Maximum of the bytes of its state."""
    state: TrainingState | None = None
    generation: int = 0
    version: int = 0
    history: CostHistory = field(default_factory=CostHistory)
    evaluations: EvaluationHistory = field(default_factory=EvaluationHistory)
    changes: tuple[ChangeRecord, ...] = ()
    current_evaluation: Evaluation | None = None
    stop: Stop | None = None
    failure: Text | None = None
    rate: float | None = None
    moving: bool = False
    suspended: Suspension | None = None
    are_workers_away: bool = False
    goal: int | None = TO_THE_END
    trained_config: RunConfig = field(init=False)
    failures: int = 0
    tables_found: int = 0
    """Times that its table was noted to be there: who looked for it before that has not seen it."""
    last_seen: float = 0.0
    _requested_steps: int = 0
    """Iterations to be made from the start of the next slice, after the end of its epoch if that is requested too."""
    _epoch_requested: bool = False
    pending_entries: tuple[SetParameter, ...] = ()
    """Entries of W and b to be set before the next slice."""
    labels: RunLabels = RunLabels()
    time: ComputingTime = field(default_factory=ComputingTime)
    is_background: bool = False
    """True if it gives way to the runs that somebody looks at: it is one of a sweep, and was not sent a command."""
    is_in_class: bool = False
    """True if a room shows it: it is worth being written down before its first iteration."""
    previous: str | None = None
    """Id of the run whose place it took on the page, to be compared with it."""
    undo: UndoHistory = field(default_factory=UndoHistory)
    initial_theta: NDArray[Any] | None = None
    """(P,) the parameters that it begins with, and goes back to; None for those that its seed draws."""

    def __post_init__(self) -> None:
        self.trained_config = self.config
        if self.initial_theta is not None:
            self.state = start(self.config, self.initial_theta)

    @property
    def iteration(self) -> int:
        """Iterations done."""
        return self.state.iteration if self.state else 0

    @property
    def nbytes(self) -> int:
        """Bytes of its state, of its costs, and of weights that it was given."""
        given = 0 if self.initial_theta is None else self.initial_theta.nbytes
        return (self.state.nbytes if self.state else 0) + self.history.nbytes + given

    @property
    def epoch(self) -> int:
        """Epochs completed."""
        return self.state.epoch if self.state else 0

    @property
    def active(self) -> bool:
        """True if it takes part in the work of the executor."""
        return self.moving and self.suspended is None

    @property
    def advances(self) -> bool:
        """True if it trains at this moment, or as soon as it is its turn."""
        return self.moving and self.suspension is None

    @property
    def suspension(self) -> Suspension | None:
        """The reason for which it does not go on although it would, if any. One whose workers are away takes part in
        the work of the executor as before, and counts as active."""
        return self.suspended or ("workers" if self.are_workers_away else None)

    @property
    def wants_work(self) -> bool:
        """True if there is anything to compute: training, or an evaluation where it stands still."""
        is_unmeasured = self.failure is None and (self.current_evaluation is None or bool(self.pending_entries))
        return self.suspended is None and (self.moving or is_unmeasured)

    @property
    def is_table_gone(self) -> bool:
        """True if it is on a visitor's table that its owner no longer has: it can be looked at alone."""
        return self.failure == TABLE_GONE

    def note_table(self, *, is_there: bool) -> None:
        """Note whether its owner has the table that it is on; without it, it stops until she has imported it again."""
        if not is_there:
            self.fail(TABLE_GONE)
            return
        self.tables_found += 1
        if self.is_table_gone:
            self.failure = None

    @property
    def can_go_on(self) -> bool:
        """True if it can make a further iteration as it is; one that reached its target cost can."""
        return self.failure is None and (self.stop is None or self.stop.reason == "target_cost")

    @property
    def status(self) -> Status:
        """Its state in one word."""
        if self.failure is not None:
            return "failed"
        if self.stop is not None:
            return "finished" if self.stop.reason == "iterations" else "stopped"
        if not self.moving:
            return "paused"
        if self.suspension is not None:
            return "suspended"
        return "waiting" if self.state is None else "running"

    @property
    def requested_steps(self) -> tuple[int, bool]:
        """Iterations to be made from the start of the next slice, and whether after the end of its epoch."""
        return self._requested_steps, self._epoch_requested

    @requested_steps.setter
    def requested_steps(self, requested: tuple[int, bool]) -> None:
        self._requested_steps, self._epoch_requested = requested

    def copy(self) -> "Run":
        """The run as it is now, which changes no more; its values are shared, since they are frozen themselves."""
        frozen = copy(self)
        for name, value in self.content().items():
            setattr(frozen, name, value)
        return frozen

    def with_costs(self) -> "Run":
        """The run as it is now as far as its costs go, which change no more."""
        frozen = copy(self)
        frozen.history = copy(self.history)
        return frozen

    def content(self) -> Content:
        """The fields that say where it stands and how it came there; the values change no more."""
        content = {name: getattr(self, name) for name in CONTENT}
        content["history"], content["time"] = copy(self.history), self.time.copy()
        content["evaluations"] = EvaluationHistory.of(self.evaluations.since(-1))
        return content

    def restore(self, content: Content) -> None:
        """Stand where it stood when `content` was taken, at rest; what a slice under way brings is dropped."""
        for name, value in content.items():
            setattr(self, name, value)
        for name, value in self.content().items():  # the histories of `content` are left as they are
            setattr(self, name, value)
        self.moving, self.goal, self.failures = False, TO_THE_END, 0
        self._forget_requested_steps()
        self.generation += 1
        self.version += 1

    def snapshot(self) -> RunSnapshot:
        """The run as it is now."""
        return RunSnapshot(
            id=self.id,
            owner=self.owner,
            config=self.config,
            status=self.status,
            generation=self.generation,
            iteration=self.iteration,
            epoch=self.epoch,
            state=self.state,
            rate=self.rate,
            changes=self.changes,
            stop=self.stop,
            failure=self.failure,
            current_evaluation=self.current_evaluation,
            speed_limit=self.speed_limit,
            stepping=self.moving and self._has_near_goal,
            can_go_on=self.can_go_on,
            undo_at=self.undo.done[-1].at if self.undo.done else -1.0,
            redo_at=self.undo.undone[-1].at if self.undo.undone else -1.0,
            has_given_weights=self.initial_theta is not None,
        )

    def apply(self, command: Command) -> None:
        """Carry out a command."""
        match command:
            case Pause():
                self.moving = False
                self._forget_requested_steps()
            case Resume():
                self._move_to(TO_THE_END)
            case StepIterations(count):
                self._requested_steps += count
                self._set_moving()
            case StepEpoch():
                self._epoch_requested = True
                self._set_moving()
            case RunTo(iteration):
                self._move_to(iteration)
            case Reset():
                self._begin_again(self.config)
            case NewWeights(seed):
                self.initial_theta = None
                self._begin_again(replace(self.config, seed=seed))
            case Reconfigure(config):
                self._reconfigure(config)
            case SetSpeedLimit(iterations_per_second):
                self.speed_limit = iterations_per_second
            case SetParameter():
                self._set(command)

    def next_slice(self) -> SliceRequest | None:
        """The next slice, bounded by the goal; None when there is nothing to do. Changes count from here on."""
        if self._requested_steps or self._epoch_requested:
            to_end_of_epoch = self._iterations_to_end_of_epoch() if self._epoch_requested else 0
            self.goal = self.iteration + to_end_of_epoch + self._requested_steps
            self._forget_requested_steps()
        self._record_changes()
        self._set_pending_entries()
        if self.moving:
            left = None if self.goal is None else max(0, self.goal - self.iteration)
            return SliceRequest(self.config, self.state, left, self.generation)
        if self.current_evaluation is None and not self.failure:
            return SliceRequest(self.config, self.state, 0, self.generation)
        return None

    def accept(self, result: Slice, generation: int, rate: float | None) -> None:
        """Take over what a slice brought; one from before a reset is dropped."""
        if generation != self.generation:
            return
        self.version += self.state is None or len(result.costs) > 0
        self.state = result.state
        self.failures = 0
        self.history.append(result.first_iteration, result.costs)
        if len(result.costs):
            self.time.add(self.iteration, result.seconds)
        self.evaluations.append(result.evaluations)
        self.current_evaluation = result.current_evaluation
        if rate is not None and len(result.costs):
            self.rate = rate if self.rate is None else RATE_MEMORY * self.rate + (1 - RATE_MEMORY) * rate
        if result.stop is not None and (len(result.costs) or self.moving):
            self.stop, self.moving = result.stop, False
        if (
            self.goal is not None
            and self.iteration >= self.goal
            and not (self._requested_steps or self._epoch_requested)
        ):
            self.moving, self.goal = False, None

    def fail(self, reason: Text) -> None:
        """Stop for good."""
        self.failure, self.moving, self.failures = reason, False, 0

    def _move_to(self, goal: int | None) -> None:
        self.goal = goal
        self._forget_requested_steps()
        self._set_moving()

    def _set_moving(self) -> None:
        if self.can_go_on:
            self.moving, self.stop = True, None
        else:
            self.goal = TO_THE_END
            self._forget_requested_steps()

    def _forget_requested_steps(self) -> None:
        self._requested_steps, self._epoch_requested = 0, False

    @property
    def _has_near_goal(self) -> bool:
        """True if it has, or is about to have, a goal before its end."""
        return self.goal is not None or self._requested_steps > 0 or self._epoch_requested

    def _begin_again(self, config: RunConfig) -> None:
        self.config = self.trained_config = config
        self.state = None if self.initial_theta is None else start(config, self.initial_theta)
        self.stop, self.failure, self.current_evaluation, self.rate = None, None, None, None
        self.history, self.evaluations, self.changes, self.failures = CostHistory(), EvaluationHistory(), (), 0
        self.time = ComputingTime()
        self.moving, self.goal = self.moving and not self._has_near_goal, TO_THE_END
        self._forget_requested_steps()
        self.pending_entries = ()
        self.generation += 1
        self.version += 1

    def _reconfigure(self, config: RunConfig) -> None:
        """Take over another configuration; a run that has ended may then go on.

        Raises:
            ConfigurationError: it differs in something that needs a new run.
        """
        changes = difference(self.config, config)
        if changes.needs_new_run:
            expected = Text("one that differs from the run's in {fields} alone", fields=Enumeration(LIVE_FIELDS))
            raise ConfigurationError("configuration", expected, Text("another one"), Text("a new run"))
        self.config = config
        changed = {change.field for change in changes.live}
        if self.stop is not None and changed & set(ENDS) and self.stop.reason != "non_finite":
            self.stop = None if self.iteration < config.hyperparameters.iterations else self.stop
        self.current_evaluation = None if "l2" in changed else self.current_evaluation

    def _set(self, setting: SetParameter) -> None:
        """Have an entry set before the next slice; where a number was no longer finite, training may then go on.

        Raises:
            ConfigurationError: the network has no such entry.
        """
        check_entry(self.config, setting)
        self.pending_entries += (setting,)
        if self.stop is not None and self.stop.reason == "non_finite":
            self.stop = None

    def _set_pending_entries(self) -> None:
        if not self.pending_entries:
            return
        state, values_before = set_entries(self.config, self.state or start(self.config), self.pending_entries)
        for setting, before in zip(self.pending_entries, values_before, strict=True):
            self._record(setting.field, before, setting.value)
        self.state, self.current_evaluation, self.pending_entries = state, None, ()
        self.version += 1

    def _record(self, field_name: str, old: object, new: object) -> None:
        iteration, latest = self.iteration + 1, self.changes[-1] if self.changes else None
        number = latest.number + 1 if latest is not None and latest.iteration == iteration else 1
        self.changes = (*self.changes, ChangeRecord(iteration, field_name, old, new, number))[-MAX_CHANGES:]

    def _record_changes(self) -> None:
        if self.iteration and self.moving:
            for change in difference(self.trained_config, self.config).live:
                self._record(change.field, change.old, change.new)
        if self.moving or not self.iteration:
            self.trained_config = self.config

    def _iterations_to_end_of_epoch(self) -> int:
        m, offset = training_data(self.config).train.m, self.state.offset if self.state else 0
        length = batch_length(self.config.hyperparameters.batch_size, m, offset)
        return -(-(m - offset) // length)
