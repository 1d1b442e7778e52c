"""Runs on a Dask cluster of a scheduler and two worker processes: the same bits, whatever becomes of those."""

from __future__ import annotations

import logging
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from dnn import RunConfig
from dnn.background.commands import SetSpeedLimit
from dnn.background.executors.cluster import ClusterExecutor
from dnn.background.executors.making import make_executor, shut_down
from dnn.background.manager import RunManager
from dnn.background.run_snapshot import RunSnapshot
from dnn.background.settings import Settings
from dnn.training.advance import Slice, advance
from tests.conftest import free_port
from tests.dnn.background.executors.dask_processes import DaskProcesses
from tests.dnn.background.running import LONG, ME, OTHER, SOON, config, costs_of, ended, past
from tests.late_module import LateModule

distributed = LateModule("distributed", "the extra dask is not installed")

if TYPE_CHECKING:
    from dnn.background.executors.dask_executor import DaskExecutor


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DaskProcesses]:
    """The cluster of the README, and a worker that was started without the preload."""
    processes = DaskProcesses(tmp_path_factory.mktemp("dask"))
    processes.start_worker(preload="")
    yield processes
    processes.end()


@pytest.fixture(scope="module")
def runs(cluster: DaskProcesses) -> Iterator[RunManager]:
    """A manager that waits for a slice for two seconds: enough for a busy machine, and no long wait for a test."""
    runs = RunManager(cluster.settings(slice_timeout_seconds=2.0, active_runs_per_visitor=20))
    runs.open()
    yield runs
    runs.close()


def executor_of(runs: RunManager) -> DaskExecutor:
    """The executor that a manager has at the moment."""
    executor = runs.scheduler._executor
    assert isinstance(executor, ClusterExecutor)
    return executor  # type: ignore[return-value]


def wait_for(condition: Callable[[], bool]) -> None:
    """Wait until something holds that nobody tells."""
    deadline = time.monotonic() + SOON
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def wait_for_workers(runs: RunManager, count: int) -> None:
    """Wait until so many workers are known."""
    wait_for(lambda: executor_of(runs).worker_count == count)


@contextmanager
def two_runs_that_finish_as_if_undisturbed(runs: RunManager) -> Iterator[list[RunSnapshot]]:
    """Two runs that are under way, one for each worker, and slow enough not to end meanwhile; whatever is done, their
    costs and networks are those of the same training in one go."""
    configurations = {ME: config(12_000, batch_size=20, optimizer="adam"), OTHER: config(12_000, seed=1)}
    started = {owner: runs.start(each, owner, speed_limit=1_500.0) for owner, each in configurations.items()}
    for run in started.values():
        runs.wait_until(run.id, past(1_000), SOON)
    yield list(started.values())
    for owner, run in started.items():
        runs.command(run.id, owner, SetSpeedLimit(None))
    for owner, run in started.items():
        assert_as_if_undisturbed(runs, run, configurations[owner])


@cache
def in_one_go(configuration: RunConfig) -> Slice:
    return advance(configuration, None)


def assert_as_if_undisturbed(runs: RunManager, run: RunSnapshot, configuration: RunConfig) -> None:
    finished = runs.wait_until(run.id, ended, 2 * SOON)
    undisturbed = in_one_go(configuration)
    assert finished.status == "finished" and finished.state is not None
    assert (finished.state.theta == undisturbed.state.theta).all()
    iterations, costs = costs_of(runs, run.id)
    assert costs == undisturbed.costs[np.array(iterations) - 1].tolist()


def test_twenty_runs_at_once_have_the_costs_that_each_has_alone(runs: RunManager) -> None:
    configurations = [config(600, seed=seed, batch_size=20, optimizer="adam") for seed in range(20)]
    started = [runs.start(each, ME, speed_limit=1_000.0) for each in configurations]  # several slices each
    for run, configuration in zip(started, configurations, strict=True):
        assert_as_if_undisturbed(runs, run, configuration)


