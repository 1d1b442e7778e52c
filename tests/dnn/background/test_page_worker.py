"""The worker of the pages: what it computes, and what becomes of that when it dies."""

from __future__ import annotations

import math
import os
import signal
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from dnn.background.page_worker import ATTEMPTS, PageWorker
from dnn.background.settings import Settings
from dnn.errors import DnnError
from dnn.lessons.gradient_flow import gradient_flow
from dnn.lessons.initialisation_race import advance_race, begin_race
from tests.dnn.background.running import PROCESSES, THREAD, config


@pytest.fixture(params=[PROCESSES, THREAD], ids=["process", "thread"])
def worker(request: pytest.FixtureRequest) -> Iterator[PageWorker]:
    worker = PageWorker(request.param)
    yield worker
    worker.close()


def test_it_is_on_this_machine_where_runs_train_on_a_cluster() -> None:
    made: list[Settings] = []

    def make(settings: Settings) -> Executor:
        made.append(settings)
        return ThreadPoolExecutor(1)

    worker = PageWorker(Settings(executor="dask://127.0.0.1:8786", workers=40), make)
    assert worker.compute(math.hypot, 3, 4) == 5
    worker.close()
    assert [(each.executor, each.workers) for each in made] == [("processes", 1)]


def test_it_computes_what_the_pages_ask(worker: PageWorker) -> None:
    configuration = config()
    flow, here = worker.compute(gradient_flow, configuration), gradient_flow(configuration)
    assert (flow.weights == here.weights).all() and flow.evidence.iteration == here.evidence.iteration
    race = worker.compute(advance_race, begin_race(configuration), 5)
    assert race.iteration == 5
    assert [each.costs.tolist() for each in race.contestants] == [
        each.costs.tolist() for each in advance_race(begin_race(configuration), 5).contestants
    ]


def test_what_the_function_raises_reaches_the_page(worker: PageWorker) -> None:
    with pytest.raises(ValueError, match="math domain error|nonnegative"):
        worker.compute(math.sqrt, -1)
    assert worker.compute(math.sqrt, 4) == 2


def test_it_does_not_compute_in_the_server() -> None:
    worker = PageWorker(PROCESSES)
    try:
        assert worker.compute(os.getpid) != os.getpid()
    finally:
        worker.close()


def test_a_worker_that_dies_is_replaced_and_one_that_always_dies_is_reported() -> None:
    worker = PageWorker(PROCESSES)
    try:
        first = worker.compute(os.getpid)
        with pytest.raises(DnnError, match="smaller network"):
            worker.compute(_die)
        assert worker.compute(os.getpid) not in (first, os.getpid())
    finally:
        worker.close()


def test_a_worker_that_dies_once_costs_nothing(tmp_path: Path) -> None:
    worker = PageWorker(PROCESSES)
    try:
        assert worker.compute(_die_unless_there, str(tmp_path / "been here")) == "survived"
    finally:
        worker.close()
    assert ATTEMPTS > 1


class Slow(Executor):
    """It takes tasks and ends none of them before a test lets it."""

    def __init__(self, settings: Settings) -> None:
        self.taken: list[Future[object]] = []

    def submit(self, function, /, *arguments, **settings):  # type: ignore[no-untyped-def]
        self.taken.append(Future())
        return self.taken[-1]


def test_who_asks_for_the_same_waits_for_the_same_answer() -> None:
    slow = Slow(THREAD)
    worker = PageWorker(THREAD, lambda settings: slow)
    first, same, other = (worker._submitted(slow, math.sqrt, (number,)) for number in (4, 4, 9))
    assert first is same and first is not other
    first.set_result(2.0)
    assert worker._submitted(slow, math.sqrt, (4,)) is not first
    assert worker._submitted(slow, math.sqrt, (9,)) is other


def test_a_worker_with_too_much_to_do_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dnn.background.page_worker.MAX_WAIT_SECONDS", 0.01)
    with pytest.raises(DnnError, match="try again in a minute"):
        PageWorker(THREAD, Slow).compute(math.sqrt, 4)


def test_nothing_is_started_before_it_is_needed() -> None:
    def refuse(settings: Settings) -> None:
        raise AssertionError("nobody asked for anything")

    PageWorker(PROCESSES, refuse).close()  # type: ignore[arg-type]


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _die_unless_there(path: str) -> str:
    if Path(path).exists():
        return "survived"
    Path(path).touch()
    os.kill(os.getpid(), signal.SIGKILL)
    return "never"
