"""What a student's browser is ever told, over HTTP: through every act of the teacher nothing by which another student
could be known, and no answer before it is revealed; and what the projector shows to all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from dnn.background.rooms.acts import ACTS
from dnn.background.rooms.pushes import PUSHES
from dnn.background.rooms.steering import STEERING
from dnn.background.services import close_runs, get_run_manager, open_runs
from dnn.background.settings import Settings
from pages.server.paths import ROOM_JOIN, ROOM_STEER, ROOM_STUDENT, ROOM_WALL, ROOMS
from pages.server.visitor import new_key
from tests.dnn.background.running import config
from tests.pages.server.rooms.asking import SCENARIO, post, wall

FIRST, SECOND, OTHER = "first-vote-of-ben", "second-vote-of-ben", "never-revealed-of-ben"


@pytest.fixture(autouse=True)
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A server of its own for each test, whose walls are made anew for each look."""
    monkeypatch.setattr("dnn.background.rooms.views.shared_wall.WALL_SECONDS", 0.0)
    close_runs()
    open_runs(Settings(executor="thread", store="memory", room_members=60))
    yield
    close_runs()


class ARoom:
    """A room with Ada, who looks, and Ben, who must not be known to her; all that Ada was ever told is kept."""

    def __init__(self) -> None:
        self.opened: dict[str, Any] = post(ROOMS, new_key(), lesson="shapes", title="XOR").json()
        self.ada, self.ben = new_key(), new_key()
        self.told: list[str] = []
        self.steered, self.acted = set[str](), set[str]()
        for key in (self.ada, self.ben):
            answer = post(ROOM_JOIN, key, code=self.opened["code"])
            assert answer.status_code == 200
            self.told += [answer.text] if key == self.ada else []
        self.run = get_run_manager().start(config(), self.ben, paused=True).id
        self.act(self.ben, "report", run=self.run, lesson="shapes", step=1, phase="try")
        self.act(self.ben, "signal", signal="stuck")
        self.ids = {tile["name"]: tile["id"] for tile in wall(self.opened).json()["members"]}
        self.ben_name = post(ROOM_STUDENT, self.ben, room=self.opened["room"]).json()["name"]
        self.ben_id = self.ids[self.ben_name]

    def act(self, key: str, name: str, /, **given: Any) -> None:
        answer = post(ROOM_STUDENT, key, room=self.opened["room"], act={"name": name, **given})
        assert answer.status_code in (200, 204, 409), answer.text
        if key == self.ada:
            self.told.append(answer.text)
            self.acted.add(name)

    def look(self) -> str:
        """What Ada is told now."""
        self.told.append(post(ROOM_STUDENT, self.ada, room=self.opened["room"]).text)
        return self.told[-1]

    def steer(self, name: str, **given: Any) -> None:
        """An act of the teacher, after which Ada looks."""
        body = {"room": self.opened["room"], "key": self.opened["teacher_key"], "act": {"name": name, **given}}
        answer = post(ROOM_STEER, self.ben, **body)  # whose run is the one that is shown
        assert answer.status_code == 200, answer.text
        self.steered.add(name)
        self.look()

    @property
    def secrets(self) -> dict[str, str]:
        """What Ada must never be told."""
        keys = {name: self.opened[name] for name in ("teacher_key", "co_teacher_key")}
        return {"key": self.ben, "id": self.ben_id, "name": self.ben_name, "run": self.run, **keys}


@pytest.fixture
def room() -> ARoom:
    return ARoom()


