"""The drawing of walls: for whoever looks, at most once a second a room, from runs that are read together."""

from __future__ import annotations

from collections.abc import Callable

from dnn.background.rooms.class_runs import ClassRuns
from dnn.background.rooms.held_room import HeldRoom
from dnn.background.rooms.views.tiles import RunTile
from dnn.background.rooms.views.wall import tiles_of, wall_document
from dnn.text.messages import Translations

Catalogues = Callable[[str], Translations]
"""The catalogue of a language; names are in the language of their room."""


class Walls:
    """Walls of rooms. Every method may be called from any thread, and without the room's lock.

    Args:
        is_durable: says whether a room outlives a restart of the server.
        clock, monotonic: seconds since 1970, and of a clock that only grows.
    """

    def __init__(
        self,
        runs: ClassRuns,
        is_durable: Callable[[HeldRoom], bool],
        clock: Callable[[], float],
        monotonic: Callable[[], float],
    ) -> None:
        self._runs, self._is_durable, self._now, self._monotonic = runs, is_durable, clock, monotonic

    def since(
        self, held: HeldRoom, version: int, catalogues: Catalogues, *, is_projector: bool, is_zipped: bool
    ) -> bytes | None:
        """The wall as JSON for a device that knows `version`; None where there is nothing new."""
        with held.lock:
            is_due = held.wall.is_due(self._monotonic())
        if is_due:
            self._draw(held, catalogues)
        with held.lock:
            answer = held.wall.since(version, is_projector=is_projector)
        return None if answer is None else answer.zipped if is_zipped else answer.plain

    def _draw(self, held: HeldRoom, catalogues: Catalogues) -> None:
        """Make the wall's document, unless another device's request just has."""
        with held.drawing:
            with held.lock:
                if not held.wall.is_due(self._monotonic()):
                    return
            tiles = self.tiles(held)
            with held.lock:
                catalogue = catalogues(held.room.language)
                document = wall_document(held, tiles, self._now(), catalogue, self._is_durable(held))
                held.wall.put(document, self._monotonic())

    def tiles(self, held: HeldRoom) -> dict[str, RunTile]:
        """The tiles of the members' runs, and of that of the teacher's own which is shown; of one that is no longer in
        memory as it was seen last, and after a restart as it was written down."""
        with held.lock:
            run_ids, known = [member.run for member in held if member.run], held.wall.tiles
            shown = held.room.teacher_run
        run_ids += [] if shown is None else [shown.run]
        tiles = {run_id: known[run_id] for run_id in run_ids if run_id in known}
        tiles |= tiles_of(self._runs.glances(run_ids), known, self._monotonic())
        with held.lock:
            sought = held.wall.seek((run_id for run_id in run_ids if run_id not in tiles), self._monotonic())
        if sought:
            self._runs.load(sought)
            tiles |= tiles_of(self._runs.glances(sought), known, self._monotonic())
        with held.lock:
            held.wall.tiles = tiles
        return tiles
