"""The check of a lesson from outside: what cannot be given is refused with its step, and what would compute for long is
refused before it computes."""

from __future__ import annotations

import json
import sys
import time
import tracemalloc
from typing import Any

import pytest

from dnn.errors import DnnError
from dnn.lesson_files import check_lesson, read_lesson
from dnn.lesson_files.check_lesson import MAX_COMBINATIONS
from dnn.lessons.path.condition import Fact
from dnn.lessons.path.experiments import EXPERIMENTS
from dnn.lessons.path.lesson import Step
from tests.dnn.lesson_files.whole_lesson import WHOLE, Path, changed, written
from tests.dnn.lessons.path.lesson_texts import lesson_with

check_lesson_module = sys.modules[check_lesson.__module__]
TRY, SEE, RUNS = ("steps", 0, "try"), ("steps", 0, "see"), ("steps", 1, "try")
NUMBER, ORDER = ("steps", 0, "predict"), ("steps", 2, "predict")
THREE = {"text": "3", "when": {"fact": "layers", "equals": 3}, "because": "Two hidden ones, the output."}
ALWAYS = {"text": "always", "right": True, "because": "It is so."}
NEVER = {"text": "never", "because": "It is not so."}


def refusal(document: dict[str, Any]) -> str:
    """Why a lesson that can be read cannot be given."""
    lesson = read_lesson(written(document)[0])
    with pytest.raises(DnnError) as error:
        check_lesson(lesson)
    return str(error.value)


WRONG: list[tuple[Path, Any, str]] = [
    ((*NUMBER, "fact"), "colours", "Step 1: Expected a fact of the experiment (hidden_layers"),
    ((*ORDER, "fact"), "final", "Step 3: Expected a fact of the experiment"),
    ((*ORDER, "fact"), "label", "Step 3: Expected a fact that is a number, got label_1"),
    ((*TRY, "until"), {"fact": "colours", "equals": 1}, "Step 1: Expected a fact of the experiment"),
    ((*TRY, "until"), {"fact": "layers", "above": "colours"}, "got colours"),
    ((*TRY, "until"), {"fact": "layers", "above": 3.5, "below": 3.6}, "Step 1: Expected the task to be done"),
    ((*TRY, "controls"), {"depth": [5, 6]}, "Expected the task to be done with some setting"),
    ((*SEE, "choices"), [ALWAYS, THREE], "exactly one choice to be what the experiment shows, got 2"),
    ((*SEE, "choices"), [NEVER, {**THREE, "when": {"fact": "layers", "equals": 7}}], "got 0"),
    ((*SEE, "choices"), [THREE, {**NEVER, "when": {"fact": "colour", "equals": "red"}}], "got colour"),
    ((*TRY, "controls"), {"depth": [1, 33]}, "Step 1: Expected depth to be a whole number from 0 to 32"),
    ((*TRY, "controls"), {"depth": [1, "deep"]}, "depth"),
    ((*TRY, "controls"), {"units": [3, 3_000]}, "units"),
    ((*TRY, "controls"), {"units": [3, True]}, "units"),
    ((*TRY, "controls"), {"activation": ["tanh", "wave"]}, "activation"),
    ((*TRY, "controls"), {"depth": [1, 2, 3], "units": [3, 4, 5], "seed": [1, 2, 3]}, f"most {MAX_COMBINATIONS} ways"),
    ((*TRY, "controls"), {"depth": [2, 32], "units": [3, 100]}, "at most 20000 parameters"),
    ((*RUNS, "lines"), {"colour": "x"}, "Step 2: Expected a fact of the experiment"),
    ((*RUNS, "lines"), {"label_1": "x"}, "Step 2: Expected a fact that is a number"),
    (("steps", 1, "predict", "choices", 0, "when"), {"fact": "label_1", "above": 1}, "is a word; try equals"),
    (("steps", 1, "check"), [{"kind": "luck"}], "Step 2: "),
    (("steps", 0, "check"), [{"kind": "best value"}], "Step 1: "),
    (("steps", 0, "check"), [{"kind": "shape", "options": {"layer": 9}}], "Step 1: Expected layer to be a layer from"),
    (("steps", 2, "try", "runs"), [{"label": "a"}], "Step 3: Expected two runs or more"),
    (("steps", 3, "try"), {"experiment": "layers"}, "Step 4: Expected an experiment that trains"),
    ((*TRY,), {"experiment": "unit_sum", "options": {"layer": 9}}, "Expected layer to be a whole number from 1 to 2"),
    ((*TRY,), {"experiment": "unit_sum", "controls": {"unit": [1, 60]}}, "Expected unit to be a whole number"),
    ((*TRY,), {"experiment": "mistake", "options": {"mistake": "softmax_axis"}}, "Step 1: "),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "words"), WRONG, ids=lambda value: str(value)[:60])
def test_what_cannot_be_given_is_refused_with_its_step(path: Path, value: Any, words: str) -> None:
    document = changed(path, value)
    if path == TRY:
        for phase in ("predict", "see", "check"):
            document["steps"][0].pop(phase)
    assert words in refusal(document)


