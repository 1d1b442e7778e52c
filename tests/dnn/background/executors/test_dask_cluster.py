"""A Dask cluster as the server sees it: who may have slices, what is said of the others, how a silent worker is ended;
and a server without one, which does not know Dask."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from dnn.background.executors.making import make_executor
from dnn.background.executors.same_code import SUFFIXES, _digest_of, code_line
from dnn.background.settings import Settings
from dnn.errors import ConfigurationError
from tests.conftest import ROOT

HERE = "dnn 3f2a9c0d1b2e, Python 3.11.7, NumPy 2.4.6, distributed 2026.8.0"
OTHER = "dnn 000000000000, Python 3.12.1, NumPy 2.4.6, distributed 2026.8.0"
ADDRESS = "tcp://10.0.0.7:40001"
SETTINGS = Settings(executor="dask://127.0.0.1:8786")


def worker(*resources: str, threads: int = 1, nanny: str | None = None) -> dict[str, Any]:
    """What a scheduler says of a worker."""
    return {"nthreads": threads, "resources": dict.fromkeys(resources, threads), "nanny": nanny}


def test_by_default_nothing_of_dask_is_imported() -> None:
    code = (
        "import sys, app, dnn.background.services\n"
        "from dnn.background.executors.making import make_executor, shut_down\n"
        "from dnn.background.settings import Settings\n"
        "shut_down(make_executor(Settings(executor='thread')))\n"
        "print({name.split('.')[0] for name in sys.modules} & {'dask', 'distributed', 'tornado', 'msgpack'})"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1:] == ["set()"], done.stderr


def test_without_its_packages_a_server_does_not_start_and_says_which(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "dnn.background.executors.dask_executor", raising=False)
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.setitem(sys.modules, "dask", None)
    with pytest.raises(ConfigurationError, match="DNN_EXECUTOR .* try the extra dask"):
        make_executor(SETTINGS)


def test_the_hash_of_the_code_follows_names_and_contents(tmp_path: Path) -> None:
    (tmp_path / "one.py").write_text("x = 1\n")
    hashes = [_digest_of(tmp_path)]
    (tmp_path / "one.pyc").write_text("compiled")
    assert _digest_of(tmp_path) == hashes[0]
    for name, text in (("one.py", "x = 2\n"), ("two.csv", ""), ("three.py", "")):
        (tmp_path / name).write_text(text)
        hashes.append(_digest_of(tmp_path))
    assert len(set(hashes)) == len(hashes)
    assert {path.suffix for path in (ROOT / "dnn").rglob("*") if path.suffix not in {"", ".pyc", ".typed"}} == SUFFIXES


class TestWithDask:
    """Where the extra is installed."""

    @pytest.fixture(autouse=True)
    def _needs_dask(self) -> None:
        pytest.importorskip("distributed", reason="the extra dask is not installed")

    @pytest.mark.parametrize(
        ("workers", "scheduler_code", "count", "words"),
        [
            ({ADDRESS: worker(HERE, threads=2), "tcp://10.0.0.8:1": worker(HERE)}, HERE, 3, "workers for 3 slices"),
            ({}, HERE, 0, "no workers"),
            ({ADDRESS: worker(OTHER), "tcp://10.0.0.8:1": worker(HERE)}, HERE, 1, f"to run {HERE}, got {OTHER}; try"),
            (
                {ADDRESS: worker("GPU")},
                HERE,
                0,
                "got one without; try",
            ),
            ({ADDRESS: worker(HERE)}, OTHER, 0, f"scheduler to run {HERE}, got {OTHER}; try"),
        ],
    )
    def test_who_may_have_slices_and_what_is_said_of_the_others(
        self, workers: dict[str, dict[str, Any]], scheduler_code: str, count: int, words: str
    ) -> None:
        from dnn.background.executors.dask_cluster import state_of

        state = state_of(workers, scheduler_code, HERE)
        assert state.workers == count and words in state.sentence
        assert "worker" not in words or ADDRESS in state.sentence or count != 1

    def test_a_worker_offers_its_code_to_the_scheduler_once_for_each_thread(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from dnn.background.executors import dask_preload

        monkeypatch.setattr(dask_preload, "force_one_thread", lambda: None)
        state = SimpleNamespace(nthreads=3, total_resources={"GPU": 1.0}, available_resources={"GPU": 1.0})
        dask_preload.dask_setup(SimpleNamespace(state=state))
        assert state.total_resources == state.available_resources == {"GPU": 1.0, code_line(): 3}

    @pytest.mark.parametrize("nanny", ["tcp://10.0.0.7:1", None])
    def test_a_silent_worker_is_ended_by_its_nanny_or_let_go(self, nanny: str | None) -> None:
        from dnn.background.executors.dask_cluster import DaskCluster

        client = RecordingClient({ADDRESS: worker(nanny=nanny), "tcp://10.0.0.8:1": worker(nanny=nanny)})
        asyncio.run(DaskCluster(client).end_workers_with({"late"}))
        assert client.restarted == ([ADDRESS] if nanny else []) and client.let_go == ([] if nanny else [ADDRESS])

    def test_a_slice_that_the_cluster_gave_up_is_one_that_workers_died_of(self) -> None:
        from concurrent.futures import Future

        from distributed import KilledWorker

        from dnn.background.executors.cluster import WorkersDied

        executor = make_executor(SETTINGS)
        future, came = Future[Any](), Future[Any]()
        executor._under_way[future] = "advance-1", came  # type: ignore[attr-defined]
        came.set_exception(KilledWorker("advance-1", None, 3))
        executor._hand_over(future, came)  # type: ignore[attr-defined]
        assert isinstance(future.exception(), WorkersDied)
        executor.shutdown()

    def test_certificates_that_are_none_are_refused_in_words(self, tmp_path: Path) -> None:
        file = tmp_path / "certificate.pem"
        file.write_text("no certificate\n")
        names = ("DNN_DASK_TLS_CA", "DNN_DASK_TLS_CERTIFICATE", "DNN_DASK_TLS_KEY")
        settings = Settings.from_environment({"DNN_EXECUTOR": SETTINGS.executor} | dict.fromkeys(names, str(file)))
        with pytest.raises(ConfigurationError, match="Expected DNN_DASK_TLS_CERTIFICATE to be .* got .*; try"):
            make_executor(settings)

    def test_certificates_may_stand_in_the_configuration_of_dask(self) -> None:
        import dask

        from dnn.background.executors.dask_security import security

        assert security(SETTINGS).tls_ca_file is None
        with dask.config.set({"distributed.comm.tls.ca-file": "authority.pem"}):
            assert security(SETTINGS).tls_ca_file == "authority.pem"


class RecordingClient:
    """A client of a scheduler with these workers, of which the first one has the task "late"."""

    def __init__(self, workers: dict[str, dict[str, Any]]) -> None:
        self.workers, self.restarted, self.let_go = workers, [], []  # type: ignore[var-annotated]
        self.scheduler = self

    async def identity(self, n_workers: int) -> dict[str, Any]:
        return {"workers": self.workers}

    async def processing(self, workers: None) -> dict[str, tuple[str, ...]]:
        first, *others = self.workers
        return {first: ("early", "late")} | dict.fromkeys(others, ("another",))

    async def restart_workers(self, addresses: list[str], timeout: float, raise_for_error: bool) -> None:
        self.restarted += addresses

    async def run_on_scheduler(self, function: Any, address: str) -> None:
        self.let_go.append(address)
