"""One step of a lesson's file."""

from __future__ import annotations

from typing import cast

from dnn.configuration.sections import check_choice
from dnn.configuration.variations import VARIATIONS
from dnn.lesson_files.plain_yaml import LessonFileError, Located
from dnn.lesson_files.sections import MAX_LABEL, MAX_TITLE_WORDS, Section, at_line, expected
from dnn.lessons.path.condition import Condition
from dnn.lessons.path.experiments import EXPERIMENTS
from dnn.lessons.path.lesson import (
    PREDICTIONS,
    Alternative,
    AskedQuestion,
    Control,
    Experiment,
    Observation,
    Prediction,
    PredictionKind,
    Step,
    Variant,
)
from dnn.lessons.path.questions.registry import QUESTIONS
from dnn.text.messages import Text

MAX_ALTERNATIVES = 6
MAX_VARIANTS = 8
MAX_STEP_QUESTIONS = 4
MAX_STEP_CONTROLS = 6
MAX_SEED_SHIFT = 20
MAX_CONTROL_VALUES = 12
MAX_LINES_OF_COSTS = 6
MAX_PREDICTED = 1e9
MAX_SLIDER_STEPS = 1_000
VARIED = "runs"
"""The experiment that has runs of its own."""
TRIED_AGAIN = "goal"
"""The experiment that trains and has controls."""


def read_step(located: Located, *, is_own: bool) -> Step:
    """A step.

    Raises:
        LessonFileError: a key that is missing, unknown, or has a value of another kind.
    """
    section = Section(located, Text("a step"), is_own=is_own)
    step = Step(
        title=section.words("title", limit=MAX_TITLE_WORDS),
        text=section.words("text"),
        experiment=_experiment(Section(section.take("try"), "try", is_own=is_own)),
        prediction=_prediction(section) if section.has("predict") else None,
        observation=_observation(section) if section.has("see") else None,
        explanation=section.words("explain", ""),
        questions=tuple(_question(each) for each in section.items("check", 0, MAX_STEP_QUESTIONS)),
        page=section.text("page", ""),
        configuration=section.document("configuration"),
        extra=section.words("extra", ""),
    )
    section.end()
    return step


def _experiment(section: Section) -> Experiment:
    kind = section.text("experiment")
    at_line(section.line, lambda: check_choice("experiment", kind, EXPERIMENTS))
    options = section.document("options")
    at_line(section.line, lambda: EXPERIMENTS[kind].completed(options))
    variants = tuple(_variant(each, section.is_own) for each in section.items("runs", 0, MAX_VARIANTS))
    if variants and kind != VARIED:
        raise LessonFileError(section.line, Text("expected runs to try in the experiment runs alone; leave them out."))
    experiment = Experiment(
        kind,
        section.words("task", ""),
        options,
        variants,
        tuple(_control(name, each, kind) for name, each in section.mapping("controls").items()),
        _condition(section.take("until"), section.is_own) if section.has("until") else None,
        tuple((name, _words(each, name, section.is_own)) for name, each in section.mapping("lines").items()),
    )
    for name, limit in (("controls", MAX_STEP_CONTROLS), ("lines", MAX_LINES_OF_COSTS)):
        if len(section.mapping(name)) > limit:
            raise LessonFileError(section.line, Text("expected at most {limit} {name}.", limit=limit, name=name))
    section.end()
    return experiment


def _variant(located: Located, is_own: bool) -> Variant:
    section = Section(located, Text("a run"), is_own=is_own)
    value = section.number("value") if section.has("value") else None
    shift = section.whole("seed_shift", 0, MAX_SEED_SHIFT) if section.has("seed_shift") else 0
    variant = Variant(section.words("label", limit=MAX_LABEL), section.document("changes"), value, shift)
    section.end()
    return variant


def _control(name: str, located: Located, kind: str) -> Control:
    names = controls_of(kind)
    if not names:
        raise LessonFileError(
            located.line, Text("expected no controls, since {kind} are tried as they are written.", kind=kind)
        )
    at_line(located.line, lambda: check_choice("controls", name, names))
    values = located.plain()
    if not isinstance(values, list) or not 2 <= len(values) <= MAX_CONTROL_VALUES:
        raise expected(located, name, Text("a list of {low} to {high} entries", low=2, high=MAX_CONTROL_VALUES))
    if any(isinstance(value, list | dict) or value in values[:at] for at, value in enumerate(values)):
        raise expected(located, name, Text("a list of numbers or words that differ"))
    return Control(name, tuple(values))


