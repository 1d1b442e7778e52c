"""Networks that the figures are tried with: of a lesson, and odd ones."""

from __future__ import annotations

from typing import Any

from dnn.configuration import RunConfig


def network(dataset: str, units: tuple[int, ...], activation: str = "tanh", **sections: Any) -> RunConfig:
    """The configuration of a network with these hidden units."""
    hidden = [{"units": n, "activation": activation} for n in units]
    architecture = {"hidden": hidden, **sections.pop("architecture", {})}
    return RunConfig.from_dict({"dataset": {"name": dataset}, "architecture": architecture, **sections})


NETWORKS: dict[str, RunConfig] = {
    "lesson": network("circles", (4, 3)),
    "one unit": network("circles", (1,)),
    "no hidden layer": network("xor", ()),
    "ten layers": network("circles", (3, 2, 4, 3, 2, 5, 3, 2, 4), "relu"),
    "digits": network("digits", (12, 9), "relu"),
    "softmax": network("iris", (5,), "silu"),
    "regression": network("sine", (9,)),
    "many units": network("moons", (64, 33), "sigmoid"),
}
"""A network by what is special about it."""

OPTIONS: dict[str, tuple[dict[str, Any], ...]] = {
    "layers": ({},),
    "shapes": ({"examples": "all"}, {"examples": "one"}),
    "unit_sum": ({}, {"layer": 1, "unit": 1, "example": 2}),
    "mistake": ({"mistake": "elementwise_Z"}, {"mistake": "db_rank_1"}, {"mistake": "dA_order"}),
    "iteration": ({"of": "mean", "times": 2}, {"of": "example", "times": 2}, {"examples": 1}),
    "cache": ({"way": "nothing"}, {"way": "everything"}, {"way": "segments"}),
    "saturated": ({"z": 40, "y": 0}, {"z": -3, "y": 1}, {"z": 36, "y": 0}),
}
"""Options that each kind of experiment is drawn with, the first one on the page of script.py."""
