"""Runs in the background: commands, slices, stops, changes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from dnn import RunConfig
from dnn.background.commands import (
    NewWeights,
    Pause,
    Reconfigure,
    Reset,
    Resume,
    RunTo,
    SetSpeedLimit,
    StepEpoch,
    StepIterations,
)
from dnn.background.manager import RunManager
from dnn.background.settings import Settings
from dnn.errors import ConfigurationError
from dnn.training.advance import advance
from tests.dnn.background.running import (
    LONG,
    ME,
    OTHER,
    SOON,
    THREAD,
    Clock,
    at_rest,
    config,
    costs_of,
    ended,
    past,
    reconfigure,
)


class Held(ThreadPoolExecutor):
    """An executor that holds back what it has computed until `release`."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(1)
        self._reached, self._released = threading.Event(), threading.Event()

    def submit(self, function, /, *arguments, **settings):  # type: ignore[no-untyped-def]
        return super().submit(self._hold, function, arguments, settings)

    def _hold(self, function, arguments, settings):  # type: ignore[no-untyped-def]
        result = function(*arguments, **settings)
        self._reached.set()
        self._released.wait(SOON)
        return result

    def wait(self) -> None:
        """Wait for the first slice."""
        assert self._reached.wait(SOON)

    def release(self) -> None:
        """Let go of everything from now on."""
        self._released.set()


