"""Each refusal of a file reads wholly in the visitor's language: of English there are names of keys, and what the file
itself says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from dnn.configuration import RunConfig
from dnn.configuration.variations import VARIATIONS
from dnn.errors import ConfigurationError, DnnError
from dnn.lesson_files import check_lesson, read_lesson
from dnn.lesson_files.yaml_problems import NO_PLACE, PROBLEMS
from dnn.lessons.path.experiments import EXPERIMENTS
from dnn.lessons.path.questions.registry import QUESTIONS
from dnn.losses import TASKS
from dnn.schedules import SCHEDULES
from dnn.text.messages import Enumeration, Text
from pages.locale.languages import LANGUAGES, SOURCE_LANGUAGE, translations
from tests.conftest import ROOT
from tests.dnn.lesson_files.hostile_files import NO_YAML, hostile_files
from tests.dnn.lesson_files.whole_lesson import SECTIONS

OTHERS = [code for code in LANGUAGES if code != SOURCE_LANGUAGE]
LATIN = re.compile(r"[A-Za-z_][A-Za-z_0-9]+")
SIGNS = {"YAML", "JSON", "UTF", "true", "false", "True"}
"""Words that are the same in every language."""


@cache
def refusals() -> dict[str, tuple[Text, str]]:
    """All refusals by their English sentence, each with the file that it is of."""
    found: dict[str, tuple[Text, str]] = {}
    for text in hostile_files():
        try:
            check_lesson(read_lesson(text))
        except DnnError as refusal:
            found.setdefault(str(refusal), (refusal.message, text))
    return found


@cache
def names() -> set[str]:
    """Names of keys, experiments, questions, facts and their values, as the guide lists them."""
    guide = Path(ROOT / "docs/lessons.md").read_text("utf-8")
    found = set(LATIN.findall(" ".join(re.findall(r"`([^`\n]+)`", guide))))
    for kinds in (EXPERIMENTS, QUESTIONS):
        for name, kind in kinds.items():  # type: ignore[attr-defined]
            found |= set(LATIN.findall(name)) | set(kind.options)
            found |= {word for check in kind.options.items() for word in _values(*check)}
    found |= {key for _path, keys, _needed in SECTIONS.values() for key in keys}
    return found | {*VARIATIONS, *SCHEDULES, *TASKS} | set(_configuration_names())


def _values(name: str, option: object) -> Iterator[str]:
    """The names that an option may be, as its refusal lists them."""
    check = getattr(option, "check", option)
    with pytest.raises(ConfigurationError) as error:
        check(name, [])
    for text in texts_in(error.value.message):
        if isinstance(text, Enumeration):
            yield from (word for item in text.items for word in LATIN.findall(str(item)))


def _configuration_names() -> Iterator[str]:
    """Keys of configurations, and names of what is in them."""
    for document in ({"dataset": {"name": "none"}}, {"dataset": {"name": "circles", "colour": 1}}, {"colour": 1}):
        yield from _listed(document)
    for section in ("architecture", "hyperparameters"):
        yield from _listed({"dataset": {"name": "circles"}, section: {"colour": 1}})
    for key in ("optimizer", "precision"):
        yield from _listed({"dataset": {"name": "circles"}, "hyperparameters": {key: "none"}})
    for layer in ({"units": 3, "activation": "none"}, {"colour": 1}):
        yield from _listed({"dataset": {"name": "circles"}, "architecture": {"hidden": [layer]}})


def _listed(document: dict[str, object]) -> Iterator[str]:
    with pytest.raises(DnnError) as error:
        RunConfig.from_dict(document)
    for text in texts_in(error.value.message):
        if isinstance(text, Enumeration):
            yield from map(str, text.items)


def texts_in(text: Text) -> Iterator[Text]:
    """A text, and all within it."""
    yield text
    inner = text.items if isinstance(text, Enumeration) else [value for _name, value in text.values]
    for each in inner:
        if isinstance(each, Text):
            yield from texts_in(each)


def english_in(message: Text, text: str, code: str) -> list[str]:
    """Words of a refusal that are neither names nor of the file itself."""
    words = LATIN.findall(re.sub(r"'[^']*'|\"[^\"]*\"|\{.*\}|\[.*…?", "", message.render(translations(code))))
    own = {name for word in LATIN.findall(text) for name in (word, f"{word}_k")}
    return [word for word in words if word not in SIGNS and not _is_name(word, names() | own)]


def _is_name(word: str, known: set[str]) -> bool:
    """True for a name, or one with the number of a run or of a layer in place of the guide's letter."""
    numbered = {re.sub(r"_\d+$", "_k", word), re.sub(r"_\d+$", "_l", word)}
    return not known.isdisjoint({word, *numbered})


@pytest.mark.slow
def test_there_are_many() -> None:
    assert len(refusals()) > 350


@pytest.mark.slow
@pytest.mark.parametrize("code", OTHERS)
def test_no_english_stands_in_any_of_them(code: str) -> None:
    found = {english: left for english, (text, own) in refusals().items() if (left := english_in(text, own, code))}
    assert found == {}


@pytest.mark.slow
@pytest.mark.parametrize("code", OTHERS)
def test_every_sentence_of_them_is_translated(code: str) -> None:
    templates = {each.template for text, _own in refusals().values() for each in texts_in(text) if each.template}
    say = translations(code)
    same = {template for template in templates if LATIN.search(template) and say.gettext(template) == template}
    assert same == set() and len(templates) > 80


def test_every_rule_of_yaml_is_broken_in_words_of_our_own() -> None:
    said = set()
    for text in NO_YAML:
        with pytest.raises(DnnError) as error:
            read_lesson(text)
        said |= {str(each) for each in texts_in(error.value.message)}
    assert {str(words) for _beginning, words in PROBLEMS} | {str(NO_PLACE)} <= said


@pytest.mark.parametrize(("value", "shown"), [("~", "nothing"), ("", "nothing"), ("true", "true"), ("3.0", "3.0")])
def test_a_value_is_told_as_it_is_written(value: str, shown: str) -> None:
    with pytest.raises(DnnError, match=rf"Line 1: Expected steps to be a list of 1 to 6 entries, got {shown};"):
        read_lesson(f"steps: {value}\ntitle: a\naim: b\nminutes: 3\n")
