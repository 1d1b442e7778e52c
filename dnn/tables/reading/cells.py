"""Cells of a column: numbers, truth values, dates or text, with notes on everything that was assumed of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dnn.datasets.data import Floats, Integers
from dnn.tables.reading.booleans import is_true, truth_words
from dnn.tables.reading.dates import parsed_dates
from dnn.tables.reading.missing import is_missing_mark
from dnn.tables.reading.numbers import Written, plain_numbers, written_number
from dnn.tables.table_error import unusable
from dnn.text.messages import CountedText, Enumeration, Text

MOSTLY = 0.8
"""Share of numbers in a column of text above which the first cell that is none is told."""
EXACT_WHOLE_NUMBERS = 2.0**53
"""Whole numbers beyond are not all float64."""
_NEGATIVE_ZERO = re.compile(r"-0*[.,]?0*")
_NAMED = 5
"""Spellings that a note names."""


@dataclass(frozen=True)
class Cells:
    """The cells of a column, each distinct one once.

    Attributes:
        name: the column's.
        distinct: the distinct cells without outer spaces, no missing ones.
        codes: (m,) the index of each row's cell, -1 for a missing one.
        counts: how many rows have each distinct cell.
        rows: (m,) the file's row of each.
        missing: how many cells have each mark of a missing value, the empty one too.
        numbers: (m,) finite numbers, if all cells are numbers as Python reads them; `distinct` is empty then.
    """

    name: str
    distinct: tuple[str, ...]
    codes: Integers
    counts: Integers
    rows: Integers
    missing: Counter[str]
    numbers: Floats | None = None

    def first_row(self, index: int) -> int:
        """The first of the file's rows with a distinct cell."""
        return int(self.rows[np.argmax(self.codes == index)])

    def total(self, chosen: Iterable[bool]) -> int:
        """The number of rows that have one of the distinct cells for which `chosen` is true."""
        return int(sum(count for count, each in zip(self.counts.tolist(), chosen, strict=True) if each))


def cells_of(name: str, raw: NDArray[np.object_], rows: Integers, *, plain: bool = True) -> Cells:
    """The cells of a column as they stand in the file (m,); `plain` numbers have a point, and need no second look."""
    numbers = plain_numbers(raw.tolist()) if plain else None
    if numbers is not None and np.isfinite(numbers).all() and not _is_negative_zero(numbers):
        return Cells(name, (), np.zeros(len(raw), np.int64), np.zeros(0, np.int64), rows, Counter(), numbers)
    codes, found = pd.factorize(raw)
    stripped = [str(cell).strip() for cell in found]
    is_missing = np.array([is_missing_mark(cell) for cell in stripped], dtype=bool)
    sizes = np.bincount(codes, minlength=len(stripped))
    marks: Counter[str] = Counter()
    for index in np.flatnonzero(is_missing):
        marks[stripped[index]] += int(sizes[index])
    numbering: dict[str, int] = {}
    for cell, missing in zip(stripped, is_missing, strict=True):
        if not missing:
            numbering.setdefault(cell, len(numbering))
    to_distinct = np.array([numbering.get(cell, -1) for cell in stripped], dtype=np.int64)
    to_distinct[is_missing] = -1
    merged = to_distinct[codes]  # (m,)
    counts = np.bincount(merged[merged >= 0], minlength=len(numbering))
    return Cells(name, tuple(numbering), merged, counts, rows, marks)


def _is_negative_zero(numbers: Floats) -> bool:
    return bool((np.signbit(numbers) & (numbers == 0)).any())


def votes_on_decimal_mark(cells: Cells) -> set[str]:
    """The decimal marks with which all cells of a column are numbers, where only one does; else none."""
    if cells.numbers is not None or not cells.distinct or plain_numbers(cells.distinct) is not None:
        return set()
    possible = {mark for mark in ".," if all(written_number(cell, mark) is not None for cell in cells.distinct)}
    return possible if len(possible) == 1 else set()


