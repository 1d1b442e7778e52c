"""The wrong answers of a step, each with what was asked, the right answer and the reason, in small letters."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from dnn.lessons.path.lesson import Lesson
from dnn.lessons.path.progress import AnsweredQuestion, StepProgress, has_seen
from dnn.lessons.path.questions.question import NumberQuestion, Question, judged, right_answer
from pages.learn.path.lesson_words import our_words, words
from pages.learn.path.steps.asked import asked_question
from pages.learn.path.steps.question_fields import answer_text, right_text, signed
from pages.shared.frame.text import _, labelled, strong

MAX_MISSES_SHOWN = 5
"""Wrong answers to one question that are shown: the last ones."""


def draw(lesson: Lesson, place: int, seed: int, own: StepProgress) -> None:
    """Show the wrong answers of a step; nothing where there are none."""
    missed = [*_seen(lesson, place, own), *_answered(lesson, place, seed, own)]
    if not missed:
        return
    with st.container(gap="xsmall", key=f"missed_{lesson.name}_{place}"):
        st.markdown(strong(_("Answers that were not right")))
        for each in dict.fromkeys(missed):
            st.caption(each)


def _seen(lesson: Lesson, place: int, own: StepProgress) -> Iterator[str]:
    """The sentences that were not what had happened. The right one is told once she has found it."""
    step = lesson.steps[place]
    if step.observation is None or not own.seen:
        return
    is_found = has_seen(step, own)
    wrong = own.seen[:-1] if is_found else own.seen
    for given in (step.observation.alternatives[at] for at in wrong[-MAX_MISSES_SHOWN:]):
        right = step.observation.alternatives[own.seen[-1]] if is_found else None
        yield _missed(
            words(step.observation.question),
            f"{words(given.text)}  \n{words(given.because)}",
            "" if right is None else f"{words(right.text)}  \n{words(right.because)}",
        )


def _answered(lesson: Lesson, place: int, seed: int, own: StepProgress) -> Iterator[str]:
    """The wrong answers to the questions, those of a question asked once more as well. The right one is told unless the
    very question is open."""
    for which, asked in enumerate(lesson.steps[place].questions):
        state = own.question(which)
        draws = wrong_draws(state)[-MAX_MISSES_SHOWN:]
        is_open = bool(draws) and not state.latest.is_done
        now = asked_question(lesson, place, seed, own, asked, str(which), state.latest_draw) if is_open else None
        for draw_number, answer in draws:
            question = asked_question(lesson, place, seed, own, asked, str(which), draw_number)
            if not question.takes(answer):  # of a version that asked something else
                continue
            is_shown = now is None or now.prompt != question.prompt
            yield _missed(our_words(question.prompt), _given(question, answer), _right(question) if is_shown else "")


def wrong_draws(state: AnsweredQuestion) -> list[tuple[int, float]]:
    """The wrong answers to a question that are kept, each with the number of the draw that it was given to."""
    series = [(0, state)] if state.repetition is None else [(0, state), (state.first_draw, state.repetition)]
    return [
        (first + answered.forgotten + number, attempt.answer)
        for first, answered in series
        for number, attempt in enumerate(answered.attempts)
        if not attempt.is_right
    ]


def _given(question: Question, answer: float) -> str:
    """A wrong answer as it was given, and why it is wrong, where that is known."""
    if not isinstance(question, NumberQuestion):
        return f"{answer_text(question, answer)}  \n{our_words(judged(question, answer).reason)}"
    number, judgement = signed(f"{answer:.15g}"), question.judge(answer)
    return f"{number}  \n{our_words(judgement.reason)}" if judgement.is_explained else number


def _right(question: Question) -> str:
    """The right answer, and why it is right."""
    return f"{right_text(question).strip('*')}  \n{our_words(judged(question, right_answer(question)).reason)}"


def _missed(asked: str, given: str, right: str) -> str:
    """One wrong answer as Markdown."""
    answered, right_answer_line = labelled(_("You answered"), given), labelled(_("Right answer"), right)
    lines = [asked, f"✗ {answered}"]
    if right:
        lines.append(f"✓ {right_answer_line}")
    return "  \n".join(lines)
