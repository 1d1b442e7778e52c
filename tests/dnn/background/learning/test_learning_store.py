"""Progress in lessons and visitors' own lessons: stored, found and deleted, each visitor's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from dnn.background.learning.database_rows import DatabaseRows
from dnn.background.learning.learning_store import LearningStore
from dnn.background.learning.limits import MAX_LESSON_BYTES, MAX_LESSON_TITLE, MAX_PROGRESS_BYTES
from dnn.background.learning.rows import LearningRows
from dnn.background.learning.stored import StoredLesson, StoredProgress
from dnn.background.limits import LimitReached
from dnn.background.settings import Settings
from dnn.background.store.making import DAY
from dnn.errors import ConfigurationError
from tests.dnn.background.learning.storing import TEXT, digest, put
from tests.dnn.background.running import ME, OTHER, Clock
from tests.dnn.background.tables.made_tables import opened

FEW = replace(Settings(), begun_lessons_per_visitor=3, lessons_per_visitor=3, stored_lessons=4)
STRANGE = 'a NUL \0, half a pair \ud800, "quotes", 🐟\r\n'


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["memory", "database"])
def rows(request: pytest.FixtureRequest, database_url: str) -> Iterator[LearningRows | None]:
    """Rows of a database; None where all is in memory."""
    if request.param == "memory":
        yield None
        return
    with opened(database_url) as database:
        yield DatabaseRows(database)


@pytest.fixture
def store(rows: LearningRows | None, clock: Clock) -> LearningStore:
    return LearningStore(FEW, rows, clock)


def test_progress_is_that_which_was_stored_last(store: LearningStore, clock: Clock) -> None:
    assert store.progress(ME, "shapes") is None and store.all_progress(ME) == []
    store.put_progress(ME, "shapes", "first")
    clock.now += 1
    store.put_progress(ME, "why deep", "another")
    assert store.progress(ME, "shapes") == StoredProgress("shapes", "first", 1000.0)
    clock.now += 1
    store.put_progress(ME, "shapes", STRANGE)
    found = StoredProgress("shapes", STRANGE, 1002.0)
    assert store.progress(ME, "shapes") == found
    assert store.all_progress(ME) == [found, StoredProgress("why deep", "another", 1001.0)]


def test_progress_is_its_owner_s_alone(store: LearningStore) -> None:
    store.put_progress(ME, "shapes", "mine")
    store.put_progress(OTHER, "shapes", "hers")
    store.remove_progress(OTHER, "shapes")
    store.remove_progress(OTHER, "why deep")
    assert store.progress(OTHER, "shapes") is None and store.all_progress(OTHER) == []
    assert [each.document for each in store.all_progress(ME)] == ["mine"]
    store.remove_progress(ME, "shapes")
    assert store.progress(ME, "shapes") is None


def test_a_clock_that_is_set_back_loses_no_progress(store: LearningStore, clock: Clock) -> None:
    store.put_progress(ME, "shapes", "before")
    clock.now -= 500
    store.put_progress(ME, "shapes", "after")
    assert store.progress(ME, "shapes") == StoredProgress("shapes", "after", 500.0)


def test_a_lesson_is_listed_for_its_owner_and_read_by_whoever_has_its_hash(store: LearningStore, clock: Clock) -> None:
    mine = put(store, ME, TEXT, " *a*\0\ud800\n<b> ")
    clock.now += 1
    strange = put(store, ME, STRANGE, "x" * 1_000)
    size = len(STRANGE.encode("utf-8", "surrogatepass"))
    assert store.lessons(ME) == [
        StoredLesson(strange, "x" * MAX_LESSON_TITLE, 1001.0, 1001.0, size),
        StoredLesson(mine, "*a*<b>", 1000.0, 1000.0, len(TEXT.encode())),
    ]
    assert store.lessons(OTHER) == [] and store.lesson(mine) == TEXT and store.lesson(strange) == STRANGE
    assert store.lesson(digest("another")) is None


def test_a_lesson_that_is_stored_again_is_there_once_with_its_new_title(store: LearningStore, clock: Clock) -> None:
    name = put(store, ME, TEXT, "before")
    clock.now += 1
    put(store, ME, TEXT, "after")
    assert store.lessons(ME) == [StoredLesson(name, "after", 1000.0, 1001.0, len(TEXT.encode()))]


def test_a_lesson_that_two_have_goes_with_the_last_of_them(store: LearningStore) -> None:
    name = put(store, ME, TEXT)
    put(store, OTHER, TEXT, "hers")
    store.remove_lesson(ME, name)
    store.remove_lesson(ME, name)
    assert store.lessons(ME) == [] and store.lessons(OTHER)[0].title == "hers" and store.lesson(name) == TEXT
    store.remove_lesson(OTHER, name)
    assert store.lesson(name) is None


def test_the_first_text_of_a_hash_stays_whatever_is_stored_under_it_later(store: LearningStore, clock: Clock) -> None:
    name = put(store, ME, TEXT)
    clock.now += 1
    store.put_lesson(OTHER, name, "title", "another text")
    assert store.lesson(name) == TEXT


def test_all_of_a_visitor_is_deleted_and_nothing_of_another(store: LearningStore) -> None:
    shared = put(store, ME, TEXT)
    put(store, OTHER, TEXT)
    own = put(store, ME, "mine alone")
    for owner in (ME, OTHER):
        store.put_progress(owner, "shapes", "a document")
    assert store.delete_all(ME) == 3 and store.delete_all(ME) == 0
    assert store.all_progress(ME) == store.lessons(ME) == [] and store.progress(ME, "shapes") is None
    assert store.lesson(own) is None and store.lesson(shared) == TEXT
    assert len(store.all_progress(OTHER)) == len(store.lessons(OTHER)) == 1


def test_a_visitor_has_progress_in_no_more_lessons_than_she_may(store: LearningStore) -> None:
    for number in range(3):
        store.put_progress(ME, f"lesson {number}", "a document")
    with pytest.raises(LimitReached, match="in at most 3 lessons"):
        store.put_progress(ME, "one more", "a document")
    store.put_progress(ME, "lesson 1", "goes on")
    store.put_progress(OTHER, "one more", "hers")
    store.remove_progress(ME, "lesson 0")
    store.put_progress(ME, "one more", "a document")
    assert {each.lesson for each in store.all_progress(ME)} == {"lesson 1", "lesson 2", "one more"}


def test_a_visitor_keeps_no_more_lessons_than_she_may(store: LearningStore) -> None:
    for number in range(3):
        put(store, ME, f"text {number}")
    with pytest.raises(LimitReached, match="at most 3 lessons of your own"):
        put(store, ME, "one more")
    put(store, ME, "text 1", "another title")
    assert len(store.lessons(ME)) == 3 and store.lesson(digest("one more")) is None
    store.remove_lesson(ME, digest("text 0"))
    put(store, ME, "one more")


def test_of_all_lessons_those_go_that_were_not_used_for_longest(store: LearningStore, clock: Clock) -> None:
    for number in range(4):
        put(store, f"visitor {number}", f"text {number}")
        clock.now += 1
    assert store.lesson(digest("text 0")) == "text 0"
    store.note_use()
    clock.now += 1
    put(store, ME, "fifth")
    found = [store.lesson(digest(f"text {number}")) is not None for number in range(4)]
    assert found == [True, False, True, True] and store.lesson(digest("fifth")) == "fifth"


@pytest.mark.parametrize("character", ["a", "文", "🐟"])
def test_documents_and_texts_are_as_long_as_they_may_be_and_no_longer(store: LearningStore, character: str) -> None:
    size = len(character.encode())
    document = character * (MAX_PROGRESS_BYTES // size)
    store.put_progress(ME, "shapes", document)
    with pytest.raises(LimitReached, match="at most 200 kB, got 200.0 kB; begin the lesson anew"):
        store.put_progress(ME, "shapes", document + character)
    found = store.progress(ME, "shapes")
    assert found is not None and found.document == document
    text = character * (MAX_LESSON_BYTES // size)
    put(store, ME, text)
    with pytest.raises(LimitReached, match="at most 100 kB, got 100.0 kB"):
        put(store, ME, text + character)
    assert [each.digest for each in store.lessons(ME)] == [digest(text)]


@pytest.mark.parametrize("name", ["", "x" * 101, "two\nlines", "a NUL \0", "half a pair \ud800"])
def test_a_name_that_no_database_would_take_is_refused(store: LearningStore, name: str) -> None:
    with pytest.raises(ConfigurationError, match="a name of 1 to 100 characters"):
        store.put_progress(ME, name, "a document")
    assert store.all_progress(ME) == []


@pytest.mark.parametrize("name", ["", "A" * 64, "a" * 65, "../../a", "a\0"])
def test_what_is_no_hash_is_refused(store: LearningStore, name: str) -> None:
    with pytest.raises(ConfigurationError, match="up to 64 hexadecimal digits"):
        store.put_lesson(ME, name, "title", TEXT)


def test_what_is_as_old_as_runs_may_be_goes(store: LearningStore, clock: Clock) -> None:
    store.put_progress(ME, "left alone", "a document")
    store.put_progress(ME, "gone on with", "a document")
    left, used = put(store, ME, "left alone"), put(store, ME, "used")
    clock.now += 89 * DAY
    assert store.trim() == 0
    store.put_progress(ME, "gone on with", "a document")
    assert store.lesson(used) == "used"
    store.note_use()
    clock.now += 2 * DAY
    assert store.trim() == 2
    assert [each.lesson for each in store.all_progress(ME)] == ["gone on with"]
    assert store.lesson(left) is None and store.lesson(used) == "used"
    clock.now += 91 * DAY
    assert store.trim() == 2 and store.all_progress(ME) == store.lessons(ME) == []


def test_reading_a_lesson_is_noted_once_an_hour(store: LearningStore, clock: Clock) -> None:
    name = put(store, ME, TEXT)
    for seconds, used in ((10, 1010.0), (1_000, 1010.0), (3_000, 5010.0)):
        clock.now += seconds
        store.lesson(name)
        store.note_use()
        assert store.lessons(ME)[0].used == used


def test_all_progress_takes_no_more_bytes_than_there_may_be(rows: LearningRows | None, clock: Clock) -> None:
    settings = replace(Settings(), stored_learning_megabytes=1, kept_learning_megabytes=1)
    store = LearningStore(settings, rows, clock)
    for number in range(7):
        clock.now += 1
        store.put_progress(f"visitor {number}", "shapes", "x" * MAX_PROGRESS_BYTES)
        put(store, f"visitor {number}", f"{number}" * MAX_LESSON_BYTES)
    store.trim()
    found = [store.progress(f"visitor {number}", "shapes") is not None for number in range(7)]
    assert found == [False, False, True, True, True, True, True]
    assert [len(store.lessons(f"visitor {number}")) for number in range(7)] == [1] * 7


def test_a_memory_that_is_all_there_is_takes_no_more_even_between_two_rounds() -> None:
    clock = Clock()
    store = LearningStore(replace(Settings(), kept_learning_megabytes=1), clock=clock)
    for number in range(7):
        clock.now += 1
        store.put_progress(f"visitor {number}", "shapes", "x" * MAX_PROGRESS_BYTES)
    assert store.progress("visitor 1", "shapes") is None and store.progress("visitor 2", "shapes") is not None
