"""Commands of a visitor to the run of a view: start, train, pause, step, reset, and what becomes of the run when its
settings change. Errors are shown on the page.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection
from dataclasses import replace

from dnn.background.commands import (
    Command,
    NewWeights,
    Pause,
    Reconfigure,
    Reset,
    Resume,
    SetSpeedLimit,
    StepIterations,
)
from dnn.background.offers import RunOffer
from dnn.background.run_snapshot import RunSnapshot
from dnn.background.services import get_run_manager
from dnn.configuration import RunConfig, difference, merged
from dnn.errors import DnnError
from dnn.network import Parameters
from dnn.text.messages import Text
from pages.shared.frame.text import _
from pages.shared.run import page_history
from pages.shared.session import session
from pages.shared.session.run_view import RunView

DRAWN_SEEDS = 2**31
"""Number of seeds that new weights are drawn from: enough, and short in a link."""
ITERATION_SECONDS = 20
"""Seconds that a page waits for one iteration."""


def current_run(view: RunView) -> RunSnapshot | None:
    """The run of a view as it stands; None when there is none, or when the server has let go of it. One that the view
    has offered, and that a command has begun meanwhile, takes the place of the one before it; of that the page knows
    the configuration that was offered."""
    offered_id, offered_config = view.offered_run or (None, None)
    begun = None if offered_id is None else get_run_manager().get(offered_id)
    if begun is not None and offered_config is not None:
        view.set_offered_run(None)
        view.set_run(begun.id)
        view.set_known_config(offered_config)
        return begun
    return get_run_manager().get(view.run_id) if view.run_id is not None else None


def own_run_id(view: RunView, snapshot: RunSnapshot | None, config: RunConfig) -> str:
    """The id of the run that takes the visitor's commands: her own on the page, or one of this configuration that the
    first of them begins."""
    if snapshot is not None and is_mine(snapshot):
        return snapshot.id
    before, _config = view.offered_run or (None, None)
    run_id = get_run_manager().offer(RunOffer(session.visitor(), config, view.speed_limit, view.previous_run), before)
    view.set_offered_run((run_id, config))
    return run_id


def is_mine(snapshot: RunSnapshot) -> bool:
    """Return whether this visitor owns the run, and so may steer it."""
    return snapshot.owner == session.visitor()


def end(snapshot: RunSnapshot | None) -> str | None:
    """The reason why the run makes no further iteration, with a remedy; None where it can make one."""
    if snapshot is None or snapshot.can_go_on:
        return None
    if snapshot.status == "finished":
        return _("The run has ended; reset it or allow more iterations.")
    return _("The run has stopped early; reset it, or draw new weights.")


def take_run_as_known(view: RunView) -> None:
    """Take the run for known as it stands, after a link was opened: what it says is the visitor's latest word, also
    against changes that the page was not drawn for."""
    snapshot = current_run(view)
    if snapshot is not None and view.known_config is not None:
        view.set_known_config(snapshot.config)


def take_over_hyperparameters(view: RunView, names: Collection[str]) -> None:
    """Take over hyperparameters that the run has got since the page was drawn, from a command of this tab or from
    another one, before the controls that show them are drawn."""
    snapshot = current_run(view)
    known = view.known_config
    if known is None or snapshot is None or snapshot.config == known:
        return
    before, now = known.hyperparameters, snapshot.config.hyperparameters
    changed = {name: getattr(now, name) for name in names if getattr(now, name) != getattr(before, name)}
    if changed:
        hyperparameters = replace(view.config.hyperparameters, **changed)
        view.store_config(replace(view.config, hyperparameters=hyperparameters))


def follow(view: RunView, shown: RunConfig) -> bool:
    """Bring the run of a view and the controls in line: what the visitor has changed here goes to the run, and what was
    changed elsewhere, in another tab or by the run's owner, comes to the controls.

    Args:
        shown: the configuration that the controls show.

    Returns:
        Whether the controls show that of the view; they are to be drawn anew otherwise.
    """
    snapshot = current_run(view)
    if snapshot is None:
        if view.run_id is None:
            page_history.note_change(view, shown)
        view.store_config(shown)
        view.set_drawn_config(shown)
        _keep_gone_run(view, shown)
        return True
    config = _with_changes_elsewhere(view, snapshot, shown)
    if config == shown:
        view.store_config(config)
    else:
        view.set_config(config)
    if config != snapshot.config:
        _change(view, snapshot, config)
    now = current_run(view)
    if now is not None:
        view.set_known_config(now.config)
    view.set_drawn_config(config)
    return config == shown


def _with_changes_elsewhere(view: RunView, snapshot: RunSnapshot, shown: RunConfig) -> RunConfig:
    """The configuration that the controls show, with what was changed of the run since the page was drawn. Where it was
    not drawn before, a guest follows the run, and its owner the link."""
    known = view.known_config
    if known is None:
        return shown if is_mine(snapshot) else snapshot.config
    try:
        return merged(known, shown, snapshot.config)
    except DnnError as problem:
        session.add_problem(problem)
        return shown


def _keep_gone_run(view: RunView, shown: RunConfig) -> None:
    """Keep a run on the page that the server no longer has, until the visitor turns to other data, say."""
    if view.run_id is None:
        return
    known = view.known_config
    if known is None:
        view.set_known_config(shown)
    elif difference(known, shown).needs_new_run:
        view.set_run(None)


def dismiss(view: RunView) -> None:
    """Take a run off the page that the server no longer has."""
    view.set_run(None)


def _change(view: RunView, snapshot: RunSnapshot, config: RunConfig) -> None:
    """Change a run while it goes on where that can be; else one that trains gives way to a new one, and one that does
    not leaves the page."""
    try:
        if is_mine(snapshot) and not difference(snapshot.config, config).needs_new_run:
            send(view, snapshot, Reconfigure(config))
            return
        page_history.note(view, page_history.kind_of(snapshot.config, config), snapshot.config, snapshot.id)
        _leave(view, snapshot)
        if snapshot.moving and is_mine(snapshot):
            start(view, paused=False)
    except DnnError as problem:
        session.add_problem(problem)


def press(view: RunView, command: Command) -> None:
    """Send a command to the visitor's own run in a view, which is made first where there is none."""
    reporting(lambda: send(view, own_run(view), command))


