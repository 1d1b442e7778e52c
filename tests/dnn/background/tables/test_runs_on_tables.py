"""Runs on tables of visitors: they go on after a restart, and stop where their owner no longer has the table."""

from __future__ import annotations

import threading
import time

import pytest

from dnn.background import scheduler
from dnn.background.commands import Pause, Reset, Resume, RunTo
from dnn.background.executors.content_delivery import content_for
from dnn.background.manager import RunManager
from dnn.background.notebook.entry import NotebookEntry
from dnn.background.notebook.read_only_entry import CannotBeContinued, ReadOnlyEntry
from dnn.background.offers import RunOffer
from dnn.background.run import TABLE_GONE
from dnn.background.run_snapshot import RunSnapshot
from dnn.background.settings import Settings
from dnn.background.tables.upkeep import Upkeep
from dnn.configuration.variations import VARIATIONS, Trial
from dnn.datasets.contents import CONTENTS, ContentAway, MissingContent, TableContent
from dnn.training.advance import advance
from tests.dnn.background.running import LONG, ME, OTHER, PROCESSES, SOON, THREAD, at_rest, past
from tests.dnn.background.tables.made_tables import content, on_table, server
from tests.dnn.background.test_content_delivery import end_workers

SETTINGS = {"thread": THREAD, "processes": pytest.param(PROCESSES, marks=pytest.mark.workers)}


@pytest.fixture(params=["memory", "database"])
def url(request: pytest.FixtureRequest, database_url: str) -> str | None:
    """The address of the server's database; None for one without."""
    return None if request.param == "memory" else database_url


def begun(runs: RunManager, table: TableContent, owner: str = ME) -> RunSnapshot:
    """A run on a table of its owner, a few iterations after its beginning."""
    runs.tables.keep(owner, table, "mine")
    run = runs.start(on_table(table, LONG, batch_size=20), owner)
    return runs.wait_until(run.id, past(20), SOON)


def is_gone(run: RunSnapshot) -> bool:
    return run.failure == TABLE_GONE


@pytest.mark.parametrize("settings", SETTINGS.values(), ids=SETTINGS)
def test_a_run_goes_on_after_a_restart_on_the_table_that_is_stored(database_url: str, settings: Settings) -> None:
    table = content(1)
    config = on_table(table, LONG, batch_size=20)
    with server(database_url, settings) as runs:
        runs.tables.keep(ME, table, "mine")
        run_id = runs.start(config, ME).id
        runs.wait_until(run_id, past(100), SOON)
    CONTENTS.discard(table.digest)
    with server(database_url, settings) as runs:
        stored = runs.get(run_id)
        assert stored is not None and 100 <= stored.iteration < LONG
        goal = stored.iteration + 200
        runs.command(run_id, ME, RunTo(goal))
        paused = runs.wait_until(run_id, at_rest, SOON)
        assert paused.iteration == goal and paused.state is not None
        undisturbed = advance(config, None, None, goal)
        assert (paused.state.theta == undisturbed.state.theta).all()


def test_a_run_whose_table_is_deleted_stops_and_stays_in_the_list(url: str | None) -> None:
    with server(url) as runs:
        run = begun(runs, content(1))
        runs.tables.delete(ME, content(1).digest)
        assert is_gone(runs.wait_until(run.id, is_gone, SOON))
        assert runs.get(run.id) is None and runs.poll(run.id, -1, -1) is None
        (entry,) = runs.notebook.listed(ME)
        assert isinstance(entry, ReadOnlyEntry) and entry.reason == TABLE_GONE
        assert entry.iteration >= 20 and entry.train_cost is not None and runs.notebook.entries(ME) == []
        found = runs.notebook.read_only.find(run.id)
        assert found is not None and found.owner == ME and len(found.points[0]) > 0
        assert len(runs.curves([run.id])[run.id].iterations) > 0
        for act in (
            lambda: runs.command(run.id, ME, Resume()),
            lambda: runs.notebook.branch(run.id, ME),
            lambda: runs.notebook.undo(run.id, ME),
        ):
            with pytest.raises(CannotBeContinued, match="imported again"):
                act()
        runs.notebook.write(run.id, ME, name="kept", is_starred=True)
        (entry,) = runs.notebook.listed(ME)
        assert (entry.labels.name, entry.labels.is_starred) == ("kept", True)
        runs.notebook.delete(run.id, ME)
        assert runs.notebook.listed(ME) == []
        runs.notebook.restore(run.id, ME)
        assert [each.id for each in runs.notebook.listed(ME)] == [run.id]


