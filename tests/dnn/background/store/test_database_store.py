"""Runs that outlive the server: written behind, fetched again, and not lost while the database is away."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, create_engine, select
from sqlalchemy.exc import IntegrityError, OperationalError

from dnn.background.manager import RunManager
from dnn.background.notebook.labels import RunLabels
from dnn.background.notebook.read_only_entry import ReadOnlyEntry
from dnn.background.run import Run
from dnn.background.store.database import Database, RetentionLimits, sqlite_url
from dnn.background.store.database_store import DatabaseStore
from dnn.background.store.saved_run import EMPTIED, SavedRun, saved
from dnn.background.store.tables import METADATA, RUNS
from dnn.background.store.versions import NO_ROOM
from dnn.background.store.writer import Writer, due
from dnn.training.advance import advance
from tests.dnn.background.running import LONG, ME, OTHER, SOON, THREAD, config, past

SHORT = 0.02
"""Seconds between batches."""


def trained(run_id: str = "one", iterations: int = 5) -> Run:
    run = Run(run_id, ME, config())
    run.accept(advance(run.config, None, iterations=iterations), 0, None)
    return run


def further(run: Run, iterations: int) -> None:
    run.accept(advance(run.config, run.state, iterations=iterations), 0, None)


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    """A connection beside the store's own."""
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


@contextmanager
def opened(url: str) -> Iterator[Database]:
    """A database with its tables."""
    database = Database(url)
    try:
        database.migrate()
        yield database
    finally:
        database.close()


class Table:
    """A database that notes what is written, and is away when the test says so."""

    def __init__(self) -> None:
        self.is_away = False
        self.batches: list[tuple[dict[str, int], list[str]]] = []

    def write(self, runs: Iterable[SavedRun], removed: Iterable[str]) -> None:
        if self.is_away:
            raise OperationalError("INSERT", {}, Exception("the disk is full"))
        self.batches.append(({run.id: run.iteration for run in runs}, list(removed)))


def test_a_batch_has_the_latest_of_each_run() -> None:
    table = Table()
    writer, run = Writer(table.write), trained()
    writer.add(run)
    further(run, 3)
    writer.add(run)
    writer.add(trained("two"))
    further(run, 1)
    assert writer.flush() and writer.flush()
    assert table.batches == [({"one": 9, "two": 5}, [])]


def test_a_batch_writes_runs_over_their_rows_and_makes_rows_for_the_others(database_url: str) -> None:
    with opened(database_url) as database:
        database.write([saved(trained("one"))], [], created=1.0)
        database.write([saved(trained(run_id, 8)) for run_id in ("three", "one", "two")], [], created=2.0)
        database.write([saved(trained(run_id, 9)) for run_id in ("two", "three")], [], created=3.0)
        database.write([], ["none"])
    with connected(database_url) as connection:
        found = connection.execute(select(RUNS.c.id, RUNS.c.iteration, RUNS.c.created).order_by(RUNS.c.id)).all()
    assert found == [("one", 8, 1.0), ("three", 9, 2.0), ("two", 9, 2.0)]


def test_what_cannot_be_written_waits_and_says_why() -> None:
    table = Table()
    writer, run = Writer(table.write), trained()
    table.is_away = True
    writer.add(run)
    writer.add(trained("two"))
    assert not writer.flush()
    assert "the disk is full" in str(writer.problem)
    further(run, 1)
    writer.add(run)
    writer.remove("two")
    is_waiting, waiting = writer.waiting("one")
    assert is_waiting and waiting is not None and waiting.iteration == 6
    assert writer.waiting("two") == (True, None) and writer.waiting("three") == (False, None)
    table.is_away = False
    assert writer.flush() and writer.problem is None
    assert table.batches == [({"one": 6}, ["two"])]
    assert writer.waiting("one") == (False, None)


def test_no_turn_has_more_to_write_than_the_others() -> None:
    """All come at once, or each again as soon as it is written: everybody is written in time, a few in each turn."""
    turn, seconds, count = 1 / 16, 2.0, 100  # of a second, so that the times are exact
    for comes_again in (False, True):
        waiting, now, portions, late = dict.fromkeys(range(count), 0.0), 0.0, [], 0.0
        for _ in range(320):
            now += turn
            portions.append(due(waiting.values(), now, seconds, turn))
            for run in list(waiting)[: portions[-1]]:
                late = max(late, now - waiting.pop(run))
                if comes_again:
                    waiting[run] = now
        assert late <= seconds and max(portions) == 4
        assert bool(waiting) == comes_again
    assert due([], 0, seconds, turn) == 0
    assert due([0.0, 0.0, 9.0], 10, seconds, turn) == 2, "those that are late at once"


