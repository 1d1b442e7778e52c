"""A server with one run and a database, to be killed."""

from __future__ import annotations

from multiprocessing.connection import Connection

from dnn.background.commands import Pause
from dnn.background.manager import RunManager
from dnn.background.store.database import Database
from dnn.background.store.database_store import DatabaseStore
from tests.dnn.background.running import LONG, ME, SOON, THREAD, at_rest, config

RUN_ID = "a" * 22
CONFIG = config(LONG, optimizer="adam", batch_size=16, l2=0.1)
ITERATIONS_A_SECOND = 3_000.0
BATCH_SECONDS, POLL_SECONDS = 0.02, 0.01


def serve(url: str, pipe: Connection) -> None:
    """A server with one run, which tells how far it is until it is killed or told to pause."""
    runs = RunManager(THREAD, store=DatabaseStore(Database(url), BATCH_SECONDS))
    runs.open()
    if runs.get(RUN_ID) is None:
        runs.start(CONFIG, ME, speed_limit=ITERATIONS_A_SECOND, run_id=RUN_ID)
    while not pipe.poll(POLL_SECONDS):
        payload = runs.poll(RUN_ID, LONG, 0)
        pipe.send(payload["iteration"] if payload else None)
    runs.command(RUN_ID, ME, Pause())
    runs.wait_until(RUN_ID, at_rest, SOON)
    runs.close()
    pipe.send("closed")
