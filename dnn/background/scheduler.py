"""The scheduler: one thread that hands slices of the runs to an executor and takes them back.

Commands and finished slices wake it, and it submits what is due: each run has at most one slice under way, the run that
has used the fewest seconds of a processor goes first, and a slice is as long as the number of active runs allows. A
slice whose worker died or did not answer in time is submitted again from the same state on a new executor, so that
nothing is lost and not one bit differs; what the old one may still bring is dropped. Runs whose slices failed then go
alone for one slice, so that the one that kills its workers is the one that fails. Where many train, their short slices
travel together. While there are no workers, since those of a cluster are away, nothing is submitted, and the runs say
so.
"""

import logging
import math
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from typing import Any

from dnn.background.executors.cluster import SliceLost, WorkersDied, count_waiting, count_workers
from dnn.background.executors.content_delivery import call_with_content, content_for
from dnn.background.executors.making import can_be_ended, shut_down
from dnn.background.run import Run, SliceRequest
from dnn.background.scheduling.bundles import bundled
from dnn.background.scheduling.fair_queue import FairQueue
from dnn.background.scheduling.job import Job, SliceUnderWay
from dnn.background.scheduling.slice_failure import count_failure, no_answer, worker_died
from dnn.background.scheduling.slice_length import bounds_for, travel_seconds
from dnn.background.scheduling.slice_lengths import SliceLengths
from dnn.background.scheduling.slices_under_way import SlicesUnderWay, timeout_seconds
from dnn.background.scheduling.together import Task, TaskError, call_together
from dnn.background.settings import Settings
from dnn.datasets.contents import ContentAway, MissingContent
from dnn.text.messages import Text
from dnn.training.advance import advance

LOGGER = logging.getLogger("dnn.background")

