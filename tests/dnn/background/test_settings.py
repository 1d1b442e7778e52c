"""Settings that the operator of a server makes."""

from __future__ import annotations

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

    @pytest.mark.parametrize(("name", "value"), [("WORKERS", "many"), ("EXECUTOR", "magic"), ("LEASE_SECONDS", "-1")])
    def test_what_cannot_be_is_refused_in_words(self, name: str, value: str) -> None:
        with pytest.raises(ConfigurationError, match=f"DNN_{name}"):
            Settings.from_environment({f"DNN_{name}": value})
