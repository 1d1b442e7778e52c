"""Numbers as people write them: decimal comma, thousands separators, percent and currency."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dnn.datasets.data import Floats

CURRENCIES = r"[$€£¥￥₹₽₩]|USD|EUR|GBP|CNY|RMB|JPY|元"
_DECORATED = re.compile(
    rf"(?P<sign>[+\-−]?)\s*(?P<before>{CURRENCIES})?\s*(?P<inner>[+\-−]?)"
    rf"(?P<core>[0-9.,][0-9.,'’\u00a0\u202f\u2009 ]*(?:[eE][+\-]?[0-9]+)?)\s*(?P<after>[%％]|{CURRENCIES})?"
)
_CORES = {
    ".": re.compile(r"(?P<whole>\d+|\d{1,3}(?:(?P<group>[,'’\u00a0\u202f\u2009 ])\d{3})(?:(?P=group)\d{3})*|)"
                    r"(?:(?P<mark>\.)(?P<part>\d*))?(?P<power>[eE][+\-]?\d+)?"),
    ",": re.compile(r"(?P<whole>\d+|\d{1,3}(?:(?P<group>[.'’\u00a0\u202f\u2009 ])\d{3})(?:(?P=group)\d{3})*|)"
                    r"(?:(?P<mark>,)(?P<part>\d*))?(?P<power>[eE][+\-]?\d+)?"),
}  # fmt: skip
"""A number by its decimal mark."""
MAX_NUMBER_LENGTH = 400
"""Characters of a cell that is compared with these patterns; the longest float64 in digits has fewer."""


@dataclass(frozen=True)
class Written:
    """A cell that is a number: its value, and how it is written."""

    value: float
    has_mark: bool = False
    is_grouped: bool = False
    is_percent: bool = False
    currency: str = ""


def plain_numbers(cells: Sequence[str]) -> Floats | None:
    """(m,) float64 of cells that are all numbers as Python reads them, correctly rounded; None where one is not."""
    if any("_" in cell for cell in cells):
        return None
    try:
        return np.array([float(cell) for cell in cells])
    except ValueError:
        return None


def written_number(cell: str, mark: str) -> Written | None:
    """The number that a cell says with a decimal mark; None where it says none."""
    if len(cell) > MAX_NUMBER_LENGTH:
        return None
    match = _DECORATED.fullmatch(cell)
    if match is None or (match["sign"] and match["inner"]):
        return _python_number(cell)
    core = _CORES[mark].fullmatch(match["core"].strip())
    if core is None or not (core["whole"] or core["part"]):
        return None
    digits = re.sub(r"\D", "", core["whole"])
    value = float(f"{digits or '0'}.{core['part'] or '0'}{core['power'] or ''}")
    after, percent = match["after"] or "", (match["after"] or "") in ("%", "％")
    if percent:
        value /= 100
    if match["sign"] + match["inner"] in ("-", "−"):
        value = -value
    currency = match["before"] or ("" if percent else after)
    return Written(value, core["mark"] is not None, core["group"] is not None, percent, currency)


def _python_number(cell: str) -> Written | None:
    """inf and the like, full-width digits."""
    if "_" in cell:
        return None
    try:
        return Written(float(cell))
    except ValueError:
        return None


def looks_like_number(cell: str) -> bool:
    """True if a cell is a number with either decimal mark."""
    return any(written_number(cell, mark) is not None for mark in _CORES)