RETRY_SECONDS = 1.0
"""Pause of the scheduler after an error of its own."""
BACKGROUND_WEIGHT = 64
"""Seconds that a run of a sweep is charged for each that it used: all runs of a sweep together get at most the share of
one run that somebody looks at, and whatever nobody else uses."""
AWAY_SECONDS = 0.5
"""Interval at which workers that are away are looked for."""


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
        """`sweep(now)` is called every `sweep_seconds` of the settings, `save(run)` after every slice of a run."""
        self._settings, self._make_executor, self._clock = settings, executor_factory, clock
        self._changed, self._sweep, self._save = changed, sweep, save
        self._jobs: dict[str, Job] = {}
        self._idle: dict[str, Job] = {}
        self._under_way = SlicesUnderWay(settings.worker_count, settings.sweep_seconds)
        self._queue = FairQueue()
        self._executor: Executor | None = None
        self._are_workers_away = False
        self._active: int | None = None
        self._swept = 0.0
        self._closing = False
        self._is_closed = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="dnn-scheduler", daemon=True)

    def open(self) -> None:
        """Start the workers and the thread."""
        self._executor = self._make_executor(self._settings)
        self._thread.start()

    def close(self) -> None:
        """End the thread and the workers; the one method to be called without the condition."""
        self._is_closed.set()
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
        job.limiter.hurry(self._clock())
        job.turn.urgent = True
        self._changed.notify_all()

    def serve(self, run: Run) -> None:
        """Serve a run, which may want a slice again, in its turn."""
        self._job(run)
        self._changed.notify_all()

    def forget(self, run_id: str) -> None:
        """Let go of a run; a slice of it that cannot be called back any more keeps its worker until it is done."""
        self._active = None
        job = self._jobs.pop(run_id, None) or self._idle.pop(run_id, None)
        if job is not None:
            self._under_way.let_go(job)

    def active_runs(self) -> Iterator[Run]:
        """The runs that train at this moment."""
        return (job.run for job in self._jobs.values() if job.run.active)

    def count_active(self) -> int:
        """Number of runs that train at this moment, or did in the latest round; those in the background count as one.
        Every poll asks for it."""
        if self._active is None:
            active = [job.run.is_background for job in self._jobs.values() if job.run.active]
            self._active = active.count(False) + any(active)
        return self._active

    def is_training(self, run: Run) -> bool:
        """True while a slice of the run that makes iterations is with a worker, be it from before a pause."""
        job = self._jobs.get(run.id)
        if job is None or job.under_way is None:
            return False
        request = job.under_way.request
        return request.iterations != 0 and request.generation == run.generation

    def seconds_to_news(self, run: Run) -> float:
        """Seconds until the next iterations of a run are to be expected; 0.0 where nothing is known of that."""
        job = self._jobs.get(run.id)
        return 0.0 if job is None else job.rhythm.seconds_to_next(self._clock())

    def _job(self, run: Run) -> Job:
        """The job of a run, among those that have or want a slice from now on."""
        self._active = None
        if run.id not in self._jobs:
            job = self._jobs[run.id] = self._idle.pop(run.id, Job(run))
            job.limiter.rest_until(self._clock())
            run.are_workers_away = self._are_workers_away
        return self._jobs[run.id]

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
        wait = self._take_turns()
        if not self._under_way.any_done():  # one may have been done before its callback was set
            self._changed.wait(wait)

    def _take_turns(self) -> float:
        """Take what is done and give out what is due; seconds until there may be more to do."""
        any_done, now = self._collect(), self._clock()
        self._active = None
        self._count_workers()
        self._under_way.observe(now)
        if self._give_up_overdue() or any_done:
            self._changed.notify_all()
        if now - self._swept >= self._settings.sweep_seconds:
            self._swept = now
            self._sweep(now)
        wait = self._submit_what_is_due()
        self._under_way.observe(now)
        return min(wait, self._under_way.seconds_to_next_timeout())

    def _count_workers(self) -> None:
        """Note how many workers there are, and tell the runs where that is none."""
        self._under_way.workers = count_workers(self._executor, self._settings)
        are_away = self._under_way.workers == 0
        if are_away != self._are_workers_away:
            self._are_workers_away = are_away
            for job in self._jobs.values():
                job.run.are_workers_away = are_away
            self._changed.notify_all()

    def _collect(self) -> bool:
        """Take over the slices that are done; whether there were any."""
        done = self._under_way.take_done()
        is_broken = False
        for each in done:
            if each.job is None:
                continue
            if self._accept(each, each.job):  # of an executor that has been replaced already there is no more to learn
                is_broken = is_broken or each.executor is self._executor
            self._save(each.job.run)
        if is_broken:
            self._replace_dead_executor()
        return bool(done)

    def _accept(self, done: SliceUnderWay, job: Job) -> bool:
        """Take over one slice; whether the executor is broken."""
        run, request = job.run, done.request
        try:
            result = done.result()
        except SliceLost:
            return False
        except MissingContent as missing:
            self._note_missing(job, missing)
            return False
        except (BrokenExecutor, CancelledError, WorkersDied) as error:
            count_failure(done, run, worker_died)
            return not isinstance(error, WorkersDied)
        except Exception as error:
            LOGGER.exception("a slice of run %s… failed", run.id[:6])
            if request.generation == run.generation:
                words = str(error) if isinstance(error, TaskError) else f"{type(error).__name__}: {error}"
                run.fail(Text("Training failed: {error}; try other settings.", error=words))
            return False
        job.latest_seconds = result.seconds
        job.longest_seconds = max(job.longest_seconds, result.seconds)
        job.latest_processor_seconds = result.processor_seconds
        used = result.processor_seconds + travel_seconds(result.state.nbytes)
        self._queue.charge(job.turn, used * (BACKGROUND_WEIGHT if run.is_background else 1))
        count, now = len(result.costs), self._clock()
        elapsed = now - done.submitted
        if count:
            job.limiter.made(count, result.seconds, done.speed_limit, now)
            job.rhythm.note(now)
            elapsed = max(elapsed, count / done.speed_limit if done.speed_limit else 0.0)
        run.accept(result, request.generation, count / elapsed if elapsed > 0 else None)
        return False

    def _note_missing(self, job: Job, missing: MissingContent) -> None:
        """Have a table go with the next slice of a run; where the server itself does not have it, the run says so. It
        may have to be read from the database and is packed, which nobody else waits for."""
        job.is_fetching = True
        threading.Thread(target=self._fetch, args=(job, missing), name="dnn-table", daemon=True).start()

    def _fetch(self, job: Job, missing: MissingContent) -> None:
        """Bring the table of a run. Its owner may import it again meanwhile: then it is looked for once more."""
        while True:
            found = job.run.tables_found
            content = self._reached(missing)
            with self._changed:
                if content is None and job.run.tables_found != found:
                    continue
                job.content, job.is_fetching = content, False
                is_known = job in (self._jobs.get(job.run.id), self._idle.get(job.run.id))  # not deleted meanwhile
                if content is None and is_known and not self._is_closed.is_set():
                    job.run.note_table(is_there=False)
                    self._save(job.run)
                self._changed.notify_all()
                return

    def _reached(self, missing: MissingContent) -> bytes | None:
        """The table, as soon as it can be reached; None where there is none, or the server ends."""
        while not self._is_closed.is_set():
            try:
                return content_for(missing)
            except ContentAway:
                self._is_closed.wait(RETRY_SECONDS)
            except MissingContent:
                return None
        return None

    def _give_up_overdue(self) -> bool:
        """Replace the workers where one has not answered for too long, and return whether one has not. Runs whose own
        slices are overdue are blamed for it, those whose slices were lost with them are not."""
        overdue = self._under_way.overdue()
        if not overdue:
            return False
        waited = max(each.timeout for each in overdue)
        LOGGER.warning("no answer from a worker for %.0f seconds; its slices are computed again by new workers", waited)
        blamed = [(each, each.job.run) for each in overdue if each.job is not None]
        self._replace_executor([each.future for each in overdue])
        for each, run in blamed:
            count_failure(each, run, no_answer)
            self._save(run)
        return True

    def _replace_dead_executor(self) -> None:
        """Replace the executor after a worker of it died; any of the runs under way may have been the reason."""
        LOGGER.warning("a worker ended; its slices are computed again by new workers")
        for each in self._replace_executor():
            if each.job is not None:
                each.job.run.failures += 1

    def _replace_executor(self, overdue: "Sequence[Future[Any]]" = ()) -> list[SliceUnderWay]:
        """Have new workers instead of those there are; the slices that are lost with them, to be submitted again."""
        old, self._executor = self._executor, self._make_executor(self._settings)
        if old is not None:
            threading.Thread(target=shut_down, args=(old, overdue), name="dnn-old-executor", daemon=True).start()
        return self._under_way.take_lost()

    def _submit_what_is_due(self) -> float:
        """Give the executor as many slices as it can use; seconds until there may be more to do."""
        now = self._clock()
        self._suspend_unseen(now)
        self._set_idle_aside()
        if self._are_workers_away:
            return AWAY_SECONDS
        ready, next_due = self._ready(now)
        suspects = [job for job in ready if job.run.failures]
        workers = self._under_way.workers
        room = workers + count_waiting(self._executor, workers) - len(self._under_way)
        if suspects or any(each.job.run.failures for each in self._under_way if each.job is not None):
            ready, room = suspects, 1 - len(self._under_way)
        room -= self._submit_in_order(ready, room, now)
        return next_due - now if room > 0 else self._settings.sweep_seconds

    def _submit_in_order(self, ready: Sequence[Job], room: int, now: float) -> int:
        """Give the executor slices of these jobs, as far as there is room for them; how much of it they take, those
        that travel together as one."""
        lengths, tag = self._lengths(), self._tag_of_the_watched()
        in_order = (ready[position] for position in self._queue.in_order(job.turn for job in ready))
        most = math.ceil(len(ready) / max(1, room))
        submitted, behind = 0, list[Job]()
        for bundle in bundled(in_order, lengths.seconds, lengths.bounds.together, most):
            first = bundle[0]
            if submitted >= room or self._would_wait(first):
                break
            if first.run.is_background and first.turn.tag > tag:
                behind.append(first)
            else:
                submitted += self._submit(bundle, lengths, now)
        for job in behind:
            if not self._is_a_worker_to_spare():
                break
            submitted += self._submit([job], lengths, now, is_in_turn=False)
        return submitted

    def _lengths(self) -> SliceLengths:
        return SliceLengths(self._under_way.workers, self.count_active(), bounds_for(self._executor))

    def _would_wait(self, job: Job) -> bool:
        """True if the next slice of a job would wait for a worker, and is a long one. A short one may wait with the
        executor, so that its worker need not wait for it; a long one would be ahead there of all who come meanwhile."""
        longest = bounds_for(self._executor).longest_waiting
        return len(self._under_way) >= self._under_way.workers and job.latest_seconds > longest

    def _tag_of_the_watched(self) -> float:
        """The smallest tag of the runs that somebody looks at and that are served or want to be. A run in the
        background with a larger one goes behind them all, and waits with no executor, where it would be ahead."""
        watched = (job for job in self._jobs.values() if not job.run.is_background and job.turn.backlogged)
        return min((job.turn.tag for job in watched), default=math.inf)

    def _is_a_worker_to_spare(self) -> bool:
        """True if a worker is free, and of several another one remains that no run in the background has."""
        workers = self._under_way.workers
        behind = sum(each.job is not None and each.job.run.is_background for each in self._under_way)
        return len(self._under_way) < workers and behind < max(1, workers - 1)

    def _ready(self, now: float) -> tuple[list[Job], float]:
        """The jobs that may be served now, and when there may be another one for the sake of its speed limit."""
        ready, next_due = [], now + self._settings.sweep_seconds
        longest_slice = max((job.latest_seconds for job in self._jobs.values()), default=0.0)
        for job in self._jobs.values():
            if job.under_way is not None or job.is_fetching:
                continue
            if job.limiter.due > now and job.run.moving:
                self._queue.leave(job.turn)
                next_due = min(next_due, job.limiter.due)
            else:
                self._queue.arrive(job.turn, longest_slice)
                ready.append(job)
        return ready, next_due

    def _suspend_unseen(self, now: float) -> None:
        for job in self._jobs.values():
            if job.run.moving and now - job.run.last_seen > self._settings.lease_seconds:
                job.run.suspended = "unseen"

    def _set_idle_aside(self) -> None:
        """Move the jobs that neither have nor want a slice to the idle ones, which no round goes through."""
        idle = [run_id for run_id, job in self._jobs.items() if not (job.under_way or job.run.wants_work)]
        for run_id in idle:
            self._idle[run_id] = self._jobs.pop(run_id)
            self._queue.leave(self._idle[run_id].turn)

    def _submit(self, jobs: Sequence[Job], lengths: SliceLengths, now: float, is_in_turn: bool = True) -> bool:
        """Submit the next slices of these runs, which travel together; whether there were any."""
        prepared = [(job, *found) for job in jobs if (found := self._prepared(job, lengths, now)) is not None]
        if not prepared:
            return False
        tasks = [task for _job, _request, task in prepared]
        future, executor = self._sent(tasks[0] if len(tasks) == 1 else (call_together, *tasks))
        at_least = self._settings.slice_timeout_seconds if can_be_ended(executor) else 0.0
        for position, (job, request, _task) in enumerate(prepared):
            timeout = timeout_seconds(at_least, job.longest_seconds, job.run.failures)
            place = position if len(prepared) > 1 else None
            self._queue.serve(job.turn, is_in_turn)
            self._under_way.add(
                SliceUnderWay(job, request, executor, future, now, job.run.speed_limit, timeout, position=place)
            )
        future.add_done_callback(self._notify)
        return True

    def _prepared(self, job: Job, lengths: SliceLengths, now: float) -> tuple[SliceRequest, Task] | None:
        """The next slice of a run, as it was asked for and as a task; None where there is none."""
        run = job.run
        try:
            request = run.next_slice()
        except MissingContent as missing:
            self._note_missing(job, missing)
            return None
        if request is None:
            return None
        seconds, iterations = lengths.seconds(job), request.iterations
        if run.speed_limit and iterations != 0:
            limited = job.limiter.iterations(run.speed_limit, seconds, lengths.turn_seconds, now)
            iterations = limited if iterations is None else min(iterations, limited)
        task: Task = (advance, request.config, request.state, seconds, iterations)
        if job.content is not None:
            task, job.content = (call_with_content, job.content, *task), None
        return request, task

    def _sent(self, task: Task) -> "tuple[Future[Any], Executor]":
        """A task on its way to a worker of an executor."""
        assert self._executor is not None
        try:
            return self._executor.submit(*task), self._executor
        except (BrokenExecutor, RuntimeError):
            self._replace_dead_executor()
            return self._executor.submit(*task), self._executor

    def _notify(self, future: "Future[Any]") -> None:
        with self._changed:
            self._changed.notify_all()
