"""The page on which a student begins to work: never a lobby."""

from __future__ import annotations

from dnn.background.services import get_run_manager
from dnn.background.wire import RoomStudentDocument
from dnn.configuration import RunConfig
from dnn.errors import DnnError
from pages.menu import LESSON, PART, PATH, TRAIN, MenuEntry
from pages.shared.room import own_room
from pages.shared.run import run_commands
from pages.shared.session import session
from pages.shared.session.run_view import MAIN

HELD = "room_held_run"
"""The run that is to train as soon as the room is no longer paused."""


def land(document: RoomStudentDocument) -> None:
    """Turn to what the room works on. What the teacher has put before all is followed when the page is drawn."""
    if document["lesson"]:
        open_step(document["lesson"], None)
    elif document["scenario"] and document["push"] is None:
        open_settings(document["scenario"], is_to_train=False)
    else:
        turn_to(TRAIN)


def turn_to(entry: MenuEntry) -> None:
    """Turn to a page of the menu, unless it is the one that is drawn."""
    session.set_next_page(None if entry is session.page_entry() else entry)


def open_step(lesson: str, step: int | None) -> None:
    """Turn to a step of a lesson, from 0 on; None: to the first that is not done."""
    session.set_parameter(LESSON, lesson)
    session.set_parameter(PART, None if step is None else str(step + 1))
    turn_to(PATH)


def open_settings(written: str, *, is_to_train: bool) -> str | None:
    """Turn to the page Train with a new run of a configuration, written as JSON; the run before rests in the visitor's
    list. Its id; None where it was refused, which is said on the page."""
    turn_to(TRAIN)
    try:
        config = RunConfig.from_json(written)
        run_id = _begin(config, is_to_train)
    except DnnError as problem:  # a table that is the teacher's alone, or a network that is too large here
        session.add_problem(problem)
        return None
    MAIN.set_config(config)
    MAIN.set_known_config(config)
    return run_id


def open_own_run(run_id: str, config: RunConfig | None = None) -> None:
    """Show a run of the visitor's again; where it is gone, the settings that it had."""
    if get_run_manager().get(run_id) is not None:
        run_commands.open_run(MAIN, run_id)
    elif config is not None:
        leave_run()
        MAIN.set_config(config)


def leave_run() -> None:
    """Take the run off the page, which rests in the visitor's list from then on."""
    snapshot = run_commands.current_run(MAIN)
    if snapshot is not None and run_commands.is_mine(snapshot):
        get_run_manager().leave(snapshot.id, session.visitor())
    MAIN.set_run(None)


def train_what_was_held() -> None:
    """Let a run train that was to train while the room was paused, once it is not, where it is still on the page."""
    held = session.page_value(HELD, None)
    document = own_room.known()
    if held is None or (document is not None and document["is_paused"]):
        return
    session.set_page_value(HELD, None)
    if MAIN.run_id == held:
        run_commands.train(MAIN)


def _begin(config: RunConfig, is_to_train: bool) -> str:
    document = own_room.known()
    is_paused = document is not None and document["is_paused"]
    snapshot = run_commands.current_run(MAIN)
    own = snapshot.id if snapshot is not None and run_commands.is_mine(snapshot) else None
    run = run_commands.start(MAIN, paused=is_paused or not is_to_train, config=config, instead_of=own)
    session.set_page_value(HELD, run.id if is_paused and is_to_train else None)
    return run.id
