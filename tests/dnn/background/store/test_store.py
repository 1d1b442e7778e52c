"""The contract of a store of runs, for every implementation, and when the manager calls it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import nullcontext

import pytest

from dnn.background.commands import StepIterations
from dnn.background.manager import RunManager
from dnn.background.run import Run
from dnn.background.store.database import Database
from dnn.background.store.database_store import DatabaseStore
from dnn.background.store.memory_store import MemoryStore
from dnn.background.store.protocol import Store
from tests.dnn.background.running import LONG, ME, OTHER, SOON, THREAD, at_rest, config, past

STORES: dict[str, Callable[[str], Store]] = {
    "memory": lambda url: MemoryStore(),
    "database": lambda url: DatabaseStore(Database(url), batch_seconds=0.05),
}


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest, database_url: str) -> Iterator[Store]:
    made = STORES[request.param](database_url)
    made.open(nullcontext())
    yield made
    made.close()


def test_what_was_put_is_there_until_it_is_removed(store: Store) -> None:
    first, second = Run("one", ME, config()), Run("two", OTHER, config(seed=1))
    store.put(first)
    store.put(second)
    assert (store.get("one"), store.get("two"), store.get("three")) == (first, second, None)
    assert [run.id for run in store] == ["one", "two"] and len(store) == 2
    store.remove("one")
    store.let_go("two")
    assert store.get("one") is store.get("two") is None and len(store) == 0
    store.hold(second)
    assert store.get("two") is second and [run.id for run in store] == ["two"]


def test_removing_what_is_not_there_changes_nothing(store: Store) -> None:
    store.put(Run("one", ME, config()))
    store.remove("two")
    assert len(store) == 1


def test_a_run_put_again_is_there_once(store: Store) -> None:
    run = Run("one", ME, config())
    store.put(run)
    run.moving = True
    store.put(run)
    found = store.get("one")
    assert len(store) == 1 and found is not None and found.moving


def test_it_may_change_while_one_goes_through_it(store: Store) -> None:
    for name in ("one", "two", "three"):
        store.put(Run(name, ME, config()))
    for run in store:
        store.remove(run.id)
    assert len(store) == 0


class NotedStore(MemoryStore):
    """A store that notes where each run stood when it was put."""

    def __init__(self) -> None:
        super().__init__()
        self.noted: list[tuple[int, bool]] = []

    def put(self, run: Run) -> None:
        super().put(run)
        self.noted.append((run.iteration, run.moving))


class TestStore:
    def test_a_run_is_put_after_every_command_and_every_slice(self) -> None:
        store = NotedStore()
        runs = RunManager(THREAD, store=store)
        runs.open()
        try:
            run = runs.start(config(), ME, paused=True)
            runs.wait_until(run.id, at_rest, SOON)
            runs.command(run.id, ME, StepIterations(3))
            runs.wait_until(run.id, lambda snapshot: at_rest(snapshot) and snapshot.iteration == 3, SOON)
        finally:
            runs.close()
        assert store.noted[0] == (0, False) and (0, True) in store.noted and store.noted[-1] == (3, False)

    def test_the_runs_that_it_has_go_on_in_another_manager(self) -> None:
        store = MemoryStore()
        for _ in range(2):
            runs = RunManager(THREAD, store=store)
            runs.open()
            try:
                run = next(iter(store)).snapshot() if len(store) else runs.start(config(LONG), ME)
                runs.wait_until(run.id, past(run.iteration + 1), SOON)
            finally:
                runs.close()