def column_of(cells: Cells, mark: str) -> tuple[pd.Series, list[Text], tuple[str, str] | None]:
    """The values of a column, notes, and the words for false and true if it has those.

    Args:
        cells: its cells.
        mark: the decimal mark of the table.

    Raises:
        TableError: a number that is not finite.
    """
    notes = _notes_on_missing(cells)
    if cells.numbers is None and not cells.distinct:
        return pd.Series(np.full(len(cells.codes), np.nan)), notes, None
    for mode in (_as_numbers, _as_dates):
        found = mode(cells, mark)
        if found is not None:
            return found[0], notes + found[1], None
    words = truth_words(cells.distinct)
    if words is not None:
        return *_as_booleans(cells, notes), words
    return _as_text(cells), notes + _notes_on_text(cells, mark), None


def _spread(cells: Cells, values: Floats) -> Floats:
    """The value of each row (m,) of those of the distinct cells; NaN where one is missing."""
    return np.append(values, np.nan)[cells.codes]


def _as_numbers(cells: Cells, mark: str) -> tuple[pd.Series, list[Text]] | None:
    """Numbers with the decimal mark of the table, or with the other one."""
    if cells.numbers is not None:
        return pd.Series(cells.numbers), _notes_on_values(cells, cells.numbers)
    distinct = cells.distinct
    plain = plain_numbers(distinct)
    if plain is not None and not (mark == "," and any("." in cell for cell in distinct)):
        values = _spread(cells, plain + 0.0)
        _require_finite(cells, values)
        return pd.Series(values), _notes_on_values(cells, values)
    for each in (mark, "," if mark == "." else "."):
        written = [written_number(cell, each) for cell in distinct]
        if all(number is not None for number in written):
            numbers = [number for number in written if number is not None]
            values = _spread(cells, np.array([number.value for number in numbers]) + 0.0)
            _require_finite(cells, values)
            return pd.Series(values), _notes_on_writing(cells, numbers, each) + _notes_on_values(cells, values)
    return None


def _require_finite(cells: Cells, values: Floats) -> None:
    infinite = np.isinf(values)
    if infinite.any():
        place = int(np.argmax(infinite))
        got = cells.distinct[cells.codes[place]]
        raise unusable(
            Text("finite numbers in column “{column}”", column=cells.name),
            Text("{got} in row {row}", got=got[:60], row=int(cells.rows[place])),
            Text("an empty cell there"),
        )


def _notes_on_missing(cells: Cells) -> list[Text]:
    marks = {mark: count for mark, count in cells.missing.items() if mark}
    if not marks:
        return []
    return [
        CountedText(
            "Column “{column}”: {count} cell taken as missing ({marks}).",
            "Column “{column}”: {count} cells taken as missing ({marks}).",
            sum(marks.values()),
            column=cells.name,
            marks=Enumeration(list(marks)[:_NAMED]),
        )
    ]


def _notes_on_writing(cells: Cells, numbers: Sequence[Written], mark: str) -> list[Text]:
    """Notes on marks, groups, percent signs and currencies, each with the number of cells."""
    currencies = Enumeration(sorted({number.currency for number in numbers if number.currency}))
    notes = [
        CountedText(
            "Column “{column}”: {count} cell with a decimal comma.",
            "Column “{column}”: {count} cells with a decimal comma.",
            cells.total(number.has_mark and mark == "," for number in numbers),
            column=cells.name,
        ),
        CountedText(
            "Column “{column}”: {count} cell with thousands separators.",
            "Column “{column}”: {count} cells with thousands separators.",
            cells.total(number.is_grouped for number in numbers),
            column=cells.name,
        ),
        CountedText(
            "Column “{column}”: {count} percentage read as hundredths (5 % = 0.05).",
            "Column “{column}”: {count} percentages read as hundredths (5 % = 0.05).",
            cells.total(number.is_percent for number in numbers),
            column=cells.name,
        ),
        CountedText(
            "Column “{column}”: {count} amount read without its currency ({currencies}).",
            "Column “{column}”: {count} amounts read without their currency ({currencies}).",
            cells.total(bool(number.currency) for number in numbers),
            column=cells.name,
            currencies=currencies,
        ),
    ]
    return [note for note in notes if note.number]


