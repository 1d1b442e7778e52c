"""Every kind of question over many networks: what a question has to be, whatever it is about."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from random import Random

import pytest

from dnn.errors import ConfigurationError
from dnn.lessons.path.questions import IDEAS, QUESTIONS, ChoiceQuestion, NumberQuestion, Question, ask
from dnn.lessons.practice import CHOICES
from dnn.lessons.practice import KINDS as PRACTICE
from pages.locale.languages import LANGUAGES, translations
from tests.dnn.lessons.path.asked import NETWORKS, asked_network
from tests.dnn.lessons.path.experiments import drawn_facts

SEEDS = range(6)
ABOUT_RUNS = [name for name, kind in QUESTIONS.items() if kind.uses_facts]
CHINESE = re.compile(r"[一-鿿]")


def questions(name: str) -> Iterator[Question]:
    """Questions of a kind about all networks that show what it asks."""
    for network in NETWORKS:
        for seed in SEEDS:
            for m in (None, 1, 5, 40):
                facts = drawn_facts(Random(seed), seeds=name == "luck")
                try:
                    yield ask(name, asked_network(network, seed, m, facts=facts))
                except ConfigurationError as refused:
                    assert "the network of the question" in str(refused)


@pytest.fixture(scope="module", params=QUESTIONS)
def asked(request: pytest.FixtureRequest) -> list[Question]:
    """The questions of each kind."""
    return list(questions(request.param))


class TestEveryKind:
    def test_is_asked_about_several_networks_with_other_numbers(self, asked: list[Question]) -> None:
        texts = {(str(each.prompt), right_of(each)) for each in asked}
        assert len(asked) >= len(SEEDS)
        assert len(texts) >= 2

    def test_has_one_right_choice_of_four_that_differ(self, asked: list[Question]) -> None:
        for each in asked:
            if isinstance(each, ChoiceQuestion):
                assert len({str(choice.text) for choice in each.choices}) == len(each.choices) == CHOICES
                assert [choice.right for choice in each.choices].count(True) == 1

    def test_no_known_mistake_is_near_the_value_or_another(self, asked: list[Question]) -> None:
        for each in asked:
            if isinstance(each, NumberQuestion):
                least = 0.0 if each.decimals is None else 10.0**-each.decimals
                assert each.mistakes and math.isfinite(each.value) and abs(each.value) >= 10 * least
                assert 0 < each.tolerance <= max(least, abs(each.value) / 50)
                values = [each.value, *(mistake.value for mistake in each.mistakes)]
                for place, value in enumerate(values):
                    assert all(abs(value - other) > 2 * each.tolerance for other in values[place + 1 :])

    def test_each_answer_is_judged_with_its_own_reason(self, asked: list[Question]) -> None:
        for each in asked:
            if isinstance(each, ChoiceQuestion):
                for place, choice in enumerate(each.choices):
                    assert each.judge(place).is_right == (place == each.right)
                    assert each.judge(place).reason == choice.explanation
            else:
                assert each.judge(each.value).is_right
                for mistake in each.mistakes:
                    judged = each.judge(float(f"{mistake.value:.3g}"))
                    assert (judged.is_right, judged.reason) == (False, mistake.reason)

    def test_three_digits_of_the_value_are_right(self, asked: list[Question]) -> None:
        assert all(
            each.judge(float(f"{each.value:.3g}")).is_right for each in asked if isinstance(each, NumberQuestion)
        )

    def test_no_hint_has_the_answer(self, asked: list[Question]) -> None:
        for each in asked:
            for hint in (re.sub(r"(?<!10)[\^_]\{[^{}]*\}", "", str(hint)) for hint in each.hints):
                if isinstance(each, NumberQuestion):
                    assert not re.search(rf"(?<![\d.]){re.escape(f'{each.value:.4g}')}(?![\d.])", hint), each
                else:
                    right = right_of(each)
                    assert not re.search(rf"=\s*\$?{re.escape(right)}\$?[.]?$", hint), each
                    is_given = f"m={right}$" in str(each.prompt)
                    assert len(right) < 3 or is_given or right not in hint, each

    def test_reads_in_every_language(self, asked: list[Question]) -> None:
        for code in LANGUAGES:
            for each in asked:
                for text in (each.prompt, *reasons(each), *each.hints):
                    rendered = text.render(translations(code))
                    assert rendered.count("$") % 2 == 0
                    assert not re.search(r"\{(?:[a-z_]+|[A-Z])\}", re.sub(r"\$[^$]*\$", "", rendered)), rendered
                assert code != "zh" or CHINESE.search(each.prompt.render(translations(code)))

    def test_the_right_place_is_drawn(self, asked: list[Question]) -> None:
        places = {each.right for each in asked if isinstance(each, ChoiceQuestion)}
        assert not places or len(places) > 1


def right_of(asked: Question) -> str:
    return str(asked.choices[asked.right].text) if isinstance(asked, ChoiceQuestion) else f"{asked.value:.4g}"


def reasons(asked: Question) -> list[object]:
    if isinstance(asked, ChoiceQuestion):
        return [choice.explanation for choice in asked.choices]
    return [asked.because, *(mistake.reason for mistake in asked.mistakes)]


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_same_network_and_draws_give_the_same_question(name: str) -> None:
    facts = drawn_facts(Random(2), seeds=name == "luck")

    def one() -> Question | str:
        try:
            return ask(name, asked_network("deep", 3, 20, facts=facts))
        except ConfigurationError as refused:
            return str(refused)

    assert one() == one()


@pytest.mark.parametrize("name", [name for name, kind in QUESTIONS.items() if not kind.uses_facts])
@pytest.mark.parametrize(("initializer", "precision"), [("large_normal", "float32"), ("zeros", "float64")])
@pytest.mark.parametrize("m", [1, 30])
def test_extreme_weights_make_a_fair_question_or_a_sentence(
    name: str, initializer: str, precision: str, m: int
) -> None:
    """Logits of hundreds and of 0, in float32 and float64: never a warning, never a number that is none."""
    for network in NETWORKS:
        try:
            asked = ask(name, asked_network(network, 1, m, initializer, precision))
        except ConfigurationError:
            continue
        assert isinstance(asked, ChoiceQuestion) or math.isfinite(asked.value)


def test_ideas_are_named_and_all_used() -> None:
    assert {kind.idea for kind in QUESTIONS.values()} == set(IDEAS)


def test_every_kind_of_practice_is_asked() -> None:
    assert PRACTICE.keys() <= QUESTIONS.keys()


class TestRefusals:
    def test_no_such_kind(self) -> None:
        with pytest.raises(ConfigurationError, match="Expected question to be one of"):
            ask("colour", asked_network("deep"))

    def test_no_such_option(self) -> None:
        with pytest.raises(ConfigurationError, match="Expected options to be one of"):
            ask("shape", asked_network("deep"), {"colour": "red"})

    def test_an_option_where_none_is_taken(self) -> None:
        with pytest.raises(ConfigurationError, match="takes no options"):
            ask("entry of dZ", asked_network("deep"), {"layer": 1})

    @pytest.mark.parametrize("value", [0, 65, True, 1.0, "1", [1]])
    def test_no_layer(self, value: object) -> None:
        with pytest.raises(ConfigurationError, match="Expected layer to be"):
            ask("shape", asked_network("deep"), {"layer": value})

    def test_a_layer_that_this_network_does_not_have(self) -> None:
        with pytest.raises(ConfigurationError, match="Expected layer to be a layer from 1 to 4 of this network, got 5"):
            ask("shape", asked_network("deep"), {"layer": 5})

    @pytest.mark.parametrize("value", [0, 1, -1, math.nan, math.inf, "0.2", True])
    def test_no_share(self, value: object) -> None:
        with pytest.raises(ConfigurationError, match="Expected share to be a number between 0 and 1"):
            ask("label entropy", asked_network("two classes"), {"share": value})

    @pytest.mark.parametrize("value", [1, "yes"])
    def test_neither_true_nor_false(self, value: object) -> None:
        with pytest.raises(ConfigurationError, match="Expected described to be true or false"):
            ask("layers", asked_network("two classes"), {"described": value})

    def test_a_network_that_does_not_show_it(self) -> None:
        with pytest.raises(ConfigurationError, match="“one matrix” to be one with a hidden layer"):
            ask("one matrix", asked_network("logistic regression"))

    @pytest.mark.parametrize("name", ABOUT_RUNS)
    def test_no_experiment(self, name: str) -> None:
        with pytest.raises(ConfigurationError, match="such that label_1 is among them"):
            ask(name, asked_network("deep"))

    @pytest.mark.parametrize("name", ABOUT_RUNS)
    def test_an_experiment_without_the_fact(self, name: str) -> None:
        with pytest.raises(ConfigurationError, match=r"such that \w+_1 is among them"):
            ask(name, asked_network("deep", facts={"label_1": "α = 0.1", "label_2": "α = 0.3"}))

    def test_no_such_run(self) -> None:
        with pytest.raises(ConfigurationError, match="Expected run to be a run from 1 to"):
            ask("reading a curve", asked_network("deep", facts=drawn_facts(Random(1))), {"run": 9})


def test_options_are_kept() -> None:
    network = asked_network("deep", m=12)
    for symbol in ("W", "b", "Z", "A", "dW", "db", "dZ", "dA"):
        for l in (1, 2, 3, 4):
            assert f"${symbol}^{{[{l}]}}$" in str(ask("shape", network, {"layer": l, "symbol": symbol}).prompt)


def test_a_label_is_shown_as_it_is() -> None:
    facts = drawn_facts(Random(5)) | {"label_1": "{0} **x** {label!r}", "diverged_1": 5}
    network = asked_network("deep", facts=facts)
    for code in LANGUAGES:
        asked = ask("reading a curve", network, {"run": 1}).prompt.render(translations(code))
        assert "{0} **x** {label!r}" in asked
