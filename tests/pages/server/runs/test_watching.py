"""Watchers over HTTP: whoever has the link of a run sees it and can change nothing of it, by any route; after the end
of watching there is nothing under the id that she has, while the owner's new one goes on bit for bit.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dnn.background.command_documents import COMMANDS
from dnn.background.commands import Pause, RunTo
from dnn.background.manager import RunManager
from dnn.background.services import close_runs, open_runs
from dnn.background.settings import Settings
from pages.server.paths import NOTEBOOK, command_path, curve_path, diagnosis_path, run_path
from pages.server.runs.notebook import ACTIONS
from pages.server.visitor import COOKIE, new_key
from tests.dnn.background.notebook.test_notebook import bits
from tests.dnn.background.running import LONG, SOON, config
from tests.pages.server.runs.test_commands import request

JSON = {"Content_Type": "application/json"}
FIELDS: dict[str, dict[str, Any]] = {
    "step_iterations": {"count": 3},
    "run_to": {"iteration": 100},
    "new_weights": {"seed": 5},
    "reconfigure": {"hyperparameters": {"learning_rate": 0.3}},
    "set_speed_limit": {"iterations_per_second": 10},
    "set_parameter": {"layer": 1, "quantity": "W", "row": 1, "column": 1, "value": 2.0},
}
"""Commands that have fields, with values that the owner's run would obey."""
ARGUMENTS: dict[str, dict[str, Any]] = {
    "write": {"label": "mine", "note": "", "is_starred": True},
    "try_several": {"tries": [{"choice": "l2", "values": [0, 1]}]},
}
"""Actions on a run that have arguments."""
HARD = {"batch_size": 16, "optimizer": "momentum"}
STORES = ["memory", "database"]


@pytest.fixture(params=STORES)
def reopened(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], RunManager]]:
    """A function that opens the registry which the routes ask, in place of the one before."""

    def reopen() -> RunManager:
        close_runs()
        return open_runs(Settings(executor="thread", store=request.param, data=str(tmp_path)))

    yield reopen
    close_runs()


@pytest.fixture
def runs(reopened: Callable[[], RunManager]) -> RunManager:
    return reopened()


@pytest.fixture
def owner() -> str:
    return new_key()


def trained(runs: RunManager, owner: str, iterations: int = 30) -> str:
    """A run that has made some iterations, and rests."""
    run = runs.start(config(LONG, **HARD), owner, paused=True)
    return train(runs, run.id, owner, iterations)


def train(runs: RunManager, run_id: str, owner: str, iterations: int) -> str:
    runs.command(run_id, owner, RunTo(iterations))
    runs.wait_until(run_id, lambda now: not now.moving and now.current_evaluation is not None, SOON)
    return run_id


def whole(runs: RunManager, run_id: str, owner: str) -> dict[str, Any]:
    """All that a run is: its bits, its state, its labels, its undo history."""
    run = runs.get(run_id)
    assert run is not None
    (entry,) = [each for each in runs.notebook.entries(owner) if each.id == run_id]
    further = {"status": run.status, "speed": run.speed_limit, "undo": (run.undo_at, run.redo_at), "entry": entry}
    return bits(runs, run_id) | further


def polls(run_id: str) -> list[str]:
    """The addresses by which a run is watched."""
    query = "?since=-1&generation=-1&weights=-1"
    return [run_path(run_id) + query, curve_path(run_id), diagnosis_path(run_id), diagnosis_path(run_id) + "?lang=zh"]


def document(name: str) -> dict[str, Any]:
    return {"name": name, **FIELDS.get(name, {})}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_watcher_commands_nothing(runs: RunManager, owner: str, name: str) -> None:
    run = trained(runs, owner)
    before = whole(runs, run, owner)
    watcher = new_key()
    for key in (watcher, run, None):
        body = {"command": document(name)} | ({} if key is None else {"owner": key})
        for headers in ({}, {"Cookie": f"{COOKIE}={watcher}", "Sec_Fetch_Site": "same-origin"}):
            answer = request("POST", command_path(run), json.dumps(body), **JSON, **headers)
            assert answer.status_code == 403, answer.text
    assert whole(runs, run, owner) == before
    obeyed = request("POST", command_path(run), json.dumps({"command": document(name), "owner": owner}), **JSON)
    assert obeyed.status_code == 200, obeyed.text  # it is a command that its owner could give