def test_a_run_goes_on_once_its_table_is_imported_again(url: str | None) -> None:
    with server(url) as runs:
        run = begun(runs, content(1))
        runs.tables.delete(ME, content(1).digest)
        runs.wait_until(run.id, is_gone, SOON)
        runs.tables.keep(ME, content(1), "again")
        there = runs.get(run.id)
        assert there is not None and there.failure is None
        runs.command(run.id, ME, Resume())
        runs.wait_until(run.id, past(there.iteration + 20), SOON)


def test_who_looked_for_a_table_before_it_was_imported_again_does_not_stop_its_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A slice has missed the table, and the server too; only then it is there again, and the run goes on."""
    looked, may_answer = threading.Event(), threading.Event()

    def late(missing: MissingContent) -> bytes:
        try:
            return content_for(missing)
        except MissingContent:
            looked.set()
            assert may_answer.wait(SOON)
            raise

    monkeypatch.setattr(scheduler, "content_for", late)
    with server(None) as runs:
        run = begun(runs, content(1))
        CONTENTS.discard(content(1).digest)  # as another server's visitor would: the run is not told
        monkeypatch.setattr(CONTENTS, "resolver", None)
        assert looked.wait(SOON)
        monkeypatch.setattr(CONTENTS, "resolver", runs.tables.content)
        runs.tables.delete(ME, content(1).digest)
        runs.tables.keep(ME, content(1), "again")
        may_answer.set()
        runs.command(run.id, ME, Resume())
        there = runs.get(run.id)
        assert there is not None
        runs.wait_until(run.id, past(there.iteration + 20), SOON)


def test_a_run_in_the_database_alone_is_known_to_have_lost_its_table(database_url: str) -> None:
    with server(database_url) as runs:
        run = begun(runs, content(1))
        runs.command(run.id, ME, Pause())
    with server(database_url) as runs:
        assert [type(entry) for entry in runs.notebook.listed(ME)] == [NotebookEntry]
        runs.tables.delete(ME, content(1).digest)
        (entry,) = runs.notebook.listed(ME)
        assert isinstance(entry, ReadOnlyEntry) and entry.reason == TABLE_GONE
        assert runs.get(run.id) is None
        found = runs.notebook.read_only.find(run.id)
        assert found is not None and found.entry.reason == TABLE_GONE
        runs.tables.keep(ME, content(1), "again")
        assert [type(each) for each in runs.notebook.listed(ME)] == [NotebookEntry]
        assert runs.get(run.id) is not None


def test_other_visitors_begin_no_run_on_a_table_that_is_at_hand(url: str | None) -> None:
    with server(url) as runs:
        run, config = begun(runs, content(1)), on_table(content(1), LONG)
        offered = runs.offer(RunOffer(OTHER, config, None, None))
        for act in (
            lambda: runs.start(config, OTHER),
            lambda: runs.command(offered, OTHER, Resume()),
            lambda: runs.sweeps.start(OTHER, config, [Trial(VARIATIONS["l2"], (0, 1))]),
        ):
            with pytest.raises(MissingContent, match="ask its owner to share it"):
                act()
        assert runs.notebook.listed(OTHER) == [] and len(runs) == 1
        assert runs.poll(run.id, -1, -1) is not None, "whoever has the id of a run may watch it"


def test_the_runs_of_others_stop_when_sharing_ends(url: str | None) -> None:
    with server(url) as runs:
        mine, digest = begun(runs, content(1)), content(1).digest
        runs.tables.share(ME, digest)
        hers = runs.start(on_table(content(1), LONG), OTHER)
        runs.wait_until(hers.id, past(20), SOON)
        runs.tables.end_sharing(ME, digest)
        assert is_gone(runs.wait_until(hers.id, is_gone, SOON))
        (entry,) = runs.notebook.listed(OTHER)
        assert isinstance(entry, ReadOnlyEntry) and entry.reason == TABLE_GONE
        after = runs.get(mine.id)
        assert after is not None and after.failure is None
        runs.tables.share(ME, digest)
        assert runs.get(hers.id) is not None


def test_the_runs_of_another_visitor_with_the_same_table_go_on(url: str | None) -> None:
    with server(url) as runs:
        mine, hers = begun(runs, content(1)), begun(runs, content(1), OTHER)
        runs.tables.delete(ME, content(1).digest)
        runs.wait_until(mine.id, is_gone, SOON)
        there = runs.get(hers.id)
        assert there is not None
        runs.wait_until(hers.id, past(there.iteration + 20), SOON)


def test_all_of_a_visitor_s_runs_are_deleted_with_her_tables(url: str | None) -> None:
    with server(url) as runs:
        mine, hers = begun(runs, content(1)), begun(runs, content(2), OTHER)
        assert runs.notebook.delete_all(ME) == 1
        assert runs.tables.listed(ME) == [] and runs.notebook.listed(ME) == []
        assert runs.get(mine.id) is None and runs.notebook.read_only.find(mine.id) is None
        with pytest.raises(MissingContent):
            CONTENTS.get(content(1).digest)
        assert len(runs.tables.listed(OTHER)) == 1 and runs.get(hers.id) is not None


def test_a_table_that_another_server_has_deleted_is_noticed(url: str | None) -> None:
    with server(url) as runs:
        run = begun(runs, content(1))
        rows = runs.tables._layers()[-1]
        assert rows.remove(ME, content(1).digest), "behind the back of this server"
        Upkeep(runs.tables, runs._held.tables_in_use, runs.learning).go_round()
        assert is_gone(runs.wait_until(run.id, is_gone, SOON))


def test_tables_in_use_are_those_of_the_runs_in_memory(url: str | None) -> None:
    with server(url) as runs:
        begun(runs, content(1))
        runs.tables.keep(ME, content(2), "unused")
        assert runs._held.tables_in_use() == {(ME, content(1).digest)}


def test_a_slow_database_holds_up_nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever polls does not wait for a table that is being brought, nor does a command to another run."""
    asked, answered = threading.Event(), threading.Event()

    def slowly(digest: str) -> bytes | None:
        asked.set()
        answered.wait(SOON)
        raise ContentAway(digest) if not answered.is_set() else MissingContent(digest)

    with server(None) as runs:
        slow, other = begun(runs, content(1)), begun(runs, content(2), OTHER)
        monkeypatch.setattr(CONTENTS, "resolver", slowly)
        CONTENTS.discard(content(1).digest)
        assert asked.wait(SOON)
        began = time.monotonic()
        assert runs.poll(slow.id, -1, -1) is not None and runs.poll(other.id, -1, -1) is not None
        runs.command(other.id, OTHER, Pause())
        assert time.monotonic() - began < 2.0
        answered.set()
        runs.wait_until(slow.id, is_gone, SOON)


