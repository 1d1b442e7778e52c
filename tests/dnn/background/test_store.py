"""The contract of a store of runs, for every implementation."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dnn.background.run import Run
from dnn.background.store import MemoryStore, Store
from tests.dnn.background.running import ME, OTHER, config

STORES: dict[str, Callable[[], Store]] = {"memory": MemoryStore}


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest) -> Store:
    return STORES[request.param]()


def test_what_was_put_is_there_until_it_is_removed(store: Store) -> None:
    first, second = Run("one", ME, config()), Run("two", OTHER, config(seed=1))
    store.put(first)
    store.put(second)
    assert (store.get("one"), store.get("two"), store.get("three")) == (first, second, None)
    assert [run.id for run in store] == ["one", "two"] and len(store) == 2
    store.remove("one")
    assert store.get("one") is None and [run.id for run in store] == ["two"] and len(store) == 1


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
