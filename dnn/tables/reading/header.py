"""Names of columns: those of the first row where it has names, made distinct and short; else x1, x2, …"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dnn.tables.limits import MAX_COLUMN_NAME_LENGTH
from dnn.tables.reading.missing import is_missing_mark
from dnn.tables.reading.numbers import looks_like_number
from dnn.text.messages import CountedText, Enumeration, Text


def has_header(frame: pd.DataFrame) -> bool:
    """True if the first row of cells (rows, columns) has names: no number, no name twice in what stands below it."""
    first = [str(cell).strip() for cell in frame.iloc[0]]
    named = [name for name in first if name]
    if not named or any(looks_like_number(name) or is_missing_mark(name) for name in named):
        return False
    if len(frame) < 2:
        return True
    below = frame.iloc[1:]
    if any(looks_like_number(str(cell).strip()) for cell in below.iloc[0]):
        return True
    return not any((below[column].str.strip() == name).any() for column, name in enumerate(first) if name)


def repeated_header(frame: pd.DataFrame, first: Sequence[str]) -> NDArray[np.bool_]:
    """(rows,) True where a row of `frame` is the header again, as where files were joined."""
    again = np.ones(len(frame), dtype=bool)
    for column, name in enumerate(first):
        again &= (frame[column] == name).to_numpy(dtype=bool)
        if not again.any():
            break
    return again


def column_names(cells: Sequence[str] | None, count: int) -> tuple[tuple[str, ...], list[Text]]:
    """Distinct names of `count` columns for the cells of a header, None without one, and notes on what was changed."""
    if cells is None:
        names = tuple(f"x{number}" for number in range(1, count + 1))
        shown = names[0] if count == 1 else f"{names[0]} … {names[-1]}"
        return names, [Text("No header: the columns are called {names}.", names=shown)]
    notes: list[Text] = []
    cleaned = [_clean(cell) for cell in cells]
    altered = sum(new != old.strip() for new, old in zip(cleaned, cells, strict=True))
    if altered:
        notes.append(
            CountedText(
                "{count} name of a column shortened or without its line breaks and control characters.",
                "{count} names of columns shortened or without their line breaks and control characters.",
                altered,
            )
        )
    unnamed = [index for index, name in enumerate(cleaned) if not name]
    for index in unnamed:
        cleaned[index] = f"x{index + 1}"
    if unnamed:
        called = Enumeration(cleaned[index] for index in unnamed[:10])
        notes.append(
            CountedText(
                "{count} column without a name is called {names}.",
                "{count} columns without a name are called {names}.",
                len(unnamed),
                names=called,
            )
        )
    names, renamed = _distinct(cleaned)
    if renamed:
        notes.append(
            CountedText(
                "{count} name stood twice and was numbered: {names}.",
                "{count} names stood twice and were numbered: {names}.",
                len(renamed),
                names=Enumeration(renamed[:10]),
            )
        )
    return names, notes


def _clean(cell: str) -> str:
    """A name on one line, of printable characters, of a length that can be shown."""
    name = "".join(letter if letter.isprintable() else " " for letter in cell)
    name = " ".join(name.split()) if name != cell else name.strip()
    return name if len(name) <= MAX_COLUMN_NAME_LENGTH else name[: MAX_COLUMN_NAME_LENGTH - 1] + "…"


def _distinct(names: Sequence[str]) -> tuple[tuple[str, ...], list[str]]:
    """The names with a number behind each that another column has before it, and those that got one."""
    taken, result, renamed = set(names), [], []
    seen: set[str] = set()
    for name in names:
        distinct, number = name, 1
        while distinct in seen or (distinct != name and distinct in taken):
            number += 1
            distinct = f"{name} ({number})"
        if distinct != name:
            renamed.append(distinct)
        seen.add(distinct)
        result.append(distinct)
    return tuple(result), renamed
