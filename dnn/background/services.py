"""The server's one manager of runs, its rooms, and the worker of its pages: opened and closed by its lifespan, found by
its pages and routes."""

import atexit
import threading

from dnn.background.learning.known_lessons import known_lesson
from dnn.background.learning.learning_store import LearningStore
from dnn.background.learning.making import make_learning
from dnn.background.manager import RunManager
from dnn.background.page_worker import PageWorker
from dnn.background.rooms.rooms import Rooms
from dnn.background.rooms.store.making import make_room_rows
from dnn.background.settings import Settings
from dnn.background.store.making import make_database, make_store
from dnn.background.tables.making import make_tables
from dnn.background.tables.visitor_tables import VisitorTables
from dnn.datasets.contents import CONTENTS
from dnn.lessons.path.gain import Scores
from dnn.lessons.path.ideas_answers import scores

_lock = threading.Lock()
_runs: RunManager | None = None
_page_worker: PageWorker | None = None
_rooms: Rooms | None = None


def open_runs(settings: Settings) -> RunManager:
    """Make the manager and start its workers; that of the pages starts when it is first needed."""
    global _runs, _page_worker, _rooms
    with _lock:
        if _runs is None:
            database = make_database(settings)
            store, tables = make_store(settings, database), make_tables(settings, database)
            learning = make_learning(settings, database)
            _runs = RunManager(settings, store=store, tables=tables, learning=learning)
            _page_worker = PageWorker(settings)
            CONTENTS.resolver = _runs.tables.content
            _rooms = Rooms(
                settings, make_room_rows(database), _runs.of_class, _test_scores, steps_of_lesson=_steps_of_lesson
            )
            _runs.ask_before_training(_rooms.check_may_train)
            _runs.notebook.on_delete_all.append(_rooms.forget)
            _runs.open()
            _rooms.open()
        return _runs


def get_run_manager() -> RunManager:
    """The manager of runs. Where no server's lifespan opened one, as in tests of pages, it trains in a thread."""
    _open_if_needed()
    assert _runs is not None
    return _runs


def get_visitor_tables() -> VisitorTables:
    """The tables of visitors, which the manager's runs are on."""
    return get_run_manager().tables


def get_learning_store() -> LearningStore:
    """The progress of learners in lessons, and the lessons that visitors bring in."""
    return get_run_manager().learning


def get_rooms() -> Rooms:
    """The rooms of classes."""
    _open_if_needed()
    assert _rooms is not None
    return _rooms


def get_page_worker() -> PageWorker:
    """The worker of the pages; a thread where no server's lifespan opened it."""
    _open_if_needed()
    assert _page_worker is not None
    return _page_worker


def _open_if_needed() -> None:
    if _runs is None:
        open_runs(Settings(executor="thread", store="memory"))
        atexit.register(close_runs)


def close_runs() -> None:
    """Close the manager and end all workers."""
    global _runs, _page_worker, _rooms
    with _lock:
        runs, page_worker, rooms = _runs, _page_worker, _rooms
        _runs = _page_worker = _rooms = None
        CONTENTS.resolver = None
    if rooms is not None:
        rooms.close()
    if page_worker is not None:
        page_worker.close()
    if runs is not None:
        runs.close()


def _test_scores(visitor: str) -> Scores | None:
    """The right answers of a visitor before the lessons and after them."""
    store = get_learning_store()

    def document_of(name: str) -> str | None:
        stored = store.progress(visitor, name)
        return None if stored is None else stored.document

    return scores(visitor, document_of)


def _steps_of_lesson(name: str) -> int:
    """The number of steps of a lesson; 0 where there is none of this name."""
    lesson = known_lesson(get_learning_store(), name)
    return 0 if lesson is None else len(lesson.steps)
