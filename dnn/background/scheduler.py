"""The scheduler: one thread that hands slices of the runs to an executor and takes them back.

Commands and finished slices wake it, and it submits what is due: each run has at most one slice under way, the run that
waited longest goes first, and a slice is as long as the number of active runs allows. A slice whose worker died is
submitted again from the same state on a new executor, so that nothing is lost and not one bit differs; runs that were
under way then go alone for one slice, so that the one that kills its workers is the one that fails.
"""

import itertools
import logging
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from dataclasses import dataclass

from dnn.background.executor import shut_down
from dnn.background.run import Run, SliceRequest
from dnn.background.settings import Settings
from dnn.background.slice_length import TURN_SECONDS, slice_seconds
from dnn.text.messages import Text
from dnn.training.advance import Slice, advance

LOGGER = logging.getLogger("dnn.background")

MAX_FAILURES = 3
"""Workers that may die on the same slice."""
SWEEP_SECONDS = 5.0
"""Interval at which expired runs are looked for."""
RETRY_SECONDS = 1.0
"""Pause of the scheduler after an error of its own."""
FIRST = 0
"""The order of a run that has just got a command: before all others."""


@dataclass(eq=False)
class Job:
    """A run as the scheduler sees it.

    Attributes:
        run: the run.
        order: when it was served last; the smallest goes first.
        due: its next slice is not submitted before then, for the sake of its speed limit.
        under_way: its slice, where one is with a worker.
        submitted: when that was submitted.
        speed_limit: the run's speed limit at that time, iterations a second.
        request: what that slice was asked for.
        executor: where it was submitted.
    """

    run: Run
    order: int = 0
    due: float = 0.0
    under_way: "Future[Slice] | None" = None
    submitted: float = 0.0
    speed_limit: float | None = None
    request: SliceRequest | None = None
    executor: Executor | None = None


