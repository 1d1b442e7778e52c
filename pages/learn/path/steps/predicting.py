"""The prediction: the learner commits to a number, a sentence, an order, a curve or an answer before anything runs."""

from __future__ import annotations

from functools import partial
from html import escape
from itertools import starmap

import streamlit as st

from dnn.lessons.path.lesson import Lesson, Prediction, Step
from dnn.lessons.path.progress import PredictedValue, predicted
from dnn.lessons.path.questions.question import ChoiceQuestion
from pages.learn.path import learner
from pages.learn.path.lesson_words import our_words, plain_words, words
from pages.learn.path.steps import question_fields
from pages.learn.path.steps.asked import asked_question
from pages.learn.path.steps.question_fields import choice_titles, number_field
from pages.live.lesson.values import LessonSketch
from pages.shared.frame.text import _, labelled, ngettext
from pages.shared.room import own_room, votes
from pages.shared.session import session, values

CHOSEN = ("choice", "question")
"""Kinds of prediction that stand in one field, which is read when the button is pressed: it need not wait for the page
to have drawn what was chosen."""


LOOKED_AT = ("layers", "shapes", "unit_sum")
"""Experiments whose picture a learner looks at before she predicts."""


def needs_no_picture(step: Step) -> bool:
    """True if a step can be predicted from its words alone: where all stands in one column, the picture comes after
    the question then."""
    is_sketched = step.prediction is not None and step.prediction.kind == "curve"
    return step.experiment.kind not in LOOKED_AT and not is_sketched


def draw(lesson: Lesson, place: int) -> None:
    """Ask for the prediction of a step, with the button that commits to it."""
    step = lesson.steps[place]
    prediction = step.prediction
    assert prediction is not None
    progress = learner.progress_of(lesson)
    if prediction.question:
        st.markdown(words(prediction.question))
    key = f"predicted_{lesson.name}_{place}_{progress.seed}"
    value = asked_value(lesson, place, prediction, step, key)
    st.button(
        _("This is my prediction"),
        icon=":material/push_pin:",
        type="primary",
        key="commit_prediction",
        disabled=value is None and prediction.kind not in CHOSEN,
        on_click=partial(_commit, lesson, place, key, value),
    )
    question_fields.draw_missing(key)
    missing = _still_missing(prediction, step, key) if value is None else ""
    st.caption(missing or _("You cannot change it afterwards."))


def _still_missing(prediction: Prediction, step: Step, key: str) -> str:
    """The reason why the button cannot be pressed yet, where nothing beside it says so."""
    if prediction.kind == "curve":
        return _("The button opens once a curve is drawn.")
    if prediction.kind == "number":
        preset = _just(_with_unit(_middle(prediction), prediction))
        return _("Move the point first, or press “{button}”.").format(button=preset)
    if prediction.kind != "order":
        return ""
    count = len(step.experiment.variants)
    chosen = values.widget_value(key) or ()
    left = count - len(chosen)
    template = ngettext(
        "The button opens once all {count} stand in your order: {left} is left.",
        "The button opens once all {count} stand in your order: {left} are left.",
        left,
    )
    return template.format(count=count, left=left)


def sketch_key(lesson: Lesson, place: int) -> str:
    """The name under which the session holds the curve that is being sketched."""
    return f"sketch_{lesson.name}_{place}"


def asked_value(lesson: Lesson, place: int, prediction: Prediction, step: Step, key: str) -> PredictedValue | None:
    """Draw what is predicted; the value, None as long as there is none."""
    if prediction.kind == "number":
        return _number(prediction, key)
    if prediction.kind == "choice":
        titles = [words(each.text) for each in prediction.alternatives]
        is_in_class = own_room.seat() is not None
        return _choice([*starmap(votes.lettered, enumerate(titles))] if is_in_class else titles, key)
    if prediction.kind == "order":
        return _order([words(variant.label) for variant in step.experiment.variants], key)
    if prediction.kind == "curve":
        st.caption(_("Draw into the chart, or move its points with the arrow keys."))
        sketched: LessonSketch | None = session.page_value(f"{sketch_key(lesson, place)}_drawn", None)
        return sketched.points if sketched is not None and len(sketched.points) > 1 else None
    progress = learner.progress_of(lesson)
    step_progress = progress.step(place)
    question = asked_question(lesson, place, progress.seed, step_progress, prediction.asked, "prediction", 0)
    st.markdown(our_words(question.prompt))
    if isinstance(question, ChoiceQuestion):
        return _choice(choice_titles(question), key)
    return number_field(key, question.decimals)


def _number(prediction: Prediction, key: str) -> float | None:
    """A number on a slider with its ends below it; it counts once it was moved, or said to be just that: nobody
    predicts what happens to stand there."""
    middle = _middle(prediction)
    was_moved, unit = f"{key}_moved", plain_words(prediction.unit).replace("%", "%%")
    ends = [_with_unit(end, prediction) for end in (prediction.low, prediction.high)]
    with st.container(key="lesson_slider", gap=None):
        value = st.slider(
            _("Your prediction"), prediction.low, prediction.high, middle, prediction.step, key=key,
            label_visibility="collapsed", format=f"%g {unit}".strip(),
        )  # fmt: skip
        low, high = map(escape, ends)
        st.html(f'<p class="path-ends" aria-hidden="true"><span>{low}</span><span>{high}</span></p>')
        if value != middle:
            session.set_page_value(was_moved, True)
        written = _with_unit(value, prediction)
        if session.page_value(was_moved, False):
            st.markdown(labelled(_("You expect"), written))
            return float(value)
        advice = _("Move the point to the number that you expect: it can be from {low} to {high}.")
        st.html(f'<p class="path-unmoved">{escape(advice.format(low=ends[0], high=ends[1]))}</p>')
        st.button(
            _just(written), icon=":material/adjust:", key="expect_this",
            on_click=partial(session.set_page_value, was_moved, True),
        )  # fmt: skip
    return None


def _middle(prediction: Prediction) -> float:
    """The number that a slider begins at."""
    return prediction.low + round((prediction.high - prediction.low) / 2 / prediction.step) * prediction.step


def _just(written: str) -> str:
    return _("I expect just {value}").format(value=written)


def _with_unit(value: float, prediction: Prediction) -> str:
    return f"{value:g}".replace("-", "−") + f" {words(prediction.unit)}".rstrip()


def _choice(titles: list[str], key: str) -> int | None:
    return st.radio(
        _("Your prediction"),
        range(len(titles)),
        index=None,
        format_func=titles.__getitem__,
        key=key,
        label_visibility="collapsed",
    )


def _order(labels: list[str], key: str) -> tuple[int, ...] | None:
    """The runs in the order in which they are chosen."""
    chosen = st.pills(
        _("Press them in your order: the smallest first"),
        range(1, len(labels) + 1),
        selection_mode="multi",
        format_func=lambda number: labels[number - 1],
        key=key,
    )
    if chosen:
        st.markdown(" < ".join(labels[number - 1] for number in chosen))
    return tuple(chosen) if len(chosen) == len(labels) else None


@learner.reporting_refusals
def _commit(lesson: Lesson, place: int, key: str, drawn: PredictedValue | None) -> None:
    """Callback: commit to what stands in the field with this key, or to what was drawn."""
    prediction = lesson.steps[place].prediction
    is_chosen = prediction is not None and prediction.kind in CHOSEN
    value = question_fields.taken(key) if is_chosen else drawn
    if value is not None and learner.is_at(lesson, place, "predict"):
        learner.store_step(lesson, place, predicted(learner.progress_of(lesson).step(place), value))