@pytest.mark.parametrize("kind", EXPERIMENTS)
def test_an_option_of_an_experiment_that_is_null_is_as_if_it_were_left_out(kind: str) -> None:
    tried = {"experiment": kind, "options": dict.fromkeys(EXPERIMENTS[kind].options)}
    check_lesson(read_lesson(json.dumps(lesson_with(step={"predict": None, "see": None, "check": None, "try": tried}))))


def test_an_observation_is_checked_once_the_task_is_done_alone() -> None:
    document = changed((*TRY, "controls"), {"depth": [1, 2, 3]})
    check_lesson(read_lesson(written(document)[0]))
    document["steps"][0]["try"].pop("until")
    assert "got 0" in refusal(document)  # with one hidden layer nothing of what is to be chosen is so


def test_a_goal_may_be_out_of_reach_of_the_network_that_is_given() -> None:
    goal = {
        "experiment": "goal",
        "options": {"cost": 1e-6, "tries": 2},
        "controls": {"learning_rate": [0.1, 1]},
        "until": {"fact": "reached", "equals": "yes"},
    }
    document = lesson_with(step={"try": goal, "see": None, "check": None})
    check_lesson(read_lesson(written(document)[0]))


@pytest.fixture
def nothing_is_computed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of experiments that are made, which are none."""
    made: list[str] = []

    def noted(lesson: object, step: Step, *_settings: object) -> dict[str, Fact]:
        made.append(step.experiment.kind)
        return {}

    monkeypatch.setattr(check_lesson_module, "step_facts", noted)
    return made


DEEP = [{"units": 1_024, "activation": "relu"}] * 32
BIG = {"name": "circles", "samples": 20_000}
LONG = {"iterations": 5_000}


def runs(count: int, **hyperparameters: Any) -> dict[str, Any]:
    changes = {"hyperparameters": hyperparameters}
    return {
        "experiment": "runs",
        "runs": [{"label": str(k), "changes": changes, "seed_shift": k} for k in range(count)],
    }


HOLES: dict[str, dict[str, Any]] = {
    "a network of 33 million weights": {"configuration": {"architecture": {"hidden": DEEP}}},
    "one of them in a step": {"step": {"configuration": {"architecture": {"hidden": DEEP}}}},
    "one of them in a run": {
        "step": {"try": {"experiment": "runs", "runs": [{"label": "a", "changes": {"architecture": {"hidden": DEEP}}}]}}
    },
    "units that are drawn": {"units": [[1_024, 1_024], [1_024, 1_024]]},
    "units of which one seed draws many": {"units": [[1, 1_024], [1, 1_024]]},
    "8 runs of 5,000 iterations": {"step": {"try": runs(8, **LONG)}},
    "an iteration too many": {"step": {"try": runs(1, iterations=5_001)}},
    "a million iterations": {"step": {"try": runs(1, iterations=1_000_000)}},
    "20,000 examples": {"configuration": {"dataset": BIG}, "step": {"try": runs(4, **LONG)}},
    "64 features": {"configuration": {"dataset": {"name": "digits"}}, "step": {"try": runs(3, **LONG)}},
    "a goal that trains long": {
        "configuration": {"hyperparameters": {"iterations": 6_000}}, "step": {"try": {"experiment": "goal"}}
    },
}  # fmt: skip


@pytest.mark.parametrize("name", HOLES)
def test_a_lesson_that_computes_for_long_is_refused_before_it_does(name: str, nothing_is_computed: list[str]) -> None:
    changes = dict(HOLES[name])
    step = {"see": None, "check": None, "predict": None, **changes.pop("step", {})}
    text = written(lesson_with(changes, step))[0]
    began = time.process_time()
    tracemalloc.start()
    with pytest.raises(DnnError, match="at most|whole number"):
        check_lesson(read_lesson(text))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert nothing_is_computed == [] and peak < 60e6 and time.process_time() - began < 3


@pytest.mark.slow
def test_the_heaviest_lesson_that_may_be_is_checked_in_seconds() -> None:
    hidden = [{"units": 60, "activation": "tanh"}] * 6
    six = [
        {"title": "x", "text": "x", "try": runs(4, iterations=190)},
        {"title": "x", "text": "x", "try": {"experiment": "mistake"}},
        {"title": "x", "text": "x", "try": {"experiment": "mistake", "controls": {"seed": [*range(12)]}}},
        {"title": "x", "text": "x", "try": {"experiment": "mistake", "controls": {"seed": [*range(12)]}}},
        {"title": "x", "text": "x", "try": {"experiment": "iteration", "controls": {"seed": [*range(12)]}}},
        {"title": "x", "text": "x", "try": {"experiment": "iteration", "controls": {"seed": [*range(12)]}}},
    ]
    configuration = {"architecture": {"hidden": hidden}, "dataset": {"samples": 70}}
    document = lesson_with({"configuration": configuration}) | {"steps": six}
    began = time.process_time()
    check_lesson(read_lesson(written(document)[0]))
    assert time.process_time() - began < 40


def test_whole_is_as_it_was() -> None:
    check_lesson(read_lesson(written(WHOLE)[0]))
