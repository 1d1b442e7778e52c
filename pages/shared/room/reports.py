"""A student's place in a lesson and her run, which her teacher sees on the wall."""

from __future__ import annotations

from typing import Any

from dnn.background.wire import RoomPosition
from pages.shared.room import own_room


def report_run(run_id: str | None) -> None:
    """Tell the room of the run that she is at, one of her own, where it is another one."""
    _report(run=run_id)


def report_place(lesson: str, step: int, phase: str, run_id: str | None = None) -> None:
    """Tell the room of her place in a lesson, and of the run that she tries there, where either is another one.

    Args:
        step: from 0 on.
    """
    place: RoomPosition = {"lesson": lesson, "step": step, "phase": phase}
    _report(place, run_id)


def _report(place: RoomPosition | None = None, run: str | None = None) -> None:
    document = own_room.seat()
    if document is None:
        return
    given: dict[str, Any] = {}
    if run is not None and run != document["run"]:
        given["run"] = run
    if place is not None and place != document["position"]:
        given |= place
    if given:
        own_room.act("report", **given)
