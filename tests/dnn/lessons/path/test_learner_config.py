"""The configuration of each learner: drawn sizes, sections put over each other, seeds, limits; the setup of a step."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dnn.configuration import RunConfig
from dnn.errors import ConfigurationError
from dnn.lesson_files import lessons
from dnn.lessons.path.experiments import EXPERIMENTS
from dnn.lessons.path.learner_config import LEARNER_SEEDS, OWN_SEEDS, learner_config, learner_seeds, merged
from dnn.lessons.path.lesson import Lesson
from dnn.lessons.path.limits import MAX_LESSON_PARAMETERS, check_training, work
from dnn.lessons.path.step_setup import examples_of, labels_of, step_configs, step_facts, step_options, values_of
from dnn.network import parameter_count
from dnn.step import multiplications
from tests.dnn.lessons.path.lesson_texts import own_lesson

RUNS = {
    "predict": None,
    "see": None,
    "check": None,
    "try": {
        "experiment": "runs",
        "runs": [
            {"label": "slow", "value": 0.1, "changes": {"hyperparameters": {"learning_rate": 0.1}}},
            {"label": "other seed", "seed_shift": 2},
        ],
    },
}
DOCUMENTS = st.recursive(
    st.integers() | st.text(max_size=3) | st.lists(st.integers(), max_size=2),
    lambda inner: st.dictionaries(st.sampled_from("abcd"), inner, max_size=3),
    max_leaves=8,
).filter(lambda document: isinstance(document, dict))


@given(DOCUMENTS, DOCUMENTS)
def test_a_document_put_over_another_wins_section_by_section(before: dict[str, Any], changes: dict[str, Any]) -> None:
    copy = repr((before, changes))
    result = merged(before, changes)
    assert repr((before, changes)) == copy and set(result) == set(before) | set(changes)
    for key, value in result.items():
        if key not in changes:
            assert value == before[key]
        elif isinstance(before.get(key), dict) and isinstance(changes[key], dict):
            assert value == merged(before[key], changes[key])
        else:
            assert value == changes[key]
    assert merged(result, changes) == result and merged(before, {}) == before


def test_a_section_of_another_name_takes_nothing_over() -> None:
    before = {"dataset": {"name": "circles", "samples": 200, "noise": 0.3}}
    assert merged(before, {"dataset": {"name": "iris"}}) == {"dataset": {"name": "iris"}}
    same = merged(before, {"dataset": {"name": "circles", "samples": 50}})
    assert same == {"dataset": {"name": "circles", "samples": 50, "noise": 0.3}}


def drawn(lesson: Lesson) -> list[tuple[int, ...]]:
    """The units of the first step's hidden layers, for each seed."""
    configs = (learner_config(lesson, lesson.steps[0], seed) for seed in learner_seeds(lesson))
    return [tuple(layer.units for layer in config.architecture.hidden) for config in configs]


def test_sizes_are_drawn_within_their_ranges_and_neighbours_differ() -> None:
    for lesson in lessons().values():
        if not lesson.drawn_units:
            continue
        found = drawn(lesson)
        for place, (low, high) in enumerate(lesson.drawn_units):
            units = {sizes[place] for sizes in found}
            assert units == set(range(low, high + 1)), lesson.name
        assert all(a != b for sizes in found for a, b in zip(sizes, sizes[1:], strict=False))


def test_where_neighbours_cannot_differ_they_are_equal() -> None:
    assert set(drawn(own_lesson({"units": [[4, 4], [4, 4]]}))) == {(4, 4)}


def test_a_learner_has_her_own_weights_and_always_the_same() -> None:
    lesson = own_lesson()
    configs = [learner_config(lesson, lesson.steps[0], seed) for seed in range(4)]
    assert [config.seed for config in configs] == [0, 1, 2, 3]
    assert configs == [learner_config(lesson, lesson.steps[0], seed) for seed in range(4)]


def test_a_run_differs_in_what_it_says_and_in_nothing_else() -> None:
    lesson = own_lesson(step=RUNS)
    step, usual = lesson.steps[0], learner_config(lesson, lesson.steps[0], 3).to_dict()
    slow, other = (config.to_dict() for config in step_configs(lesson, step, 3, {}))
    assert slow == merged(usual, {"hyperparameters": {"learning_rate": 0.1}})
    assert other == merged(usual, {"seed": 3 + 2 * LEARNER_SEEDS})
    assert other["seed"] not in learner_seeds(lesson)
    assert (labels_of(step), values_of(step)) == (("slow", "other seed"), (0.1, None))
    assert labels_of(own_lesson().steps[0]) == ("",)