def test_through_every_act_of_the_teacher_nobody_learns_who_another_is(room: ARoom) -> None:
    for act in ("pause", "go_on", "lock", "unlock"):
        room.steer(act)
    late = new_key()
    room.steer("lock")
    post(ROOM_JOIN, late, code=room.opened["code"])
    (knock,) = wall(room.opened).json()["waiting"]
    room.steer("refuse", member=knock["id"])
    post(ROOM_JOIN, late, code=room.opened["code"])
    room.steer("admit", member=wall(room.opened).json()["waiting"][0]["id"])
    pushed: dict[str, dict[str, Any]] = {
        "scenario": {"config": SCENARIO},
        "lesson": {"lesson": "shapes", "step": 1},
        "sweep": {"config": SCENARIO, "choice": "learning_rate", "between": [0.01, 1]},
        "spotlight": {"member": room.ben_id},
    }
    for number, (kind, given) in enumerate(pushed.items(), start=1):
        room.steer("push", push={"kind": kind, **given})
        room.act(room.ada, "follow", push=number)
    assert set(pushed) == set(PUSHES)
    room.steer("set_goal", cost=0.2)
    room.steer("set_pace", pace="together", step=1)
    room.steer("hide_controls", controls=["learning_rate"])
    room.steer("lock_controls", controls=["units"])
    for key, vote in ((room.ben, FIRST), (room.ada, "hers")):
        room.act(key, "answer", question="q", value=vote)
    room.steer("reveal", question="q")
    room.steer("second_vote", question="q")
    room.steer("end_second_vote", question="q")
    room.steer("conceal", question="q")
    room.steer("star", member=room.ben_id)
    room.steer("present", members=[room.ben_id])
    room.steer("unstar", member=room.ben_id)
    room.steer("show_run", run=room.run)
    room.steer("anonymise", is_on=False)
    room.steer("allow_own_names", is_on=True)
    room.steer("set_title", title="y")
    room.steer("rename_member", member=room.ids[next(name for name in room.ids if name != room.ben_name)])
    room.act(room.ada, "spin")
    room.act(room.ada, "rename", text="Ada")
    room.act(room.ada, "arrive", push=1)
    room.act(room.ada, "return", push=1)
    room.act(room.ada, "signal", signal="question")
    room.act(room.ada, "report", lesson="shapes", step=0, phase="see")
    room.steer("remove_member", member=room.ben_id)
    assert room.steered == set(STEERING)
    assert room.acted | {"leave"} == set(ACTS)
    for what, secret in room.secrets.items():
        assert not any(secret in told for told in room.told), what


def test_no_answer_is_told_before_it_is_revealed_and_then_that_vote_alone(room: ARoom) -> None:
    room.act(room.ben, "answer", question="q", value=FIRST)
    room.act(room.ben, "answer", question="other", value=OTHER)
    room.act(room.ada, "answer", question="q", value="hers")
    assert FIRST not in room.look()
    room.steer("second_vote", question="q")
    room.act(room.ben, "answer", question="q", value=SECOND, vote=2)
    room.act(room.ada, "answer", question="q", value="hers", vote=2)
    assert not any(vote in told for told in room.told for vote in (FIRST, SECOND, OTHER))
    room.steer("reveal", question="q", vote=1)
    assert FIRST in room.told[-1] and SECOND not in room.told[-1]
    room.steer("reveal", question="q", vote=2)
    assert SECOND in room.told[-1]
    room.steer("conceal", question="q")
    assert FIRST not in room.told[-1] and SECOND not in room.told[-1]
    assert not any(OTHER in told for told in room.told)


def test_who_waits_or_was_removed_is_told_of_no_answer_and_no_work(room: ARoom) -> None:
    room.act(room.ben, "answer", question="q", value=FIRST)
    room.steer("reveal", question="q")
    room.steer("push", push={"kind": "lesson", "lesson": "shapes", "step": 1})
    room.steer("lock")
    late = new_key()
    waiting = post(ROOM_JOIN, late, code=room.opened["code"])
    seen = post(ROOM_STUDENT, late, room=room.opened["room"])
    for answer in (waiting, seen):
        assert answer.json()["push"] is None and answer.json()["revealed"] == [] and FIRST not in answer.text
    ada_id = next(member for name, member in room.ids.items() if name != room.ben_name)
    room.steer("remove_member", member=ada_id)
    assert '"standing":"removed"' in room.told[-1] and FIRST not in room.told[-1]


def test_the_projector_has_no_answers_before_they_are_revealed_and_no_names_in_an_anonymous_room(room: ARoom) -> None:
    def shown() -> str:
        return post(ROOM_WALL, room=room.opened["room"], key=room.opened["teacher_key"], projector=True).text

    room.act(room.ben, "answer", question="q", value=FIRST)
    room.steer("anonymise", is_on=True)
    assert FIRST not in shown() and room.ben_name not in shown()
    room.steer("reveal", question="q")
    assert FIRST in shown() and room.ben_name not in shown()
    assert not any(key in shown() for key in (room.ada, room.ben, room.opened["teacher_key"]))
