"""The table of a step's runs: what the step is about stands in it, and nothing else."""

from __future__ import annotations

import pytest

from dnn.lesson_files import lessons
from dnn.lessons.path.experiments import EXPERIMENTS
from dnn.lessons.path.progress import StepProgress
from pages.learn.path.steps.run_table import columns_of, runs_table, written
from pages.learn.path.steps.running import NO_RUN, colour_of, runs_of

COSTS = {"first_cost", "final_cost"}
STEPS = [
    (name, place)
    for name, lesson in lessons().items()
    for place, step in enumerate(lesson.steps)
    if EXPERIMENTS[step.experiment.kind].trains
]


@pytest.mark.parametrize(("name", "place"), STEPS)
def test_held_out_data_are_in_no_table_before_their_lesson(name: str, place: int) -> None:
    columns = columns_of(lessons()[name].steps[place])
    assert columns >= COSTS
    assert ("test_cost" in columns) == (name == "goal")


def test_a_table_shows_the_size_of_the_gradient_that_was_predicted() -> None:
    step = lessons()["initial_weights"].steps[1]
    facts = {f"{name}_{k}": k * 2e-18 for name in ("first_cost", "final_cost", "gradient_1", "score") for k in (1, 2)}
    table = runs_table(step, ["a", "b"], facts)
    heads, _rule, *rows = table.splitlines()
    assert heads.count("|") == 5 and "dW^{[1]}" in heads
    assert rows[1] == "| b | 4.00×10⁻¹⁸ | 4.00×10⁻¹⁸ | 4.00×10⁻¹⁸ |"


def test_a_chart_with_dashed_lines_of_held_out_costs_has_solid_curves_of_training() -> None:
    own = StepProgress(runs=("a", "b"))
    held_out, other = lessons()["goal"].steps[0], lessons()["initial_weights"].steps[1]
    assert [run["number"] for run in runs_of(held_out, own)] == [0, 0]
    assert [run["colour"] for run in runs_of(held_out, own)] == [0, 1], "they are told apart by their colours and names"
    assert [run["number"] for run in runs_of(other, own)] == [0, 1]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0.12345, "0.123"),
        (-22_500_000.0, "−2.25×10⁷"),
        (5.5e5, "5.50×10⁵"),
        (0.22, "0.220"),
        (123.4, "123"),
        (float("inf"), "diverged"),
        (float("nan"), "–"),
    ],
)
def test_a_cost_has_three_digits_and_its_power_of_ten(value: float, words: str) -> None:
    assert written(value) == words


@pytest.mark.parametrize(("fact", "colour"), [("test_cost_1", 0), ("test_cost_2", 1), ("constant_cost", NO_RUN)])
def test_a_line_has_the_colour_of_the_run_that_it_is_of(fact: str, colour: int) -> None:
    assert colour_of(fact) == colour
