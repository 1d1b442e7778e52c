"""The memory that is worked out for a run, beside the memory that the run really takes."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from typing import Any

import pytest

from dnn import RunConfig
from dnn import __main__ as command_line
from dnn.activations import ACTIVATIONS
from dnn.configuration import MAX_HIDDEN_LAYERS, MAX_UNITS
from dnn.lessons.gradient_check.bugs import Planted
from dnn.lessons.gradient_check.check import Effort, check_gradients
from dnn.lessons.gradient_check.locate import locate
from dnn.lessons.gradient_check.needed_memory import check_memory, location_memory
from dnn.network import parameter_count
from dnn.optimizers import OPTIMIZERS
from dnn.training.data import training_data
from dnn.training.needed_memory import FEWER_PARAMETERS, SMALLER_BATCH, needed_memory
from dnn.training.plan import pool

LOOSE = 1.35
"""Ratio of what is worked out to what is taken, at most, where it is much."""
SMALL = 6_000_000
"""Bytes that do not matter."""


def config(units: int, layers: int, activation: str = "relu", samples: int = 4_000, **h: Any) -> RunConfig:
    """A network of equal layers that learns nothing to speak of."""
    return RunConfig.from_dict(
        {
            "dataset": {"name": "circles", "samples": samples},
            "architecture": {"hidden": [{"units": units, "activation": activation}] * layers},
            "hyperparameters": {"iterations": 3, "learning_rate": 1e-6} | h,
        }
    )


def taken(compute: Callable[[], object]) -> int:
    """Bytes at the highest point of a computation."""
    tracemalloc.start()
    try:
        compute()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def train_from_a_cold_start(run: RunConfig, monkeypatch: pytest.MonkeyPatch) -> int:
    """Bytes that the command takes for a run whose data are there, and its plan is not."""
    training_data(run)
    monkeypatch.setattr(pool, "_PLANS", pool.BoundedCache(entries=16, bytes=256_000_000))
    parsed = command_line._parser().parse_args(["train", "-"])
    return taken(lambda: command_line._train(run, parsed))


CASES = {
    **{f"the activations of {name}": config(64, 3, name, samples=20_000) for name in ACTIVATIONS},
    "activations of unequal layers": RunConfig.from_dict(
        {
            "dataset": {"name": "circles", "samples": 20_000},
            "architecture": {"hidden": [{"units": n, "activation": "tanh"} for n in (256, 16, 64, 128)]},
            "hyperparameters": {"iterations": 2},
        }
    ),
    "one layer": config(256, 1, "silu"),
    "float32": config(128, 3, "elu", precision="float32"),
    "a batch and a shorter one": config(128, 3, batch_size=1_500, iterations=4),
    "small batches": config(128, 3, batch_size=64, iterations=60),
    **{f"the parameters under {name}": config(512, 4, samples=60, optimizer=name) for name in OPTIMIZERS},
    "the parameters under L2 in two blocks": config(512, 4, samples=60, batch_size=30, l2=0.1, iterations=4),
    "parameters in float32": config(512, 4, "tanh", samples=60, optimizer="adam", precision="float32"),
    "digits": RunConfig.from_dict({"dataset": {"name": "digits"}, "hyperparameters": {"iterations": 3}}),
}


class TestTraining:
    @pytest.mark.parametrize("case", CASES)
    def test_is_what_a_run_takes_and_little_more(
        self, case: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        needed, really = needed_memory(CASES[case]).total, train_from_a_cold_start(CASES[case], monkeypatch)
        assert really <= needed <= LOOSE * really + SMALL

    def test_nothing_of_the_network_is_allocated_for_it(self) -> None:
        largest = config(MAX_UNITS, MAX_HIDDEN_LAYERS, samples=20_000)
        training_data(largest)
        assert taken(lambda: needed_memory(largest)) < 100_000
        assert needed_memory(largest).total > 9e9

    def test_the_hint_is_something_that_helps(self) -> None:
        wide, deep = config(64, 3, samples=20_000), config(512, 4, samples=60)
        assert (needed_memory(wide).hint, needed_memory(deep).hint) == (SMALLER_BATCH, FEWER_PARAMETERS)
        assert needed_memory(config(64, 3, samples=20_000, batch_size=100)).total < needed_memory(wide).total / 2
        assert needed_memory(config(512, 2, samples=60)).total < needed_memory(deep).total / 2


class TestPlan:
    @pytest.mark.parametrize("case", CASES)
    def test_its_size_is_what_it_holds(self, case: str) -> None:
        data = training_data(CASES[case])
        tracemalloc.start()
        try:
            plan = pool._compile(CASES[case], data)
            held, _highest = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert plan.nbytes / LOOSE - SMALL <= held <= LOOSE * plan.nbytes + SMALL


CHECKS = {
    "small": config(8, 2, "tanh"),
    "wide": config(256, 3),
    "one wide layer": config(700, 1),
    "many parameters": config(512, 4, "tanh"),
    "deep": config(64, 20, "tanh"),
}


@pytest.mark.slow
class TestGradientCheck:
    @pytest.mark.parametrize("case", CHECKS)
    def test_is_what_a_check_takes_and_little_more(self, case: str) -> None:
        run = CHECKS[case]
        training_data(run)
        needed, really = check_memory(run, Effort()), taken(lambda: check_gradients(run))
        assert really <= needed <= 2 * really + SMALL

    @pytest.mark.parametrize("case", CHECKS)
    def test_is_what_the_search_for_a_bug_takes_and_little_more(self, case: str) -> None:
        run = CHECKS[case]
        training_data(run)
        needed, really = location_memory(run, Effort()), taken(lambda: locate(Planted("dW_twice", 1), run))
        assert really <= needed <= 2 * really + SMALL

    def test_nothing_of_the_network_is_allocated_for_it(self) -> None:
        largest = config(MAX_UNITS, MAX_HIDDEN_LAYERS)
        assert taken(lambda: check_memory(largest, Effort())) < 100_000
        assert taken(lambda: location_memory(largest, Effort())) < 100_000
        assert check_memory(largest, Effort()) > 2 * parameter_count(largest) * 8
