"""The answers of the class to a step's prediction, once the teacher has revealed them, and the second vote on it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, cast

import streamlit as st

from dnn.background.wire import RoomBar, RoomRevealed
from dnn.lessons.path.lesson import Lesson, Prediction, Step
from dnn.lessons.path.progress import PredictedValue
from pages.learn.path import learner
from pages.learn.path.lesson_words import words
from pages.learn.path.room import class_curves, reporting
from pages.learn.path.steps import predicting, running
from pages.live.lesson import chart as lesson_chart
from pages.live.lesson.chart import LessonChart, LessonSketch
from pages.shared.drawing import markdown_table
from pages.shared.frame.text import _, labelled, strong
from pages.shared.room import own_room, votes
from pages.shared.session import session

WHOLE_BAR = 8
"""Blocks of a bar that stands for everybody who has answered."""
BLOCK = "█"


def draw(lesson: Lesson, place: int) -> None:
    """Show what the class has predicted, and ask again where there is a second vote; who has not predicted yet is
    asked once, by the step itself."""
    step, key = lesson.steps[place], votes.question_key(lesson.name, place, votes.PREDICTION)
    if step.prediction is None:
        return
    revealed = votes.revealed(key)
    if revealed is not None:
        votes.note_seen(key)
        with st.container(border=True, key=f"class_answers_{place}", gap="xsmall"):
            _draw_revealed(lesson, place, revealed)
    if revealed is not None and step.prediction.kind == "curve" and _has_voted_again(key):
        return  # her curves are among those of the class
    if votes.is_second_open(key) and learner.progress_of(lesson).step(place).prediction is not None:
        with st.container(border=True, key=f"second_vote_{place}", gap="small"):
            _draw_vote(lesson, place, step.prediction, key)


def _draw_revealed(lesson: Lesson, place: int, revealed: RoomRevealed) -> None:
    step = lesson.steps[place]
    st.markdown(strong(_("What the class has predicted")))
    if step.prediction is not None and step.prediction.kind == "curve":
        own = votes.own_answer(revealed["question"])
        class_curves.draw(_curves_chart(lesson, place, None), revealed["bars"], own, key=f"class_curves_{place}")
        return
    has_second = revealed["vote"] == 2
    bars = _bars_of_all(step, revealed["bars"])
    answered = max(sum(bar["first"] for bar in bars), sum(bar["second"] for bar in bars))
    head = [_("Prediction"), _("First vote"), *([_("Second vote")] if has_second else [])]
    rows = [
        [
            _bar_title(step, bar),
            _bar(bar["first"], answered, "blue"),
            *([_bar(bar["second"], answered, "orange")] if has_second else []),
        ]
        for bar in bars
    ]
    st.markdown(markdown_table.markdown(head, rows, "l" * len(head)))
    if revealed["others"] and not _are_all_shown(step):
        said = "".join(f"\n- {answer_words(step, each)}" for each in revealed["others"])
        heading = strong(_("Others have said"))
        st.markdown(f"{heading}\n{said}")


def _are_all_shown(step: Step) -> bool:
    """True if the table has a row for each answer that there can be, so that single answers would only repeat it."""
    return step.prediction is not None and step.prediction.kind == "choice"


def _bars_of_all(step: Step, bars: Sequence[RoomBar]) -> list[RoomBar]:
    """The bars; of a choice one for each alternative in their order, also where nobody has chosen it."""
    prediction = step.prediction
    if prediction is None or prediction.kind != "choice":
        return list(bars)
    places = range(len(prediction.alternatives))
    chosen = {int(bar["value"]): bar for bar in bars if bar["value"] in places}
    none: RoomBar = {"value": None, "low": None, "high": None, "first": 0, "second": 0}
    return [
        *(chosen.get(each, {**none, "value": each}) for each in places),
        *(bar for bar in bars if bar["value"] not in places),
    ]


def _bar(count: int, answered: int, colour: str) -> str:
    """A count with its bar, of those who have answered, in one of the colours that Streamlit's Markdown has."""
    return f"{count} :{colour}[{BLOCK * max(1, round(WHOLE_BAR * count / answered))}]" if count else "0"


def _bar_title(step: Step, bar: RoomBar) -> str:
    """The words for the answers that a bar counts."""
    prediction = step.prediction
    if bar["value"] is not None:
        return answer_words(step, bar["value"])
    if bar["low"] is None or bar["high"] is None:
        return _("other answers")
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
        if prediction.kind == "curve":
            st.markdown(strong(_("Your curves, before and after")))
            class_curves.draw(_curves_chart(lesson, place, None), (), own, key=f"own_curves_{place}")
            return
        st.markdown(labelled(_("Your second answer"), answer_words(lesson.steps[place], own["second"])))
        return
    st.markdown(strong(_("Second vote: what do you say now?")))
    progress = learner.progress_of(lesson)
    if prediction.question:
        st.markdown(words(prediction.question))
    if prediction.kind == "curve":
        value = _sketched_again(lesson, place)
    else:
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


def _sketched_again(lesson: Lesson, place: int) -> PredictedValue | None:
    """Let her draw the curve once more; it begins as the one that she has sketched before, and may stay so."""
    st.caption(_("Your first curve stands there: draw over it, or leave it as it is."))
    first = learner.progress_of(lesson).step(place).prediction
    points = tuple((int(iteration), float(cost)) for iteration, cost in cast(Sequence[Sequence[float]], first))
    name = f"second_sketch_{lesson.name}_{place}"
    sketch: LessonSketch = session.page_value(name, None) or LessonSketch(1, points)
    lesson_chart.draw(
        _curves_chart(lesson, place, sketch),
        on_sketched=partial(session.set_page_value, name),
        on_settled=_no_runs,
    )
    return sketch.points if len(sketch.points) > 1 else None


def _curves_chart(lesson: Lesson, place: int, sketch: LessonSketch | None) -> LessonChart:
    return running.sketching_chart(lesson, place, "second", sketch)


def _no_runs(_ends: object) -> None:
    """No run is on a chart that is sketched on."""


def _has_voted_again(key: str) -> bool:
    own = votes.own_answer(key)
    return own is not None and own["second"] is not None


def _vote(lesson: Lesson, place: int, key: str, value: PredictedValue | None) -> None:
    if value is None:
        return
    progress = learner.progress_of(lesson)
    counted = reporting.vote_value(lesson, place, progress.seed, progress.step(place), value)
    own_room.act("answer", question=key, value=counted, vote=2)
