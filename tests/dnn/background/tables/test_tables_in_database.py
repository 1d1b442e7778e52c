"""Tables in the database: the migration to it, its retention, and what becomes of them while it is away."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, create_engine, func, insert, select

from dnn.background.learning.learning_store import LearningStore
from dnn.background.limits import LimitReached
from dnn.background.notebook.entry import entry_of
from dnn.background.run import Run
from dnn.background.services import close_runs, get_visitor_tables, open_runs
from dnn.background.settings import Settings
from dnn.background.store.database import MIGRATIONS, Database
from dnn.background.store.protocol import StoreAway
from dnn.background.store.saved_run import saved
from dnn.background.store.tables import RUNS, TABLE_CONTENTS, TABLES
from dnn.background.store.versions import versions
from dnn.background.tables.database_rows import DatabaseRows
from dnn.background.tables.memory_rows import MemoryRows
from dnn.background.tables.rows import Room, RoomLimits, TableRows
from dnn.background.tables.stored_table import StoredTable
from dnn.background.tables.upkeep import Upkeep
from dnn.background.tables.visitor_tables import DAY, VisitorTables
from dnn.datasets.contents import CONTENTS, ContentAway, MissingContent
from tests.dnn.background.running import ME, OTHER, Clock, config
from tests.dnn.background.tables.made_tables import Gate, content, on_table, opened, resolving

COLUMNS_OF_BEFORE = [column.name for column in RUNS.c if column.name != "table_digest"]


def upgraded(engine: Engine, revision: str) -> None:
    """Bring a database to a version."""
    settings = Config()
    settings.set_main_option("script_location", MIGRATIONS)
    with engine.begin() as connection:
        settings.attributes["connection"] = connection
        command.upgrade(settings, revision)


def row_of_before(run: Run) -> dict[str, object]:
    """A run as the version before wrote it."""
    row = saved(run)
    summary = json.dumps(entry_of(run).to_document() | versions(), separators=(",", ":"))
    values = {name: getattr(row, name) for name in COLUMNS_OF_BEFORE if hasattr(row, name)}
    return values | {"summary": summary, "created": 1.0, "written": 1.0}


def test_the_version_before_is_brought_up_to_date_with_its_runs(empty_database_url: str) -> None:
    engine = create_engine(empty_database_url)
    upgraded(engine, "0002")
    table = content(1)
    runs = [Run("on a table", ME, on_table(table)), Run("on circles", ME, config())]
    with engine.begin() as connection:
        for run in runs:
            connection.execute(insert(RUNS).values(row_of_before(run)))
    with opened(empty_database_url) as database, engine.connect() as connection:
        found = connection.execute(select(RUNS.c.id, RUNS.c.table_digest))
        digests = {row.id: row.table_digest for row in found}
        assert digests == {"on a table": table.digest, "on circles": ""}
        read = database.read("on a table")
        assert read is not None and read.table_digest == table.digest
        tables = VisitorTables(Settings(), DatabaseRows(database))
        assert tables.listed(ME) == [] and tables.keep(ME, table, "mine").digest == table.digest
    engine.dispose()


def test_a_content_is_there_once_and_goes_with_its_last_row(database_url: str) -> None:
    with opened(database_url) as database:
        tables, engine = VisitorTables(Settings(), DatabaseRows(database)), create_engine(database_url)

        def contents() -> int:
            with engine.connect() as connection:
                return connection.execute(select(func.count()).select_from(TABLE_CONTENTS)).scalar_one()

        tables.keep(ME, content(1), "mine")
        tables.keep(OTHER, content(1), "hers")
        assert contents() == 1
        tables.delete(ME, content(1).digest)
        assert contents() == 1
        tables.delete(OTHER, content(1).digest)
        assert contents() == 0
        engine.dispose()


def test_visitors_who_keep_and_delete_the_same_at_once_lose_nothing(database_url: str) -> None:
    with opened(database_url) as database:
        tables, owners = VisitorTables(Settings(), DatabaseRows(database)), [f"visitor {n}" for n in range(4)]

        def keep_and_delete(owner: str) -> None:
            for _ in range(5):
                tables.keep(owner, content(1), owner)
                assert tables.content(content(1).digest) is not None
                tables.delete(owner, content(1).digest)
            tables.keep(owner, content(1), owner)

        with ThreadPoolExecutor(len(owners)) as pool:
            list(pool.map(keep_and_delete, owners))
        assert [tables.listed(owner)[0].name for owner in owners] == owners
        assert tables.content(content(1).digest) is not None


def row(seed: int, used: float, size: int = 100) -> StoredTable:
    return StoredTable(content(seed).reference, f"table {seed}", size, used, used)


@pytest.fixture(params=["memory", "database"])
def rows(request: pytest.FixtureRequest, database_url: str) -> Iterator[TableRows]:
    if request.param == "memory":
        yield MemoryRows()
        return
    with opened(database_url) as database:
        yield DatabaseRows(database)


@pytest.mark.parametrize(
    ("limits", "left"),
    [
        (RoomLimits(seconds=100, bytes=1_000), [1, 3, 4]),
        (RoomLimits(seconds=1_000, bytes=1_000), [1, 2, 3, 4]),
        (RoomLimits(seconds=1_000, bytes=300), [1, 3, 4]),
        (RoomLimits(seconds=1_000, bytes=299), [1, 4]),
        (RoomLimits(seconds=0, bytes=0), [1]),
    ],
)
def test_what_is_too_old_or_too_much_goes_but_not_what_is_in_use(
    rows: TableRows, limits: RoomLimits, left: list[int]
) -> None:
    for seed, used in ((1, 10.0), (2, 300.0), (3, 450.0), (4, 460.0)):
        rows.put(ME, row(seed, used), bytes(100))
    digests = {content(seed).digest: seed for seed in (1, 2, 3, 4)}
    gone = rows.trim(limits, 500.0, {(ME, content(1).digest), (OTHER, content(2).digest)})
    assert sorted(digests[table.digest] for table in rows.listed(ME)) == left
    assert sorted(digests[digest] for digest in gone) == [seed for seed in (1, 2, 3, 4) if seed not in left]


def test_a_table_stays_as_long_as_a_kept_run_of_its_owner_is_on_it(database_url: str) -> None:
    with opened(database_url) as database:
        rows = DatabaseRows(database)
        for owner in (ME, OTHER):
            rows.put(owner, row(1, 10.0), b"content")
        rows.put(ME, row(2, 10.0), b"content")
        database.write([saved(Run("run", ME, on_table(content(1))))], [])
        nothing = RoomLimits(seconds=0, bytes=0)
        assert rows.trim(nothing, 500.0, ()) == [content(2).digest]
        assert [table.digest for table in rows.listed(ME)] == [content(1).digest] and rows.listed(OTHER) == []
        database.write([], ["run"])
        assert rows.trim(nothing, 500.0, ()) == [content(1).digest] and rows.content(content(1).digest) is None


def test_the_disk_is_bounded_by_tables_that_kept_runs_are_on_too(database_url: str) -> None:
    """Fresh visitors, each with a run on a table of hers, fill no more than there may be, and take nobody's table."""
    limit, clock = 2, Clock()
    contents = [content(seed, n_x=25, m=2_000) for seed in range(8)]  # 420 kB each: four find room
    with opened(database_url) as database:
        tables = VisitorTables(Settings(stored_table_megabytes=limit), DatabaseRows(database), clock)

        def total() -> int:
            with database.reading() as connection:
                return int(connection.execute(select(func.sum(TABLE_CONTENTS.c.bytes))).scalar_one())

        for number, each in enumerate(contents[:4]):
            tables.keep(f"visitor {number}", each, "hers")
            if number != 1:
                database.write([saved(Run(f"run {number}", f"visitor {number}", on_table(each)))], [])
            clock.now += 1
        tables.keep("visitor 4", contents[4], "in the place of the second one's")
        database.write([saved(Run("run 4", "visitor 4", on_table(contents[4])))], [])
        assert tables.listed("visitor 1") == [] and not tables.may_use("visitor 1", contents[1].digest)
        small = content(99)
        tables.keep(ME, small, "idle")
        with pytest.raises(LimitReached, match="room for this table"):
            tables.keep(ME, contents[5], "one too many")
        assert [table.digest for table in tables.listed(ME)] == [small.digest]  # that would not have helped
        for number in (0, 2, 3, 4):
            assert len(tables.listed(f"visitor {number}")) == 1
            tables.keep(f"visitor {number}", contents[0], "the same content takes no more room")
        assert total() <= limit * 1_000_000
        database.write([], ["run 2"])
        tables.keep(ME, contents[5], "now")
        assert tables.may_use(ME, contents[5].digest) and total() <= limit * 1_000_000


