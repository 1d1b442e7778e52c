"""The check that a lesson can be given: every question asked of a learner's network, every condition met by a fact, and
exactly one sentence right after each experiment, however the learner has set its controls."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from random import Random

from dnn.configuration import RunConfig
from dnn.errors import DnnError
from dnn.lesson_files.plain_yaml import LessonFileError
from dnn.lessons.path.condition import Condition, Fact, Facts
from dnn.lessons.path.experiments import EXPERIMENTS
from dnn.lessons.path.learner_config import learner_config, learner_seeds
from dnn.lessons.path.lesson import Alternative, AskedQuestion, Lesson, Step
from dnn.lessons.path.limits import check_training
from dnn.lessons.path.questions.asked_network import AskedNetwork
from dnn.lessons.path.questions.registry import ask
from dnn.lessons.path.step_setup import Settings, examples_of, step_configs, step_facts
from dnn.text.messages import Enumeration, Text

MAX_COMBINATIONS = 24
"""Ways in which the controls of one step may stand. In a lesson from outside all of them are tried for one seed, or a
lesson of planted mistakes would take minutes."""


def check_lesson(lesson: Lesson, seeds: Iterable[int] | None = None) -> None:
    """Try a lesson as the learners of some seeds would, or of all that it is given with; it trains what they train.

    Raises:
        DnnError: with the step and the reason; a lesson that computes too much is refused before it computes anything.
    """
    given = list(learner_seeds(lesson) if seeds is None else seeds)
    for seed in given:
        check_training([config for step in lesson.steps for config in _trained(lesson, step, seed)])
    for seed in given:
        for number, step in enumerate(lesson.steps, start=1):
            try:
                _check_step(lesson, step, seed, with_controls=seed == given[0] or not lesson.is_own)
            except LessonFileError:
                raise
            except DnnError as problem:
                raise DnnError(Text("Step {number}: {problem}", number=number, problem=problem.message)) from problem


def _trained(lesson: Lesson, step: Step, seed: int) -> Sequence[RunConfig]:
    """The configurations that a step trains."""
    return step_configs(lesson, step, seed, {}) if EXPERIMENTS[step.experiment.kind].trains else ()


def _check_step(lesson: Lesson, step: Step, seed: int, *, with_controls: bool) -> None:
    _check_prediction(step)
    facts = step_facts(lesson, step, seed, {})
    for condition in _conditions(step):
        _check_condition(condition, facts)
    if step.prediction is not None and step.prediction.kind == "number":
        _check_number(step.prediction.fact, facts)
    if step.prediction is not None and step.prediction.kind == "order":
        for k in range(1, len(step.experiment.variants) + 1):
            _check_number(f"{step.prediction.fact}_{k}", facts)
    for name, _words in step.experiment.references:
        _check_number(name, facts)
    for control in step.experiment.controls:
        for value in control.values:
            step_configs(lesson, step, seed, {control.name: value})
    if EXPERIMENTS[step.experiment.kind].trains:
        _check_ends(step, [facts])
    elif with_controls:
        _check_ends(step, [step_facts(lesson, step, seed, settings) for settings in _combinations(step)])
    config = learner_config(lesson, step, seed)
    for place, question in enumerate(_questions(step)):
        network = AskedNetwork(config, Random(f"{seed}/{place}"), examples_of(step), facts)
        ask(question.kind, network, question.options)


def _combinations(step: Step) -> Iterator[Settings]:
    """Each way in which the controls of a step may stand."""
    controls = step.experiment.controls
    count = math.prod(len(control.values) for control in controls)
    if count > MAX_COMBINATIONS:
        raise DnnError(
            Text("Expected the controls to stand in at most {limit} ways, got {count}; leave some values out.",
                 limit=MAX_COMBINATIONS, count=count)
        )  # fmt: skip
    names = [control.name for control in controls]
    return (dict(zip(names, values, strict=True)) for values in product(*(each.values for each in controls)))


def _check_ends(step: Step, found: Sequence[Facts]) -> None:
    """Refuse a task that cannot be done, and sentences of which not exactly one is right once it is done."""
    until, is_goal = step.experiment.until, step.experiment.kind == "goal"
    done = [facts for facts in found if until is None or until.holds(facts)]
    if not done and not is_goal:  # whether a goal can be reached, nobody knows before all has been tried
        raise DnnError(Text("Expected the task to be done with some setting of its controls, got none; mend until."))
    if step.observation is not None:
        for facts in done:
            _check_one_is_right(step.observation.alternatives, facts)


def _check_prediction(step: Step) -> None:
    kind = EXPERIMENTS[step.experiment.kind]
    if step.prediction is None:
        return
    if step.prediction.kind == "curve" and not kind.trains:
        raise DnnError(Text("Expected an experiment that trains, since a curve is predicted; try runs."))
    if step.prediction.kind == "order" and len(step.experiment.variants) < 2:
        raise DnnError(Text("Expected two runs or more, since their order is predicted; add runs to try."))


def _check_condition(condition: Condition, facts: Facts) -> None:
    """Refuse a condition on what is not found, and one that compares a word by its size."""
    for name in condition.names:
        _fact(name, facts)
        if condition.equals is None:
            _check_number(name, facts)


def _check_number(name: str, facts: Facts) -> None:
    try:
        float(_fact(name, facts))
    except ValueError:
        problem = Text("Expected a fact that is a number, got {name}, which is a word; try equals.", name=name)
        raise DnnError(problem) from None


def _fact(name: str, facts: Facts) -> Fact:
    if name not in facts:
        shown = Enumeration(sorted(facts)[:40])
        raise DnnError(Text("Expected a fact of the experiment ({facts}), got {name}.", facts=shown, name=name))
    return facts[name]


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
