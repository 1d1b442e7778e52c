"""Runs: the registry of all runs, and the scheduler that hands their slices to an executor.

One thread decides; workers compute. Commands and finished slices wake it, and it submits what is due: each run has at
most one slice under way, the run that waited longest goes first, and a slice is as long as the number of active runs
allows. A slice whose worker died is submitted again from the same state on a new executor, so that nothing is lost
and not one bit differs; runs that were under way then go alone for one slice, so that the one that kills its workers
is the one that fails.
"""

import itertools
import logging
import secrets
import threading
import time
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from dataclasses import dataclass

from dnn.background.commands import Change, Command, Resume, RunTo, StepEpoch, StepIterations
from dnn.background.executor import make_executor, shut_down
from dnn.background.limits import LimitReached, NotOwner, TooManyRuns, check_numbers, check_size, state_bytes
from dnn.background.payload import Told, tell
from dnn.background.run import Run, RunRecord, RunSnapshot, Work
from dnn.background.settings import Settings
from dnn.configuration import RunConfig
from dnn.text.messages import Text
from dnn.training.advance import Slice, advance

LOGGER = logging.getLogger("dnn.background")

MIN_SLICE_SECONDS, MAX_SLICE_SECONDS = 0.02, 0.1
"""Seconds."""
MAX_SLICE_SECONDS_ALONE = 0.2
"""Seconds of a slice that holds up nobody, since there are as many workers as active runs."""
TRAVEL_SECONDS_A_BYTE = 4e-9
"""How long a state is on the way to a worker and back, by its size. What a slice really took would be no measure: it
contains the time that the slice waited for a worker."""
TRAVELS_A_SLICE = 4.0
"""A slice is at least so many times as long as its state is on the way, as far as the limits above allow: a large
network spends more time between processes than in one otherwise."""
TURN_SECONDS = 0.25
"""Within so many seconds every active run has a slice, as long as the cores allow."""
MAX_FAILURES = 3
"""Workers that may die on the same slice."""
SWEEP_SECONDS = 5.0
RETRY_SECONDS = 1.0
"""How long the scheduler waits after an error of its own."""
FIRST = 0
"""The order of a run that has just been told something: before all others."""
STARTING = (Resume, RunTo, StepEpoch, StepIterations)
"""Commands that let a run train."""


@dataclass(eq=False)
class _Entry:
    """What the scheduler knows of a run."""

    run: Run
    bytes: int
    """What its state takes at most."""
    order: int = 0
    """When it was served last; the smallest goes first."""
    due: float = 0.0
    """Not before then, for the sake of its pace."""
    under_way: "Future[Slice] | None" = None
    submitted: float = 0.0
    pace: float | None = None
    """The run's pace when the slice under way was submitted."""
    work: Work | None = None
    executor: Executor | None = None
    """Where the slice under way was submitted."""


