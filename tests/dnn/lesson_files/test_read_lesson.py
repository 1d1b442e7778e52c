"""The reader of lessons: every key that is missing, unknown or of another kind is refused with its own line."""

from __future__ import annotations

import re
from typing import Any

import pytest

from dnn.configuration.variations import VARIATIONS
from dnn.errors import DnnError
from dnn.lesson_files import LessonFileError, check_lesson, lessons, read_lesson
from dnn.lesson_files.lessons import lesson_paths
from dnn.lesson_files.read_lesson import DIGEST_LENGTH, OWN, digest_of
from dnn.lesson_files.read_step import controls_of
from dnn.lesson_files.words import words_of
from dnn.lessons.path.experiments import EXPERIMENTS
from dnn.lessons.path.lesson import PREDICTIONS, Lesson
from dnn.lessons.path.questions.registry import QUESTIONS
from dnn.text.messages import Text
from tests.dnn.lesson_files.whole_lesson import SECTIONS, WHOLE, Path, at, changed, without, written
from tests.own_tables import TABLES

TEXTS = [(section, key) for section, (_path, keys, _needed) in SECTIONS.items() for key in keys]
KINDS = [
    (section, key, value) for section, (_path, keys, _n) in SECTIONS.items() for key in keys for value in keys[key][1]
]


def refused(document: dict[str, Any]) -> LessonFileError:
    """The refusal of a document."""
    with pytest.raises(LessonFileError) as error:
        read_lesson(written(document)[0])
    assert str(error.value).startswith(f"Line {error.value.line}: ")
    return error.value


def whole() -> Lesson:
    return read_lesson(written(WHOLE)[0])


def test_a_lesson_with_every_key_can_be_given() -> None:
    lesson = whole()
    check_lesson(lesson)
    assert [step.prediction.kind for step in lesson.steps if step.prediction] == [
        "number",
        "choice",
        "order",
        "curve",
        "question",
    ]
    assert sorted(PREDICTIONS) == sorted(step["predict"]["kind"] for step in WHOLE["steps"])


def test_values_stand_where_they_belong() -> None:
    lesson = whole()
    first, runs = lesson.steps[0], lesson.steps[1]
    assert (lesson.title, lesson.aim, lesson.minutes) == ("Everything", "You have seen every key.", 4)
    assert (lesson.drawn_units, lesson.left_out_seeds, lesson.is_own) == (((3, 5),), (1,), True)
    assert lesson.configuration == WHOLE["configuration"]
    assert first.prediction is not None and first.observation is not None and first.experiment.until is not None
    number = first.prediction
    assert (number.fact, number.low, number.high, number.step, number.unit) == ("layers", 0, 8, 0.5, "layers")
    until = first.experiment.until
    assert (until.fact, until.above, until.below, until.equals, until.times) == ("layers", 2.5, 3.5, None, 1)
    assert [(each.name, each.values) for each in first.experiment.controls] == [("depth", (1, 2, 3))]
    assert [each.is_right_after({"layers": 3.0}) for each in first.observation.alternatives] == [True, False]
    assert (first.page, first.explanation, first.extra) == ("notation", "The input is layer 0.", "Count the numbers.")
    assert [(each.kind, each.options) for each in first.questions] == [("layers", {"described": True})]
    small, other = runs.experiment.variants
    assert (small.label, small.value, small.seed_shift, other.seed_shift) == ("small", 0.1, 0, 1)
    assert small.changes == {"hyperparameters": {"learning_rate": 0.1}}
    assert (runs.experiment.options, runs.experiment.references) == ({"scale": "log"}, (("constant_cost", "guessing"),))


@pytest.mark.parametrize(("section", "key"), TEXTS)
def test_a_key_that_is_missing(section: str, key: str) -> None:
    path, _keys, needed = SECTIONS[section]
    if key not in at(WHOLE, path):
        assert key not in needed
        return
    document = without((*path, key))
    if key in needed:
        error = refused(document)
        assert error.line == written(document)[1][path] and f"to have {key}, got none" in str(error)
    else:
        try:
            read_lesson(written(document)[0])
        except LessonFileError as error:
            assert f"to have {key}" not in str(error)


