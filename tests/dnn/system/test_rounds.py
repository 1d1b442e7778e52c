"""Rounds of a thread: they come again after an error, and the last act comes when they are over."""

from __future__ import annotations

import logging
import threading

import pytest

from dnn.system.rounds import Rounds

SOON = 30.0


def test_a_round_that_fails_is_logged_and_the_next_one_comes(caplog: pytest.LogCaptureFixture) -> None:
    done, ended, came_again = [], [], threading.Event()

    def go_round() -> None:
        done.append(threading.current_thread().name)
        if len(done) > 1:
            came_again.set()
            return
        raise LookupError("not there")

    rounds = Rounds("walker", go_round, 0.001, lambda: ended.append(len(done)))
    with caplog.at_level(logging.ERROR):
        rounds.open()
        assert came_again.wait(SOON) and ended == []
        rounds.close()
    assert set(done) == {"walker"} and ended == [len(done)]
    assert "a round of walker met an error" in caplog.text and "not there" in caplog.text


class Waits(threading.Event):
    """An event that nobody waits for: it notes for how long, and is set once as many rounds have come as there are."""

    def __init__(self, rounds: int) -> None:
        super().__init__()
        self.rounds, self.seconds = rounds, []

    def wait(self, timeout: float | None = None) -> bool:
        self.seconds.append(timeout)
        return len(self.seconds) > self.rounds


def test_a_round_may_say_when_to_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter((0.0, None, LookupError("not there"), 7.0))
    waits = Waits(4)
    monkeypatch.setattr(threading, "Event", lambda: waits)

    def go_round() -> float | None:
        answer = next(answers)
        if isinstance(answer, LookupError):
            raise answer
        return answer

    rounds = Rounds("walker", go_round, 5.0, lambda: None)
    rounds._work()
    assert waits.seconds == [5.0, 0.0, 5.0, 5.0, 7.0]


def test_what_has_not_begun_does_nothing_at_its_end() -> None:
    ended: list[int] = []
    Rounds("walker", lambda: None, 1.0, lambda: ended.append(1)).close()
    assert ended == []
