"""The kinds of questions, and the question with a number in the set of a seed."""

from __future__ import annotations

from random import Random

from dnn.errors import ConfigurationError
from dnn.lessons.described_networks import MAX_DIMENSION, MAX_LAYERS
from dnn.lessons.practice import broadcast_questions, counting_questions, product_questions, shape_questions
from dnn.lessons.practice.question import Kind, Question, Setting, answers
from dnn.text.messages import Text

KINDS: dict[str, Kind] = {
    **shape_questions.KINDS,
    **counting_questions.KINDS,
    **product_questions.KINDS,
    **broadcast_questions.KINDS,
}
"""Every kind by name."""

ATTEMPTS = 8
"""Number of draws of a layer that the given network gets to show what a kind is about."""


def question(seed: int, number: int, sizes: tuple[int, ...] | None = None, m: int | None = None) -> Question:
    """The question with a number in the set of a seed; the same arguments always give the same question.

    Every kind comes once in each len(KINDS) questions. Where the given network does not show what a kind is about,
    as a square W shows no transposition, the question is about another network.

    Args:
        seed: which set of questions.
        number: which of its questions, from 0 on.
        sizes: n[0] … n[L] of the network to ask about; drawn when None.
        m: the number of examples; drawn when None.

    Raises:
        ConfigurationError: the network cannot be one.
    """
    _check(sizes, m)
    turn, place = divmod(number, len(KINDS))
    kind = kinds_of_round(seed, turn)[place]
    random = Random(f"{seed}/{number}")
    for _ in range(ATTEMPTS):
        asked = _ask(kind, _setting(random, sizes, m))
        if asked:
            return asked
    while True:
        asked = _ask(kind, _setting(random))
        if asked:
            return asked


def _ask(kind: str, setting: Setting) -> Question | None:
    """A question about a network; None where it does not show what the kind is about."""
    draft = KINDS[kind].make(setting)
    choices = answers(draft, setting.random) if draft else None
    return Question(kind, draft.prompt, choices, setting.sizes, setting.m) if draft and choices else None


def kinds_of_round(seed: int, turn: int) -> list[str]:
    """The kinds of the questions turn * len(KINDS) and following: all of them, in an order of its own each turn."""
    return Random(f"{seed}/round {turn}").sample(sorted(KINDS), len(KINDS))


def _setting(random: Random, sizes: tuple[int, ...] | None = None, m: int | None = None) -> Setting:
    """The given network, or a drawn one whose sizes are pairwise different."""
    if sizes is None:
        sizes = tuple(random.sample(range(1, 10), random.randint(3, 6)))
    return Setting(sizes, random.randint(10, 99) if m is None else m, random)


def _check(sizes: tuple[int, ...] | None, m: int | None) -> None:
    if sizes is not None:
        right = all(isinstance(n, int) and 1 <= n <= MAX_DIMENSION for n in sizes)
        if not right or not 2 <= len(sizes) <= MAX_LAYERS + 1:
            expected = Text("the units of the input and of 1 to {most} layers, each at least 1", most=MAX_LAYERS)
            raise ConfigurationError("sizes", expected, sizes, "(3, 4, 1)")
    if m is not None and not (isinstance(m, int) and 1 <= m <= MAX_DIMENSION):
        raise ConfigurationError("m", Text("a whole number from {low} to {high}", low=1, high=MAX_DIMENSION), m, "10")
