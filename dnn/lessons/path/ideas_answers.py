"""A learner's answers to the six questions before the lessons and to the six after, as they are stored, and how many of
them are right."""

from __future__ import annotations

import json
from collections.abc import Callable

from dnn.lessons.path.gain import Scores
from dnn.lessons.path.questions.six_ideas import DRAFTS, FORMS, right_answers, six_questions
from dnn.lessons.practice.question import CHOICES

STORED = "test-"
"""The beginning of the name under which the answers of a form are stored."""
NOT_KNOWN = CHOICES
"""The answer "I do not know yet": it is the last place, and never right."""
Answers = tuple[int | None, ...]
"""The places of the choices; None where one is missing."""


def stored_name(form: str) -> str:
    """The name under which the answers of a form are stored."""
    return STORED + form


def read_answers(document: str | None) -> Answers:
    """The answers of a document; those that cannot be read are missing."""
    try:
        found = json.loads(document or "[]")
    except (ValueError, RecursionError):
        found = []
    given = found if isinstance(found, list) else []
    answers = [each if _is_choice(each) else None for each in given]
    return tuple([*answers, *[None] * len(DRAFTS)][: len(DRAFTS)])


def _is_choice(answer: object) -> bool:
    return isinstance(answer, int) and not isinstance(answer, bool) and 0 <= answer <= NOT_KNOWN


def written_answers(answers: Answers) -> str:
    """The answers as a document."""
    return json.dumps(list(answers))


def score(learner: str, form: str, answers: Answers) -> int | None:
    """The number of right answers of a learner; None as long as one is missing."""
    return None if None in answers else right_answers(six_questions(learner, form), answers)


def scores(learner: str, document_of: Callable[[str], str | None]) -> Scores | None:
    """The right answers of a learner before and after; None where she has not done both.

    Args:
        learner: her key, from which her questions are drawn.
        document_of: gives what is stored under a name.
    """
    before, after = (score(learner, form, read_answers(document_of(stored_name(form)))) for form in FORMS)
    return None if before is None or after is None else (before, after)
