"""Following what the teacher has put before all: it is taken at once, her own work is kept, and she goes back to it and
to the class's again by a press. A tab of hers that comes second shows the run that the first one has begun.

A page that was turned to may be lost: an event that the browser sent from the page before asks for that page again, or
the connection ends. So she has arrived when her browser says that it shows the place, and is led there until it does.
"""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import Any

import streamlit as st

from dnn.background.services import get_run_manager
from dnn.background.wire import RoomOwnPush, RoomStudentDocument
from dnn.configuration import RunConfig
from pages.menu import JOINED, LESSON, MENU, PART, PATH, ROOM, ROOM_ENTERED, TRAIN, MenuEntry
from pages.shared.frame.text import _
from pages.shared.room import landing, own_room, reports
from pages.shared.run import run_commands
from pages.shared.session import session
from pages.shared.session.run_view import MAIN

TAKEN, OWN_PLACE, CLASS_RUN, WAS_WAITING = "room_push_taken", "room_own_place", "room_class_run", "room_was_waiting"
"""Values of the session: the room and number of the push that this tab has taken, where the visitor was before it, its
room and number with the run that it began, and whether she was waiting when the page was drawn last."""
HAS_ENTERED = "room_has_entered"
"""The session's value for that she has come from the light page, and was brought to the work."""
_LOCKS = tuple(Lock() for _ in range(64))
"""One of them is held while a push is taken, so that of two tabs of a visitor one begins its run."""


@dataclass(frozen=True)
class OwnPlace:
    """The place of a visitor before she followed: the page, its lesson and part, her settings and her run."""

    page: str
    lesson: str | None
    part: str | None
    config: RunConfig
    run: str | None


def settle(entry: MenuEntry) -> None:
    """Bring the page in line with the visitor's room before it is drawn: look at the room, take what the teacher has
    put before all, tell her which run is on the page. The script begins anew where another page is to be drawn."""
    document = own_room.request_view()
    if document is None:
        return
    if document["standing"] != "seated":
        session.set_page_value(WAS_WAITING, document["standing"] == "waiting")
        return
    if session.page_value(WAS_WAITING, False):
        session.set_page_value(WAS_WAITING, False)
        landing.land(document)
    _take_entrance(document)
    landing.train_what_was_held()
    taken, push = _taken(document), document["push"]
    if push is not None and push["number"] > taken:
        _take(push)
    elif push is not None and document["follows"] == push["number"] > max(document["arrived"], document["returned"]):
        _see_to_arrival(push)
    if session.next_page() is not None:
        st.rerun()
    report_run_of(entry)


def _take_entrance(document: RoomStudentDocument) -> None:
    """Bring her who has joined on the light page to the work; once, or else going back would lead there again."""
    if session.parameter(ROOM_ENTERED) != JOINED:
        return
    own_room.forget_entrance()
    if not session.page_value(HAS_ENTERED, False):
        session.set_page_value(HAS_ENTERED, True)
        landing.land(document)


def report_run_of(entry: MenuEntry) -> None:
    """Tell the room of the run on a page; once more when it has been drawn, since a changed control begins another one
    while it is drawn. A lesson tells of its own runs."""
    if entry is not PATH:
        report_main_run()


def report_main_run() -> None:
    """Tell the room of the run on the page, where it is the visitor's own."""
    snapshot = run_commands.current_run(MAIN)
    if snapshot is not None and run_commands.is_mine(snapshot):
        reports.report_run(snapshot.id)


def is_following(document: RoomStudentDocument) -> bool:
    """True if she is at what the teacher has put before all, and has neither gone back nor turned to something else."""
    push = document["push"]
    return push is not None and document["follows"] == push["number"] > document["returned"] and _is_at(push)


def has_left_lesson(document: RoomStudentDocument) -> bool:
    """True if what the teacher has put before all has taken her out of a lesson, to which the way back leads."""
    push = document["push"]
    if push is None or push["lesson"]:
        return False
    return document["own_position"] is not None


def back_words(document: RoomStudentDocument) -> str:
    """The words of the way back: whether it leads to a lesson of the visitor, or to a run."""
    if document["own_position"] is not None:
        return _("Back to my lesson")
    return _("Back to my run") if document["own_run"] else _("Back to my work")


def _is_at(push: RoomOwnPush) -> bool:
    """True if the page that is drawn is the one of a push."""
    if push["lesson"]:
        return session.page_entry() is PATH and session.parameter(LESSON) == push["lesson"]
    return session.page_entry() is TRAIN


