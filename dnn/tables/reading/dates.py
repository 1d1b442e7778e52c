"""Dates as people write them: a column is one if all its cells have the same form."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

FORMS: tuple[tuple[str, str], ...] = (
    ("%Y-%m-%d", "YYYY-MM-DD"),
    ("%Y-%m-%dT%H:%M:%S", "YYYY-MM-DDThh:mm:ss"),
    ("%Y-%m-%d %H:%M:%S", "YYYY-MM-DD hh:mm:ss"),
    ("%Y-%m-%d %H:%M", "YYYY-MM-DD hh:mm"),
    ("%Y/%m/%d", "YYYY/MM/DD"),
    ("%Y年%m月%d日", "YYYY年MM月DD日"),
    ("%d.%m.%Y", "DD.MM.YYYY"),
    ("%m/%d/%Y", "MM/DD/YYYY"),
    ("%d/%m/%Y", "DD/MM/YYYY"),
)
"""Forms by what pandas calls them; the first that all cells have is taken."""
_DATE = re.compile(r"\d{1,4}[-/.年]\d{1,2}[-/.月]\d{1,4}日?(?:[T ][\d:]{4,8})?")


def parsed_dates(cells: Sequence[str]) -> tuple[pd.Series, str, bool] | None:
    """Dates of distinct cells, their form in words, and whether another form would fit as well; None if they are no
    dates."""
    if not cells or not all(_DATE.fullmatch(cell) for cell in cells):
        return None
    series = pd.Series(list(cells), dtype=object)
    fitting = []
    for form, words in FORMS:
        dates = pd.to_datetime(series, format=form, errors="coerce")
        if dates.notna().all():
            fitting.append((dates, words))
    if not fitting:
        return None
    return fitting[0][0], fitting[0][1], len(fitting) > 1
