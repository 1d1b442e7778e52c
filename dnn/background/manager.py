"""The manager of all runs of a server: what pages and routes ask of them. The scheduler lets them train, retention says
which are let go, the store holds them.
"""

import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Executor

from dnn.background.commands import Command, Reconfigure, Resume, RunTo, StepEpoch, StepIterations
from dnn.background.curve import CostCurve, Curve, cost_curve_of, costs_of, curve_of
from dnn.background.executors.making import make_executor
from dnn.background.held_runs import HeldRuns
from dnn.background.learning.learning_store import LearningStore
from dnn.background.limits import NotOwner, TooManyRuns, check_numbers, check_size, state_bytes
from dnn.background.notebook.lesson_runs import LessonRuns
from dnn.background.notebook.notebook import TO_ITS_BEGINNING, Notebook
from dnn.background.notebook.sweeps import Sweeps
from dnn.background.notebook.watching import Watching
from dnn.background.offers import RunOffer, RunOffers, new_run_id
from dnn.background.payload import run_payload
from dnn.background.rooms.class_runs import ClassRuns
from dnn.background.run import Run
from dnn.background.run_snapshot import RunRecord, RunSnapshot
from dnn.background.scheduler import Scheduler
from dnn.background.settings import Settings
from dnn.background.store.memory_store import MemoryStore
from dnn.background.store.protocol import Store
from dnn.background.tables.upkeep import Upkeep
from dnn.background.tables.visitor_tables import VisitorTables
from dnn.background.wire import RunPayload
from dnn.configuration import RunConfig
from dnn.network import Parameters, flattened_for

STARTING = (Resume, RunTo, StepEpoch, StepIterations)
"""Commands that let a run train."""


