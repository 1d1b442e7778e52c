"""The questions that were answered in a room, by Streamlit's own elements: counted, revealed, voted on again."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import streamlit as st

from dnn.background.rooms.views.sketches import curve_of
from dnn.background.wire import RoomBar, RoomLesson, RoomQuestion, RoomWallDocument
from pages.room.teacher import taught_room
from pages.room.teacher.question_words import QuestionWords, all_bars, answer_words, question_words
from pages.room.teacher.taught_room import TaughtRoom
from pages.shared.frame.text import _, literal, strong


def draw(room: TaughtRoom, wall: RoomWallDocument, lessons: list[RoomLesson], texts: Mapping[str, str]) -> None:
    """The questions, the latest first, each with its bars once they are revealed; the teacher may look before."""
    for number, question in enumerate(reversed(wall["questions"])):
        words = question_words(question["question"], lessons, texts)
        with st.container(border=True, key=f"slow_question_{number}"):
            st.markdown(strong(literal(words.title)))
            if words.prompt:
                st.markdown(literal(words.prompt))
            rows = bars(question, words, texts, is_shown=_shows_right(question, words, texts))
            if question["revealed"]:
                st.table(rows)
                if is_solved(question) and words.alternatives and not words.right:
                    st.caption(texts["right_depends"])
            elif not room.is_looking:
                with st.expander(texts["only_for_you"]):
                    st.table(rows)
            if not room.is_looking:
                _buttons(room, question, number, texts)


def is_solved(question: RoomQuestion) -> bool:
    """True if the teacher may show the right answer: the class has seen the answers, and has no vote before it."""
    return question["revealed"] > 0 and (not question["is_second_open"] or question["revealed"] == 2)


def _shows_right(question: RoomQuestion, words: QuestionWords, texts: Mapping[str, str]) -> bool:
    """True if the teacher has asked for the right answer."""
    if not is_solved(question) or not words.right:
        return False
    return st.toggle(texts["show_right"], key=f"slow_right_{question['question']}")


def _buttons(room: TaughtRoom, question: RoomQuestion, number: int, texts: Mapping[str, str]) -> None:
    act = partial(taught_room.steer, room, question=question["question"])
    with st.container(horizontal=True, key=f"slow_question_buttons_{number}"):
        if not question["revealed"]:
            st.button(texts["ask_reveal"], key=f"slow_reveal_{number}", on_click=act, args=("reveal",))
        if not question["is_second_open"]:
            st.button(texts["ask_second_vote"], key=f"slow_second_{number}", on_click=act, args=("second_vote",))
        else:
            end = texts["ask_end_second_vote"]
            st.button(end, key=f"slow_end_second_{number}", on_click=act, args=("end_second_vote",))
        if question["revealed"] < 2 and (question["is_second_open"] or question["answered_again"]):
            reveal = partial(act, vote=2)
            again = texts["ask_reveal_second"]
            st.button(again, key=f"slow_reveal_{number}_2", on_click=reveal, args=("reveal",))
        if question["revealed"]:
            st.button(texts["ask_conceal"], key=f"slow_conceal_{number}", on_click=act, args=("conceal",))


def bars(
    question: RoomQuestion, words: QuestionWords, texts: Mapping[str, str], *, is_shown: bool
) -> list[dict[str, object]]:
    """The answers to a question, counted; every alternative, and which are right where that is shown."""
    right = words.right if is_shown else ()
    rows: list[dict[str, object]] = []
    for bar in as_one_curve(all_bars(question["bars"], words)):
        name = _name(bar, words, texts)
        said = f"{name} ({texts['right_answer']})" if bar["value"] in right else name
        rows.append({_("Answer"): literal(said), texts["first_vote"]: bar["first"]})
        if question["is_second_open"] or question["answered_again"]:
            rows[-1][texts["second_vote"]] = bar["second"]
    return rows


def as_one_curve(counted: list[RoomBar]) -> list[RoomBar]:
    """Bars with one in the place of all sketched curves, which a table cannot draw."""
    curves = [bar for bar in counted if curve_of(bar["value"]) is not None]
    if not curves:
        return counted
    first, second = (sum(each) for each in zip(*((bar["first"], bar["second"]) for bar in curves), strict=True))
    return [{**curves[0], "first": first, "second": second}, *(bar for bar in counted if bar not in curves)]


def _name(bar: RoomBar, words: QuestionWords, texts: Mapping[str, str]) -> str:
    if bar["value"] is not None:
        return answer_words(bar["value"], words, texts)
    if bar["low"] is None or bar["high"] is None:
        return texts["others"]
    return texts["interval"].format(low=f"{bar['low']:.4g}", high=f"{bar['high']:.4g}")
