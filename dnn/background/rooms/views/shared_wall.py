"""The document of the wall, made once for all devices that look at it within half a second.

A device that says which version it knows gets nothing where there is no newer one, the news alone where it knows the
version before, and else all. Each of these is made once, however many devices ask.
"""

from __future__ import annotations

import gzip
import math
from collections.abc import Iterable
from functools import cached_property
from typing import Any

import orjson

from dnn.background.rooms.views.tiles import RunTile
from dnn.background.wire import RoomBar, RoomMemberTile, RoomQuestion, RoomWallDocument

WALL_SECONDS = 0.35
"""Seconds from one document to the next, at least: less than the half of a second after which a device asks again,
which would else come a moment too early every other time."""
COMPRESSION = 1
"""Level of gzip: half of the bytes for 1.5 ms of a processor, with a hundred members; higher ones gain 5 %."""
SOUGHT_SECONDS = 30.0
"""Seconds after which a run that was not found is looked for again, since the store may have been out of reach."""


class WallAnswer:
    """A document of the wall as JSON. Its `zipped` form is made without the room's lock, by whoever wants it first."""

    def __init__(self, plain: bytes) -> None:
        self.plain = plain

    @cached_property
    def zipped(self) -> bytes:
        """The same, compressed by gzip."""
        return gzip.compress(self.plain, COMPRESSION, mtime=0)


class SharedWall:
    """The documents of one wall. Its methods are called under the room's lock.

    Attributes:
        tiles: the tiles of the members' runs as they were seen last, by the ids of the runs.
    """

    def __init__(self) -> None:
        self._made = -math.inf
        self._document: RoomWallDocument | None = None
        self._before: RoomWallDocument | None = None
        self._answers: dict[str, WallAnswer] = {}
        self.tiles: dict[str, RunTile] = {}
        self._sought: dict[str, float] = {}

    def is_due(self, now: float) -> bool:
        """True if a document may be made at a time in seconds, of a clock that only grows."""
        return self._document is None or now - self._made >= WALL_SECONDS

    def seek(self, run_ids: Iterable[str], now: float) -> list[str]:
        """Those of the runs without a tile that are to be looked for in the store at a time: not in every document."""
        due = [run_id for run_id in run_ids if now - self._sought.get(run_id, -math.inf) >= SOUGHT_SECONDS]
        self._sought |= dict.fromkeys(due, now)
        return due

    def expire(self) -> None:
        """Have a document made for whoever asks next."""
        self._made = -math.inf

    @property
    def version(self) -> int:
        """The version of the document; -1 before the first."""
        return -1 if self._document is None else self._document["version"]

    def put(self, document: RoomWallDocument, now: float) -> None:
        """Have a document that was made at a time; one that says nothing new leaves the version as it is. Its own
        version is a lower bound of what it gets."""
        self._made = now
        before = self._document
        if before is not None and {**document, "version": before["version"]} == before:
            return
        self._before, self._answers = before, {}
        self._document = {**document, "version": max(self.version + 1, document["version"])}

    def since(self, version: int, *, is_projector: bool) -> WallAnswer | None:
        """The document for a device that knows `version`, -1 for nothing; None where there is nothing new."""
        if self._document is None or version == self._document["version"]:
            return None
        before = self._before
        is_news = before is not None and version == before["version"]
        name = f"{is_news} {is_projector}"
        if name not in self._answers:
            shown = _without_names if is_projector else _as_it_is
            document = shown(self._document)
            payload = _news(shown(before), document) if before and is_news else document
            self._answers[name] = WallAnswer(orjson.dumps(payload))
        return self._answers[name]


def _news(before: RoomWallDocument, document: RoomWallDocument) -> RoomWallDocument:
    """A document whose tiles lack what is as before."""
    known = {tile["id"]: tile for tile in before["members"]}
    tiles = [_changed(known.get(tile["id"]), tile) for tile in document["members"]]
    return {**document, "members": tiles, "since": before["version"]}


def _changed(before: RoomMemberTile | None, tile: RoomMemberTile) -> RoomMemberTile:
    if before is None:
        return tile
    news: dict[str, Any] = {key: value for key, value in tile.items() if key == "id" or before.get(key) != value}
    run, known = tile.get("run"), before.get("run")
    if "run" in news and run is not None and known is not None and run["run"] == known["run"]:
        news["run"] = {key: value for key, value in run.items() if known.get(key) != value}
    return news  # type: ignore[return-value]


def _as_it_is(document: RoomWallDocument) -> RoomWallDocument:
    return document


def _without_names(document: RoomWallDocument) -> RoomWallDocument:
    """The document for a projector: without names where the room is anonymous, without answers that are not revealed,
    and without the key that has to stay secret."""
    revealed = {question["question"]: question["revealed"] for question in document["questions"]}
    shown: RoomWallDocument = {**document, "co_teacher_key": ""}
    shown["questions"] = [{**each, "bars": _shown_bars(each)} for each in document["questions"]]
    is_anonymous = document["is_anonymous"]
    shown["members"] = [
        {
            **tile,
            "name": "" if is_anonymous else tile["name"],
            "prediction": tile["prediction"] if revealed.get(tile["question"] or "") else None,
        }
        for tile in document["members"]
    ]
    shown["waiting"] = [{**each, "name": "" if is_anonymous else each["name"]} for each in document["waiting"]]
    return shown


def _shown_bars(question: RoomQuestion) -> list[RoomBar]:
    """The bars of a question, up to the vote that is revealed."""
    if question["revealed"] == 0:
        return []
    return [bar if question["revealed"] == 2 else {**bar, "second": 0} for bar in question["bars"]]