def pause(view: RunView) -> None:
    """Pause the visitor's run."""
    press(view, Pause())


def train(view: RunView) -> None:
    """Let the visitor's run train on, from its beginning where it has ended; begin one where there is none."""

    def act() -> None:
        snapshot = current_run(view)
        if snapshot is None or not is_mine(snapshot):
            start(view, paused=False)
            return
        if snapshot.ended:
            send(view, snapshot, Reset())
        send(view, snapshot, Resume())

    reporting(act)


def draw_new_weights(view: RunView) -> None:
    """Draw another seed, for the visitor's run as well where there is one."""
    seed, snapshot = secrets.randbelow(DRAWN_SEEDS), current_run(view)
    view.set_seed(seed)
    if snapshot is not None and is_mine(snapshot):
        reporting(lambda: send(view, snapshot, NewWeights(seed)))


def limit_speed(view: RunView, limit: int | None) -> None:
    """Let this and further runs of a view make at most `limit` iterations per second; None: no limit."""
    view.set_speed_limit(limit)
    snapshot = current_run(view)
    if snapshot is not None and is_mine(snapshot):
        reporting(lambda: send(view, snapshot, SetSpeedLimit(limit)))


def start_with(view: RunView, config: RunConfig) -> None:
    """Replace the configuration of a view by another one, and train. Where that is refused, the visitor's run stays on
    the page."""

    def begin() -> None:
        snapshot, before, run_id = current_run(view), view.config, view.run_id
        if snapshot is None or not is_mine(snapshot):
            view.set_config(config)
            start(view, paused=False)
        else:
            start(view, paused=False, config=config, instead_of=snapshot.id)
            view.set_config(config)
        page_history.note(view, page_history.REMEDY, before, run_id)

    reporting(begin)


def go_on_with(view: RunView, config: RunConfig, parameters: Parameters) -> None:
    """Train a run of another configuration that begins with `parameters`. Where that is refused, settings and run stay
    on the page, since those settings without the weights would be something else."""

    def begin() -> None:
        snapshot, before, run_id = current_run(view), view.config, view.run_id
        own = snapshot.id if snapshot is not None and is_mine(snapshot) else None
        start(view, paused=False, config=config, instead_of=own, parameters=parameters)
        view.set_config(config)
        page_history.note(view, page_history.IMPORT, before, run_id)

    reporting(begin)


def undo(view: RunView) -> None:
    """Take back the latest action that lost something, of the page or of the visitor's run."""
    reporting(lambda: page_history.undo(view, _own(view)))


def redo(view: RunView) -> None:
    """Do again what was undone last."""
    reporting(lambda: page_history.redo(view, _own(view)))