def test_a_turn_writes_those_that_are_due_and_leaves_the_others() -> None:
    table = Table()
    writer = Writer(table.write, seconds=3600)
    for name in "abcdefgh":
        writer.add(trained(name))
    assert writer.write_due()
    assert table.batches == [({"a": 5}, [])]
    assert writer.waiting("a") == (False, None) and writer.waiting("b")[0]
    assert writer.flush()
    assert [name for runs, _ in table.batches for name in runs] == list("abcdefgh")


def test_the_thread_writes_by_itself_and_what_is_left_at_the_end() -> None:
    table, written = Table(), threading.Event()

    def write(runs: Iterable[SavedRun], removed: Iterable[str]) -> None:
        table.write(runs, removed)
        written.set()

    writer = Writer(write, SHORT)
    writer.open(nullcontext())
    writer.add(trained())
    assert written.wait(SOON)
    writer.add(trained("two"))
    writer.close()
    assert {name for runs, _ in table.batches for name in runs} == {"one", "two"}


def test_runs_are_found_again_after_the_server(database_url: str) -> None:
    first = DatabaseStore(Database(database_url), SHORT)
    first.open(nullcontext())
    for run in (trained("one"), trained("two", 7), Run("new", OTHER, config())):
        first.put(run)
    first.remove("two")
    first.close()
    second = DatabaseStore(Database(database_url), SHORT)
    second.open(nullcontext())
    found = second.fetch("one")
    assert found is not None and (found.owner, found.iteration) == (ME, 5)
    assert second.fetch("two") is second.fetch("new") is None and second.get("one") is None
    second.close()


def test_a_run_is_fetched_as_it_is_though_it_is_not_written_yet(database_url: str) -> None:
    store = DatabaseStore(Database(database_url), batch_seconds=SOON)
    store.open(nullcontext())
    run = trained()
    store.put(run)
    store.let_go("one")
    fetched = store.fetch("one")
    assert fetched is not None and fetched is not run and fetched.iteration == 5
    store.put(fetched)
    store.remove("one")
    assert store.fetch("one") is None
    store.close()


def test_the_tables_are_those_of_the_migrations(empty_database_url: str) -> None:
    with opened(empty_database_url), connected(empty_database_url) as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_servers_that_start_together_make_the_tables_once(empty_database_url: str) -> None:
    databases = [Database(empty_database_url) for _ in range(4)]
    with ThreadPoolExecutor(len(databases)) as pool:
        list(pool.map(Database.migrate, databases))
    for database in databases:
        database.close()


def test_a_batch_is_written_as_a_whole_or_not_at_all(database_url: str) -> None:
    row = SavedRun("one", ME, 1, "paused", 1, False, "", "{}", b"", "0" * 64)
    with opened(database_url) as database:
        with pytest.raises(IntegrityError):
            database.write([row, replace(row, id="two", owner=None)], [])  # type: ignore[arg-type]
        assert database.read("one") is None
        database.write([row], [])
        assert database.read("one") == row
        database.write([replace(row, iteration=2)], ["one"])
        assert database.read("one") is None


def test_a_run_goes_on_under_another_manager_where_it_was(database_url: str) -> None:
    stores = [DatabaseStore(Database(database_url), SHORT) for _ in range(2)]
    runs = RunManager(THREAD, store=stores[0])
    runs.open()
    run = runs.start(config(LONG), ME)
    runs.wait_until(run.id, past(50), SOON)
    runs.close()
    runs = RunManager(THREAD, store=stores[1])
    runs.open()
    try:
        assert len(runs) == 0
        payload = runs.poll(run.id, -1, 0)
        assert payload is not None and payload["iteration"] >= 50 and payload["points"][0][0] == 1
        runs.wait_until(run.id, past(payload["iteration"] + 10), SOON)
        runs.notebook.delete(run.id, ME)
        assert runs.poll(run.id, -1, 0) is None
    finally:
        runs.close()
    with opened(database_url) as database:
        assert database.read(run.id) is None


