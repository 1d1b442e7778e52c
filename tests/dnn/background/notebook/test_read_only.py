"""Runs of another version of the app: listed with their figures and a reason, written to, deleted, never continued."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from dnn.background.commands import Resume, RunTo
from dnn.background.limits import LimitReached, NotOwner
from dnn.background.manager import RunManager
from dnn.background.notebook.read_only_entry import CannotBeContinued, ReadOnlyEntry
from dnn.background.store.database import Database
from dnn.background.store.database_store import DatabaseStore
from dnn.background.store.versions import DAMAGED, OTHER_FORM, OTHER_NUMERICS
from tests.dnn.background.notebook.test_notebook import at_rest, trained
from tests.dnn.background.running import ME, OTHER, THREAD
from tests.dnn.background.store.other_versions import OTHERS, Change, damaged, of_a_later_form, of_other_numerics

REASONS = {"form": OTHER_FORM, "numerics": OTHER_NUMERICS, "nameless": OTHER_FORM, "damaged": DAMAGED}


class Shelf:
    """A database between two servers, whose rows a test changes."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.runs: RunManager | None = None

    def open(self, **settings: Any) -> RunManager:
        self.close()
        store = DatabaseStore(Database(self.url), batch_seconds=0.02)
        self.runs = RunManager(replace(THREAD, **settings), store=store)
        self.runs.open()
        return self.runs

    def close(self) -> None:
        if self.runs is not None:
            self.runs.close()
        self.runs = None

    def change(self, run_id: str, change: Change) -> None:
        self.close()
        database = Database(self.url)
        row = database.read(run_id)
        assert row is not None
        database.write([change(row)], [])
        database.close()


@pytest.fixture
def shelf(database_url: str) -> Iterator[Shelf]:
    made = Shelf(database_url)
    yield made
    made.close()


def left(shelf: Shelf, change: Change) -> str:
    """The id of a run that another version has left, with a name, a note and a star."""
    runs = shelf.open()
    run = trained(runs, 30)
    runs.notebook.write(run.id, ME, name="mine", note="a note", is_starred=True)
    shelf.change(run.id, change)
    return run.id


def only(runs: RunManager) -> ReadOnlyEntry:
    (entry,) = runs.notebook.listed(ME)
    assert isinstance(entry, ReadOnlyEntry)
    return entry


@pytest.mark.parametrize("kind", OTHERS)
def test_it_is_listed_with_what_can_be_read_and_says_why(shelf: Shelf, kind: str) -> None:
    run_id = left(shelf, OTHERS[kind])
    runs = shelf.open()
    assert runs.get(run_id) is None  # and damage is known from here on
    entry = only(runs)
    assert (entry.id, entry.status, entry.reason) == (run_id, "read_only", REASONS[kind])
    assert (entry.labels.number, entry.labels.is_starred, entry.iteration) == (1, True, 30)
    assert entry.labels.created > 1e9 and runs.notebook.entries(ME) == []
    if kind != "nameless":
        assert (entry.labels.name, entry.labels.note) == ("mine", "a note")
        assert entry.train_cost and entry.seconds > 0 and entry.epoch == 30
    assert (entry.config is None) == (kind in ("form", "nameless"))


@pytest.mark.parametrize("kind", OTHERS)
def test_its_curve_is_there_where_its_costs_can_be_read(shelf: Shelf, kind: str) -> None:
    run_id = left(shelf, OTHERS[kind])
    found = shelf.open().notebook.read_only.find(run_id)
    assert found is not None and found.owner == ME
    assert found.points[0] == list(range(1, 31)) and all(found.points[1]) and found.evaluations and found.time
    assert found.noise is not None and len(found.noise[0]) == 8


def test_nothing_is_made_up_where_no_cost_can_be_read(shelf: Shelf) -> None:
    run_id = left(shelf, lambda row: replace(row, arrays=b"nothing"))
    found = shelf.open().notebook.read_only.find(run_id)
    assert found is not None and (found.points, found.evaluations, found.time) == (([], []), (), ())


