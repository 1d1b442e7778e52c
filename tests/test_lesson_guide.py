"""The guide for lessons: its tables are what the reader takes, its example is a lesson, its limits are in force."""

from __future__ import annotations

import json
import re

import pytest

from dnn.lesson_files import MAX_LESSON_BYTES, check_lesson, read_lesson
from dnn.lesson_files.check_lesson import MAX_COMBINATIONS
from dnn.lesson_files.plain_yaml import Located
from dnn.lesson_files.sections import expected
from dnn.lessons.path.learner_config import OWN_SEEDS
from dnn.lessons.path.lesson import MAX_MINUTES, MAX_STEPS, PREDICTIONS
from dnn.lessons.path.limits import MAX_LESSON_ITERATIONS, MAX_LESSON_PARAMETERS, MAX_LESSON_TRAINING
from dnn.text.messages import Text
from pages.locale.languages import translations
from tests.conftest import ROOT
from tests.dnn.lesson_files.whole_lesson import SECTIONS
from tests.lesson_guide import GUIDES, MEANINGS, TITLES, marked, tables


def guide(language: str) -> str:
    return (ROOT / GUIDES[language]).read_text("utf-8")


def example(language: str) -> str:
    (found,) = re.findall(r"^```yaml\n(.*?)^```", guide(language), re.MULTILINE | re.DOTALL)
    return str(found)


@pytest.mark.parametrize("language", GUIDES)
@pytest.mark.parametrize("name", ["keys", "experiments", "controls", "questions"])
def test_a_table_says_what_the_reader_takes(language: str, name: str) -> None:
    """`python -m tests.lesson_guide` writes it anew."""
    found = marked(name).search(guide(language))
    assert found is not None
    assert found[0].removeprefix(found[1]) == tables(language)[name]


def test_every_key_is_explained() -> None:
    """That SECTIONS has every key of the reader is tested where the reader is."""
    assert set(TITLES) == set(SECTIONS)
    assert set(MEANINGS) == {f"{section}/{key}" for section, (_path, keys, _needed) in SECTIONS.items() for key in keys}
    assert {f"kind: {kind}" for kind in PREDICTIONS} == set(
        re.findall(r"kind: \w+", " ".join(title for title, _zh in TITLES.values()))
    )


def test_the_example_can_be_given_as_it_stands() -> None:
    lesson = read_lesson(example("en"))
    check_lesson(lesson)
    assert example("en") == example("zh")
    assert len(lesson.steps) == 2 and all(
        step.prediction and step.observation and step.questions for step in lesson.steps
    )


@pytest.mark.parametrize("language", GUIDES)
def test_its_limits_are_those_in_force(language: str) -> None:
    text = guide(language)
    for limit in (MAX_LESSON_PARAMETERS, MAX_LESSON_ITERATIONS, MAX_LESSON_TRAINING):
        assert f"{limit:,}" in text
    numbers = set(map(int, re.findall(r"(?<![\d,.])\d+(?![\d,.])", text.split("## ")[3 - 1])))
    assert {MAX_LESSON_BYTES // 1_000, MAX_STEPS, MAX_MINUTES, MAX_COMBINATIONS} <= numbers
    assert OWN_SEEDS == 4  # "four learners"


@pytest.mark.parametrize("language", GUIDES)
def test_it_names_the_box_as_the_page_does(language: str) -> None:
    assert f"**{translations(language).gettext('A lesson of your own')}**" in guide(language)


def test_the_hint_of_a_refusal_is_true() -> None:
    error = expected(Located(3, 7), "title", Text("a text"))
    assert str(error).endswith("try the example in the guide for lessons.")
    for document in ("README.md", "README.zh.md", "CONTRIBUTING.md"):
        assert "docs/lessons" in (ROOT / document).read_text("utf-8")


def test_the_example_is_json_as_well() -> None:
    import yaml

    text = json.dumps(yaml.safe_load(example("en")))
    check_lesson(read_lesson(text))
