"""The questions of a step, about the learner's own network: each is checked by computing, and asked about other numbers
until it is answered rightly; one that was answered wrongly stays above the next, with its numbers, the answer and the
reason. Hints come in three steps."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from dnn.lessons.path.lesson import Lesson
from dnn.lessons.path.progress import AnsweredQuestion, StepProgress, answered, asked_once_more, hinted
from dnn.lessons.path.questions.question import HINTS, ChoiceQuestion, Question, judged, right_answer
from pages.learn.path import learner
from pages.learn.path.lesson_words import told
from pages.learn.path.steps import question_fields
from pages.learn.path.steps.asked import asked_question
from pages.learn.path.steps.question_fields import answer_text, choice_titles, number_field, right_text
from pages.shared.frame.text import _, labelled, strong

MISSES = 2
"""Wrong answers to a question from which on the way to the answer of the last one is shown."""

NETWORK = ("network", "sizes")
"""The values of a prompt that say which network it is about."""


def draw(lesson: Lesson, place: int, open_part: Callable[[str], None]) -> None:
    """Show the questions of a step up to the first that is open.

    Args:
        open_part: marks the place of the question that is open, which it is given a name of.
    """
    progress = learner.progress_of(lesson)
    step = progress.step(place)
    count = len(lesson.steps[place].questions)
    for which in range(count):
        state = step.question(which)
        if count > 1:
            st.markdown(_("**Question {number} of {count}**").format(number=which + 1, count=count))
        if state.is_done:
            _done(_question(lesson, place, progress.seed, step, which, state.draw), state.attempts[-1].answer)
            _repeat(lesson, place, which, step)
            continue
        open_part(f"{which}/{state.draw}")
        _ask(lesson, place, which, state)
        return


def _repeat(lesson: Lesson, place: int, which: int, step: StepProgress) -> None:
    """Show what follows a question that is done: once the step is, and where the question was missed, the button that
    has it asked once more, and what came of that. One is asked at a time."""
    state, seed = step.question(which), learner.progress_of(lesson).seed
    if state.is_repeating:
        _ask(lesson, place, which, state)
    elif state.repetition is not None:
        st.markdown(strong(_("Once more:")))
        again = _question(lesson, place, seed, step, which, state.latest_draw)
        _done(again, state.latest.attempts[-1].answer)
    elif state.is_to_be_repeated and _may_repeat(lesson, place, step):
        st.button(
            _("Ask me once more, with other numbers"), icon=":material/replay:", key=f"once_more_{which}",
            on_click=partial(_once_more, lesson, place, which),
        )  # fmt: skip


def _may_repeat(lesson: Lesson, place: int, step: StepProgress) -> bool:
    """True once a step is done, and none of its questions is just asked once more."""
    return learner.is_at(lesson, place, "done") and not any(each.is_repeating for each in step.questions)


def _ask(lesson: Lesson, place: int, which: int, state: AnsweredQuestion) -> None:
    """Show the draw of a question that is open, below the one before, where that was answered wrongly."""
    progress, latest = learner.progress_of(lesson), state.latest
    step, draw = progress.step(place), state.latest_draw
    question = _question(lesson, place, progress.seed, step, which, draw)
    is_same = False
    if latest.attempts:
        first, before = (_question(lesson, place, progress.seed, step, which, earlier) for earlier in (0, draw - 1))
        is_same = before.prompt == question.prompt
        comes_back = before.prompt == first.prompt  # what else there is to ask can be used up
        is_worked = not comes_back and latest.misses >= MISSES
        _wrong(before, question, latest.attempts[-1].answer, is_worked=is_worked)
    _open(lesson, place, which, question, progress.seed, latest, draw, is_same=is_same)


def _question(lesson: Lesson, place: int, seed: int, step: StepProgress, which: int, draw: int) -> Question:
    asked = lesson.steps[place].questions[which]
    return asked_question(lesson, place, seed, step, asked, str(which), draw)


def _done(question: Question, answer: float) -> None:
    st.markdown(told(question.prompt))
    if not question.takes(answer):  # of a version that asked something else
        return
    judgement = judged(question, answer)
    st.success(
        f"{strong(answer_text(question, answer).strip('*'))}  \n{told(judgement.reason)}", icon=":material/check:"
    )


def _wrong(question: Question, now: Question, answer: float, *, is_worked: bool) -> None:
    """Say why the answer before was wrong, below what was asked; what is asked now is about other numbers, where there
    are others.

    Args:
        is_worked: whether the way to the right answer is shown as well: she has missed it more than once.
    """
    if not question.takes(answer):  # of a version that asked something else
        return
    judgement, is_same = judged(question, answer), question.prompt == now.prompt
    with st.container(border=True, gap="xsmall", key="answered_before"):
        if not is_same:
            st.markdown(labelled(_("You were asked"), told(question.prompt)))
        st.error(
            _("“{answer}” is not right. {reason}").format(
                answer=answer_text(question, answer), reason=told(judgement.reason)
            ),
            icon=":material/close:",
        )
        if is_worked:
            reason = judged(question, right_answer(question)).reason
            shown = f"{right_text(question)}  \n{told(reason)}"
            st.info(labelled(_("The right answer"), shown), icon=":material/school:")
    st.markdown(strong(_lead(question, now)))


def _lead(before: Question, now: Question) -> str:
    """The line above a question that is asked anew: in what it differs from the one before."""
    if before.prompt == now.prompt:
        return _("The same question once more:")
    networks = [dict(each.prompt.values).get(name) for each in (before, now) for name in NETWORK]
    if not any(networks):
        return _("One more question of this kind, with other numbers:")
    if networks[: len(NETWORK)] == networks[len(NETWORK) :]:
        return _("The same network, but something else is asked:")
    return _("One more question of this kind, about another network:")


def _open(
    lesson: Lesson,
    place: int,
    which: int,
    question: Question,
    seed: int,
    state: AnsweredQuestion,
    draw: int,
    *,
    is_same: bool,
) -> None:
    key = f"answer_{lesson.name}_{place}_{which}_{seed}_{draw}"
    st.markdown(told(question.prompt))
    hints = [
        labelled(_("Hint {number}").format(number=number), told(hint))
        for number, hint in enumerate(question.hints[: state.hints], start=1)
    ]
    if isinstance(question, ChoiceQuestion):
        titles = choice_titles(question)
        st.radio(
            _("Your answer"), range(len(titles)), index=None, format_func=titles.__getitem__, key=key,
            label_visibility="collapsed",
        )  # fmt: skip
        _show_hints(hints, question, is_same=is_same)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.button(
                _("Check"), icon=":material/check:", type="primary", shortcut="Q", key="check_answer",
                on_click=partial(_answer, lesson, place, which, key),
            )  # fmt: skip
            _hint_button(lesson, place, which, state.hints)
        question_fields.draw_missing(key)
        return
    with (
        st.form(f"form_{key}", border=False),
        st.container(horizontal=True, vertical_alignment="bottom", gap="small"),
    ):  # Enter sends it, and a press sends the number that stands in the field by then
        number_field(key, question.decimals)
        st.form_submit_button(
            _("Check"), icon=":material/check:", type="primary", shortcut="Q", key="check_answer",
            on_click=partial(_answer, lesson, place, which, key),
        )  # fmt: skip
    question_fields.draw_missing(key, is_number=True)
    _show_hints(hints, question, is_same=is_same)
    _hint_button(lesson, place, which, state.hints)


def _show_hints(hints: list[str], question: Question, *, is_same: bool) -> None:
    """The hints that were read, and after the last what to do with them."""
    for hint in hints:
        st.info(hint, icon=":material/lightbulb:")
    if len(hints) == HINTS:
        st.caption(_after_all_hints(question, is_same=is_same))


def _hint_button(lesson: Lesson, place: int, which: int, read: int) -> None:
    """The button to the next hint, if there is one."""
    if read < HINTS:
        label = _("Hint {number} of {count}").format(number=read + 1, count=HINTS)
        st.button(
            label, icon=":material/lightbulb:", key="next_hint", on_click=partial(_hint, lesson, place, which, read + 1)
        )


def _after_all_hints(question: Question, *, is_same: bool) -> str:
    """Advice once all hints are read."""
    if isinstance(question, ChoiceQuestion):
        if is_same:
            return _(
                "Those were all hints, and this network has nothing else to ask here. Leave out the answers that were "
                "wrong, go through hint 3 with those that are left, and choose."
            )
        return _(
            "Those were all hints: do on paper what hint 3 says, then choose. A wrong answer tells you its reason."
        )
    return _("Those were all hints: what is left to do is the computation in hint 3. Type its result.")


@learner.told
def _answer(lesson: Lesson, place: int, which: int, key: str) -> None:
    """Callback: judge what stands in the field or among the choices with this key."""
    taken = question_fields.taken(key)
    if taken is None or not _is_asked(lesson, place, which):
        return
    progress = learner.progress_of(lesson)
    step = progress.step(place)
    state = step.question(which)
    question = _question(lesson, place, progress.seed, step, which, state.latest_draw)
    if not question.takes(taken):
        return
    is_right = judged(question, taken).is_right
    learner.store_step(lesson, place, answered(step, which, taken, is_right))


@learner.told
def _hint(lesson: Lesson, place: int, which: int, hints: int) -> None:
    if not _is_asked(lesson, place, which):
        return
    learner.store_step(lesson, place, hinted(learner.progress_of(lesson).step(place), which, hints))


@learner.told
def _once_more(lesson: Lesson, place: int, which: int) -> None:
    """Callback: have a question asked once more that is done."""
    step = learner.progress_of(lesson).step(place)
    if _may_repeat(lesson, place, step):
        learner.store_step(lesson, place, asked_once_more(step, which))


def _is_asked(lesson: Lesson, place: int, which: int) -> bool:
    """True if the learner is at the questions of a step, or has this one asked once more."""
    is_repeating = learner.progress_of(lesson).step(place).question(which).is_repeating
    return learner.is_at(lesson, place, "done" if is_repeating else "check")
