"""Networks that questions are asked about, and what a learner reads of a question."""

from __future__ import annotations

import re
from decimal import Decimal
from random import Random

from dnn.configuration import RunConfig
from dnn.lessons.path.questions import AskedNetwork, ChoiceQuestion, NumberQuestion, Question
from dnn.lessons.path.questions.asked_network import Fact

NETWORKS: dict[str, tuple[dict[str, object], list[tuple[int, str]]]] = {
    "two classes": ({"name": "circles"}, [(4, "tanh")]),
    "deep": ({"name": "xor"}, [(3, "relu"), (5, "sigmoid"), (4, "silu")]),
    "logistic regression": ({"name": "gaussians"}, []),
    "three classes": ({"name": "iris"}, [(5, "tanh"), (2, "leaky_relu")]),
    "regression": ({"name": "plane"}, [(3, "softplus")]),
    "unequal labels": ({"name": "breast_cancer"}, [(6, "relu"), (4, "elu")]),
    "one unit": ({"name": "circles"}, [(1, "linear")]),
    "square": ({"name": "circles"}, [(2, "tanh"), (2, "relu")]),
    "images": ({"name": "digits"}, [(8, "relu"), (7, "tanh")]),
}
"""Data and hidden layers of networks that differ in what they show."""


def asked_network(
    name: str,
    seed: int = 0,
    m: int | None = None,
    initializer: str = "he",
    precision: str = "float64",
    facts: dict[str, Fact] | None = None,
) -> AskedNetwork:
    """One of NETWORKS with weights and draws of a seed."""
    dataset, hidden = NETWORKS[name]
    layers = [{"units": units, "activation": activation} for units, activation in hidden]
    config = RunConfig.from_dict(
        {
            "dataset": dataset,
            "architecture": {"hidden": layers, "initializer": initializer},
            "hyperparameters": {"precision": precision},
            "seed": seed,
        }
    )
    return AskedNetwork(config, Random(f"{name}/{seed}/{m}"), m, facts or {})


def said(asked: Question) -> dict[str, str]:
    """The values in the prompt, without dollar signs; only what a learner reads is used in checks."""
    return {name: str(value).replace("$", "") for name, value in asked.prompt.values}


def decimals(text: str) -> list[Decimal]:
    """The numbers that are written in a formula, exactly as they are written; indices of layers and units are none."""
    plain = re.sub(r"\\cdot10\^\{(-?\d+)\}", r"e\1", text)
    return [Decimal(each) for each in re.findall(r"-?\d+(?:\.\d+)?(?:e-?\d+)?", plain)]


def whole(text: str) -> list[int]:
    """The whole numbers in a text."""
    return [int(each) for each in re.findall(r"\d+", text)]


def sizes_in(asked: Question) -> tuple[int, ...]:
    """n[0] … n[L] of the prompt, in either of the two ways in which it says them."""
    words = said(asked)
    return (
        tuple(whole(words["sizes"]))
        if "sizes" in words
        else tuple(map(int, re.findall(r"\]\}=(\d+)", words["network"])))
    )


def right_text(asked: Question) -> str:
    """The right answer as it is written."""
    assert isinstance(asked, ChoiceQuestion)
    return str(asked.choices[asked.right].text)


def value_of(asked: Question) -> float:
    """The number that is right."""
    assert isinstance(asked, NumberQuestion)
    return asked.value
