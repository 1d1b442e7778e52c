"""The bar of a student's room for hosts that do not serve the app's routes: Streamlit's own buttons, and a fragment
that looks at the room every two seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import streamlit as st

from dnn.background.wire import RoomStudentDocument
from pages.live.room_bar import room_bar_texts
from pages.shared.frame.text import literal, strong, translator
from pages.shared.room import following, own_room, votes

POLL_SECONDS = 2.0
SIGNS = {"done": ":material/check:", "stuck": ":material/priority_high:", "question": ":material/question_mark:"}


def draw(document: RoomStudentDocument, push_text: str, presses: Mapping[str, Callable[[], None]]) -> None:
    """Show the bar, and draw the page anew where the room is another one. What the browser asks for once more was sent
    from this page: it shows what the teacher has put before all, and no event from the page before comes any more."""
    drawn, is_asked_for = page_state(document), False

    @st.fragment(run_every=POLL_SECONDS)
    def tick() -> None:
        nonlocal is_asked_for
        now = own_room.request_view()
        if now is None or page_state(now) != drawn:
            st.rerun()
        if is_asked_for:
            following.note_arrival(now)
        is_asked_for = True
        _bar(now, push_text, presses)

    tick()


def page_state(document: RoomStudentDocument) -> tuple[object, ...]:
    """The part of a room that the page is drawn by, as the browser's pageState."""
    push, pace = document["push"], document["pace"]
    return (
        *(document["room"], document["standing"], document["is_free"], document["is_paused"]),
        *(pace["kind"], pace["step"], 0 if push is None else push["number"], document["follows"], document["returned"]),
        *(tuple(document["hidden_controls"]), tuple(document["locked_controls"]), document["name"]),
        *(document["allows_own_names"], document["lesson"], tuple(document["second_votes"])),
        tuple((each["question"], each["vote"]) for each in document["revealed"]),
        tuple((each["question"], each["first"] is None, each["second"] is None) for each in document["answers"]),
    )


def _bar(document: RoomStudentDocument, push_text: str, presses: Mapping[str, Callable[[], None]]) -> None:
    texts = room_bar_texts(translator()) | {"back": following.back_words(document)}
    is_seated = document["standing"] == "seated"
    if document["is_paused"]:
        st.warning(f"{strong(texts['pause'])}  \n{texts['pause_text']}", icon=":material/visibility:")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(
            f"{strong(literal(document['title'] or texts['room']))} · {literal(document['name'])}", width="content"
        )
        if is_seated:
            _signals(document, texts)
        if document["goal_cost"] is not None:
            words = texts["goal_reached" if document["has_reached_goal"] else "goal"]
            st.markdown(words.format(cost=f"{document['goal_cost']:g}"), width="content")
        if is_seated and push_text:
            name = "back" if following.is_following(document) else "class"
            if name == "back":
                st.markdown(literal(push_text), width="content")
            st.button(texts[name], key=f"room_{name}", on_click=presses[name])
        if is_seated and votes.open_vote(document):
            st.button(texts["vote"], key="room_vote", type="primary", on_click=presses["vote"])
        if is_seated and votes.new_reveal(document):
            st.button(texts["reveal"], key="room_reveal", type="primary", on_click=presses["reveal"])
        words = texts.get(document["standing"], "") or (texts["free"] if document["is_free"] else "")
        if words:
            st.markdown(words, width="content")
        st.button(
            texts["leave"], key="room_leave", type="tertiary", help=texts["leave_help"], on_click=presses["leave"]
        )


def _signals(document: RoomStudentDocument, texts: Mapping[str, str]) -> None:
    for name, icon in SIGNS.items():
        is_given = document["signal"] == name
        st.button(
            texts[name],
            key=f"room_signal_{name}",
            icon=icon,
            type="primary" if is_given else "secondary",
            help=texts["signal_help"],
            on_click=partial(own_room.press, "signal", signal="none" if is_given else name),
        )
