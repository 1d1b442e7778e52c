"""Edits made in the live view: a unit or a layer more or fewer, an entry of W or b, a point of the data; a remedy of
the doctor's; and presses of its buttons that the run itself did not obey.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from dnn.background.commands import Reset, SetParameter, StepEpoch, StepIterations
from dnn.configuration.point_editing import taken_over
from dnn.datasets.own_points import NAME
from dnn.errors import ConfigurationError
from dnn.text.messages import Enumeration, Text
from pages.lab.train.comparing import turn_to_comparison
from pages.lab.train.edit_parsing import (
    architecture_edit,
    parameter_edit,
    point_edit,
    pressed_button,
    remedied_rule,
    run_id,
    run_ids,
    runs_view,
    speed_limit,
)
from pages.lab.train.edits import rearranged, with_point_edit
from pages.lab.train.remedies import try_remedy
from pages.shared.room import held_controls
from pages.shared.run import run_commands
from pages.shared.run.edit_queue import edits_after
from pages.shared.run.hyperparameter_edits import with_hyperparameters
from pages.shared.run.network_description import TAKEN_OVER
from pages.shared.session import session
from pages.shared.session.run_view import RunView


def apply_edits(view: RunView, edits: object) -> None:
    """Apply the numbered edits of a live view, each once; their names are those of EDITS."""

    def act() -> None:
        for number, name, value in edits_after(view.edits_done, edits):
            view.set_edits_done(number)
            if name not in EDITS:
                raise ConfigurationError("edit", Text("one of {choices}", choices=Enumeration(EDITS)), name, "point")
            run_commands.reporting(partial(EDITS[name], view, value))

    run_commands.reporting(act)


def _rearrange(view: RunView, edit: object) -> None:
    """Add or take away a unit or a layer."""
    config = rearranged(view.config, architecture_edit(edit))
    has_other_depth = len(config.architecture.hidden) != len(view.config.architecture.hidden)
    held_controls.check_free("depth" if has_other_depth else "units")
    view.set_config(config)


def _set_parameter(view: RunView, edit: object) -> None:
    """Give an entry of W or b the value that was typed into the picture of the network, where fields are open while the
    run rests. The press of Train that takes the pointer out of a field may arrive first; the edit counts all the same.
    """
    setting = SetParameter(**parameter_edit(edit))
    run_commands.send(view, run_commands.own_run(view), setting)


def _change_points(view: RunView, edit: object) -> None:
    """Add, move or take away a point of the data, which are the visitor's own then."""
    held_controls.check_free("dataset")
    config = view.config
    dataset = with_point_edit(config.dataset, point_edit(edit))
    if config.dataset.name != NAME or config.dataset.noise != 0:
        session.set_page_value(view.widget(TAKEN_OVER), taken_over(config.dataset))
    view.set_config(replace(config, dataset=dataset))


def _press(view: RunView, edit: object) -> None:
    """Do what a button is for."""
    PRESSES[pressed_button(edit, PRESSES)](view)


def _set_hyperparameters(view: RunView, edit: object) -> None:
    """Give hyperparameters other values, for the run as well where there is one."""
    config = with_hyperparameters(view.config, edit)
    before, after = view.config.hyperparameters.to_dict(), config.hyperparameters.to_dict()
    held_controls.check_free(*(name for name in after if after[name] != before.get(name)))
    view.store_config(config)


def _limit_speed(view: RunView, edit: object) -> None:
    """Set the speed limit of this and further runs."""
    run_commands.limit_speed(view, speed_limit(edit))


def _try_remedy(view: RunView, edit: object) -> None:
    """Try the remedy of one of the doctor's findings."""
    try_remedy(view, remedied_rule(edit))


def _open_run(view: RunView, edit: object) -> None:
    """Show another run of the visitor's."""
    run_commands.open_run(view, run_id(edit))


def _branch_off(view: RunView, edit: object) -> None:
    """Go on from where another run of the visitor's stands."""
    run_commands.branch_off(view, run_id(edit))


def _compare(_view: RunView, edit: object) -> None:
    """Turn to the page that compares runs of the visitor's."""
    turn_to_comparison(run_ids(edit))


def _view_runs(_view: RunView, edit: object) -> None:
    """Write what is chosen of the list of runs into the link."""
    for name, text in runs_view(edit).items():
        session.set_parameter(name, str(text) or None)


PRESSES: dict[str, Callable[[RunView], None]] = {
    "train": run_commands.train,
    "pause": run_commands.pause,
    "step_iteration": partial(run_commands.press, command=StepIterations(1)),
    "step_epoch": partial(run_commands.press, command=StepEpoch()),
    "reset": partial(run_commands.press, command=Reset()),
    "new_weights": run_commands.draw_new_weights,
    "undo": run_commands.undo,
    "redo": run_commands.redo,
}
"""The buttons by their names."""
EDITS: dict[str, Callable[[RunView, object], None]] = {
    "architecture": _rearrange,
    "parameter": _set_parameter,
    "point": _change_points,
    "press": _press,
    "speed_limit": _limit_speed,
    "remedy": _try_remedy,
    "hyperparameters": _set_hyperparameters,
    "open_run": _open_run,
    "branch": _branch_off,
    "compare": _compare,
    "runs_view": _view_runs,
}
"""Kinds of edits by the name that the live view gives them."""
