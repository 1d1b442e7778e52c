"""The buttons of a run in one row: train or pause, an iteration, an epoch, reset, new weights; and its speed limit.

They are Streamlit's, for hosts that do not serve the app's routes; elsewhere the live view has its own.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from dnn.background.commands import Reset, StepEpoch, StepIterations
from dnn.background.run_snapshot import RunSnapshot
from dnn.background.wire import SpeedLimit
from dnn.configuration import RunConfig
from pages.shared.frame.text import _
from pages.shared.run import run_commands
from pages.shared.run.option_widgets import choice_menu
from pages.shared.run.run_commands import end, is_mine
from pages.shared.session import control_keys, session
from pages.shared.session.run_view import RunView


def row(view: RunView, snapshot: RunSnapshot | None, config: RunConfig | None) -> None:
    """Draw the buttons and the speed limit of a view; `config` None means that the settings cannot be trained."""
    with st.container(horizontal=True, key=view.widget("transport"), gap="small", vertical_alignment="bottom"):
        _buttons(view, snapshot, is_disabled=config is None)
        st.space("stretch")
        _speed_limit_menu(view)


def _buttons(view: RunView, snapshot: RunSnapshot | None, *, is_disabled: bool) -> None:
    mine = snapshot is not None and is_mine(snapshot)
    has_begun = mine and snapshot is not None and (snapshot.iteration > 0 or snapshot.moving)
    if mine and snapshot is not None and snapshot.moving and not snapshot.stepping:
        _button(view, "pause", _("Pause"), ":material/pause:", "T", lambda: run_commands.pause(view), type="primary")
    else:
        goes_on = has_begun and snapshot is not None and not snapshot.ended
        _button(
            *(view, "train", _("Continue training") if goes_on else _("Train"), ":material/play_arrow:", "T"),
            lambda: run_commands.train(view),
            type="primary",
            disabled=is_disabled,
        )
    at_its_end = end(snapshot) if mine else None
    _button(
        *(view, "step_iteration", _("Iteration"), ":material/skip_next:", "S"),
        lambda: run_commands.press(view, StepIterations(1)),
        disabled=is_disabled or at_its_end is not None,
        help=at_its_end or _("Run one iteration: forward, backward, update"),
    )
    _button(
        *(view, "step_epoch", _("Epoch"), ":material/fast_forward:", "E"),
        lambda: run_commands.press(view, StepEpoch()),
        disabled=is_disabled or at_its_end is not None,
        help=at_its_end or _("Go on to the end of the epoch: once through all examples"),
    )
    _button(
        *(view, "reset", _("Reset"), ":material/restart_alt:", "Z"),
        lambda: run_commands.press(view, Reset()),
        disabled=is_disabled or not has_begun,
        help=_("Back to iteration 0 with the very same initial weights"),
    )
    _button(
        *(view, "new_weights", _("New weights"), ":material/casino:", "N"),
        lambda: run_commands.draw_new_weights(view),
        disabled=is_disabled,
        help=_("Draw other initial weights from a new seed"),
    )
    _undo_buttons(view, snapshot)


def _undo_buttons(view: RunView, snapshot: RunSnapshot | None) -> None:
    """Undo and redo, of the page or of the visitor's run, whichever was later."""
    own = snapshot if snapshot is not None and is_mine(snapshot) else None
    can_undo = bool(view.history.done) or (own is not None and own.undo_at >= 0)
    can_redo = bool(view.history.undone) or (own is not None and own.redo_at >= 0)
    for name, label, icon, act, is_there in (
        ("undo", _("Undo"), ":material/undo:", run_commands.undo, can_undo),
        ("redo", _("Redo"), ":material/redo:", run_commands.redo, can_redo),
    ):
        st.button(label, key=view.widget(name), icon=icon, on_click=act, args=(view,), disabled=not is_there)


def _button(
    view: RunView, name: str, label: str, icon: str, key_on_keyboard: str, on_click: Callable[[], None], **more: object
) -> None:
    """A button of a view; keys on the keyboard belong to the main view alone, or two buttons would answer to one."""
    shortcut = key_on_keyboard if view.is_main else None
    st.button(label, key=view.widget(name), icon=icon, shortcut=shortcut, on_click=on_click, **more)  # type: ignore[arg-type]


def _speed_limit_menu(view: RunView) -> None:
    name = view.widget("speed_limit")
    names = {each["limit"]: each["name"] for each in speed_limits()}
    choice_menu(
        *(name, _("Training speed"), list(names), session.speed_name(view.speed_limit)),
        format_func=names.__getitem__,
        on_change=control_keys.on_change(name, partial(_take_speed_limit, view)),
        label_visibility="collapsed",
        width=session.scaled(190),
    )


def speed_limits() -> list[SpeedLimit]:
    """The speed limits on offer by their names in links, with those in the menu."""
    return [{"limit": name, "name": _menu_name(limit)} for name, limit in session.SPEED_NAMES.items()]


def _menu_name(limit: int | None) -> str:
    return _("Full speed") if limit is None else _("{count} iterations/s").format(count=f"{limit:,}")


def _take_speed_limit(view: RunView) -> None:
    chosen = control_keys.control_value(view.widget("speed_limit"))
    if chosen is not None:
        run_commands.limit_speed(view, session.SPEED_NAMES[chosen])
