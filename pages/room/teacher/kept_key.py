"""The teacher's key of a room, which her own browser keeps for later visits. It says which one it has, or that it has
none, and takes the key of a secret link out of the address.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dnn.background.wire import TeacherKeyData
from pages.room.teacher import taught_room
from pages.shared.session import values

KEY = "kept_key"

_component = st.components.v2.component(
    "dnn_teacher_key",
    html="<span hidden></span>",
    js=Path(__file__).with_suffix(".js").read_text("utf-8"),
    isolate_styles=False,
)


def kept_key(room_id: str) -> None:
    """Give the browser the key to keep, or ask for the one that it has."""
    data: TeacherKeyData = {"room": room_id, "key": taught_room.key_of(room_id) or ""}

    def take() -> None:
        if not taught_room.key_of(room_id):
            taught_room.set_key(room_id, values.component_value(KEY, "key"))

    _component(key=KEY, data=data, on_key_change=take)
