"""A server that is killed while it stores progress: what was said to be stored is there."""

from __future__ import annotations

import os
import signal
import sys
from multiprocessing.connection import Connection

import pytest

from dnn.background.learning.database_rows import DatabaseRows
from dnn.background.learning.learning_store import LearningStore
from dnn.background.settings import Settings
from tests.dnn.background.learning.storing import DOCUMENT_BYTES, digest, store_on_and_on, text_of
from tests.dnn.background.running import ME, SOON
from tests.dnn.background.tables.made_tables import opened
from tests.dnn.forks import FORKS

KILLS = 10
PUTS = 25
"""States of progress that a server has stored at least before it is killed."""


def heard_until_its_end(pipe: Connection) -> list[int]:
    """All that a killed server has said."""
    heard: list[int] = []
    try:
        while pipe.poll(SOON):
            heard.append(pipe.recv())
    except EOFError:
        return heard
    raise AssertionError("the server was not killed")


@pytest.mark.timeout(240)
@pytest.mark.skipif(sys.platform == "win32", reason="has no SIGKILL")
def test_what_was_stored_outlives_every_kill(database_url: str) -> None:
    number = 0
    for life in range(KILLS):
        here, there = FORKS.Pipe()
        process = FORKS.Process(target=store_on_and_on, args=(database_url, life, number, there))
        process.start()
        there.close()
        heard: list[int] = []
        while len(heard) < PUTS:
            assert here.poll(SOON), "the server says nothing"
            heard.append(here.recv())
        os.kill(process.pid or 0, signal.SIGKILL)
        process.join(SOON)
        last = [*heard, *heard_until_its_end(here)][-1]
        here.close()
        with opened(database_url) as database:
            store = LearningStore(Settings(), DatabaseRows(database))
            found = store.progress(ME, "shapes")
            assert found is not None and len(found.document) > DOCUMENT_BYTES
            kept = int(found.document.partition(" ")[0])
            assert kept in (last, last + 1), "one more may be stored than was told"
            assert [store.lesson(digest(text_of(each))) for each in range(life + 1)] == [
                text_of(each) for each in range(life + 1)
            ]
        number = kept + 1
