"""Planted bugs: the check finds each at the tensor that its line computes, or says that this network hides it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from dnn.activations import ACTIVATIONS
from dnn.configuration import RunConfig
from dnn.lessons.gradient_check.bugs import BUGS, EXAMPLES, Planted, inapplicable, plantable, refused
from dnn.lessons.gradient_check.check import Effort
from dnn.lessons.gradient_check.locate import locate
from dnn.lessons.mistakes.examine import problem_of
from dnn.lessons.mistakes.steps import Program, Refused, Run, right_program
from dnn.step import start
from dnn.text.messages import ENGLISH
from dnn.training.advance import advance

pytestmark = pytest.mark.slow


def configure(
    dataset: str = "circles", units: tuple[int, ...] = (4, 3), activation: str = "tanh", **h: Any
) -> RunConfig:
    hidden = [{"units": n, "activation": activation} for n in units]
    return RunConfig.from_dict(
        {"dataset": {"name": dataset}, "architecture": {"hidden": hidden}, "hyperparameters": h, "seed": 1}
    )


def changes_nothing(planted: Planted, config: RunConfig) -> bool:
    """True if one iteration with the bug gives the same numbers as one without it, as nearly as the check can show."""
    problem = problem_of(config, EXAMPLES)

    def values(program: Program) -> list[Any]:
        run = Run(program, problem)
        return [each.array for each in (*run.setup(), *run.iterate()) if each.symbol not in ("X", "Y", "m")]

    with np.errstate(all="ignore"):
        right = values(right_program(problem.L, problem.task))
        wrong = values(planted.mistake.program(problem.L, problem.task, planted.layer))
    return all(
        np.shape(r) == np.shape(w) and np.linalg.norm(r - w) <= 2e-6 * np.linalg.norm(r) + 1e-9
        for r, w in zip(right, wrong, strict=True)
    )


def check_every_bug(config: RunConfig) -> set[str]:
    """Look for every bug at every layer; the names of those that were found."""
    assert locate(None, config).found is None
    found = set()
    for planted in plantable(config):
        location = locate(planted, config)
        if location.found is None:
            assert location.is_at_a_kink or changes_nothing(planted, config), planted
        else:
            assert location.is_right, (planted, location.found, location.expected)
            found.add(planted.bug)
    return found


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_every_bug_is_located_with_every_activation(activation: str) -> None:
    assert len(check_every_bug(configure(activation=activation))) >= 16


@pytest.mark.parametrize("dataset", ["iris", "diabetes"])
def test_every_bug_is_located_in_every_task(dataset: str) -> None:
    assert len(check_every_bug(configure(dataset, (5, 4), "softplus"))) >= 18


def test_square_layers_let_the_transposed_weights_through_and_the_check_finds_them() -> None:
    found = check_every_bug(configure(units=(4, 4, 4), activation="sigmoid"))
    assert {"dA_without_transpose", "dA_with_previous_W", "dW_with_A"} <= found


def test_every_bug_can_be_found_somewhere() -> None:
    """Over a few networks every bug of the registry is located; at least ten are there."""
    found: set[str] = set()
    for units in ((4, 3), (3, 3), (2, 2, 2), (1, 1), (EXAMPLES, EXAMPLES)):
        found |= check_every_bug(configure(units=units))
    found |= check_every_bug(configure("iris", (4, 4)))
    assert set(BUGS) - found == set()
    assert len(BUGS) >= 10


@settings(max_examples=10, deadline=None)
@given(
    some.sampled_from(["xor", "iris", "sine"]),
    some.lists(some.tuples(some.integers(1, 4), some.sampled_from(sorted(ACTIVATIONS))), min_size=1, max_size=3),
)
def test_no_bug_is_found_where_it_is_not(dataset: str, hidden: list[tuple[int, str]]) -> None:
    layers = [{"units": units, "activation": name} for units, name in hidden]
    check_every_bug(RunConfig.from_dict({"dataset": {"name": dataset}, "architecture": {"hidden": layers}}))


def test_a_run_that_has_been_trained() -> None:
    config = configure(learning_rate=0.5)
    state = advance(config, start(config), iterations=200, evaluations=False).state
    for planted in plantable(config):
        assert locate(planted, config, state.theta).is_right, planted
    assert locate(None, config, state.theta).found is None


def test_a_bug_at_a_kink_is_not_called_harmless() -> None:
    """With a single ReLU unit that is dead for some examples, b = 0 puts every entry of db^[2] at the kink of ELU."""
    hidden = [{"units": 1, "activation": "relu"}, {"units": 1, "activation": "elu"}]
    config = RunConfig.from_dict({"dataset": {"name": "xor"}, "architecture": {"hidden": hidden}})
    location = locate(Planted("db_without_m", 2), config)
    assert location.found is None and location.is_at_a_kink
    assert not locate(Planted("db_without_m", 1), config).is_at_a_kink


def test_a_bug_that_only_the_entries_at_a_kink_would_show_is_not_called_harmless() -> None:
    """z^[2] ≥ 0, and 0 where the ReLU before it is dead: there alone a leaky ReLU has another slope than 1."""
    hidden = [{"units": 1, "activation": "relu"}, {"units": 1, "activation": "leaky_relu"}]
    config = RunConfig.from_dict({"dataset": {"name": "xor"}, "architecture": {"hidden": hidden}})
    location = locate(Planted("dZ_without_derivative", 2), config)
    assert location.found is None and location.is_at_a_kink
    assert any(each.compared and each.skipped for each in location.checks if each.name == "dZ^[2]")


def test_a_hidden_bug_says_what_would_show_it() -> None:
    location = locate(Planted("derivative_at_A", 1), configure(activation="relu"))
    assert location.found is None and not location.is_at_a_kink
    assert "The activation of layer 1 hides it here" in str(location.why_hidden)
    assert "The activation of layer 1 hides it here" in str(location)
    assert locate(Planted("dW_twice", 1), configure()).why_hidden is None
    assert locate(None, configure()).why_hidden is None


@pytest.mark.parametrize("units", [(), (3,), (4, 4), (EXAMPLES, 2)])
def test_what_cannot_be_planted_is_either_refused_or_is_inapplicable(units: tuple[int, ...]) -> None:
    config = configure(units=units)
    there = {planted.bug for planted in plantable(config)}
    parts = [there, set(refused(config)), set(inapplicable(config))]
    assert set.union(*parts) == set(BUGS) and sum(map(len, parts)) == len(BUGS)
    for name in refused(config):
        problem, bug = problem_of(config, EXAMPLES), BUGS[name]
        for l in bug.where(problem.L):
            run = Run(bug.program(problem.L, problem.task, l), problem)
            with pytest.raises(Refused), np.errstate(all="ignore"):
                list(run.setup()), list(run.iterate())


def test_what_comes_after_the_bug_is_called_its_consequence() -> None:
    location = locate(Planted("dZ_sign", 3), configure())
    assert location.found is not None and location.found.name == "dZ^[3]"
    assert [check.name for check in location.consequences[:4]] == ["dW^[3]", "db^[3]", "dA^[2]", "dZ^[2]"]
    only = locate(Planted("dW_twice", 2), configure())
    assert [check.title.render(ENGLISH) for check in only.consequences] == ["update of W^[2]"]
    assert only.found is not None
    assert only.found.relative_error == pytest.approx(1 / 3, abs=1e-6)


def test_a_wrong_shape_is_named() -> None:
    location = locate(Planted("db_one_number", 2), configure())
    assert location.found is not None and location.found.shape == () and location.found.expected_shape == (3, 1)
    assert str(location.found.verdict) == "shape () instead of (3, 1)"


def test_the_largest_network_is_searched_in_seconds() -> None:
    config = configure("digits", (64,) * 31, "tanh")
    location = locate(Planted("derivative_at_A", 20), config, effort=Effort(work=3e8))
    assert location.is_right


@pytest.mark.parametrize("units", [(4, 3), (4, 4, 4), (1, 5), (EXAMPLES, 2), (2, 2)])
@pytest.mark.parametrize("dataset", ["circles", "iris", "sine"])
def test_small_numbers_are_refused_where_the_real_ones_are(dataset: str, units: tuple[int, ...]) -> None:
    config = configure(dataset, units)
    problem, found = problem_of(config, EXAMPLES), set(plantable(config))
    for name, bug in BUGS.items():
        for l in bug.where(problem.L) if problem.task in bug.tasks else ():
            run = Run(bug.program(problem.L, problem.task, l), problem)
            with np.errstate(all="ignore"):
                try:
                    list(run.setup()), list(run.iterate())
                except Refused:
                    assert Planted(name, l) not in found
                else:
                    assert Planted(name, l) in found


def test_a_deep_network_is_offered_bugs_at_its_ends_and_its_middle() -> None:
    layers = {planted.layer for planted in plantable(configure(units=(3,) * 31)) if planted.bug == "dW_twice"}
    assert layers == {1, 2, 3, 17, 30, 31, 32}
