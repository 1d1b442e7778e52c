"""Controls that the room hides or locks, by the names that the teacher chooses them by."""

from __future__ import annotations

import re
from typing import Any, Literal

from dnn.configuration import HYPERPARAMETERS
from dnn.configuration.variations import VARIATIONS
from dnn.errors import DnnError
from dnn.text.messages import Text
from pages.shared.frame.text import _, sentences
from pages.shared.room import own_room

Held = Literal["", "locked", "hidden"]
ROOM_CONTROLS: dict[str, Text] = {
    "dataset": Text("Data"),
    **{name: variation.title for name, variation in VARIATIONS.items()},
    "schedule": Text("Learning-rate schedule"),
    **{name: HYPERPARAMETERS[name].title for name in ("iterations", "target_cost", "precision")},
}
"""Controls that a room can hide or lock, by their names, with their titles."""
OTHER_NAMES = {
    "data": "dataset",
    "hidden_layers": "depth",
    "learning_rate_slider": "learning_rate",
    "learning_rate_at_hand": "learning_rate",
}
"""Names of widgets that belong to a control of another name."""
FAMILIES = (
    (re.compile(r"option_\w+"), "dataset"),
    (re.compile(r"units_\w+"), "units"),
    (re.compile(r"activation_\w+"), "activation"),
    (re.compile(r"schedule_\w+"), "schedule"),
)


def control_of(widget: str) -> str:
    """The name of the control that a widget of the sidebar belongs to."""
    found = (control for pattern, control in FAMILIES if pattern.fullmatch(widget))
    return OTHER_NAMES.get(widget) or next(found, widget)


def held(widget: str) -> Held:
    """The way in which the room holds the control of a widget; empty where it does not."""
    document = own_room.seat()
    if document is None:
        return ""
    name = control_of(widget)
    if name in document["hidden_controls"]:
        return "hidden"
    return "locked" if name in document["locked_controls"] else ""


def reason() -> str:
    """The reason why a control is locked."""
    return _("Locked by your teacher for the moment.")


def check_free(*widgets: str) -> None:
    """Refuse a change of controls that the room hides or locks, made elsewhere than in the controls.

    Raises:
        DnnError: one of them is held.
    """
    if any(held(widget) for widget in widgets):
        raise DnnError(Text("Your teacher has locked this for the moment; try another setting."))


def settings(widget: str, given: dict[str, Any]) -> dict[str, Any]:
    """The settings that a widget is drawn with: `given`, and disabled with the reason where the room locks it."""
    if held(widget) != "locked":
        return given
    before = given.get("help")
    return given | {"disabled": True, "help": sentences(reason(), before) if before else reason()}