def _notes_on_values(cells: Cells, values: Floats) -> list[Text]:
    notes: list[Text] = []
    zeros = cells.total(bool(_NEGATIVE_ZERO.fullmatch(cell)) for cell in cells.distinct)
    if zeros:
        notes.append(
            CountedText(
                "Column “{column}”: {count} negative zero read as 0.",
                "Column “{column}”: {count} negative zeros read as 0.",
                zeros,
                column=cells.name,
            )
        )
    long = int((np.abs(values) > EXACT_WHOLE_NUMBERS).sum())
    if long:
        notes.append(
            CountedText(
                "Column “{column}”: {count} number beyond 2⁵³ is rounded to 53 bits.",
                "Column “{column}”: {count} numbers beyond 2⁵³ are rounded to 53 bits.",
                long,
                column=cells.name,
            )
        )
    return notes


def _as_dates(cells: Cells, mark: str) -> tuple[pd.Series, list[Text]] | None:
    found = parsed_dates(cells.distinct)
    if found is None:
        return None
    dates, form, is_ambiguous = found
    spread = dates.to_numpy("datetime64[us]")[np.maximum(cells.codes, 0)]
    spread[cells.codes < 0] = np.datetime64("NaT")
    count = int((cells.codes >= 0).sum())
    if is_ambiguous:
        note = CountedText(
            "Column “{column}”: {count} date of the form {form}, though day and month may be the other way round.",
            "Column “{column}”: {count} dates of the form {form}, though day and month may be the other way round.",
            count,
            column=cells.name,
            form=form,
        )
    else:
        note = CountedText(
            "Column “{column}”: {count} date of the form {form}.",
            "Column “{column}”: {count} dates of the form {form}.",
            count,
            column=cells.name,
            form=form,
        )
    return pd.Series(spread), [note]


def _as_booleans(cells: Cells, notes: list[Text]) -> tuple[pd.Series, list[Text]]:
    truth = np.array([is_true(cell) for cell in cells.distinct])
    values = pd.array(truth[np.maximum(cells.codes, 0)], dtype="boolean")
    values[cells.codes < 0] = pd.NA
    note = CountedText(
        "Column “{column}”: {count} cell read as true or false ({words}).",
        "Column “{column}”: {count} cells read as true or false ({words}).",
        int((cells.codes >= 0).sum()),
        column=cells.name,
        words=Enumeration(cells.distinct),
    )
    return pd.Series(values), [*notes, note]


def _as_text(cells: Cells) -> pd.Series:
    categories = pd.Index(list(cells.distinct), dtype=object)
    return pd.Series(pd.Categorical.from_codes(cells.codes, categories=categories))


def _notes_on_text(cells: Cells, mark: str) -> list[Text]:
    notes: list[Text] = []
    formulas = cells.total(cell.startswith(("=", "@", "+", "-")) for cell in cells.distinct)
    if formulas:
        notes.append(
            CountedText(
                "Column “{column}”: {count} cell that begins like a formula is kept as text.",
                "Column “{column}”: {count} cells that begin like a formula are kept as text.",
                formulas,
                column=cells.name,
            )
        )
    is_number = [written_number(cell, mark) is not None for cell in cells.distinct]
    numbers, total = cells.total(is_number), int(cells.counts.sum())
    if MOSTLY * total <= numbers < total:
        index = is_number.index(False)
        notes.append(
            CountedText(
                "Column “{column}”: kept as text, though {count} of {total} cells is a number; row {row} has “{got}”.",
                "Column “{column}”: kept as text, though {count} of {total} cells are numbers; row {row} has “{got}”.",
                numbers,
                column=cells.name,
                total=total,
                row=cells.first_row(index),
                got=cells.distinct[index][:60],
            )
        )
    return notes
