"""A lesson from its text."""

from __future__ import annotations

import hashlib
from functools import partial

from dnn.configuration import RunConfig
from dnn.configuration.architecture import MAX_UNITS
from dnn.lesson_files.plain_yaml import LessonFileError, Located, read_yaml
from dnn.lesson_files.read_step import read_step
from dnn.lesson_files.sections import MAX_TITLE_WORDS, Section, at_line, expected
from dnn.lessons.path.learner_config import LEARNER_SEEDS, OWN_SEEDS, hidden_layers, learner_config, learner_seeds
from dnn.lessons.path.lesson import MAX_MINUTES, MAX_STEPS, Lesson
from dnn.lessons.path.limits import check_network
from dnn.text.messages import Text
from dnn.validation.checks import whole_number

DIGEST_LENGTH = 22
OWN = "own-"
"""The names of lessons that come from outside begin so; their hash follows."""


def digest_of(text: str) -> str:
    """The hash by which the text of a lesson is known."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:DIGEST_LENGTH]


def read_lesson(text: str, name: str | None = None) -> Lesson:
    """The lesson of a text in YAML or JSON.

    Args:
        text: what somebody has written.
        name: that of one of our own; None for a lesson from outside, whose words are shown as they are written.

    Raises:
        LessonFileError: with the line and the reason.
    """
    is_own, digest = name is None, digest_of(text)
    section = Section(read_yaml(text), Text("the lesson"), is_own=is_own)
    title, aim = section.words("title", limit=MAX_TITLE_WORDS), section.words("aim")
    steps = section.items("steps", 1, MAX_STEPS)
    lesson = Lesson(
        name=OWN + digest if name is None else name,
        digest=digest,
        title=title,
        aim=aim,
        minutes=section.whole("minutes", 1, MAX_MINUTES),
        configuration=section.document("configuration"),
        steps=tuple(read_step(each, is_own=is_own) for each in steps),
        drawn_units=tuple(_range(each) for each in section.items("units", 0, 20)),
        left_out_seeds=tuple(_seed(each) for each in section.items("left_out_seeds", 0, LEARNER_SEEDS // 2)),
        is_own=is_own,
    )
    section.end()
    _check_seeds(lesson, section)
    _check_configurations(lesson, section, steps)
    return lesson


def _seed(located: Located) -> int:
    return at_line(located.line, lambda: whole_number("left_out_seeds", located.value, 0, LEARNER_SEEDS - 1))


def _range(located: Located) -> tuple[int, int]:
    """The smallest and the largest number of units of a layer."""
    ends = located.value
    numbers = [each.value for each in ends] if isinstance(ends, tuple) else []
    is_range = len(numbers) == 2 and all(isinstance(n, int) and not isinstance(n, bool) for n in numbers)
    if not is_range or not 1 <= numbers[0] <= numbers[1] <= MAX_UNITS:
        raise expected(located, "units", Text("the fewest and the most units of each hidden layer"))
    return numbers[0], numbers[1]


def _check_seeds(lesson: Lesson, section: Section) -> None:
    """Refuse a lesson that no learner would be given."""
    if not learner_seeds(lesson):
        highest = (OWN_SEEDS if lesson.is_own else LEARNER_SEEDS) - 1
        problem = Text("expected at least one of the seeds 0 to {highest} to be left.", highest=highest)
        raise LessonFileError(section.take("left_out_seeds").line, problem)


def _check_configurations(lesson: Lesson, section: Section, steps: tuple[Located, ...]) -> None:
    """Refuse configurations that are none, with the line of the lesson's own or else of the step."""
    count = len(hidden_layers(lesson))
    if lesson.drawn_units and len(lesson.drawn_units) != count:
        problem = Text("expected a range of units for each hidden layer of the configuration ({count}).", count=count)
        raise LessonFileError(section.take("units").line, problem)
    if "dataset" in lesson.configuration:
        line = section.take("configuration").line
        at_line(line, lambda: check_network(RunConfig.from_dict(lesson.configuration)))
    for step, located in zip(lesson.steps, steps, strict=True):
        for variant in step.experiment.variants or (None,):
            at_line(located.line, partial(learner_config, lesson, step, 0, variant))