def test_a_row_of_a_content_that_stays_is_not_deleted_for_room(rows: TableRows) -> None:
    for owner, seed, used in ((OTHER, 1, 10.0), (ME, 1, 20.0), (OTHER, 2, 30.0), (OTHER, 3, 40.0)):
        rows.put(owner, row(seed, used), bytes(100))
    in_use = {(ME, content(1).digest)}
    with pytest.raises(LimitReached):
        rows.put(ME, row(4, 50.0), bytes(201), Room(300, in_use))
    assert len(rows.listed(OTHER)) == 3
    assert rows.put(ME, row(4, 50.0), bytes(100), Room(300, in_use)) == [content(2).digest]
    assert {table.digest for table in rows.listed(OTHER)} == {content(1).digest, content(3).digest}
    assert rows.put(ME, row(3, 60.0), bytes(100), Room(0, in_use)) == []


def test_upkeep_deletes_what_nobody_uses_and_keeps_what_somebody_does(rows: TableRows) -> None:
    clock, used = Clock(), content(2)
    database = rows if isinstance(rows, DatabaseRows) else None
    tables = VisitorTables(Settings(stored_table_days=90), database, clock)
    for each in (content(1), used):
        tables.keep(ME, each, "mine")
    clock.now += 89 * DAY
    Upkeep(tables, lambda: {(ME, used.digest)}, LearningStore(Settings())).go_round()
    assert len(tables.listed(ME)) == 2
    clock.now += 2 * DAY
    Upkeep(tables, lambda: (), LearningStore(Settings())).go_round()
    assert [(table.digest, table.used) for table in tables.listed(ME)] == [(used.digest, 1000.0 + 89 * DAY)]
    with pytest.raises(MissingContent):
        tables.get(ME, content(1).digest)


