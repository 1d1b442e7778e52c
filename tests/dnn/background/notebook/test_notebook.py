"""A visitor's notebook, in memory and in databases: what is stored in it by itself, what she writes to it, and undo."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from dnn.background.commands import Command, NewWeights, Pause, Reset, Resume, RunTo, SetParameter
from dnn.background.limits import LimitReached, NotOwner
from dnn.background.manager import RunManager
from dnn.background.notebook.entry import NotebookEntry
from dnn.background.run_snapshot import RunSnapshot
from dnn.background.store.database import Database, sqlite_url
from dnn.background.store.database_store import DatabaseStore
from dnn.background.store.protocol import Store, StoreAway
from dnn.errors import ConfigurationError
from tests.dnn.background.running import LONG, ME, OTHER, SOON, THREAD, config

UNKNOWN = "A" * 22


@pytest.fixture(params=["memory", "database"])
def runs(request: pytest.FixtureRequest, open_runs: Callable[..., RunManager], tmp_path: Any) -> RunManager:
    store: Store | None = None
    if request.param == "database":
        store = DatabaseStore(Database(sqlite_url(tmp_path / "runs.sqlite3")), batch_seconds=0.02)
    return open_runs(replace(THREAD, runs_per_visitor=4, starred_runs_per_visitor=2), store=store)


def trained(runs: RunManager, iterations: int = 20, owner: str = ME, **hyperparameters: object) -> RunSnapshot:
    """A run that has made so many iterations, and rests, measured."""
    run = runs.start(config(LONG, **hyperparameters), owner, paused=True)
    return train(runs, run.id, iterations, owner)


def train(runs: RunManager, run_id: str, iterations: int, owner: str = ME) -> RunSnapshot:
    runs.command(run_id, owner, RunTo(iterations))
    return at_rest(runs, run_id)


def at_rest(runs: RunManager, run_id: str) -> RunSnapshot:
    return runs.wait_until(run_id, lambda run: not run.moving and run.current_evaluation is not None, SOON)


def ids(runs: RunManager, owner: str = ME) -> list[str]:
    return [entry.id for entry in runs.notebook.entries(owner)]


def leaving(runs: RunManager) -> list[str]:
    return [entry.id for entry in runs.notebook.leaving(runs.notebook.listed(ME))]


def entry(runs: RunManager, run_id: str) -> NotebookEntry:
    return next(each for each in runs.notebook.entries(ME) if each.id == run_id)


def bits(runs: RunManager, run_id: str) -> dict[str, Any]:
    """All that decides where a run goes, and its curve."""
    record = runs.record(run_id)
    assert record is not None
    state = record.run.state
    return {
        "config": record.run.config,
        "state": state
        and (
            state.iteration,
            state.epoch,
            state.offset,
            state.theta.tobytes(),
            [slot.tobytes() for slot in state.slots],
        ),
        "costs": (record.iterations.tobytes(), record.costs.tobytes()),
        "evaluations": record.evaluations,
        "changes": record.run.changes,
        "stop": record.run.stop,
    }


class TestStored:
    def test_every_run_with_an_iteration_is_there_without_being_asked(self, runs: RunManager) -> None:
        first, second = trained(runs), trained(runs, learning_rate=0.3)
        runs.start(config(), ME, paused=True)
        trained(runs, owner=OTHER)
        assert ids(runs) == [second.id, first.id]
        assert [each.labels.number for each in runs.notebook.entries(ME)] == [2, 1]

    def test_an_entry_says_what_the_run_came_to(self, runs: RunManager) -> None:
        run = trained(runs, 40)
        found, measured = entry(runs, run.id), run.current_evaluation
        assert measured is not None and found.seconds > 0
        assert (found.iteration, found.status, found.config) == (40, "paused", run.config)
        assert (found.train_cost, found.test_score) == (measured.train_cost, measured.test_score)
        assert NotebookEntry.from_document(found.to_document()) == found

    def test_a_run_that_is_left_rests_and_stays(self, runs: RunManager) -> None:
        run = trained(runs)
        runs.command(run.id, ME, Resume())
        new = runs.start(config(LONG, learning_rate=0.5), ME, instead_of=run.id)
        left = runs.get(run.id)
        assert left is not None and left.status == "paused" and run.id in ids(runs)
        payload = runs.poll(new.id, -1, 0)
        assert payload is not None and payload["previous"] == run.id

    def test_one_without_an_iteration_does_not(self, runs: RunManager) -> None:
        run = runs.start(config(), ME, paused=True)
        runs.start(config(), ME, paused=True, instead_of=run.id)
        assert runs.get(run.id) is None

    @pytest.mark.parametrize("command", [Reset(), NewWeights(7)])
    def test_a_reset_stores_the_course_before_it(self, runs: RunManager, command: Command) -> None:
        run = trained(runs)
        runs.notebook.write(run.id, ME, name="the first")
        before = bits(runs, run.id)
        runs.command(run.id, ME, command)
        stored = ids(runs)[0]
        assert stored != run.id and bits(runs, stored) == before
        assert entry(runs, stored).labels.name == "the first"
        train(runs, run.id, 5)
        again = entry(runs, run.id).labels
        assert (again.number, again.name) == (2, "") and again.colour != entry(runs, stored).labels.colour
        payload = runs.poll(run.id, -1, 0)
        assert payload is not None and payload["previous"] == stored

    def test_a_reset_before_the_first_iteration_stores_nothing(self, runs: RunManager) -> None:
        run = runs.start(config(), ME, paused=True)
        runs.command(run.id, ME, Reset())
        assert ids(runs) == []

    def test_the_oldest_without_a_star_go_once_she_lets_them(self, runs: RunManager) -> None:
        kept = trained(runs)
        runs.notebook.write(kept.id, ME, is_starred=True)
        others = [trained(runs, 3) for _ in range(6)]
        assert len(ids(runs)) == 7 and leaving(runs) == [others[1].id, others[0].id]
        runs.notebook.let_go(OTHER)
        runs.notebook.let_go(ME)
        assert ids(runs) == [run.id for run in reversed(others[2:])] + [kept.id] and leaving(runs) == []
        assert runs.get(others[0].id) is None and runs.get(others[2].id) is not None

    def test_or_get_a_star_as_far_as_there_are_any(self, runs: RunManager) -> None:
        others = [trained(runs, 3) for _ in range(6)]
        runs.notebook.star_leaving(ME)
        assert leaving(runs) == [] and [entry(runs, run.id).labels.is_starred for run in others[:3]] == [
            True,
            True,
            False,
        ]
        trained(runs, 3)
        with pytest.raises(LimitReached, match="at most 2 starred"):
            runs.notebook.star_leaving(ME)
        assert leaving(runs) == [others[2].id] and len(ids(runs)) == 7

    def test_without_a_word_of_hers_they_stay_up_to_a_number(
        self, runs: RunManager, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("dnn.background.notebook.notebook.MAX_LEAVING", 2)
        others = [trained(runs, 3) for _ in range(8)]
        assert ids(runs) == [run.id for run in reversed(others[2:])]
        assert leaving(runs) == [others[3].id, others[2].id]


class TestWritten:
    def test_name_note_and_star(self, runs: RunManager) -> None:
        run = trained(runs)
        runs.notebook.write(run.id, ME, name="*one*", note="two", is_starred=True)
        labels = entry(runs, run.id).labels
        assert (labels.name, labels.note, labels.is_starred) == ("*one*", "two", True)

    def test_there_are_only_so_many_stars(self, runs: RunManager) -> None:
        starred = [trained(runs, 3) for _ in range(3)]
        for run in starred[:2]:
            runs.notebook.write(run.id, ME, is_starred=True)
        runs.notebook.write(starred[0].id, ME, is_starred=True)
        with pytest.raises(LimitReached, match="at most 2 starred runs, and there are 2"):
            runs.notebook.write(starred[2].id, ME, is_starred=True)

    def test_only_its_owner_writes(self, runs: RunManager) -> None:
        run = trained(runs)
        for act in (
            lambda: runs.notebook.write(run.id, OTHER, name="mine"),
            lambda: runs.notebook.delete(run.id, OTHER),
            lambda: runs.notebook.branch(run.id, OTHER),
            lambda: runs.notebook.undo(run.id, OTHER),
        ):
            with pytest.raises(NotOwner):
                act()
        assert entry(runs, run.id).labels.name == ""

    def test_what_is_too_long_is_refused(self, runs: RunManager) -> None:
        with pytest.raises(ConfigurationError):
            runs.notebook.write(trained(runs).id, ME, name="x" * 81)

    def test_an_unknown_run(self, runs: RunManager) -> None:
        with pytest.raises(KeyError):
            runs.notebook.write(UNKNOWN, ME, name="one")


class TestDeleted:
    def test_it_can_be_had_back(self, runs: RunManager) -> None:
        run = trained(runs)
        runs.notebook.write(run.id, ME, name="one")
        before = bits(runs, run.id)
        runs.notebook.delete(run.id, ME)
        assert ids(runs) == [] and runs.poll(run.id, -1, 0) is None
        with pytest.raises(NotOwner):
            runs.notebook.restore(run.id, OTHER)
        runs.notebook.restore(run.id, ME)
        assert bits(runs, run.id) == before and entry(runs, run.id).labels.name == "one"
        with pytest.raises(KeyError):
            runs.notebook.restore(run.id, ME)

    def test_all_of_them(self, runs: RunManager) -> None:
        mine, theirs = [trained(runs, 3), trained(runs, 3)], trained(runs, owner=OTHER)
        runs.notebook.delete(mine[0].id, ME)
        assert runs.notebook.delete_all(ME) == 1
        assert ids(runs) == [] and ids(runs, OTHER) == [theirs.id]
        with pytest.raises(KeyError):
            runs.notebook.restore(mine[0].id, ME)


class TestBranches:
    def test_a_branch_goes_on_from_where_the_run_stands_and_knows_it(self, runs: RunManager) -> None:
        run = trained(runs, 30, optimizer="adam", batch_size=16)
        branch = runs.notebook.branch(run.id, ME)
        labels = entry(runs, branch.id).labels
        assert (labels.parent, labels.parent_iteration, labels.number) == (run.id, 30, 2)
        assert bits(runs, branch.id) == bits(runs, run.id)
        train(runs, run.id, 50)
        train(runs, branch.id, 50)
        assert bits(runs, branch.id) == bits(runs, run.id)


class TestUndo:
    COMMANDS = (Reset(), NewWeights(7), SetParameter(1, "W", 0, 0, 2.5))

    @pytest.mark.parametrize("command", COMMANDS)
    def test_undo_and_redo_bit_for_bit(self, runs: RunManager, command: Command) -> None:
        run = trained(runs, 30, optimizer="adam", batch_size=16)
        before = bits(runs, run.id)
        runs.command(run.id, ME, command)
        at_rest(runs, run.id)
        train(runs, run.id, 45)
        after = bits(runs, run.id)
        runs.notebook.undo(run.id, ME)
        at_rest(runs, run.id)
        assert bits(runs, run.id) == before
        runs.notebook.redo(run.id, ME)
        at_rest(runs, run.id)
        assert bits(runs, run.id) == after
        runs.notebook.undo(run.id, ME)
        assert bits(runs, run.id) == before

    def test_a_run_that_was_undone_trains_on_as_if_nothing_had_been(self, runs: RunManager) -> None:
        run, undisturbed = (trained(runs, 30, optimizer="momentum", batch_size=16) for _ in range(2))
        runs.command(run.id, ME, Reset())
        train(runs, run.id, 11)
        runs.notebook.undo(run.id, ME)
        train(runs, run.id, 80)
        train(runs, undisturbed.id, 80)
        assert bits(runs, run.id) == bits(runs, undisturbed.id)

    def test_what_is_undone_is_stored_until_it_is_redone(self, runs: RunManager) -> None:
        run = trained(runs, 30)
        runs.command(run.id, ME, Reset())
        train(runs, run.id, 12)
        runs.notebook.undo(run.id, ME)
        assert sorted(entry.iteration for entry in runs.notebook.entries(ME)) == [12, 30]
        runs.notebook.redo(run.id, ME)
        assert sorted(entry.iteration for entry in runs.notebook.entries(ME)) == [12, 30]
        assert entry(runs, run.id).iteration == 12

    def test_a_run_that_trains_stops_where_it_was(self, runs: RunManager) -> None:
        run = trained(runs, 30)
        before = bits(runs, run.id)
        runs.command(run.id, ME, Reset())
        runs.command(run.id, ME, Resume())
        runs.wait_until(run.id, lambda now: now.iteration > 5, SOON)
        runs.notebook.undo(run.id, ME)
        at_rest(runs, run.id)
        assert bits(runs, run.id) == before

    def test_training_on_ends_what_can_be_redone(self, runs: RunManager) -> None:
        run = trained(runs, 30)
        runs.command(run.id, ME, Reset())
        runs.notebook.undo(run.id, ME)
        runs.command(run.id, ME, Pause())
        payload = runs.poll(run.id, -1, 0)
        assert payload is not None and payload["undo"] is None and (payload["redo"] or {})["action"] == "reset"
        train(runs, run.id, 35)
        with pytest.raises(KeyError):
            runs.notebook.redo(run.id, ME)

    def test_names_that_were_written_meanwhile_stay(self, runs: RunManager) -> None:
        run = trained(runs, 30)
        runs.command(run.id, ME, Reset())
        runs.notebook.write(ids(runs)[0], ME, name="the good one", is_starred=True)
        runs.notebook.undo(run.id, ME)
        assert entry(runs, run.id).labels.name == "the good one"

    def test_nothing_to_be_undone(self, runs: RunManager) -> None:
        run = trained(runs)
        for act in (runs.notebook.undo, runs.notebook.redo):
            with pytest.raises(KeyError):
                act(run.id, ME)


@pytest.fixture
def servers(database_url: str) -> Iterator[Callable[[], RunManager]]:
    """Servers one after the other with the same database."""
    opened: list[RunManager] = []

    def start() -> RunManager:
        for runs in opened:
            runs.close()
        opened[:] = [RunManager(THREAD, store=DatabaseStore(Database(database_url), batch_seconds=0.02))]
        opened[0].open()
        return opened[0]

    yield start
    for runs in opened:
        runs.close()


def test_the_notebook_outlives_the_server(servers: Callable[[], RunManager]) -> None:
    runs = servers()
    one, two = trained(runs, 12), trained(runs, 34)
    runs.notebook.write(one.id, ME, name="one", note="<b>", is_starred=True)
    before = {run.id: bits(runs, run.id) for run in (one, two)}
    listed = runs.notebook.entries(ME)
    runs = servers()
    assert len(runs) == 0 and runs.notebook.entries(ME) == listed
    assert {run_id: bits(runs, run_id) for run_id in before} == before
    assert trained(runs, 3).id in ids(runs) and entry(runs, ids(runs)[0]).labels.number == 3
    runs.notebook.delete_all(ME)
    assert servers().notebook.entries(ME) == []


def test_all_are_deleted_that_this_version_cannot_read_too(
    servers: Callable[[], RunManager], database_url: str
) -> None:
    runs = servers()
    run = trained(runs)
    runs.close()
    database = Database(database_url)
    row = database.read(run.id)
    assert row is not None
    database.write([replace(row, summary="{}", document="{}")], [])
    runs = servers()
    assert len(runs.notebook.listed(ME)) == 1 and runs.get(run.id) is None
    assert runs.notebook.delete_all(ME) == 1
    servers()
    assert database.read(run.id) is None
    database.close()


def test_nothing_is_said_to_be_deleted_that_cannot_be_reached(
    open_runs: Callable[..., RunManager], tmp_path: Any
) -> None:
    (tmp_path / "folder").write_text("in the way")
    runs = open_runs(store=DatabaseStore(Database(sqlite_url(tmp_path / "folder" / "runs.sqlite3"))))
    run = trained(runs)
    with pytest.raises(StoreAway, match="within reach"):
        runs.notebook.delete_all(ME)
    assert runs.get(run.id) is not None
