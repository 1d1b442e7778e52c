"""Texts that can be translated: values put in, words that follow a number, equality, another process."""

from __future__ import annotations

import pickle
import re
from gettext import NullTranslations

import pytest

from dnn.text.messages import ENGLISH, CountedText, Enumeration, Text


class Shouting(NullTranslations):
    """A language whose words are the English ones in capitals, and that has one form for all numbers."""

    def gettext(self, message: str) -> str:
        return re.sub("points?", "POINT", message).replace(", ", " / ")

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid2)


def points(number: int, **values: object) -> CountedText:
    return CountedText("{count} point", "{count} points", number, **values)


@pytest.mark.parametrize(("number", "words"), [(0, "0 points"), (1, "1 point"), (2, "2 points")])
def test_words_follow_a_number(number: int, words: str) -> None:
    assert str(points(number)) == words


def test_a_number_may_be_written_in_another_way() -> None:
    assert str(points(1797, count="1,797")) == "1,797 points"


def test_the_language_chooses_the_form() -> None:
    assert points(1).render(Shouting()) == "1 POINT"
    assert Text("with {these}", these=points(1)).render(Shouting()) == "with 1 POINT"


def test_the_language_says_what_stands_between_the_items_of_a_list() -> None:
    text = Text("{these}", these=Enumeration(["tanh", points(1), 2]))
    assert (str(text), text.render(Shouting())) == ("tanh, 1 point, 2", "tanh / 1 POINT / 2")
    assert str(Enumeration([])) == ""
    assert Enumeration(["a"]) == Enumeration(("a",)) != Enumeration(["b"])


def test_texts_are_equal_by_all_that_they_say() -> None:
    assert points(2) == points(2) and hash(points(2)) == hash(points(2))
    assert points(2) != points(3)
    assert points(1) != Text("{count} point", count=1)
    assert CountedText("a", "b", 1) != CountedText("a", "c", 1)


@pytest.mark.parametrize(
    "text", [points(1), points(7, count="seven"), Text("{name}", name=points(1)), Text(""), Enumeration(["a"])]
)
def test_a_text_is_the_same_in_another_process(text: Text) -> None:
    copy = pickle.loads(pickle.dumps(text))
    assert copy == text and str(copy) == str(text)


def test_a_text_is_frozen() -> None:
    with pytest.raises(AttributeError, match="CountedText is frozen; number cannot be set"):
        points(1).number = 2


def test_an_empty_text_is_not_the_head_of_a_catalogue() -> None:
    assert Text("").render(ENGLISH) == ""
