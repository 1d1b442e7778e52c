"""The route of costs: those that a chart draws of several runs, and whether there will be more; who asks with watch=1
keeps the runs going."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from dnn import RunConfig
from dnn.background.curve import CostCurve, cost_curve_of
from dnn.background.manager import RunManager
from dnn.background.run import Run
from dnn.background.services import get_run_manager
from dnn.background.wire import DrawnCosts
from dnn.training.advance import advance
from dnn.training.stop import Stop
from pages.server.paths import COSTS, curve_path
from pages.server.runs.costs import costs_document, drawn_costs
from pages.server.visitor import new_key
from tests.dnn.background.running import LONG, SOON, config
from tests.pages.server.runs.test_commands import request

NO_RUN = "A" * 22
DIVERGING = RunConfig.from_dict(
    {
        "dataset": {"name": "sine"},
        "architecture": {"hidden": [{"units": 8, "activation": "relu"}]},
        "hyperparameters": {"learning_rate": 30, "iterations": 40},
    }
)


@pytest.fixture
def ids() -> Iterator[list[str]]:
    """Runs that have ended, the last of them since it diverged."""
    runs, owner = get_run_manager(), new_key()
    made = [runs.start(each, owner) for each in (config(40), config(40, learning_rate=0.5), DIVERGING)]
    for each in made:
        runs.wait_until(each.id, lambda now: now.ended, SOON)
    yield [each.id for each in made]
    for each in made:
        runs.notebook.delete(each.id, owner)


def test_costs_are_those_of_the_curve_and_say_how_each_run_ended(ids: list[str]) -> None:
    answer = request("GET", f"{COSTS}?runs={ids[2]}.{NO_RUN}.{ids[0]}.{ids[1]}&points=400")
    assert answer.status_code == 200 and answer.headers["cache-control"] == "no-store"
    found = answer.json()["runs"]
    assert list(found) == [ids[2], ids[0], ids[1]]
    for run_id in ids[:2]:
        iterations, costs = request("GET", curve_path(run_id)).json()["points"]
        assert set(found[run_id]) == set(DrawnCosts.__annotations__)
        assert found[run_id]["points"][0] == iterations == list(range(1, 41))
        np.testing.assert_allclose(found[run_id]["points"][1], costs, rtol=1e-6)
        assert (found[run_id]["status"], found[run_id]["stop"]["reason"]) == ("finished", "iterations")
    diverged = found[ids[2]]
    assert (diverged["status"], diverged["stop"]["reason"]) == ("stopped", "non_finite")
    assert all(cost is not None for cost in diverged["points"][1])
    assert diverged["points"][0][-1] <= diverged["stop"]["iteration"] < 40


def test_no_more_points_travel_than_were_asked_for_and_the_extremes_do() -> None:
    run = Run(NO_RUN, "me", config(LONG, batch_size=16, learning_rate=0.01))
    run.accept(advance(run.config, None, iterations=3_000), 0, None)
    run.history.append(3_001, np.array([99.0, 0.5]))
    document = costs_document({NO_RUN: cost_curve_of(run)}, 60)["runs"][NO_RUN]
    iterations, costs = document["points"]
    assert 30 < len(iterations) <= 60 and iterations[-1] == 3_002 and max(filter(None, costs)) == 99.0
    assert document["status"] == "paused" and document["stop"] is None


def test_what_is_not_finite_is_left_out() -> None:
    stop = Stop("non_finite", 3, 2, "Z")
    drawn = drawn_costs(CostCurve(1, 3, [1, 2, 3], [0.7, None, float("inf")], "stopped", stop), 8)
    assert drawn["points"] == [[1], [0.7]]
    assert drawn["stop"] == {"reason": "non_finite", "iteration": 3, "layer": 2, "quantity": "Z"}


@pytest.mark.parametrize(
    "query",
    [
        *(
            "",
            "?runs=",
            f"?runs={NO_RUN}.",
            f"?runs={NO_RUN}A",
            f"?runs={NO_RUN}&runs={NO_RUN}",
            "?runs=" + "A" * 20_000,
        ),
        *(f"?runs={NO_RUN}&points={each}" for each in ("", "3", "-4", "1000", "4.5", "٤٤", "1e2")),
        *(f"?runs={NO_RUN}&watch={each}" for each in ("", "2", "true", "00")),
    ],
)
def test_garbage_is_refused(query: str) -> None:
    answer = request("GET", f"{COSTS}{query}")
    assert answer.status_code == 400 and set(answer.json()) == {"error"}
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_only_get_is_answered(method: str) -> None:
    assert request(method, f"{COSTS}?runs={NO_RUN}").status_code == 405


class TestWatching:
    def test_a_run_that_rests_unseen_goes_on_for_who_watches_it_and_not_for_who_looks(self) -> None:
        runs, owner = get_run_manager(), new_key()
        made = runs.start(config(LONG), owner)
        try:
            runs.wait_until(made.id, lambda now: now.iteration > 0, SOON)
            suspend(runs, made.id)
            looked = request("GET", f"{COSTS}?runs={made.id}").json()["runs"][made.id]
            assert looked["status"] == "suspended" and looked["points"][0][0] == 1
            rested_at = looked["iteration"]
            watched = request("GET", f"{COSTS}?runs={made.id}&watch=1").json()["runs"][made.id]
            assert watched["status"] == "running"
            runs.wait_until(made.id, lambda now: now.iteration > rested_at + 1, SOON)
        finally:
            runs.notebook.delete(made.id, owner)


def suspend(runs: RunManager, run_id: str) -> None:
    """Let a run rest, as one that nobody has polled for longer than its lease."""
    with runs._changed:
        run = runs._store.get(run_id)
        assert run is not None
        run.suspended = "unseen"
    runs.wait_until(run_id, lambda now: now.status == "suspended", SOON)
