"""The benefit and the cost of the cache: multiply-adds, time and memory with it and without."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

import numpy as np
import streamlit as st

from dnn.lessons.recomputation import WAYS, Shape, Timing, growth, held_bytes, time_ways, with_layers
from pages.learn.cache import charts, tables
from pages.learn.cache.charts import Line
from pages.shared.drawing.markdown_table import of_figures
from pages.shared.frame.text import _, heading, ngettext, say, strong
from pages.shared.session import session

TIMED_LENGTHS = (1, 2, 4, 8, 16, 32)
COUNTED_LENGTHS = tuple(range(1, 34))
PLOTTED = ("everything", "segments", "nothing")
MAX_ROWS = 8
"""A table of more layers than this scrolls."""
TABLE_HEIGHT = 330


def draw(shape: Shape, m: int, l: int) -> None:
    """Draw the section.

    Args:
        shape: the visitor's network.
        m: examples of a batch.
        l: the layer that stands out in the table.
    """
    itemsize = np.dtype(shape.precision).itemsize
    st.markdown(heading(_("Cache on, cache off")))
    deeper = tuple(with_layers(shape, L) for L in TIMED_LENGTHS)
    timing = time_ways((shape, *deeper), m, tuple(WAYS))
    _figures(shape, m, timing, itemsize)
    _charts(shape, m, deeper, timing)
    height: int | Literal["content"] = TABLE_HEIGHT if len(shape.sizes) > MAX_ROWS + 1 else "content"
    with st.container(key="cache_work", height=height, border=False):
        st.markdown(tables.work_table(shape, m, timing, l))
    st.caption(_timing_words(m, timing))
    left, right = st.columns(2, gap="medium")
    with left:
        st.markdown(
            strong(
                ngettext(
                    "What the cache costs in memory, for {m} example in {precision}",
                    "What the cache costs in memory, for {m} examples in {precision}",
                    m,
                ).format(m=f"{m:,}", precision=shape.precision)
            )
        )
        with st.container(key="cache_memory", height=height, border=False):
            st.markdown(tables.memory_table(shape, m, itemsize))
    with right:
        st.markdown(strong(_("Between on and off")))
        with st.container(key="cache_ways"):
            st.markdown(tables.ways_table(shape, m, itemsize, timing))
        st.caption(
            _(
                "X and Ŷ are counted in every way. With A at some borders only, a segment is computed once more "
                "when the way back comes to it: at most one forward pass more in all, whatever L is. Frameworks call "
                "it checkpointing."
            )
        )


def _figures(shape: Shape, m: int, timing: Timing, itemsize: int) -> None:
    """The comparison in one row."""
    totals = tables.totals(shape, m)
    on, off = (timing.total(shape, way) for way in (tables.ON, tables.OFF))
    kept_on, kept_off = (held_bytes(way, shape.sizes, m, itemsize) for way in (tables.ON, tables.OFF))
    shown = {
        _("Layers L"): str(len(shape.sizes) - 1),
        _("Multiply-adds, on → off"): f"{totals['everything']:,} → {totals['nothing']:,}",
        _("ratio"): f"{totals['nothing'] / totals['everything']:.2f}",
        _("Time, on → off"): "–" if on is None or off is None else f"{tables.duration(on)} → {tables.duration(off)}",
        _("Kept for the backward pass, on → off"): _("{bytes} bytes").format(bytes=f"{kept_on:,} → {kept_off:,}"),
    }
    with st.container(key="cache_figures"):
        st.markdown(of_figures(shown))


def _charts(shape: Shape, m: int, deeper: tuple[Shape, ...], timing: Timing) -> None:
    """Multiply-adds and time over the number of layers."""
    mode, L, totals = session.theme_mode(), len(shape.sizes) - 1, tables.totals(shape, m)
    counted = tuple(Line(way, _title(way), _counted(way, shape, m), totals[way]) for way in PLOTTED)
    timed = tuple(
        Line(way, _title(way), tuple(_milliseconds(timing, each, way) for each in deeper), own)
        for way, own in ((way, _milliseconds(timing, shape, way)) for way in PLOTTED)
    )
    mark = _("this network: L = {L}").format(L=L)
    panels = (
        ("cache_counts", COUNTED_LENGTHS, counted, _("multiply-adds"), ""),
        ("cache_times", TIMED_LENGTHS, timed, _("milliseconds"), "ms"),
    )
    for column, (name, lengths, lines, title, unit) in zip(st.columns(2, gap="medium"), panels, strict=True):
        column.plotly_chart(
            charts.growth_chart(lengths, lines, L, mark, (_("number of layers L"), title), unit, mode),
            key=name,
            theme=None,
            config={"displayModeBar": False},
            alt=_("{quantity} over the number of layers, with the cache and without").format(quantity=title),
        )
    st.html(charts.legend(PLOTTED, mode))
    st.markdown(
        _(
            "With the cache every layer is computed once: a straight line, $O(L)$. Without it layer $l$ costs "
            "another $l$ layers, and $1+2+\\dots+L=L(L+1)/2$: a parabola, $O(L^2)$. Doubling the depth doubles "
            "the work with the cache, and in the limit quadruples it without."
        )
    )


@lru_cache(maxsize=256)
def _counted(way: str, shape: Shape, m: int) -> tuple[int, ...]:
    return tuple(growth(way, shape, m, COUNTED_LENGTHS))


def _title(way: str) -> str:
    return say(WAYS[way].title)


def _milliseconds(timing: Timing, shape: Shape, way: str) -> float | None:
    seconds = timing.total(shape, way)
    return None if seconds is None else 1000 * seconds


def _timing_words(m: int, timing: Timing) -> str:
    """The words on how the times were measured."""
    if not timing.rounds:
        return _("This network is too large to be timed interactively; the multiply-adds still hold.")
    words = _(
        "Multiply-adds are those of the matrix products. Times are medians of {rounds} rounds in which all ways took "
        "turns, on this server at this moment; examples: {m} of {all}."
    )
    return words.format(rounds=timing.rounds, m=f"{timing.m:,}", all=f"{m:,}")
