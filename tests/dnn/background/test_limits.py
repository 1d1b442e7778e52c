"""Limits of runs: the time until one is suspended and forgotten, their number, and their size."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from dnn import RunConfig
from dnn.background.commands import Pause, Reset, Resume
from dnn.background.limits import LimitReached, NotOwner
from dnn.background.manager import RunManager
from tests.dnn.background.running import (
    LONG,
    ME,
    OTHER,
    SOON,
    THREAD,
    Clock,
    config,
    ended,
    past,
    reconfigure,
    suspended,
)


class TestLease:
    def test_a_run_that_nobody_polls_is_suspended_until_somebody_does(
        self, open_runs: Callable[..., RunManager]
    ) -> None:
        clock = Clock()
        runs = open_runs(clock=clock)
        run = suspended(runs, clock)
        runs.poll(run.id, -1, 0)
        resumed = runs.wait_until(run.id, past(run.iteration + 1), SOON)
        assert resumed.status == "running"

    def test_an_idle_run_is_forgotten_after_a_while(self, open_runs: Callable[..., RunManager]) -> None:
        clock = Clock()
        runs = open_runs(clock=clock)
        run = runs.start(config(5), ME)
        runs.wait_until(run.id, ended, SOON)
        clock.now += THREAD.keep_seconds + 1
        other = runs.start(config(5), ME)
        runs.wait_until(other.id, ended, SOON)
        assert runs.get(run.id) is None and len(runs) == 1


class TestLimits:
    def test_active_runs_of_a_visitor(self, open_runs: Callable[..., RunManager]) -> None:
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

    def test_active_runs_of_the_server(self, open_runs: Callable[..., RunManager]) -> None:
        runs = open_runs(replace(THREAD, active_runs=1))
        runs.start(config(LONG), ME)
        with pytest.raises(LimitReached, match="on this server"):
            runs.start(config(LONG), OTHER)

    def test_the_number_of_stored_runs(self, open_runs: Callable[..., RunManager]) -> None:
        runs = open_runs(replace(THREAD, kept_runs=3))
        started = [runs.start(config(5), ME, paused=True) for _ in range(5)]
        assert [runs.get(run.id) is not None for run in started] == [False, False, True, True, True]

    def test_the_memory_of_stored_runs(self, open_runs: Callable[..., RunManager]) -> None:
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

    def test_a_run_replaces_another_where_there_is_no_more_room(self, open_runs: Callable[..., RunManager]) -> None:
        runs = open_runs(replace(THREAD, active_runs=2, active_runs_per_visitor=1, kept_runs=2))
        mine, other = runs.start(config(LONG), ME), runs.start(config(LONG), OTHER)
        new = runs.start(config(LONG), ME, instead_of=mine.id)
        assert runs.get(mine.id) is None and runs.get(new.id) is not None and runs.get(other.id) is not None
        assert runs.start(config(LONG), ME, instead_of=new.id).id != new.id
        with pytest.raises(NotOwner):
            runs.start(config(LONG), ME, paused=True, instead_of=other.id)
        assert runs.get(other.id) is not None

    def test_a_run_that_is_refused_replaces_none(self, open_runs: Callable[..., RunManager]) -> None:
        runs = open_runs(replace(THREAD, active_runs_per_visitor=1))
        resting = runs.start(config(), ME, paused=True)
        runs.start(config(LONG), ME)
        with pytest.raises(LimitReached, match="at most 1 of your runs"):
            runs.start(config(LONG), ME, instead_of=resting.id)
        assert runs.get(resting.id) is not None

    def test_a_run_that_would_hold_up_all_others(self, runs: RunManager) -> None:
        layers = [{"units": 1024, "activation": "relu"}] * 32
        large = RunConfig.from_dict({"dataset": {"name": "circles"}, "architecture": {"hidden": layers}})
        with pytest.raises(LimitReached, match="try a smaller batch"):
            runs.start(large, ME)

    def test_a_run_whose_buffers_would_fill_the_memory(self, open_runs: Callable[..., RunManager]) -> None:
        runs = open_runs(replace(THREAD, run_megabytes=1))
        with pytest.raises(LimitReached, match="at most 1 MB"):
            runs.start(RunConfig.from_dict({"dataset": {"name": "digits"}}), ME)

    def test_a_run_that_could_hardly_be_measured(self, runs: RunManager) -> None:
        document = {
            "dataset": {"name": "circles", "samples": 20_000},
            "architecture": {"hidden": [{"units": 1024, "activation": "relu"}] * 4},
            "hyperparameters": {"batch_size": 1},
        }
        with pytest.raises(LimitReached, match="the cost of all examples .* try fewer examples"):
            runs.start(RunConfig.from_dict(document), ME)

    def test_a_change_makes_no_run_too_large(self, open_runs: Callable[..., RunManager]) -> None:
        runs = open_runs(replace(THREAD, iteration_multiplications=2_000))
        run = runs.start(config(batch_size=1), ME, paused=True)
        with pytest.raises(LimitReached, match="try a smaller batch"):
            runs.command(run.id, ME, reconfigure(run, batch_size=None))
        assert runs.command(run.id, ME, reconfigure(run, batch_size=2)).config.hyperparameters.batch_size == 2

    def test_runs_that_slept_wake_up_within_the_limits(self, open_runs: Callable[..., RunManager]) -> None:
        clock = Clock()
        runs = open_runs(replace(THREAD, active_runs_per_visitor=1), clock=clock)
        first = suspended(runs, clock)
        second = runs.start(config(LONG), ME)
        payload = runs.poll(first.id, -1, 0)
        assert payload is not None and (payload["status"], payload["suspended"]) == ("suspended", "visitor")
        assert runs.command(first.id, ME, Reset()).status == "suspended"
        with pytest.raises(LimitReached):
            runs.command(first.id, ME, Resume())
        runs.command(second.id, ME, Pause())
        payload = runs.poll(first.id, -1, 0)
        assert payload is not None and (payload["status"], payload["suspended"]) == ("waiting", None)

    def test_a_run_that_sleeps_because_the_server_is_full_says_so(self, open_runs: Callable[..., RunManager]) -> None:
        clock = Clock()
        runs = open_runs(replace(THREAD, active_runs=1), clock=clock)
        first = suspended(runs, clock)
        runs.start(config(LONG), OTHER)
        payload = runs.poll(first.id, -1, 0)
        assert payload is not None and (payload["status"], payload["suspended"]) == ("suspended", "server")

    def test_only_the_owner_may_steer(self, runs: RunManager) -> None:
        run = runs.start(config(LONG), ME)
        with pytest.raises(NotOwner):
            runs.command(run.id, OTHER, Pause())
        with pytest.raises(NotOwner):
            runs.notebook.delete(run.id, OTHER)
        runs.notebook.delete(run.id, ME)
        assert runs.get(run.id) is None and runs.poll(run.id, -1, 0) is None
