"""The shape of every quantity, for one example or for all m (course §4)."""

from __future__ import annotations

from dnn.lessons.path.condition import Fact
from dnn.lessons.path.experiments.experiment_kind import ExperimentKind, ExperimentOption, Setup
from dnn.lessons.path.option_checks import name_among
from dnn.shapes import shape_table


def shape_facts(setup: Setup) -> dict[str, Fact]:
    """The shape of each quantity, "shape_W_2" say, and which there are with a column for each example."""
    table = shape_table(setup.config, setup.options["examples"])
    shapes: dict[str, Fact] = {f"shape_{_capital(row.symbol)}_{row.layer}": str(row.shape) for row in table.rows}
    return {"examples": setup.options["examples"], **shapes}


def _capital(symbol: str) -> str:
    """The symbol of all examples of one that stands for a single example, z say; W and b are the same for both."""
    return symbol if symbol in ("b", "db") else symbol[:-1] + symbol[-1].upper()


SHAPES = ExperimentKind(shape_facts, {"examples": ExperimentOption(name_among("one", "all"), "one")})
