"""Tables of visitors: kept, listed, shared and deleted, each visitor's own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace

import pytest

from dnn.background.limits import LimitReached
from dnn.background.settings import Settings
from dnn.background.tables.database_rows import DatabaseRows
from dnn.background.tables.packing import packed
from dnn.background.tables.visitor_tables import MAX_STORED_NAME, VisitorTables
from dnn.datasets.contents import CONTENTS, MissingContent, from_bytes
from tests.dnn.background.running import ME, OTHER, Clock
from tests.dnn.background.tables.made_tables import content, opened, resolving


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["memory", "database"])
def tables(request: pytest.FixtureRequest, clock: Clock, database_url: str) -> Iterator[VisitorTables]:
    with ExitStack() as stack:
        rows = None
        if request.param == "database":
            rows = DatabaseRows(stack.enter_context(opened(database_url)))
        yield stack.enter_context(resolving(VisitorTables(Settings(), rows, clock)))


def test_a_table_is_listed_for_its_owner_and_nobody_else(tables: VisitorTables, clock: Clock) -> None:
    first = tables.keep(ME, content(1), "first")
    clock.now += 1
    second = tables.keep(ME, content(2), "second")
    assert tables.listed(ME) == [second, first] and tables.listed(OTHER) == []
    assert (first.n_x, first.m, first.classes, first.task) == (3, 40, 0, "regression")
    assert first.reference == content(1).reference and first.digest == content(1).digest
    assert (first.created, second.created, first.is_shared) == (1000.0, 1001.0, False)


def test_a_table_kept_again_is_there_once_with_its_new_name(tables: VisitorTables, clock: Clock) -> None:
    first = tables.keep(ME, content(1), "first")
    tables.share(ME, first.digest)
    clock.now += 1
    again = tables.keep(ME, content(1), "x" * 1_000)
    assert tables.listed(ME) == [again]
    assert again == replace(first, name="x" * MAX_STORED_NAME, used=1001.0, is_shared=True)


def test_only_its_owner_reaches_a_table_until_she_shares_it(tables: VisitorTables) -> None:
    digest = tables.keep(ME, content(1), "mine").digest
    assert tables.may_use(ME, digest) and not tables.may_use(OTHER, digest)
    with pytest.raises(MissingContent):
        tables.get(OTHER, digest)
    tables.share(ME, digest)
    assert tables.may_use(OTHER, digest) and tables.get(OTHER, digest).digest == digest
    tables.end_sharing(ME, digest)
    assert not tables.may_use(OTHER, digest) and tables.get(ME, digest).digest == digest


def test_nobody_shares_or_deletes_what_is_not_hers(tables: VisitorTables) -> None:
    digest = tables.keep(ME, content(1), "mine").digest
    for act in (tables.share, tables.end_sharing):
        with pytest.raises(MissingContent):
            act(OTHER, digest)
    tables.delete(OTHER, digest)
    assert tables.delete_all(OTHER) == 0
    assert tables.get(ME, digest).digest == digest


def test_a_deleted_table_is_forgotten_with_what_was_made_of_it(tables: VisitorTables) -> None:
    forgotten: list[str] = []
    CONTENTS.on_discard(forgotten.append)
    digest = tables.keep(ME, content(1), "mine").digest
    tables.keep(OTHER, content(1), "hers")
    tables.delete(ME, digest)
    assert not tables.may_use(ME, digest) and digest not in forgotten and tables.get(OTHER, digest).digest == digest
    assert tables.delete_all(OTHER) == 1 and forgotten == [digest]
    with pytest.raises(MissingContent):
        CONTENTS.get(digest)


def test_what_a_link_has_brought_is_deleted_as_well(tables: VisitorTables) -> None:
    brought, also_hers = content(1), content(2)
    for each, visitors in ((brought, (ME,)), (also_hers, (ME, OTHER))):
        for visitor in visitors:
            tables.bring(visitor, each)
    assert tables.listed(ME) == [] and tables.may_use(ME, brought.digest)
    assert tables.delete_all(ME) == 2
    assert not tables.may_use(ME, brought.digest) and not tables.may_use(ME, also_hers.digest)
    with pytest.raises(MissingContent):
        CONTENTS.get(brought.digest)
    assert tables.get(OTHER, also_hers.digest).digest == also_hers.digest
    tables.delete(OTHER, also_hers.digest)
    with pytest.raises(MissingContent):
        CONTENTS.get(also_hers.digest)


def test_a_link_stores_nothing_until_its_table_is_trained_on(tables: VisitorTables) -> None:
    for seed in range(200):
        tables.bring(ME, content(seed))
    assert tables.listed(ME) == []
    digest = content(7).digest
    CONTENTS.discard(digest)
    assert tables.get(ME, digest).digest == digest and not tables.may_use(OTHER, digest)
    tables.keep_brought(OTHER, digest)
    tables.keep_brought(ME, digest)
    tables.keep_brought(ME, digest)
    assert [(table.digest, table.name) for table in tables.listed(ME)] == [(digest, "feature 1, feature 2, feature 3")]
    assert tables.listed(OTHER) == []
    tables.delete(ME, digest)
    tables.keep_brought(ME, digest)
    assert tables.listed(ME) == [] and not tables.may_use(ME, digest)


def test_a_full_share_does_not_stop_who_trains_on_the_table_of_a_link() -> None:
    tables = VisitorTables(replace(Settings(), tables_per_visitor=1))
    with resolving(tables):
        tables.keep(ME, content(1), "the one")
        tables.bring(ME, content(2))
        tables.keep_brought(ME, content(2).digest)
        assert [table.digest for table in tables.listed(ME)] == [content(1).digest]
        assert tables.get(ME, content(2).digest).digest == content(2).digest


def test_tables_in_memory_make_room_but_not_those_in_use() -> None:
    clock = Clock()
    tables = VisitorTables(replace(Settings(), kept_table_megabytes=1), clock=clock)
    used, idle = (content(seed, n_x=25, m=2_000) for seed in (1, 2))  # 420 kB each
    tables.in_use = lambda: {(ME, used.digest)}
    with resolving(tables):
        for each in (used, idle):
            tables.keep(ME, each, "400 kB")
            clock.now += 1
        tables.keep(OTHER, content(3, n_x=25, m=2_000), "in the place of one")
        assert [table.digest for table in tables.listed(ME)] == [used.digest]
        with pytest.raises(MissingContent):
            CONTENTS.get(idle.digest)
        with pytest.raises(LimitReached, match="room for this table"):
            tables.keep(ME, content(4, n_x=45, m=2_000), "720 kB")
        assert len(tables.listed(ME)) == len(tables.listed(OTHER)) == 1


def test_a_visitor_keeps_no_more_than_her_share_in_number_and_bytes() -> None:
    few = VisitorTables(replace(Settings(), tables_per_visitor=2))
    for seed in (1, 2):
        few.keep(ME, content(seed), "one of two")
    with pytest.raises(LimitReached, match="at most 2 tables"):
        few.keep(ME, content(3), "third")
    few.keep(ME, content(2), "another name")
    few.keep(OTHER, content(3), "hers")
    small = VisitorTables(replace(Settings(), table_megabytes_per_visitor=1))
    small.keep(ME, content(1, n_x=30, m=2_000), "480 kB")
    with pytest.raises(LimitReached, match="at most 1 MB"):
        small.keep(ME, content(2, n_x=50, m=2_000), "800 kB")
    assert len(small.listed(ME)) == 1


def test_a_name_has_nothing_that_cannot_be_printed(tables: VisitorTables) -> None:
    assert tables.keep(ME, content(1), " *a*\0\ud800\n<b> ").name == "*a*<b>"


def test_what_is_stored_is_brought_when_it_is_no_longer_at_hand(tables: VisitorTables) -> None:
    kept, whole_numbers = content(1), content(2, is_whole=True)
    for each in (kept, whole_numbers):
        tables.keep(ME, each, "mine")
        CONTENTS.discard(each.digest)
        assert CONTENTS.get(each.digest).digest == each.digest


def test_numbers_are_deflated_where_that_pays() -> None:
    random, whole = content(1, m=2_000), content(2, m=2_000, is_whole=True)
    assert len(packed(whole)) < whole.nbytes / 4 and len(packed(random)) > random.nbytes
    assert from_bytes(packed(whole)).digest == whole.digest and from_bytes(packed(random)).digest == random.digest
