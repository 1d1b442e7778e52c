"""A visitor's session: the app's own values by name, and those of widgets and components: the only module that names
`st.session_state`.

All of the app's own values lie in one dict, which is one value for Streamlit. A name of Streamlit's costs 3 µs to look
up, is gone through again for every number field and menu of a page, and its look-up ends a callback in the middle where
another event has come meanwhile.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

VALUES = "values"
"""The one name under which Streamlit keeps the dict."""
_of_thread = threading.local()


def get(name: str, default: Any = None) -> Any:
    """The value of this name; `default` where there is none."""
    return _values().get(name, default)


def put(name: str, value: Any) -> None:
    """Set the value of this name."""
    _values()[name] = value


def setdefault(name: str, value: Any) -> Any:
    """The value of this name, which becomes `value` where there is none."""
    return _values().setdefault(name, value)


def has(name: str) -> bool:
    """Return whether there is a value of this name."""
    return name in _values()


def _values() -> dict[str, Any]:
    """The dict of the session whose script this thread runs. A thread runs the scripts of one session alone, which is
    looked up once."""
    context = get_script_run_ctx(suppress_warning=True)
    known = getattr(_of_thread, "known", None)
    if context is not None and known is not None and known[0] is context:
        found: dict[str, Any] = known[1]
        return found
    if VALUES not in st.session_state:
        st.session_state[VALUES] = {}
    values: dict[str, Any] = st.session_state[VALUES]
    _of_thread.known = (context, values)
    return values


def widget_value(key: str) -> Any:
    """The value of the widget of this key; None where there is no such widget."""
    return st.session_state.get(key)


def has_widget(key: str) -> bool:
    """Return whether a widget of this key has a value."""
    return key in st.session_state


def put_widget(key: str, value: Any) -> None:
    """Let the widget of this key show a value when it is drawn next."""
    st.session_state[key] = value


def widget_keys() -> Iterator[str]:
    """Keys of all widgets that have a value."""
    return (str(key) for key in st.session_state if key != VALUES)


def component_value(component: str, name: str) -> object:
    """The value of this name that the component of this key has set: whatever a browser sent."""
    return getattr(st.session_state[component], name)