def test_while_the_database_is_away_memory_goes_on_and_is_written_down_later() -> None:
    behind, clock = MemoryRows(), Clock()
    gate = Gate(behind)
    with resolving(VisitorTables(Settings(), gate, clock)) as tables:  # type: ignore[arg-type]
        before, unknown = tables.keep(ME, content(1), "before"), tables.keep(ME, content(3), "not asked for yet")
        assert tables.may_use(ME, before.digest)
        gate.is_away = True
        clock.now += 1
        kept = tables.keep(ME, content(2), "meanwhile")
        assert tables.listed(ME) == [kept] and tables.get(ME, kept.digest).digest == kept.digest
        CONTENTS.discard(kept.digest)
        assert CONTENTS.get(kept.digest).digest == kept.digest and behind.content(kept.digest) is None
        assert tables.may_use(ME, before.digest) and not tables.may_use(ME, unknown.digest)
        with pytest.raises(ContentAway, match="try again in a minute"):
            tables.get(OTHER, before.digest)
        for act in (tables.delete, tables.share):
            with pytest.raises(StoreAway, match="try again in a minute"):
                act(ME, before.digest)
        Upkeep(tables, lambda: {(ME, kept.digest)}, LearningStore(Settings())).go_round()
        assert behind.content(kept.digest) is None
        gate.is_away = False
        Upkeep(tables, lambda: (), LearningStore(Settings())).go_round()
        assert behind.content(kept.digest) is not None and tables.listed(ME)[0] == kept
        assert len(tables.listed(ME)) == 3
        tables.delete(ME, before.digest)
        gate.is_away = True
        assert not tables.may_use(ME, before.digest)


class Interrupted(MemoryRows):
    """Rows during whose first `put` something else happens in another thread, as far as it comes."""

    def __init__(self, act: Callable[[], object]) -> None:
        super().__init__()
        self.thread = Thread(target=act)

    def put(self, owner: str, table: StoredTable, content: bytes, room: Room | None = None) -> list[str]:
        if self.thread.ident is None:
            self.thread.start()
            self.thread.join(0.3)  # it ends at once, unless it has to wait for this
        return super().put(owner, table, content, room)