def test_workers_have_one_thread_and_the_library_and_nothing_of_the_pages(runs: RunManager) -> None:
    for threads, modules in [executor_of(runs).submit(_environment).result(SOON) for _ in range(4)]:
        assert threads == "1"
        assert "dnn.training.advance" in modules and not {"streamlit", "plotly", "pages"} & modules


def test_a_worker_without_the_preload_gets_no_slices(cluster: DaskProcesses, runs: RunManager) -> None:
    with distributed.Client(f"tcp://127.0.0.1:{cluster.port}", set_as_default=False) as client:
        client.wait_for_workers(3, SOON)
    used = {executor_of(runs).submit(os.getpid).result(SOON) for _ in range(8)}
    assert used <= {worker.pid for worker in cluster.workers}
    assert executor_of(runs).worker_count == 2


def test_a_killed_worker_costs_no_result(cluster: DaskProcesses, runs: RunManager) -> None:
    with two_runs_that_finish_as_if_undisturbed(runs):
        cluster.workers.pop().kill()
    cluster.workers.append(cluster.start_worker())


def test_a_stopped_worker_costs_no_result(
    cluster: DaskProcesses, runs: RunManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dnn.background.scheduling.slices_under_way.TIMES_THE_LONGEST", 5.0)
    wait_for_workers(runs, 2)
    stopped = cluster.workers.pop()
    os.kill(stopped.pid, signal.SIGSTOP)
    with two_runs_that_finish_as_if_undisturbed(runs):
        wait_for_workers(runs, 1)
    stopped.kill()
    cluster.workers.append(cluster.start_worker())


def test_runs_pause_with_a_word_while_the_scheduler_is_away_and_go_on(cluster: DaskProcesses, runs: RunManager) -> None:
    wait_for_workers(runs, 2)
    with two_runs_that_finish_as_if_undisturbed(runs) as started:
        cluster.kill_scheduler()
        for run in started:
            runs.wait_until(run.id, lambda now: now.status == "suspended", SOON)
            payload = runs.poll(run.id, -1, -1)
            assert payload is not None and payload["suspended"] == "workers"
        new = runs.start(config(5), ME)
        assert new.status == "suspended"
        cluster.start()
    assert runs.wait_until(new.id, ended, SOON).status == "finished"


def test_without_a_cluster_a_server_starts_and_says_so(caplog: pytest.LogCaptureFixture) -> None:
    runs = RunManager(Settings(executor=f"dask://127.0.0.1:{free_port()}"))
    with caplog.at_level(logging.WARNING, "dnn.background"):
        runs.open()
        run = runs.start(config(LONG), ME)
        assert runs.wait_until(run.id, lambda now: now.status == "suspended", SOON).moving
        runs.close()
    assert executor_of(runs).worker_count == 0
    with pytest.raises(RuntimeError):
        executor_of(runs).submit(os.getpid)


def test_certificates_open_the_way_and_nothing_else_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    if shutil.which("openssl") is None:
        pytest.skip("no openssl to make certificates with")
    certificate, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=dask"
    subprocess.run([*command.split(), "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True)
    options = f"--protocol tls --tls-ca-file {certificate} --tls-cert {certificate} --tls-key {key}"
    processes = DaskProcesses(tmp_path, options, workers=1)
    files = {"dask_tls_ca": certificate, "dask_tls_certificate": certificate, "dask_tls_key": key}
    settings = processes.settings(**{name: str(path) for name, path in files.items()})
    runs = RunManager(settings)
    try:
        runs.open()
        run = runs.start(config(), ME)
        assert runs.wait_until(run.id, ended, SOON).status == "finished"
        monkeypatch.setattr("dnn.background.executors.dask_executor.CONNECT_SECONDS", 0.2)
        caplog.clear()
        stranger = make_executor(processes.settings())
        wait_for(lambda: "no Dask scheduler answers" in caplog.text)
        shut_down(stranger)
    finally:
        runs.close()
        processes.end()


def _environment() -> tuple[str, set[str]]:
    return os.environ["OPENBLAS_NUM_THREADS"], set(sys.modules)
