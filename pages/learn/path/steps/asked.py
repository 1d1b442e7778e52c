"""Questions about a learner's own network, made again for each showing; the same place and draw give the same."""

from __future__ import annotations

from dnn.lessons.path.condition import Fact
from dnn.lessons.path.lesson import AskedQuestion, Lesson
from dnn.lessons.path.progress import StepProgress
from dnn.lessons.path.questions.question import Question
from dnn.lessons.path.step_questions import step_question
from dnn.lessons.path.step_setup import labels_of
from pages.learn.path.lesson_words import words


def asked_question(
    lesson: Lesson, place: int, seed: int, progress: StepProgress, asked: AskedQuestion | None, which: str, draw: int
) -> Question:
    """A question of a step, about what its experiment found.

    Args:
        which: the place of the question among those of the step, or "prediction".
        draw: 0, 1, … for the same question about other numbers.

    Raises:
        ConfigurationError: the network does not show what is asked; lessons are checked for that before they are given.
    """
    assert asked is not None
    return step_question(lesson, place, seed, _facts(lesson, place, progress), asked, which, draw)


def _facts(lesson: Lesson, place: int, progress: StepProgress) -> dict[str, Fact]:
    """The facts of a step, its runs called as they are in the visitor's language, those of a lesson from outside letter
    by letter: what is asked about them is Markdown."""
    names = {f"label_{k}": name for k, name in enumerate(labels_of(lesson.steps[place], words), start=1)}
    facts = dict(progress.facts or {})
    return facts | {name: label for name, label in names.items() if name in facts}
