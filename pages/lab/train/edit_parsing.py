"""Edits as a browser sends them, checked: what is none of the wire's edits is refused in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, cast

from dnn.background.commands import MAX_PARAMETER_VALUE, PARAMETERS
from dnn.background.wire import ArchitectureEdit, ParameterEdit, PointEdit, RunsView
from dnn.datasets.own_points import REACH
from dnn.errors import ConfigurationError
from dnn.lessons.diagnosis import RULES
from dnn.text.messages import Text
from dnn.validation.checks import one_of, whole_number
from pages.server.paths import RUN_ID
from pages.shared.session.session import SPEED_NAMES

ID_START = r"[A-Za-z0-9_-]{8}"
RUNS_VIEW = {
    "curves": re.compile(rf"(?:{ID_START}(?:\.{ID_START}){{0,11}})?"),
    "baseline": re.compile(rf"(?:{ID_START})?"),
    "measure": re.compile(r"(?:test)?"),
}
"""The form of what a link says of the list of runs, by the names of its parameters."""
ARCHITECTURE_OPERATIONS = ("add_unit", "remove_unit", "add_layer", "remove_layer")
POINT_OPERATIONS = ("add", "move", "remove", "clear")


def architecture_edit(sent: object) -> ArchitectureEdit:
    """A unit or a layer more or fewer; a layer's own operations need no number of a layer.

    Raises:
        ConfigurationError: it is none.
    """
    fields = _fields(sent)
    op = one_of("op", fields.get("op"), ARCHITECTURE_OPERATIONS)
    return {"op": op, "layer": whole_number("layer", fields.get("layer")) if op.endswith("_unit") else None}


def parameter_edit(sent: object) -> ParameterEdit:
    """Another value for an entry of W or b. Whether the network has the entry is for the run to say.

    Raises:
        ConfigurationError: it is none.
    """
    fields = _fields(sent)
    quantity = one_of("quantity", fields.get("quantity"), PARAMETERS)
    return {
        "layer": whole_number("layer", fields.get("layer")),
        "quantity": quantity,
        "row": whole_number("row", fields.get("row")),
        "column": whole_number("column", fields.get("column")),
        "value": _number(quantity, fields.get("value"), MAX_PARAMETER_VALUE),
    }


def point_edit(sent: object) -> PointEdit:
    """A point more, elsewhere, or less. Whether the data can have the point is for their configuration to say.

    Raises:
        ConfigurationError: it is none.
    """
    fields = _fields(sent)
    op = one_of("op", fields.get("op"), POINT_OPERATIONS)
    if op == "clear":
        return {"op": op}
    if op == "move":
        return {"op": op, "from": _position(fields.get("from")), "to": _position(fields.get("to"))}
    x1, x2 = _position((fields.get("x1"), fields.get("x2")))
    if op == "remove":
        return {"op": op, "x1": x1, "x2": x2}
    return {"op": op, "x1": x1, "x2": x2, "label": whole_number("label", fields.get("label"))}


def pressed_button(sent: object, names: Iterable[str]) -> str:
    """The name of a button that was pressed, one of `names`.

    Raises:
        ConfigurationError: it is none.
    """
    return one_of("button", _fields(sent).get("button"), tuple(names))


def remedied_rule(sent: object) -> str:
    """The rule whose remedy is to be tried, one of the doctor's.

    Raises:
        ConfigurationError: it is none.
    """
    return one_of("rule", _fields(sent).get("rule"), tuple(RULES))


def run_id(sent: object) -> str:
    """The id of a run.

    Raises:
        ConfigurationError: it is none.
    """
    written = _fields(sent).get("run")
    if not isinstance(written, str) or not RUN_ID.fullmatch(written):
        raise ConfigurationError("run", Text("the id of a run, of letters, digits, - and _"), written, "")
    return written


def run_ids(sent: object) -> list[str]:
    """The ids of some runs.

    Raises:
        ConfigurationError: they are none.
    """
    written = _fields(sent).get("runs")
    if not isinstance(written, list):
        raise ConfigurationError("runs", Text("a list"), written, "")
    return [run_id({"run": each}) for each in written]


def runs_view(sent: object) -> RunsView:
    """The choices in the list of runs, from a browser or from a link.

    Raises:
        ConfigurationError: it is none.
    """
    fields = _fields(sent)
    texts = {name: fields.get(name) for name in RUNS_VIEW}
    for name, text in texts.items():
        if not isinstance(text, str) or not RUNS_VIEW[name].fullmatch(text):
            raise ConfigurationError(name, Text("as the list of runs writes it"), text, Text("the link without it"))
    return cast(RunsView, texts)


def speed_limit(sent: object) -> int | None:
    """Another speed limit, by its name, which is one of those on offer.

    Raises:
        ConfigurationError: it is none.
    """
    return SPEED_NAMES[one_of("limit", _fields(sent).get("limit"), tuple(SPEED_NAMES))]


def _fields(sent: object) -> Mapping[Any, object]:
    return sent if isinstance(sent, Mapping) else {}


def _number(field: str, sent: object, reach: float) -> float:
    """A number of any size, since only what uses it knows its range; `reach` is a usual one."""
    if isinstance(sent, bool) or not isinstance(sent, int | float):
        raise ConfigurationError(field, Text("a number from {low} to {high}", low=-reach, high=reach), sent, "0.5")
    return sent


def _position(sent: object) -> tuple[float, float]:
    if not isinstance(sent, list | tuple) or len(sent) != 2:
        raise ConfigurationError("position", Text("two coordinates"), sent, "[0.5, -0.5]")
    return _number("x1", sent[0], REACH), _number("x2", sent[1], REACH)