def open_run(view: RunView, run_id: str) -> None:
    """Show one of the visitor's runs, with its settings, its weights and its curve; the one on the page rests."""

    def act() -> None:
        found = get_run_manager().get(run_id)
        if found is None:
            get_run_manager().notebook.read_only.refuse(run_id)
        if found is None or not is_mine(found):
            raise KeyError(run_id)
        _turn_to(view, found)

    acting_on_a_run(act)


def branch_off(view: RunView, run_id: str) -> None:
    """Make a run that goes on from where one of the visitor's stands, and show it."""
    acting_on_a_run(lambda: _turn_to(view, get_run_manager().notebook.branch(run_id, session.visitor())))


def acting_on_a_run(act: Callable[[], object]) -> None:
    """Do something to one of the listed runs; an error is shown on the page, and so is a run that is there no more."""

    def acting() -> None:
        try:
            act()
        except KeyError as gone:
            raise DnnError(Text("That run is no longer there; the others are in the list below the chart.")) from gone

    reporting(acting)


def _turn_to(view: RunView, run: RunSnapshot) -> None:
    """Show another run of the visitor's; the one on the page rests in her notebook."""
    if run.id == view.run_id:
        return
    before = _own(view)
    page_history.note(view, page_history.OPENING, view.config, view.run_id)
    if before is not None:
        get_run_manager().leave(before.id, session.visitor())
    view.set_previous_run(None)
    view.set_run(run.id)
    view.set_config(run.config)
    view.set_known_config(run.config)
    view.count_command()


def _own(view: RunView) -> RunSnapshot | None:
    """The run of a view where it is the visitor's."""
    snapshot = current_run(view)
    return snapshot if snapshot is not None and is_mine(snapshot) else None


def make_iteration(view: RunView) -> tuple[float, float] | None:
    """Let the visitor's run make its next iteration, and wait for it.

    Returns:
        J that the run recorded for the iteration, and J of its training part now; None where it could not be made.
    """
    try:
        run = own_run(view)
        send(view, run, StepIterations(1))
        runs, next_iteration = get_run_manager(), run.iteration + 1
        after = runs.wait_until(
            run.id,
            lambda now: now.ended or (now.iteration >= next_iteration and now.current_evaluation is not None),
            ITERATION_SECONDS,
        )
        payload = runs.poll(run.id, run.iteration, run.generation)
    except DnnError as problem:
        session.add_problem(problem)
        return None
    except (KeyError, TimeoutError):
        late = Text("The iteration was not completed within {seconds} s; try again.", seconds=ITERATION_SECONDS)
        session.add_problem(DnnError(late))
        return None
    if payload is None or after.iteration != next_iteration or after.current_evaluation is None:
        return None
    cost = payload["points"][1][0]
    return None if cost is None else (float(cost), after.current_evaluation.train_cost)


def reporting(act: Callable[[], object]) -> None:
    """Call a function; an error that it raises is shown on the page."""
    try:
        act()
    except DnnError as problem:
        session.add_problem(problem)


def own_run(view: RunView) -> RunSnapshot:
    """The visitor's own run in a view; a new, paused one where there is none."""
    snapshot = current_run(view)
    return snapshot if snapshot is not None and is_mine(snapshot) else start(view, paused=True)


def start(
    view: RunView,
    *,
    paused: bool,
    config: RunConfig | None = None,
    instead_of: str | None = None,
    parameters: Parameters | None = None,
) -> RunSnapshot:
    """A new run in a view: of its configuration, or of another one; with `parameters` to begin with, or those that its
    seed draws."""
    chosen = view.config if config is None else config
    snapshot = get_run_manager().start(
        chosen,
        session.visitor(),
        paused,
        view.speed_limit,
        instead_of,
        previous=view.previous_run,
        parameters=parameters,
    )
    view.set_run(snapshot.id)
    view.count_command()
    return snapshot


def send(view: RunView, snapshot: RunSnapshot, command: Command) -> None:
    """Send a command to a run.

    Raises:
        DnnError: the command is refused, or the run is no longer there.
    """
    try:
        get_run_manager().command(snapshot.id, session.visitor(), command)
    except KeyError as gone:
        raise DnnError(
            Text("That run is no longer kept by the server, but its settings are still here: press Train to repeat it.")
        ) from gone
    view.count_command()


def _leave(view: RunView, snapshot: RunSnapshot) -> None:
    """Take the run off the page; the visitor's own run rests in her notebook from then on."""
    if is_mine(snapshot):
        get_run_manager().leave(snapshot.id, session.visitor())
    view.set_run(None)
    view.set_previous_run(snapshot.id)