@pytest.mark.parametrize("name", [name for name, (_act, keys) in ACTIONS.items() if "run" in keys])
def test_a_watcher_does_nothing_to_its_place_in_the_notebook(runs: RunManager, owner: str, name: str) -> None:
    run = trained(runs, owner)
    before = whole(runs, run, owner)
    action = {"name": name, "run": run} | ARGUMENTS.get(name, {})
    for key in (new_key(), run):
        answer = request("POST", NOTEBOOK, json.dumps({"owner": key, "action": action}), **JSON)
        assert answer.status_code in (403, 404), answer.text
    assert whole(runs, run, owner) == before


def test_to_delete_all_deletes_the_watchers_own(runs: RunManager, owner: str) -> None:
    run = trained(runs, owner)
    before = whole(runs, run, owner)
    answer = request("POST", NOTEBOOK, json.dumps({"owner": new_key(), "action": {"name": "delete_all"}}), **JSON)
    assert answer.status_code == 200 and answer.json()["runs"] == []
    assert whole(runs, run, owner) == before


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_to_look_changes_nothing_whatever_the_method(runs: RunManager, owner: str, method: str) -> None:
    run = trained(runs, owner)
    before = whole(runs, run, owner)
    for path in polls(run):
        answer = request(method, path)
        assert answer.status_code in ((200,) if method == "GET" else (200, 405)), answer.text
    assert whole(runs, run, owner) == before


def test_nothing_that_a_watcher_is_told_has_the_owners_key(runs: RunManager, owner: str) -> None:
    run = trained(runs, owner)
    assert [owner in request("GET", path).text for path in polls(run)] == [False] * len(polls(run))


class TestEndOfWatching:
    def test_the_old_id_is_unknown_and_the_new_one_goes_on_bit_for_bit(
        self, reopened: Callable[[], RunManager], owner: str
    ) -> None:
        runs = reopened()
        alone = bits(runs, trained(runs, owner, 90))
        run = trained(runs, owner)
        before, answers = whole(runs, run, owner), [request("GET", path) for path in polls(run)]
        assert [answer.status_code for answer in answers] == [200] * len(answers)
        renamed = runs.watching.end(run, owner).id
        assert [request("GET", path).status_code for path in polls(run)] == [404] * len(answers)
        for key in (owner, new_key()):
            body = json.dumps({"command": {"name": "resume"}, "owner": key})
            assert request("POST", command_path(run), body, **JSON).status_code == 404
        now = whole(runs, renamed, owner)
        assert before.pop("entry").labels == now.pop("entry").labels and before == now
        train(runs, renamed, owner, 60)
        if runs.settings.store != "memory":
            runs = reopened()
            assert request("GET", polls(run)[0]).status_code == 404
        assert request("GET", polls(renamed)[0]).status_code == 200
        train(runs, renamed, owner, 90)
        assert bits(runs, renamed) == alone

    def test_one_who_polls_a_run_that_trains_has_no_more_after_it(self, runs: RunManager, owner: str) -> None:
        run = runs.start(config(LONG, **HARD), owner)
        runs.wait_until(run.id, lambda now: now.iteration > 10, SOON)
        seen = request("GET", polls(run.id)[0]).json()["iteration"]
        renamed = runs.watching.end(run.id, owner)
        assert request("GET", polls(run.id)[0]).status_code == 404
        runs.wait_until(renamed.id, lambda now: now.iteration > seen + 10, SOON)
        assert request("GET", polls(run.id)[0]).status_code == 404
        assert request("GET", polls(renamed.id)[0]).json()["iteration"] > seen
        runs.command(renamed.id, owner, Pause())

    def test_no_answer_to_a_watcher_of_another_run_names_the_new_id(self, runs: RunManager, owner: str) -> None:
        run = trained(runs, owner)
        stranger = new_key()
        renamed = runs.watching.end(run, owner).id
        listed = request("POST", NOTEBOOK, json.dumps({"owner": stranger, "action": None}), **JSON)
        assert renamed not in listed.text and listed.json()["runs"] == []
