"""The dimension table: what it says is what the network computes."""

from __future__ import annotations

import csv
import io
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from dnn.backward import backward
from dnn.configuration import RunConfig
from dnn.datasets.load import load_dataset
from dnn.forward import forward
from dnn.network import initialize
from dnn.shapes import FORMATS, QUANTITIES, rows_for, shape_table

CONFIGURATIONS = {
    "binary": {"dataset": {"name": "circles"}, "architecture": {"hidden": [{"units": 3}, {"units": 5}]}},
    "multiclass": {"dataset": {"name": "iris", "test_fraction": 0}},
    "regression without hidden layers": {"dataset": {"name": "diabetes"}, "architecture": {"hidden": []}},
}


@pytest.fixture(params=CONFIGURATIONS)
def config(request: pytest.FixtureRequest) -> RunConfig:
    return RunConfig.from_dict(CONFIGURATIONS[request.param])


@pytest.mark.parametrize("examples", ["all", "one"])
def test_it_says_what_forward_and_backward_return(config: RunConfig, examples: str) -> None:
    data, parameters = load_dataset(config.dataset), initialize(config)
    m = data.X_train.shape[1] if examples == "all" else 1
    X, Y = data.X_train[:, :m], data.Y_train[:, :m]
    passes = forward(parameters, X)
    gradients = backward(parameters, passes, Y)
    measured = [X.shape, Y.shape]
    for sources in zip(parameters.layers, passes, gradients, strict=True):
        for quantity in QUANTITIES:
            measured.append(next(getattr(source, quantity).shape for source in sources if hasattr(source, quantity)))
    assert [row.shape for row in shape_table(config, examples).rows] == measured


def test_the_formulas_are_those_of_the_course() -> None:
    table = shape_table(RunConfig.from_dict(CONFIGURATIONS["binary"]))
    assert (table.sizes, table.m) == ((2, 3, 5, 1), 350)
    assert (table.row("X", 0).formula, table.row("X", 0).shape) == ("(n^[0], m)", (2, 350))
    assert (table.row("W", 2).formula, table.row("dW", 2).shape) == ("(n^[2], n^[1])", (5, 3))
    assert (table.row("db", 3).formula, table.row("dA", 1).formula) == ("(n^[3], 1)", "(n^[1], m)")
    assert str(table.row("b", 1).remark) == "broadcast over the m = 350 columns"
    assert table.row("W", 1).count == 6
    with pytest.raises(KeyError):
        table.row("W", 4)


def test_one_example_is_written_in_small_letters_and_without_broadcasting() -> None:
    table = shape_table(RunConfig.from_dict(CONFIGURATIONS["binary"]), "one")
    assert [row.symbol for row in table.rows[:10]] == ["x", "y", "W", "b", "z", "a", "dW", "db", "dz", "da"]
    assert table.row("z", 1).formula == "(n^[1], 1)"
    assert table.row("b", 1).remark is None
    assert "m" not in "".join(row.formula for row in table.rows)


@given(some.lists(some.integers(1, 50), min_size=2, max_size=12), some.integers(1, 1000))
def test_every_formula_evaluates_to_its_shape(sizes: list[int], m: int) -> None:
    rows = list(rows_for(sizes, m))
    assert len(rows) == 2 + len(QUANTITIES) * (len(sizes) - 1)
    names = {f"n^[{l}]": n for l, n in enumerate(sizes)} | {"m": m, "1": 1}
    for row in rows:
        assert tuple(names[part] for part in row.formula.strip("()").split(", ")) == row.shape
    assert sum(row.count for row in rows if row.symbol in ("W", "b")) == sum((p + 1) * n for p, n in pairwise(sizes))


class TestFormats:
    @pytest.mark.parametrize("name", FORMATS)
    def test_each_holds_every_row(self, config: RunConfig, name: str) -> None:
        table = shape_table(config)
        text = table.to_text(name)
        assert text.endswith("\n")
        heads = {"table": 2, "markdown": 2, "csv": 1, "latex": 6}
        assert len(text.splitlines()) == len(table.rows) + heads[name]

    def test_the_plain_table_is_aligned(self, config: RunConfig) -> None:
        lines = str(shape_table(config)).splitlines()
        starts = [lines[0].index(title) for title in ("Formula", "Shape")]
        assert all(line[start - 2 : start] == "  " and line[start] != " " for line in lines for start in starts)

    def test_the_csv_is_read_back(self, config: RunConfig) -> None:
        table = shape_table(config)
        read = list(csv.DictReader(io.StringIO(table.to_text("csv"))))
        assert [(row["symbol"], int(row["layer"])) for row in read] == [(row.symbol, row.layer) for row in table.rows]
        assert [(int(row["rows"]), int(row["columns"])) for row in read] == [row.shape for row in table.rows]

    def test_tex_gets_its_braces(self, config: RunConfig) -> None:
        text = shape_table(config).to_text("latex")
        assert "$W^{[1]}$ & $(n^{[1]}, n^{[0]})$" in text
        assert text.count("{") == text.count("}")
        assert text.isascii()
