"""The summary of a set: the score, and what was missed with the page that teaches it."""

from __future__ import annotations

import streamlit as st

from dnn.lessons.practice import KINDS, Item, PracticeSet
from pages.learn.practice.lessons import LESSONS
from pages.menu import MENU
from pages.shared.frame.text import _, ngettext, say

LINK_WIDTH = 170
"""Pixels; the longest title has room, so that what stands beside the links is aligned."""


def draw(practised: PracticeSet) -> None:
    """The result of each round where there are several, and what was missed in the last one."""
    first, *repeated = practised.rounds
    if repeated:
        words = _("At the first try **{right}** of {count} right.")
        lines = [words.format(right=_right(first), count=len(first))]
        for number, items in enumerate(repeated, start=1):
            words = _("Once more ({number}): **{right}** of {count} right.")
            lines.append(words.format(number=number, right=_right(items), count=len(items)))
        st.markdown("  \n".join(lines))
    if practised.missed:
        _missed(practised.missed)
    else:
        st.success(_("Nothing is missed any more.") if repeated else _("Nothing was missed."), icon=":material/check:")


def _missed(items: tuple[Item, ...]) -> None:
    """The kinds that were missed, beside a link to the page that teaches them."""
    st.markdown(ngettext("Missed; here is where to read it up:", "Missed; here is where to read them up:", len(items)))
    titles: dict[str, list[str]] = {}
    for item in items:
        kind = KINDS[item.question.kind]
        titles.setdefault(LESSONS[kind.topic].name, []).append(say(kind.title))
    for name, missed in titles.items():
        lesson = MENU[name]
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"missed_{name}"):
            st.page_link(lesson.file, label=say(lesson.title), icon=f":material/{lesson.icon}:", width=LINK_WIDTH)
            st.markdown(" · ".join(missed), width="content")


def _right(items: tuple[Item, ...]) -> int:
    return sum(item.is_right for item in items)
