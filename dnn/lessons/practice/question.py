"""Practice questions, and the network that each is about."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from dnn.text.messages import Text

CHOICES = 4


@dataclass(frozen=True)
class Choice:
    """One answer; the explanation says why it is right, or which error leads to it."""

    text: Text | str
    right: bool
    explanation: Text


@dataclass(frozen=True)
class Question:
    """A question with CHOICES different answers, exactly one of them right.

    Attributes:
        kind: its name in KINDS.
        prompt: what is asked; formulas stand between dollar signs.
        choices: the answers as they are shown.
        sizes, m: the network that it is about.
    """

    kind: str
    prompt: Text
    choices: tuple[Choice, ...]
    sizes: tuple[int, ...]
    m: int

    @property
    def right(self) -> Choice:
        """The right answer."""
        return next(choice for choice in self.choices if choice.right)


@dataclass(frozen=True)
class Setting:
    """The network that a question is about, and what it draws from."""

    sizes: tuple[int, ...]
    m: int
    random: Random

    @property
    def L(self) -> int:
        """The number of layers, the input not counted."""
        return len(self.sizes) - 1

    @property
    def layers(self) -> range:
        """1 … L."""
        return range(1, self.L + 1)

    @property
    def network(self) -> str:
        """n^[0] … n^[L] as a formula."""
        return "$" + r",\;\allowbreak ".join(f"{{{units(l)}={n}}}" for l, n in enumerate(self.sizes)) + "$"

    @property
    def examples(self) -> str:
        """m as a formula."""
        return f"$m={self.m}$"

    def layer(self) -> tuple[int, int, int]:
        """A layer l with n^[l] and n^[l-1]."""
        l = self.random.choice(self.layers)
        return l, self.sizes[l], self.sizes[l - 1]

    def pairs(self) -> list[tuple[int, int]]:
        """n^[l-1] and n^[l] of every layer."""
        return list(pairwise(self.sizes))


Wrong = tuple[Text | str, Text]
"""An answer and the error that leads to it."""


@dataclass(frozen=True)
class Draft:
    """A question before its answers are drawn: the right one, and all that could be wrong."""

    prompt: Text
    right: Text | str
    because: Text
    wrong: tuple[Wrong, ...]


Maker = Callable[[Setting], Draft | None]
"""Makes a draft of a network; None where the network does not show what is asked."""


@dataclass(frozen=True)
class Kind:
    """A kind of questions.

    Attributes:
        title: what is asked, for a list.
        topic: what it belongs to; each set asks its share of every topic.
        make: makes a question of it.
    """

    title: Text
    topic: str
    make: Maker


def answers(draft: Draft, random: Random) -> tuple[Choice, ...] | None:
    """The right answer among wrong ones in any order; None where too few of them differ from it and each other."""
    different = dict(_but(str(draft.right), reversed(draft.wrong)))  # of equal ones the first
    if len(different) < CHOICES - 1:
        return None
    drawn = random.sample(sorted(different), CHOICES - 1)
    choices = [Choice(draft.right, True, draft.because)]
    choices += [Choice(different[text][0], False, different[text][1]) for text in drawn]
    random.shuffle(choices)
    return tuple(choices)


def _but(right: str, wrong: Iterable[Wrong]) -> Iterable[tuple[str, Wrong]]:
    return ((str(answer[0]), answer) for answer in wrong if str(answer[0]) != right)


def units(l: int) -> str:
    """n^[l] as LaTeX."""
    return f"n^{{[{l}]}}"


def of_layer(symbol: str, l: int) -> str:
    """A quantity of a layer as a formula."""
    return f"${symbol}^{{[{l}]}}$"
