"""Six questions before the lessons and six after them: the same ideas, no network needed; the right answer of each is
another one in the second form, and stands in another place, so that nobody is right by remembering it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from dnn.lessons.path.questions.kind import HintedDraft, choice_question
from dnn.lessons.path.questions.kinds.cache import kept_draft
from dnn.lessons.path.questions.kinds.cost import ROUND_COUNTS, stuck_draft
from dnn.lessons.path.questions.kinds.initial_weights import copies_draft, learning_draft
from dnn.lessons.path.questions.kinds.layers import loop_draft
from dnn.lessons.path.questions.kinds.mean import mean_draft, without_mean_draft
from dnn.lessons.path.questions.kinds.of_practice import described
from dnn.lessons.path.questions.kinds.star_product import star_draft
from dnn.lessons.path.questions.question import ChoiceQuestion
from dnn.lessons.practice.question import Setting
from dnn.validation.checks import one_of

FORMS = ("before", "after")
MEMORABLE = ("tanh", "sigmoid")
"""Activation functions whose g′ is known in terms of a."""
NEEDING_Z = ("silu",)
"""Those of which two z can have the same a and different g′."""


def _star(random: Random, is_turned: bool) -> HintedDraft | None:
    return star_draft(random.randint(2, 5), 1, random.randint(3, 9), 1)


def _kept(random: Random, is_turned: bool) -> HintedDraft:
    return kept_draft(random.randint(1, 5), random.choice(NEEDING_Z if is_turned else MEMORABLE))


def _mean(random: Random, is_turned: bool) -> HintedDraft:
    l, m = random.randint(1, 5), random.randint(20, 400)
    return without_mean_draft(l, m) if is_turned else mean_draft(l, m)


def _zeros(random: Random, is_turned: bool) -> HintedDraft:
    n = random.randint(3, 12)
    return copies_draft(random, n) if is_turned else learning_draft(random, n)


def _stuck(random: Random, is_turned: bool) -> HintedDraft | None:
    m = random.choice(ROUND_COUNTS)
    return stuck_draft(m * random.randint(12, 38) // 100, m)


def _loop(random: Random, is_turned: bool) -> HintedDraft | None:
    return loop_draft(described(Setting((), 1, random)))


DRAFTS: dict[str, Callable[[Random, bool], HintedDraft | None]] = {
    "star for matrix product": _star,
    "thrown away": _kept,
    "factor of the mean": _mean,
    "can learn": _zeros,
    "stuck cost": _stuck,
    "after the loop": _loop,
}
"""The six questions by kind, a name in QUESTIONS, in the order in which they are asked. What follows from numbers alone
has another answer with other numbers; the others can be turned round, and are so in one form of the two."""


def six_questions(seed: int | str, form: str) -> tuple[ChoiceQuestion, ...]:
    """The six questions of a learner; the same seed and form always give the same, the two forms differ in each,
    and in the answer to each. Which of the two has a question turned round is drawn, so that neither is the harder.

    Args:
        seed: the learner's.
        form: one of FORMS.

    Raises:
        ConfigurationError: there is no such form.
    """
    one_of("form", form, FORMS)
    return tuple(_question(kind, seed, form) for kind in DRAFTS)


def _question(kind: str, seed: int | str, form: str) -> ChoiceQuestion:
    """The question of a kind in a form: of the second form one whose words, right answer and its place are not those of
    the first."""
    before = _question(kind, seed, FORMS[0]) if form != FORMS[0] else None
    is_turned = (Random(f"{seed}/{kind}").random() < 0.5) == (form == FORMS[0])
    random = Random(f"{seed}/{form}/{kind}")
    while True:
        drafted = DRAFTS[kind](random, is_turned)
        question = choice_question(kind, drafted, random) if drafted else None
        if question and (before is None or _is_another(question, before)):
            return question


def _is_another(question: ChoiceQuestion, before: ChoiceQuestion) -> bool:
    """True if the words, the right answer and its place all differ."""
    texts = [str(each.choices[each.right].text) for each in (question, before)]
    return question.prompt != before.prompt and question.right != before.right and texts[0] != texts[1]


def right_answers(questions: Sequence[ChoiceQuestion], answers: Sequence[int | None]) -> int:
    """The number of right answers; None is a question that was left out."""
    return sum(question.right == answer for question, answer in zip(questions, answers, strict=True))
