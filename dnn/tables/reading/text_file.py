"""A table in a file of text: what separates its cells, where its names are, what its cells say."""

from __future__ import annotations

import io

import numpy as np
import pandas as pd

from dnn.datasets.contents import MAX_TABLE_EXAMPLES
from dnn.datasets.data import Integers
from dnn.tables.reading.cells import Cells, cells_of, column_of, votes_on_decimal_mark
from dnn.tables.reading.encodings import decoded
from dnn.tables.reading.header import column_names, has_header, repeated_header
from dnn.tables.reading.options import DECIMAL_MARKS, SEPARATORS, ReadingOptions
from dnn.tables.reading.separators import checked_rows, found_separator
from dnn.tables.table import Table, sample_note
from dnn.tables.table_error import TableError, too_large, unusable
from dnn.text.messages import CountedText, Text

A_HEADER_AND_ROWS = Text("a header with names, and a row for each example")


def read_text_file(content: bytes, name: str, options: ReadingOptions) -> Table:
    """The table in the bytes of a file of text.

    Raises:
        TableError: it has none, in one sentence with the row and the column.
    """
    text, encoding_note = decoded(content, options.encoding)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    _require_text(text)
    separator = options.separator or found_separator(text)
    mark = SEPARATORS[separator or "comma"][0]
    notes = [encoding_note, _separator_note(separator)]
    checked_rows(text, mark, sampled=options.sample_rows is not None)
    raw, rows, further = _raw_cells(text, mark)
    notes += further
    if raw.empty:
        raise unusable(A_HEADER_AND_ROWS, Text("empty cells alone"), Text("a file with examples"))
    named = options.header if options.header is not None else has_header(raw)
    first = [str(cell) for cell in raw.iloc[0]] if named else None
    if first is not None:
        raw, rows = raw.iloc[1:], rows[1:]
        again = repeated_header(raw, first)
        if again.any():
            raw, rows = raw[~again], rows[~again]
            notes.append(
                CountedText(
                    "{count} row that repeats the header left out.",
                    "{count} rows that repeat the header left out.",
                    int(again.sum()),
                )
            )
    names, further = column_names(first, raw.shape[1])
    notes += further
    if raw.empty:
        raise unusable(A_HEADER_AND_ROWS, Text("a header alone"), Text("a file with examples"))
    raw, rows, further = _sampled(raw, rows, options)
    return _typed(raw, rows, names, name, [*notes, *further], separator, options)


def _require_text(text: str) -> None:
    if not text.strip():
        raise unusable(A_HEADER_AND_ROWS, Text("an empty file"), Text("another file"))
    place = text.find("\0")
    if place >= 0:
        line = text[text.rfind("\n", 0, place) + 1 : place]
        got = Text(
            "a zero byte in row {row}, after {count} characters", row=text.count("\n", 0, place) + 1, count=len(line)
        )
        raise unusable(Text("a table as text"), got, Text("saving it as CSV in UTF-8"))


def _separator_note(separator: str | None) -> Text:
    if separator is None:
        return Text("Separator: none found, so that the table has one column.")
    return Text("Separator: {separator}.", separator=SEPARATORS[separator][1])


def _raw_cells(text: str, mark: str) -> tuple[pd.DataFrame, Integers, list[Text]]:
    """All cells as text, the file's row of each row, and a note on rows that are empty."""
    leading = len(text) - len(text.lstrip("\n"))
    try:
        raw = pd.read_csv(
            io.StringIO(text[leading:]),
            sep=mark,
            header=None,
            dtype=str,
            keep_default_na=False,
            na_filter=False,
            skip_blank_lines=False,
            engine="c",
        )
    except (pd.errors.ParserError, ValueError) as error:
        raise TableError(
            Text("Expected a table that can be read, got “{reason}”; try another file.", reason=str(error)[-200:])
        ) from None
    rows = np.arange(leading + 1, leading + 1 + len(raw))
    empty = np.ones(len(raw), dtype=bool)
    for column in raw:
        empty &= (raw[column] == "").to_numpy(dtype=bool)
        if not empty.any():
            break
    if raw.shape[1] == 1:
        empty[:] &= _is_trailing(empty)
    count = int(empty.sum()) + leading
    if not count:
        return raw, rows, []
    note = CountedText("{count} empty row left out.", "{count} empty rows left out.", count)
    return raw[~empty], rows[~empty], [note]


def _is_trailing(empty: np.ndarray) -> np.ndarray:
    """True in the empty rows at the end; in a single column an empty row before is a missing value."""
    return np.flip(np.logical_and.accumulate(np.flip(empty)))


def _sampled(raw: pd.DataFrame, rows: Integers, options: ReadingOptions) -> tuple[pd.DataFrame, Integers, list[Text]]:
    """The rows that are taken, with a note where they are a sample."""
    m, count = len(raw), options.sample_rows
    if count is None and m > MAX_TABLE_EXAMPLES:
        raise too_large(Text("at most {most} rows", most=f"{MAX_TABLE_EXAMPLES:,}"), f"{m:,}")
    if count is None or min(count, MAX_TABLE_EXAMPLES) >= m:
        return raw, rows, []
    taken = min(count, MAX_TABLE_EXAMPLES)
    chosen = np.sort(np.random.default_rng(options.seed).choice(m, size=taken, replace=False))  # (taken,)
    return raw.iloc[chosen], rows[chosen], [sample_note(taken, m, options.seed)]


def _typed(
    raw: pd.DataFrame,
    rows: Integers,
    names: tuple[str, ...],
    name: str,
    notes: list[Text],
    separator: str | None,
    options: ReadingOptions,
) -> Table:
    """The table of what the cells say."""
    columns = [
        cells_of(title, raw[column].to_numpy(dtype=object), rows) for column, title in zip(raw, names, strict=True)
    ]
    mark = DECIMAL_MARKS[options.decimal] if options.decimal else _decimal_mark(columns, separator)
    if mark == ",":  # what was a number with a point may be one with thousands
        columns = [
            cells_of(title, raw[column].to_numpy(dtype=object), rows, plain=False)
            for column, title in zip(raw, names, strict=True)
        ]
    series, words = {}, {}
    for cells in columns:
        values, further, pair = column_of(cells, mark)
        series[cells.name] = values
        notes += further
        if pair is not None:
            words[cells.name] = pair
    return Table(name=name, frame=pd.DataFrame(series), rows=rows, notes=tuple(notes), words=words)


def _decimal_mark(columns: list[Cells], separator: str | None) -> str:
    """The decimal mark that some column has to have; without such a column a comma beside semicolons, else a point."""
    votes: set[str] = set().union(*(votes_on_decimal_mark(cells) for cells in columns))
    if len(votes) == 1:
        return votes.pop()
    if "," in votes or any(cells.numbers is not None and (cells.numbers % 1 != 0).any() for cells in columns):
        return "."
    return "," if separator == "semicolon" else "."