class TestCommands:
    def test_a_run_trains_to_its_end_with_the_costs_of_one_go(self, runs: RunManager) -> None:
        run = runs.start(config(), ME)
        finished = runs.wait_until(run.id, ended, SOON)
        assert (finished.status, finished.iteration, finished.epoch) == ("finished", 200, 200)
        inline = advance(config(), None)
        assert costs_of(runs, run.id) == (list(range(1, 201)), inline.costs.tolist())
        assert finished.state is not None and (finished.state.theta == inline.state.theta).all()
        assert finished.current_evaluation == inline.current_evaluation

    def test_pause_keeps_the_state_and_resume_goes_on_as_if_nothing_had_been(self, runs: RunManager) -> None:
        run = runs.start(config(LONG), ME)
        runs.wait_until(run.id, past(1), SOON)
        assert runs.command(run.id, ME, Pause()).status == "paused"
        there = runs.wait_until(run.id, at_rest, SOON)
        goal = there.iteration + 300
        runs.command(run.id, ME, RunTo(goal))
        finished = runs.wait_until(run.id, lambda now: at_rest(now) and now.iteration == goal, SOON)
        assert finished.state is not None
        assert (finished.state.theta == advance(config(goal), None).state.theta).all()

    def test_a_paused_run_is_measured_where_it_stands(self, runs: RunManager) -> None:
        run = runs.start(config(LONG), ME)
        runs.wait_until(run.id, past(1), SOON)
        runs.command(run.id, ME, Pause())
        there = runs.wait_until(run.id, at_rest, SOON)
        assert there.current_evaluation is not None and there.current_evaluation.iteration == there.iteration + 1

    def test_browsers_are_told_of_a_pause_when_the_run_stands_still(self, open_runs: Callable[..., RunManager]) -> None:
        held = Held(THREAD)
        runs = open_runs(executor_factory=lambda settings: held)
        run = runs.start(config(LONG), ME)
        held.wait()  # a worker has made iterations that have not come in
        assert runs.command(run.id, ME, Pause()).status == "paused"
        before = runs.poll(run.id, -1, 0)
        assert before is not None and (before["status"], before["iteration"]) == ("running", 0)
        held.release()
        there = runs.wait_until(run.id, at_rest, SOON)
        after = runs.poll(run.id, -1, 0)
        assert after is not None and (after["status"], after["iteration"]) == ("paused", there.iteration)
        assert there.iteration > 0

    def test_steps(self, runs: RunManager) -> None:
        run = runs.start(config(batch_size=16), ME, paused=True)
        assert run.status == "paused"
        assert runs.wait_until(run.id, at_rest, SOON).iteration == 0
        runs.command(run.id, ME, StepIterations())
        assert runs.wait_until(run.id, lambda now: at_rest(now) and now.iteration > 0, SOON).iteration == 1
        runs.command(run.id, ME, StepIterations(5))
        assert runs.wait_until(run.id, lambda now: at_rest(now) and now.iteration > 1, SOON).iteration == 6
        runs.command(run.id, ME, RunTo(40))
        assert runs.wait_until(run.id, lambda now: at_rest(now) and now.iteration > 6, SOON).iteration == 40

    def test_steps_that_come_together_are_all_made(self, open_runs: Callable[..., RunManager]) -> None:
        held = Held(THREAD)
        runs = open_runs(executor_factory=lambda settings: held)
        run = runs.start(config(batch_size=16), ME, paused=True)
        held.wait()
        for command in (StepIterations(1), StepIterations(1), StepEpoch(), StepIterations(2)):
            runs.command(run.id, ME, command)
        held.release()
        there = runs.wait_until(run.id, lambda now: at_rest(now) and now.iteration > 0, SOON)
        assert there.iteration == 3 + 1 + 1 + 2

    def test_a_step_of_a_finished_run_leaves_nothing_behind(self, runs: RunManager) -> None:
        run = runs.start(config(20), ME)
        runs.wait_until(run.id, ended, SOON)
        assert runs.command(run.id, ME, StepIterations()).status == "finished"
        runs.command(run.id, ME, reconfigure(run, iterations=50))
        assert runs.command(run.id, ME, StepIterations(3)).stepping
        assert runs.wait_until(run.id, lambda now: at_rest(now) and now.iteration > 20, SOON).iteration == 23

    def test_a_reset_ends_steps_and_lets_training_go_on(self, runs: RunManager) -> None:
        run = runs.start(config(LONG), ME, speed_limit=100)
        runs.wait_until(run.id, past(1), SOON)
        assert runs.command(run.id, ME, Reset()).moving
        runs.command(run.id, ME, RunTo(LONG // 2))
        assert runs.command(run.id, ME, Reset()).status == "paused"

    def test_an_epoch_goes_to_the_end_of_the_epoch(self, runs: RunManager) -> None:
        run = runs.start(config(batch_size=16), ME, paused=True)  # 42 examples: batches of 16, 16 and 10
        runs.command(run.id, ME, StepIterations(1))
        runs.wait_until(run.id, lambda now: at_rest(now) and now.iteration == 1, SOON)
        runs.command(run.id, ME, StepEpoch())
        there = runs.wait_until(run.id, lambda now: at_rest(now) and now.iteration > 1, SOON)
        assert (there.iteration, there.epoch) == (3, 1)
        runs.command(run.id, ME, StepEpoch())
        there = runs.wait_until(run.id, lambda now: at_rest(now) and now.iteration > 3, SOON)
        assert (there.iteration, there.epoch) == (6, 2)

    def test_reset_finds_the_identical_costs_again(self, runs: RunManager) -> None:
        run = runs.start(config(), ME)
        runs.wait_until(run.id, ended, SOON)
        before = costs_of(runs, run.id)
        again = runs.command(run.id, ME, Reset())
        assert (again.iteration, again.generation, again.status) == (0, 1, "paused")
        runs.command(run.id, ME, Resume())
        runs.wait_until(run.id, ended, SOON)
        assert costs_of(runs, run.id) == before

    def test_new_weights_are_those_of_the_seed(self, runs: RunManager) -> None:
        run = runs.start(config(), ME)
        runs.wait_until(run.id, ended, SOON)
        runs.command(run.id, ME, NewWeights(7))
        runs.command(run.id, ME, Resume())
        runs.wait_until(run.id, ended, SOON)
        assert costs_of(runs, run.id)[1] == advance(config(seed=7), None).costs.tolist()

    def test_a_slice_from_before_a_reset_is_dropped(self, runs: RunManager) -> None:
        run = runs.start(config(LONG), ME)
        runs.wait_until(run.id, past(1), SOON)
        runs.command(run.id, ME, Pause())
        runs.command(run.id, ME, Reset())
        runs.command(run.id, ME, RunTo(20))
        runs.wait_until(run.id, lambda now: at_rest(now) and now.iteration > 0, SOON)
        assert costs_of(runs, run.id)[1] == advance(config(20), None).costs.tolist()

    def test_a_speed_limit_holds_a_run_back(self, open_runs: Callable[..., RunManager]) -> None:
        clock = Clock()
        runs = open_runs(clock=clock)
        run = runs.start(config(LONG), ME, speed_limit=100)
        there = runs.wait_until(run.id, past(1), SOON).iteration
        with pytest.raises(TimeoutError):
            runs.wait_until(run.id, past(there + 1), 0.5)
        clock.now += 0.101  # seconds, in which ten more are due
        runs.poll(run.id, -1, 0)
        runs.start(config(5), OTHER)  # wakes the scheduler
        made = runs.wait_until(run.id, past(there + 1), SOON).iteration - there
        assert 5 <= made <= 10  # a slice is shorter where two runs share a worker

    def test_a_lower_speed_limit_holds_nothing_against_what_was_made_at_full_speed(
        self, open_runs: Callable[..., RunManager]
    ) -> None:
        held = Held(THREAD)
        runs = open_runs(executor_factory=lambda settings: held)
        run = runs.start(config(LONG), ME)
        held.wait()
        runs.command(run.id, ME, SetSpeedLimit(10))
        held.release()  # brings many iterations, made before the limit was known
        there = runs.wait_until(run.id, past(1), SOON).iteration
        runs.wait_until(run.id, past(there + 1), SOON)


class TestChanges:
    def test_a_change_counts_from_the_next_iteration_and_is_recorded(self, runs: RunManager) -> None:
        run = runs.start(config(), ME, paused=True)
        runs.command(run.id, ME, RunTo(50))
        runs.wait_until(run.id, lambda now: at_rest(now) and now.iteration == 50, SOON)
        for change in ({"learning_rate": 0.5}, {"optimizer": "adam"}, {"l2": 0.1}):
            run = runs.command(run.id, ME, reconfigure(run, **change))
        runs.command(run.id, ME, Resume())
        finished = runs.wait_until(run.id, ended, SOON)
        recorded = {(change.iteration, change.field, change.old, change.new) for change in finished.changes}
        assert recorded == {
            (51, "learning_rate", 0.1, 0.5),
            (51, "optimizer", "gradient_descent", "adam"),
            (51, "l2", 0.0, 0.1),
        }
        first = advance(config(), None, iterations=50)
        then = advance(config(learning_rate=0.5, optimizer="adam", l2=0.1), first.state)
        assert costs_of(runs, run.id)[1] == [*first.costs, *then.costs]

    def test_changes_are_sent_once_and_the_latest_are_stored(
        self, runs: RunManager, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("dnn.background.run.MAX_CHANGES", 3)
        run = runs.start(config(), ME, paused=True)
        for goal in range(1, 6):
            runs.command(run.id, ME, RunTo(goal))
            runs.wait_until(run.id, lambda now, goal=goal: at_rest(now) and now.iteration == goal, SOON)
            runs.command(run.id, ME, reconfigure(run, learning_rate=0.1 + goal))
            if goal == 3:
                cursor = runs.poll(run.id, -1, 0)["cursor"]  # type: ignore[index]
        runs.command(run.id, ME, RunTo(6))
        runs.wait_until(run.id, lambda now: at_rest(now) and now.iteration == 6, SOON)
        payload, all_of_them = runs.poll(run.id, cursor, 0), runs.poll(run.id, cursor, 1)
        assert payload is not None and [change["iteration"] for change in payload["changes"]] == [4, 5, 6]
        assert all_of_them is not None and all_of_them["changes"] == payload["changes"]
        last = runs.poll(run.id, payload["cursor"], 0)
        assert last is not None and last["changes"] == []

    def test_several_changes_at_once_are_recorded_one_by_one(self, runs: RunManager) -> None:
        run = runs.start(config(), ME, paused=True)
        runs.command(run.id, ME, RunTo(50))
        run = runs.wait_until(run.id, lambda now: at_rest(now) and now.iteration == 50, SOON)
        runs.command(run.id, ME, reconfigure(run, learning_rate=0.5, batch_size=8))
        runs.command(run.id, ME, Resume())
        finished = runs.wait_until(run.id, ended, SOON)
        assert [(change.iteration, change.field, change.new, change.number) for change in finished.changes] == [
            (51, "learning_rate", 0.5, 1),
            (51, "batch_size", 8, 2),
        ]

    @pytest.mark.parametrize("new", [config(seed=1), config(name="moons"), config(precision="float32")])
    def test_what_needs_a_new_run_is_refused_and_changes_nothing(self, runs: RunManager, new: RunConfig) -> None:
        run = runs.start(config(), ME, paused=True)
        with pytest.raises(ConfigurationError, match="differs from the run's in learning_rate"):
            runs.command(run.id, ME, Reconfigure(new))
        now = runs.get(run.id)
        assert now is not None and now.config == run.config and now.changes == ()

    def test_more_iterations_let_a_finished_run_go_on(self, runs: RunManager) -> None:
        run = runs.start(config(), ME)
        runs.wait_until(run.id, ended, SOON)
        assert runs.command(run.id, ME, reconfigure(run, iterations=300)).status == "paused"
        runs.command(run.id, ME, Resume())
        finished = runs.wait_until(run.id, ended, SOON)
        assert finished.state is not None
        assert (finished.state.theta == advance(config(300), None).state.theta).all()


class TestStops:
    def test_at_the_target_cost(self, runs: RunManager) -> None:
        run = runs.start(config(LONG, target_cost=0.5), ME)
        stopped = runs.wait_until(run.id, ended, SOON)
        assert stopped.status == "stopped" and stopped.stop is not None
        assert stopped.stop.reason == "target_cost"
        costs = costs_of(runs, run.id)[1]
        assert costs[-1] <= 0.5 < costs[-2]

    def test_at_the_first_number_that_is_not_finite(self, runs: RunManager) -> None:
        run = runs.start(config(LONG, name="sine", learning_rate=1000, l2=0.5), ME)
        stopped = runs.wait_until(run.id, ended, SOON)
        assert stopped.status == "stopped" and stopped.stop is not None
        assert stopped.stop.reason == "non_finite" and stopped.stop.layer is not None
        assert stopped.stop.quantity is not None and stopped.stop.advice is not None
        assert stopped.state is not None and np.isfinite(stopped.state.theta).all()
