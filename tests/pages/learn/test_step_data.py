"""The data of the stepper: all of a small network, windows of a large one, and nothing that cannot be read."""

from __future__ import annotations

import base64
import json
from typing import Any

import numpy as np
import pytest

from dnn.configuration import RunConfig
from dnn.lessons.walkthrough import IterationTrace, Operand
from dnn.step import start
from dnn.step import step as make_iteration
from pages.learn.iteration.step_data import MAX_NUMBERS, View, pack


def trace(
    dataset: str = "circles", units: tuple[int, ...] = (4, 3), vectorised: bool = True, **h: Any
) -> IterationTrace:
    hidden = [{"units": n} for n in units]
    config = RunConfig.from_dict(
        {"dataset": {"name": dataset}, "architecture": {"hidden": hidden}, "hyperparameters": h}
    )
    return IterationTrace(config, make_iteration(config, start(config)), vectorised)


def numbers(packed: dict[str, Any], name: str) -> np.ndarray:
    array = packed["arrays"][name]
    return np.frombuffer(base64.b64decode(array["data"]), "<f8").reshape(array["shape"])


def check_window(packed: dict[str, Any], reference: dict[str, Any], operand: Operand) -> None:
    array = packed["arrays"][reference["array"]]
    rows, columns = array["shape"]
    part = operand.array[array["rows"] : array["rows"] + rows, array["columns"] : array["columns"] + columns]
    assert np.array_equal(numbers(packed, reference["array"]), part, equal_nan=True)
    assert reference["shape"] == list(operand.read.shape)


@pytest.mark.parametrize("dataset", ["circles", "digits", "sine"])
@pytest.mark.parametrize("optimizer", ["gradient_descent", "adam"])
def test_every_step_finds_its_arrays(dataset: str, optimizer: str) -> None:
    taken = trace(dataset, optimizer=optimizer, l2=0.1)
    packed = pack(taken, View(), "light")
    json.dumps(packed)
    for step, sent in zip(taken.steps, packed["steps"], strict=True):
        computation = taken.computation(step)
        check_window(packed, sent["result"], computation.result)
        for reference, operand in zip(sent["operands"], computation.operands, strict=True):
            check_window(packed, reference, operand)
            assert reference["symbol"] in packed["symbols"]
        assert packed["equations"][sent["equation"]].startswith("<math")
        assert sent["reason"] in packed["reasons"]


def test_the_largest_network_travels_in_parts_and_every_part_can_be_had() -> None:
    taken = trace("digits", (64,) * 31, batch_size=64)
    packed = pack(taken, View(), "light")
    assert sum(int(np.prod(array["shape"])) for array in packed["arrays"].values()) < 3 * MAX_NUMBERS
    assert "dW20" not in packed["arrays"]
    near = pack(taken, View("dW20", (("units:20", 40), ("examples", 9999))), "light")
    array = near["arrays"]["dW20"]
    assert array["rows"] == 32 and array["shape"] == [32, 32]
    assert near["arrays"]["dZ20"]["columns"] == 64 - 32
    assert near["first"] == "dW20"


def test_the_examples_one_by_one_have_arrays_of_their_own() -> None:
    config = trace().config
    few = IterationTrace(config, trace(batch_size=10).iteration, vectorised=False)
    packed = pack(few, View(), "light", picked=range(10, 20))
    first, second = numbers(packed, "Z1-1"), numbers(packed, "Z1-2")
    assert first.shape == second.shape == (4, 1)
    assert not np.array_equal(first, second)
    assert packed["examples"][0] == 11


@pytest.mark.parametrize(
    "sent", [None, 3, [], {"starts": 5}, {"step": 7, "starts": {"examples": "x"}}, {"starts": {"examples": -4}}]
)
def test_whatever_a_browser_asks_for_is_answered(sent: object) -> None:
    assert View.from_browser(sent) == View()
    assert View.from_browser({"step": "Z1", "starts": {"examples": 3.0}}) == View("Z1", (("examples", 3),))
