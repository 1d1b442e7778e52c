"""The check that a lesson can be given: every question asked of a learner's network, every condition met by a fact, and
exactly one sentence right after each experiment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from random import Random

from dnn.errors import DnnError
from dnn.lesson_files.plain_yaml import LessonFileError
from dnn.lessons.path.condition import Condition, Facts
from dnn.lessons.path.experiments import EXPERIMENTS
from dnn.lessons.path.learner_config import learner_config, learner_seeds
from dnn.lessons.path.lesson import Alternative, AskedQuestion, Lesson, Step
from dnn.lessons.path.questions.asked_network import AskedNetwork
from dnn.lessons.path.questions.registry import ask
from dnn.lessons.path.step_setup import examples_of, step_configs, step_facts
from dnn.text.messages import Text


def check_lesson(lesson: Lesson, seeds: Iterable[int] | None = None) -> None:
    """Try a lesson as the learners of some seeds would, or of all that it is given with; it trains what they train.

    Raises:
        DnnError: with the step and the reason.
    """
    for seed in learner_seeds(lesson) if seeds is None else seeds:
        for number, step in enumerate(lesson.steps, start=1):
            try:
                _check_step(lesson, step, seed)
            except LessonFileError:
                raise
            except DnnError as problem:
                raise DnnError(Text("Step {number}: {problem}", number=number, problem=problem.message)) from problem


def _check_step(lesson: Lesson, step: Step, seed: int) -> None:
    _check_prediction(step)
    facts = step_facts(lesson, step, seed, {})
    for condition in _conditions(step):
        _check_facts(condition.names, facts)
    if step.prediction is not None and step.prediction.kind == "number":
        _check_facts((step.prediction.fact,), facts)
    if step.prediction is not None and step.prediction.kind == "order":
        names = (f"{step.prediction.fact}_{k}" for k in range(1, len(step.experiment.variants) + 1))
        _check_facts(names, facts)
    _check_facts((name for name, _words in step.experiment.references), facts)
    if step.observation is not None and step.experiment.until is None:
        _check_one_is_right(step.observation.alternatives, facts)
    for control in step.experiment.controls:
        for value in control.values:
            step_configs(lesson, step, seed, {control.name: value})
    config = learner_config(lesson, step, seed)
    for place, question in enumerate(_questions(step)):
        network = AskedNetwork(config, Random(f"{seed}/{place}"), examples_of(step), facts)
        ask(question.kind, network, question.options)


def _check_prediction(step: Step) -> None:
    kind = EXPERIMENTS[step.experiment.kind]
    if step.prediction is None:
        return
    if step.prediction.kind == "curve" and not kind.trains:
        raise DnnError(Text("Expected an experiment that trains, since a curve is predicted; try runs."))
    if step.prediction.kind == "order" and len(step.experiment.variants) < 2:
        raise DnnError(Text("Expected two runs or more, since their order is predicted; add runs to try."))


def _check_facts(names: Iterable[str], facts: Facts) -> None:
    for name in names:
        if name not in facts:
            shown = ", ".join(sorted(facts)[:40])
            raise DnnError(Text("Expected a fact of the experiment ({facts}), got {name}.", facts=shown, name=name))


def _check_one_is_right(alternatives: tuple[Alternative, ...], facts: Facts) -> None:
    right = sum(each.is_right_after(facts) for each in alternatives)
    if right != 1:
        raise DnnError(
            Text("Expected exactly one choice to be what the experiment shows, got {count}; mend the conditions.",
                 count=right)
        )  # fmt: skip


def _conditions(step: Step) -> Iterator[Condition]:
    alternatives = step.observation.alternatives if step.observation else ()
    chosen = step.prediction.alternatives if step.prediction else ()
    yield from (each.when for each in (*alternatives, *chosen) if each.when)
    if step.experiment.until:
        yield step.experiment.until


def _questions(step: Step) -> Iterator[AskedQuestion]:
    yield from step.questions
    if step.prediction is not None and step.prediction.asked is not None:
        yield step.prediction.asked