def test_a_setting_of_the_learner_is_put_into_every_run() -> None:
    lesson = own_lesson(step=RUNS)
    rates = [c.hyperparameters.learning_rate for c in step_configs(lesson, lesson.steps[0], 0, {"learning_rate": 3.0})]
    assert rates == [3.0, 3.0]
    with pytest.raises(ConfigurationError):
        step_configs(lesson, lesson.steps[0], 0, {"learning_rate": -1})


def test_settings_and_options_make_the_facts() -> None:
    lesson = own_lesson(step={"try": {"experiment": "unit_sum", "options": {"layer": 2}}, "see": None, "check": None})
    step = lesson.steps[0]
    assert step_options(step, {}) == (("example", 1), ("layer", 2), ("showing", "anything"), ("unit", 1))
    assert step_options(step, {"unit": 3, "depth": 1}) == (
        ("example", 1),
        ("layer", 2),
        ("showing", "anything"),
        ("unit", 3),
    )
    for settings in ({}, {"unit": 2}, {"depth": 3, "example": 2}):
        assert step_facts(lesson, step, 1, settings) != step_facts(lesson, step, 2, settings)
        assert step_facts(lesson, step, 1, settings) == step_facts(lesson, step, 1, settings)
    with pytest.raises(ConfigurationError, match="from 1 to 3"):
        step_facts(lesson, step, 1, {"unit": 9})
    assert examples_of(step) is None
    four = own_lesson(step={"try": {"experiment": "iteration", "options": {"examples": 4}}, "see": None})
    assert examples_of(four.steps[0]) == 4


def test_seeds_are_those_that_are_not_left_out() -> None:
    assert learner_seeds(own_lesson({"left_out_seeds": [1, 3]})) == (0, 2)
    for lesson in lessons().values():
        seeds = learner_seeds(lesson)
        assert len(seeds) + len(lesson.left_out_seeds) == LEARNER_SEEDS and len(seeds) > LEARNER_SEEDS / 2
    assert len(learner_seeds(own_lesson())) == OWN_SEEDS


@pytest.mark.parametrize("settings", [{"units": 200, "depth": 2}, {"units": 1_024}, {"depth": 32, "units": 100}])
def test_no_setting_makes_a_network_that_is_too_large(settings: dict[str, int]) -> None:
    lesson = own_lesson()
    with pytest.raises(ConfigurationError, match=f"at most {MAX_LESSON_PARAMETERS} parameters"):
        step_configs(lesson, lesson.steps[0], 0, settings)
    assert parameter_count(step_configs(lesson, lesson.steps[0], 0, {"units": 100, "depth": 2})[0]) > 10_000


def config_of(iterations: int, units: int = 8, samples: int = 200, batch_size: int | None = None) -> RunConfig:
    return RunConfig.from_dict(
        {
            "dataset": {"name": "circles", "samples": samples, "test_fraction": 0},
            "architecture": {"hidden": [{"units": units, "activation": "tanh"}]},
            "hyperparameters": {"iterations": iterations, "batch_size": batch_size},
        }
    )


@pytest.mark.parametrize(
    ("configs", "field"),
    [
        ([config_of(5_001)], "iterations"),
        ([config_of(5_000)] * 5, "all runs together"),
        ([config_of(5_000, 100, 20_000)], "multiplications"),
    ],
)
def test_runs_that_take_too_long_are_refused(configs: list[RunConfig], field: str) -> None:
    with pytest.raises(ConfigurationError, match=field):
        check_training(configs)


def test_what_our_lessons_train_is_far_from_the_limits() -> None:
    for lesson in lessons().values():
        trained = [
            config
            for step in lesson.steps
            if EXPERIMENTS[step.experiment.kind].trains
            for config in step_configs(lesson, step, learner_seeds(lesson)[0], {})
        ]
        check_training(trained * 2)
    check_training([config_of(5_000)] * 4)
    check_training([])


def test_work_counts_each_weight_three_times_for_each_example_of_each_iteration() -> None:
    config = config_of(2_000, 100, 1_000, 50)
    entries = 1 + 20 * 101 / parameter_count(config)
    measured = parameter_count(config) * 1_000 * 1_000
    assert work(config) == pytest.approx((multiplications(config) * 2_000 + measured) * entries)
