"""The payload of a run: numbers that JSON and float32 can hold, and each change once."""

from __future__ import annotations

import base64
import json

import numpy as np
import pytest

from dnn.background.commands import Resume, RunTo, SetParameter
from dnn.background.manager import RunManager
from dnn.background.payload import (
    ACTIVE_AT_FULL_RATE,
    IDLE_POLL_SECONDS,
    POLL_SECONDS,
    SOON_POLL_SECONDS,
    base64_of,
    run_payload,
)
from dnn.background.run import MAX_CHANGES, Run
from dnn.background.run_snapshot import CHANGES_APART, ChangeRecord
from dnn.configuration import RunConfig
from dnn.training.advance import advance
from tests.dnn.background.running import LONG, ME, SOON, at_rest, config, past, reconfigure

MAX_FLOAT32 = np.finfo(np.float32).max


@pytest.mark.parametrize("kind", [np.float64, np.float32])
def test_numbers_beyond_float32_are_sent_as_the_largest_there_is(kind: type[np.floating]) -> None:
    with np.errstate(over="ignore"):
        array = np.array([1e300, -3.5e38, np.inf, -np.inf, np.nan, 1.5, -MAX_FLOAT32]).astype(kind)
    payload = np.frombuffer(base64.b64decode(base64_of(array)), "<f4")
    np.testing.assert_array_equal(
        payload, np.float32([MAX_FLOAT32, -MAX_FLOAT32, MAX_FLOAT32, -MAX_FLOAT32, np.nan, 1.5, -MAX_FLOAT32])
    )


def test_an_infinite_update_ratio_is_sent_as_unknown() -> None:
    of_zeros = {"dataset": {"name": "moons"}, "architecture": {"hidden": [], "initializer": "zeros"}}
    run = Run("one", ME, RunConfig.from_dict(of_zeros), moving=True)
    run.accept(advance(run.config, None, iterations=2), 0, None)
    payload = json.loads(json.dumps(run_payload(run, -1, 0, 1), allow_nan=False))
    first, second = payload["evaluations"]["update_ratios"]
    assert first == [None] and 0 < second[0] < np.inf


class Viewer:
    """A browser: it sends back the cursor that it got."""

    def __init__(self, runs: RunManager, run_id: str) -> None:
        self.runs, self.run_id, self.cursor = runs, run_id, 0.0

    def poll(self) -> list[tuple[str, object]]:
        payload = self.runs.poll(self.run_id, float(json.dumps(self.cursor)), 0)
        assert payload is not None
        assert payload["cursor"] >= self.cursor
        self.cursor, self.points = payload["cursor"], payload["points"][0]
        return [(change["field"], change["new"]) for change in payload["changes"]]


def set_entry(runs: RunManager, run_id: str, value: float) -> None:
    """Set b^[2]_1 of a resting run, and wait until it is set."""
    before = len(runs.command(run_id, ME, SetParameter(2, "b", 0, 0, value)).changes)
    runs.wait_until(run_id, lambda now: at_rest(now) and len(now.changes) > before, SOON)


class TestChangesByHand:
    @pytest.mark.parametrize("iteration", [0, 5])
    def test_each_is_sent_once_while_the_run_rests(self, runs: RunManager, iteration: int) -> None:
        run = runs.start(config(LONG), ME, paused=True)
        if iteration:
            runs.command(run.id, ME, RunTo(iteration))
        runs.wait_until(run.id, lambda now: at_rest(now) and now.iteration == iteration, SOON)
        one, other = Viewer(runs, run.id), Viewer(runs, run.id)
        assert one.poll() == []
        set_entry(runs, run.id, 1.0)
        assert one.poll() == [("b^[2]_1", 1.0)]
        assert one.poll() == one.poll() == []
        set_entry(runs, run.id, 2.0)
        set_entry(runs, run.id, 3.0)
        assert one.poll() == [("b^[2]_1", 2.0), ("b^[2]_1", 3.0)]
        assert one.poll() == []
        assert other.poll() == [("b^[2]_1", value) for value in (1.0, 2.0, 3.0)]

    def test_two_polls_with_the_same_cursor_return_what_came_between(self, runs: RunManager) -> None:
        run = runs.start(config(LONG), ME, paused=True)
        runs.command(run.id, ME, RunTo(5))
        runs.wait_until(run.id, lambda now: at_rest(now) and now.iteration == 5, SOON)
        before = runs.poll(run.id, 5, 0)
        set_entry(runs, run.id, 1.0)
        after = runs.poll(run.id, 5, 0)
        assert before is not None and before["changes"] == [] and before["cursor"] == 5
        assert after is not None and [change["iteration"] for change in after["changes"]] == [6]

    def test_no_point_is_lost_after_a_change(self, runs: RunManager) -> None:
        run = runs.start(config(LONG), ME, paused=True)
        runs.wait_until(run.id, at_rest, SOON)
        viewer = Viewer(runs, run.id)
        for goal in (3, 4, 9):
            set_entry(runs, run.id, float(goal))
            viewer.poll()
            known = int(viewer.cursor)
            runs.command(run.id, ME, RunTo(goal))
            runs.wait_until(run.id, lambda now, goal=goal: at_rest(now) and now.iteration == goal, SOON)
            assert viewer.poll() == []
            assert viewer.points == list(range(known + 1, goal + 1))

    def test_a_change_before_training_goes_on_is_sent_once_too(self, runs: RunManager) -> None:
        run = runs.start(config(LONG), ME, paused=True)
        runs.command(run.id, ME, RunTo(5))
        runs.wait_until(run.id, lambda now: at_rest(now) and now.iteration == 5, SOON)
        viewer = Viewer(runs, run.id)
        set_entry(runs, run.id, 1.0)
        viewer.poll()
        runs.command(run.id, ME, reconfigure(run, learning_rate=0.5))
        runs.command(run.id, ME, Resume())
        runs.wait_until(run.id, past(6), SOON)
        assert viewer.poll() == [("learning_rate", 0.5)]
        assert viewer.poll() == []


