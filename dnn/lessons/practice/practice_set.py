"""A set of questions to work through: which they are, the answers, and rounds that repeat what was missed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from dnn.errors import ConfigurationError
from dnn.lessons.practice.ask import KINDS, kinds_of_round, question
from dnn.lessons.practice.question import CHOICES, Question
from dnn.text.messages import Text

SHARES = {"shapes": 4, "products": 2, "counts": 1, "cache": 1, "layers": 1, "broadcasting": 1}
"""Topic -> its number of questions in a set."""
SET_LENGTH = sum(SHARES.values())
MAX_PRACTICE_ROUNDS = 20
MAX_WRITTEN_ANSWERS = MAX_PRACTICE_ROUNDS * (SET_LENGTH + 1)
LETTERS = "abcd"
"""The answers as they are written: the first choice to the last."""
OPEN = "-"
"""A question without an answer, as it is written."""
BETWEEN_ROUNDS = "."

Answers = tuple[int | None, ...]
"""The choice taken for each question of a round, from 0; None while it is open."""


@dataclass(frozen=True)
class Item:
    """One question of a set.

    Attributes:
        question: what is asked.
        answer: the choice taken, from 0; None while it is open.
    """

    question: Question
    answer: int | None

    @property
    def is_right(self) -> bool:
        """True if the choice taken is the right one."""
        return self.answer is not None and self.question.choices[self.answer].right

    @property
    def is_missed(self) -> bool:
        """True if it was answered, and wrong."""
        return self.answer is not None and not self.is_right


@dataclass(frozen=True)
class PracticeSet:
    """SET_LENGTH questions with their answers; then, a round each, what was missed once more.

    A round repeats the kinds that were missed in the one before it, about other networks: who has just read the right
    answer would know the number by heart.

    Attributes:
        seed: which set it is.
        answers: those of each round.
    """

    seed: int
    answers: tuple[Answers, ...] = ((None,) * SET_LENGTH,)

    @property
    def rounds(self) -> tuple[tuple[Item, ...], ...]:
        """The questions of each round."""
        rounds: list[tuple[Item, ...]] = []
        for turn, answers in enumerate(self.answers):
            numbers = _repetition(self.seed, turn, rounds[-1]) if rounds else first_numbers(self.seed)
            asked = (question(self.seed, number) for number in numbers)
            rounds.append(tuple(map(Item, asked, answers)))
        return tuple(rounds)

    @property
    def items(self) -> tuple[Item, ...]:
        """The questions of all rounds, one after the other."""
        return tuple(item for items in self.rounds for item in items)

    @property
    def is_complete(self) -> bool:
        """True if no question is open."""
        return all(answer is not None for answers in self.answers for answer in answers)

    @property
    def missed(self) -> tuple[Item, ...]:
        """The questions that were missed in the last round."""
        return tuple(item for item in self.rounds[-1] if item.is_missed)

    def answered(self, place: int, choice: int) -> PracticeSet:
        """The set with an answer to one of its `items`; a question that has one already keeps it."""
        start = 0
        for turn, answers in enumerate(self.answers):
            at = place - start
            start += len(answers)
            if 0 <= at < len(answers) and answers[at] is None and 0 <= choice < CHOICES:
                changed = (*answers[:at], choice, *answers[at + 1 :])
                return replace(self, answers=(*self.answers[:turn], changed, *self.answers[turn + 1 :]))
        return self

    def open_after(self, place: int) -> int | None:
        """The place of the next open question, from the beginning again after the last; None if none is open."""
        flat = [answer for answers in self.answers for answer in answers]
        return next((at for at in (*range(place + 1, len(flat)), *range(len(flat))) if flat[at] is None), None)

    def repeated(self) -> PracticeSet:
        """The set with a round for what was missed; the set itself while a question is open, or where nothing was."""
        count = len(self.missed)
        if not self.is_complete or count == 0 or len(self.answers) == MAX_PRACTICE_ROUNDS:
            return self
        return replace(self, answers=(*self.answers, (None,) * count))

    def joined(self, other: PracticeSet) -> PracticeSet:
        """The set with the answers of `other`, which is the same set, to questions that are open here."""
        joined = self
        for place, item in enumerate(other.items[: len(self.items)]):
            if item.answer is not None:
                joined = joined.answered(place, item.answer)
        return joined

    def written(self) -> str:
        """The answers as letters: "ab-…", "." between rounds; empty where none was given."""
        if self == PracticeSet(self.seed):
            return ""
        rounds = ("".join(OPEN if each is None else LETTERS[each] for each in answers) for answers in self.answers)
        return BETWEEN_ROUNDS.join(rounds)

    @staticmethod
    def read(seed: int, written: object) -> PracticeSet:
        """The set with answers as `written` gives them, wherever that comes from.

        Raises:
            ConfigurationError: they are not answers to this set.
        """
        if not isinstance(written, str) or len(written) > MAX_WRITTEN_ANSWERS:
            raise _refused(written)
        found = PracticeSet(seed)
        for turn, letters in enumerate(written.split(BETWEEN_ROUNDS) if written else ()):
            if turn > 0:
                found = found.repeated()
            is_round = len(found.answers) == turn + 1 and len(letters) == len(found.answers[turn])
            if not is_round or not set(letters) <= set(LETTERS + OPEN):
                raise _refused(written)
            answers = tuple(None if letter == OPEN else LETTERS.index(letter) for letter in letters)
            found = replace(found, answers=(*found.answers[:turn], answers))
        return found


def first_numbers(seed: int) -> tuple[int, ...]:
    """The numbers of the questions of a set: of the first round of all kinds, each topic's share."""
    left, numbers = Counter(SHARES), []
    for number, name in enumerate(kinds_of_round(seed, 0)):
        topic = KINDS[name].topic
        if left[topic] > 0:
            left[topic] -= 1
            numbers.append(number)
    return tuple(numbers)


def _repetition(seed: int, turn: int, before: tuple[Item, ...]) -> list[int]:
    """The numbers of questions of the kinds that were missed in the round before, about other networks."""
    kinds = kinds_of_round(seed, turn)
    return [turn * len(KINDS) + kinds.index(item.question.kind) for item in before if item.is_missed]


def _refused(written: object) -> ConfigurationError:
    expected = Text("a letter for each of {length} questions, and a round for what was missed", length=SET_LENGTH)
    return ConfigurationError("answers", expected, written, LETTERS[0] + OPEN * (SET_LENGTH - 1))
