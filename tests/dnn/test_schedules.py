"""The learning-rate schedules: their formulas, and that training uses the rate they give."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from dnn.configuration import RunConfig, ScheduleConfig
from dnn.schedules import SCHEDULES
from dnn.step import start, step
from dnn.training.advance import advance


def schedule(name: str, **options: float) -> ScheduleConfig:
    return ScheduleConfig.from_dict({"name": name, **options})


def configure(name: str, **options: float) -> RunConfig:
    hyperparameters: dict[str, Any] = {"schedule": {"name": name, **options}, "learning_rate": 0.5, "batch_size": 16}
    return RunConfig.from_dict({"dataset": {"name": "circles", "samples": 60}, "hyperparameters": hyperparameters})


def test_the_registry_holds_the_schedules_of_the_menu_in_order() -> None:
    fixed = ["constant", "inverse_time", "exponential", "step"]
    assert [name for name in SCHEDULES if name in fixed] == fixed
    assert all(entry.name == name and entry.latex and str(entry.title) for name, entry in SCHEDULES.items())


@pytest.mark.parametrize(
    ("name", "options", "rates"),  # after 0, 1, 10 and 25 iterations, from 0.5
    [
        ("constant", {}, [0.5, 0.5, 0.5, 0.5]),
        ("inverse_time", {"decay": 0.1}, [0.5, 0.5 / 1.1, 0.25, 0.5 / 3.5]),
        ("exponential", {"decay": 0.1}, [0.5, 0.5 * math.exp(-0.1), 0.5 / math.e, 0.5 * math.exp(-2.5)]),
        ("step", {"factor": 0.5, "every": 10}, [0.5, 0.5, 0.25, 0.125]),
        ("step", {"factor": 0.0, "every": 10}, [0.5, 0.5, 0.0, 0.0]),
    ],
)
def test_the_formulas(name: str, options: dict[str, float], rates: list[float]) -> None:
    given_rates = [schedule(name, **options).rate(0.5, done, 0) for done in (0, 1, 10, 25)]
    assert given_rates == pytest.approx(rates, rel=1e-14)


@pytest.mark.parametrize("name", SCHEDULES)
def test_it_starts_at_the_learning_rate_itself(name: str) -> None:
    assert schedule(name).rate(0.3, 0, 0) == 0.3


@given(some.sampled_from(list(SCHEDULES)), some.floats(1e-6, 10), some.integers(0, 10**8), some.integers(0, 10**6))
def test_the_rate_never_rises_and_is_never_negative(name: str, alpha: float, done: int, further: int) -> None:
    now, later = (schedule(name).rate(alpha, t, 0) for t in (done, done + further))
    assert 0 <= later <= now <= alpha


@pytest.mark.parametrize(
    ("name", "options"),
    [("inverse_time", {"decay": 0.5}), ("exponential", {"decay": 0.3}), ("step", {"factor": 0.1, "every": 2})],
)
def test_training_and_the_readable_step_use_it(name: str, options: dict[str, float]) -> None:
    config = configure(name, **options)
    state, like = start(config), configure("constant")
    for done in range(7):
        iteration = step(config, state)
        assert iteration.learning_rate == schedule(name, **options).rate(0.5, done, state.epoch)
        full = step(like, state).after.theta - state.theta
        share = iteration.learning_rate / 0.5
        fast = advance(config, state, iterations=1).state.theta
        np.testing.assert_allclose(fast - state.theta, share * full, rtol=1e-9, atol=1e-14)
        state = iteration.after


def test_a_change_of_schedule_counts_from_the_next_iteration_on() -> None:
    state = advance(configure("constant"), None, iterations=9).state
    assert step(configure("step", every=3), state).learning_rate == 0.5 * 0.5**3
