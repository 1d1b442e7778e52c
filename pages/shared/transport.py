"""The transport: the buttons that start, pause, step and reset a run, and what becomes of a run when its settings
change."""

from __future__ import annotations

import secrets
from collections.abc import Callable

import streamlit as st

from dnn.background.commands import (
    Change, Command, NewWeights, Pause, Reset, Resume, StepEpoch, StepIterations, live_changes,
)  # fmt: skip
from dnn.background.registry import get_runs
from dnn.background.runs import RunSnapshot
from dnn.configuration import RunConfig
from dnn.errors import DnnError
from pages.shared import state
from pages.shared.text import _

MOVING = ("waiting", "running")
ENDED = ("finished", "stopped", "failed")
LARGEST_SEED = 2**31


def current_run() -> RunSnapshot | None:
    """The run on the page as it stands; None when there is none, or when the server has let go of it."""
    run_id = state.run_id()
    run = get_runs().get(run_id) if run_id is not None else None
    return run.snapshot() if run is not None else None


def follow(snapshot: RunSnapshot | None, config: RunConfig) -> None:
    """Bring the run in line with the controls: change it while it runs where that can be, let go of it where it
    cannot."""
    if snapshot is None or snapshot.config == config:
        return
    changes = live_changes(snapshot.config, config) if is_mine(snapshot) else None
    if changes is None:
        let_go(snapshot)
        return
    for change in changes:
        _send(snapshot, change)


def let_go(snapshot: RunSnapshot) -> None:
    """Take the run off the page; the visitor's own run ends with that."""
    if is_mine(snapshot):
        get_runs().release(snapshot.id, state.visitor())
    state.set_run(None)


def is_mine(snapshot: RunSnapshot) -> bool:
    """Whether this visitor may steer the run."""
    return snapshot.owner == state.visitor()


def buttons(snapshot: RunSnapshot | None, config: RunConfig | None) -> None:
    """One row of buttons; `config` None means that the settings cannot be trained, so that nothing can be pressed."""
    mute = config is None
    begun = snapshot is not None and snapshot.iteration > 0
    if snapshot is not None and snapshot.status in MOVING and is_mine(snapshot):
        _button("pause", _("Pause"), ":material/pause:", "T", _press(Pause()), type="primary")
    else:
        label = _("Train on") if begun and snapshot.status not in ENDED else _("Train")
        _button("train", label, ":material/play_arrow:", "T", _press_train, type="primary", disabled=mute)
    _button("step_iteration", _("Iteration"), ":material/skip_next:", "S", _press(StepIterations(1)), disabled=mute,
            help=_("Make one iteration: forward, backward, update"))  # fmt: skip
    _button("step_epoch", _("Epoch"), ":material/fast_forward:", "E", _press(StepEpoch()), disabled=mute,
            help=_("Go on to the end of the epoch: once through all examples"))  # fmt: skip
    _button("reset", _("Reset"), ":material/restart_alt:", "Z", _press(Reset()), disabled=mute or not begun,
            help=_("Back to iteration 0 with the very same initial weights"))  # fmt: skip
    _button("new_weights", _("New weights"), ":material/casino:", "N", _press_new_weights, disabled=mute,
            help=_("Draw other initial weights from a new seed"))  # fmt: skip


def _button(key: str, label: str, icon: str, shortcut: str, on_click: Callable[[], None], **settings: object) -> None:
    st.button(label, key=key, icon=icon, shortcut=shortcut, on_click=on_click, **settings)  # type: ignore[arg-type]


def _press(command: Command) -> Callable[[], None]:
    """What a button does: send the command to the visitor's run, which is made first where there is none."""

    def act() -> None:
        try:
            snapshot = _own_run()
            _send(snapshot, command)
        except DnnError as error:
            state.add_problem(error)

    return act


def _press_train() -> None:
    try:
        snapshot = current_run()
        if snapshot is None or not is_mine(snapshot):
            _start(paused=False)
        elif snapshot.status in ENDED:
            _send(snapshot, Reset())
            _send(snapshot, Resume())
        else:
            _send(snapshot, Resume())
    except DnnError as error:
        state.add_problem(error)


def _press_new_weights() -> None:
    seed = secrets.randbelow(LARGEST_SEED)
    snapshot = current_run()
    state.set_config(state.config().with_seed(seed))
    if snapshot is not None and is_mine(snapshot):
        _send(snapshot, NewWeights(seed))


def _own_run() -> RunSnapshot:
    snapshot = current_run()
    return snapshot if snapshot is not None and is_mine(snapshot) else _start(paused=True)


def _start(*, paused: bool) -> RunSnapshot:
    run = get_runs().start(state.config(), state.visitor(), paused=paused)
    state.set_run(run.id)
    state.count_command()
    return run.snapshot()


def _send(snapshot: RunSnapshot, command: Command) -> None:
    get_runs().command(snapshot.id, state.visitor(), command)
    state.count_command()
