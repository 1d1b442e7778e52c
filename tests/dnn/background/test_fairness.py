"""Runs that share the workers: seconds for everybody, however long the slices of each."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from dnn import RunConfig
from dnn.background.commands import Command, Pause, Resume, SetSpeedLimit, StepIterations
from dnn.background.manager import RunManager
from dnn.background.scheduler import BACKGROUND_WEIGHT
from dnn.background.scheduling.slice_length import OVERHEAD_SECONDS, TURN_SECONDS
from dnn.configuration.variations import VARIATIONS, Trial
from tests.dnn.background.running import LONG, PROCESSES, Clock, SteppedRuns, config
from tests.dnn.background.simulated_workers import SimulatedWorkers

LARGE = 100
"""The seeds from here on are those of large runs."""
LARGE_SECONDS, SMALL_SECONDS = 1.0, 4e-5
"""Seconds of an iteration."""


class Server:
    """A server whose workers are simulated. Each visitor has one run, which has the visitor's number for a seed."""

    def __init__(self, workers: int, overhead: float = 0.0) -> None:
        """`overhead` is the time that a worker is busy with a slice beside its iterations, in seconds."""
        self.clock = Clock()
        self.workers = SimulatedWorkers(workers, self.clock, self._seconds_an_iteration, overhead)
        settings = replace(PROCESSES, workers=workers, lease_seconds=1e9)
        self.runs = SteppedRuns(settings, lambda settings: self.workers, self.clock)
        self.ids: dict[int, str] = {}

    def start(self, *seeds: int, speed_limit: float | None = None) -> None:
        for seed in seeds:
            run = self.runs.start(config(LONG, seed=seed), str(seed), speed_limit=speed_limit)
            self.ids[seed] = run.id

    def try_several(self, seed: int) -> None:
        """Eight runs in the background, all with this seed."""
        rates = tuple(0.1 * number for number in range(1, 9))
        self.runs.sweeps.start(str(seed), config(LONG, seed=seed), [Trial(VARIATIONS["learning_rate"], rates)])

    def command(self, seed: int, command: Command) -> None:
        self.runs.command(self.ids[seed], str(seed), command)

    def used_within(self, seconds: float) -> Counter[int]:
        """Let time go by; the seconds with a worker of each run."""
        before, end = self.workers.used.copy(), self.clock.now + seconds
        while self.clock.now < end:
            wait = self.runs.take_turns()
            self.workers.go_on(wait)
        used = self.workers.used.copy()
        used.subtract(before)
        return used

    @staticmethod
    def _seconds_an_iteration(configuration: RunConfig) -> float:
        return LARGE_SECONDS if configuration.seed >= LARGE else SMALL_SECONDS


def large(count: int) -> range:
    return range(LARGE, LARGE + count)


@pytest.mark.parametrize("workers", [1, 2, 4, 8])
def test_eight_large_runs_leave_a_small_one_its_share(workers: int) -> None:
    server = Server(workers)
    server.start(*large(8), 0)
    server.used_within(20)
    seconds = 200 / workers  # a run's share is the same 22 s, be they many or few
    used, share = server.used_within(seconds), seconds * workers / 9
    assert all(0.9 * share <= used[seed] <= 1.1 * share for seed in (0, *large(8)))


@pytest.mark.parametrize(("workers", "live"), [(1, 1), (2, 1), (2, 3), (4, 2), (8, 1)])
def test_runs_in_the_background_hold_none_up_that_somebody_looks_at(workers: int, live: int) -> None:
    """Eight of them have together an eighth of the share of one run, and whatever the others leave."""
    server = Server(workers)
    server.start(*range(live))
    server.try_several(50)
    server.used_within(5)
    used, share = server.used_within(25), 25 * min(1, workers / (live + 8 / BACKGROUND_WEIGHT))
    assert all(used[seed] >= 0.95 * share for seed in range(live))
    assert used[50] >= 0.9 * 25 * max(workers - live, 0.1 * min(1, workers / (live + 1)))


@pytest.mark.parametrize("workers", [1, 2])
def test_they_use_what_a_run_at_its_speed_limit_leaves(workers: int) -> None:
    server = Server(workers)
    server.start(0, speed_limit=1_000)
    server.try_several(50)
    server.used_within(5)
    used = server.used_within(30)
    assert used[0] >= 0.9 * 30 * 1_000 * SMALL_SECONDS
    assert used[50] >= 0.8 * 30


def test_without_others_runs_in_the_background_have_all_workers() -> None:
    server = Server(2)
    server.try_several(50)
    server.used_within(5)
    assert server.used_within(30)[50] >= 0.95 * 60