def go_back() -> None:
    """Callback: back to her own work, which was kept."""
    document = own_room.request_view()
    if document is None or document["push"] is None:
        return
    if not own_room.act("return", push=document["push"]["number"]):
        return
    place: OwnPlace | None = session.page_value(OWN_PLACE, None)
    if place is None:  # the page was reloaded since
        position = document["own_position"]
        if position is not None:
            landing.open_step(position["lesson"], position["step"])
        elif document["own_run"]:
            landing.open_own_run(document["own_run"])
        return
    session.set_parameter(LESSON, place.lesson)
    session.set_parameter(PART, place.part)
    landing.turn_to(MENU[place.page])
    if place.run is not None:
        landing.open_own_run(place.run, place.config)
        return
    if MAIN.run_id is not None:
        landing.leave_run()
        MAIN.set_config(place.config)
    reports.report_run("")  # the class's is not hers


def go_to_class() -> None:
    """Callback: to what the teacher has put before all, again."""
    document = own_room.request_view()
    if document is not None and document["push"] is not None:
        report_main_run()
        _note_own_place()
        if own_room.act("follow", push=document["push"]["number"], **_lesson_on_page()):
            _open(document["push"])


def _taken(document: RoomStudentDocument) -> int:
    """The number of the push that this tab has taken, or that was gone back from. A page that was just opened is where
    the visitor was, unless she was still on her way."""
    room, number = session.page_value(TAKEN, ("", 0))
    if room != document["room"]:
        number = document["arrived"]
        session.set_page_value(TAKEN, (document["room"], number))
    return max(int(number), document["returned"])


def _take(push: RoomOwnPush) -> None:
    """Take a push that is new to this tab."""
    with _LOCKS[hash(session.visitor()) % len(_LOCKS)]:
        document = own_room.request_view()
        if document is None:
            return
        session.set_page_value(TAKEN, (document["room"], push["number"]))
        is_first = document["follows"] < push["number"]
        if is_first:
            report_main_run()
        if document["follows"] <= document["returned"]:  # else she was at the class's before, too
            _note_own_place()
        if is_first and own_room.act("follow", push=push["number"], **_lesson_on_page()):
            _open(push)
        elif not is_first:
            _show(push, document["run"])


def _see_to_arrival(push: RoomOwnPush) -> None:
    """Lead her once more to a push that this tab has taken, and that no browser of hers has shown; where it is drawn,
    the bar says so."""
    if _is_at(push):
        return
    if push["lesson"]:
        landing.open_step(push["lesson"], push["step"])
    else:
        landing.turn_to(TRAIN)


def note_arrival(document: RoomStudentDocument) -> None:
    """Note that her browser shows what the teacher has put before all, where it does and nobody knows yet."""
    push = document["push"]
    if push is not None and document["arrived"] < push["number"] and is_following(document):
        own_room.act("arrive", push=push["number"])


def _note_own_place() -> None:
    lesson, part = session.parameter(LESSON), session.parameter(PART)
    page = TRAIN if session.page_entry() is ROOM else session.page_entry()
    place = OwnPlace(page.name, lesson, part, MAIN.config, MAIN.run_id)
    session.set_page_value(OWN_PLACE, place)


def _lesson_on_page() -> dict[str, Any]:
    """Her place in the lesson on the page, as the room notes it; empty where there is none."""
    document = own_room.known()
    position = None if document is None else document["position"]
    if session.page_entry() is not PATH or position is None or position["lesson"] != session.parameter(LESSON):
        return {}
    return {"lesson": position["lesson"], "step": position["step"]}


def _open(push: RoomOwnPush) -> None:
    """Show what was put before all; the run that it has begun, where there is one."""
    begun_by, run_id = session.page_value(CLASS_RUN, (None, None))
    if push["lesson"]:
        landing.open_step(push["lesson"], push["step"])
        run_id = None
    elif begun_by == _name(push) and run_id is not None and get_run_manager().get(run_id) is not None:
        _show(push, run_id)
    else:
        run_id = landing.open_settings(push["config"], is_to_train=push["kind"] == "sweep")
        if run_id is not None:
            reports.report_run(run_id)
    session.set_page_value(CLASS_RUN, (_name(push), run_id))


def _name(push: RoomOwnPush) -> tuple[str, int]:
    """The room and the number of a push."""
    document = own_room.known()
    return "" if document is None else document["room"], push["number"]


def _show(push: RoomOwnPush, run_id: str) -> None:
    """Show what another tab of hers has taken."""
    if push["lesson"]:
        landing.open_step(push["lesson"], push["step"])
    elif run_id:
        landing.open_own_run(run_id)
        landing.turn_to(TRAIN)
    session.set_page_value(CLASS_RUN, (_name(push), run_id or None))
