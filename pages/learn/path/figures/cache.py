"""The arrays that the way back reads in each layer, and the multiplications with all of them cached or not."""

from __future__ import annotations

from html import escape

import streamlit as st

from dnn.lessons.recomputation import WAYS, LayerWork, layer_work
from dnn.network import layer_sizes
from dnn.shapes import training_examples
from pages.learn.path.figures.shown import WITHHELD, ShownExperiment
from pages.shared.drawing import theme
from pages.shared.frame.text import _, say, sentences
from pages.shared.session import session

CACHED = "everything"
Part = tuple[str, str, bool]
"""A field of LayerWork, the quantity whose colour it has, and whether it is hatched."""
PARTS: tuple[Part, ...] = (
    ("forward", "Z", False),
    ("again", "Z", True),
    ("dW", "dW", False),
    ("dA", "dA", False),
)


def draw(shown: ShownExperiment) -> None:
    """Draw a table with a bar for each layer, and what all of them come to."""
    sizes, m, mode = layer_sizes(shown.config), training_examples(shown.config.dataset), session.theme_mode()
    way = shown.options["way"]
    ways = {each: layer_work(each, sizes, m) for each in dict.fromkeys((CACHED, way))}
    with st.container(key=f"path_figure_{shown.key}"):
        st.html(legend(mode, is_tried=shown.is_tried) + work_table(ways, mode, is_tried=shown.is_tried))
        if shown.is_tried:
            st.markdown(totals(ways, way))


def read_on_the_way_back(l: int, L: int) -> tuple[tuple[str, int], ...]:
    """The arrays that layer l of L needs on the way back: Z for g', or A for A - Y at the output; A of the layer before
    for dW; W for dA."""
    own = ("A", l) if l == L else ("Z", l)
    W = () if l == 1 else (("W", l),)
    return (own, ("A", l - 1), *W)


def work_table(ways: dict[str, tuple[LayerWork, ...]], mode: str, *, is_tried: bool) -> str:
    """A row a layer: what backward reads, and a bar for each way; before the try the way forward alone."""
    longest = max(_shown(work, is_tried) for works in ways.values() for work in works)
    shown_ways = ways if is_tried else {CACHED: ways[CACHED]}
    lines = []
    for place in range(len(ways[CACHED])):
        l, L = place + 1, len(ways[CACHED])
        reads = "".join(_chip(*each, mode) for each in read_on_the_way_back(l, L)) if is_tried else WITHHELD
        for number, (way, works) in enumerate(shown_ways.items()):
            work, span = works[place], f'rowspan="{len(shown_ways)}"'
            first = f'<th scope="row" {span}>{l}</th><td {span}>{reads}</td>' if number == 0 else ""
            again = f"{work.again:,}" if is_tried else ""
            bar = _bar(work, longest, way, mode, is_tried=is_tried)
            lines.append(f"<tr>{first}<td>{bar}</td><td>{_shown(work, is_tried):,}</td><td>{again}</td></tr>")
    reads = _("backward reads")
    heads = (_("layer"), reads, _("multiplications"), _("number"), _("made again"))
    row = "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
    return f'<table class="path-work"><thead><tr>{row}</tr></thead><tbody>{"".join(lines)}</tbody></table>'


def _shown(work: LayerWork, is_tried: bool) -> int:
    return work.total if is_tried else work.forward


def _chip(symbol: str, l: int, mode: str) -> str:
    name = "X" if (symbol, l) == ("A", 0) else f"{symbol}<sup>[{l}]</sup>"
    return f'<b class="path-chip path-symbol" style="--path-quantity:{theme.quantity_color(symbol, mode)}">{name}</b>'


def _bar(work: LayerWork, longest: int, way: str, mode: str, *, is_tried: bool) -> str:
    """The multiplications of a layer as lengths; those made again are hatched."""
    parts = PARTS if is_tried else PARTS[:1]
    pieces = [
        f'<i style="width:{100 * getattr(work, field) / longest:.2f}%;{_paint(quantity, hatched, mode)}"></i>'
        for field, quantity, hatched in parts
        if getattr(work, field)
    ]
    words = say(WAYS[way].title) if is_tried else _("forward")
    label = f"{words}: {_shown(work, is_tried):,}"
    caption = f"<small>{escape(words)}</small>" if is_tried else ""
    return f'{caption}<div class="path-bar" role="img" aria-label="{escape(label)}">{"".join(pieces)}</div>'


def _paint(quantity: str, hatched: bool, mode: str) -> str:
    color = theme.quantity_color(quantity, mode)
    if not hatched:
        return f"background:{color}"
    return f"background:repeating-linear-gradient(135deg,{color} 0 3px,transparent 3px 7px);outline:1px solid {color}"


def legend(mode: str, *, is_tried: bool) -> str:
    """The parts of a bar beside their names."""
    names = {"forward": _("forward"), "again": _("forward once more"), "dW": "dW", "dA": "dA"}
    entries = (
        f'<span><i style="{_paint(quantity, hatched, mode)}"></i>{escape(names[field])}</span>'
        for field, quantity, hatched in (PARTS if is_tried else PARTS[:1])
    )
    return f'<div class="path-legend">{"".join(entries)}</div>'


def totals(ways: dict[str, tuple[LayerWork, ...]], way: str) -> str:
    """The multiplications of the whole iteration, and how many of them are made again."""
    needed, made = (sum(work.total for work in ways[each]) for each in (CACHED, way))
    summary = _("In all {total} multiplications with everything cached.").format(total=f"{needed:,}")
    if way == CACHED:
        return summary
    again = sum(work.again for work in ways[way])
    more = _("With “{way}”: {total}, {times} times as many; {again} of them are made again.")
    return sentences(
        summary,
        more.format(way=say(WAYS[way].title), total=f"{made:,}", times=f"{made / needed:.2f}", again=f"{again:,}"),
    )
