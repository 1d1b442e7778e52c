"""Retention: a server lets go of runs that nobody has polled for longest, and never of one that trains."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dnn.background.limits import LimitReached
from dnn.background.notebook.labels import RunLabels
from dnn.background.retention import expired, over_share, room_makers
from dnn.background.run import Run
from dnn.step import start
from tests.dnn.background.running import ME, THREAD, config

MEGABYTE = 1_000_000


def run(name: str, *, last_seen: float = 0.0, megabytes: float = 0.0, trains: bool = False) -> Run:
    made = Run(name, ME, config(), max_bytes=int(megabytes * MEGABYTE))
    made.last_seen, made.moving = last_seen, trains
    return made


class TestExpired:
    def test_a_run_expires_after_keep_seconds_without_a_poll(self) -> None:
        runs = [run("old", last_seen=0.0), run("new", last_seen=50.0)]
        settings = replace(THREAD, keep_seconds=60.0)
        assert expired(runs, 60.0, settings) == []
        assert expired(runs, 60.1, settings) == ["old"]

    def test_one_that_trains_does_not(self) -> None:
        assert expired([run("busy", trains=True)], 1e9, THREAD) == []

    def test_one_that_is_suspended_does(self) -> None:
        suspended = run("suspended", trains=True)
        suspended.suspended = "unseen"
        assert expired([suspended], 1e9, THREAD) == ["suspended"]

    def test_one_with_a_star_that_is_written_down_nowhere_does_not(self) -> None:
        starred = run("starred")
        starred.labels = RunLabels(is_starred=True)
        assert expired([starred], 1e9, replace(THREAD, store="memory")) == []
        assert expired([starred], 1e9, replace(THREAD, store="database")) == ["starred"]


class TestShare:
    def test_the_oldest_of_a_visitor_leave_those_with_a_star_last(self) -> None:
        runs = [run(name) for name in "abcd"]
        for number, each in enumerate(runs):
            each.state = start(each.config)
            each.labels = RunLabels(created=float(number), is_starred=each.id == "a")
        runs[3].moving = True
        share = runs[0].nbytes / MEGABYTE
        leaving = [over_share(runs, ME, replace(THREAD, stored_megabytes_per_visitor=n * share)) for n in (4, 3, 2, 0)]  # type: ignore[arg-type]
        assert leaving == [[], ["b"], ["b", "c"], ["b", "c", "a"]]
        assert over_share(runs, "somebody else", replace(THREAD, stored_megabytes_per_visitor=0)) == []


class TestRoom:
    def test_those_with_a_star_leave_last(self) -> None:
        runs = [run("starred", last_seen=1.0), run("plain", last_seen=2.0)]
        runs[0].labels = RunLabels(is_starred=True)
        assert room_makers(runs, 0, replace(THREAD, kept_runs=2)) == ["plain"]

    def test_nothing_leaves_where_there_is_room(self) -> None:
        assert room_makers([run("one"), run("two")], 0, replace(THREAD, kept_runs=3)) == []

    def test_the_one_that_was_polled_longest_ago_leaves_first(self) -> None:
        runs = [run("b", last_seen=2.0), run("a", last_seen=1.0), run("c", last_seen=3.0)]
        assert room_makers(runs, 0, replace(THREAD, kept_runs=3)) == ["a"]
        assert room_makers(runs, 0, replace(THREAD, kept_runs=2)) == ["a", "b"]

    def test_memory_counts_as_well(self) -> None:
        runs = [run("a", last_seen=1.0, megabytes=4), run("b", last_seen=2.0, megabytes=4)]
        settings = replace(THREAD, kept_megabytes=10)
        assert room_makers(runs, 2 * MEGABYTE, settings) == []
        assert room_makers(runs, 2 * MEGABYTE + 1, settings) == ["a"]
        assert room_makers(runs, 7 * MEGABYTE, settings) == ["a", "b"]

    def test_one_that_trains_stays(self) -> None:
        runs = [run("busy", trains=True), run("idle", last_seen=9.0)]
        assert room_makers(runs, 0, replace(THREAD, kept_runs=2)) == ["idle"]

    def test_there_is_no_room_where_all_train(self) -> None:
        with pytest.raises(LimitReached, match="room for one more run"):
            room_makers([run("busy", trains=True)], 0, replace(THREAD, kept_runs=1))

    def test_a_large_run_is_refused_where_those_that_train_fill_the_memory(self) -> None:
        runs = [run("busy", megabytes=8, trains=True)]
        settings = replace(THREAD, kept_megabytes=10, active_runs=4)
        with pytest.raises(LimitReached):
            room_makers(runs, 3 * MEGABYTE, settings)
        assert room_makers(runs, int(2.5 * MEGABYTE), settings) == [], "it is no larger than its share"
