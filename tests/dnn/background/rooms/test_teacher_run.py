"""A run of the teacher's own among those of her class: shown, presented, refused where it is another's, and gone."""

from __future__ import annotations

import pytest

from dnn.background.limits import NotOwner
from dnn.background.manager import RunManager
from dnn.background.rooms.refusals import NotNow
from dnn.background.rooms.room import TEACHER as TILE
from dnn.errors import ConfigurationError
from tests.dnn.background.rooms.class_room import TEACHER, ClassRoom
from tests.dnn.background.running import SOON, config


def trained(runs: RunManager, owner: str, iterations: int = 60) -> str:
    """The id of a run of somebody's that has ended."""
    run = runs.start(config(iterations), owner)
    runs.wait_until(run.id, lambda now: now.ended, SOON)
    return run.id


class TestTeacherRun:
    def test_it_travels_with_the_wall_until_it_is_taken_away(self, runs: RunManager) -> None:
        room = ClassRoom(runs=runs)
        room.join("ada")
        run = trained(runs, TEACHER)
        runs.notebook.write(run, TEACHER, name="a deep one")
        before = room.wall()
        assert before["teacher"] is None
        room.steer("show_run", run=run)
        shown = room.news(before, is_projector=True)[0]["teacher"]
        assert shown is not None and shown["run"] is not None and (shown["id"], shown["name"]) == (run, "a deep one")
        iterations, costs = shown["run"]["curve"]
        record = runs.record(run)
        assert record is not None and iterations[-1] == 60
        assert costs[-1] == pytest.approx(record.costs[-1], rel=1e-3)
        assert shown["network"] is not None
        assert [tile["run"] for tile in room.wall()["members"]] == [None]  # it is nobody's tile
        assert "teacher" not in room.view("ada")
        room.steer("show_run", run=None)
        assert room.wall()["teacher"] is None

    def test_a_run_of_somebody_else_is_refused(self, runs: RunManager) -> None:
        room = ClassRoom(runs=runs)
        room.join("ada")
        of_ada = trained(runs, "ada")
        room.act("ada", "report", run=of_ada)
        with pytest.raises(NotOwner):
            room.steer("show_run", run=of_ada)
        for unknown in ("x" * 22, 7, "", ["a"]):
            with pytest.raises(ConfigurationError, match="run"):
                room.steer("show_run", run=unknown)
        assert room.wall()["teacher"] is None

    def test_it_is_presented_in_its_place_and_leaves_the_projector_with_the_chart(self, runs: RunManager) -> None:
        room = ClassRoom(runs=runs)
        room.join("ada")
        of_ada, run = trained(runs, "ada"), trained(runs, TEACHER)
        room.act("ada", "report", run=of_ada)
        ada = room.member_id("ada")
        room.steer("star", member=ada)
        with pytest.raises(ConfigurationError, match="member"):
            room.steer("present", members=[TILE])
        room.steer("show_run", run=run)
        room.steer("present", members=[TILE, ada])
        assert room.wall()["presented"] == [TILE, ada]
        room.steer("unstar", member=ada)
        assert room.wall()["presented"] == [TILE]
        with pytest.raises(NotNow, match="starred"):
            room.steer("present", members=[TILE, ada])
        room.steer("show_run", run=None)
        assert room.wall()["presented"] == []

    def test_it_outlives_a_restart_and_goes_with_all_that_is_hers(self, runs: RunManager) -> None:
        room = ClassRoom(runs=runs)
        run = trained(runs, TEACHER)
        room.steer("show_run", run=run)
        room.restart()
        shown = room.wall()["teacher"]
        assert shown is not None and shown["id"] == run and shown["run"] is not None
        room.rooms.forget("ada")
        assert room.wall()["teacher"] is not None
        room.rooms.forget(TEACHER)
        assert room.wall()["teacher"] is None
        room.restart()
        assert room.wall()["teacher"] is None
