"""The gain of a class: what its students learned from the six questions before the lessons to the six after."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dnn.background.services import get_rooms
from dnn.errors import DnnError
from dnn.lessons.path.gain import GroupGain
from pages.room.teacher.taught_room import TaughtRoom
from pages.shared.frame.text import _, ngettext, sentences
from pages.shared.session import session

GAIN = "class_gain"


def draw_button(room: TaughtRoom) -> None:
    """The button that looks for it; the answers may have to be read from the database."""
    st.button(
        _("Gain of the class"),
        key="class_gain_button",
        icon=":material/trending_up:",
        on_click=partial(_request_gain, room),
    )


def draw(room: TaughtRoom) -> None:
    """The gain, once it was looked for, until it is put away."""
    found: tuple[str, GroupGain] | None = session.page_value(GAIN, None)
    if found is None or found[0] != room.id:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="class_gain"):
        st.info(in_words(found[1]), icon=":material/trending_up:", width="stretch")
        st.button(
            _("Put away"), key="class_gain_away", type="tertiary", on_click=session.set_page_value, args=(GAIN, None)
        )


def in_words(gain: GroupGain) -> str:
    """The gain in a sentence or two."""
    if gain.learners == 0:
        return _("Nobody has answered the six questions both before and after the lessons yet.")
    words = ngettext(
        "{count} student has answered both times.", "{count} students have answered both times.", gain.learners
    ).format(count=gain.learners)
    if gain.of_averages is None:
        return sentences(words, _("They knew all of it before."))
    if gain.of_averages < 0:
        return sentences(words, _("Fewer answers are right than before."))
    template = _("Normalised gain of the class averages: {percent} % of what was not known before is known now.")
    words = sentences(words, template.format(percent=f"{100 * gain.of_averages:.0f}"))
    if gain.mean_of_learners is None:
        return words
    mean = _("The mean of the students' own gains is {percent} %.")
    return sentences(words, mean.format(percent=f"{100 * gain.mean_of_learners:.0f}"))


def _request_gain(room: TaughtRoom) -> None:
    try:
        session.set_page_value(GAIN, (room.id, get_rooms().gain(room.id, room.key)))
    except DnnError as problem:
        session.add_problem(problem)