class RunManager:
    """All runs of a server. Every method may be called from any thread, and returns at once."""

    def __init__(
        self,
        settings: Settings,
        executor_factory: Callable[[Settings], Executor] = make_executor,
        clock: Callable[[], float] = time.monotonic,
        store: Store | None = None,
        tables: VisitorTables | None = None,
        learning: LearningStore | None = None,
    ) -> None:
        self.settings = settings
        self.tables = VisitorTables(settings) if tables is None else tables
        self.learning = LearningStore(settings) if learning is None else learning
        self._clock = clock
        self._store: Store = MemoryStore() if store is None else store
        self._changed = threading.Condition()
        self._offers = RunOffers()
        self._held = HeldRuns(settings, clock, self._changed, self._store, self.tables, self.learning)
        self.scheduler = Scheduler(
            settings, executor_factory, clock, self._changed, self._held.let_go_of_expired, self._store.put
        )
        self._held.scheduler = self.scheduler
        self.notebook = Notebook(self._held)
        self.sweeps = Sweeps(self._held, self.notebook)
        self.lesson_runs = LessonRuns(self._held, self.notebook)
        self.watching = Watching(self._held)
        self.of_class = ClassRuns(self._held, self._offers)
        self._upkeep = Upkeep(self.tables, self._held.tables_in_use, self.learning)
        self.tables.in_use = self._held.tables_in_use
        self.tables.on_change(self._held.check_tables)

    def ask_before_training(self, check_may_train: Callable[[str], None]) -> None:
        """Have owners refused whose runs may not train at present, by a LimitReached that the check raises; it is
        called without the condition."""
        self._held.check_may_train = check_may_train

    def open(self) -> None:
        """Open the store, and start the workers and the scheduler; the runs that the store has in memory go on."""
        self._store.open(self._changed)
        with self._changed:
            for run in self._store:
                run.last_seen = self._clock()
                self.scheduler.serve(run)
        self.scheduler.open()
        self._upkeep.open()

    def close(self) -> None:
        """End the scheduler and the workers, and close the store."""
        self.scheduler.close()
        self._upkeep.close()
        self._store.close()

    def start(
        self,
        config: RunConfig,
        owner: str,
        paused: bool = False,
        speed_limit: float | None = None,
        instead_of: str | None = None,
        run_id: str | None = None,
        previous: str | None = None,
        parameters: Parameters | None = None,
    ) -> RunSnapshot:
        """Make a run and let it train, or leave it at its beginning; the owner's run `instead_of` is left for it. It
        gets this id, or a new one, and is compared with the run `previous`, or that which is left. It begins
        with `parameters`, and goes back to them when it is reset, in place of the weights that its seed draws.

        Raises:
            ShapeError: these are the parameters of another network.
            NotOwner: that run is somebody else's.
            LimitReached: too many runs, or one that is too large; then that run stays.
            MissingContent: a table that the owner may not use.
        """
        self._check_new(config, owner)
        theta = None if parameters is None else flattened_for(config, parameters)  # (P,)
        max_bytes = state_bytes(config) + (0 if theta is None else theta.nbytes)
        if not paused:
            self._held.check_may_train(owner)
        run = Run(run_id or new_run_id(), owner, config, speed_limit, max_bytes=max_bytes, initial_theta=theta)
        run.previous, run.moving = previous or instead_of, not paused
        with self._changed:
            if not paused:
                self._check_numbers(owner, without=instead_of)
            others = [each for each in self._held if each.id != instead_of]
            self._held.make_room(others, max_bytes)
            if instead_of is not None:
                self.leave(instead_of, owner)
            self._take_in(run)
            return run.snapshot()

    def _check_new(self, config: RunConfig, owner: str) -> None:
        """Refuse a new run on a table that its owner may not use, or that is too large. Takes its time, without the
        condition."""
        self._held.check_table(config, owner)
        check_size(config, self.settings)
        self.notebook.know(owner)

    def _take_in(self, run: Run) -> None:
        """Make room for a new run, and have it. Called while the condition is held."""
        self._held.make_room(list(self._held), run.max_bytes)
        run.labels = self.notebook.new_labels(run.owner)
        self._held.add(run)

    def offer(self, offer: RunOffer, run_id: str | None = None) -> str:
        """Offer a run, which its owner's first command begins; returns its id. A page that is drawn anew offers under
        the `run_id` that it has got before."""
        with self._changed:
            return self._offers.put(offer, run_id)

    def offer_of(self, run_id: str) -> RunOffer | None:
        """The offer of a run that has not begun; None where there is none of this id."""
        with self._changed:
            return self._offers.get(run_id)

    def get(self, run_id: str) -> RunSnapshot | None:
        """The run as it is now; None when there is none of this id."""
        self._held.load(run_id)
        with self._changed:
            run = self._held.get(run_id)
            return run.snapshot() if run else None

    def command(self, run_id: str, owner: str, command: Command) -> RunSnapshot:
        """Apply a command to the owner's run; the first one to a run that was offered begins it.

        Raises:
            KeyError: no such run, nor an offer of it.
            NotOwner: it is somebody else's.
            CannotBeContinued: it is there to be looked at alone.
            LimitReached: it would be one active run too many, or make the run too large.
            ConfigurationError: the run cannot take over that configuration, or has no such entry.
            MissingContent: a table that the owner may not use.
        """
        if isinstance(command, Reconfigure):
            self._held.check_table(command.config, owner)
            check_size(command.config, self.settings)
        if isinstance(command, TO_ITS_BEGINNING):
            self.notebook.know(owner)
        if isinstance(command, STARTING):
            self._held.check_may_train(owner)
        self._begin_offered(run_id, owner)
        self._held.load(run_id)
        self.notebook.read_only.refuse(run_id)
        with self._changed:
            run = self._held.owned(run_id, owner)
            if isinstance(command, STARTING) and not run.active:
                self._check_numbers(owner)
            run.last_seen = self._clock()
            run.is_background = False
            self._resume(run)
            self.notebook.note_command(run, command)
            run.apply(command)
            self._store.put(run)
            self.scheduler.serve_first(run)
            return run.snapshot()

    def leave(self, run_id: str, owner: str) -> None:
        """Let a run rest that its owner turns away from, and delete it where it has not made an iteration.

        Raises:
            NotOwner: it is somebody else's.
        """
        self._held.load(run_id)
        with self._changed:
            if self._held.get(run_id) is not None:
                self.notebook.leave(self._held.owned(run_id, owner))

    def poll(self, run_id: str, since: float, generation: int, weights: int | None = None) -> RunPayload | None:
        """The news for a browser that knows the run up to `since`, and its network of version `weights`; None when
        there is no such run. Renews the run's lease."""
        self._held.load(run_id)
        with self._changed:
            run = self._held.get(run_id)
            if run is None:
                return None
            self._see(run)
            is_training = self.scheduler.is_training(run)
            active, is_unsaved = self.scheduler.count_active(), self._store.problem is not None
            news_in = self.scheduler.seconds_to_news(run)
            return run_payload(run, since, generation, active, weights, is_training, is_unsaved, news_in)

    def record(self, run_id: str) -> RunRecord | None:
        """The run as it is now with its evaluations and costs; None when there is none of this id."""
        self._held.load(run_id)
        with self._changed:
            run = self._held.get(run_id)
            if run is None:
                return None
            return RunRecord(
                run.snapshot(),
                run.evaluations.since(-1),
                *run.history.points(),
                time=tuple(run.time.marks()),
                noise=run.history.buckets(),
            )

    def curves(self, run_ids: Iterable[str]) -> dict[str, Curve]:
        """The curves of the runs of these ids, in their order, also of those that cannot be continued; unknown ids are
        left out. One that is not in memory is read where it is written down, and stays there."""
        asked = tuple(dict.fromkeys(run_ids))
        with self._changed:
            held = {run_id: run.copy() for run_id in asked if (run := self._store.get(run_id)) is not None}
        others = [run_id for run_id in asked if run_id not in held]
        found = {run_id: curve_of(run) for run_id, run in held.items()}
        found |= self._store.curves(others) if others else {}
        return {run_id: found[run_id] for run_id in asked if run_id in found}

    def costs(self, run_ids: Iterable[str], *, is_watching: bool) -> dict[str, CostCurve]:
        """The costs of the runs of these ids, in their order; unknown ids are left out. Whoever watches them renews
        their leases, as with a poll, and has those read into memory that are written down."""
        asked = tuple(dict.fromkeys(run_ids))
        if is_watching:
            for run_id in asked:
                self._held.load(run_id)
        with self._changed:
            runs = [run for run_id in asked if (run := self._store.get(run_id)) is not None]
            if is_watching:
                for run in runs:
                    self._see(run)
            held = {run.id: run.with_costs() for run in runs}
        others = [run_id for run_id in asked if run_id not in held]
        found = {run_id: cost_curve_of(run) for run_id, run in held.items()}
        found |= {run_id: costs_of(curve) for run_id, curve in self._store.curves(others).items()} if others else {}
        return {run_id: found[run_id] for run_id in asked if run_id in found}

    def wait_until(self, run_id: str, condition: Callable[[RunSnapshot], bool], seconds: float) -> RunSnapshot:
        """Wait until `condition` holds for the run, and return it as it is then.

        Raises:
            KeyError: no such run.
            TimeoutError: it did not hold within `seconds`.
        """
        with self._changed:
            if not self._changed.wait_for(lambda: condition(self._held.existing(run_id).snapshot()), seconds):
                raise TimeoutError(f"the run is {self._held.existing(run_id).snapshot()}")
            return self._held.existing(run_id).snapshot()

    def count_active(self) -> int:
        """Number of runs that train at this moment."""
        with self._changed:
            return self.scheduler.count_active()

    def __len__(self) -> int:
        return len(self._held)

    def _begin_offered(self, run_id: str, owner: str) -> None:
        """Begin a run that was offered to its owner, at rest; one that there is already stays as it is."""
        offer = self.offer_of(run_id)
        if offer is None:
            return
        if offer.owner != owner:
            raise NotOwner
        self._check_new(offer.config, owner)
        run = Run(run_id, owner, offer.config, offer.speed_limit, max_bytes=state_bytes(offer.config))
        run.previous = offer.previous
        with self._changed:
            if self._offers.get(run_id) is not None:
                self._take_in(run)
                self._offers.remove(run_id)

    def _check_numbers(self, owner: str, without: str | None = None) -> None:
        active = [run for run in self.scheduler.active_runs() if run.id != without and not run.is_background]
        check_numbers(len(active), sum(run.owner == owner for run in active), self.settings)

    def _see(self, run: Run) -> None:
        """Note that somebody watches a run, which goes on where it rested for want of that."""
        run.last_seen = self._clock()
        if run.suspended is not None:
            self._resume(run)
            self.scheduler.serve(run)

    def _resume(self, run: Run) -> None:
        """End the suspension of a run; unless others have taken its place among the active runs, which it notes."""
        if run.suspended is None:
            return
        if run.is_background:
            run.suspended = None
            return
        try:
            self._check_numbers(run.owner)
            run.suspended = None
        except TooManyRuns as reached:
            run.suspended = reached.limit
