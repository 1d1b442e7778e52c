"""The wire has the same names, keys and kinds in Python and in JavaScript."""

from __future__ import annotations

import inspect
import re
import types
import typing
from typing import Any, NotRequired, get_args, get_origin, is_typeddict

import pytest

from dnn.background import wire
from pages import live
from pages.learn.practice import answer_storage
from pages.live import STATIC, comparison, drawing_board, live_plotly, room_bar, stepper
from pages.live.lesson import component as lesson_component
from pages.live.room_wall import component as wall_component
from pages.room.teacher import kept_key
from pages.shared.frame import visitor_browser
from pages.shared.share import share_link

SOURCE = (STATIC / "connection" / "wire.js").read_text("utf-8")
KINDS = {int: "number", float: "number", str: "string", bool: "boolean", type(None): "null", Any: "any"}


def union(kinds: typing.Iterable[str]) -> str:
    """One kind for several, whatever their order."""
    return "|".join(sorted(set(kinds)))


def kind_in_python(hint: Any) -> str:
    """The kind of a value: number, string, …, array<kind>, object<kind>, or the name of a type."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return union(kind for each in arguments for kind in kind_in_python(each).split("|"))
    if origin is list or (origin is tuple and arguments[-1] is Ellipsis):
        return f"array<{kind_in_python(arguments[0]).replace('|', '/')}>"
    if origin is tuple:
        return f"array<{union(map(kind_in_python, arguments)).replace('|', '/')}>"
    if origin is dict:
        return f"object<{kind_in_python(arguments[1])}>"
    return KINDS.get(hint) or str(hint.__name__)


def parts(text: str, separator: str) -> list[str]:
    """A text cut at a separator, but not inside brackets."""
    found, depth = [""], 0
    for letter in text:
        depth += {"(": 1, "[": 1, "<": 1, ")": -1, "]": -1, ">": -1}.get(letter, 0)
        if letter == separator and depth == 0:
            found.append("")
        else:
            found[-1] += letter
    return [part.strip() for part in found]


def kind_in_javascript(text: str) -> str:
    """The same of a type of JSDoc."""
    text = text.strip()
    if len(parts(text, "|")) > 1:
        return union(kind for each in parts(text, "|") for kind in kind_in_javascript(each).split("|"))
    if text.endswith("[]"):
        return f"array<{kind_in_javascript(text[:-2]).replace('|', '/')}>"
    if text.startswith("["):
        return f"array<{union(map(kind_in_javascript, parts(text[1:-1], ','))).replace('|', '/')}>"
    if text.startswith("("):
        return kind_in_javascript(text[1:-1])
    if text.startswith("Record<"):
        return f"object<{kind_in_javascript(parts(text[7:-1], ',')[1])}>"
    return text


def types_in_python() -> dict[str, dict[str, str]]:
    """Name -> key -> kind, with "?" after keys that may be missing."""
    found = {}
    for name, value in vars(wire).items():
        if not is_typeddict(value):
            continue
        keys = {}
        for key, hint in typing.get_type_hints(value, include_extras=True).items():
            is_optional = get_origin(hint) is NotRequired
            keys[f"{key}?" if is_optional else key] = kind_in_python(get_args(hint)[0] if is_optional else hint)
        found[name] = keys
    return found


def types_in_javascript() -> dict[str, dict[str, str]]:
    """The same of connection/wire.js."""
    found = {}
    for body, name in re.findall(r"@typedef \{\{(.*?)\}\} (\w+)", SOURCE, re.S):
        fields = [field.strip(" *\n") for field in re.sub(r"\n \*", "", body).split(";")]
        pairs = [field.split(":", 1) for field in fields if field]
        found[name] = {key.strip(): kind_in_javascript(kind) for key, kind in pairs}
    return found


def test_both_sides_know_the_same_types() -> None:
    here, there = types_in_python(), types_in_javascript()
    assert len(here) > 30
    assert set(here) == set(there) and SOURCE.count("@typedef") == len(there)


def test_each_type_has_the_same_keys_of_the_same_kinds() -> None:
    here, there = types_in_python(), types_in_javascript()
    assert {name: there[name] for name in here} == here


@pytest.mark.parametrize(
    ("component", "values"),
    [
        (live, wire.LiveViewValues),
        (live_plotly, wire.LivePlotlyValues),
        (stepper, wire.StepperValues),
        (comparison, wire.CompareValues),
        (drawing_board, wire.DrawingBoardValues),
        (lesson_component, wire.LessonChartValues),
        (room_bar, wire.RoomBarValues),
        (wall_component, wire.RoomWallValues),
        (kept_key, wire.TeacherKeyValues),
        (answer_storage, wire.PracticeValues),
        (visitor_browser, wire.VisitorBrowserValues),
        (share_link, wire.ShareLinkValues),
    ],
)
def test_each_value_of_a_component_has_its_callback(component: types.ModuleType, values: type) -> None:
    callbacks = re.findall(r"on_(\w+)_change=", inspect.getsource(component))
    assert sorted(callbacks) == sorted(typing.get_type_hints(values))
