"""The costs of a sweep as a table: of one setting a row a value, of two a heat map."""

from __future__ import annotations

import math

import pandas as pd
import streamlit as st

from dnn.configuration.variations import VARIATIONS
from pages.lab.train import sweep_words
from pages.lab.train.sweep_result import SweepResult, Tried
from pages.live import live_texts
from pages.server.runs.setting_texts import value_text
from pages.shared.drawing import theme
from pages.shared.frame.text import translator
from pages.shared.session import session

MAX_RATIO = 4
"""The highest cost that is told apart by its colour, to the median: one that explodes would make all others alike."""
DARK = 0.5
"""Share of blue above which letters are white."""


def draw(result: SweepResult, *, is_over: bool) -> None:
    """Show the costs; the best is marked where all runs have ended."""
    best = result.best if is_over else None
    if len(result.tried[0].values) > 1:
        _heat_map(result, best)
    else:
        st.dataframe(_rows(result, best), hide_index=True)


def _rows(result: SweepResult, best: Tried | None) -> pd.DataFrame:
    """A row a value."""
    texts = live_texts(translator())
    setting = sweep_words.setting_names(result.tried[0].middle)[0]
    return pd.DataFrame(
        [
            {
                setting: _text(tried, 0),
                sweep_words.measure_name(result): sweep_words.cost_in_words(tried),
                texts["iterations"]: min(run.iteration for run in tried.runs),
                texts["state_column"]: texts["best"] if tried is best else texts[f"status_{tried.middle.status}"],
            }
            for tried in result.tried
        ]
    )


def _heat_map(result: SweepResult, best: Tried | None) -> None:
    """A column a value of the first setting, a row a value of the second; the lower a cost, the deeper its blue."""
    columns, rows = (list(dict.fromkeys(_text(tried, index) for tried in result.tried)) for index in (0, 1))
    words, styles = (pd.DataFrame("", index=rows, columns=columns) for _table in range(2))
    low, high = _range(result)
    for tried in result.tried:
        place = _text(tried, 1), _text(tried, 0)
        words.loc[place] = ("★ " if tried is best else "") + sweep_words.cost_in_words(tried)
        styles.loc[place] = _style(tried, low, high)
    first, second = sweep_words.setting_names(result.tried[0].middle)
    st.caption(f"→ {first} · ↓ {second} · {sweep_words.measure_name(result)}")
    st.dataframe(words.style.apply(lambda _words: styles, axis=None))


def _text(tried: Tried, index: int) -> str:
    """A value in words."""
    variation = VARIATIONS[tried.middle.labels.varied[index]]
    return value_text(variation, tried.values[index], translator())


def _range(result: SweepResult) -> tuple[float, float]:
    """The lowest cost, and the highest that is told apart by its colour."""
    costs = sorted(tried.cost for tried in result.tried if tried.cost is not None)
    if not costs:
        return math.nan, math.nan
    return costs[0], max(cost for cost in costs if cost <= MAX_RATIO * costs[len(costs) // 2])


def _style(tried: Tried, low: float, high: float) -> str:
    """The colour of a cell as CSS."""
    if tried.cost is None:
        return ""
    scheme, share = theme.SCHEMES[session.theme_mode()], _share(tried.cost, low, high)
    shade = _mixed(scheme.panel, theme.FORWARD, share)
    return f"background-color: {shade}; color: {'#FFFFFF' if share > DARK else scheme.text}"


def _share(cost: float, low: float, high: float) -> float:
    """The goodness of a cost, from 0 to 1, by its logarithm: costs differ by powers of ten."""
    if not high > low:
        return 0.0 if cost > high else 1.0
    if cost >= high:
        return 0.0
    return math.log(high / cost) / math.log(high / low) if low > 0 else (high - cost) / (high - low)


def _mixed(first: str, second: str, share: float) -> str:
    """A colour between two, "#RRGGBB" each, with so much of the second."""
    pairs = zip(bytes.fromhex(first[1:]), bytes.fromhex(second[1:]), strict=True)
    return "#" + "".join(f"{round(a + share * (b - a)):02X}" for a, b in pairs)
