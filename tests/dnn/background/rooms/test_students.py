"""What a student does in a room and is told of it."""

from __future__ import annotations

from typing import Any

import pytest

from dnn.background.limits import NotOwner
from dnn.background.manager import RunManager
from dnn.background.rooms.acts import ACTS
from dnn.background.rooms.held_room import PRESENT_SECONDS
from dnn.background.rooms.refusals import (
    NotInRoom,
)
from dnn.configuration import RunConfig
from dnn.errors import ConfigurationError
from tests.dnn.background.rooms.class_room import SCENARIO, ClassRoom, english
from tests.dnn.background.running import config


class TestStudent:
    def test_nothing_new_until_something_is(self, room: ClassRoom) -> None:
        room.join("ada", "ben")
        version = room.view("ada")["version"]
        assert room.rooms.view(room.id, "ada", version, english) is None
        room.act("ben", "signal", signal="stuck")
        assert room.rooms.view(room.id, "ada", version, english) is None
        room.steer("set_goal", cost=0.1)
        changed = room.view("ada", version)
        assert changed["goal_cost"] == 0.1 and changed["version"] > version

    def test_she_reports_her_own_run_alone(self, runs: RunManager) -> None:
        room = ClassRoom(runs=runs)
        room.join("ada", "ben")
        run = runs.start(config(), "ada", paused=True)
        room.act("ada", "report", run=run.id)
        with pytest.raises(NotOwner):
            room.act("ben", "report", run=run.id)
        for unknown in ("x" * 22, 7, ["a"]):
            with pytest.raises(ConfigurationError, match="run"):
                room.act("ada", "report", run=unknown)
        assert room.view("ada")["run"] == run.id and room.view("ben")["run"] == ""

    @pytest.mark.parametrize(
        ("name", "given"),
        [
            ("burn", {}),
            (None, {}),
            ([], {}),
            ("signal", {"signal": "help"}),
            ("signal", {"signal": []}),
            ("signal", {"signal": "done", "member": "another"}),
            ("report", {"lesson": "shapes"}),
            ("report", {"lesson": "shapes", "step": 1, "phase": "sleep"}),
            ("report", {"lesson": "<b>", "step": 1}),
            ("report", {"lesson": "shapes", "step": True}),
            ("answer", {"question": "q"}),
            ("answer", {"question": "q", "value": 1, "vote": 3}),
            ("answer", {"question": "q", "value": "x" * 3_000}),
            ("answer", {"question": "q", "value": 1, "owner": "ben"}),
            ("follow", {"push": 0}),
            ("follow", {"push": 2}),
            ("spin", {"name": "x"}),
        ],
    )
    def test_nonsense_is_refused_and_changes_nothing(
        self, room: ClassRoom, name: object, given: dict[str, Any]
    ) -> None:
        room.join("ada")
        before = room.view("ada")
        with pytest.raises(ConfigurationError):
            room.rooms.act(room.id, "ada", name, given, english)
        assert room.view("ada") == before

    def test_every_act_needs_a_seat(self, room: ClassRoom) -> None:
        for name in ACTS:
            with pytest.raises(NotInRoom):
                room.act("stranger", name)

    def test_she_follows_a_push_and_goes_back_to_her_own_run_which_is_kept(self, runs: RunManager) -> None:
        room = ClassRoom(runs=runs)
        room.join("ada")
        own, pushed = (runs.start(config(), "ada", paused=True).id for _ in range(2))
        room.act("ada", "report", run=own)
        room.steer("push", push={"kind": "scenario", "config": SCENARIO})
        room.act("ada", "follow", push=1)
        room.act("ada", "report", run=pushed)
        room.steer("push", push={"kind": "lesson", "lesson": "shapes", "step": 3})
        room.act("ada", "follow", push=2)
        view = room.view("ada")
        assert (view["own_run"], view["run"], view["follows"], view["returned"]) == (own, pushed, 2, 0)
        assert view["push"] is not None and (view["push"]["number"], view["push"]["step"]) == (2, 3)
        room.act("ada", "return", push=2)
        assert room.view("ada")["returned"] == 2 and room.view("ada")["own_run"] == own
        room.act("ada", "report", run=own)
        room.act("ada", "follow", push=2)  # to the class's again
        again = room.view("ada")
        assert (again["follows"], again["returned"], again["own_run"]) == (2, 1, own)

    def test_of_many_who_are_present_each_page_waits_for_its_own_time_and_of_those_who_have_gone_none(
        self, room: ClassRoom
    ) -> None:
        visitors = [f"visitor {number:014}" for number in range(40)]
        room.join(*visitors)
        delays = {room.view(visitor)["redraw_after"] for visitor in visitors}
        assert len(delays) == 40 and 0.9 < max(delays) < 1
        room.clock.now += 2 * PRESENT_SECONDS
        for visitor in visitors[:10]:
            room.view(visitor)
        assert room.view(visitors[0])["redraw_after"] == 0

    def test_who_comes_late_lands_where_the_room_is(self, room: ClassRoom) -> None:
        room.steer("push", push={"kind": "sweep", "config": SCENARIO, "choice": "learning_rate", "values": [0.1, 0.2]})
        room.steer("set_pace", pace="together", step=4)
        room.join("ada", "ben", "late")
        pushes = [room.view(each)["push"] for each in ("ada", "ben", "late")]
        assert [push["value"] for push in pushes if push] == [0.1, 0.2, 0.1]
        rates = [RunConfig.from_json(push["config"]).hyperparameters.learning_rate for push in pushes if push]
        assert rates == [0.1, 0.2, 0.1] and room.view("late")["pace"] == {"kind": "together", "step": 4}
