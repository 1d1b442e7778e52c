"""The end of watching: the run goes on under another id bit for bit, in memory and in a database, and nothing is left
under the one before.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path

import pytest

from dnn.background.commands import NewWeights, Pause, Reset, Resume, RunTo
from dnn.background.limits import NotOwner
from dnn.background.manager import RunManager
from dnn.background.notebook.watching import TAKEN_ALONG
from dnn.background.run import CONTENT, Run
from dnn.background.run_snapshot import RunSnapshot
from dnn.background.store.database import Database, sqlite_url
from dnn.background.store.database_store import DatabaseStore
from dnn.background.store.memory_store import MemoryStore
from dnn.background.store.protocol import Store
from pages.server.paths import RUN_ID
from tests.dnn.background.notebook.test_notebook import UNKNOWN, at_rest, bits, entry, ids, train, trained
from tests.dnn.background.running import LONG, ME, OTHER, SOON, THREAD, config, past

Opened = Callable[[], RunManager]
HARD = {"batch_size": 16, "optimizer": "momentum", "l2": 0.1}
"""Settings of a run whose next bits hang on its weights, its moments and its place among the batches."""


@pytest.fixture(params=["memory", "sqlite"])
def opened(request: pytest.FixtureRequest, open_runs: Callable[..., RunManager], tmp_path: Path) -> Opened:
    """A function that opens a registry; those on SQLite, which know the same runs, one after the other."""

    def store() -> Store:
        if request.param == "memory":
            return MemoryStore()
        return DatabaseStore(Database(sqlite_url(tmp_path / "runs.sqlite3")), batch_seconds=0.02)

    return lambda: open_runs(THREAD, store=store())


@pytest.fixture
def runs(opened: Opened) -> RunManager:
    return opened()


def is_unknown(runs: RunManager, run_id: str) -> bool:
    """Whether nothing is known under an id by any way, for anybody."""
    held_back = [runs.get(run_id), runs.record(run_id), runs.poll(run_id, -1, -1), runs.offer_of(run_id)]
    for act in (runs.notebook.delete, runs.notebook.branch, runs.notebook.undo, runs.watching.end):
        with pytest.raises(KeyError):
            act(run_id, ME)
    with pytest.raises(KeyError):
        runs.notebook.restore(run_id, ME)
    with pytest.raises(KeyError):
        runs.command(run_id, ME, Resume())
    return held_back == [None] * 4 and run_id not in ids(runs)


def forget(runs: RunManager, run_id: str) -> None:
    """Have a run written down, and let go of."""
    store = runs._store
    assert isinstance(store, DatabaseStore) and store.writer.flush()
    with runs._changed:
        runs._held.let_go(run_id)


def test_every_value_of_a_run_goes_along_or_is_its_schedulers() -> None:
    own = {"id", "owner", "speed_limit", "max_bytes"}
    of_the_scheduler = {"are_workers_away", "last_seen", "tables_found"}
    requested = {"_requested_steps", "_epoch_requested"} if "requested_steps" in TAKEN_ALONG else set()
    taken = {*CONTENT, *TAKEN_ALONG} - {"requested_steps"}
    assert {field.name for field in fields(Run)} == own | of_the_scheduler | requested | taken


def test_a_run_at_rest_has_another_id_and_is_the_same(runs: RunManager) -> None:
    run = trained(runs, 40, **HARD)
    runs.notebook.write(run.id, ME, name="mine", note="two\nlines", is_starred=True)
    before, listed = bits(runs, run.id), entry(runs, run.id)
    renamed = runs.watching.end(run.id, ME)
    assert RUN_ID.fullmatch(renamed.id) and renamed.id != run.id
    assert bits(runs, renamed.id) == before
    assert entry(runs, renamed.id) == replace(listed, id=renamed.id)
    assert ids(runs) == [renamed.id] and is_unknown(runs, run.id)


def test_it_goes_on_bit_for_bit(runs: RunManager) -> None:
    alone = bits(runs, trained(runs, 120, **HARD).id)
    run = trained(runs, 50, **HARD)
    renamed = runs.watching.end(run.id, ME)
    train(runs, renamed.id, 120)
    assert bits(runs, renamed.id) == alone


def test_so_does_one_that_trains_meanwhile(runs: RunManager) -> None:
    """Its id changes again and again, whatever slice is under way."""
    iterations = 3_000
    alone = bits(runs, trained(runs, iterations, **HARD).id)
    run = runs.start(config(LONG, **HARD), ME, paused=True)
    runs.command(run.id, ME, RunTo(iterations))
    seen, current = [run.id], run.id
    for goal in (1, 200, 400, 800, 1_600):
        runs.wait_until(current, past(goal), SOON)
        renamed = runs.watching.end(current, ME)
        assert renamed.iteration >= goal and renamed.id not in seen
        seen.append(current := renamed.id)
    at_rest(runs, current)
    assert bits(runs, current) == alone
    assert all(is_unknown(runs, each) for each in seen[:-1])


def test_what_moves_goes_on_and_what_rests_does_not(runs: RunManager) -> None:
    run = runs.start(config(LONG), ME, speed_limit=100)
    runs.wait_until(run.id, past(2), SOON)
    renamed = runs.watching.end(run.id, ME)
    assert renamed.moving and renamed.speed_limit == 100
    runs.wait_until(renamed.id, past(renamed.iteration + 5), SOON)
    runs.command(renamed.id, ME, Pause())
    again = runs.watching.end(renamed.id, ME)
    assert not again.moving and at_rest(runs, again.id).iteration == again.iteration


def test_its_branches_and_the_runs_after_it_know_it(runs: RunManager) -> None:
    run = trained(runs)
    branch = runs.notebook.branch(run.id, ME)
    next_run = runs.start(config(LONG), ME, paused=True, previous=run.id)
    renamed = runs.watching.end(run.id, ME)
    labels = entry(runs, branch.id).labels
    assert (labels.parent, labels.parent_iteration) == (renamed.id, 20)
    for each in (branch, next_run):
        payload = runs.poll(each.id, -1, -1)
        assert payload is not None and payload["previous"] == renamed.id


@pytest.mark.parametrize("is_of_the_course_before", [False, True])
def test_undo_and_redo_work_as_before(runs: RunManager, is_of_the_course_before: bool) -> None:
    """Also where it is the course that a reset has stored, which undo takes back."""
    run = trained(runs)
    runs.notebook.write(run.id, ME, name="the first")
    before = bits(runs, run.id)
    runs.command(run.id, ME, NewWeights(5))
    (stored,) = ids(runs)
    ended = runs.watching.end(stored if is_of_the_course_before else run.id, ME)
    current = run.id if is_of_the_course_before else ended.id
    runs.notebook.undo(current, ME)
    assert bits(runs, current) == before and entry(runs, current).labels.name == "the first"
    assert ids(runs) == [current]
    assert runs.notebook.redo(current, ME).config.seed == 5


def test_only_its_owner_ends_watching(runs: RunManager) -> None:
    run = trained(runs)
    before = bits(runs, run.id)
    with pytest.raises(NotOwner):
        runs.watching.end(run.id, OTHER)
    with pytest.raises(KeyError):
        runs.watching.end(UNKNOWN, ME)
    assert bits(runs, run.id) == before and ids(runs) == [run.id]


def test_a_run_without_an_iteration_goes_along_too(runs: RunManager) -> None:
    run = runs.start(config(LONG), ME, paused=True)
    renamed = runs.watching.end(run.id, ME)
    assert is_unknown(runs, run.id) and train(runs, renamed.id, 3).iteration == 3


def test_ids_have_128_bits_that_nobody_can_guess(runs: RunManager, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int | None] = []

    def drawn(size: int | None = None) -> str:
        asked.append(size)
        return f"{len(asked):022d}"

    monkeypatch.setattr("secrets.token_urlsafe", drawn)
    run = trained(runs)
    runs.watching.end(run.id, ME)
    assert asked == [16, 16]


class TestWrittenDown:
    @pytest.fixture
    def opened(self, open_runs: Callable[..., RunManager], tmp_path: Path) -> Opened:
        url = sqlite_url(tmp_path / "runs.sqlite3")
        return lambda: open_runs(THREAD, store=DatabaseStore(Database(url), batch_seconds=0.02))

    def test_the_next_server_knows_the_new_id_alone(self, opened: Opened) -> None:
        runs = opened()
        alone = bits(runs, trained(runs, 90, **HARD).id)
        run = trained(runs, 30, **HARD)
        renamed: RunSnapshot = runs.watching.end(run.id, ME)
        runs.close()
        runs = opened()
        assert is_unknown(runs, run.id)
        train(runs, renamed.id, 90)
        assert bits(runs, renamed.id) == alone

    def test_one_that_was_let_go_of_comes_back_for_it(self, opened: Opened) -> None:
        runs = opened()
        run = trained(runs)
        before = bits(runs, run.id)
        forget(runs, run.id)
        renamed = runs.watching.end(run.id, ME)
        assert bits(runs, renamed.id) == before and is_unknown(runs, run.id)

    def test_a_branch_that_was_let_go_of_knows_it_and_stays_where_it_is(self, opened: Opened) -> None:
        runs = opened()
        run = trained(runs)
        branch = runs.notebook.branch(run.id, ME)
        runs.command(branch.id, ME, RunTo(30))
        at_rest(runs, branch.id)
        before = bits(runs, branch.id)
        forget(runs, branch.id)
        renamed = runs.watching.end(run.id, ME)
        assert branch.id not in [each.id for each in runs._held]
        runs.close()
        runs = opened()
        assert entry(runs, branch.id).labels.parent == renamed.id and bits(runs, branch.id) == before

    def test_a_reset_run_too(self, opened: Opened) -> None:
        runs = opened()
        run = trained(runs)
        runs.command(run.id, ME, Reset())
        renamed = runs.watching.end(run.id, ME)
        runs.close()
        runs = opened()
        assert runs.get(run.id) is None and train(runs, renamed.id, 2).iteration == 2
