"""The store that the settings ask for."""

from __future__ import annotations

import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path

import platformdirs
import pytest

from dnn.background.settings import STORES, Settings
from dnn.background.store.database_store import DatabaseStore
from dnn.background.store.making import APPLICATION, FILE, data_folder, make_store
from dnn.background.store.memory_store import MemoryStore
from dnn.errors import ConfigurationError
from tests.dnn.background.store.test_database_store import trained


def test_each_store_is_made_by_its_name(tmp_path: Path) -> None:
    kinds = {"database": DatabaseStore, "memory": MemoryStore}
    assert tuple(kinds) == STORES
    for name, kind in kinds.items():
        settings = Settings.from_environment({"DNN_STORE": name, "DNN_DATA": str(tmp_path)})
        assert type(make_store(settings)) is kind
    with pytest.raises(ConfigurationError, match="DNN_STORE to be one of database, memory"):
        Settings.from_environment({"DNN_STORE": "papyrus"})


def test_the_folder_of_the_database_is_made_when_it_is_needed(tmp_path: Path) -> None:
    settings = Settings.from_environment({"DNN_STORE": "database", "DNN_DATA": str(tmp_path / "some" / "folder")})
    store = make_store(settings)
    store.open(nullcontext())
    store.put(trained())
    store.close()
    assert (tmp_path / "some" / "folder" / FILE).stat().st_size > 0


def test_without_a_folder_it_is_the_user_s() -> None:
    assert data_folder(Settings()) == Path(platformdirs.user_data_dir(APPLICATION, appauthor=False))


@pytest.mark.parametrize("url", ["nonsense", "nodriver://somebody@somewhere/runs", "postgresql+nodriver://a@b/c"])
def test_an_address_that_is_none_is_refused_without_being_shown(url: str) -> None:
    with pytest.raises(ConfigurationError, match="DNN_DATABASE_URL") as refused:
        make_store(Settings(store="database", database_url=url))
    assert url not in str(refused.value)


def test_a_server_without_a_database_imports_nothing_of_it() -> None:
    code = "import sys, dnn.background.services; print({'sqlalchemy', 'alembic'} & sys.modules.keys())"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "set()"
