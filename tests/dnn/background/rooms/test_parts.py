"""The small parts of a room: codes, names, the brake on wrong codes, pushes, answers, what is read from outside."""

from __future__ import annotations

import math
from typing import Any

import pytest

from dnn.background.rooms.answers import MAX_ANSWER_BYTES, read_answer, read_question
from dnn.background.rooms.codes import CODE_LETTERS, new_code, read_code
from dnn.background.rooms.guesses import (
    FORGOTTEN_SECONDS,
    FREE_GUESSES,
    GUESSES_A_SECOND,
    GUESSES_AT_ONCE,
    MAX_GUESS_WAIT,
    Guesses,
)
from dnn.background.rooms.names import ADJECTIVES, ANIMALS, MAX_MEMBER_NAME, MemberName, invented_name, own_name
from dnn.background.rooms.pushes import Push, read_push, van_der_corput
from dnn.background.rooms.refusals import TooManyGuesses
from dnn.background.rooms.room import read_goal, read_pace, read_title
from dnn.configuration import RunConfig
from dnn.configuration.variations import VARIATIONS
from dnn.errors import ConfigurationError
from dnn.text.messages import ENGLISH
from pages.locale.languages import LANGUAGES, translations
from tests.dnn.background.rooms.class_room import SCENARIO
from tests.dnn.background.running import Clock


class TestCodes:
    def test_no_letter_is_taken_for_another(self) -> None:
        assert len(CODE_LETTERS) == len(set(CODE_LETTERS)) == 23 and not set("0O1IL") & set(CODE_LETTERS)

    def test_a_code_is_not_one_that_is_taken(self, monkeypatch: pytest.MonkeyPatch) -> None:
        letters = iter("AAAAAABBBBBB")
        monkeypatch.setattr("dnn.background.rooms.codes.secrets.choice", lambda choices: next(letters))
        assert new_code({"AAAAAA"}) == "BBBBBB"

    @pytest.mark.parametrize("typed", ["ktwxep", " KTW XEP ", "KTW-XEP", "KTWXEP"])
    def test_a_code_is_read_as_it_is_typed(self, typed: str) -> None:
        assert read_code(typed) == "KTWXEP"

    @pytest.mark.parametrize(
        "given", ["", "KTWXE", "KTWXEPP", "OTWXEP", "K7WXEP", "<b>abc", 123456, None, ["KTWXEP"], "x" * 10**6]
    )
    def test_what_cannot_be_a_code_is_refused(self, given: object) -> None:
        with pytest.raises(ConfigurationError, match="6 letters"):
            read_code(given)


class TestNames:
    def test_names_are_not_given_twice_until_all_are_and_then_with_a_number(self) -> None:
        taken: set[str] = set()
        for _ in range(40):
            name = invented_name(taken)
            assert name.key not in taken and name.number == 1
            taken.add(name.key)
        every = {f"{adjective.template} {animal.template} 1" for adjective in ADJECTIVES for animal in ANIMALS}
        assert len(every) > 1_500 and invented_name(every).number == 2

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_no_two_names_read_the_same_in_a_language(self, language: str) -> None:
        names = [MemberName(each.template, other.template) for each in ADJECTIVES for other in ANIMALS]
        assert len({name.render(translations(language)) for name in names}) == len(names)

    def test_a_name_in_chinese(self) -> None:
        name = MemberName("calm", "otter", 2)
        assert name.render(ENGLISH) == "calm otter 2" and name.render(translations("zh")).isascii() is False

    @pytest.mark.parametrize(("given", "name"), [("  Ada  L. ", "Ada L."), ("<b>x</b>", "<b>x</b>"), ("李雷", "李雷")])
    def test_a_name_of_ones_own_stays_as_it_is(self, given: str, name: str) -> None:
        assert own_name(given).render(ENGLISH) == name

    @pytest.mark.parametrize(
        "given", ["", "  ", "x" * (MAX_MEMBER_NAME + 1), "a\u202eb", "a\u200bb", "a\x00b", 7, None, ["a"], "\ud800"]
    )
    def test_what_is_no_name_is_refused(self, given: object) -> None:
        with pytest.raises(ConfigurationError, match="1 to 20 characters"):
            own_name(given)


