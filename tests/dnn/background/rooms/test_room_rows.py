"""The contract of the rows of rooms, for every implementation; and what a room is after its server is gone."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from sqlalchemy import create_engine, insert, update

from dnn.background.manager import RunManager
from dnn.background.rooms.held_room import MAX_PRESSES
from dnn.background.rooms.member import Answer, Member, Position, Star, Vote
from dnn.background.rooms.names import MemberName
from dnn.background.rooms.pushes import read_push
from dnn.background.rooms.refusals import NotInRoom, NotNow, RoomGone
from dnn.background.rooms.room import Pace, Room
from dnn.background.rooms.rooms import TIMES_SECONDS
from dnn.background.rooms.store.database_rows import AWAY, DatabaseRows
from dnn.background.rooms.store.documents import member_row, read_member, read_room, room_row
from dnn.background.rooms.store.memory_rows import MemoryRows
from dnn.background.rooms.store.rows import MemberRow, RoomRow, RoomRows
from dnn.background.store.database import Database, sqlite_url
from dnn.background.store.database_store import DatabaseStore
from dnn.background.store.protocol import StoreAway
from dnn.background.store.tables import ROOMS
from tests.dnn.background.rooms.class_room import SCENARIO, ClassRoom, english
from tests.dnn.background.running import ME, OTHER, THREAD, config, past
from tests.dnn.forks import FORKS

ROWS = ("memory", "database")
SWEEP = {"kind": "sweep", "config": SCENARIO, "choice": "learning_rate", "between": [0.01, 1]}
LESSON = {"kind": "lesson", "lesson": "shapes", "step": 2}
SOON = 60.0


@pytest.fixture(params=ROWS)
def rows(request: pytest.FixtureRequest, database_url: str) -> Iterator[RoomRows]:
    if request.param == "memory":
        yield MemoryRows()
        return
    database = Database(database_url)
    yield DatabaseRows(database)
    database.close()


@pytest.fixture
def database_rows(database_url: str) -> Iterator[DatabaseRows]:
    database = Database(database_url)
    yield DatabaseRows(database)
    database.close()


def member(name: str, room: str = "r1", visitor: str = ME, document: str = "{}") -> MemberRow:
    return MemberRow(name, room, visitor, document)


class TestContract:
    def test_what_was_written_is_there_until_it_is_deleted(self, rows: RoomRows) -> None:
        assert rows.load() == ([], [])
        first, second = RoomRow("r1", "{}", 1.0), RoomRow("r2", '{"title":"\u623f\u95f4 \\u0000"}', 2.0)
        rows.write(first, [member("a"), member("b", visitor=OTHER)], [])
        rows.write(second, [member("c", "r2")], [])
        found, members = rows.load()
        assert sorted(found, key=lambda row: row.id) == [first, second]
        assert sorted(each.id for each in members) == ["a", "b", "c"]
        rows.write(None, [member("a", document='{"signal":"done"}')], ["b", "unknown"])
        rows.write(replace(first, last_activity=5.0), [], [])
        found, members = rows.load()
        assert {row.id: row.last_activity for row in found} == {"r1": 5.0, "r2": 2.0}
        assert {each.id: each.document for each in members} == {"a": '{"signal":"done"}', "c": "{}"}
        rows.remove("r1")
        rows.remove("unknown")
        assert rows.load() == ([second], [member("c", "r2")])

    def test_all_of_a_visitor_is_forgotten_in_every_room(self, rows: RoomRows) -> None:
        rows.write(RoomRow("r1", "{}", 1.0), [member("a"), member("b", visitor=OTHER)], [])
        rows.write(RoomRow("r2", "{}", 1.0), [member("c", "r2")], [])
        rows.forget(ME)
        assert [each.id for each in rows.load()[1]] == ["b"]

    def test_what_cannot_be_written_as_a_whole_is_not(self, database_rows: DatabaseRows) -> None:
        database_rows.write(RoomRow("r1", "{}", 1.0), [], [])
        wrong = MemberRow("a", "r1", None, "{}")  # type: ignore[arg-type]
        with pytest.raises(StoreAway):
            database_rows.write(RoomRow("r1", '{"new":1}', 2.0), [wrong], [])
        assert database_rows.load() == ([RoomRow("r1", "{}", 1.0)], [])


class TestDocuments:
    @pytest.mark.parametrize("push", [None, SWEEP, LESSON, {**SWEEP, "between": None, "values": [0.1, 0.2]}])
    def test_a_room_is_read_as_it_was(self, push: dict[str, object] | None) -> None:
        room = Room("r", "K7WX3P", "t", "o", "v", "<b>", "zh", "", "{}", 1.0, 2.0, 3.0, is_paused=True)
        given = (
            None if push is None else read_push({key: each for key, each in push.items() if each is not None}, 3, 4.0)
        )
        room = replace(room, push=given, pace=Pace("up_to", 2), revealed=(("q", 2),), second_votes=("q",))
        room = replace(room, presented=("m",), hidden_controls=("units",), spent_names=(MemberName("calm", "otter"),))
        room = replace(room, presses=("first", "second"))
        assert read_room(room_row(room)) == room

    def test_a_member_is_read_as_she_was(self) -> None:
        answers = {"q": Answer(Vote([1, {"a": None}], 1, is_late=True), Vote("b", 2)), "r": Answer(Vote(0.5, 3))}
        star, place = Star("run", 5, "{}", None, 6.0), Position("shapes", 1, "see")
        whole = Member("m", ME, 4, MemberName(own="李雷"), 7.0, "waiting", 2, "done", 8.0, "run", place, answers, star)
        whole = replace(
            whole, follows=2, arrived=1, returned=1, own_run="own", own_position=place, stilled_runs=("a", "b")
        )
        assert read_member(member_row(whole, "r")) == whole


def busy(room: ClassRoom) -> dict[str, object]:
    """A room in which something of each kind has happened, as all see it."""
    room.join("ada", "ben", "gone")
    room.act("gone", "leave")
    room.steer("lock")
    room.join("cid")
    room.steer("set_pace", pace="up_to", step=3)
    room.steer("push", push=SWEEP)
    room.act("ada", "follow", push=1)
    room.act("ada", "answer", question="q", value=[1, "a"])
    room.act("ben", "answer", question="q", value="b")
    room.steer("second_vote", question="q")
    room.act("ada", "answer", question="q", value="b", vote=2)
    room.steer("reveal", question="q", vote=2)
    room.act("ben", "spin")
    room.act("ben", "signal", signal="stuck")
    room.act("ben", "report", lesson="shapes", step=1, phase="try")
    room.steer("pause")
    return as_seen(room)


def as_seen(room: ClassRoom) -> dict[str, object]:
    views = {each: {**room.view(each), "version": 0} for each in ("ada", "ben", "cid")}
    return {**views, "wall": {**room.wall(), "version": 0}}


class TestRestart:
    def test_a_room_is_as_it_was_after_another_server_begins(self, rows: RoomRows) -> None:
        room = ClassRoom(rows)
        before, version = busy(room), room.view("ada")["version"]
        room.clock.now += 60
        room.restart()
        after = as_seen(room)
        assert after == before and room.view("ada")["version"] > version
        room.steer("go_on")
        room.act("ben", "answer", question="q", value="x", vote=2)
        with pytest.raises(NotNow, match="stays as it is"):
            room.act("ben", "answer", question="q", value="y", vote=2)
        room.join("gone")
        assert room.view("gone")["seat"] == 3

    def test_the_next_vote_comes_after_those_before(self, rows: RoomRows) -> None:
        room = ClassRoom(rows)
        room.join("ada", "ben")
        room.act("ada", "answer", question="second", value=1)
        room.act("ada", "answer", question="first", value=1)
        room.restart()
        room.act("ben", "answer", question="third", value=1)
        assert [each["question"] for each in room.wall()["questions"]] == ["second", "first", "third"]

    def test_what_was_closed_deleted_or_is_too_old_stays_so(self, rows: RoomRows) -> None:
        room = ClassRoom(rows)
        room.join("ada", "ben")
        room.rooms.forget("ada")
        other = ClassRoom(rows)
        other.rooms.close_room(other.id, other.key)
        room.restart()
        with pytest.raises(NotInRoom):
            room.view("ada")
        with pytest.raises(RoomGone):
            room.rooms.view(other.id, "ada", -1, english)
        assert len(room.rooms) == 1
        room.clock.now += 25 * 3_600
        room.restart()
        assert len(room.rooms) == 0 and rows.load() == ([], [])

    def test_it_says_whether_a_restart_would_lose_it(self, rows: RoomRows) -> None:
        room = ClassRoom(rows)
        room.join("ada")
        is_durable = isinstance(rows, DatabaseRows)
        assert room.opening["is_durable"] is room.view("ada")["is_durable"] is room.wall()["is_durable"] is is_durable

    def test_a_row_of_another_version_stops_no_server(self, database_rows: DatabaseRows, database_url: str) -> None:
        room = ClassRoom(database_rows)
        broken = [
            {"id": f"x{number}", "document": text, "last_activity": 1.0} for number, text in enumerate(("", "[]", "{}"))
        ]
        engine = create_engine(database_url)
        with engine.begin() as connection:
            connection.execute(insert(ROOMS), broken)
            connection.execute(update(ROOMS).where(ROOMS.c.id == "none").values(document=""))
        engine.dispose()
        room.restart()
        assert len(room.rooms) == 1


class TestTogether:
    def test_a_class_that_does_everything_at_once_is_written_as_it_is(self, rows: RoomRows) -> None:
        room = ClassRoom(rows)
        students = [f"student {number}" for number in range(12)]

        def learn(visitor: str) -> None:
            room.join(visitor)
            for number in range(5):
                room.act(visitor, "answer", question=f"q:{number}", value=visitor)
                room.act(visitor, "report", lesson="shapes", step=number, phase="try")
                room.act(visitor, "signal", signal="done" if number % 2 else "stuck")
                room.view(visitor)
            room.act(visitor, "leave")
            room.join(visitor)

        def teach(number: int) -> None:
            for name, given in (
                ("pause", {}),
                ("push", {"push": LESSON}),
                ("go_on", {}),
                ("reveal", {"question": "q:1"}),
            ):
                room.rooms.steer(room.id, room.key, name, given)
                room.rooms.wall(room.id, room.key, -1, english)
                room.rooms.go_round()

        with ThreadPoolExecutor(8) as pool:
            done = [
                *(pool.submit(learn, each) for each in students),
                *(pool.submit(teach, number) for number in range(4)),
            ]
            for each in done:
                each.result(SOON)
        before = {each: {**room.view(each), "version": 0} for each in students}
        assert all(len(view["answers"]) == 5 and view["standing"] == "seated" for view in before.values())
        assert sorted(view["seat"] for view in before.values()) == list(range(1, 13))
        push = before["student 0"]["push"]
        assert push is not None and push["number"] == 4
        room.restart()
        assert {each: {**room.view(each), "version": 0} for each in students} == before

    def test_who_followed_a_push_before_arrivals_were_told_has_arrived(self) -> None:
        row = member_row(replace(Member("m", ME, 1, MemberName(own="a"), 0.0), follows=3, arrived=1), "r")
        document = {key: value for key, value in json.loads(row.document).items() if key != "arrived"}
        assert read_member(replace(row, document=json.dumps(document))).arrived == 3

    def test_a_press_that_is_sent_again_to_the_next_server_is_not_carried_out_twice(self, rows: RoomRows) -> None:
        room = ClassRoom(rows)
        for _ in range(2):
            room.rooms.steer(room.id, room.key, "push", {"push": LESSON}, "a press")
            room.restart()
        assert room.wall()["push"]["number"] == 1  # type: ignore[index]
        for number in range(MAX_PRESSES):
            room.rooms.steer(room.id, room.key, "pause", {}, str(number))
        assert len(room.rooms._register.get(room.id).room.presses) == MAX_PRESSES

    def test_the_wall_has_the_runs_of_a_class_though_nobody_is_back_and_none_was_trained(
        self, database_url: str
    ) -> None:
        """A run without an iteration is else not worth a row."""
        rows, runs = life(database_url)
        room = ClassRoom(rows, runs)
        room.join("ada", "ben")
        of_class = {
            "ada": runs.start(config(learning_rate=0.25), "ada", paused=True),
            "ben": runs.start(config(), "ben"),
        }
        alone = runs.start(config(), "ada", paused=True)
        runs.wait_until(of_class["ben"].id, past(3), SOON)
        for visitor, run in of_class.items():
            room.act(visitor, "report", run=run.id)
        before = {tile["seat"]: tile["run"] for tile in room.wall()["members"]}
        runs.close()
        room.rows, room.runs = life(database_url)
        room.restart()
        after = {tile["seat"]: tile["run"] for tile in room.wall()["members"]}
        for seat, run in before.items():
            found = after[seat]
            assert run is not None and found is not None and found["run"] == run["run"]
            assert found["learning_rate"] == run["learning_rate"] and found["sizes"] == run["sizes"]
        assert after[1]["iteration"] == 0 and after[2]["iteration"] >= 3  # type: ignore[index]
        assert room.runs.get(alone.id) is None
        listed = [entry.id for entry in room.runs.notebook.listed("ada")]
        assert listed == []  # of what she has trained there is nothing
        room.runs.close()

    def test_a_run_that_is_nowhere_is_looked_for_now_and_then(self, monkeypatch: pytest.MonkeyPatch) -> None:
        room, looked = ClassRoom(), []
        room.join("ada")
        run = room.runs.start(config(), "ada", paused=True)
        room.act("ada", "report", run=run.id)
        monkeypatch.setattr(room.runs._held, "get", lambda run_id: None)
        monkeypatch.setattr(room.runs._held, "load", looked.append)
        for _ in range(60):
            assert room.wall()["members"][0]["run"] is None
        assert looked == [run.id] * 2


def life(url: str) -> tuple[RoomRows, RunManager]:
    """The rows and runs of a server that begins with a database."""
    database = Database(url)
    runs = RunManager(THREAD, store=DatabaseStore(database, 0.02))
    runs.open()
    return DatabaseRows(database), runs


class AwayRows(MemoryRows):
    """Rows that a test has away."""

    is_durable = True

    def __init__(self) -> None:
        super().__init__()
        self.is_away = False

    def _check(self) -> None:
        if self.is_away:
            raise StoreAway(AWAY)

    def load(self) -> tuple[list[RoomRow], list[MemberRow]]:
        self._check()
        return super().load()

    def write(self, room: object, members: object, gone: object) -> None:
        self._check()
        super().write(room, members, gone)  # type: ignore[arg-type]

    def remove(self, room_id: str) -> None:
        self._check()
        super().remove(room_id)

    def forget(self, visitor: str) -> None:
        self._check()
        super().forget(visitor)


class TestDatabaseAway:
    def test_a_room_goes_on_says_so_and_is_written_when_it_is_back(self) -> None:
        rows = AwayRows()
        room = ClassRoom(rows)
        room.join("ada")
        version = room.view("ada")["version"]
        rows.is_away = True
        room.act("ada", "answer", question="q", value=1)
        assert not room.view("ada", version)["is_durable"]
        with pytest.raises(StoreAway):
            room.rooms.forget("ada")
        assert room.view("ada")["answers"]
        rows.is_away = False
        room.rooms.go_round()
        assert room.view("ada")["is_durable"]
        room.restart()
        assert room.view("ada")["answers"][0]["first"] == 1

    def test_a_room_that_ended_meanwhile_does_not_come_back(self) -> None:
        rows = AwayRows()
        room = ClassRoom(rows)
        room.join("ada")
        rows.is_away = True
        room.rooms.close_room(room.id, room.key)
        rows.is_away = False
        assert len(rows.load()[0]) == 1
        room.rooms.go_round()
        assert rows.load() == ([], [])

    def test_times_are_written_at_the_end_of_a_server_and_now_and_then(self) -> None:
        rows = MemoryRows()
        room = ClassRoom(rows)
        room.clock.now += 10
        room.wall()
        room.rooms.go_round()
        begun = json.loads(rows.load()[0][0].document)["teacher_seen"]
        room.clock.now += TIMES_SECONDS
        room.rooms.go_round()
        assert json.loads(rows.load()[0][0].document)["teacher_seen"] == begun + 11
        room.wall()
        room.rooms.open()
        room.rooms.close()
        assert json.loads(rows.load()[0][0].document)["teacher_seen"] == room.clock.now

    def test_rooms_are_there_once_their_rows_are(self) -> None:
        rows = AwayRows()
        room = ClassRoom(rows)
        room.join("ada")
        rows.is_away = True
        room.restart()
        assert len(room.rooms) == 0
        rows.is_away = False
        room.rooms.go_round()
        assert room.view("ada")["seat"] == 1

    def test_a_file_that_another_server_writes_makes_a_room_that_is_not_durable(self, tmp_path: Path) -> None:
        databases = [Database(sqlite_url(tmp_path / "runs.sqlite3")) for _ in range(2)]
        ClassRoom(DatabaseRows(databases[0]))
        assert not ClassRoom(DatabaseRows(databases[1])).wall()["is_durable"]
        for database in databases:
            database.close()


def _serve(url: str, pipe: Connection) -> None:
    """A server with a room, which tells what all see, and waits to be killed."""
    database = Database(url)
    room = ClassRoom(DatabaseRows(database), RunManager(THREAD))
    seen = busy(room)
    pipe.send((room.opening, room.clock.now, seen))
    pipe.recv()


@pytest.mark.skipif(sys.platform == "win32", reason="has no SIGKILL")
def test_a_killed_server_loses_neither_place_nor_answers(database_url: str) -> None:
    here, there = FORKS.Pipe()
    process = FORKS.Process(target=_serve, args=(database_url, there))
    process.start()
    assert here.poll(SOON), "the server says nothing"
    opening, now, seen = here.recv()
    os.kill(process.pid or 0, signal.SIGKILL)
    process.join(SOON)
    database = Database(database_url)
    room = ClassRoom(DatabaseRows(database))
    room.opening, room.id, room.key, room.clock.now = opening, opening["room"], opening["teacher_key"], now
    assert as_seen(room) == seen
    database.close()
