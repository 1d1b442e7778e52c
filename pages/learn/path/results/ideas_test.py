"""Six questions before the lessons and six after, on the same ideas with other numbers, and the gain between them.

Each is answered once, without a hint, or with "I do not know yet"; what was right is said once all six are answered,
with the way on: to the lessons before, to what is to be repeated after.
"""

from __future__ import annotations

from functools import partial

import streamlit as st

from dnn.background.services import get_learning_store
from dnn.lesson_files import lessons
from dnn.lessons.path.gain import normalised_gain
from dnn.lessons.path.ideas_answers import NOT_KNOWN, Answers, read_answers, score, stored_name, written_answers
from dnn.lessons.path.lesson import Lesson
from dnn.lessons.path.progress import open_step
from dnn.lessons.path.questions.ideas import IDEAS
from dnn.lessons.path.questions.question import ChoiceQuestion
from dnn.lessons.path.questions.registry import QUESTIONS
from dnn.lessons.path.questions.six_ideas import FORMS, right_answers, six_questions
from pages.learn.path import learner
from pages.learn.path.lesson_view import open_lesson
from pages.learn.path.lesson_words import words
from pages.learn.path.steps import opened_part, question_fields
from pages.learn.path.steps.question_fields import choice_titles
from pages.shared.frame.text import _, labelled, say, strong
from pages.shared.session import session

__all__ = ["FORMS", "answers_of", "draw", "draw_gain", "draw_way_in", "score_of"]


def questions_of(form: str) -> tuple[ChoiceQuestion, ...]:
    """The six questions of this learner in a form."""
    return six_questions(session.visitor(), form)


def answers_of(form: str) -> Answers:
    """Her answers; None where she has not answered."""
    stored = get_learning_store().progress(session.visitor(), stored_name(form))
    return read_answers(None if stored is None else stored.document)


def score_of(form: str) -> int | None:
    """The number of right answers; None as long as one is missing."""
    return score(session.visitor(), form, answers_of(form))


def draw_way_in(form: str, *, is_next: bool = False) -> None:
    """The line in the list of lessons that leads to the test, or says how it went.

    Args:
        is_next: whether it is what the learner does next.
    """
    score, count = score_of(form), len(questions_of(form))
    with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"test_row_{form}"):
        with st.container(gap=None, width="stretch"):
            if form == FORMS[0]:
                st.markdown(_("**Six questions before**"))
                st.caption(_("What do you know already? Two minutes; “I do not know yet” is an answer, too."))
            else:
                st.markdown(_("**Six questions after**"))
                st.caption(_("The same ideas with other numbers: they show what you have gained."))
                if score is None and score_of(FORMS[0]) is None:
                    st.caption(_without_before())
        if score is not None:
            st.markdown(_("{right} of {count} right").format(right=score, count=count), width="content")
        label = _("Begin") if score is None else _("Look again")
        with st.container(width="content", key=f"next_open_lesson_test_{form}" if is_next else None):
            st.button(
                label, key=f"open_test_{form}", width=110, type="primary" if is_next else "secondary",
                on_click=partial(open_lesson, form),
            )  # fmt: skip


