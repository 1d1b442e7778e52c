"""The cost chart of hosts on which the live view cannot stream."""

from __future__ import annotations

import numpy as np
import pytest

from dnn.background.payload import run_payload
from dnn.background.run import Run
from dnn.background.wire import ChangePayload, RunPayload
from dnn.configuration import RunConfig
from dnn.training.advance import advance
from pages.shared.drawing.charts import cost_chart, has_penalty

L2 = 0.5


def payload_with(l2: float) -> RunPayload:
    """The payload of a run of 40 iterations."""
    config = RunConfig.from_dict({"dataset": {"name": "moons"}, "hyperparameters": {"l2": l2}})
    run = Run("one", "somebody", config, moving=True)
    run.accept(advance(config, None, iterations=40), 0, None)
    return run_payload(run, -1, 0, 1)


def test_without_a_penalty_there_are_two_curves() -> None:
    figure = cost_chart(payload_with(0.0), "light")
    assert [curve.name for curve in figure.data] == ["train cost", "test cost"]


def test_with_a_penalty_the_data_term_is_drawn_between_the_two() -> None:
    payload = payload_with(L2)
    whole, data_term, test = cost_chart(payload, "light").data
    assert [whole.name, data_term.name, test.name] == [
        "train cost J, with L2",
        "train cost without L2",
        "test cost without L2",
    ]
    assert (whole.line.dash, data_term.line.dash, test.line.dash) == ("solid", "dash", "dash")
    costs = dict(zip(*payload["points"], strict=True))
    penalties = [costs[k] - cost for k, cost in zip(data_term.x, data_term.y, strict=True)]
    assert len(penalties) > 10 and all(np.array(penalties) > 0)


@pytest.mark.parametrize(("field", "expected"), [("l2", True), ("learning_rate", False)])
def test_a_penalty_that_was_switched_off_is_remembered(field: str, expected: bool) -> None:
    change: ChangePayload = {"iteration": 3, "field": field, "old": 0.1, "new": 0.0}
    assert has_penalty(payload_with(0.0) | {"changes": [change]}) is expected
