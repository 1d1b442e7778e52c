"""The versions that runs are written down with: frozen, together with what each of them stands for."""

from __future__ import annotations

import json

import pytest

from dnn.background.store.arrays import unpacked
from dnn.background.store.saved_run import saved
from dnn.background.store.versions import FORMAT, NUMERICS, refusal, versions
from dnn.training.advance import advance
from tests.dnn.background.running import config
from tests.dnn.background.store.test_saved_run import trained

DOCUMENT = {
    *("format", "numerics", "speed_limit", "max_bytes", "generation", "version", "rate", "moving", "goal", "previous"),
    *("is_background", "is_in_class", "config", "trained_config", "changes", "stop", "failure", "labels", "requested"),
    *("pending_entries", "state"),
}
ARRAYS = {
    *("extremes", "sums", "ends", "intervals", "time", "theta", "slot_0", "slot_1"),
    *(f"{kind}_{name}" for kind in ("evaluations", "current") for name in ("iterations", "scalars", "known")),
    *(f"{kind}_{name}" for kind in ("evaluations", "current") for name in ("lengths", "layers")),
}
SUMMARY = {
    *("id", "config", "first_config", "labels", "status", "generation", "stop", "iteration", "epoch", "train_cost"),
    *("train_data_cost", "test_cost", "train_score", "test_score", "seconds", "format", "numerics"),
}
COSTS = {"gradient_descent": 0.674_008_486_445, "adam": 0.413_903_140_351}
"""J of the 50th iteration."""


def test_the_form_is_that_of_its_number() -> None:
    """Where this fails, give FORMAT another number, or see that what was written before is read."""
    row = saved(trained(config(optimizer="adam", batch_size=16), 5))
    assert FORMAT == 1
    assert set(json.loads(row.document)) == DOCUMENT and set(json.loads(row.summary)) == SUMMARY
    assert set(unpacked(row.arrays)) == ARRAYS


@pytest.mark.parametrize("optimizer", COSTS)
def test_the_numbers_are_those_of_its_number(optimizer: str) -> None:
    """Where this fails, and the numbers are right, give NUMERICS another one: runs would go on differently."""
    costs = advance(config(optimizer=optimizer, batch_size=16), None, iterations=50).costs
    assert NUMERICS == 1
    assert costs[-1] == pytest.approx(COSTS[optimizer], rel=1e-9)


def test_what_has_no_version_is_of_the_first() -> None:
    assert refusal({}) is None and refusal(versions()) is None
    assert refusal({"format": 2}) is not None and refusal({"numerics": 2}) is not None
