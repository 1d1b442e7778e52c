"""The substance of a step: a corrected text leaves progress alone; what is asked, tried or chosen from begins anew from
its step on, and the steps before it stay."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from dnn.lesson_files import lessons, read_lesson
from dnn.lessons.path.lesson import Lesson
from dnn.lessons.path.progress import LessonProgress, StepProgress
from dnn.lessons.path.progress_document import read, written
from dnn.lessons.path.substance import substance_of
from tests.dnn.lesson_files.whole_lesson import SECTIONS, WHOLE, Path, at, changed, without
from tests.dnn.lesson_files.whole_lesson import written as file_of
from tests.dnn.lessons.path.test_progress import walked

STEP, TRY, RUNS = ("steps", 0), ("steps", 0, "try"), ("steps", 1, "try")
NUMBER, CHOICE, SEE = ("steps", 0, "predict"), ("steps", 1, "predict"), ("steps", 0, "see")
WORDS = {"title", "aim", "text", "because", "question", "explain", "extra", "task", "label", "unit", "page"}
"""The keys of what is read, and of the page that a step leads to."""
CORRECTED: list[Path] = [
    (*path, key) for path, keys, _needed in SECTIONS.values() for key in keys if key in WORDS and key in at(WHOLE, path)
] + [("minutes",), ("left_out_seeds", 0), (*RUNS, "lines", "constant_cost")]
SECOND = {"text": "4", "right": False, "because": "The input is not counted."}
CHANGED: list[tuple[Path, Any, int]] = [
    (("configuration", "dataset"), {"name": "xor", "samples": 60}, 0),
    (("units",), [[3, 6]], 0),
    (("units",), [], 0),
    ((*STEP, "configuration"), {"seed": 8}, 0),
    (("steps", 3, "configuration"), {"hyperparameters": {"iterations": 30}}, 3),
    (NUMBER, {"kind": "choice", "question": "?", "choices": [{"text": "a"}, {"text": "b"}]}, 0),
    ((*NUMBER, "fact"), "hidden_layers", 0),
    ((*NUMBER, "from"), 1, 0),
    ((*NUMBER, "to"), 9, 0),
    ((*NUMBER, "step"), 1, 0),
    ((*CHOICE, "choices", 1, "right"), False, 1),
    ((*CHOICE, "choices", 0, "when", "equals"), 2, 1),
    ((*CHOICE, "choices"), [*at(WHOLE, (*CHOICE, "choices")), {"text": "neither"}], 1),
    ((*CHOICE, "choices"), at(WHOLE, (*CHOICE, "choices"))[::-1], 1),
    (("steps", 2, "predict", "fact"), "lowest_cost", 2),
    (("steps", 4, "predict", "ask"), {"kind": "layers"}, 4),
    ((*TRY, "experiment"), "shapes", 0),
    ((*RUNS, "options"), {"scale": "linear"}, 1),
    ((*RUNS, "runs"), at(WHOLE, (*RUNS, "runs"))[::-1], 1),
    ((*RUNS, "runs"), at(WHOLE, (*RUNS, "runs"))[:1], 1),
    ((*RUNS, "runs", 0, "value"), 0.2, 1),
    ((*RUNS, "runs", 0, "changes"), {"hyperparameters": {"learning_rate": 0.2}}, 1),
    ((*RUNS, "runs", 1, "seed_shift"), 2, 1),
    ((*RUNS, "lines"), {"final_cost_1": "guessing"}, 1),
    ((*TRY, "controls"), {"depth": [1, 2, 4]}, 0),
    ((*TRY, "until"), {"fact": "layers", "above": 3.5}, 0),
    ((*SEE, "choices"), [*at(WHOLE, (*SEE, "choices")), SECOND | {"text": "5"}], 0),
    ((*SEE, "choices"), at(WHOLE, (*SEE, "choices"))[::-1], 0),
    ((*STEP, "check"), [{"kind": "hidden layers"}], 0),
    ((*STEP, "check", 0, "options"), {}, 0),
    ((*STEP, "check"), [], 0),
    ((*STEP, "check"), [{"kind": "layers", "options": {"described": True}}] * 2, 0),
    (("steps", 2, "check"), [{"kind": "layers"}], 2),
]  # fmt: skip
STEPS = (3.0, 0, (1, 2), ((1, 0.5), (9, 0.1)), 2)
"""A prediction of each step of WHOLE."""


def ours(document: dict[str, Any]) -> Lesson:
    """The lesson of a document, as one of ours, whose name does not change with its text."""
    return read_lesson(file_of(document)[0], "whole")


def stored() -> str:
    """What is stored of progress in every step of WHOLE."""
    steps = tuple(StepProgress(prediction=prediction) for prediction in STEPS)
    return written(LessonProgress("whole", 3, steps), ours(WHOLE))


def kept(lesson: Lesson, text: str | None = None) -> int:
    """How many steps of what is stored are still there."""
    found = read(stored() if text is None else text, lesson, 0.0)
    assert found is not None
    assert [step.prediction for step in found.steps] == list(STEPS[: len(found.steps)])
    return len(found.steps)


def corrected(path: Path) -> dict[str, Any]:
    before = at(WHOLE, path)
    return changed(path, before + 1 if isinstance(before, int) else f"{before}, said better")


@pytest.mark.parametrize("path", CORRECTED, ids=str)
def test_a_corrected_text_begins_nothing_anew(path: Path) -> None:
    lesson = ours(corrected(path))
    assert lesson.digest != ours(WHOLE).digest and kept(lesson) == len(STEPS)


def test_every_key_of_a_lesson_is_words_or_substance() -> None:
    changed_keys = {part for path, _value, _step in CHANGED for part in path} | {"kind"}
    of_conditions = {"above", "below", "times", "label", "choices", "ask"}
    for _path, keys, _needed in SECTIONS.values():
        assert set(keys) <= WORDS | changed_keys | of_conditions | {"minutes", "left_out_seeds", "lines"}


@pytest.mark.parametrize(("path", "value", "step"), CHANGED, ids=lambda each: str(each)[:60])
def test_what_is_no_text_begins_anew_from_its_step(path: Path, value: Any, step: int) -> None:
    lesson = ours(changed(path, value))
    assert kept(lesson) == step
    found = read(stored(), lesson, 0.0)
    assert found is not None and found.seed == 3  # the learner keeps the network that she has


def test_choices_without_conditions_are_known_by_their_words() -> None:
    choices = [{"text": "up"}, {"text": "down"}, {"text": "neither"}]
    before = ours(changed((*CHOICE, "choices"), choices))
    said_better = ours(changed((*CHOICE, "choices"), [{"text": "it rises"}, *choices[1:]]))
    moved = ours(changed((*CHOICE, "choices"), [choices[1], choices[0], choices[2]]))
    first = substance_of(before, before.steps[1])
    assert first.is_still(first) and first.is_still(substance_of(said_better, said_better.steps[1]))
    assert not first.is_still(substance_of(moved, moved.steps[1]))


def test_a_step_that_is_added_or_left_out_begins_anew_from_there() -> None:
    more, fewer, longer = (copy.deepcopy(WHOLE) for _ in range(3))
    more["steps"] = [*more["steps"][:2], more["steps"][0], *more["steps"][2:]]
    del fewer["steps"][1]
    longer["steps"].append({"title": "More", "text": "x", "try": {"experiment": "layers"}})
    assert (kept(ours(more)), kept(ours(fewer)), kept(ours(longer))) == (2, 1, len(STEPS))
    assert kept(ours(without(("steps", 4)))) == 4


def by_file(progress: LessonProgress, lesson: Lesson) -> dict[str, Any]:
    """A document of the older form, which belongs to a file."""
    document = json.loads(written(progress, lesson))
    for step in document["steps"]:
        del step["substance"], step["choices"]
    return {"version": 1, "digest": lesson.digest, "seed": document["seed"], "steps": document["steps"]}


@pytest.mark.parametrize("name", ["layers", "depth", "output_gradient", "goal"])
def test_a_document_of_the_older_form_is_read_and_then_written_anew(name: str) -> None:
    lesson = lessons()[name]
    progress = walked(lesson, 3)
    found = read(json.dumps(by_file(progress, lesson)), lesson, 0.0)
    assert found == progress
    assert json.loads(written(found, lesson))["version"] == 2


def test_a_document_of_the_older_form_belongs_to_its_file_alone() -> None:
    progress = LessonProgress("whole", 3, (StepProgress(prediction=3.0),))
    document = json.dumps(by_file(progress, ours(WHOLE)))
    assert read(document, ours(WHOLE), 0.0) == progress
    assert read(document, ours(corrected(("aim",))), 0.0) is None


@pytest.mark.parametrize("damage", [{"substance": None}, {"choices": 3}, {"choices": ["x"]}, {"substance": "0" * 22}])
def test_a_step_whose_substance_cannot_be_known_begins_anew(damage: dict[str, Any]) -> None:
    document = json.loads(stored())
    document["steps"][2] |= damage
    assert kept(ours(WHOLE), json.dumps(document)) == 2
