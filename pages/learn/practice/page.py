"""Practice: sets of questions on shapes, each wrong choice explained; a link gives a class the same questions."""

from __future__ import annotations

import secrets
from functools import partial

import streamlit as st

from dnn.errors import ConfigurationError
from dnn.lessons.practice import Choice, Item, PracticeSet
from dnn.text.messages import Text
from pages.learn.practice import answer_storage, summary
from pages.shared.frame import notices
from pages.shared.frame.text import _, ngettext, say
from pages.shared.session import session
from pages.shared.session.written_numbers import digits

MAX_SET_NUMBER = 10**6
MAX_QUESTIONS = 10**6
WIDTH = 760


def page() -> None:
    """Draw the page."""
    notices.draw()
    with st.container(key="practice", width=WIDTH):
        seed = _seed()
        if seed is None:
            _new_set_button()
            return
        practised = answer_storage.practice_set(seed)
        place = _place(practised)
        _progress(practised, place)
        if place is None:
            summary.draw(practised)
        else:
            _question(practised, place)
        _ways_on(practised, is_done=place is None)
    answer_storage.draw(seed)


def _seed() -> int | None:
    """The number of the set in the link, or of a new one; None after words on a number that cannot be one."""
    written = session.parameter("set")
    if written is None:
        written = str(secrets.randbelow(MAX_SET_NUMBER))
        session.set_parameter("set", written)
    return _whole("set", written, MAX_SET_NUMBER)


def _place(practised: PracticeSet) -> int | None:
    """The place of the question to show, as the link has it or else the first open one; None: the set is done."""
    written = session.parameter("question")
    place = 0 if written is None else _whole("question", written, MAX_QUESTIONS)
    is_there = place is not None and place < len(practised.items)
    return place if is_there else practised.open_after(-1)


def _whole(name: str, written: str, largest: int) -> int | None:
    """A whole number of the link; None after words on what is none."""
    number = digits(written, len(str(largest)))
    if number is not None and number < largest:
        return number
    expected = Text("a whole number from {low} to {high}", low=0, high=largest - 1)
    notices.error(ConfigurationError(name, expected, written, "7"))
    return None


def _go_to(place: int) -> None:
    session.set_parameter("question", str(place))


def _begin_set() -> None:
    session.set_parameter("set", str(secrets.randbelow(MAX_SET_NUMBER)))
    session.set_parameter("question", None)


def _progress(practised: PracticeSet, place: int | None) -> None:
    """Show how far the set is, and the score; each question is a button that goes there."""
    turn, start = _round_at(practised, place)
    items = practised.rounds[turn]
    right, count = sum(item.is_right for item in items), sum(item.answer is not None for item in items)
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        if place is not None:
            words = _("Question {number} of {count}") if turn == 0 else _("Once more: question {number} of {count}")
            st.header(words.format(number=place - start + 1, count=len(items)), anchor=False, width="content")
        else:
            st.header(_("The set is done"), anchor=False, width="content")
        if count > 0:
            st.markdown(_("**{right}** of {count} right").format(right=right, count=count), width="content")
    with st.container(horizontal=True, gap="xxsmall", key="practice_places"):
        for at, item in enumerate(items):
            _place_button(start + at, at + 1, item, is_here=start + at == place)


def _round_at(practised: PracticeSet, place: int | None) -> tuple[int, int]:
    """The round of a place, or the last one, and the place of its first question."""
    start = 0
    for turn, items in enumerate(practised.rounds):
        if place is not None and place < start + len(items):
            return turn, start
        start += len(items)
    return len(practised.rounds) - 1, start - len(practised.rounds[-1])


def _place_button(place: int, number: int, item: Item, *, is_here: bool) -> None:
    """The button of one question, with a mark for the answer."""
    state, mark = _("open"), ""
    if item.answer is not None:
        state, mark = (_("right"), ":green[✓]") if item.is_right else (_("wrong"), ":red[✗]")
    st.button(
        f"{number} {mark}",
        type="secondary" if is_here else "tertiary",
        key=f"place_{place}",
        help=_("Question {number}: {state}").format(number=number, state=state),
        on_click=partial(_go_to, place),
    )


