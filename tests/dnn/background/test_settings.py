"""Settings that the operator of a server makes."""

from __future__ import annotations

from pathlib import Path

import pytest

from dnn.background.settings import MAX_SWEEP_SECONDS, Settings, usable_cores
from dnn.errors import ConfigurationError


class TestSettings:
    def test_no_more_workers_than_a_container_may_use(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("LOKY_MAX_CPU_COUNT", "1")
        assert usable_cores.__wrapped__() == 1

    def test_from_the_environment(self) -> None:
        settings = Settings.from_environment({"DNN_WORKERS": "3", "DNN_LEASE_SECONDS": "2.5", "DNN_EXECUTOR": "thread"})
        assert settings == Settings(executor="thread", workers=3, lease_seconds=2.5)
        assert settings.worker_count == 1 and Settings(workers=3).worker_count == 3

    def test_a_short_term_is_looked_after_in_time(self) -> None:
        assert Settings().sweep_seconds == MAX_SWEEP_SECONDS
        assert Settings(lease_seconds=2).sweep_seconds == Settings(keep_seconds=2).sweep_seconds == 1

    @pytest.mark.parametrize("address", ["127.0.0.1:8786", "cluster.school.example:443", "[::1]:8786"])
    def test_the_address_of_a_cluster(self, address: str) -> None:
        settings = Settings.from_environment({"DNN_EXECUTOR": f"dask://{address}"})
        assert settings.dask_address == address
        assert Settings().dask_address is Settings(executor="thread").dask_address is None

    @pytest.mark.parametrize(
        "value",
        [
            *("dask://", "dask://host", "dask://host:", "dask://:8786", "dask://host:port", "dask://host:70000"),
            *("dask://host:0", "dask://host:1/path", "dask://host:1?query", "dask://me@host:1", "dask://[::1:8786"),
            *("tls://host:1", "tcp://host:1", "DASK://host:1"),
        ],
    )
    def test_an_address_that_is_none_is_refused_in_words(self, value: str) -> None:
        with pytest.raises(ConfigurationError, match=r"DNN_EXECUTOR .*dask://HOST:PORT, got .*; try"):
            Settings.from_environment({"DNN_EXECUTOR": value})

    def test_certificates_are_files_and_come_together(self, tmp_path: Path) -> None:
        (tmp_path / "file.pem").touch()
        names = [f"DNN_DASK_TLS_{name}" for name in ("CA", "CERTIFICATE", "KEY")]
        given = dict.fromkeys(names, str(tmp_path / "file.pem"))
        assert Settings.from_environment(given).dask_tls_key == str(tmp_path / "file.pem")
        for name in names:
            with pytest.raises(ConfigurationError, match=f"{name} to be a file"):
                Settings.from_environment(given | {name: str(tmp_path / "missing.pem")})
            with pytest.raises(ConfigurationError, match=f"{name} to be set together"):
                Settings.from_environment({other: file for other, file in given.items() if other != name})

    @pytest.mark.parametrize(("name", "value"), [("WORKERS", "many"), ("EXECUTOR", "magic"), ("LEASE_SECONDS", "-1")])
    def test_what_cannot_be_is_refused_in_words(self, name: str, value: str) -> None:
        with pytest.raises(ConfigurationError, match=f"DNN_{name}"):
            Settings.from_environment({f"DNN_{name}": value})
