"""The prediction beside what happened: in words, and for a number on a line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape
from typing import cast

import streamlit as st

from dnn.lessons.path.condition import Fact
from dnn.lessons.path.lesson import Lesson, Prediction, Step
from dnn.lessons.path.progress import StepProgress, phase_of
from dnn.lessons.path.questions.question import ChoiceQuestion, Question, judged
from dnn.lessons.path.step_setup import labels_of
from pages.learn.path.lesson_words import our_words, plain_words, words
from pages.learn.path.steps.asked import asked_question
from pages.learn.path.steps.question_fields import answer_text, said, signed
from pages.learn.path.steps.run_table import written
from pages.shared.drawing import theme
from pages.shared.drawing.svg import picture
from pages.shared.frame.text import _, labelled
from pages.shared.session import session

WIDTH, HEIGHT, MARGIN, WIDEST = 330, 74, 38, 440


def draw(lesson: Lesson, place: int, seed: int, progress: StepProgress, *, has_chart: bool = True) -> None:
    """Show what was predicted, and beside it what happened, once the learner has said what she saw.

    Args:
        has_chart: False on a page without the chart that a curve was sketched on.
    """
    step = lesson.steps[place]
    prediction = step.prediction
    if phase_of(step, progress) in ("try", "see"):
        progress = replace(progress, facts=None)
    if prediction is None or progress.prediction is None:
        return
    key = f"{lesson.name}_{place}"  # the answers of all lessons stand on one page
    with st.container(border=True, key=f"prediction_{key}", gap="xsmall"):
        if prediction.kind == "number":
            _number(prediction, float(cast(float, progress.prediction)), progress.facts, f"number_{key}")
        elif prediction.kind == "choice":
            _choice(prediction, int(cast(int, progress.prediction)), progress.facts)
        elif prediction.kind == "order":
            _order(prediction, step, cast(Sequence[int], progress.prediction), progress.facts)
        elif prediction.kind == "question":
            question = asked_question(lesson, place, seed, progress, prediction.asked, "prediction", 0)
            _answer(question, progress)
        else:
            points = cast(Sequence[Sequence[float]], progress.prediction)
            _curve(step, points, progress.facts, has_chart=has_chart)


def ranking(fact: str, facts: Mapping[str, Fact], count: int) -> tuple[int, ...]:
    """The numbers of the runs in the order of a fact, the least first; what is no number stands last."""
    values = {k: float(facts[f"{fact}_{k}"]) for k in range(1, count + 1)}
    return tuple(sorted(values, key=lambda k: (values[k] != values[k], values[k], k)))


def number_line(
    prediction: Prediction, predicted: float, found: float | None, names: tuple[str, str], mode: str
) -> str:
    """A line from the lowest to the highest value with what was predicted, and what was found, as SVG."""
    scheme = theme.SCHEMES[mode]

    def x(value: float) -> float:
        share = (value - prediction.low) / (prediction.high - prediction.low)
        return MARGIN + min(1.0, max(0.0, share)) * (WIDTH - 2 * MARGIN)

    unit = plain_words(prediction.unit)
    marks = [_mark(x(predicted), _with_unit(predicted, unit), names[0], scheme.muted, above=True)]
    label = f"{names[0]}: {_with_unit(predicted, unit)}"
    if found is not None:
        marks.append(_mark(x(found), _with_unit(found, unit), names[1], theme.SCHEMES[mode].train, above=False))
        label += f"; {names[1]}: {_with_unit(found, unit)}"
    middle = HEIGHT / 2
    ends = "".join(
        f'<text x="{x(end):.0f}" y="{middle + 4:.0f}" dx="{shift}" text-anchor="{anchor}" font-size="13" '
        f'fill="{scheme.muted}">{escape(_with_unit(end, unit))}</text>'
        for end, shift, anchor in ((prediction.low, -6, "end"), (prediction.high, 6, "start"))
    )
    return (
        f'<svg role="img" aria-label="{escape(label, quote=True)}" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'style="display:block;width:100%;max-width:{WIDEST}px;height:auto">'
        f'<path d="M{MARGIN} {middle}H{WIDTH - MARGIN}" stroke="{scheme.reference}" stroke-width="2"/>'
        f"{ends}{''.join(marks)}</svg>"
    )


def _with_unit(value: float, unit: str) -> str:
    return f"{value:.3g} {unit}".strip().replace("-", "−")


def _mark(x: float, value: str, name: str, color: str, *, above: bool) -> str:
    middle, sign = HEIGHT / 2, -1 if above else 1
    anchor = "start" if x < WIDTH / 4 else "end" if x > 3 * WIDTH / 4 else "middle"
    y = middle + sign * 16 + (0 if above else 9)
    return (
        f'<path d="M{x:.1f} {middle + sign * 2:.1f}l-6 {sign * 10}h12z" fill="{color}"/>'
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="13" fill="currentColor">'
        f'{escape(name)} <tspan font-weight="600">{escape(value)}</tspan></text>'
    )


def _number(prediction: Prediction, predicted: float, facts: Mapping[str, Fact] | None, key: str) -> None:
    found = None if facts is None else float(facts[prediction.fact])
    names = (_("you predicted"), _("it was"))
    picture(number_line(prediction, predicted, found, names, session.theme_mode()), key=key)


def _predicted(name: str, prediction: str, is_right: bool | None = None) -> None:
    """The prediction, behind the mark that says whether it happened, where that is known."""
    mark = "" if is_right is None else "✓ " if is_right else "✗ "
    st.markdown(f"{mark}{labelled(name, prediction)}")


def _happened(is_right: bool, outcome: str) -> None:
    st.markdown(labelled(_("What happened"), _("as you predicted") if is_right else outcome))


def _choice(prediction: Prediction, predicted: int, facts: Mapping[str, Fact] | None) -> None:
    chosen = prediction.alternatives[predicted]
    right = [] if facts is None else [each for each in prediction.alternatives if each.is_right_after(facts)]
    _predicted(_("Your prediction"), words(chosen.text), chosen in right if right else None)
    if right:
        _happened(chosen in right, words(right[0].text))
    if facts is not None and chosen.because:
        st.caption(words(chosen.because))


def _order(prediction: Prediction, step: Step, predicted: Sequence[int], facts: Mapping[str, Fact] | None) -> None:
    labels = [words(variant.label) for variant in step.experiment.variants]
    order = " < ".join(labels[k - 1] for k in predicted)
    if facts is None:
        _predicted(_("Your order"), order)
        return
    found = ranking(prediction.fact, facts, len(labels_of(step)))
    is_right = found == tuple(predicted)
    _predicted(_("Your order"), order, is_right)
    _happened(is_right, " < ".join(labels[k - 1] for k in found))


def _curve(step: Step, points: Sequence[Sequence[float]], facts: Mapping[str, Fact] | None, *, has_chart: bool) -> None:
    """The sketched curve by its ends, and those of the run that it was sketched for: the last of the step."""
    ends = {"first": written(points[0][1]), "last": written(points[-1][1])}
    sketched = (
        _("your dashed sketch in the chart, from {first} to {last}")
        if has_chart
        else _("a sketched curve from {first} to {last}")
    )
    st.markdown(labelled(_("Your prediction"), sketched.format(**ends)))
    if facts is None:
        return
    k = len(labels_of(step))
    found = {"first": written(float(facts[f"first_cost_{k}"])), "last": written(float(facts[f"final_cost_{k}"]))}
    st.markdown(labelled(_("What happened"), _("the cost went from {first} to {last}").format(**found)))


def _answer(question: Question, progress: StepProgress) -> None:
    answer = cast(int, progress.prediction)
    if not question.takes(answer):  # of a version that asked something else
        return
    if progress.facts is None:
        _predicted(_("Your prediction"), answer_text(question, answer))
        return
    judgement = judged(question, answer)
    _predicted(_("Your prediction"), answer_text(question, answer), judgement.is_right)
    if isinstance(question, ChoiceQuestion):
        right = question.choices[question.right]
        _happened(judgement.is_right, said(right.text))
        st.caption(our_words(right.explanation if not judgement.is_right else judgement.reason))
        if judgement.is_right:
            return
    else:
        _happened(judgement.is_right, signed(f"{question.value:.4g}"))
    st.caption(our_words(judgement.reason))
