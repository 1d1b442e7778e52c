"""Progress and lessons in the database: the migration to it and back, and what becomes of them while it is away."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, create_engine, func, inspect, select, text

from dnn.background.learning.database_rows import DatabaseRows
from dnn.background.learning.learning_store import KNOWN_SECONDS, LearningStore
from dnn.background.learning.limits import MAX_PROGRESS_BYTES
from dnn.background.learning.memory_rows import MemoryRows
from dnn.background.learning.rows import LearningLimits
from dnn.background.learning.stored import StoredProgress
from dnn.background.limits import LimitReached
from dnn.background.manager import RunManager
from dnn.background.run import Run
from dnn.background.services import close_runs, get_learning_store, get_run_manager, open_runs
from dnn.background.settings import Settings
from dnn.background.store.database import MIGRATIONS, Database
from dnn.background.store.database_store import DatabaseStore
from dnn.background.store.making import DAY
from dnn.background.store.protocol import StoreAway
from dnn.background.store.saved_run import saved
from dnn.background.store.tables import LESSON_PROGRESS, OWN_LESSONS, RUNS
from dnn.background.tables.upkeep import Upkeep
from dnn.background.tables.visitor_tables import VisitorTables
from tests.dnn.background.learning.storing import TEXT, digest, put
from tests.dnn.background.running import ME, OTHER, THREAD, Clock, config
from tests.dnn.background.tables.made_tables import Gate, opened

VERSIONS = Path(__file__).parents[4] / "dnn" / "background" / "store" / "migrations" / "versions"
LATEST = max(path.name[:4] for path in VERSIONS.glob("[0-9]*.py"))
"""The version of the database that this app makes."""
FEW = replace(Settings(), begun_lessons_per_visitor=3, lessons_per_visitor=3, stored_lessons=4)
ROWS = {LESSON_PROGRESS.name, OWN_LESSONS.name}


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    made = create_engine(database_url)
    yield made
    made.dispose()


def moved(engine: Engine, act: Callable[[Config, str], None], revision: str) -> None:
    """Bring a database to a version, by a command of Alembic."""
    settings = Config()
    settings.set_main_option("script_location", MIGRATIONS)
    with engine.begin() as connection:
        settings.attributes["connection"] = connection
        act(settings, revision)


def tables_of(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names())


def counted(engine: Engine) -> tuple[int, int]:
    """The rows of progress and of lessons."""
    with engine.connect() as connection:
        progress, lessons = (
            connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (LESSON_PROGRESS, OWN_LESSONS)
        )
    return progress, lessons


def round_of_upkeep(store: LearningStore) -> None:
    Upkeep(VisitorTables(Settings()), tuple, store).go_round()


def test_the_version_before_is_brought_up_to_date_and_back_with_its_runs(empty_database_url: str) -> None:
    engine = create_engine(empty_database_url)
    moved(engine, command.upgrade, "0003")
    assert not ROWS & tables_of(engine)
    with opened(empty_database_url) as database:
        database.write([saved(Run("one", ME, config()))], [])
        store = LearningStore(Settings(), DatabaseRows(database))
        assert store.all_progress(ME) == store.lessons(ME) == []
        store.put_progress(ME, "shapes", "a document")
        put(store, ME, TEXT)
    assert tables_of(engine) > ROWS and counted(engine) == (1, 1)
    moved(engine, command.downgrade, "0003")
    assert not ROWS & tables_of(engine)
    with engine.connect() as connection:
        assert connection.execute(select(RUNS.c.id)).scalars().all() == ["one"]
    with opened(empty_database_url) as database:
        store = LearningStore(Settings(), DatabaseRows(database))
        assert store.all_progress(ME) == store.lessons(ME) == [] and database.read("one") is not None
    engine.dispose()


def test_a_database_of_a_later_version_is_read_and_left_as_it_is(database_url: str, engine: Engine) -> None:
    with opened(database_url) as database:
        LearningStore(Settings(), DatabaseRows(database)).put_progress(ME, "shapes", "before")
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database = Database(database_url)
    store = LearningStore(Settings(), DatabaseRows(database))
    found = store.progress(ME, "shapes")
    assert found is not None and found.document == "before"
    store.put_progress(ME, "shapes", "meanwhile")
    round_of_upkeep(store)
    found = store.progress(ME, "shapes")
    assert found is not None and found.document == "meanwhile"
    with pytest.raises(StoreAway):
        store.delete_all(ME)
    with engine.connect() as connection:
        assert connection.execute(select(LESSON_PROGRESS.c.document)).scalars().all() == [b"before"]
    with engine.begin() as connection:
        connection.execute(text(f"UPDATE alembic_version SET version_num = '{LATEST}'"))
    round_of_upkeep(store)
    with engine.connect() as connection:
        assert connection.execute(select(LESSON_PROGRESS.c.document)).scalars().all() == [b"meanwhile"]
    database.close()


def test_the_limits_hold_for_learners_in_many_tabs_at_once(database_url: str, engine: Engine) -> None:
    with opened(database_url) as database:
        store = LearningStore(FEW, DatabaseRows(database))

        def store_and_count(number: int) -> int:
            refused = 0
            for name in range(4):
                try:
                    store.put_progress(f"visitor {number % 2}", f"lesson {name}", f"{number}")
                    put(store, f"visitor {number % 2}", f"text {name}")
                except LimitReached:
                    refused += 1
            return refused

        with ThreadPoolExecutor(6) as pool:
            refused = list(pool.map(store_and_count, range(6)))
        assert all(refused) and counted(engine) == (6, 4)
        assert store.write_down() is None and store._memory.bytes == 0


@pytest.fixture
def clock() -> Clock:
    return Clock()


def gated(clock: Clock, settings: Settings = FEW) -> tuple[LearningStore, Gate, MemoryRows]:
    """A store, the gate before the rows behind it, and those."""
    behind = MemoryRows()
    gate = Gate(behind)
    return LearningStore(settings, gate, clock), gate, behind  # type: ignore[arg-type]


def test_while_the_database_is_away_a_learner_goes_on_and_it_is_written_down_later(clock: Clock) -> None:
    store, gate, behind = gated(clock)
    store.put_progress(ME, "shapes", "before")
    behind.put_progress(OTHER, StoredProgress("shapes", "of another server", clock.now), None)
    gate.is_away = True
    clock.now += 1
    found = store.progress(ME, "shapes")
    assert found is not None and found.document == "before"
    for act in (
        lambda: store.progress(OTHER, "shapes"),
        lambda: store.all_progress(ME),
        lambda: store.lessons(ME),
        lambda: store.lesson(digest("unknown")),
        lambda: store.remove_progress(ME, "shapes"),
        lambda: store.remove_lesson(ME, digest(TEXT)),
        lambda: store.delete_all(ME),
    ):
        with pytest.raises(StoreAway, match="try again in a minute"):
            act()
    store.put_progress(ME, "shapes", "meanwhile")
    name = put(store, ME, TEXT)
    found = store.progress(ME, "shapes")
    assert found == StoredProgress("shapes", "meanwhile", clock.now) and store.lesson(name) == TEXT
    round_of_upkeep(store)
    assert behind.progress(ME, "shapes") == StoredProgress("shapes", "before", 1000.0) and behind.text(name) is None
    gate.is_away = False
    assert store.progress(ME, "shapes") == found and store.all_progress(ME) == [found]
    assert [each.digest for each in store.lessons(ME)] == [name]
    round_of_upkeep(store)
    assert behind.progress(ME, "shapes") == found and behind.text(name) == TEXT
    assert store._memory.bytes == 0 and store.progress(ME, "shapes") == found


def test_progress_is_known_for_a_while_and_not_after_its_deletion(clock: Clock) -> None:
    store, gate, _behind = gated(clock)
    for lesson in ("stays", "is deleted", "is deleted with all"):
        store.put_progress(ME if "all" not in lesson else OTHER, lesson, "a document")
    store.remove_progress(ME, "is deleted")
    store.delete_all(OTHER)
    gate.is_away = True
    assert store.progress(ME, "stays") is not None
    for owner, lesson in ((ME, "is deleted"), (OTHER, "is deleted with all")):
        with pytest.raises(StoreAway):
            store.progress(owner, lesson)
    clock.now += KNOWN_SECONDS
    with pytest.raises(StoreAway):
        store.progress(ME, "stays")


def test_what_has_waited_stands_in_for_nothing_later(database_url: str) -> None:
    clock = Clock()
    with opened(database_url) as database:
        rows = DatabaseRows(database)
        gate = Gate(rows)
        store, elsewhere = LearningStore(FEW, gate, clock), LearningStore(FEW, rows, clock)  # type: ignore[arg-type]
        gate.is_away = True
        store.put_progress(ME, "shapes", "waits")
        store.put_progress(ME, "why deep", "waits")
        clock.now += 1
        elsewhere.put_progress(ME, "shapes", "written by another server meanwhile")
        gate.is_away = False
        round_of_upkeep(store)
        documents = {each.lesson: each.document for each in elsewhere.all_progress(ME)}
        assert documents == {"shapes": "written by another server meanwhile", "why deep": "waits"}
        assert store._memory.bytes == 0


def test_what_is_written_in_time_leaves_nothing_older_to_wait(clock: Clock) -> None:
    store, gate, behind = gated(clock)
    gate.is_away = True
    store.put_progress(ME, "shapes", "waits")
    gate.is_away = False
    clock.now += 1
    store.put_progress(ME, "shapes", "in time")
    assert store._memory.bytes == 0
    round_of_upkeep(store)
    assert behind.all_progress(ME) == store.all_progress(ME) == [StoredProgress("shapes", "in time", 1001.0)]


def test_what_waits_is_written_down_though_it_is_too_much(clock: Clock) -> None:
    store, gate, behind = gated(clock)
    for number in range(3):
        store.put_progress(ME, f"before {number}", "a document")
        put(store, ME, f"before {number}")
    gate.is_away = True
    store.put_progress(ME, "meanwhile", "a document")
    put(store, ME, "meanwhile")
    gate.is_away = False
    round_of_upkeep(store)
    assert len(behind.all_progress(ME)) == len(behind.lessons(ME)) == 4 and store._memory.bytes == 0


def test_memory_takes_no_more_than_its_room_while_the_database_is_away(clock: Clock) -> None:
    store, gate, _behind = gated(clock, replace(Settings(), kept_learning_megabytes=1))
    gate.is_away = True
    for number in range(5):
        store.put_progress(f"visitor {number}", "shapes", "x" * MAX_PROGRESS_BYTES)
    with pytest.raises(LimitReached, match="room for your progress"):
        store.put_progress(ME, "shapes", "one more")
    with pytest.raises(LimitReached, match="room for your progress"):
        put(store, ME, TEXT)
    store.put_progress("visitor 0", "shapes", "y" * MAX_PROGRESS_BYTES)


class Interrupted(MemoryRows):
    """Rows during whose first `put_progress` or `put_lesson` something else happens in another thread, as far as it
    comes."""

    def __init__(self, act: Callable[[], object]) -> None:
        super().__init__()
        self.thread = Thread(target=act)

    def put_progress(self, owner: str, progress: StoredProgress, limits: LearningLimits | None) -> None:
        if self.thread.ident is None:
            self.thread.start()
            self.thread.join(0.3)  # it ends at once, unless it has to wait for this
        super().put_progress(owner, progress, limits)


DELETIONS = [lambda store: store.remove_progress(ME, "shapes"), lambda store: store.delete_all(ME)]


@pytest.mark.parametrize("delete", DELETIONS, ids=["one", "all"])
def test_progress_that_is_deleted_while_it_is_written_down_stays_deleted(
    delete: Callable[[LearningStore], object], clock: Clock
) -> None:
    behind = Interrupted(lambda: delete(store))
    gate = Gate(behind)
    store = LearningStore(FEW, gate, clock)  # type: ignore[arg-type]
    gate.is_away = True
    for owner in (ME, OTHER):
        store.put_progress(owner, "shapes", "waits")
    gate.is_away = False
    store.write_down()
    behind.thread.join()
    assert behind.all_progress(ME) == store.all_progress(ME) == [] and store.progress(ME, "shapes") is None
    assert len(behind.all_progress(OTHER)) == 1


def test_progress_that_is_stored_while_older_is_written_down_stays(clock: Clock) -> None:
    def store_later() -> None:
        clock.now += 1
        store.put_progress(ME, "shapes", "later")

    behind = Interrupted(store_later)
    gate = Gate(behind)
    store = LearningStore(FEW, gate, clock)  # type: ignore[arg-type]
    gate.is_away = True
    store.put_progress(ME, "shapes", "waits")
    gate.is_away = False
    store.write_down()
    behind.thread.join()
    assert behind.progress(ME, "shapes") == StoredProgress("shapes", "later", 1001.0)
    assert store._memory.bytes == 0


def test_progress_that_has_to_wait_while_older_is_written_down_is_written_next(clock: Clock) -> None:
    def store_later() -> None:
        clock.now += 1
        gate.is_away = True
        store.put_progress(ME, "shapes", "later")
        gate.is_away = False

    behind = Interrupted(store_later)
    gate = Gate(behind)
    store = LearningStore(FEW, gate, clock)  # type: ignore[arg-type]
    gate.is_away = True
    store.put_progress(ME, "shapes", "waits")
    gate.is_away = False
    store.write_down()
    behind.thread.join()
    later = StoredProgress("shapes", "later", 1001.0)
    assert store.progress(ME, "shapes") == later and store._memory.bytes > 0
    store.write_down()
    assert behind.progress(ME, "shapes") == later and store._memory.bytes == 0


def test_upkeep_deletes_what_is_too_old(database_url: str, engine: Engine) -> None:
    clock = Clock()
    with opened(database_url) as database:
        store = LearningStore(Settings(stored_days=90), DatabaseRows(database), clock)
        store.put_progress(ME, "shapes", "a document")
        name = put(store, ME, TEXT)
        clock.now += 89 * DAY
        assert store.lesson(name) == TEXT
        round_of_upkeep(store)
        assert counted(engine) == (1, 1)
        clock.now += 2 * DAY
        round_of_upkeep(store)
        assert counted(engine) == (0, 1) and store.lessons(ME)[0].used == 1000.0 + 89 * DAY


def test_a_database_that_is_not_there_is_away(tmp_path: Path) -> None:
    (folder := tmp_path / "a file").write_text("no folder")
    store = LearningStore(Settings(), DatabaseRows(Database(f"sqlite:///{folder}/runs.sqlite3")))
    store.put_progress(ME, "shapes", "a document")
    found = store.progress(ME, "shapes")
    assert found is not None and found.document == "a document"
    folder.unlink()
    round_of_upkeep(store)
    assert store._memory.bytes == 0 and store.progress(ME, "shapes") == found


def test_with_all_runs_of_a_visitor_no_row_of_hers_is_left(database_url: str, engine: Engine) -> None:
    database = Database(database_url)
    learning = LearningStore(THREAD, DatabaseRows(database))
    runs = RunManager(THREAD, store=DatabaseStore(database, batch_seconds=0.02), learning=learning)
    runs.open()
    try:
        for owner in (ME, OTHER):
            learning.put_progress(owner, "shapes", "a document")
            put(learning, owner, owner)
        assert counted(engine) == (2, 2)
        runs.notebook.delete_all(ME)
        with engine.connect() as connection:
            for table in (LESSON_PROGRESS, OWN_LESSONS):
                assert connection.execute(select(table.c.owner)).scalars().all() == [OTHER]
        assert learning.progress(ME, "shapes") is None and learning.lesson(digest(ME)) is None
    finally:
        runs.close()


@pytest.mark.parametrize("kind", ["database", "memory"])
def test_the_server_s_progress_and_lessons_outlive_it_in_a_database(tmp_path: Path, kind: str) -> None:
    settings = Settings(executor="thread", store=kind, data=str(tmp_path))
    try:
        open_runs(settings)
        get_learning_store().put_progress(ME, "shapes", "a document")
        name = put(get_learning_store(), ME, TEXT)
        found = get_learning_store().progress(ME, "shapes")
        assert found is not None and get_learning_store().lesson(name) == TEXT
        close_runs()
        open_runs(settings)
        is_durable = kind == "database"
        assert get_learning_store().progress(ME, "shapes") == (found if is_durable else None)
        assert get_learning_store().lesson(name) == (TEXT if is_durable else None)
        get_run_manager().notebook.delete_all(ME)
        assert get_learning_store().all_progress(ME) == get_learning_store().lessons(ME) == []
    finally:
        close_runs()