class TestGuesses:
    def test_each_wrong_code_after_a_few_doubles_the_wait(self) -> None:
        clock = Clock()
        guesses, waits = Guesses(clock), []
        for _ in range(FREE_GUESSES + 12):
            guesses.check("mallory")
            guesses.note_wrong("mallory")
            start = clock.now
            while True:
                try:
                    guesses.check("mallory")
                    break
                except TooManyGuesses as refusal:
                    assert refusal.seconds >= 1
                    clock.now += 1
            waits.append(clock.now - start)
        assert waits[:FREE_GUESSES] == [0.0] * FREE_GUESSES
        assert waits[FREE_GUESSES : FREE_GUESSES + 4] == [2, 4, 8, 16] and max(waits) == MAX_GUESS_WAIT

    def test_they_are_forgotten_and_are_nobody_elses(self) -> None:
        clock = Clock()
        guesses = Guesses(clock)
        for _ in range(FREE_GUESSES + 1):
            guesses.note_wrong("mallory")
        guesses.check("alice")
        with pytest.raises(TooManyGuesses):
            guesses.check("mallory")
        clock.now += FORGOTTEN_SECONDS + 1
        guesses.note_wrong("mallory")
        guesses.check("mallory")

    def test_all_together_have_a_budget(self) -> None:
        clock = Clock()
        guesses = Guesses(clock)
        for number in range(int(GUESSES_AT_ONCE)):
            guesses.note_wrong(f"visitor {number}")
        with pytest.raises(TooManyGuesses):
            guesses.note_wrong("another")
        clock.now += 1
        for number in range(int(GUESSES_A_SECOND)):
            guesses.note_wrong(f"later {number}")
        with pytest.raises(TooManyGuesses):
            guesses.note_wrong("again")


class TestPushes:
    def test_van_der_corput(self) -> None:
        assert [van_der_corput(number) for number in range(1, 8)] == [1 / 2, 1 / 4, 3 / 4, 1 / 8, 5 / 8, 3 / 8, 7 / 8]

    def test_a_sweep_between_two_ends_gives_each_seat_another_value_spread_evenly(self) -> None:
        push = read_push({"kind": "sweep", "config": SCENARIO, "choice": "learning_rate", "between": [0.001, 10]}, 1, 0)
        values = [push.value_of(seat) for seat in range(1, 101)]
        assert values[:5] == [0.001, 10, 0.1, 0.01, 1]  # both ends, then what lies between
        assert all(isinstance(value, float) and 0.001 < value < 10 for value in values[2:])
        values = [push.value_of(seat) for seat in range(3, 103)]
        assert len(set(values)) == 100
        decades = [math.floor(math.log10(float(value))) for value in values if value is not None]  # type: ignore[arg-type]
        assert {decade: decades.count(decade) for decade in (-3, -2, -1, 0)} == dict.fromkeys((-3, -2, -1, 0), 25)

    def test_between_whole_numbers_each_has_its_seats_the_ends_too(self) -> None:
        even = {"kind": "sweep", "config": SCENARIO, "choice": "units", "between": [1, 3], "spacing": "even"}
        assert [read_push(even, 1, 0).value_of(seat) for seat in (1, 2, 3)] == [1, 3, 2]
        push = read_push({**even, "between": [1, 64], "spacing": "log"}, 1, 0)
        values = [push.value_of(seat) for seat in range(1, 128)]
        whole = {value for value in values if isinstance(value, int)}
        assert whole >= set(range(1, 9)) and min(whole) == 1 and 60 < max(whole) <= 64
        assert 50 < sum(1 for value in values if isinstance(value, int) and value <= 4) < 64  # 3.2 of 7 doublings
        seeds = read_push({**even, "choice": "seed", "between": [0, 4]}, 1, 0)
        assert {seeds.value_of(seat) for seat in range(1, 16)} == {0, 1, 2, 3, 4}

    def test_an_even_sweep_spreads_evenly(self) -> None:
        document = {"kind": "sweep", "config": SCENARIO, "choice": "learning_rate", "between": [1, 9]}
        push = read_push({**document, "spacing": "even"}, 1, 0)
        assert [push.value_of(seat) for seat in range(1, 7)] == [1, 9, 5, 3, 7, 2]

    def test_every_setting_of_numbers_is_spread_between_two_ends(self) -> None:
        for name, variation in VARIATIONS.items():
            document = {"kind": "sweep", "config": SCENARIO, "choice": name, "between": [1, 3], "spacing": "even"}
            if variation.options:
                with pytest.raises(ConfigurationError, match="a setting of numbers"):
                    read_push(document, 1, 0)
                continue
            for seat in (1, 2, 3):
                value = read_push(document, 1, 0).value_of(seat)
                assert value is not None and RunConfig.from_json(read_push(document, 1, 0).config_of(seat))
                assert isinstance(value, int) == variation.is_whole

    def test_a_seat_gets_the_configuration_with_its_value_and_all_else_equal(self) -> None:
        push = read_push({"kind": "sweep", "config": SCENARIO, "choice": "units", "values": [2, 8]}, 1, 0)
        configs = [RunConfig.from_json(push.config_of(seat)) for seat in (1, 2, 3)]
        assert [config.architecture.hidden[0].units for config in configs] == [2, 8, 2]
        assert {config.dataset for config in configs} == {RunConfig.from_dict(SCENARIO).dataset}

    @pytest.mark.parametrize(
        "document",
        [
            {},
            {"kind": "bomb"},
            {"kind": "lesson", "lesson": "../x", "step": 0},
            {"kind": "lesson", "lesson": "shapes", "step": -1},
            {"kind": "lesson", "lesson": "shapes", "step": 1, "config": {}},
            {"kind": "scenario"},
            {"kind": "scenario", "config": {"dataset": {"name": "nowhere"}}},
            {"kind": "sweep", "config": SCENARIO, "choice": "learning_rate"},
            {"kind": "sweep", "config": SCENARIO, "choice": "learning_rate", "values": [1]},
            {"kind": "sweep", "config": SCENARIO, "choice": "learning_rate", "values": [0.1, -1]},
            {"kind": "sweep", "config": SCENARIO, "choice": "learning_rate", "values": [0.1, [1]]},
            {"kind": "sweep", "config": SCENARIO, "choice": "learning_rate", "values": [0.1, True]},
            {"kind": "sweep", "config": SCENARIO, "choice": "seed", "values": [1, 10**30]},
            {"kind": "sweep", "config": SCENARIO, "choice": "units", "between": [0.6, 1.2]},
            {"kind": "sweep", "config": SCENARIO, "choice": "units", "between": [0, 8], "spacing": "even"},
            {"kind": "sweep", "config": SCENARIO, "choice": "units", "between": [1, 8], "spacing": "square"},
            {"kind": "sweep", "config": SCENARIO, "choice": "activation", "between": [1, 8]},
            {"kind": "sweep", "config": SCENARIO, "choice": "learning_rate", "between": [1, 1]},
            {"kind": "sweep", "config": SCENARIO, "choice": "learning_rate", "between": [0, 1]},
            {"kind": "sweep", "config": SCENARIO, "choice": "learning_rate", "between": ["0.1", 1]},
            {"kind": "sweep", "config": SCENARIO, "choice": "learning_rate", "between": [0.1, math.inf]},
        ],
    )
    def test_what_is_no_push_is_refused(self, document: dict[str, Any]) -> None:
        with pytest.raises(ConfigurationError):
            read_push(document, 1, 0)

    def test_a_lesson_has_no_configuration(self) -> None:
        push = read_push({"kind": "lesson", "lesson": "shapes", "step": 2}, 3, 5.0)
        assert push == Push(3, "lesson", 5.0, lesson="shapes", step=2) and push.config_of(1) == ""