def test_two_large_runs_that_could_have_a_worker_each_leave_a_small_one_its_share() -> None:
    server = Server(2)
    server.start(*large(2), 0)
    used = server.used_within(100)
    assert used[0] >= 0.9 * 100 * 2 / 3


def test_a_run_is_not_charged_for_the_time_in_which_others_had_its_processor() -> None:
    server = Server(1)
    server.start(0, 1)
    interrupted = replace(server.workers.computed(config(LONG), None, 0.1, None), seconds=60.0)
    server.runs.take_turns()
    server.workers.bring_instead(interrupted)
    used = server.used_within(10)
    assert used[0] == pytest.approx(used[1], abs=0.25)


def test_runs_with_a_worker_each_do_not_wait_for_one_another() -> None:
    server = Server(2)
    server.start(LARGE, 0)
    used = server.used_within(100)
    assert used[0] >= 95 and used[LARGE] >= 95


def test_many_small_runs_go_round_in_turn() -> None:
    server = Server(2)
    server.start(*range(30))
    used = server.used_within(20)
    assert max(used.values()) - min(used.values()) < 0.1
    assert sum(used.values()) == pytest.approx(2 * 20, rel=0.01)


@pytest.mark.parametrize("came", ["started", "resumed"])
def test_who_comes_later_gets_what_the_others_get(came: str) -> None:
    server = Server(2)
    server.start(0, 1, 2)
    if came == "resumed":
        server.start(9)
        server.used_within(1)
        server.command(9, Pause())
    server.used_within(30)
    if came == "started":
        server.start(9)
    else:
        server.command(9, Resume())
    used = server.used_within(20)
    assert all(abs(used[seed] - 10) < 0.5 for seed in (0, 1, 2, 9))


def test_a_run_at_its_speed_limit_keeps_most_of_it_beside_large_ones() -> None:
    server = Server(2)
    server.start(*large(8))
    server.start(0, speed_limit=1_000)
    server.used_within(20)
    before = iteration_of(server.runs, server.ids[0])
    server.used_within(100)
    assert 0.5 * 1_000 <= (iteration_of(server.runs, server.ids[0]) - before) / 100 <= 1.05 * 1_000


@pytest.mark.parametrize("others", [1, 5, 30])
def test_a_run_at_its_speed_limit_keeps_it_beside_small_ones_at_full_speed(others: int) -> None:
    server = Server(2)
    server.start(0, speed_limit=1_000)
    server.start(*range(1, others + 1))
    used = server.used_within(20)
    assert used[0] == pytest.approx(20 * 1_000 * SMALL_SECONDS, rel=0.05)


def test_many_runs_at_their_speed_limit_have_their_turns_as_often_as_without_it() -> None:
    server = Server(2, overhead=OVERHEAD_SECONDS)
    server.start(*range(60), speed_limit=1_000)
    server.used_within(5)
    before = server.workers.slices
    server.used_within(10)
    assert (server.workers.slices - before) / 60 / 10 >= 0.9 / TURN_SECONDS


def test_the_short_slices_of_a_crowd_travel_together_and_those_of_a_few_do_not() -> None:
    for count, least in ((100, 3.5), (8, 1.0)):
        server = Server(2, overhead=OVERHEAD_SECONDS)
        server.start(*range(count))
        used = server.used_within(10)
        together = server.workers.slices / server.workers.journeys
        assert together >= least and (least > 1 or together == 1)
        shares = [used[seed] for seed in range(count)]
        assert max(shares) <= 1.1 * min(shares)


def test_a_speed_limit_saves_nothing_up() -> None:
    server = Server(1)
    server.start(0, speed_limit=1_000)
    server.start(*range(1, 6))
    used = server.used_within(200)
    assert used[0] == pytest.approx(200 * 1_000 * SMALL_SECONDS, rel=0.05)
    assert used[1] == pytest.approx(used[2], rel=0.02)
    server.command(0, SetSpeedLimit(None))
    used = server.used_within(6)
    assert all(0.9 <= used[seed] <= 1.1 for seed in range(6))


def test_a_step_comes_before_the_turns_of_others() -> None:
    server = Server(1)
    server.start(LARGE, *range(20))
    server.used_within(10)
    server.command(LARGE, Pause())
    server.used_within(2)
    before = iteration_of(server.runs, server.ids[LARGE])
    server.command(LARGE, StepIterations())
    used = server.used_within(1.2)
    assert iteration_of(server.runs, server.ids[LARGE]) == before + 1
    assert sum(used[seed] for seed in range(20)) <= 0.3


def iteration_of(runs: RunManager, run_id: str) -> int:
    run = runs.get(run_id)
    assert run is not None
    return run.iteration
