"""Curves without their runs: the same to the last bit as those of the runs, of whatever is held or written down."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from dnn.background.curve import Curve, curve_of, curve_of_read_only
from dnn.background.manager import RunManager
from dnn.background.run import Run
from dnn.background.store.arrays import packed, unpacked
from dnn.background.store.database import Database
from dnn.background.store.database_store import DatabaseStore
from dnn.background.store.saved_run import EMPTIED, SavedRun, UnreadableRun, restored, saved
from dnn.background.store.stored_curve import stored_curve
from dnn.configuration import RunConfig
from tests.dnn.background.running import ME, OTHER, SOON, THREAD, at_rest, config, reconfigure
from tests.dnn.background.store.other_versions import OTHERS, Change, of_a_later_form
from tests.dnn.background.store.test_saved_run import KINDS, further, trained

SHORT = 0.02
ROOM_FOR_ONE = replace(THREAD, kept_runs=1)


def bits(curve: Curve) -> dict[str, Any]:
    """All of a curve, its numbers as their bytes."""
    noise = None if curve.noise is None else tuple(part.tobytes() for part in curve.noise)
    evaluations = curve.evaluations
    costs = (evaluations.train_data_costs, evaluations.test_costs)
    return {
        "run": (curve.run_id, curve.generation, curve.iteration, curve.config, curve.changes),
        "points": (np.asarray(curve.iterations).tobytes(), np.asarray(curve.costs, float).tobytes()),
        "evaluations": (evaluations.iterations, *map(repr, costs)),
        "noise": noise,
        "time": curve.time,
        "end": (curve.status, curve.stop),
    }


def changed() -> Run:
    """A run whose batch size was changed by hand."""
    run = trained(config(batch_size=16), 9)
    run.apply(reconfigure(run.snapshot(), batch_size=8))
    return further(run, 30)


def without_a_number() -> Run:
    """A run with a cost that is no number."""
    run = trained(config(), 5)
    run.history.append(6, np.array([math.nan, math.inf]))
    return run


RUNS = {
    **{name: lambda kind=kind: trained(kind, 7, 30) for name, kind in KINDS.items()},
    "changed": changed,
    "long": lambda: trained(config(100_000), 3_000, 1_111),
    "not finite": without_a_number,
    "without a test part": lambda: trained(
        RunConfig.from_dict({"dataset": {"name": "circles", "test_fraction": 0}}), 20
    ),
    "at its beginning": lambda: Run("one", ME, config()),
}


@pytest.mark.parametrize("kind", RUNS)
def test_what_is_read_without_the_run_is_what_the_run_has(kind: str) -> None:
    run = RUNS[kind]()
    row = saved(run)
    again = restored(row)
    assert bits(stored_curve(row)) == bits(curve_of(again))
    again.suspended = None  # what trained rests until somebody watches it
    assert bits(curve_of(again)) == bits(curve_of(run))


@pytest.mark.parametrize("other", [*OTHERS.values(), lambda row: replace(row, checksum=EMPTIED)])
def test_what_the_run_is_refused_for_its_curve_is_too(other: Change) -> None:
    row = other(saved(trained(config(), 5)))
    reasons = []
    for read in (restored, stored_curve):
        with pytest.raises(UnreadableRun) as refused:
            read(row)
        reasons.append(refused.value.reason)
    assert reasons[0] == reasons[1]


def test_arrays_of_other_names_are_not_read() -> None:
    content = packed({"theta": np.ones(3), "ends": np.zeros(2)})
    assert list(unpacked(content, ("ends", "sums"))) == ["ends"]
    assert list(unpacked(content)) == ["theta", "ends"]


class TestStoredCurves:
    @pytest.fixture
    def store(self, database_url: str) -> Iterator[DatabaseStore]:
        made = DatabaseStore(Database(database_url), batch_seconds=SOON)
        made.open(nullcontext())
        yield made
        made.close()

    def write(self, store: DatabaseStore, *rows: SavedRun) -> None:
        store._database.write(rows, [])

    def test_those_written_down_and_those_that_wait_are_there_and_none_is_held(self, store: DatabaseStore) -> None:
        written, waiting, removed = (trained(config(seed=seed), 5) for seed in range(3))
        waiting.id, removed.id = "two", "three"
        self.write(store, saved(written), saved(removed))
        store.put(waiting)
        store.let_go("two")
        store.remove("three")
        found = store.curves(["one", "two", "three", "four"])
        assert {run_id: bits(curve) for run_id, curve in found.items()} == {
            "one": bits(curve_of(restored(saved(written)))),
            "two": bits(curve_of(waiting)),
        }
        assert len(store) == 0 and store.curves([]) == {}

    @pytest.mark.parametrize("kind", OTHERS)
    def test_that_of_a_run_that_cannot_be_continued_is_as_far_as_it_can_be_read(
        self, store: DatabaseStore, kind: str
    ) -> None:
        self.write(store, OTHERS[kind](saved(trained(config(batch_size=16), 30))))
        record = store.read_only("one")
        assert record is not None
        curve = store.curves(["one"])["one"]
        assert bits(curve) == bits(curve_of_read_only(record)) and len(curve.costs) == 30

    def test_while_the_database_is_away_there_is_none(
        self, store: DatabaseStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def away(run_ids: object) -> list[SavedRun]:
            raise OSError("the database is away")

        monkeypatch.setattr(store._database, "read_all", away)
        assert store.curves(["one"]) == {}


class TestManager:
    def test_twenty_old_curves_bring_nobody_into_memory_and_nobody_out(self, database_url: str) -> None:
        """And they come in the order in which they were asked for, each once, a stranger's too."""
        database = Database(database_url)
        database.migrate()
        old = trained(config(), 5)
        rows = [replace(saved(old), id=f"{number:022d}", owner=OTHER) for number in range(20)]
        database.write([*rows[:-1], of_a_later_form(rows[-1])], [])
        database.close()
        runs = RunManager(ROOM_FOR_ONE, store=DatabaseStore(Database(database_url), SHORT))
        runs.open()
        try:
            held = runs.start(config(), ME, paused=True)
            runs.wait_until(held.id, at_rest, SOON)
            asked = [rows[3].id, held.id, "x" * 22, *(row.id for row in reversed(rows)), held.id]
            found = runs.curves(asked)
            assert list(found) == [name for name in dict.fromkeys(asked) if name != "x" * 22]
            assert len(runs) == 1 and all(len(found[row.id].costs) == 5 for row in rows)
            assert runs.get(held.id) is not None
        finally:
            runs.close()

    def test_a_run_in_memory_alone_has_its_curve_too(self) -> None:
        runs = RunManager(THREAD)
        runs.open()
        try:
            run = runs.start(config(20), ME)
            runs.wait_until(run.id, lambda now: now.ended, SOON)
            curve, record = runs.curves([run.id])[run.id], runs.record(run.id)
            assert record is not None and curve.iteration == 20
            assert np.array_equal(curve.iterations, record.iterations) and np.array_equal(curve.costs, record.costs)
            assert curve.evaluations.iterations == [each.iteration for each in record.evaluations]
            assert curve.time == record.time and runs.curves(["x" * 22]) == {}
        finally:
            runs.close()