class RunManager:
    """All runs of a server. Every method may be called from any thread, and returns at once."""

    def __init__(
        self,
        settings: Settings,
        executor_factory: Callable[[Settings], Executor] = make_executor,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.settings = settings
        self._make_executor, self._clock = executor_factory, clock
        self._entries: dict[str, _Entry] = {}
        self._busy: dict[str, _Entry] = {}  # those that the scheduler has to think of: all that have or want a slice
        self._orphans: list[Future[Slice]] = []  # slices of runs that have been forgotten meanwhile
        self._changed = threading.Condition()
        self._orders = itertools.count(1)
        self._executor: Executor | None = None
        self._swept = 0.0
        self._closing = False
        self._thread = threading.Thread(target=self._schedule, name="dnn-scheduler", daemon=True)

    def open(self) -> None:
        """Start the workers and the scheduler."""
        self._executor = self._make_executor(self.settings)
        self._thread.start()

    def close(self) -> None:
        """End the scheduler and the workers."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        if self._thread.is_alive():
            self._thread.join()
        if self._executor is not None:
            shut_down(self._executor)

    def start(
        self,
        config: RunConfig,
        owner: str,
        paused: bool = False,
        pace: float | None = None,
        instead_of: str | None = None,
    ) -> RunSnapshot:
        """Make a run and let it train, or keep it at its beginning; the owner's run `instead_of` is forgotten for it.

        Raises:
            NotOwner: that run is somebody else's.
            LimitReached: too many runs, or one that is too large; then that run stays.
        """
        check_size(config, self.settings)
        with self._changed:
            if not paused:
                self._check_numbers(owner, without=instead_of)
            self._make_room(state_bytes(config), without=instead_of)
            if instead_of is not None:
                self.release(instead_of, owner)
            run = Run(secrets.token_urlsafe(16), owner, config, pace)
            run.moving, run.last_seen = not paused, self._clock()
            self._entries[run.id] = self._busy[run.id] = _Entry(run, state_bytes(config))
            self._changed.notify_all()
            return run.snapshot()

    def get(self, run_id: str) -> RunSnapshot | None:
        """The run as it is now; None when there is none of this id."""
        with self._changed:
            entry = self._entries.get(run_id)
            return entry.run.snapshot() if entry else None

    def command(self, run_id: str, owner: str, command: Command) -> RunSnapshot:
        """Let the owner's run obey.

        Raises:
            KeyError: no such run.
            NotOwner: it is somebody else's.
            LimitReached: it would be one active run too many, or make the run too large.
        """
        if isinstance(command, Change) and (snapshot := self.get(run_id)) is not None:
            check_size(command.applied_to(snapshot.config), self.settings)
        with self._changed:
            run = self._own(run_id, owner)
            if isinstance(command, STARTING) and not run.active:
                self._check_numbers(owner)
            run.last_seen = self._clock()
            self._wake_up(run)
            run.obey(command)
            entry = self._entries[run_id]
            entry.due, entry.order = 0.0, FIRST
            self._busy[run_id] = entry
            self._changed.notify_all()
            return run.snapshot()

    def release(self, run_id: str, owner: str) -> None:
        """Forget a run whose owner does not want it any more.

        Raises:
            NotOwner: it is somebody else's.
        """
        with self._changed:
            if run_id in self._entries:
                self._own(run_id, owner)
                self._forget(run_id)

    def poll(self, run_id: str, since: float, generation: int, weights: int | None = None) -> Told | None:
        """What a browser that knows the run up to `since`, and its network of version `weights`, has to be told; renews
        the run's lease."""
        with self._changed:
            entry = self._entries.get(run_id)
            if entry is None:
                return None
            run = entry.run
            run.last_seen = self._clock()
            if run.suspended is not None:
                self._wake_up(run)
                self._busy[run_id] = entry
                self._changed.notify_all()
            return tell(run, since, generation, self._active(), weights)

    def record(self, run_id: str) -> RunRecord | None:
        """The run as it is now with what it remembers; None when there is none of this id."""
        with self._changed:
            entry = self._entries.get(run_id)
            if entry is None:
                return None
            run = entry.run
            return RunRecord(run.snapshot(), run.evaluations.since(-1), *run.history.points())

    def wait_until(self, run_id: str, condition: Callable[[RunSnapshot], bool], seconds: float) -> RunSnapshot:
        """Wait until `condition` holds for the run, and return it as it is then.

        Raises:
            KeyError: no such run.
            TimeoutError: it did not hold within `seconds`.
        """
        with self._changed:
            if not self._changed.wait_for(lambda: condition(self._entries[run_id].run.snapshot()), seconds):
                raise TimeoutError(f"the run is {self._entries[run_id].run.snapshot()}")
            return self._entries[run_id].run.snapshot()

    def count_active(self) -> int:
        """How many runs train at this moment."""
        with self._changed:
            return self._active()

    def __len__(self) -> int:
        return len(self._entries)

    def _own(self, run_id: str, owner: str) -> Run:
        run = self._entries[run_id].run
        if run.owner != owner:
            raise NotOwner
        return run

    def _active(self) -> int:
        return sum(entry.run.active for entry in self._busy.values())

    def _check_numbers(self, owner: str, without: str | None = None) -> None:
        active = [entry.run for key, entry in self._busy.items() if entry.run.active and key != without]
        check_numbers(len(active), sum(run.owner == owner for run in active), self.settings)

    def _wake_up(self, run: Run) -> None:
        """Let it sleep no more; unless others have taken its place among the active runs meanwhile, which it notes."""
        if run.suspended is None:
            return
        try:
            self._check_numbers(run.owner)
            run.suspended = None
        except TooManyRuns as reached:
            run.suspended = reached.limit

    def _make_room(self, needed: int, without: str | None = None) -> None:
        """Forget the idle runs that have not been looked at for longest until there is room for a state of `needed`
        bytes, if the run `without` were not there. A run that is no larger than its share of the memory is never
        refused for want of it."""
        limit = 1_000_000 * self.settings.kept_megabytes
        kept = [entry for key, entry in self._entries.items() if key != without]
        active = [entry for entry in kept if entry.run.active]
        idle = sorted((entry for entry in kept if not entry.run.active), key=lambda entry: -entry.run.last_seen)
        is_large = needed * self.settings.active_runs > limit
        is_full = is_large and sum(entry.bytes for entry in active) + needed > limit
        if is_full or len(active) >= self.settings.kept_runs:
            raise LimitReached(Text("Expected room for one more run, got none on this server; try again in a minute."))
        count, taken = len(kept), sum(entry.bytes for entry in kept)
        while idle and (count >= self.settings.kept_runs or taken + needed > limit):
            count, taken = count - 1, taken - idle[-1].bytes
            self._forget(idle.pop().run.id)

    def _forget(self, run_id: str) -> None:
        """Let go of a run; a slice of it that cannot be called back any more keeps its worker until it is done."""
        future = self._entries.pop(run_id).under_way
        self._busy.pop(run_id, None)
        if future is not None and not future.cancel():
            self._orphans.append(future)

    def _schedule(self) -> None:
        """The scheduler's thread."""
        while True:
            with self._changed:
                if self._closing:
                    return
                try:
                    self._go_round()
                except Exception:  # whatever it is, the others' runs have to go on
                    LOGGER.exception("the scheduler met an error")
                    self._changed.wait(RETRY_SECONDS)

    def _go_round(self) -> None:
        """Take what is done, give out what is due, and wait until there may be more to do."""
        if self._collect():
            self._changed.notify_all()
        self._sweep()
        wait = self._submit_what_is_due()
        if not self._any_done():  # one may have been done before it could be told to wake this thread
            self._changed.wait(wait)

    def _any_done(self) -> bool:
        return any(entry.under_way is not None and entry.under_way.done() for entry in self._busy.values())

    def _collect(self) -> bool:
        """Take over the slices that are done; whether there were any."""
        broken = done = False
        for entry in self._busy.values():
            future = entry.under_way
            if future is None or not future.done():
                continue
            entry.under_way, done = None, True
            if self._take(entry, future):  # of an executor that has been replaced already there is no more to learn
                broken = broken or entry.executor is self._executor
            entry.work = None
        if broken:
            self._replace_executor()
        return done

    def _take(self, entry: _Entry, future: "Future[Slice]") -> bool:
        """Take over one slice; whether the executor is broken."""
        run, work = entry.run, entry.work
        assert work is not None
        is_current = work.generation == run.generation
        try:
            piece = future.result()
        except (BrokenExecutor, CancelledError):
            run.failures += is_current
            if run.failures >= MAX_FAILURES:
                run.fail(
                    Text(
                        "The worker ended {count} times at iteration {iteration}, perhaps for want of memory; "
                        "try a smaller network or a smaller batch.",
                        count=run.failures,
                        iteration=run.iteration + 1,
                    )
                )
            return True
        except Exception as error:
            LOGGER.exception("a slice of run %s… failed", run.id[:6])
            if is_current:
                run.fail(
                    Text("Training failed: {error}; try other settings.", error=f"{type(error).__name__}: {error}")
                )
            return False
        elapsed = self._clock() - entry.submitted
        if entry.pace and len(piece.costs):
            entry.due = max(entry.due, entry.submitted) + len(piece.costs) / entry.pace
            elapsed = max(elapsed, len(piece.costs) / entry.pace)
        run.take(piece, work.generation, len(piece.costs) / elapsed if elapsed > 0 else None)
        return False

    def _replace_executor(self) -> None:
        LOGGER.warning("a worker ended; its slices are computed again by new workers")
        old, self._executor = self._executor, self._make_executor(self.settings)
        if old is not None:
            threading.Thread(target=shut_down, args=(old,), name="dnn-old-executor", daemon=True).start()
        self._orphans = []
        for entry in self._busy.values():
            if entry.under_way is not None and not entry.under_way.done():
                entry.under_way, entry.run.failures = None, entry.run.failures + 1

    def _submit_what_is_due(self) -> float:
        """Give the executor as many slices as it can use; seconds until there may be more to do."""
        now = self._clock()
        self._suspend_unseen(now)
        self._busy = {key: entry for key, entry in self._busy.items() if entry.under_way or entry.run.wants_work}
        busy = self._busy.values()
        ready = sorted((entry for entry in busy if entry.under_way is None), key=lambda entry: entry.order)
        suspects = [entry for entry in ready if entry.run.failures]
        self._orphans = [future for future in self._orphans if not future.done()]
        under_way = len(self._orphans) + sum(entry.under_way is not None for entry in busy)
        room = self.settings.worker_count + 1 - under_way
        if suspects or any(entry.run.failures for entry in busy if entry.under_way):
            ready, room = suspects, 1 - under_way
        next_due = now + SWEEP_SECONDS
        for entry in ready:
            if room <= 0:
                break
            if entry.due > now and entry.run.moving:
                next_due = min(next_due, entry.due)
            elif self._submit(entry, now):
                room -= 1
        return max(0.0, next_due - now)

    def _suspend_unseen(self, now: float) -> None:
        for entry in self._busy.values():
            if entry.run.moving and now - entry.run.last_seen > self.settings.lease_seconds:
                entry.run.suspended = "unseen"

    def _submit(self, entry: _Entry, now: float) -> bool:
        run = entry.run
        work = run.work()
        if work is None:
            return False
        seconds = self._slice_seconds(run.state.nbytes if run.state else 0)
        iterations = work.iterations
        if run.pace and work.iterations != 0:
            paced = max(1, round(run.pace * max(seconds, TURN_SECONDS / 5)))
            iterations = paced if iterations is None else min(iterations, paced)
        entry.work, entry.submitted, entry.order, entry.pace = work, now, next(self._orders), run.pace
        assert self._executor is not None
        try:
            future = self._executor.submit(advance, work.config, work.state, seconds, iterations)
        except (BrokenExecutor, RuntimeError):
            self._replace_executor()
            future = self._executor.submit(advance, work.config, work.state, seconds, iterations)
        entry.under_way, entry.executor = future, self._executor
        future.add_done_callback(self._wake)
        return True

    def _wake(self, future: "Future[Slice]") -> None:
        with self._changed:
            self._changed.notify_all()

    def _slice_seconds(self, state_bytes: int) -> float:
        workers, active = self.settings.worker_count, max(1, self._active())
        travel = TRAVEL_SECONDS_A_BYTE * state_bytes
        fair = min(MAX_SLICE_SECONDS, max(MIN_SLICE_SECONDS, TURN_SECONDS * workers / active))
        return max(
            fair, min(MAX_SLICE_SECONDS_ALONE if active <= workers else MAX_SLICE_SECONDS, TRAVELS_A_SLICE * travel)
        )

    def _sweep(self) -> None:
        """Forget the runs that nobody has wanted for long."""
        now = self._clock()
        if now - self._swept < SWEEP_SECONDS:
            return
        self._swept = now
        for entry in list(self._entries.values()):
            if not entry.run.active and now - entry.run.last_seen > self.settings.keep_seconds:
                self._forget(entry.run.id)
