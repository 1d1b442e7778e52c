"""The transport: the buttons that start, pause, step and reset a run, its pace, and what becomes of a run when its
settings change."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dnn.background.commands import (
    Command,
    NewWeights,
    Pace,
    Pause,
    Reset,
    Resume,
    SetParameter,
    StepEpoch,
    StepIterations,
    live_changes,
)
from dnn.background.run import RunSnapshot
from dnn.background.services import get_run_manager
from dnn.configuration import RunConfig
from dnn.configuration.point_editing import taken_over
from dnn.datasets.own_points import NAME
from dnn.errors import ConfigurationError, DnnError
from dnn.text.messages import Text
from pages.shared.frame.text import _
from pages.shared.run.edit_queue import edits_after
from pages.shared.run.edits import rearranged, with_point_edit
from pages.shared.run.network_description import TAKEN_OVER
from pages.shared.session import session

MAX_SEED = 2**31
FULL_SPEED = 0
"""As the menu of paces knows it: None would be no choice at all."""
ITERATION_SECONDS = 20
"""How long a page waits for one iteration."""


def current_run() -> RunSnapshot | None:
    """The run on the page as it stands; None when there is none, or when the server has let go of it."""
    run_id = session.run_id()
    return get_run_manager().get(run_id) if run_id is not None else None


def is_mine(snapshot: RunSnapshot) -> bool:
    """Whether this visitor may steer the run."""
    return snapshot.owner == session.visitor()


def follow(snapshot: RunSnapshot | None, config: RunConfig) -> None:
    """Take over what the controls say, and bring the run in line: change it while it runs where that can be; else a
    run that trains gives way to a new one, and one that does not leaves the page."""
    session.keep_config(config)
    if snapshot is None or snapshot.config == config:
        return
    try:
        changes = live_changes(snapshot.config, config) if is_mine(snapshot) else None
        if changes is None:
            _let_go(snapshot)
            if snapshot.moving and is_mine(snapshot):
                _start(paused=False)
        for change in changes or ():
            _send(snapshot, change)
    except DnnError as problem:
        session.add_problem(problem)


def row(snapshot: RunSnapshot | None, config: RunConfig | None) -> DeltaGenerator:
    """The buttons and the pace in one row; `config` None means that the settings cannot be trained.

    Returns:
        The place between them, for a few words about the run.
    """
    with st.container(horizontal=True, key="transport", gap="small", vertical_alignment="bottom"):
        _buttons(snapshot, is_disabled=config is None)
        with st.container(key="about_run", width="stretch", height=38, vertical_alignment="center", border=False):
            between = st.empty()
        _pace_control()
    return between


def _buttons(snapshot: RunSnapshot | None, *, is_disabled: bool) -> None:
    mine = snapshot is not None and is_mine(snapshot)
    begun = mine and snapshot is not None and (snapshot.iteration > 0 or snapshot.moving)
    if mine and snapshot is not None and snapshot.moving and not snapshot.stepping:
        _button("pause", _("Pause"), ":material/pause:", "T", _press(Pause()), type="primary")
    else:
        goes_on = begun and snapshot is not None and not snapshot.ended
        label = _("Train on") if goes_on else _("Train")
        _button("train", label, ":material/play_arrow:", "T", _press_train, type="primary", disabled=is_disabled)
    at_its_end = end(snapshot) if mine else None
    _button(
        *("step_iteration", _("Iteration"), ":material/skip_next:", "S", _press(StepIterations(1))),
        disabled=is_disabled or at_its_end is not None,
        help=at_its_end or _("Make one iteration: forward, backward, update"),
    )
    _button(
        *("step_epoch", _("Epoch"), ":material/fast_forward:", "E", _press(StepEpoch())),
        disabled=is_disabled or at_its_end is not None,
        help=at_its_end or _("Go on to the end of the epoch: once through all examples"),
    )
    _button(
        *("reset", _("Reset"), ":material/restart_alt:", "Z", _press(Reset())),
        disabled=is_disabled or not begun,
        help=_("Back to iteration 0 with the very same initial weights"),
    )
    _button(
        *("new_weights", _("New weights"), ":material/casino:", "N", _press_new_weights),
        disabled=is_disabled,
        help=_("Draw other initial weights from a new seed"),
    )


def end(snapshot: RunSnapshot | None) -> str | None:
    """Why the run makes no further iteration, and what to do about it; None where it can make one."""
    if snapshot is None or snapshot.can_go_on:
        return None
    if snapshot.status == "finished":
        return _("The run has ended; reset it or allow more iterations.")
    return _("The run has broken off; reset it, or draw new weights.")


def pause() -> None:
    """Let the visitor's run stand still."""
    _press(Pause())()


def start_with(config: RunConfig) -> None:
    """Let another configuration take the place of the one on the page, and train. Where that is refused, the visitor's
    run stays on the page."""

    def begin() -> None:
        snapshot = current_run()
        if snapshot is None or not is_mine(snapshot):
            session.set_config(config)
            _start(paused=False)
            return
        _start(paused=False, config=config, instead_of=snapshot.id)
        session.set_config(config)

    _reporting(begin)