class TestAnswers:
    @pytest.mark.parametrize("value", [0, -1.5, "(4, 3)", "", True, [1, 2], [[0, 0.69], [10, 0.2]], {"a": [1]}])
    def test_small_values_stay_as_they_are(self, value: object) -> None:
        assert read_answer(value) == value and type(read_answer(value)) is type(value)

    @pytest.mark.parametrize(
        "value",
        [
            None,
            math.nan,
            math.inf,
            10**30,
            2**53 + 1,
            1e101,
            -1e300,
            "x" * MAX_ANSWER_BYTES,
            [[[[1]]]],
            list(range(2_000)),
            "\ud800",
            {"a": math.nan},
            {"\ud800": 1},
        ],
    )
    def test_others_are_refused(self, value: object) -> None:
        with pytest.raises(ConfigurationError, match="value"):
            read_answer(value)

    @pytest.mark.parametrize("key", ["", "a b", "x" * 81, "<b>", 7, None, "a\n"])
    def test_what_is_no_question_is_refused(self, key: object) -> None:
        with pytest.raises(ConfigurationError, match="question"):
            read_question(key)


class TestRoomValues:
    @pytest.mark.parametrize("title", ["x" * 81, 7, None, "a\u202eb"])
    def test_what_is_no_title_is_refused(self, title: object) -> None:
        with pytest.raises(ConfigurationError, match="title"):
            read_title(title)

    def test_a_title_is_one_line(self) -> None:
        assert read_title("  XOR \n 14:00") == "XOR 14:00"

    @pytest.mark.parametrize(
        ("kind", "step"), [("fast", 1), ("up_to", None), ("up_to", -1), ("together", 100), (None, 1)]
    )
    def test_what_is_no_pace_is_refused(self, kind: object, step: object) -> None:
        with pytest.raises(ConfigurationError):
            read_pace(kind, step)

    @pytest.mark.parametrize("cost", [0, -1, math.nan, math.inf, True, "0.1", [1]])
    def test_what_is_no_goal_is_refused(self, cost: object) -> None:
        with pytest.raises(ConfigurationError, match="cost"):
            read_goal(cost)
