"""Both votes of a class, what is revealed of them, and the results."""

from __future__ import annotations

import json

import pytest

from dnn.background.rooms.answers import MAX_ANSWERED, MAX_ROOM_QUESTIONS
from dnn.background.rooms.refusals import (
    NotNow,
    NotTeacher,
)
from tests.dnn.background.rooms.class_room import ClassRoom, english


class TestVotes:
    def test_an_answer_is_given_once_and_the_same_again_is_none(self, room: ClassRoom) -> None:
        room.join("ada")
        room.act("ada", "answer", question="q", value=1)
        version = room.view("ada")["version"]
        room.act("ada", "answer", question="q", value=1)
        assert room.rooms.view(room.id, "ada", version, english) is None
        for other in (2, True, "1"):
            with pytest.raises(NotNow, match="stays as it is"):
                room.act("ada", "answer", question="q", value=other)

    def test_the_second_vote_is_given_when_it_has_begun_and_the_first_until_then(self, room: ClassRoom) -> None:
        room.join("ada", "ben")
        room.act("ada", "answer", question="q", value="a")
        with pytest.raises(NotNow, match="has not begun"):
            room.act("ada", "answer", question="q", value="b", vote=2)
        with pytest.raises(NotNow, match="no second vote"):
            room.steer("reveal", question="q", vote=2)
        room.steer("second_vote", question="q")
        room.act("ada", "answer", question="q", value="b", vote=2)
        with pytest.raises(NotNow, match="is over"):
            room.act("ben", "answer", question="q", value="a")
        (question,) = room.wall()["questions"]
        assert (question["answered"], question["answered_again"], question["is_second_open"]) == (1, 1, True)

    def test_a_second_vote_ends_by_itself_when_something_else_is_pushed_and_its_answers_are_kept(
        self, room: ClassRoom
    ) -> None:
        room.join("ada", "ben")
        question = "shapes/2/prediction"
        for other in (question, "q"):
            room.act("ada", "answer", question=other, value="a")
            room.steer("second_vote", question=other)
        room.steer("push", push={"kind": "lesson", "lesson": "shapes", "step": 1})
        assert room.view("ada")["second_votes"] == [question]  # the step in which it is asked
        room.act("ada", "answer", question=question, value="b", vote=2)
        room.steer("push", push={"kind": "lesson", "lesson": "shapes", "step": 2})
        assert room.view("ada")["second_votes"] == []
        with pytest.raises(NotNow, match="has not begun"):
            room.act("ben", "answer", question=question, value="b", vote=2)
        room.steer("reveal", question=question, vote=2)
        counted = {bar["value"]: (bar["first"], bar["second"]) for bar in room.view("ada")["revealed"][0]["bars"]}
        assert counted == {"a": (1, 0), "b": (0, 1)}

    def test_the_teacher_ends_a_second_vote(self, room: ClassRoom) -> None:
        room.join("ada")
        for question in ("q", "r"):
            room.steer("second_vote", question=question)
        room.steer("end_second_vote", question="q")
        assert room.view("ada")["second_votes"] == ["r"]

    def test_nothing_of_others_is_known_before_it_is_revealed_and_no_name_or_id_ever(self, room: ClassRoom) -> None:
        students = [f"student {number}" for number in range(8)]
        room.join(*students, "silent")
        for number, each in enumerate(students):
            room.act(each, "answer", question="q", value=f"secret {number}")
        ids = [tile["id"] for tile in room.wall()["members"]]
        names = {each: room.view(each)["name"] for each in (*students, "silent")}
        assert "secret" not in json.dumps(room.view("silent"))
        assert json.dumps(room.view("student 3")).count("secret") == 1
        room.steer("reveal", question="q", vote=1)
        for each in (*students, "silent"):
            text = json.dumps(room.view(each))
            others = [name for other, name in names.items() if other != each]
            assert not any(name in text for name in others)
            assert not any(secret in text for secret in (*ids, *students, room.key, room.opening["co_teacher_key"]))
        (revealed,) = room.view("student 3")["revealed"]
        assert len(revealed["bars"]) == 8 and len(revealed["others"]) == 3 and "secret 3" not in revealed["others"]
        assert room.view("silent")["revealed"][0]["others"] == []

    def test_what_she_sees_of_others_stays_while_answers_come_in(self, room: ClassRoom) -> None:
        room.join(*(f"early {number}" for number in range(3)), "ada", *(f"late {number}" for number in range(5)))
        room.steer("reveal", question="q", vote=1)
        seen = []
        for each in ("early 0", "early 1", "early 2", "ada", *(f"late {number}" for number in range(5))):
            room.act(each, "answer", question="q", value=each)
            if room.view("ada")["answers"]:
                seen.append(room.view("ada")["revealed"][0]["others"])
        assert len(seen) == 6 and all(others == seen[0] for others in seen)

    def test_a_vote_that_saw_the_others_is_in_no_histogram(self, room: ClassRoom) -> None:
        room.join("ada", "ben")
        room.act("ada", "answer", question="q", value=1)
        room.steer("reveal", question="q", vote=1)
        room.act("ben", "answer", question="q", value=2)
        assert [(bar["value"], bar["first"]) for bar in room.view("ada")["revealed"][0]["bars"]] == [(1, 1)]
        room.steer("conceal", question="q")
        assert room.view("ada")["revealed"] == []

    def test_both_votes_stand_beside_each_other(self, room: ClassRoom) -> None:
        room.join("ada", "ben", "cid")
        for each, value in zip(("ada", "ben", "cid"), ("a", "a", "b"), strict=True):
            room.act(each, "answer", question="q", value=value)
        room.steer("second_vote", question="q")
        for each in ("ada", "ben", "cid"):
            room.act(each, "answer", question="q", value="b", vote=2)
        room.steer("reveal", question="q", vote=1)
        bars = room.view("ada")["revealed"][0]["bars"]
        assert [(bar["value"], bar["first"], bar["second"]) for bar in bars] == [("a", 2, 0), ("b", 1, 0)]
        room.steer("reveal", question="q", vote=2)
        bars = room.view("ada")["revealed"][0]["bars"]
        assert [(bar["value"], bar["first"], bar["second"]) for bar in bars] == [("b", 1, 3), ("a", 2, 0)]

    def test_answers_are_bounded_of_a_member_and_of_the_class(self, room: ClassRoom) -> None:
        room.join("ada", "ben")
        with pytest.raises(NotNow, match="characters"):
            for number in range(20):
                room.act("ada", "answer", question=f"long:{number}", value="x" * (MAX_ANSWERED // 16))
        with pytest.raises(NotNow, match="questions in a room"):
            for number in range(MAX_ROOM_QUESTIONS + 1):
                room.act("ben", "answer", question=f"q:{number}", value=1)


class TestResults:
    def test_the_gain_is_that_of_the_members_who_answered_both_times(self, room: ClassRoom) -> None:
        room.join("ada", "ben", "cid")
        assert room.rooms.gain(room.id, room.key).of_averages is None
        room.test_scores |= {"ada": (2, 5), "ben": (4, 4), "stranger": (0, 6)}
        gain = room.rooms.gain(room.id, room.opening["co_teacher_key"])
        assert (gain.learners, gain.of_averages) == (2, pytest.approx((9 - 6) / (12 - 6)))
        lines = room.rooms.results(room.id, room.key, english).splitlines()
        assert [line.split(",")[11:13] for line in lines[1:]] == [["2", "5"], ["4", "4"], ["", ""]]
        with pytest.raises(NotTeacher):
            room.rooms.gain(room.id, "another key")

    def test_a_line_a_member_with_both_votes_and_no_formula(self, room: ClassRoom) -> None:
        room.join("ada", "ben")
        room.steer("allow_own_names", is_on=True)
        room.act("ada", "rename", text="=SUM(A1)")
        room.act("ada", "answer", question="q", value=0.5)
        room.act("ben", "answer", question="q", value="-1+1")
        room.act("ben", "signal", signal="done")
        room.act("ben", "report", lesson="shapes", step=1, phase="see")
        header, first, second = room.rooms.results(room.id, room.key, english).splitlines()
        assert header.startswith("seat,name,signal,lesson,step,phase,") and header.endswith(",q 1,q 2")
        assert first == "1,'=SUM(A1),,,,,,,,,,,,0.5,"
        assert second == f"2,{room.view('ben')['name']},done,shapes,1,see,,,,,,,,'-1+1,"
        assert not any(secret in header + first + second for secret in ("ada", "ben", room.key))