def draw(form: str) -> None:
    """The test of a form: the first question that is open, or how it went."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="lesson_head"):
        st.button(
            _("All lessons"), icon=":material/arrow_back:", type="tertiary", key="all_lessons",
            on_click=partial(open_lesson, None),
        )  # fmt: skip
        title = _title(form)
        st.header(title, anchor=False, width="content")
    questions, answers = questions_of(form), answers_of(form)
    open_places = [place for place, answer in enumerate(answers) if answer is None]
    with st.container(key="ideas_test", width=760):
        opened_part.draw(f"test/{form}/{len(open_places)}", "test", title)
        if open_places:
            if form != FORMS[0] and open_places[0] == 0:
                _say_what_is_missing()
            _ask(form, open_places[0], questions)
        else:
            _result(form, questions, answers)


def _say_what_is_missing() -> None:
    """Say before the first of the six after that the six before were not answered, or that no lesson was begun."""
    if score_of(FORMS[0]) is None:
        st.info(_without_before(), icon=":material/info:")
        st.button(
            _("Six questions before"), icon=":material/arrow_back:", type="tertiary", key="open_test_before",
            on_click=partial(open_lesson, FORMS[0]),
        )  # fmt: skip
    elif not any(learner.progress_of(lesson).steps for lesson in lessons().values()):
        st.info(_("You have not begun a lesson yet: these six show what the lessons have taught you."))


def _without_before() -> str:
    return _("Without the six questions before, what you have gained cannot be said.")


def draw_kept() -> None:
    """The answers to the six before and to the six after, each once all six are answered, with the gain and what is to
    be repeated."""
    draw_gain()
    for form in FORMS:
        score, questions, answers = score_of(form), questions_of(form), answers_of(form)
        if score is None:
            continue
        st.subheader(_title(form), anchor=False)
        st.markdown(_("**{right}** of {count} right").format(right=score, count=len(questions)))
        if form != FORMS[0]:
            _to_repeat(questions, answers)
        for number, (question, answer) in enumerate(zip(questions, answers, strict=True), start=1):
            with st.container(gap="xsmall", key=f"answers_{form}_{number}"):
                st.markdown(strong(_heading(number, question, answer)))
                st.markdown(say(question.prompt))
                _verdict(question, answer)


def draw_gain() -> None:
    """The gain from the test before to the one after, where both are done."""
    before, after = score_of(FORMS[0]), score_of(FORMS[1])
    count = len(questions_of(FORMS[0]))
    if before is not None and after is None:
        st.markdown(_("Before the lessons **{before}** of {count} right.").format(before=before, count=count))
    if before is None and after is not None:
        words_of = _(
            "After the lessons **{after}** of {count} right. What you have gained cannot be said: the six questions "
            "before were not answered."
        )
        st.markdown(words_of.format(after=after, count=count))
    if before is None or after is None:
        return
    st.markdown(
        _("Before the lessons **{before}** of {count} right, after them **{after}**.").format(
            before=before, after=after, count=count
        )
    )
    gain = normalised_gain(before, after)
    if gain is None:
        st.caption(_("You knew all of it before; there was nothing to gain."))
    elif gain < 0:
        st.caption(_("Fewer than before: look below at what to repeat."))
    else:
        words = _("Of what you did not know you have learned {percent} %: that is the normalised gain.")
        st.caption(words.format(percent=f"{100 * gain:.0f}"))


def _ask(form: str, place: int, questions: tuple[ChoiceQuestion, ...]) -> None:
    st.markdown(_("**Question {number} of {count}**").format(number=place + 1, count=len(questions)))
    if place == 0:
        st.caption(_("An answer stays as it is; what is right is told after the last question."))
    question = questions[place]
    st.markdown(say(question.prompt))
    titles = [*choice_titles(question), _not_known()]
    key = f"test_{form}_{place}"
    st.radio(
        _("Your answer"), range(len(titles)), index=None, format_func=titles.__getitem__, key=key,
        label_visibility="collapsed",
    )  # fmt: skip
    st.button(
        _("Next question") if place + 1 < len(questions) else _("See the result"),
        icon=":material/arrow_forward:",
        type="primary",
        shortcut="Q",
        key="answer_test",
        on_click=partial(_answer, form, place, key),
    )
    question_fields.draw_missing(key)


@learner.reporting_refusals
def _answer(form: str, place: int, key: str) -> None:
    """Callback: store the answer that is chosen; each is given once."""
    taken = question_fields.taken(key)
    answers = list(answers_of(form))
    if taken is None or answers[place] is not None:
        return
    answers[place] = taken
    get_learning_store().put_progress(session.visitor(), stored_name(form), written_answers(tuple(answers)))


def _result(form: str, questions: tuple[ChoiceQuestion, ...], answers: Answers) -> None:
    right = right_answers(questions, answers)
    st.markdown(_("**{right}** of {count} right").format(right=right, count=len(questions)))
    if form != FORMS[0]:
        draw_gain()
    if form == FORMS[0]:
        _way_on()
    else:
        _to_repeat(questions, answers)
    for number, (question, answer) in enumerate(zip(questions, answers, strict=True), start=1):
        with st.expander(_heading(number, question, answer), expanded=answer != question.right):
            st.markdown(say(question.prompt))
            _verdict(question, answer)


def _title(form: str) -> str:
    return _("Six questions before") if form == FORMS[0] else _("Six questions after")


def _heading(number: int, question: ChoiceQuestion, answer: int | None) -> str:
    """The number of a question, how it went, and what it is about; not to know something yet is no mistake."""
    mark = "✓" if answer == question.right else "○" if answer == NOT_KNOWN else "✗"
    return f"{number} {mark} {say(QUESTIONS[question.kind].title)}"


def _verdict(question: ChoiceQuestion, answer: int | None) -> None:
    """The answer that was given, where it is not the right one, and the right one, each with its reason."""
    titles = choice_titles(question)
    if answer == NOT_KNOWN:
        st.markdown(labelled(_("You said"), _not_known()))
    elif answer != question.right and answer is not None:
        st.error(_answer_with_reason(question, titles, answer), icon=":material/close:")
    st.success(_answer_with_reason(question, titles, question.right), icon=":material/check:")


def _answer_with_reason(question: ChoiceQuestion, titles: list[str], at: int) -> str:
    """A choice, and below it its reason."""
    return f"{strong(titles[at])}  \n{say(question.choices[at].explanation)}"


def _not_known() -> str:
    """The last answer to each of the six, in the place NOT_KNOWN."""
    return _("I do not know yet")


def _way_on() -> None:
    """The press that leads to the first lesson that is not done."""
    for number, (name, lesson) in enumerate(lessons().items(), start=1):
        done = open_step(lesson, learner.progress_of(lesson))
        if done == len(lesson.steps):
            continue
        template = _("Go on with lesson {number}: {title}") if done else _("Begin lesson {number}: {title}")
        st.button(
            template.format(number=number, title=words(lesson.title)), icon=":material/arrow_forward:", type="primary",
            key="next_lesson", on_click=partial(open_lesson, name),
        )  # fmt: skip
        return


def _to_repeat(questions: tuple[ChoiceQuestion, ...], answers: Answers) -> None:
    """Ideas not known after the lessons, each with the way to the step of a lesson that is about it."""
    missed = [asked.kind for asked, answer in zip(questions, answers, strict=True) if answer != asked.right]
    if not missed:
        return
    st.markdown(strong(_("To be repeated")))
    with st.container(key="test_to_repeat", gap="xsmall"):
        for kind in missed:
            number, lesson, place = step_about(kind)
            template = _("{idea}: lesson {number}, step {step}")
            st.button(
                template.format(idea=say(IDEAS[QUESTIONS[kind].idea]), number=number, step=place + 1),
                icon=":material/replay:", type="tertiary", key=f"repeat_{lesson.name}_{place}_{kind.replace(' ', '_')}",
                on_click=partial(open_lesson, lesson.name, str(place + 1)),
            )  # fmt: skip


def step_about(kind: str) -> tuple[int, Lesson, int]:
    """The number of the lesson, the lesson, and the place of its step that asks a kind of question; where none does, of
    one on the same idea."""
    steps = [
        (number, lesson, place, asked.kind)
        for number, lesson in enumerate(lessons().values(), start=1)
        for place, step in enumerate(lesson.steps)
        for asked in step.questions
    ]
    same = [each for each in steps if each[3] == kind]
    idea = QUESTIONS[kind].idea
    number, lesson, place, _kind = next(iter(same or [each for each in steps if QUESTIONS[each[3]].idea == idea]))
    return number, lesson, place