def make_iteration() -> tuple[float, float] | None:
    """Let the visitor's run make its next iteration, and wait for it.

    Returns:
        J that the run recorded for the iteration, and J of its training part now; None where it could not be made.
    """
    try:
        run = _own_run()
        _send(run, StepIterations(1))
        runs, wanted = get_run_manager(), run.iteration + 1
        after = runs.wait_until(
            run.id,
            lambda now: now.ended or (now.iteration >= wanted and now.current_evaluation is not None),
            ITERATION_SECONDS,
        )
        told = runs.poll(run.id, run.iteration, run.generation)
    except DnnError as problem:
        session.add_problem(problem)
        return None
    except (KeyError, TimeoutError):
        late = Text("The iteration was not made within {seconds} s; try again.", seconds=ITERATION_SECONDS)
        session.add_problem(DnnError(late))
        return None
    if told is None or after.iteration != wanted or after.current_evaluation is None:
        return None
    return told["points"][1][0], after.current_evaluation.train_cost


def apply_edits(edits: object) -> None:
    """Apply the edits of the live view, each once: a list of edits named "architecture", "parameter" and "point"."""

    def act() -> None:
        for number, name, value in edits_after(session.edits_done(), edits):
            session.set_edits_done(number)
            if name not in EDITS:
                raise ConfigurationError("edit", Text("one of {choices}", choices=", ".join(EDITS)), name, "point")
            EDITS[name](value)

    _reporting(act)


def arrange(edit: object) -> None:
    """Add or take away a unit or a layer, as the picture of the network edits."""

    def act() -> None:
        session.set_config(rearranged(session.config(), edit))

    _reporting(act)


def set_parameter(edit: object) -> None:
    """Give an entry of W or b the value that was typed into the picture of the network, where fields are open while the
    run rests. The press of Train that takes the pointer out of a field may arrive first; the edit counts all the same.
    """

    def act() -> None:
        given = edit if isinstance(edit, dict) else {}
        fields = (given.get(name) for name in ("layer", "quantity", "row", "column", "value"))
        command = SetParameter(*fields)  # type: ignore[arg-type]
        _send(_own_run(), command)

    _reporting(act)


def change_points(edit: object) -> None:
    """Add, move or take away a point, as the picture of the data edits; the data are the visitor's own then."""

    def act() -> None:
        config = session.config()
        dataset = with_point_edit(config.dataset, edit)
        if config.dataset.name != NAME or config.dataset.noise != 0:
            session.keep(TAKEN_OVER, taken_over(config.dataset))
        session.set_config(replace(config, dataset=dataset))

    _reporting(act)


EDITS: dict[str, Callable[[object], None]] = {
    "architecture": arrange,
    "parameter": set_parameter,
    "point": change_points,
}
"""What the live view may edit, by its name."""


def _button(key: str, label: str, icon: str, shortcut: str, on_click: Callable[[], None], **settings: object) -> None:
    st.button(label, key=key, icon=icon, shortcut=shortcut, on_click=on_click, **settings)  # type: ignore[arg-type]


def _pace_control() -> None:
    names = {pace or FULL_SPEED: _pace_name(pace) for pace in session.PACES}
    st.selectbox(
        _("Pace"),
        list(names),
        format_func=names.__getitem__,
        key=session.control("pace", session.pace() or FULL_SPEED),
        on_change=_take_pace,
        label_visibility="collapsed",
        width=190,
    )


def _pace_name(pace: int | None) -> str:
    return _("Full speed") if pace is None else _("{count} iterations/s").format(count=f"{pace:,}")


def _take_pace() -> None:
    pace = session.control_value("pace")
    if pace is None:
        return
    session.set_pace(pace or None)
    snapshot = current_run()
    if snapshot is not None and is_mine(snapshot):
        _reporting(lambda: _send(snapshot, Pace(session.pace())))


def _press(command: Command) -> Callable[[], None]:
    """What a button does: send the command to the visitor's run, which is made first where there is none."""
    return lambda: _reporting(lambda: _send(_own_run(), command))


def _press_train() -> None:
    _reporting(_train)


def _train() -> None:
    snapshot = current_run()
    if snapshot is None or not is_mine(snapshot):
        _start(paused=False)
        return
    if snapshot.ended:
        _send(snapshot, Reset())
    _send(snapshot, Resume())


def _press_new_weights() -> None:
    seed, snapshot = secrets.randbelow(MAX_SEED), current_run()
    session.set_seed(seed)
    if snapshot is not None and is_mine(snapshot):
        _reporting(lambda: _send(snapshot, NewWeights(seed)))


def _reporting(act: Callable[[], object]) -> None:
    """Do it, and keep what goes wrong to be said on the page."""
    try:
        act()
    except DnnError as problem:
        session.add_problem(problem)


def _own_run() -> RunSnapshot:
    snapshot = current_run()
    return snapshot if snapshot is not None and is_mine(snapshot) else _start(paused=True)


def _start(*, paused: bool, config: RunConfig | None = None, instead_of: str | None = None) -> RunSnapshot:
    """A new run on the page: of its configuration, or of another one."""
    wanted = session.config() if config is None else config
    snapshot = get_run_manager().start(wanted, session.visitor(), paused, session.pace(), instead_of)
    session.set_run(snapshot.id)
    session.count_command()
    return snapshot


def _let_go(snapshot: RunSnapshot) -> None:
    """Take the run off the page; the visitor's own run ends with that."""
    if is_mine(snapshot):
        get_run_manager().release(snapshot.id, session.visitor())
    session.set_run(None)


def _send(snapshot: RunSnapshot, command: Command) -> None:
    try:
        get_run_manager().command(snapshot.id, session.visitor(), command)
    except KeyError as gone:
        raise DnnError(
            Text("That run is no longer kept by the server, but its settings are still here: press Train to repeat it.")
        ) from gone
    session.count_command()