@pytest.mark.parametrize("kind", OTHERS)
def test_it_cannot_be_trained_nor_branched(shelf: Shelf, kind: str) -> None:
    run_id = left(shelf, OTHERS[kind])
    runs = shelf.open()
    with pytest.raises(CannotBeContinued, match="cannot be continued"):
        runs.notebook.branch(run_id, ME)
    for command in (Resume(), RunTo(50)):
        with pytest.raises(CannotBeContinued):
            runs.command(run_id, ME, command)
    assert runs.poll(run_id, -1, 0) is None and len(runs) == 0


@pytest.mark.parametrize("kind", OTHERS)
def test_its_star_and_its_texts_are_written_and_stay(shelf: Shelf, kind: str) -> None:
    run_id = left(shelf, OTHERS[kind])
    runs = shelf.open()
    runs.notebook.write(run_id, ME, name="another", is_starred=False)
    with pytest.raises(NotOwner):
        runs.notebook.write(run_id, OTHER, name="stolen")
    labels = only(shelf.open()).labels if kind != "damaged" else shelf.open().notebook.listed(ME)[0].labels
    assert (labels.name, labels.is_starred, labels.number) == ("another", False, 1)


def test_what_was_written_to_it_is_there_when_its_own_version_has_it_again(shelf: Shelf) -> None:
    documents: list[str] = []
    runs = shelf.open()
    run = trained(runs, 30)
    shelf.change(run.id, lambda row: (documents.extend([row.document, row.checksum]), of_other_numerics(row))[1])
    shelf.open().notebook.write(run.id, ME, name="later", is_starred=True)
    shelf.change(run.id, lambda row: replace(row, document=documents[0], checksum=documents[1]))
    runs = shelf.open()
    assert runs.get(run.id) is not None
    held = runs._held.get(run.id)
    assert held is not None and (held.labels.name, held.labels.is_starred) == ("later", True)


@pytest.mark.parametrize("kind", OTHERS)
def test_it_is_deleted_and_had_back_as_it_was(shelf: Shelf, kind: str) -> None:
    run_id = left(shelf, OTHERS[kind])
    runs = shelf.open()
    runs.get(run_id)
    before = runs.notebook.listed(ME)
    with pytest.raises(NotOwner):
        runs.notebook.delete(run_id, OTHER)
    runs.notebook.delete(run_id, ME)
    assert runs.notebook.listed(ME) == []
    with pytest.raises(NotOwner):
        runs.notebook.restore(run_id, OTHER)
    runs.notebook.restore(run_id, ME)
    assert runs.notebook.listed(ME) == before
    runs.notebook.delete(run_id, ME)
    assert shelf.open().notebook.listed(ME) == []


def test_it_counts_among_the_stars(shelf: Shelf) -> None:
    left(shelf, of_a_later_form)
    runs = shelf.open(starred_runs_per_visitor=1)
    other = trained(runs, 3)
    with pytest.raises(LimitReached, match="at most 1 starred"):
        runs.notebook.write(other.id, ME, is_starred=True)


def test_without_a_star_it_goes_when_there_are_too_many(shelf: Shelf) -> None:
    run_id = left(shelf, of_a_later_form)
    runs = shelf.open(runs_per_visitor=1)
    runs.notebook.write(run_id, ME, is_starred=False)
    other = trained(runs, 3)
    runs.notebook.let_go(ME)
    assert [entry.id for entry in runs.notebook.listed(ME)] == [other.id]


def test_a_run_of_the_first_version_without_a_summary_is_listed_and_goes_on(shelf: Shelf) -> None:
    run_id = left(shelf, lambda row: replace(row, summary=""))
    runs = shelf.open()
    (entry,) = runs.notebook.entries(ME)
    assert entry.iteration == 30 and entry.labels.created > 1e9
    runs.command(run_id, ME, RunTo(40))
    assert at_rest(runs, run_id).iteration == 40


def test_nor_is_one_that_nobody_can_read_left_out(shelf: Shelf) -> None:
    left(shelf, lambda row: damaged(replace(row, summary="")))
    runs = shelf.open()
    assert only(runs).reason == DAMAGED