DELETIONS = [
    lambda tables, digest: tables.delete(ME, digest),
    lambda tables, digest: tables.delete_all(ME),
]


def waiting_table(behind: TableRows) -> tuple[VisitorTables, str]:
    """Tables of which one, also OTHER's, waits in memory for rows that were away."""
    gate = Gate(behind)
    gate.is_away = True
    tables = VisitorTables(Settings(), gate)  # type: ignore[arg-type]
    for owner in (ME, OTHER):
        digest = tables.keep(owner, content(1), "waits").digest
    gate.is_away = False
    return tables, digest


@pytest.mark.parametrize("delete", DELETIONS, ids=["delete", "delete_all"])
def test_a_table_that_is_deleted_while_it_is_written_down_stays_deleted(
    delete: Callable[[VisitorTables, str], object],
) -> None:
    behind = Interrupted(lambda: delete(tables, digest))
    tables, digest = waiting_table(behind)
    tables.write_down()
    behind.thread.join()
    assert behind.listed(ME) == tables.listed(ME) == [] and not tables.may_use(ME, digest)
    assert len(behind.listed(OTHER)) == 1


@pytest.mark.parametrize("delete", DELETIONS, ids=["delete", "delete_all"])
def test_a_table_that_was_deleted_before_its_turn_to_be_written_down_stays_deleted(
    delete: Callable[[VisitorTables, str], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    behind = MemoryRows()
    tables, digest = waiting_table(behind)
    all_rows = MemoryRows.all

    def then_deleted(rows: MemoryRows) -> list[tuple[str, StoredTable]]:
        found = all_rows(rows)
        delete(tables, digest)
        return found

    monkeypatch.setattr(MemoryRows, "all", then_deleted)
    tables.write_down()
    assert behind.listed(ME) == tables.listed(ME) == [] and len(behind.listed(OTHER)) == 1


def test_what_is_shared_while_it_is_written_down_is_shared_then() -> None:
    behind = Interrupted(lambda: tables.share(ME, digest))
    tables, digest = waiting_table(behind)
    tables.write_down()
    behind.thread.join()
    assert behind.listed(ME)[0].is_shared and tables.may_use("a third visitor", digest)


def test_memory_takes_no_more_than_its_room_while_the_database_is_away() -> None:
    gate = Gate(MemoryRows())
    gate.is_away = True
    tables = VisitorTables(replace(Settings(), kept_table_megabytes=1), gate)  # type: ignore[arg-type]
    tables.keep(ME, content(1, n_x=30, m=2_000), "480 kB")
    with pytest.raises(LimitReached, match="room for this table"):
        tables.keep(OTHER, content(2, n_x=50, m=2_000), "800 kB")


def test_a_database_that_is_not_there_is_away(tmp_path: Path) -> None:
    (folder := tmp_path / "a file").write_text("no folder")
    tables = VisitorTables(Settings(), DatabaseRows(Database(f"sqlite:///{folder}/runs.sqlite3")))
    kept = tables.keep(ME, content(1), "mine")
    assert tables.listed(ME) == [kept] and not tables.may_use(OTHER, content(2).digest)
    with pytest.raises(StoreAway):
        tables.delete_all(ME)


def test_what_was_not_migrated_yet_is_away_and_comes(empty_database_url: str) -> None:
    database = Database(empty_database_url)
    tables = VisitorTables(Settings(), DatabaseRows(database))
    assert tables.listed(ME) == []
    kept = tables.keep(ME, content(1), "mine")  # which makes the tables
    engine = create_engine(empty_database_url)
    with engine.connect() as connection:
        assert connection.execute(select(TABLES.c.owner, TABLES.c.digest)).all() == [(ME, kept.digest)]
    engine.dispose()
    database.close()


def test_the_server_s_tables_outlive_it(tmp_path: Path) -> None:
    settings = Settings(executor="thread", store="database", data=str(tmp_path))
    try:
        open_runs(settings)
        kept = get_visitor_tables().keep(ME, content(1), "mine")
        close_runs()
        assert CONTENTS.resolver is None
        CONTENTS.discard(kept.digest)
        open_runs(settings)
        assert get_visitor_tables().listed(ME) == [kept] and CONTENTS.get(kept.digest).digest == kept.digest
    finally:
        close_runs()