@pytest.mark.parametrize("section", SECTIONS)
def test_a_key_that_is_unknown_and_those_that_there_are(section: str) -> None:
    path, keys, _needed = SECTIONS[section]
    document = changed((*path, "colour"), "red")
    error = refused(document)
    assert error.line == written(document)[1][(*path, "colour")]
    told = re.search(r"to be made of (.*), got colour; try (\w+)\.$", str(error))
    assert told is not None and set(told[1].split(", ")) == set(keys) and told[2] in keys


@pytest.mark.parametrize(("section", "key", "value"), KINDS, ids=str)
def test_a_value_of_another_kind(section: str, key: str, value: Any) -> None:
    path, keys, _needed = SECTIONS[section]
    document = changed((*path, key), value)
    error = refused(document)
    assert error.line == written(document)[1][(*path, key)], str(error)
    named = re.search(r"Expected (.*) to be", str(error))
    assert keys[key][0] in str(error) and named is not None
    assert named[1] == key or named[1] in ("a condition", "a question")


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("value", [3, "x", [1], None, True], ids=str)
def test_a_section_that_is_none(section: str, value: Any) -> None:
    path = SECTIONS[section][0]
    if not path:
        with pytest.raises(LessonFileError, match="Line 1: "):
            read_lesson(str(value))
        return
    document = changed(path, value)
    error = refused(document)
    assert error.line == written(document)[1][path] and "a section with keys and values" in str(error)


