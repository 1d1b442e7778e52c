"""Runs in the background: commands, slices, stops, changes, leases, limits, workers that die."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path
from queue import Empty, SimpleQueue

import numpy as np
import pytest

from dnn import RunConfig
from dnn.background.commands import (
    Change,
    NewWeights,
    Pace,
    Pause,
    Reset,
    Resume,
    RunTo,
    StepEpoch,
    StepIterations,
    live_changes,
)
from dnn.background.limits import LimitReached, NotOwner
from dnn.background.run import RunSnapshot
from dnn.background.runs import LONGEST_ALONE, LONGEST_SLICE, MOST_FAILURES, SHORTEST_SLICE, Runs
from dnn.background.settings import Settings, usable_cores
from dnn.errors import ConfigurationError
from dnn.training import advance

THREAD = Settings(executor="thread")
PROCESSES = Settings(executor="processes", workers=2)
SOON = 30.0
"""Seconds after which a test gives up waiting."""
LONG = 50_000_000
"""Iterations that no test sees the end of."""
ME, OTHER = "me", "somebody else"


def config(iterations: int = 200, name: str = "circles", seed: int = 0, **hyperparameters: object) -> RunConfig:
    return RunConfig.from_dict(
        {
            "dataset": {"name": name, "samples": 60},
            "architecture": {"hidden": [{"units": 4, "activation": "tanh"}]},
            "hyperparameters": {"iterations": iterations, **hyperparameters},
            "seed": seed,
        }
    )


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def open_runs() -> Iterator[Callable[..., Runs]]:
    opened: list[Runs] = []

    def make(settings: Settings = THREAD, **arguments: object) -> Runs:
        opened.append(Runs(settings, **arguments))  # type: ignore[arg-type]
        opened[-1].open()
        return opened[-1]

    yield make
    for each in opened:
        each.close()


@pytest.fixture
def runs(open_runs: Callable[..., Runs]) -> Runs:
    return open_runs()


@pytest.fixture(scope="module")
def processes() -> Iterator[Runs]:
    runs = Runs(PROCESSES)
    runs.open()
    yield runs
    runs.close()


class Held(ThreadPoolExecutor):
    """An executor that keeps what it has computed until `release`."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(1)
        self._reached, self._released = threading.Event(), threading.Event()

    def submit(self, function, /, *arguments, **settings):  # type: ignore[no-untyped-def]
        return super().submit(self._hold, function, arguments, settings)

    def _hold(self, function, arguments, settings):  # type: ignore[no-untyped-def]
        result = function(*arguments, **settings)
        if arguments:
            self._reached.set()
            self._released.wait(SOON)
        return result

    def wait(self) -> None:
        """Wait for the first slice."""
        assert self._reached.wait(SOON)

    def release(self) -> None:
        """Let go of everything from now on."""
        self._released.set()


def ended(snapshot: RunSnapshot) -> bool:
    return snapshot.ended


def at_rest(snapshot: RunSnapshot) -> bool:
    """Whether it stands still and has been measured there."""
    return not snapshot.moving and snapshot.evaluation is not None


def past(iteration: int) -> Callable[[RunSnapshot], bool]:
    return lambda snapshot: snapshot.iteration >= iteration


def told_costs(runs: Runs, run_id: str) -> tuple[list[int], list[float]]:
    told = runs.look(run_id, -1, -1)
    assert told is not None
    iterations, costs = told["points"]
    return iterations, costs