def _new_set_button() -> None:
    st.button(_("New set"), icon=":material/shuffle:", key="new_set", on_click=_begin_set)


def _question(practised: PracticeSet, place: int) -> None:
    """A question with its choices, or with the verdict on the one that was taken."""
    item = practised.items[place]
    st.markdown(_words(item.question.prompt))
    if item.answer is None:
        _choices(practised, place)
        return
    _verdict(item, item.answer)
    after = practised.open_after(place)
    st.button(
        _("Next question") if after is not None else _("See the result"),
        icon=":material/arrow_forward:",
        type="primary",
        shortcut="Q",
        key="next_question",
        on_click=partial(_go_to, after if after is not None else len(practised.items)),
    )


def _choices(practised: PracticeSet, place: int) -> None:
    """The choices, and the button that takes one."""
    titles = {index: _words(choice.text) for index, choice in enumerate(practised.items[place].question.choices)}
    taken = st.radio(
        _("Your answer"),
        list(titles),
        index=None,
        format_func=titles.__getitem__,
        key=f"practice_{practised.seed}_{place}",
        label_visibility="collapsed",
    )
    st.button(
        _("Check"),
        icon=":material/check:",
        type="primary",
        shortcut="Q",
        key="check_answer",
        disabled=taken is None,
        on_click=partial(_answer, practised.seed, place, taken),
    )


def _answer(seed: int, place: int, taken: int | None) -> None:
    """Store the answer to a question, if one was chosen."""
    if taken is not None:
        _go_to(place)
        answer_storage.put(answer_storage.practice_set(seed).answered(place, taken))


def _verdict(item: Item, taken: int) -> None:
    """Show the right choice, and the reason why each of the others is wrong."""
    choices = item.question.choices
    for index, choice in enumerate(choices):
        if choice.right or index == taken:
            show, icon = (st.success, ":material/check:") if choice.right else (st.error, ":material/close:")
            show(_explained(choice), icon=icon)
    with st.expander(_("And the other choices?")):
        for index, choice in enumerate(choices):
            if not choice.right and index != taken:
                st.markdown(_explained(choice))


def _explained(choice: Choice) -> str:
    return f"{_words(choice.text)} · {_words(choice.explanation)}"


def _words(text: Text | str) -> str:
    return say(text) if isinstance(text, Text) else text


def _ways_on(practised: PracticeSet, *, is_done: bool) -> None:
    """From a set that is done, what was missed once more or all of it; another set; and what its link is good for."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="practice_ways_on"):
        if is_done and practised.repeated() != practised:
            _repeat_button(practised)
        if is_done:
            st.button(
                _("This set from the beginning"),
                icon=":material/restart_alt:",
                key="begin_again",
                on_click=partial(_begin_again, practised.seed),
            )
        _new_set_button()
    words = _("Set {number}: whoever opens this page's link gets the same questions, and not your answers.")
    st.caption(words.format(number=practised.seed))


def _repeat_button(practised: PracticeSet) -> None:
    count = len(practised.missed)
    st.button(
        ngettext("Repeat the missed one", "Repeat the {count} missed ones", count).format(count=count),
        icon=":material/replay:",
        type="primary",
        shortcut="Q",
        key="repeat_missed",
        on_click=partial(_repeat, practised.seed),
    )


def _repeat(seed: int) -> None:
    practised = answer_storage.practice_set(seed)
    _go_to(len(practised.items))
    answer_storage.put(practised.repeated())


def _begin_again(seed: int) -> None:
    session.set_parameter("question", None)
    answer_storage.put(PracticeSet(seed))


with st.container(key="page", gap="small"):
    page()