TABLE = str(TABLES["iris"].reference)
STEP, TRY, SEE = ("steps", 0), ("steps", 0, "try"), ("steps", 0, "see")
RUNS, NUMBER = ("steps", 1, "try"), ("steps", 0, "predict")
CHOICE = {"text": "a", "because": "b"}
WRONG: list[tuple[Path, Any, Path, str]] = [
    (("title",), "x" * 201, ("title",), "at most 200 characters"),
    (("aim",), "x" * 4_001, ("aim",), "at most 4000 characters"),
    (("steps", 0, "title"), "x" * 201, ("steps", 0, "title"), "at most 200 characters"),
    ((*RUNS, "runs", 0, "label"), "x" * 81, (*RUNS, "runs", 0, "label"), "at most 80 characters"),
    (("minutes",), 0, ("minutes",), "from 1 to 6"),
    (("minutes",), 7, ("minutes",), "from 1 to 6"),
    (("steps",), [], ("steps",), "1 to 6 entries"),
    (("steps",), WHOLE["steps"] * 2, ("steps",), "1 to 6 entries"),
    (("units",), [[3, 5], [3, 5]], ("units",), "each hidden layer of the configuration (1)"),
    (("units",), [[5, 3]], ("units", 0), "the fewest and the most units"),
    (("units",), [[0, 3]], ("units", 0), "the fewest and the most units"),
    (("units",), [[1, 5_000]], ("units", 0), "the fewest and the most units"),
    (("units",), [[3]], ("units", 0), "the fewest and the most units"),
    (("units",), [[3.5, 4]], ("units", 0), "the fewest and the most units"),
    (("units",), [[True, 4]], ("units", 0), "the fewest and the most units"),
    (("units",), [3], ("units", 0), "the fewest and the most units"),
    (("left_out_seeds",), [64], ("left_out_seeds", 0), "from 0 to 63"),
    (("left_out_seeds",), ["x"], ("left_out_seeds", 0), "whole number"),
    (("left_out_seeds",), [0, 1, 2, 3], ("left_out_seeds",), "at least one of the seeds 0 to 3"),
    (("configuration", "architecture"), 5, ("units",), "each hidden layer of the configuration (0)"),
    (("configuration", "architecture"), {"hidden": 5}, ("units",), "each hidden layer of the configuration (0)"),
    (("configuration", "architecture"), {"hidden": [5]}, ("units",), "each hidden layer of the configuration (0)"),
    (("configuration", "dataset"), {"name": "sphere"}, ("configuration",), "one of circles"),
    (("configuration", "dataset"), {"name": "table"}, ("configuration",), "table"),
    (("configuration", "dataset"), {"name": "table", "content": TABLE}, ("configuration",), "belongs to its visitor"),
    (("configuration", "colour"), "red", ("configuration",), "colour"),
    (("configuration", "hyperparameters", "learning_rate"), -1, ("configuration",), "learning_rate"),
    ((*STEP, "configuration"), {"architecture": {"hidden": [{"units": 1_024}] * 2}}, STEP, "at most 20000 parameters"),
    ((*RUNS, "runs", 0, "changes"), {"hyperparameters": {"iterations": "many"}}, ("steps", 1), "iterations"),
    ((*TRY, "experiment"), "laboratory", TRY, "one of layers, shapes"),
    ((*TRY, "options"), {"x": 1}, TRY, "takes none"),
    ((*RUNS, "options"), {"scale": "square"}, RUNS, "linear, log"),
    ((*RUNS, "options"), {"colour": "red"}, RUNS, "scale, lowest, highest"),
    ((*RUNS, "options"), {"highest": 1e13}, RUNS, "a positive number"),
    ((*TRY, "runs"), [{"label": "a"}], TRY, "the experiment runs alone"),
    ((*RUNS, "runs"), [{"label": "a"}] * 9, (*RUNS, "runs"), "0 to 8 entries"),
    ((*RUNS, "runs", 0, "seed_shift"), 21, (*RUNS, "runs", 0, "seed_shift"), "from 0 to 20"),
    ((*RUNS, "controls"), {"learning_rate": [1, 2]}, (*RUNS, "controls", "learning_rate"), "no controls"),
    ((*RUNS, "lines"), {"constant_cost": ""}, (*RUNS, "lines", "constant_cost"), "a text of 1 to 80"),
    ((*RUNS, "lines"), {f"line_{k}": "x" for k in range(7)}, RUNS, "at most 6 lines"),
    ((*TRY, "controls"), {"colour": [1, 2]}, (*TRY, "controls", "colour"), "one of learning_rate"),
    ((*TRY, "controls"), {"depth": 3}, (*TRY, "controls", "depth"), "2 to 12 entries"),
    ((*TRY, "controls"), {"depth": [1]}, (*TRY, "controls", "depth"), "2 to 12 entries"),
    ((*TRY, "controls"), {"depth": [*range(13)]}, (*TRY, "controls", "depth"), "2 to 12 entries"),
    ((*TRY, "controls"), {"depth": [1, 1]}, (*TRY, "controls", "depth"), "that differ"),
    ((*TRY, "controls"), {"depth": [1, [2]]}, (*TRY, "controls", "depth"), "that differ"),
    ((*TRY, "controls"), {"depth": [1, {}]}, (*TRY, "controls", "depth"), "that differ"),
    ((*TRY, "controls"), dict.fromkeys([*VARIATIONS][:7], [1, 2]), TRY, "at most 6 controls"),
    ((*TRY, "until"), {"fact": "layers"}, (*TRY, "until"), "above, below or equals"),
    ((*NUMBER, "kind"), "guess", NUMBER, "one of number, choice"),
    ((*NUMBER, "from"), 8, NUMBER, "from < to"),
    ((*NUMBER, "step"), 9, NUMBER, "from < to"),
    ((*NUMBER, "step"), 0, NUMBER, "from < to"),
    ((*NUMBER, "step"), 0.001, NUMBER, "at most 1000 steps"),
    ((*NUMBER, "to"), 1e10, NUMBER, "within"),
    ((*SEE, "choices"), [CHOICE], (*SEE, "choices"), "2 to 6 entries"),
    ((*SEE, "choices"), [CHOICE] * 7, (*SEE, "choices"), "2 to 6 entries"),
    ((*SEE, "choices"), [CHOICE] * 2, (*SEE, "choices", 0), "right, got none"),
    ((*STEP, "check"), [{"kind": "layers"}] * 5, (*STEP, "check"), "0 to 4 entries"),
    ((*STEP, "check", 0, "kind"), "riddle", (*STEP, "check", 0), "one of "),
    ((*STEP, "check", 0, "options"), {"x": 1}, (*STEP, "check", 0), "described"),
    (("steps", 4, "predict", "ask", "kind"), "best value", ("steps", 4, "predict", "ask"), "nothing has run yet"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "line", "words"), WRONG, ids=lambda value: str(value)[:50])