def controls_of(kind: str) -> list[str]:
    """The settings that a learner may change in an experiment: of the network, and those of what it shows."""
    if kind == VARIED:
        return []
    own = [] if kind == TRIED_AGAIN else [*EXPERIMENTS[kind].options]
    return [*VARIATIONS, *own]


def _prediction(parent: Section) -> Prediction:
    section = Section(parent.take("predict"), "predict", is_own=parent.is_own)
    written = section.text("kind")
    at_line(section.line, lambda: check_choice("kind", written, PREDICTIONS))
    kind = cast(PredictionKind, written)
    question = section.words("question", "") if kind == "question" else section.words("question")
    if kind == "choice":
        prediction = Prediction(kind, question, _alternatives(section, needs_reasons=False))
    elif kind == "number":
        low, high, step = section.number("from"), section.number("to"), section.number("step")
        if not (low < high and 0 < step <= high - low):
            raise LessonFileError(section.line, Text("expected from < to and a step that fits between them."))
        if max(-low, high) > MAX_PREDICTED or high - low > MAX_SLIDER_STEPS * step:
            raise LessonFileError(
                section.line,
                Text(
                    "expected from and to within ±{limit}, and at most {steps} steps between them.",
                    limit=f"{MAX_PREDICTED:g}",
                    steps=MAX_SLIDER_STEPS,
                ),
            )
        prediction = Prediction(
            kind, question, fact=section.text("fact"), low=low, high=high, step=step, unit=section.words("unit", "")
        )
    elif kind == "order":
        prediction = Prediction(kind, question, fact=section.text("fact"))
    elif kind == "curve":
        prediction = Prediction(kind, question)
    else:
        prediction = Prediction("question", question, asked=_question(section.take("ask"), is_before=True))
    section.end()
    return prediction


def _observation(parent: Section) -> Observation:
    section = Section(parent.take("see"), "see", is_own=parent.is_own)
    observation = Observation(section.words("question"), _alternatives(section, needs_reasons=True))
    section.end()
    return observation


def _alternatives(parent: Section, *, needs_reasons: bool) -> tuple[Alternative, ...]:
    located = parent.items("choices", 2, MAX_ALTERNATIVES)
    found = tuple(_alternative(each, parent.is_own, needs_reasons) for each in located)
    if needs_reasons and not any(each.is_right or each.when for each in found):
        raise LessonFileError(
            located[0].line, Text("expected one of the choices to be right, got none; add right: true to it.")
        )
    return found


def _alternative(located: Located, is_own: bool, needs_reason: bool) -> Alternative:
    section = Section(located, Text("a choice"), is_own=is_own)
    when = _condition(section.take("when"), is_own) if section.has("when") else None
    is_right = section.flag("right")
    because = section.words("because") if needs_reason else section.words("because", "")
    alternative = Alternative(section.words("text"), because, when, is_right)
    section.end()
    return alternative


def _condition(located: Located, is_own: bool) -> Condition:
    section = Section(located, Text("a condition"), is_own=is_own)
    fact = section.text("fact")
    limits = {name: section.take(name) for name in ("above", "below", "equals") if section.has(name)}
    if not limits:
        raise LessonFileError(section.line, Text("expected a condition with above, below or equals, got none of them."))
    for name, limit in limits.items():
        if isinstance(limit.value, bool) or not isinstance(limit.value, int | float | str):
            raise expected(limit, name, Text("a number, or the name of a fact"))
    values = {name: limit.value for name, limit in limits.items()}
    condition = Condition(fact, **values, times=section.number("times", 1.0))
    section.end()
    return condition


def _question(located: Located, *, is_before: bool = False) -> AskedQuestion:
    section = Section(located, Text("a question"), is_own=True)
    kind = section.text("kind")
    at_line(section.line, lambda: check_choice("kind", kind, QUESTIONS))
    options = section.document("options")
    at_line(section.line, lambda: QUESTIONS[kind].check(options))
    if is_before and QUESTIONS[kind].uses_facts:
        raise LessonFileError(
            section.line,
            Text("expected a question about the network, since nothing has run yet; ask {kind} in check.", kind=kind),
        )
    section.end()
    return AskedQuestion(kind, options)


def _words(located: Located, name: str, is_own: bool) -> Text | str:
    text = located.value
    if not isinstance(text, str) or not text.strip() or len(text) > MAX_LABEL:
        raise expected(located, name, Text("a text of 1 to {limit} characters", limit=MAX_LABEL))
    return text if is_own else Text(text)