class TestCommands:
    def test_a_run_trains_to_its_end_with_the_costs_of_one_go(self, runs: Runs) -> None:
        run = runs.start(config(), ME)
        finished = runs.wait_until(run.id, ended, SOON)
        assert (finished.status, finished.iteration, finished.epoch) == ("finished", 200, 200)
        inline = advance(config(), None)
        assert told_costs(runs, run.id) == (list(range(1, 201)), inline.costs.tolist())
        assert finished.state is not None and (finished.state.theta == inline.state.theta).all()
        assert finished.evaluation == inline.evaluation

    def test_pause_keeps_the_place_and_resume_goes_on_as_if_nothing_had_been(self, runs: Runs) -> None:
        run = runs.start(config(LONG), ME)
        runs.wait_until(run.id, past(1), SOON)
        assert runs.command(run.id, ME, Pause()).status == "paused"
        there = runs.wait_until(run.id, at_rest, SOON)
        goal = there.iteration + 300
        runs.command(run.id, ME, RunTo(goal))
        finished = runs.wait_until(run.id, lambda now: at_rest(now) and now.iteration == goal, SOON)
        assert finished.state is not None
        assert (finished.state.theta == advance(config(goal), None).state.theta).all()

    def test_a_paused_run_is_measured_where_it_stands(self, runs: Runs) -> None:
        run = runs.start(config(LONG), ME)
        runs.wait_until(run.id, past(1), SOON)
        runs.command(run.id, ME, Pause())
        there = runs.wait_until(run.id, at_rest, SOON)
        assert there.evaluation is not None and there.evaluation.iteration == there.iteration + 1

    def test_steps(self, runs: Runs) -> None:
        run = runs.start(config(batch_size=16), ME, paused=True)
        assert run.status == "paused"
        assert runs.wait_until(run.id, at_rest, SOON).iteration == 0
        runs.command(run.id, ME, StepIterations())
        assert runs.wait_until(run.id, lambda now: at_rest(now) and now.iteration > 0, SOON).iteration == 1
        runs.command(run.id, ME, StepIterations(5))
        assert runs.wait_until(run.id, lambda now: at_rest(now) and now.iteration > 1, SOON).iteration == 6
        runs.command(run.id, ME, RunTo(40))
        assert runs.wait_until(run.id, lambda now: at_rest(now) and now.iteration > 6, SOON).iteration == 40

    def test_steps_that_come_together_are_all_made(self, open_runs: Callable[..., Runs]) -> None:
        held = Held(THREAD)
        runs = open_runs(executor_factory=lambda settings: held)
        run = runs.start(config(batch_size=16), ME, paused=True)
        held.wait()
        for command in (StepIterations(1), StepIterations(1), StepEpoch(), StepIterations(2)):
            runs.command(run.id, ME, command)
        held.release()
        there = runs.wait_until(run.id, lambda now: at_rest(now) and now.iteration > 0, SOON)
        assert there.iteration == 3 + 1 + 1 + 2

    def test_a_step_of_a_finished_run_leaves_nothing_behind(self, runs: Runs) -> None:
        run = runs.start(config(20), ME)
        runs.wait_until(run.id, ended, SOON)
        assert runs.command(run.id, ME, StepIterations()).status == "finished"
        runs.command(run.id, ME, Change("iterations", 50))
        assert runs.command(run.id, ME, StepIterations(3)).stepping
        assert runs.wait_until(run.id, lambda now: at_rest(now) and now.iteration > 20, SOON).iteration == 23

    def test_a_reset_ends_steps_and_lets_training_go_on(self, runs: Runs) -> None:
        run = runs.start(config(LONG), ME, pace=100)
        runs.wait_until(run.id, past(1), SOON)
        assert runs.command(run.id, ME, Reset()).moving
        runs.command(run.id, ME, RunTo(LONG // 2))
        assert runs.command(run.id, ME, Reset()).status == "paused"

    def test_an_epoch_goes_to_the_end_of_the_epoch(self, runs: Runs) -> None:
        run = runs.start(config(batch_size=16), ME, paused=True)  # 42 examples: batches of 16, 16 and 10
        runs.command(run.id, ME, StepIterations(1))
        runs.wait_until(run.id, lambda now: at_rest(now) and now.iteration == 1, SOON)
        runs.command(run.id, ME, StepEpoch())
        there = runs.wait_until(run.id, lambda now: at_rest(now) and now.iteration > 1, SOON)
        assert (there.iteration, there.epoch) == (3, 1)
        runs.command(run.id, ME, StepEpoch())
        there = runs.wait_until(run.id, lambda now: at_rest(now) and now.iteration > 3, SOON)
        assert (there.iteration, there.epoch) == (6, 2)

    def test_reset_finds_the_identical_costs_again(self, runs: Runs) -> None:
        run = runs.start(config(), ME)
        runs.wait_until(run.id, ended, SOON)
        before = told_costs(runs, run.id)
        again = runs.command(run.id, ME, Reset())
        assert (again.iteration, again.generation, again.status) == (0, 1, "paused")
        runs.command(run.id, ME, Resume())
        runs.wait_until(run.id, ended, SOON)
        assert told_costs(runs, run.id) == before

    def test_new_weights_are_those_of_the_seed(self, runs: Runs) -> None:
        run = runs.start(config(), ME)
        runs.wait_until(run.id, ended, SOON)
        runs.command(run.id, ME, NewWeights(7))
        runs.command(run.id, ME, Resume())
        runs.wait_until(run.id, ended, SOON)
        assert told_costs(runs, run.id)[1] == advance(config(seed=7), None).costs.tolist()

    def test_a_slice_from_before_a_reset_is_dropped(self, runs: Runs) -> None:
        run = runs.start(config(LONG), ME)
        runs.wait_until(run.id, past(1), SOON)
        runs.command(run.id, ME, Pause())
        runs.command(run.id, ME, Reset())
        runs.command(run.id, ME, RunTo(20))
        runs.wait_until(run.id, lambda now: at_rest(now) and now.iteration > 0, SOON)
        assert told_costs(runs, run.id)[1] == advance(config(20), None).costs.tolist()

    def test_pace_holds_a_run_back(self, open_runs: Callable[..., Runs]) -> None:
        clock = Clock()
        runs = open_runs(clock=clock)
        run = runs.start(config(LONG), ME, pace=100)
        there = runs.wait_until(run.id, past(1), SOON).iteration
        with pytest.raises(TimeoutError):
            runs.wait_until(run.id, past(there + 1), 0.5)
        clock.now += 0.101  # seconds, in which ten more are due
        runs.look(run.id, -1, 0)
        runs.start(config(5), OTHER)  # wakes the scheduler
        assert runs.wait_until(run.id, past(there + 1), SOON).iteration == there + 10

    def test_a_slower_pace_holds_nothing_against_what_was_made_at_full_speed(
        self, open_runs: Callable[..., Runs]
    ) -> None:
        held = Held(THREAD)
        runs = open_runs(executor_factory=lambda settings: held)
        run = runs.start(config(LONG), ME)
        held.wait()
        runs.command(run.id, ME, Pace(10))
        held.release()  # brings many iterations, made before the pace was known
        there = runs.wait_until(run.id, past(1), SOON).iteration
        runs.wait_until(run.id, past(there + 1), SOON)


class TestChanges:
    def test_a_change_counts_from_the_next_iteration_and_is_recorded(self, runs: Runs) -> None:
        run = runs.start(config(), ME, paused=True)
        runs.command(run.id, ME, RunTo(50))
        runs.wait_until(run.id, lambda now: at_rest(now) and now.iteration == 50, SOON)
        for command in (Change("learning_rate", 0.5), Change("optimizer", "adam"), Change("l2", 0.1), Resume()):
            runs.command(run.id, ME, command)
        finished = runs.wait_until(run.id, ended, SOON)
        recorded = {(change.iteration, change.field, change.old, change.new) for change in finished.changes}
        assert recorded == {
            (51, "learning_rate", 0.1, 0.5),
            (51, "optimizer", "gradient_descent", "adam"),
            (51, "l2", 0.0, 0.1),
        }
        first = advance(config(), None, iterations=50)
        then = advance(config(learning_rate=0.5, optimizer="adam", l2=0.1), first.state)
        assert told_costs(runs, run.id)[1] == [*first.costs, *then.costs]

    def test_changes_are_told_once_and_the_latest_are_kept(self, runs: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("dnn.background.run.MOST_CHANGES", 3)
        run = runs.start(config(), ME, paused=True)
        for goal in range(1, 6):
            runs.command(run.id, ME, RunTo(goal))
            runs.wait_until(run.id, lambda now, goal=goal: at_rest(now) and now.iteration == goal, SOON)
            runs.command(run.id, ME, Change("learning_rate", 0.1 + goal))
            if goal == 3:
                cursor = runs.look(run.id, -1, 0)["cursor"]  # type: ignore[index]
        runs.command(run.id, ME, RunTo(6))
        runs.wait_until(run.id, lambda now: at_rest(now) and now.iteration == 6, SOON)
        told, all_of_them = runs.look(run.id, cursor, 0), runs.look(run.id, cursor, 1)
        assert told is not None and [change["iteration"] for change in told["changes"]] == [4, 5, 6]
        assert all_of_them is not None and all_of_them["changes"] == told["changes"]
        last = runs.look(run.id, told["cursor"], 0)
        assert last is not None and last["changes"] == []

    def test_every_change_that_leaves_the_network_alone_is_live(self) -> None:
        old, new = config(), config(300, learning_rate=0.3, batch_size=8, target_cost=0.1)
        changes = live_changes(old, new)
        assert changes is not None
        assert {change.field for change in changes} == {"iterations", "learning_rate", "batch_size", "target_cost"}
        assert live_changes(old, old) == ()

    @pytest.mark.parametrize("new", [config(seed=1), config(name="moons"), config(precision="float32")])
    def test_what_needs_another_network_is_not_live(self, new: RunConfig) -> None:
        assert live_changes(config(), new) is None

    @pytest.mark.parametrize(("field", "value"), [("learning_rate", -1), ("seed", 3), ("optimizer", "newton")])
    def test_a_change_that_cannot_be_is_refused(self, field: str, value: object) -> None:
        with pytest.raises(ConfigurationError):
            Change(field, value)

    def test_more_iterations_let_a_finished_run_go_on(self, runs: Runs) -> None:
        run = runs.start(config(), ME)
        runs.wait_until(run.id, ended, SOON)
        assert runs.command(run.id, ME, Change("iterations", 300)).status == "paused"
        runs.command(run.id, ME, Resume())
        finished = runs.wait_until(run.id, ended, SOON)
        assert finished.state is not None
        assert (finished.state.theta == advance(config(300), None).state.theta).all()


class TestStops:
    def test_at_the_target_cost(self, runs: Runs) -> None:
        run = runs.start(config(LONG, target_cost=0.5), ME)
        stopped = runs.wait_until(run.id, ended, SOON)
        assert stopped.status == "stopped" and stopped.stop is not None
        assert stopped.stop.reason == "target_cost"
        costs = told_costs(runs, run.id)[1]
        assert costs[-1] <= 0.5 < costs[-2]

    def test_at_the_first_number_that_is_not_finite(self, runs: Runs) -> None:
        run = runs.start(config(LONG, name="sine", learning_rate=1000, l2=0.5), ME)
        stopped = runs.wait_until(run.id, ended, SOON)
        assert stopped.status == "stopped" and stopped.stop is not None
        assert stopped.stop.reason == "non_finite" and stopped.stop.layer is not None
        assert stopped.stop.quantity is not None and stopped.stop.advice is not None
        assert stopped.state is not None and np.isfinite(stopped.state.theta).all()


class TestLease:
    def test_a_run_that_nobody_looks_at_sleeps_and_wakes_when_somebody_does(
        self, open_runs: Callable[..., Runs]
    ) -> None:
        clock = Clock()
        runs = open_runs(clock=clock)
        run = runs.start(config(LONG), ME)
        runs.wait_until(run.id, past(1), SOON)
        clock.now += THREAD.lease_seconds + 1
        asleep = runs.wait_until(run.id, lambda now: now.status == "asleep", SOON)
        runs.look(run.id, -1, 0)
        awake = runs.wait_until(run.id, past(asleep.iteration + 1), SOON)
        assert awake.status == "running"

    def test_an_idle_run_is_forgotten_after_a_while(self, open_runs: Callable[..., Runs]) -> None:
        clock = Clock()
        runs = open_runs(clock=clock)
        run = runs.start(config(5), ME)
        runs.wait_until(run.id, ended, SOON)
        clock.now += THREAD.keep_seconds + 1
        other = runs.start(config(5), ME)
        runs.wait_until(other.id, ended, SOON)
        assert runs.get(run.id) is None and len(runs) == 1


def test_runs_at_rest_or_asleep_are_no_work_for_the_scheduler(open_runs: Callable[..., Runs]) -> None:
    clock = Clock()
    runs = open_runs(clock=clock)
    resting = [runs.start(config(5), ME, paused=True) for _ in range(3)]
    for run in resting:
        runs.wait_until(run.id, at_rest, SOON)
    assert not runs._busy
    runs.command(resting[0].id, ME, Resume())
    runs.wait_until(resting[0].id, ended, SOON)
    moving = runs.start(config(LONG), ME)
    runs.wait_until(moving.id, past(1), SOON)
    clock.now += THREAD.lease_seconds + 1
    runs.wait_until(moving.id, lambda now: now.status == "asleep" and not runs._busy, SOON)
    runs.look(moving.id, -1, 0)
    assert [*runs._busy] == [moving.id]


class TestLimits:
    def test_active_runs_of_a_visitor(self, open_runs: Callable[..., Runs]) -> None:
        runs = open_runs(replace(THREAD, active_runs_per_visitor=2))
        first, _second = (runs.start(config(LONG), ME) for _ in range(2))
        with pytest.raises(LimitReached, match="at most 2 of your runs"):
            runs.start(config(LONG), ME)
        runs.start(config(LONG), OTHER)
        waiting = runs.start(config(LONG), ME, paused=True)
        with pytest.raises(LimitReached):
            runs.command(waiting.id, ME, Resume())
        runs.command(first.id, ME, Pause())
        assert runs.command(waiting.id, ME, Resume()).moving

    def test_active_runs_of_the_server(self, open_runs: Callable[..., Runs]) -> None:
        runs = open_runs(replace(THREAD, active_runs=1))
        runs.start(config(LONG), ME)
        with pytest.raises(LimitReached, match="on this server"):
            runs.start(config(LONG), OTHER)

    def test_kept_runs(self, open_runs: Callable[..., Runs]) -> None:
        runs = open_runs(replace(THREAD, kept_runs=3))
        kept = [runs.start(config(5), ME, paused=True) for _ in range(5)]
        assert [runs.get(run.id) is not None for run in kept] == [False, False, True, True, True]

    def test_the_memory_of_kept_runs(self, open_runs: Callable[..., Runs]) -> None:
        document = {
            "dataset": {"name": "circles"},
            "architecture": {"hidden": [{"units": 200, "activation": "relu"}] * 2},
        }
        large = RunConfig.from_dict(document)  # three times 0.33 MB
        runs = open_runs(replace(THREAD, kept_megabytes=3))
        idle = [runs.start(large, ME, paused=True) for _ in range(3)]
        active = runs.start(large, ME)
        assert [runs.get(run.id) is not None for run in idle] == [False, True, True]
        assert runs.start(large, ME) and runs.start(large, ME)
        with pytest.raises(LimitReached, match="room for one more run"):
            runs.start(large, ME)
        assert runs.get(active.id) is not None
        small = runs.start(config(), ME, paused=True)
        with pytest.raises(LimitReached, match="room for one more run"):
            runs.start(large, OTHER, paused=True)
        assert runs.get(small.id) is not None  # nothing is forgotten for one that has no room all the same

    def test_a_run_that_would_hold_up_all_others(self, runs: Runs) -> None:
        layers = [{"units": 1024, "activation": "relu"}] * 32
        large = RunConfig.from_dict({"dataset": {"name": "circles"}, "architecture": {"hidden": layers}})
        with pytest.raises(LimitReached, match="try a smaller batch"):
            runs.start(large, ME)

    def test_a_run_whose_buffers_would_fill_the_memory(self, open_runs: Callable[..., Runs]) -> None:
        runs = open_runs(replace(THREAD, run_megabytes=1))
        with pytest.raises(LimitReached, match="at most 1 MB"):
            runs.start(RunConfig.from_dict({"dataset": {"name": "digits"}}), ME)

    def test_a_run_that_could_hardly_be_measured(self, runs: Runs) -> None:
        document = {
            "dataset": {"name": "circles", "samples": 20_000},
            "architecture": {"hidden": [{"units": 1024, "activation": "relu"}] * 4},
            "hyperparameters": {"batch_size": 1},
        }
        with pytest.raises(LimitReached, match="the cost of all examples .* try fewer examples"):
            runs.start(RunConfig.from_dict(document), ME)

    def test_a_change_makes_no_run_too_large(self, open_runs: Callable[..., Runs]) -> None:
        runs = open_runs(replace(THREAD, iteration_multiplications=2_000))
        run = runs.start(config(batch_size=1), ME, paused=True)
        with pytest.raises(LimitReached, match="try a smaller batch"):
            runs.command(run.id, ME, Change("batch_size", None))
        assert runs.command(run.id, ME, Change("batch_size", 2)).config.hyperparameters.batch_size == 2

    def test_runs_that_slept_wake_up_within_the_limits(self, open_runs: Callable[..., Runs]) -> None:
        clock = Clock()
        runs = open_runs(replace(THREAD, active_runs_per_visitor=1), clock=clock)
        first = runs.start(config(LONG), ME)
        runs.wait_until(first.id, past(1), SOON)
        clock.now += THREAD.lease_seconds + 1
        runs.wait_until(first.id, lambda now: now.status == "asleep", SOON)
        second = runs.start(config(LONG), ME)
        told = runs.look(first.id, -1, 0)
        assert told is not None and (told["status"], told["asleep"]) == ("asleep", "visitor")
        assert runs.command(first.id, ME, Reset()).status == "asleep"
        with pytest.raises(LimitReached):
            runs.command(first.id, ME, Resume())
        runs.command(second.id, ME, Pause())
        told = runs.look(first.id, -1, 0)
        assert told is not None and (told["status"], told["asleep"]) == ("waiting", None)

    def test_a_run_that_sleeps_because_the_server_is_full_says_so(self, open_runs: Callable[..., Runs]) -> None:
        clock = Clock()
        runs = open_runs(replace(THREAD, active_runs=1), clock=clock)
        first = runs.start(config(LONG), ME)
        runs.wait_until(first.id, past(1), SOON)
        clock.now += THREAD.lease_seconds + 1
        runs.wait_until(first.id, lambda now: now.status == "asleep", SOON)
        runs.start(config(LONG), OTHER)
        told = runs.look(first.id, -1, 0)
        assert told is not None and (told["status"], told["asleep"]) == ("asleep", "server")

    def test_only_the_owner_may_steer(self, runs: Runs) -> None:
        run = runs.start(config(LONG), ME)
        with pytest.raises(NotOwner):
            runs.command(run.id, OTHER, Pause())
        with pytest.raises(NotOwner):
            runs.release(run.id, OTHER)
        runs.release(run.id, ME)
        assert runs.get(run.id) is None and runs.look(run.id, -1, 0) is None


def worker_pids() -> list[int]:
    """The worker processes of this process."""
    children = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    pids = [int(pid) for path in children for pid in path.read_text().split()]
    return [pid for pid in pids if b"popen_loky" in Path(f"/proc/{pid}/cmdline").read_bytes()]


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="asks Linux for the worker processes")
class TestWorkers:
    def test_a_killed_worker_costs_nothing_that_is_kept(self, processes: Runs) -> None:
        wanted = config(60_000, batch_size=20, optimizer="adam")
        run = processes.start(wanted, ME)
        other = processes.start(config(LONG), OTHER)
        for kills in (1, 2):
            processes.wait_until(run.id, past(5_000 * kills), SOON)
            for pid in worker_pids():
                os.kill(pid, signal.SIGKILL)
        finished = processes.wait_until(run.id, ended, 2 * SOON)
        assert finished.status == "finished"
        undisturbed = advance(wanted, None)
        assert finished.state is not None and (finished.state.theta == undisturbed.state.theta).all()
        iterations, costs = told_costs(processes, run.id)
        assert costs == undisturbed.costs[np.array(iterations) - 1].tolist()
        assert processes.command(other.id, OTHER, Pause()).status == "paused"
        processes.release(other.id, OTHER)

    def test_workers_do_not_know_streamlit(self, processes: Runs) -> None:
        assert processes._executor is not None
        modules = processes._executor.submit(_loaded_modules).result(SOON)
        assert "dnn.training" in modules and not {"streamlit", "plotly", "pandas", "pages"} & modules

    def test_workers_use_one_thread(self, processes: Runs) -> None:
        assert processes._executor is not None
        assert processes._executor.submit(os.environ.get, "OPENBLAS_NUM_THREADS").result(SOON) == "1"


def _loaded_modules() -> set[str]:
    import sys

    import dnn.training  # noqa: F401

    return set(sys.modules)


class Fragile(Executor):
    """An executor that breaks, with all it was given, whenever it meets a network drawn from seed 13."""

    made = 0

    def __init__(self, settings: Settings) -> None:
        Fragile.made += 1
        self._broken = False
        self._waiting: list[tuple[Future[object], object, tuple[object, ...]]] = []

    def submit(self, function, /, *arguments, **settings):  # type: ignore[no-untyped-def]
        if self._broken:
            raise BrokenProcessPool
        future: Future[object] = Future()
        if arguments and arguments[0].seed == 13:
            self._broken = True
            future.set_exception(BrokenProcessPool())
        else:
            future.set_result(function(*arguments, **settings))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False, kill_workers: bool = False) -> None:
        self._broken = True


def test_a_run_whose_workers_die_again_and_again_fails_and_the_others_go_on(open_runs: Callable[..., Runs]) -> None:
    Fragile.made = 0
    runs = open_runs(executor_factory=Fragile)
    good, bad = runs.start(config(2000), ME), runs.start(config(2000, seed=13), ME)
    failed = runs.wait_until(bad.id, ended, SOON)
    assert failed.status == "failed" and failed.failure is not None
    assert f"ended {MOST_FAILURES} times at iteration 1" in str(failed.failure)
    assert runs.wait_until(good.id, ended, SOON).status == "finished"
    assert Fragile.made == MOST_FAILURES + 1
    later = runs.start(config(20), ME)
    assert runs.wait_until(later.id, ended, SOON).status == "finished"


def test_an_executor_that_breaks_is_replaced_once(open_runs: Callable[..., Runs]) -> None:
    class Breaking(Fragile):
        """The first one keeps its first slice until it gets a second one, and breaks with both."""

        def submit(self, function, /, *arguments, **settings):  # type: ignore[no-untyped-def]
            if Fragile.made > 1 or not arguments:
                return super().submit(function, *arguments, **settings)
            if not self._waiting:
                self._waiting.append((Future(), function, arguments))
                return self._waiting[0][0]
            self._waiting[0][0].set_exception(BrokenProcessPool())
            raise BrokenProcessPool

    Fragile.made = 0
    runs = open_runs(executor_factory=Breaking)
    started = [runs.start(config(), owner) for owner in (ME, OTHER)]
    for run in started:
        assert runs.wait_until(run.id, ended, SOON).status == "finished"
    assert Fragile.made == 2


def test_the_scheduler_survives_an_executor_that_takes_nothing(
    open_runs: Callable[..., Runs], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Refusing(Fragile):
        def submit(self, function, /, *arguments, **settings):  # type: ignore[no-untyped-def]
            if Fragile.made < 4 and arguments:
                raise BrokenProcessPool
            return super().submit(function, *arguments, **settings)

    Fragile.made = 0
    monkeypatch.setattr("dnn.background.runs.RETRY_SECONDS", 0.01)
    runs = open_runs(executor_factory=Refusing)
    run = runs.start(config(), ME)
    assert runs.wait_until(run.id, ended, SOON).status == "finished"


def test_slices_of_runs_that_are_let_go_do_not_pile_up(open_runs: Callable[..., Runs]) -> None:
    given: SimpleQueue[Future[object]] = SimpleQueue()

    class Busy(Fragile):
        """It begins each slice at once and ends none."""

        def submit(self, function, /, *arguments, **settings):  # type: ignore[no-untyped-def]
            if not arguments:
                return super().submit(function)
            future: Future[object] = Future()
            future.set_running_or_notify_cancel()
            given.put(future)
            return future

    runs = open_runs(executor_factory=Busy)
    for _ in range(THREAD.worker_count + 1):
        run = runs.start(config(LONG), ME)
        given.get(timeout=SOON)
        runs.release(run.id, ME)
    runs.start(config(LONG), ME)
    with pytest.raises(Empty):
        given.get(timeout=0.3)


def test_what_a_slice_raises_from_before_a_reset_is_dropped(open_runs: Callable[..., Runs]) -> None:
    kept: SimpleQueue[Future[object]] = SimpleQueue()

    class Keeping(Fragile):
        def submit(self, function, /, *arguments, **settings):  # type: ignore[no-untyped-def]
            if arguments and not self._waiting:
                self._waiting.append((Future(), function, arguments))
                kept.put(self._waiting[0][0])
                return self._waiting[0][0]
            return super().submit(function, *arguments, **settings)

    runs = open_runs(executor_factory=Keeping)
    run = runs.start(config(), ME)
    future = kept.get(timeout=SOON)
    runs.command(run.id, ME, Reset())
    future.set_exception(MemoryError("no more"))
    assert runs.wait_until(run.id, ended, SOON).status == "finished"


def test_what_a_slice_raises_fails_its_run_alone(
    open_runs: Callable[..., Runs], caplog: pytest.LogCaptureFixture
) -> None:
    class Raising(Fragile):
        def submit(self, function, /, *arguments, **settings):  # type: ignore[no-untyped-def]
            future: Future[object] = Future()
            if arguments and arguments[0].seed == 13:
                future.set_exception(MemoryError("no more"))
                return future
            return super().submit(function, *arguments, **settings)

    runs = open_runs(executor_factory=Raising)
    good, bad = runs.start(config(2000), ME), runs.start(config(2000, seed=13), ME)
    assert "MemoryError: no more" in str(runs.wait_until(bad.id, ended, SOON).failure)
    assert runs.wait_until(good.id, ended, SOON).status == "finished"
    assert runs.command(bad.id, ME, Reset()).status == "paused"


def test_slices_are_longer_where_the_state_is_long_on_the_way() -> None:
    class Crowd(Runs):
        crowd = 1

        def _active(self) -> int:
            return self.crowd

    runs = Crowd(PROCESSES)
    small, large = 50_000, 50_000_000  # bytes
    assert runs._slice_seconds(small) == LONGEST_SLICE and runs._slice_seconds(large) == LONGEST_ALONE
    runs.crowd = 30
    assert runs._slice_seconds(small) == SHORTEST_SLICE and runs._slice_seconds(large) == LONGEST_SLICE
    assert SHORTEST_SLICE < runs._slice_seconds(large // 20) < LONGEST_SLICE


class TestSettings:
    def test_no_more_workers_than_a_container_may_use(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("LOKY_MAX_CPU_COUNT", "1")
        assert usable_cores.__wrapped__() == 1

    def test_from_the_environment(self) -> None:
        settings = Settings.from_environment({"DNN_WORKERS": "3", "DNN_LEASE_SECONDS": "2.5", "DNN_EXECUTOR": "thread"})
        assert settings == Settings(executor="thread", workers=3, lease_seconds=2.5)
        assert settings.worker_count == 1 and Settings(workers=3).worker_count == 3

    @pytest.mark.parametrize(("name", "value"), [("WORKERS", "many"), ("EXECUTOR", "magic"), ("LEASE_SECONDS", "-1")])
    def test_what_cannot_be_is_refused_in_words(self, name: str, value: str) -> None:
        with pytest.raises(ConfigurationError, match=f"DNN_{name}"):
            Settings.from_environment({f"DNN_{name}": value})
