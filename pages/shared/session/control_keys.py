"""Keys of controls: the name under which a widget holds its value, and how it comes to show another one."""

from __future__ import annotations

from collections.abc import Callable, Container, Set
from typing import Any

from pages.shared.session import values

CONTROL_PREFIX = "control_"
RENEWED = "~"
"""Separator between a control's name and the number of its renewals."""
RENEWALS = "renewals"
SEEN = "seen"
"""Values of controls by their keys: those that they were given, or that a change of the visitor has brought since."""
SUPERSEDED = "superseded"
"""Controls that are to show the configuration when they are drawn next, with the values they held at that time."""


def forget_all() -> None:
    """Let the controls show the configuration when they are drawn next. Their values stay until then, since a script
    that is interrupted before it draws them would find none; a visitor's own change in between stays too."""
    names = {_name_of(key) for key in values.widget_keys() if key.startswith(CONTROL_PREFIX)}
    values.put(SUPERSEDED, {name: values.widget_value(_key(name)) for name in names})


def control(name: str, value: Any) -> str:
    """The session's key of a control, holding `value` when the control has none yet or was to forget its own.

    A control that is given another value gets another key: the browser may still send the value of the old one, which
    would pass for a change by the visitor.
    """
    superseded: dict[str, Any] = values.setdefault(SUPERSEDED, {})
    if name in superseded:
        held = values.widget_value(_key(name))
        if held == superseded.pop(name) and held != value and values.has_widget(_key(name)):
            _renew(name)
    key = _key(name)
    if not values.has_widget(key):
        _give(key, value)
    return key


def on_change(name: str, act: Callable[[], None]) -> Callable[[], None]:
    """Callback of a control that was changed: it calls `act` where it was the visitor who changed it.

    Streamlit reports a change as well of a control that a script gave its value before another one interrupted it.
    """

    def report() -> None:
        seen: dict[str, Any] = values.setdefault(SEEN, {})
        key, value = _key(name), control_value(name)
        if key in seen and seen[key] == value:
            return
        seen[key] = value
        act()

    return report


def renew_all(but: Set[str]) -> None:
    """Give every control another key and the value that it has, except those that are named."""
    names = {_name_of(key) for key in values.widget_keys() if key.startswith(CONTROL_PREFIX)} - but
    held = {name: values.widget_value(_key(name)) for name in names if values.has_widget(_key(name))}
    for name, value in held.items():
        _renew(name)
        _give(_key(name), value)


def control_value(name: str) -> Any:
    """The current value of the control of this name; None where there is no such control."""
    return values.widget_value(_key(name))


def control_among(name: str, value: Any, allowed: Container[Any], otherwise: Any) -> str:
    """The key of a control as `control` gives it, of one that shows `otherwise` where it holds none of `allowed`."""
    control(name, value)
    if control_value(name) not in allowed:
        set_control(name, otherwise)
    return _key(name)


def set_control(name: str, value: Any) -> None:
    """Let the control of this name show `value` when it is drawn next."""
    if values.has_widget(_key(name)) and control_value(name) != value:
        _renew(name)
    _give(_key(name), value)


def forget(*names: str) -> None:
    """Drop the values of controls; they are seeded anew when they are drawn next."""
    for name in names:
        if values.has_widget(_key(name)):
            _renew(name)


def _renew(name: str) -> None:
    """Let the control of this name have another key from now on."""
    values.setdefault(SEEN, {}).pop(_key(name), None)
    renewals: dict[str, int] = values.setdefault(RENEWALS, {})
    renewals[name] = renewals.get(name, 0) + 1


def _give(key: str, value: Any) -> None:
    """Let the control of this key have a value that is not the visitor's."""
    values.put_widget(key, value)
    values.setdefault(SEEN, {})[key] = value


def _key(name: str) -> str:
    times = values.get(RENEWALS, {}).get(name, 0)
    return f"{CONTROL_PREFIX}{name}" + (f"{RENEWED}{times}" if times else "")


def _name_of(key: str) -> str:
    return key.removeprefix(CONTROL_PREFIX).split(RENEWED)[0]
