"""A class of simulated students: members of a room with real runs, who are at steps of a lesson, answer and signal."""

from __future__ import annotations

from typing import Any

from dnn import RunConfig
from dnn.background.services import get_rooms, get_run_manager
from dnn.errors import DnnError
from pages.locale.languages import translations
from pages.server.visitor import new_key

SIGNALS = ("none", "none", "done", "none", "stuck", "none", "none", "question", "none", "none")
DATA = ("circles", "xor", "moons", "spirals", "gaussians")
DIVERGES = 13
"""Every so many-th student has a regression that diverges."""


class Students:
    """Students of a room.

    Attributes:
        room: its id.
        keys: their keys as visitors, in the order of their seats.
    """

    def __init__(self, code: str, count: int, iterations: int = 20_000) -> None:
        rooms, manager = get_rooms(), get_run_manager()
        self.keys = [new_key() for _ in range(count)]
        self.room = ""
        for seat, key in enumerate(self.keys, start=1):
            self.room = rooms.join(code, key)
            run = manager.start(run_config(seat, iterations), key)
            self.act(key, "report", run=run.id, lesson="learning_rate", step=seat % 4, phase="try")
            self.act(key, "answer", question="learning_rate/1/seen", value=seat % 3)
            self.act(key, "signal", signal=SIGNALS[seat % len(SIGNALS)])

    def act(self, key: str, name: str, **given: Any) -> None:
        """Do what a student does."""
        get_rooms().act(self.room, key, name, given, translations)

    def look(self) -> None:
        """Let all of them be heard of."""
        for key in self.keys:
            try:
                get_rooms().view(self.room, key, -1, translations)
            except DnnError:  # the room is closed, or she was removed
                continue


def run_config(seat: int, iterations: int) -> RunConfig:
    """The configuration of a seat's run; they differ in data, width and learning rate."""
    if seat % DIVERGES == 0:
        document: dict[str, Any] = {"dataset": {"name": "sine"}}
        hidden, rate = [{"units": 8, "activation": "relu"}], 30.0
    else:
        document = {"dataset": {"name": DATA[seat % len(DATA)], "samples": 200}}
        hidden, rate = [{"units": 4 + seat % 5, "activation": "tanh"}] * 2, 0.003 * 1.06**seat
    return RunConfig.from_dict(
        {
            **document,
            "architecture": {"hidden": hidden},
            "hyperparameters": {"learning_rate": rate, "iterations": iterations},
            "seed": seat,
        }
    )
