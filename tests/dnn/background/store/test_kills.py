"""A server that is killed in mid-training, again and again: its run goes on from what was written last, bit for bit."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from multiprocessing.connection import Connection

import numpy as np
import pytest

from dnn.background.run import Run
from dnn.background.store.database import Database
from dnn.background.store.saved_run import restored
from dnn.training.advance import advance
from tests.dnn.background.running import ME
from tests.dnn.background.store.serving import CONFIG, RUN_ID, serve
from tests.dnn.forks import FORKS

KILLS = 20
LONGEST_LIFE = 0.25
"""Seconds that a server lives at most once its run is on its way."""
SOON = 60.0


def heard(pipe: Connection) -> object:
    assert pipe.poll(SOON), "the server says nothing"
    return pipe.recv()


@pytest.mark.timeout(240)
@pytest.mark.skipif(sys.platform == "win32", reason="has no SIGKILL")
def test_twenty_kills_change_no_bit(database_url: str) -> None:
    moments = random.Random(5)
    starts: list[int] = []
    for life in range(KILLS + 1):
        here, there = FORKS.Pipe()
        process = FORKS.Process(target=serve, args=(database_url, there))
        process.start()
        there.close()
        begun = heard(here)
        assert isinstance(begun, int), f"life {life}: the run is lost"
        starts.append(begun)
        while heard(here) <= begun:  # type: ignore[operator]
            pass
        until = time.monotonic() + moments.uniform(0, LONGEST_LIFE)
        while time.monotonic() < until:
            heard(here)
        if life < KILLS:
            os.kill(process.pid or 0, signal.SIGKILL)
        else:
            here.send("enough")
            while heard(here) != "closed":
                pass
        process.join(SOON)
        here.close()
    assert starts == sorted(starts) and starts[-1] > starts[1] > 0
    database = Database(database_url)
    row = database.read(RUN_ID)
    database.close()
    assert row is not None
    found = restored(row)
    assert found.state is not None
    undisturbed = Run(RUN_ID, ME, CONFIG)
    undisturbed.accept(advance(CONFIG, None, iterations=found.iteration), 0, None)
    assert undisturbed.state is not None
    assert found.state.theta.tobytes() == undisturbed.state.theta.tobytes()
    assert [slot.tobytes() for slot in found.state.slots] == [slot.tobytes() for slot in undisturbed.state.slots]
    for ours, theirs in zip(found.history.points(), undisturbed.history.points(), strict=True):
        np.testing.assert_array_equal(ours, theirs)
    assert found.evaluations.since(-1) == undisturbed.evaluations.since(-1)