class Scheduler:
    """Slices of all runs that have or want one. Its methods are called while `changed`, the manager's condition, is
    held; its thread holds it while it decides."""

    def __init__(
        self,
        settings: Settings,
        executor_factory: Callable[[Settings], Executor],
        clock: Callable[[], float],
        changed: threading.Condition,
        sweep: Callable[[float], None],
        save: Callable[[Run], None],
    ) -> None:
        """`sweep(now)` is called every SWEEP_SECONDS, `save(run)` after every slice of a run."""
        self._settings, self._make_executor, self._clock = settings, executor_factory, clock
        self._changed, self._sweep, self._save = changed, sweep, save
        self._jobs: dict[str, Job] = {}
        self._idle: dict[str, Job] = {}
        self._orphans: list[Future[Slice]] = []  # slices of runs that were let go meanwhile
        self._orders = itertools.count(1)
        self._executor: Executor | None = None
        self._swept = 0.0
        self._closing = False
        self._thread = threading.Thread(target=self._serve, name="dnn-scheduler", daemon=True)

    def open(self) -> None:
        """Start the workers and the thread."""
        self._executor = self._make_executor(self._settings)
        self._thread.start()

    def close(self) -> None:
        """End the thread and the workers; the one method to be called without the condition."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        if self._thread.is_alive():
            self._thread.join()
        if self._executor is not None:
            shut_down(self._executor)

    def serve_first(self, run: Run) -> None:
        """Serve a run before all others: it has just got a command."""
        job = self._job(run)
        job.due, job.order = 0.0, FIRST
        self._changed.notify_all()

    def serve(self, run: Run) -> None:
        """Serve a run, which may want a slice again, in its turn."""
        self._job(run)
        self._changed.notify_all()

    def forget(self, run_id: str) -> None:
        """Let go of a run; a slice of it that cannot be called back any more keeps its worker until it is done."""
        job = self._jobs.pop(run_id, None) or self._idle.pop(run_id, None)
        if job is not None and job.under_way is not None and not job.under_way.cancel():
            self._orphans.append(job.under_way)

    def active_runs(self) -> Iterator[Run]:
        """The runs that train at this moment."""
        return (job.run for job in self._jobs.values() if job.run.active)

    def count_active(self) -> int:
        """Number of runs that train at this moment."""
        return sum(job.run.active for job in self._jobs.values())

    def is_training(self, run: Run) -> bool:
        """True while a slice of the run that makes iterations is with a worker, be it from before a pause."""
        job = self._jobs.get(run.id)
        if job is None or job.under_way is None or job.request is None:
            return False
        return job.request.iterations != 0 and job.request.generation == run.generation

    def _job(self, run: Run) -> Job:
        """The job of a run, among those that have or want a slice from now on."""
        job = self._jobs.get(run.id) or self._idle.pop(run.id, None) or Job(run)
        self._jobs[run.id] = job
        return job

    def _serve(self) -> None:
        """Decide, over and over again, until it is closed: the thread."""
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
        now = self._clock()
        if now - self._swept >= SWEEP_SECONDS:
            self._swept = now
            self._sweep(now)
        wait = self._submit_what_is_due()
        if not self._any_done():  # one may have been done before its callback was set
            self._changed.wait(wait)

    def _any_done(self) -> bool:
        return any(job.under_way is not None and job.under_way.done() for job in self._jobs.values())

    def _collect(self) -> bool:
        """Take over the slices that are done; whether there were any."""
        is_broken = any_done = False
        for job in self._jobs.values():
            future = job.under_way
            if future is None or not future.done():
                continue
            job.under_way, any_done = None, True
            if self._accept(job, future):  # of an executor that has been replaced already there is no more to learn
                is_broken = is_broken or job.executor is self._executor
            job.request = None
            self._save(job.run)
        if is_broken:
            self._replace_executor()
        return any_done

    def _accept(self, job: Job, future: "Future[Slice]") -> bool:
        """Take over one slice; whether the executor is broken."""
        run, request = job.run, job.request
        assert request is not None
        is_current = request.generation == run.generation
        try:
            result = future.result()
        except (BrokenExecutor, CancelledError):
            run.failures += is_current
            if run.failures >= MAX_FAILURES:
                run.fail(_worker_died(run))
            return True
        except Exception as error:
            LOGGER.exception("a slice of run %s… failed", run.id[:6])
            if is_current:
                run.fail(
                    Text("Training failed: {error}; try other settings.", error=f"{type(error).__name__}: {error}")
                )
            return False
        count, elapsed = len(result.costs), self._clock() - job.submitted
        if job.speed_limit and count:
            job.due = max(job.due, job.submitted) + count / job.speed_limit
            elapsed = max(elapsed, count / job.speed_limit)
        run.accept(result, request.generation, count / elapsed if elapsed > 0 else None)
        return False

    def _replace_executor(self) -> None:
        LOGGER.warning("a worker ended; its slices are computed again by new workers")
        old, self._executor = self._executor, self._make_executor(self._settings)
        if old is not None:
            threading.Thread(target=shut_down, args=(old,), name="dnn-old-executor", daemon=True).start()
        self._orphans = []
        for job in self._jobs.values():
            if job.under_way is not None and not job.under_way.done():
                job.under_way, job.run.failures = None, job.run.failures + 1

    def _submit_what_is_due(self) -> float:
        """Give the executor as many slices as it can use; seconds until there may be more to do."""
        now = self._clock()
        self._suspend_unseen(now)
        self._set_idle_aside()
        jobs = self._jobs.values()
        ready = sorted((job for job in jobs if job.under_way is None), key=lambda job: job.order)
        suspects = [job for job in ready if job.run.failures]
        self._orphans = [future for future in self._orphans if not future.done()]
        under_way = len(self._orphans) + sum(job.under_way is not None for job in jobs)
        room = self._settings.worker_count + 1 - under_way
        if suspects or any(job.run.failures for job in jobs if job.under_way):
            ready, room = suspects, 1 - under_way
        next_due = now + SWEEP_SECONDS
        for job in ready:
            if room <= 0:
                break
            if job.due > now and job.run.moving:
                next_due = min(next_due, job.due)
            elif self._submit(job, now):
                room -= 1
        return max(0.0, next_due - now)

    def _suspend_unseen(self, now: float) -> None:
        for job in self._jobs.values():
            if job.run.moving and now - job.run.last_seen > self._settings.lease_seconds:
                job.run.suspended = "unseen"

    def _set_idle_aside(self) -> None:
        """Move the jobs that neither have nor want a slice to the idle ones, which no round goes through."""
        idle = [run_id for run_id, job in self._jobs.items() if not (job.under_way or job.run.wants_work)]
        for run_id in idle:
            self._idle[run_id] = self._jobs.pop(run_id)

    def _submit(self, job: Job, now: float) -> bool:
        """Submit the next slice of a run; whether there was one to be submitted."""
        run = job.run
        request = run.next_slice()
        if request is None:
            return False
        state_bytes = run.state.nbytes if run.state else 0
        seconds = slice_seconds(state_bytes, self._settings.worker_count, self.count_active())
        iterations = request.iterations
        if run.speed_limit and request.iterations != 0:
            allowed = max(1, round(run.speed_limit * max(seconds, TURN_SECONDS / 5)))
            iterations = allowed if iterations is None else min(iterations, allowed)
        job.request, job.submitted, job.order, job.speed_limit = request, now, next(self._orders), run.speed_limit
        assert self._executor is not None
        try:
            future = self._executor.submit(advance, request.config, request.state, seconds, iterations)
        except (BrokenExecutor, RuntimeError):
            self._replace_executor()
            future = self._executor.submit(advance, request.config, request.state, seconds, iterations)
        job.under_way, job.executor = future, self._executor
        future.add_done_callback(self._notify)
        return True

    def _notify(self, future: "Future[Slice]") -> None:
        with self._changed:
            self._changed.notify_all()


def _worker_died(run: Run) -> Text:
    return Text(
        "The worker process stopped {count} times at iteration {iteration}, perhaps because it ran out of "
        "memory; try a smaller network or a smaller batch.",
        count=run.failures,
        iteration=run.iteration + 1,
    )
