"""The dimension table: the shape of every matrix of a network, from the architecture alone (course §4)."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from dnn.configuration import DatasetConfig, RunConfig
from dnn.datasets.load import load_dataset
from dnn.network import layer_sizes
from dnn.text import text_table
from dnn.text.messages import Text

Examples = Literal["all", "one"]

QUANTITIES = ("W", "b", "Z", "A", "dW", "db", "dZ", "dA")
"""Quantities that every layer has, in the order of the table."""
COLUMNS = (Text("Symbol"), Text("Formula"), Text("Shape"), Text("Entries"), Text("Remark"))
RIGHT = (3,)
"""The columns of numbers, set to the right."""


@dataclass(frozen=True)
class ShapeRow:
    """One matrix.

    Attributes:
        symbol: "X", "Y", "W", "b", "Z", "A", "dW", "db", "dZ" or "dA"; in small letters where it is of one example.
        layer: l = 1 … L; 0 for X and Y.
        formula: the shape in the course's letters, as in "(n^[1], n^[0])".
        shape: the same in numbers.
        remark: what else there is to say, or None.
    """

    symbol: str
    layer: int
    formula: str
    shape: tuple[int, int]
    remark: Text | None = None

    @property
    def name(self) -> str:
        """The symbol with its layer, as in "W^[1]"; X and Y need none."""
        return f"{self.symbol}^[{self.layer}]" if self.layer else self.symbol

    @property
    def count(self) -> int:
        """The number of entries."""
        rows, columns = self.shape
        return rows * columns

    @property
    def cells(self) -> tuple[str, str, str, str, str]:
        """Contents of the columns of the table."""
        return self.name, self.formula, str(self.shape), str(self.count), str(self.remark or "")


@dataclass(frozen=True)
class ShapeTable:
    """All rows, X and Y first, then layer after layer; `sizes` are n^[0] … n^[L], m the examples (1 for one)."""

    sizes: tuple[int, ...]
    m: int
    examples: Examples
    rows: tuple[ShapeRow, ...]

    def row(self, symbol: str, layer: int) -> ShapeRow:
        """The row of one matrix.

        Raises:
            KeyError: there is no such matrix.
        """
        for row in self.rows:
            if (row.symbol, row.layer) == (symbol, layer):
                return row
        raise KeyError((symbol, layer))

    def to_text(self, format: str = "table") -> str:
        """The table in one of FORMATS, with a line break at its end."""
        return FORMATS[format](self)

    def __str__(self) -> str:
        return self.to_text()


def shape_table(config: RunConfig, examples: Examples = "all") -> ShapeTable:
    """The dimension table of a run: of its whole training part, or of one example before vectorisation."""
    m = training_examples(config.dataset) if examples == "all" else 1
    sizes = layer_sizes(config)
    return ShapeTable(sizes, m, examples, tuple(rows_for(sizes, m, examples)))


def training_examples(dataset: DatasetConfig) -> int:
    """m, the number of columns of X_train."""
    return load_dataset(dataset).X_train.shape[1]


def rows_for(sizes: Sequence[int], m: int, examples: Examples = "all") -> Iterator[ShapeRow]:
    """The rows of a network with `sizes` n^[0] … n^[L] on m examples; "one" writes x, z, a and 1 for X, Z, A and m."""
    one = examples == "one"
    columns, letter = (1, "1") if one else (m, "m")
    yield ShapeRow("x" if one else "X", 0, f"(n^[0], {letter})", (sizes[0], columns), _same_as(one, "X", 0, sizes))
    yield ShapeRow("y" if one else "Y", 0, f"(n^[{len(sizes) - 1}], {letter})", (sizes[-1], columns))
    for l, (n_previous, n) in enumerate(pairwise(sizes), start=1):
        shapes = {
            "W": (f"(n^[{l}], n^[{l - 1}])", (n, n_previous)),
            "b": (f"(n^[{l}], 1)", (n, 1)),
            "Z": (f"(n^[{l}], {letter})", (n, columns)),
        }
        shapes["A"] = shapes["Z"]
        for quantity in QUANTITIES:
            formula, shape = shapes[quantity.removeprefix("d")]
            symbol = quantity.lower() if one and quantity[-1] in "ZA" else quantity
            remark = Text("broadcast over the m = {m} columns", m=m) if (quantity, one) == ("b", False) else None
            yield ShapeRow(symbol, l, formula, shape, remark or _same_as(one, quantity, l, sizes))


def _same_as(one: bool, quantity: str, l: int, sizes: Sequence[int]) -> Text | None:
    """The other name of the input and of the output."""
    others = {("X", 0): ("a^[0]", "A^[0]"), ("A", len(sizes) - 1): ("ŷ", "Ŷ")}
    names = others.get((quantity, l))
    return Text("= {name}", name=names[0 if one else 1]) if names else None


def _aligned(table: ShapeTable) -> str:
    return text_table.aligned(COLUMNS, [row.cells for row in table.rows], RIGHT)


def _markdown(table: ShapeTable) -> str:
    return text_table.markdown(COLUMNS, [row.cells for row in table.rows], RIGHT)


def _csv(table: ShapeTable) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("symbol", "layer", "formula", "rows", "columns", "entries", "remark"))
    writer.writerows(
        (row.symbol, row.layer, row.formula, *row.shape, row.count, str(row.remark or "")) for row in table.rows
    )
    return out.getvalue()


def _latex(table: ShapeTable) -> str:
    titles = " & ".join(map(str, COLUMNS))
    lines = [r"\begin{tabular}{lllrl}", r"\hline", rf"{titles} \\", r"\hline"]
    for row in table.rows:
        numbers = r"{} \times {}".format(*row.shape)
        cells = (f"${_braced(row.name)}$", f"${_braced(row.formula)}$", f"${numbers}$", str(row.count), _remark(row))
        lines.append(" & ".join(cells) + r" \\")
    return "\n".join([*lines, r"\hline", r"\end{tabular}", ""])


def _braced(formula: str) -> str:
    """n^[1] as TeX reads it: n^{[1]}."""
    return formula.replace("^[", "^{[").replace("]", "]}")


def _remark(row: ShapeRow) -> str:
    names = {"= Ŷ": r"$=\hat{Y}$", "= ŷ": r"$=\hat{y}$", "= A^[0]": "$=A^{[0]}$", "= a^[0]": "$=a^{[0]}$"}
    text = str(row.remark or "")
    return names.get(text, text)


FORMATS: dict[str, Callable[[ShapeTable], str]] = {
    "table": _aligned,
    "markdown": _markdown,
    "csv": _csv,
    "latex": _latex,
}
"""Name of a format -> how it is written."""
