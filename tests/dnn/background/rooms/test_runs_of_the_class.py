"""Runs of a class: paused and let go on, on tiles, at a goal, under a star and a spotlight."""

from __future__ import annotations

import pytest

from dnn.background.commands import RunTo
from dnn.background.manager import RunManager
from dnn.background.rooms.refusals import (
    HandsStill,
    NotNow,
)
from dnn.configuration import RunConfig
from dnn.configuration.variations import VARIATIONS, Trial
from tests.dnn.background.rooms.class_room import ClassRoom
from tests.dnn.background.running import LONG, SOON, at_rest, config, past


def needs(room: ClassRoom) -> dict[int, str]:
    return {tile["seat"]: tile["need"] for tile in room.wall()["members"]}


class TestRunsOfTheClass:
    def test_a_pause_stills_all_and_they_go_on_as_they_were(self, runs: RunManager) -> None:
        room = ClassRoom(runs=runs)
        room.join("ada", "ben", "cid")
        moving = runs.start(config(LONG), "ada", speed_limit=2_000.0)
        resting = runs.start(config(LONG), "ben", paused=True)
        stranger = runs.start(config(LONG), "stranger", speed_limit=2_000.0)
        near = runs.start(config(LONG), "cid", paused=True, speed_limit=20.0)
        runs.command(near.id, "cid", RunTo(30))
        runs.wait_until(moving.id, past(1), SOON)
        room.steer("pause")
        is_moving = {each.id: found.moving for each in (moving, resting, stranger) if (found := runs.get(each.id))}
        assert is_moving == {moving.id: False, resting.id: False, stranger.id: True}
        with pytest.raises(HandsStill):
            runs.command(resting.id, "ben", RunTo(10))
        with pytest.raises(HandsStill):
            runs.start(config(LONG), "ada")
        room.join("late")
        with pytest.raises(HandsStill):
            runs.start(config(LONG), "late")
        with pytest.raises(HandsStill):
            runs.sweeps.start("ada", config(LONG), [Trial(VARIATIONS["l2"], (0, 1))])
        with pytest.raises(HandsStill):
            runs.lesson_runs.start("ada", "shapes/1", [config(20)], ["a"])
        room.steer("go_on")
        here = runs.get(moving.id)
        assert here is not None and here.moving
        runs.wait_until(moving.id, past(here.iteration + 1), SOON)
        assert runs.wait_until(near.id, at_rest, SOON).iteration == 30  # where it was going
        still = runs.get(resting.id)
        assert still is not None and not still.moving
        runs.command(resting.id, "ben", RunTo(10))

    def test_who_comes_while_it_is_paused_is_stilled_and_closing_lets_go(self, runs: RunManager) -> None:
        room = ClassRoom(runs=runs)
        room.steer("pause")
        run = runs.start(config(LONG), "ada", speed_limit=2_000.0)
        room.join("ada")
        found = runs.get(run.id)
        assert found is not None and found.status == "paused"
        with pytest.raises(HandsStill):
            runs.lesson_runs.start("ada", "shapes/1", [config(40)], ["a run"])
        with pytest.raises(HandsStill):
            runs.sweeps.start("ada", config(40), [Trial(VARIATIONS["learning_rate"], (0.1, 0.2))])
        room.rooms.close_room(room.id, room.key)
        found = runs.get(run.id)
        assert found is not None and found.moving

    def test_tiles_show_the_run_and_its_weights(self, runs: RunManager) -> None:
        room = ClassRoom(runs=runs)
        room.join("ada")
        run = runs.start(config(500), "ada")
        runs.wait_until(run.id, lambda now: now.ended and now.current_evaluation is not None, SOON)
        room.act("ada", "report", run=run.id)
        wall = room.wall()
        (tile,) = wall["members"]
        shown, network = tile["run"], tile["network"]
        record = runs.record(run.id)
        assert shown is not None and network is not None and record is not None
        iterations, costs = shown["curve"]
        assert 4 < len(iterations) <= 40 and (iterations[0], iterations[-1]) == (1, 500)
        known = dict(zip(record.iterations.tolist(), record.costs.tolist(), strict=True))
        assert [known[iteration] for iteration in iterations] == pytest.approx(costs, rel=1e-3)
        assert shown["cost"] == record.costs[-1] and shown["sizes"] == [2, 4, 1] and shown["status"] == "finished"
        assert network["activations"] == ["tanh", "sigmoid"]
        room.act("ada", "signal", signal="done")
        (news,) = room.wall(wall["version"])["members"]
        assert "run" not in news and "network" not in news and news["signal"] == "done"
        assert room.wall()["members"][0]["run"] == shown

    def test_a_goal_is_reached_and_who_needs_help_comes_first(self, runs: RunManager) -> None:
        room = ClassRoom(runs=runs)
        room.join("ada", "ben", "cid")
        good = runs.start(config(300, learning_rate=1.0), "ada")
        bad = runs.start(config(400, learning_rate=1e-5), "ben")
        for run in (good, bad):
            runs.wait_until(run.id, lambda now: now.ended and now.current_evaluation is not None, SOON)
        room.act("ada", "report", run=good.id)
        room.act("ben", "report", run=bad.id)
        latest = runs.poll(good.id, -1, -1)
        assert latest is not None and latest["latest"]["cost"] is not None
        room.steer("set_goal", cost=latest["latest"]["cost"] + 1e-9)
        wall = room.wall()
        assert {tile["seat"]: tile["has_reached_goal"] for tile in wall["members"]} == {1: True, 2: False, 3: False}
        assert wall["counts"]["reached_goal"] == 1
        assert room.view("ada")["has_reached_goal"] and not room.view("ben")["has_reached_goal"]
        room.act("ada", "report", run=None)
        assert room.view("ada")["has_reached_goal"]  # whatever she tries next
        room.act("ada", "report", run=good.id)
        assert needs(room)[2] == "stuck_cost" and [tile["seat"] for tile in room.wall()["members"]][0] == 2
        room.act("cid", "signal", signal="question")
        assert [tile["seat"] for tile in room.wall()["members"]][:2] == [3, 2]

    def test_a_star_keeps_the_tile_and_stars_are_presented_in_order(self, runs: RunManager) -> None:
        room = ClassRoom(runs=runs)
        room.join("ada", "ben")
        run = runs.start(config(50), "ada")
        runs.wait_until(run.id, lambda now: now.ended, SOON)
        room.act("ada", "report", run=run.id)
        ada, ben = room.member_id("ada"), room.member_id("ben")
        room.steer("star", member=ada)
        star = next(tile["star"] for tile in room.wall()["members"] if tile["id"] == ada)
        assert star is not None and (star["run"], star["iteration"]) == (run.id, 50)
        assert RunConfig.from_json(star["config"]) == config(50)
        with pytest.raises(NotNow, match="no run"):
            room.steer("star", member=ben)
        with pytest.raises(NotNow, match="starred"):
            room.steer("present", members=[ada, ben])
        room.steer("present", members=[ada])
        assert room.wall()["presented"] == [ada]
        room.steer("unstar", member=ada)
        assert room.wall()["presented"] == []

    def test_a_spotlight_pushes_the_settings_of_one(self, runs: RunManager) -> None:
        room = ClassRoom(runs=runs)
        room.join("ada", "ben")
        run = runs.start(config(50, learning_rate=0.7), "ada", paused=True)
        room.act("ada", "report", run=run.id)
        room.steer("push", push={"kind": "spotlight", "member": room.member_id("ada")})
        push = room.view("ben")["push"]
        assert push is not None and RunConfig.from_json(push["config"]) == run.config and "spotlight" not in push