def test_a_value_that_cannot_be(path: Path, value: Any, line: Path, words: str) -> None:
    document = changed(path, value)
    error = refused(document)
    assert error.line == written(document)[1][line], str(error)
    assert words in str(error)


@pytest.mark.parametrize("kind", EXPERIMENTS)
def test_controls_are_settings_of_the_network_and_of_what_is_shown(kind: str) -> None:
    names = controls_of(kind)
    if kind == "runs":
        assert names == []
    elif kind == "goal":
        assert names == [*VARIATIONS]  # what the goal is, the learner does not choose
    else:
        assert names == [*VARIATIONS, *EXPERIMENTS[kind].options]


def test_a_question_that_needs_what_was_found_cannot_be_predicted() -> None:
    for name, kind in QUESTIONS.items():
        document = changed(("steps", 4, "predict", "ask"), {"kind": name})
        if kind.uses_facts:
            assert "nothing has run yet" in str(refused(document))
        else:
            read_lesson(written(document)[0])


def test_what_a_teacher_writes_is_a_string_and_ours_is_translated() -> None:
    text = written(WHOLE)[0]
    own, ours = read_lesson(text), read_lesson(text, "whole")
    assert isinstance(own.title, str) and ours.title == Text("Everything")
    assert own.name == OWN + digest_of(text) and len(own.name) == len(OWN) + DIGEST_LENGTH
    assert (ours.name, ours.is_own, ours.digest) == ("whole", False, own.digest)
    assert digest_of(text) != digest_of(text + "\n")
    assert words_of(own) == ()


def words_in(value: Any, key: str = "") -> set[str]:
    """Every text in a document of a lesson of ours that a visitor reads."""
    if isinstance(value, dict):
        found = [
            words_in(each, name)
            for name, each in value.items()
            if name not in ("configuration", "options", "changes", "controls", "check", "ask")
        ]
        return set().union(*found) if key != "lines" else set(value.values())
    if isinstance(value, list):
        return set().union(*(words_in(each, key) for each in value))
    read_by_visitors = {"title", "aim", "text", "because", "question", "explain", "extra", "task", "label", "unit"}
    return {str(value).strip()} if key in read_by_visitors else set()


def test_the_catalogue_gets_every_text() -> None:
    lesson = read_lesson(written(WHOLE)[0], "whole")
    assert set(words_of(lesson)) == words_in(WHOLE)
    assert len(words_of(lesson)) == len(set(words_of(lesson)))


@pytest.mark.parametrize("path", lesson_paths(), ids=lambda path: path.stem)
def test_the_catalogue_gets_every_text_of_our_lessons(path: Any) -> None:
    yaml = pytest.importorskip("yaml")
    document = yaml.safe_load(path.read_text("utf-8"))
    assert set(words_of(lessons()[path.stem[3:]])) == words_in(document)


def test_our_lessons_are_ten_in_the_order_of_the_course() -> None:
    assert [path.stem[:2] for path in lesson_paths()] == [f"{number:02}" for number in range(1, 11)]
    assert list(lessons()) == [path.stem[3:] for path in lesson_paths()]
    assert all(lesson.minutes <= 6 and len(lesson.steps) <= 6 for lesson in lessons().values())


def test_every_step_of_ours_is_predicted_tried_seen_and_checked() -> None:
    for lesson in lessons().values():
        for step in lesson.steps:
            assert step.prediction and step.questions and step.explanation, step.title
            assert step.observation or step.experiment.kind == "goal", step.title


def test_a_refusal_travels_from_the_worker() -> None:
    import pickle

    error = refused(changed(("minutes",), 9))
    again = pickle.loads(pickle.dumps(error))
    assert isinstance(again, LessonFileError) and (again.line, str(again)) == (error.line, str(error))


def test_a_mistake_in_one_of_ours_is_an_error_of_the_library() -> None:
    with pytest.raises(DnnError):
        read_lesson("title: x\n", "ours")
