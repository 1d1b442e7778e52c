"""The six questions before and after, and the gain between them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from dnn.errors import ConfigurationError
from dnn.lessons.path.gain import QUESTIONS_ASKED, group_gain, normalised_gain
from dnn.lessons.path.questions import IDEAS, QUESTIONS
from dnn.lessons.path.questions.six_ideas import DRAFTS, FORMS, right_answers, six_questions
from tests.dnn.lessons.path.asked import right_text, said, whole
from tests.dnn.lessons.path.test_answers import after_loop, carrying, starred, stuck

TURNED = {"factor of the mean", "can learn"}
"""Kinds that are asked the other way round in one form of the two."""
seeds = some.integers(0, 2**64)
scores = some.tuples(some.integers(0, 6), some.integers(0, 6))


class TestForms:
    @given(seed=seeds)
    def test_the_second_form_asks_the_same_with_another_right_answer_in_another_place(self, seed: int) -> None:
        before, after = (six_questions(seed, form) for form in FORMS)
        assert [each.kind for each in before] == [each.kind for each in after] == list(DRAFTS)
        for first, second in zip(before, after, strict=True):
            assert first.prompt != second.prompt
            assert right_text(first) != right_text(second)
            assert first.right != second.right
        templates = {
            one.kind: (one.prompt.template, other.prompt.template) for one, other in zip(before, after, strict=True)
        }
        assert {kind for kind, (one, other) in templates.items() if one != other} == TURNED

    def test_either_form_has_the_questions_that_are_turned_round(self) -> None:
        for kind in TURNED:
            place = list(DRAFTS).index(kind)
            before, after = ({six_questions(seed, form)[place].prompt.template for seed in range(40)} for form in FORMS)
            assert len(before) == 2 and before == after

    @given(seed=seeds, form=some.sampled_from(FORMS))
    def test_the_same_learner_gets_the_same(self, seed: int, form: str) -> None:
        assert six_questions(seed, form) == six_questions(seed, form)

    @given(seed=seeds, form=some.sampled_from(FORMS))
    def test_four_answers_one_of_them_right(self, seed: int, form: str) -> None:
        for each in six_questions(seed, form):
            assert len({str(choice.text) for choice in each.choices}) == 4
            assert [choice.right for choice in each.choices].count(True) == 1

    @given(seed=seeds, form=some.sampled_from(FORMS))
    def test_the_right_ones_are_right(self, seed: int, form: str) -> None:
        star, kept, factor, learning, cost, loop = six_questions(seed, form)
        assert right_text(star) == starred(star)
        l = whole(said(kept)["l"])[0]
        if said(kept)["name"] in {"tanh", "sigmoid"}:
            assert right_text(kept) == f"$Z^{{[{l}]}}$; $A^{{[{l}]}}$ is enough, since it gives g′ as well"
        else:
            assert said(kept)["name"] == "SiLU (swish)"
            assert right_text(kept).startswith("neither")
        without, k = "without the factor" in factor.prompt.template, said(factor)["l"]
        assert right_text(factor) == (f"only $dZ^{{[{k}]}}$, $dA^{{[{k}]}}$" if without else carrying(factor))
        is_random = ["random" in str(choice.text) for choice in learning.choices]
        asked_for_copies = "stay copies" in learning.prompt.template
        assert is_random.count(asked_for_copies) == 3
        assert is_random[learning.right] is not asked_for_copies
        assert float(right_text(cost)) == pytest.approx(float(stuck_exactly(cost)), abs=5.1e-4)
        assert right_text(loop) == after_loop(loop)

    def test_six_ideas_of_their_own(self) -> None:
        ideas = [QUESTIONS[kind].idea for kind in DRAFTS]
        assert len(set(ideas)) == QUESTIONS_ASKED == 6
        assert set(ideas) <= set(IDEAS)

    def test_learners_differ(self) -> None:
        assert len({str(six_questions(seed, "before")) for seed in range(50)}) == 50

    def test_no_such_form(self) -> None:
        with pytest.raises(ConfigurationError, match="Expected form to be one of before, after"):
            six_questions(1, "between")

    def test_right_answers_are_counted(self) -> None:
        questions = six_questions(4, "before")
        right = [each.right for each in questions]
        assert right_answers(questions, right) == 6
        assert right_answers(questions, [None, *right[1:5], (right[5] + 1) % 4]) == 4


def stuck_exactly(asked: object) -> float:
    from decimal import localcontext

    from tests.dnn.fifty_digits import DIGITS

    with localcontext(DIGITS):
        return float(stuck(asked, None))  # type: ignore[arg-type]


class TestGain:
    @pytest.mark.parametrize(
        ("before", "after", "gain"),
        [(0, 0, 0.0), (0, 6, 1.0), (2, 4, 0.5), (3, 3, 0.0), (5, 6, 1.0), (4, 2, -0.5), (5, 0, -1.0), (1, 0, -1.0)],
    )
    def test_of_one_learner(self, before: int, after: int, gain: float) -> None:
        assert normalised_gain(before, after) == gain

    @pytest.mark.parametrize("after", range(7))
    def test_who_knew_all_has_nothing_to_gain(self, after: int) -> None:
        assert normalised_gain(6, after) is None

    @given(score=scores)
    def test_it_is_bounded_and_has_the_sign_of_the_change(self, score: tuple[int, int]) -> None:
        gain = normalised_gain(*score)
        if gain is not None:
            assert -1 <= gain <= 1
            assert (gain > 0) == (score[1] > score[0])
            assert (gain < 0) == (score[1] < score[0])

    @pytest.mark.parametrize(("before", "after"), [(7, 1), (1, 7), (-1, 2), (True, 2), (1.0, 2)])
    def test_no_score(self, before: int, after: int) -> None:
        with pytest.raises(ConfigurationError, match="Expected (before|after) to be a whole number from 0 to 6"):
            normalised_gain(before, after)

    @given(group=some.lists(scores, min_size=1, max_size=40))
    def test_of_a_group_from_fractions(self, group: list[tuple[int, int]]) -> None:
        before, after = (Fraction(sum(score[k] for score in group), len(group)) for k in (0, 1))
        found = group_gain(group)
        if before == 6:
            assert found.of_averages is None
        else:
            scale = before if after < before else 6 - before
            assert found.of_averages == pytest.approx(float((after - before) / scale))
        own = [Fraction(a - b, b if a < b else 6 - b) for b, a in group if b < 6]
        assert found.without_gain == len(group) - len(own)
        assert found.mean_of_learners == (pytest.approx(float(sum(own) / len(own))) if own else None)

    def test_the_two_differ_where_some_knew_much(self) -> None:
        found = group_gain([(5, 6), (0, 0)])
        assert (found.of_averages, found.mean_of_learners) == (1 / 7, 0.5)

    def test_of_nobody(self) -> None:
        assert group_gain([]) == type(group_gain([]))(0, None, None, 0)
