"""A practice set: its mix of questions, answers that count once, rounds of what was missed, and the letters it is
written in."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as some

from dnn.errors import ConfigurationError
from dnn.lessons.practice import KINDS, SET_LENGTH, SHARES, PracticeSet
from dnn.lessons.practice.practice_set import MAX_PRACTICE_ROUNDS, MAX_WRITTEN_ANSWERS

seeds = some.integers(0, 10**6 - 1)


def choice(practised: PracticeSet, place: int, *, right: bool) -> int:
    choices = practised.items[place].question.choices
    return next(i for i, each in enumerate(choices) if each.right == right)


def done(practised: PracticeSet, missed: set[int]) -> PracticeSet:
    """The set with its last round answered, those at the places of `missed` wrong."""
    start = len(practised.items) - len(practised.rounds[-1])
    for place in range(start, len(practised.items)):
        practised = practised.answered(place, choice(practised, place, right=place not in missed))
    return practised


@given(seed=seeds)
def test_a_set_has_its_share_of_every_topic_and_no_kind_twice(seed: int) -> None:
    kinds = [item.question.kind for item in PracticeSet(seed).items]
    assert len(kinds) == SET_LENGTH == len(set(kinds))
    assert Counter(KINDS[kind].topic for kind in kinds) == SHARES


def test_every_topic_has_kinds_enough() -> None:
    kinds = Counter(kind.topic for kind in KINDS.values())
    assert all(kinds[topic] >= share for topic, share in SHARES.items())
    assert kinds.keys() == SHARES.keys()


def test_the_first_answer_counts_and_another_changes_nothing() -> None:
    once = PracticeSet(7).answered(3, 1)
    assert once.answers[0][3] == 1
    assert once.answered(3, 2) == once
    assert once.answered(99, 0) == once == once.answered(0, 4)


@given(seed=seeds, missed=some.sets(some.integers(0, SET_LENGTH - 1), min_size=1))
def test_what_was_missed_comes_again_of_its_kind_with_other_numbers(seed: int, missed: set[int]) -> None:
    first = done(PracticeSet(seed), missed)
    again = first.repeated()
    before = [first.items[place].question for place in sorted(missed)]
    asked = [item.question for item in again.rounds[1]]
    assert [each.kind for each in asked] == [each.kind for each in before]
    assert [(each.sizes, each.m) for each in asked] != [(each.sizes, each.m) for each in before]
    assert again.items[:SET_LENGTH] == first.items
    assert [item.is_right for item in first.items].count(False) == len(missed)


def test_there_is_nothing_to_repeat_before_the_end_or_where_nothing_was_missed() -> None:
    half = PracticeSet(7).answered(0, choice(PracticeSet(7), 0, right=False))
    assert half.repeated() == half
    perfect = done(PracticeSet(7), set())
    assert perfect.repeated() == perfect and perfect.missed == ()


def test_a_round_repeats_only_what_the_round_before_missed() -> None:
    second = done(done(PracticeSet(7), {1, 4, 8}).repeated(), {11})
    third = second.repeated()
    assert [len(items) for items in third.rounds] == [10, 3, 1]
    assert third.rounds[2][0].question.kind == second.rounds[1][1].question.kind


def test_rounds_end() -> None:
    practised = PracticeSet(7)
    for _ in range(MAX_PRACTICE_ROUNDS + 3):
        practised = done(practised, set(range(1000))).repeated()
    assert len(practised.rounds) == MAX_PRACTICE_ROUNDS
    assert len(practised.written()) <= MAX_WRITTEN_ANSWERS
    assert PracticeSet.read(7, practised.written()) == practised


def test_the_next_open_question_is_sought_behind_a_place_and_then_from_the_beginning() -> None:
    practised = done(PracticeSet(7), set())
    some_open = PracticeSet.read(7, "a--aaaa-aa")
    assert [some_open.open_after(place) for place in (-1, 1, 2, 7, 9)] == [1, 2, 7, 1, 1]
    assert practised.open_after(-1) is None and practised.is_complete and not some_open.is_complete


@given(seed=seeds, letters=some.text("abcd-", min_size=SET_LENGTH, max_size=SET_LENGTH))
def test_written_answers_are_read_again(seed: int, letters: str) -> None:
    practised = PracticeSet.read(seed, letters).repeated()
    assert PracticeSet.read(seed, practised.written()) == practised
    assert practised.written() == ("" if set(letters) == {"-"} else practised.written())


@pytest.mark.parametrize(
    "written",
    [
        *("a", "abcdabcdab.", "abcdabcdabc", "Abcdabcdab", "abcdabcda.", "----------.a", "é" * 10, "." * 300),
        *(None, 7, ["a"], b"abcdabcdab", float("nan")),
    ],
)
def test_what_is_no_answer_to_the_set_is_refused(written: object) -> None:
    with pytest.raises(ConfigurationError, match="Expected answers to be a letter for each of 10 questions"):
        PracticeSet.read(7, written)


def test_answers_given_meanwhile_are_joined() -> None:
    stored, meanwhile = PracticeSet.read(7, "ab--------"), PracticeSet.read(7, "-cd-------")
    assert stored.joined(meanwhile).written() == "abd-------"


def test_a_set_is_the_same_next_year() -> None:
    """A class gets it by its number."""
    assert [item.question.kind for item in PracticeSet(7).items] == KINDS_OF_SET_7


KINDS_OF_SET_7 = [
    *("way back", "examples from Z", "activation shape", "labels shape", "units from W"),
    *("product defined", "layer parameters", "cache size", "broadcast", "layers"),
]