def test_positions_of_changes_grow_and_stay_before_the_iteration() -> None:
    positions = [
        ChangeRecord(iteration, "l2", 0, 1, number).position for iteration in (1, 2) for number in (1, 2, 1_000)
    ]
    assert positions == sorted(set(positions)) and positions[2] < 1 < positions[3]
    assert ChangeRecord(100_000_000, "l2", 0, 1, CHANGES_APART + 5).position < 100_000_000
    late = [ChangeRecord(100_000_000, "l2", 0, 1, number).position for number in range(1, MAX_CHANGES)]
    assert late == sorted(set(late)) and not any("e" in json.dumps(each) for each in positions + late)


def test_where_many_runs_train_news_comes_less_often_and_says_why() -> None:
    run = Run("one", ME, config(), moving=True)
    run.accept(advance(run.config, None, iterations=1), 0, None)
    few, many = (run_payload(run, -1, 0, active) for active in (ACTIVE_AT_FULL_RATE, 2 * ACTIVE_AT_FULL_RATE))
    assert (few["poll_after"], few["crowd"]) == (POLL_SECONDS, None)
    assert (many["poll_after"], many["crowd"]) == (4 * POLL_SECONDS, 2 * ACTIVE_AT_FULL_RATE)
    run.moving = False
    assert run_payload(run, -1, 0, 2 * ACTIVE_AT_FULL_RATE)["crowd"] is None


def test_a_poll_that_found_nothing_new_is_soon_followed_by_another() -> None:
    run = Run("one", ME, config(), moving=True)
    run.accept(advance(run.config, None, iterations=5), 0, None)
    assert run_payload(run, 4, 0, 1)["poll_after"] == POLL_SECONDS
    assert run_payload(run, 5, 0, 1)["poll_after"] == SOON_POLL_SECONDS
    assert run_payload(run, 5, 0, 2 * ACTIVE_AT_FULL_RATE)["poll_after"] == 4 * POLL_SECONDS
    run.moving = False
    assert run_payload(run, 5, 0, 1)["poll_after"] == IDLE_POLL_SECONDS


def test_no_browser_asks_before_news_is_to_be_expected() -> None:
    run = Run("one", ME, config(), moving=True)
    run.accept(advance(run.config, None, iterations=5), 0, None)
    after = {
        (since, news_in): run_payload(run, since, 0, 1, news_in=news_in)["poll_after"]
        for since in (4, 5)
        for news_in in (0.05, 0.7, 30.0)
    }
    assert after == {
        (4, 0.05): POLL_SECONDS,
        (4, 0.7): 0.7,
        (4, 30.0): IDLE_POLL_SECONDS,
        (5, 0.05): SOON_POLL_SECONDS,
        (5, 0.7): 0.7,
        (5, 30.0): IDLE_POLL_SECONDS,
    }


def test_what_is_still_to_be_measured_is_polled_for_soon() -> None:
    """A weight set by hand at rest: its cost comes a moment later."""
    run = Run("one", ME, config())
    run.accept(advance(run.config, None, iterations=0), 0, None)
    assert run_payload(run, -1, 0, 1)["poll_after"] == IDLE_POLL_SECONDS
    run.apply(SetParameter(1, "W", 0, 0, 2.0))
    assert run_payload(run, -1, 0, 1)["poll_after"] == SOON_POLL_SECONDS
