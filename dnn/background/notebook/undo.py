"""The undo history of a run: where it stood before each command that lost something, and before each undo."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

MAX_MOMENTS = 50
MAX_HELD_BYTES = 32_000_000
"""Bytes of weights and moments that the history of one run may hold."""

Content = Mapping[str, Any]
"""Values of the fields of a run, by their names."""


@dataclass(frozen=True, eq=False)
class Moment:
    """A run as it stood when a command was carried out, or undone.

    Attributes:
        action: the command's name, as of dnn.background.command_documents.
        at: seconds since 1970.
        content: where the run stood.
        archived: id of the run that it was stored as; None where it was not.
    """

    action: str
    at: float
    content: Content
    archived: str | None = None

    @property
    def nbytes(self) -> int:
        """Bytes of its weights and the optimiser's memory."""
        state = self.content["state"]
        return 0 if state is None else int(state.nbytes)


@dataclass(frozen=True, eq=False)
class UndoHistory:
    """Moments that can be gone back to, and those that were left so and can be returned to, the latest last."""

    done: tuple[Moment, ...] = ()
    undone: tuple[Moment, ...] = ()

    def did(self, moment: Moment) -> UndoHistory:
        """The history after another command; what had been undone before it cannot be redone any more."""
        return UndoHistory(_latest((*self.done, moment)))

    def went_on(self) -> UndoHistory:
        """The history after the run was trained on from where something had been undone."""
        return replace(self, undone=())

    def undid(self, now: Moment) -> UndoHistory:
        """The history after the latest command was undone; `now` is where the run stood until then."""
        return UndoHistory(self.done[:-1], _latest((*self.undone, now)))

    def redid(self, now: Moment) -> UndoHistory:
        """The history after that was redone; `now` is where the run stood until then."""
        return UndoHistory(_latest((*self.done, now)), self.undone[:-1])


def _latest(moments: tuple[Moment, ...]) -> tuple[Moment, ...]:
    """The latest, as many as the history may hold, and one at least."""
    total, first = 0, max(0, len(moments) - MAX_MOMENTS)
    for position in range(len(moments) - 1, first - 1, -1):
        total += moments[position].nbytes
        if total > MAX_HELD_BYTES and position < len(moments) - 1:
            return moments[position + 1 :]
    return moments[first:]
