"""The answers of the class to a step's prediction, once the teacher has revealed them, and the second vote on it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import streamlit as st

from dnn.background.wire import RoomBar, RoomRevealed
from dnn.lessons.path.lesson import Lesson, Prediction, Step
from dnn.lessons.path.progress import PredictedValue
from pages.learn.path import learner
from pages.learn.path.lesson_words import words
from pages.learn.path.room import reporting
from pages.learn.path.steps import predicting
from pages.shared.drawing import markdown_table
from pages.shared.frame.text import _, labelled, strong
from pages.shared.room import own_room, votes

LONGEST_BAR = 8
"""Blocks of the longest bar."""
BLOCK = "█"


def draw(lesson: Lesson, place: int) -> None:
    """Show what the class has predicted, and ask again where there is a second vote; who has not predicted yet is
    asked once, by the step itself."""
    step, key = lesson.steps[place], votes.question_key(lesson.name, place, votes.PREDICTION)
    if step.prediction is None:
        return
    revealed = votes.revealed(key)
    if revealed is not None:
        with st.container(border=True, key=f"class_answers_{place}", gap="xsmall"):
            _draw_revealed(step, revealed)
    if votes.is_second_open(key) and learner.progress_of(lesson).step(place).prediction is not None:
        with st.container(border=True, key=f"second_vote_{place}", gap="small"):
            _draw_vote(lesson, place, step.prediction, key)


def _draw_revealed(step: Step, revealed: RoomRevealed) -> None:
    st.markdown(strong(_("What the class has predicted")))
    has_second = revealed["vote"] == 2
    longest = max((max(bar["first"], bar["second"]) for bar in revealed["bars"]), default=0)
    head = [_("Prediction"), _("First vote"), *([_("Second vote")] if has_second else [])]
    rows = [
        [
            _bar_title(step, bar),
            _bar(bar["first"], longest, "blue"),
            *([_bar(bar["second"], longest, "orange")] if has_second else []),
        ]
        for bar in revealed["bars"]
    ]
    st.markdown(markdown_table.markdown(head, rows, "l" * len(head)))
    if revealed["others"]:
        said = "".join(f"\n- {answer_words(step, each)}" for each in revealed["others"])
        heading = strong(_("Others have said"))
        st.markdown(f"{heading}\n{said}")


def _bar(count: int, longest: int, colour: str) -> str:
    """A count with its bar, in one of the colours that Streamlit's Markdown has."""
    return f"{count} :{colour}[{BLOCK * max(1, round(LONGEST_BAR * count / longest))}]" if count else "0"


def _bar_title(step: Step, bar: RoomBar) -> str:
    """The words for the answers that a bar counts."""
    prediction = step.prediction
    if bar["value"] is not None:
        return answer_words(step, bar["value"])
    if bar["low"] is None or bar["high"] is None:
        return _("others")
    unit = "" if prediction is None else words(prediction.unit)
    return f"{bar['low']:.4g} – {bar['high']:.4g} {unit}".strip()


def answer_words(step: Step, value: Any) -> str:
    """An answer to a step's prediction as Markdown; what is none, since another lesson had this name, is a dash."""
    prediction = step.prediction
    if isinstance(value, bool):
        return _("right") if value else _("wrong")
    if prediction is None:
        return "–"
    if prediction.kind == "choice" and value in range(len(prediction.alternatives)):  # bars have it as 1.0
        return words(prediction.alternatives[int(value)].text)
    if prediction.kind == "number" and isinstance(value, int | float):
        return f"{value:.4g} {words(prediction.unit)}".strip()
    if prediction.kind == "order" and isinstance(value, Sequence):
        return _order(step, value)
    return _("a curve") if prediction.kind == "curve" else "–"


def _order(step: Step, value: Sequence[Any]) -> str:
    labels = dict(enumerate((words(variant.label) for variant in step.experiment.variants), start=1))
    return " < ".join(labels.get(each, "–") for each in value)


def _draw_vote(lesson: Lesson, place: int, prediction: Prediction, key: str) -> None:
    """Ask the prediction once more, after the class has talked about it."""
    own = votes.own_answer(key)
    if own is not None and own["second"] is not None:
        st.markdown(labelled(_("Your second answer"), answer_words(lesson.steps[place], own["second"])))
        return
    st.markdown(strong(_("Second vote: what do you say now?")))
    if prediction.kind == "curve":
        st.caption(_("Sketched curves are not voted on again; talk about yours."))
        return
    progress = learner.progress_of(lesson)
    if prediction.question:
        st.markdown(words(prediction.question))
    widget = f"second_{lesson.name}_{place}_{progress.seed}"
    value = predicting.asked_value(lesson, place, prediction, lesson.steps[place], widget)
    st.button(
        _("This is my second answer"),
        icon=":material/how_to_vote:",
        type="primary",
        key="commit_second_vote",
        disabled=value is None,
        on_click=partial(_vote, lesson, place, key, value),
    )


def _vote(lesson: Lesson, place: int, key: str, value: PredictedValue | None) -> None:
    if value is None:
        return
    progress = learner.progress_of(lesson)
    counted = reporting.vote_value(lesson, place, progress.seed, progress.step(place), value)
    own_room.act("answer", question=key, value=counted, vote=2)