def test_a_damaged_row_is_left_as_it_is_and_not_shown(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    url = sqlite_url(tmp_path / "runs.sqlite3")
    store = DatabaseStore(Database(url), SHORT)
    store.open(nullcontext())
    store.put(trained())
    assert store.writer.flush()
    with connected(url) as connection:
        connection.execute(RUNS.update().values(arrays=b"something else"))
    store.let_go("one")
    assert store.fetch("one") is None and "not those that were written" in caplog.text
    with connected(url) as connection:
        assert connection.execute(select(RUNS.c.arrays)).scalar_one() == b"something else"
    store.close()


def test_a_file_that_is_no_database_is_set_aside_and_never_overwritten(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "runs.sqlite3"
    file.write_bytes(b"a letter to somebody" * 500)
    store = DatabaseStore(Database(sqlite_url(file)), SHORT)
    store.open(nullcontext())
    store.put(trained())
    store.close()
    (aside,) = (path for path in tmp_path.iterdir() if "damaged" in path.name)
    assert aside.read_bytes() == b"a letter to somebody" * 500 and "is damaged" in caplog.text
    with opened(sqlite_url(file)) as database:
        assert database.read("one") is not None


def test_a_folder_that_is_none_costs_nothing_but_the_saving(tmp_path: Path) -> None:
    """Training goes on, and what waited is written once there is a folder."""
    (tmp_path / "data").write_text("a file")
    store = DatabaseStore(Database(sqlite_url(tmp_path / "data" / "runs.sqlite3")), SOON)
    runs = RunManager(THREAD, store=store)
    runs.open()
    try:
        assert store.problem is not None
        run = runs.start(config(), ME)
        runs.wait_until(run.id, lambda now: now.ended, SOON)
        assert not store.writer.flush() and store.fetch(run.id) is not None
        (tmp_path / "data").unlink()
        assert store.writer.flush() and store.problem is None
    finally:
        runs.close()
    with opened(sqlite_url(tmp_path / "data" / "runs.sqlite3")) as database:
        row = database.read(run.id)
        assert row is not None and row.status == "finished"


def test_of_two_servers_on_one_file_the_second_saves_once_the_first_has_ended(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "runs.sqlite3")
    first, second = (DatabaseStore(Database(url), SHORT) for _ in range(2))
    first.open(nullcontext())
    second.open(nullcontext())
    first.put(trained("first"))
    second.put(trained("second"))
    assert first.writer.flush() and not second.writer.flush()
    assert first.problem is None and second.problem is not None and "another server" in second.problem
    assert second.fetch("first") is not None
    first.close()
    assert second.writer.flush() and second.problem is None
    second.close()
    with opened(url) as database:
        assert database.read("first") is not None and database.read("second") is not None


@pytest.mark.skipif(sys.platform == "win32", reason="has no SIGKILL")
def test_a_server_that_was_killed_leaves_the_file_to_the_next(tmp_path: Path) -> None:
    file = tmp_path / "runs.sqlite3"
    program = f"""
import time
from dnn.background.store.database import Database
database = Database({sqlite_url(file)!r})
database.claim()
print("claimed", flush=True)
time.sleep({SOON})
"""
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None and other.stdout.readline()
        database = Database(sqlite_url(file))
        with pytest.raises(BlockingIOError):
            database.claim()
        other.kill()
        other.wait()
        database.claim()
        database.close()


ROW = SavedRun("", ME, 1, "paused", 1, False, "", "{}", b"x" * 98, "0" * 64)
"""A hundred bytes."""


def written(database: Database, monkeypatch: pytest.MonkeyPatch, moments: Mapping[str, float]) -> None:
    """Write a row at each moment."""
    for run_id, moment in moments.items():
        monkeypatch.setattr("dnn.background.store.database.time.time", lambda moment=moment: moment)
        database.write([replace(ROW, id=run_id)], [])


@pytest.mark.parametrize(
    ("limits", "left"),
    [
        (RetentionLimits(seconds=100, runs=9, bytes=10_000, bytes_per_owner=10_000), "bcde"),
        (RetentionLimits(seconds=100, runs=2, bytes=10_000, bytes_per_owner=10_000), "de"),
        (RetentionLimits(seconds=100, runs=9, bytes=399, bytes_per_owner=10_000), "cde"),
        (RetentionLimits(seconds=100, runs=9, bytes=400, bytes_per_owner=10_000), "bcde"),
        (RetentionLimits(seconds=1_000, runs=9, bytes=10_000, bytes_per_owner=250), "de"),
        (RetentionLimits(seconds=1_000, runs=9, bytes=10_000, bytes_per_owner=10_000), "abcde"),
        (RetentionLimits(seconds=0, runs=0, bytes=0, bytes_per_owner=0), ""),
    ],
)
def test_the_oldest_are_deleted_for_their_age_or_for_room(
    database_url: str, monkeypatch: pytest.MonkeyPatch, limits: RetentionLimits, left: str
) -> None:
    with opened(database_url) as database:
        written(database, monkeypatch, {"e": 10.0, "a": 300.0, "b": 450.0, "c": 460.0, "d": 470.0})
        written(database, monkeypatch, {"e": 480.0})  # once more, so that it is the latest
        assert database.trim(limits, now=500.0) == 5 - len(left)
        assert "".join(name for name in "abcde" if database.read(name)) == left


NOTHING = RetentionLimits(seconds=0, runs=0, bytes=0, bytes_per_owner=0)


@pytest.mark.parametrize(
    "limits",
    [
        NOTHING,
        RetentionLimits(seconds=1_000, runs=3, bytes=10_000, bytes_per_owner=10_000),
        RetentionLimits(seconds=1_000, runs=9, bytes=399, bytes_per_owner=10_000),
        RetentionLimits(seconds=1_000, runs=9, bytes=10_000, bytes_per_owner=399),
    ],
)
def test_a_star_goes_last_and_then_its_summary_stays(
    database_url: str, monkeypatch: pytest.MonkeyPatch, limits: RetentionLimits
) -> None:
    with opened(database_url) as database:
        written(database, monkeypatch, dict.fromkeys("abcd", 100.0) | {"plain": 400.0})
        database.write([replace(ROW, id=name, is_starred=True, summary="{}") for name in "abcd"], [])
        written(database, monkeypatch, {"plain": 900.0})
        assert database.trim(limits, now=500.0) > 0
        assert database.read("plain") is None  # though it is the latest
        rows = [row for row in map(database.read, "abcd") if row is not None]
        emptied = [row for row in rows if row.checksum == EMPTIED]
        assert len(rows) == 4 and len(emptied) == (4 if limits is NOTHING else 1)
        assert all((row.summary, row.document, row.arrays) == ("{}", "", b"") for row in emptied)
        assert database.trim(limits, now=500.0) == 0


def test_the_bytes_of_one_owner_are_no_other_s(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    limits = RetentionLimits(seconds=1_000, runs=9, bytes=10_000, bytes_per_owner=200)
    with opened(database_url) as database:
        written(database, monkeypatch, dict(zip("abc", (100.0, 200.0, 300.0), strict=True)))
        database.write([replace(ROW, id="other", owner=OTHER)], [])
        assert database.trim(limits, now=500.0) == 1
        assert database.read("a") is None and database.read("other") is not None


def test_a_run_that_was_emptied_says_so_and_goes_once_it_is_old(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = DatabaseStore(Database(database_url), SOON)
    store.open(nullcontext())
    run = trained()
    run.labels = RunLabels(number=7, name="mine", is_starred=True)
    store.put(run)
    assert store.writer.flush()
    with opened(database_url) as database:
        database.trim(NOTHING, now=500.0)
        (entry,) = store.entries(ME)
        assert isinstance(entry, ReadOnlyEntry) and entry.reason == NO_ROOM and entry.train_cost
        assert (entry.labels.number, entry.labels.name, entry.labels.is_starred) == (7, "mine", True)
        assert store.fetch("one") is None
        found = store.read_only("one")
        assert found is not None and found.entry == entry and found.points == ([], [])
        assert database.trim(replace(NOTHING, seconds=100), now=700.0) == 1
        assert store.entries(ME) == []
    store.close()


def test_room_is_made_while_runs_are_written(database_url: str) -> None:
    store = DatabaseStore(
        Database(database_url), SOON, RetentionLimits(seconds=SOON, runs=3, bytes=10**9, bytes_per_owner=10**9)
    )
    store.open(nullcontext())
    for number in range(5):
        store.put(trained(f"run {number}"))
    store.close()
    with opened(database_url) as database:
        assert sum(database.read(f"run {number}") is not None for number in range(5)) == 3
