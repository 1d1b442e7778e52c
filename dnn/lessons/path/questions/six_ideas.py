"""Six questions before the lessons and six after them: the same ideas, other numbers, no network needed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from dnn.lessons.path.questions.kind import HintedDraft, choice_question
from dnn.lessons.path.questions.kinds.cache import kept_draft
from dnn.lessons.path.questions.kinds.cost import stuck_draft
from dnn.lessons.path.questions.kinds.initial_weights import learning_draft
from dnn.lessons.path.questions.kinds.layers import loop_draft
from dnn.lessons.path.questions.kinds.mean import mean_draft
from dnn.lessons.path.questions.kinds.of_practice import described
from dnn.lessons.path.questions.kinds.star_product import star_draft
from dnn.lessons.path.questions.question import ChoiceQuestion
from dnn.lessons.practice.question import Setting
from dnn.validation.checks import one_of

FORMS = ("before", "after")
MEMORABLE = ("tanh", "sigmoid")
"""Activation functions whose g′ is known in terms of a."""
ROUND_COUNTS = (50, 100, 150, 200, 250, 400)
"""Numbers of examples."""


def _star(random: Random) -> HintedDraft | None:
    return star_draft(random.randint(2, 5), 1, random.randint(3, 9), 1)


def _kept(random: Random) -> HintedDraft:
    return kept_draft(random.randint(1, 5), random.choice(MEMORABLE))


def _mean(random: Random) -> HintedDraft:
    return mean_draft(random.randint(1, 5), random.randint(20, 400))


def _zeros(random: Random) -> HintedDraft:
    return learning_draft(random, random.randint(3, 12))


def _stuck(random: Random) -> HintedDraft | None:
    m = random.choice(ROUND_COUNTS)
    return stuck_draft(m * random.randint(12, 38) // 100, m)


def _loop(random: Random) -> HintedDraft | None:
    return loop_draft(described(Setting((), 1, random)))


DRAFTS: dict[str, Callable[[Random], HintedDraft | None]] = {
    "star for matrix product": _star,
    "thrown away": _kept,
    "factor of the mean": _mean,
    "can learn": _zeros,
    "stuck cost": _stuck,
    "after the loop": _loop,
}
"""The six questions by kind, a name in QUESTIONS, in the order in which they are asked."""


def six_questions(seed: int | str, form: str) -> tuple[ChoiceQuestion, ...]:
    """The six questions of a learner; the same seed and form always give the same, the two forms differ in each.

    Args:
        seed: the learner's.
        form: one of FORMS.

    Raises:
        ConfigurationError: there is no such form.
    """
    one_of("form", form, FORMS)
    return tuple(_question(kind, seed, form) for kind in DRAFTS)


def _question(kind: str, seed: int | str, form: str) -> ChoiceQuestion:
    """The question of a kind in a form: of the second form one whose words are not those of the first."""
    before = _question(kind, seed, FORMS[0]).prompt if form != FORMS[0] else None
    random = Random(f"{seed}/{form}/{kind}")
    while True:
        drafted = DRAFTS[kind](random)
        question = choice_question(kind, drafted, random) if drafted else None
        if question and question.prompt != before:
            return question


def right_answers(questions: Sequence[ChoiceQuestion], answers: Sequence[int | None]) -> int:
    """The number of right answers; None is a question that was left out."""
    return sum(question.right == answer for question, answer in zip(questions, answers, strict=True))
