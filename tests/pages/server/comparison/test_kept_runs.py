"""Runs of a visitor's notebook for a comparison: those that a link can repeat."""

from __future__ import annotations

import pytest

from dnn import DnnError, initialize
from dnn.background.manager import RunManager
from dnn.background.services import get_run_manager, open_runs
from dnn.background.settings import Settings
from pages.server.comparison.kept_runs import compared_runs
from pages.shared.session.run_view import MAIN
from pages.shared.share import links
from tests.dnn.background.running import ME, SOON, config, ended

CONFIG = config(5)


@pytest.fixture
def runs() -> RunManager:
    open_runs(Settings(executor="thread", store="memory"))
    return get_run_manager()


def ended_run(runs: RunManager, *, is_imported: bool = False) -> str:
    run = runs.start(CONFIG, ME, parameters=initialize(CONFIG) if is_imported else None)
    return runs.wait_until(run.id, ended, SOON).id


def test_a_run_that_began_with_weights_of_a_file_is_refused_by_its_number(runs: RunManager) -> None:
    plain, imported = ended_run(runs), ended_run(runs, is_imported=True)
    assert [run.number for run in compared_runs([plain], ME)] == [1]
    with pytest.raises(DnnError, match="Run 2 began with weights from a file"):
        compared_runs([plain, imported], ME)


def test_the_link_of_the_latest_runs_leaves_it_out(runs: RunManager, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links.session, "visitor", lambda: ME)
    monkeypatch.setattr(links.session, "config", lambda view: CONFIG)
    ended_run(runs)
    ended_run(runs, is_imported=True)
    assert links._latest_runs(MAIN) is None
    ended_run(runs)
    text = links._latest_runs(MAIN)
    assert text is not None and text.startswith("number.") and "number.2*" not in text
