"""Separators of cells: which of them a text uses, and whether all its rows have as many cells as the first."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from dnn.datasets.contents import MAX_TABLE_EXAMPLES
from dnn.tables.limits import MAX_CELL_LENGTH, MAX_TABLE_COLUMNS
from dnn.tables.reading.options import SEPARATORS
from dnn.tables.table_error import TableError, too_large, unusable
from dnn.text.messages import CountedText, Text

PROBED_ROWS = 200
PREFERRED = ("tab", "semicolon", "comma")
"""Separators, the one first that stands in other text least often."""
_HEADER_OF_PROBE = 2_000_000
"""Characters in which the separator is looked for."""


def found_separator(text: str) -> str | None:
    """The name of the separator of a text; None where its rows have one cell each."""
    probe = text[:_HEADER_OF_PROBE].split("\n")[:PROBED_ROWS]
    scores = {name: _score(probe, SEPARATORS[name][0]) for name in PREFERRED}
    best = max(PREFERRED, key=lambda name: scores[name])
    return best if scores[best] > 0 else None


def _score(lines: Sequence[str], mark: str) -> float:
    """The share of rows with as many cells as the first one; 0 where that has one cell."""
    counts: list[int] = []
    csv.field_size_limit(_HEADER_OF_PROBE)
    try:
        counts = [len(row) for row in csv.reader(lines, delimiter=mark) if row]
    except csv.Error:
        return 0.0
    if not counts or counts[0] < 2:
        return 0.0
    return sum(count == counts[0] for count in counts) / len(counts)


def checked_rows(text: str, mark: str, *, sampled: bool) -> int:
    """The number of rows of a text, empty ones included, after a look at each of them.

    Args:
        text: lines that end with a line feed.
        mark: the character between cells.
        sampled: whether there may be more rows than a table has.

    Raises:
        TableError: a row with more or fewer cells than the first, a cell or a row that is too long, an open quotation
            mark; it says the row, and the column where there is one.
    """
    width = number = 0
    for number, (count, longest) in enumerate(_rows(text, mark), start=1):
        if count == 0:
            continue
        width = width or count
        if count > MAX_TABLE_COLUMNS:
            raise unusable(
                Text("at most {most} columns", most=f"{MAX_TABLE_COLUMNS:,}"),
                Text("{columns} in row {row}", columns=f"{count:,}", row=number),
                Text("a file with fewer columns"),
            )
        if count != width:
            raise _ragged(width, count, number)
        if longest >= 0:
            raise unusable(
                Text("cells of at most {most} characters", most=f"{MAX_CELL_LENGTH:,}"),
                Text("a longer one in row {row}, column {column}", row=number, column=longest + 1),
                Text("a file without it"),
            )
        if number > MAX_TABLE_EXAMPLES + 1 and not sampled:
            count_of_all = text.count("\n") + 1
            raise too_large(
                Text("at most {most} rows", most=f"{MAX_TABLE_EXAMPLES:,}"),
                Text("about {count}", count=f"{count_of_all:,}"),
            )
    return number


def _ragged(width: int, count: int, row: int) -> TableError:
    return unusable(
        CountedText("{count} cell in every row, as in the first", "{count} cells in every row, as in the first", width),
        CountedText("{count} in row {row}", "{count} in row {row}", count, row=row),
        Text("another separator, or quotation marks around cells that contain it"),
    )


def _rows(text: str, mark: str) -> Iterator[tuple[int, int]]:
    """Of each row: its number of cells, 0 for an empty one, and the index of a cell that is too long, or -1."""
    if '"' not in text:
        for line in text.removesuffix("\n").split("\n"):
            longest = _too_long(line.split(mark)) if len(line) > MAX_CELL_LENGTH else -1
            yield (line.count(mark) + 1 if line else 0), longest
        return
    csv.field_size_limit(len(text) + 1)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    row = 0
    while True:
        row += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if "end of data" in str(error):
                got = Text("one that is open until the end from row {row} on", row=row)
            else:
                got = Text("one inside a cell in row {row}", row=row)
            raise unusable(
                Text("quotation marks in pairs around whole cells"), got, Text("closing or doubling it")
            ) from None
        yield len(cells), _too_long(cells)


def _too_long(cells: Sequence[str]) -> int:
    return next((index for index, cell in enumerate(cells) if len(cell) > MAX_CELL_LENGTH), -1)