def test_a_run_waits_for_its_table_while_the_database_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    table, is_away, asked = content(1), threading.Event(), threading.Event()
    is_away.set()
    monkeypatch.setattr("dnn.background.scheduler.RETRY_SECONDS", 0.02)
    with server(None) as runs:
        run = begun(runs, table)

        def resolver(digest: str) -> bytes | None:
            asked.set()
            if is_away.is_set():
                raise ContentAway(digest)
            return runs.tables.content(digest)

        monkeypatch.setattr(CONTENTS, "resolver", resolver)
        CONTENTS.discard(table.digest)
        assert asked.wait(SOON)
        stopped = runs.get(run.id)
        assert stopped is not None and stopped.failure is None
        is_away.clear()
        runs.wait_until(run.id, past(stopped.iteration + 20), SOON)


def test_a_run_without_its_table_can_be_begun_again_only_with_it(url: str | None) -> None:
    with server(url) as runs:
        run = begun(runs, content(1))
        runs.tables.delete(ME, content(1).digest)
        with pytest.raises(CannotBeContinued):
            runs.command(run.id, ME, Reset())


@pytest.mark.workers
def test_a_run_that_is_deleted_while_its_table_is_looked_for_stays_deleted(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, answered = threading.Event(), threading.Event()

    def slowly(digest: str) -> bytes | None:
        asked.set()
        answered.wait(SOON)
        return None

    with server(None, PROCESSES) as runs:
        run = begun(runs, content(1))
        monkeypatch.setattr(CONTENTS, "resolver", slowly)
        CONTENTS.discard(content(1).digest)
        end_workers(runs)
        assert asked.wait(SOON)
        looking = [thread for thread in threading.enumerate() if thread.name == "dnn-table"]
        runs.notebook.delete(run.id, ME)
        answered.set()
        for thread in looking:
            thread.join(SOON)
        assert looking and runs.notebook.listed(ME) == [] and len(runs) == 0
