"""Values in a visitor's session, by name: the only module that names `st.session_state`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import streamlit as st


def get(name: str, default: Any = None) -> Any:
    """The value of this name; `default` where there is none."""
    return st.session_state.get(name, default)


def put(name: str, value: Any) -> None:
    """Set the value of this name."""
    st.session_state[name] = value


def setdefault(name: str, value: Any) -> Any:
    """The value of this name, which becomes `value` where there is none."""
    if name not in st.session_state:
        st.session_state[name] = value
    return st.session_state[name]


def has(name: str) -> bool:
    """Return whether there is a value of this name."""
    return name in st.session_state


def drop(name: str) -> None:
    """Remove the value of this name, if there is one."""
    st.session_state.pop(name, None)


def names() -> Iterator[str]:
    """Names of all values."""
    return map(str, st.session_state)


def component_value(component: str, name: str) -> object:
    """The value of this name that the component of this key has set: whatever a browser sent."""
    return getattr(st.session_state[component], name)
