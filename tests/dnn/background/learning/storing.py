"""Shared by the tests of progress and lessons: own lessons, and a server that stores until it is killed."""

from __future__ import annotations

import hashlib
from multiprocessing.connection import Connection

from dnn.background.learning.database_rows import DatabaseRows
from dnn.background.learning.learning_store import LearningStore
from dnn.background.settings import Settings
from dnn.background.store.database import Database
from tests.dnn.background.running import ME

TEXT = "title: 你好\nsteps: []\n"
DOCUMENT_BYTES = 20_000


def digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def put(store: LearningStore, owner: str, text: str, title: str = "a lesson") -> str:
    """Store an own lesson; its hash."""
    store.put_lesson(owner, digest(text), title, text)
    return digest(text)


def text_of(life: int) -> str:
    return f"title: lesson of life {life}\n"


def store_on_and_on(url: str, life: int, first: int, pipe: Connection) -> None:
    """A server that stores a lesson, and progress again and again, and tells of each once it is stored."""
    store = LearningStore(Settings(), DatabaseRows(Database(url)))
    put(store, ME, text_of(life))
    number = first
    while True:
        store.put_progress(ME, "shapes", f"{number} {'x' * DOCUMENT_BYTES}")
        pipe.send(number)
        number += 1
