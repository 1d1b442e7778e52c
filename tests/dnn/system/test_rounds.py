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


def test_what_has_not_begun_does_nothing_at_its_end() -> None:
    ended: list[int] = []
    Rounds("walker", lambda: None, 1.0, lambda: ended.append(1)).close()
    assert ended == []
