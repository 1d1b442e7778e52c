"""The pictures of a step's runs in a row, each beside its name in the run's colour: first the data, then in the same
place what the network of the run says.

Nothing moves when the runs have ended: the same squares are filled.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

import streamlit as st

from dnn.configuration import RunConfig
from dnn.datasets import load_dataset
from dnn.datasets.picture import Picture, picture_of
from dnn.errors import DnnError
from dnn.lessons.path.run_output import RunOutput
from pages.learn.path.pictures.outputs import output_at_hand
from pages.learn.path.pictures.run_picture import empty_picture, run_picture
from pages.shared.drawing import theme
from pages.shared.drawing.data_preview import data_preview
from pages.shared.frame import notices
from pages.shared.frame.text import _
from pages.shared.session import session
from pages.shared.session.page_cache import PageCache

MAX_IN_A_ROW = 6
"""Pictures that stand beside one another where there is room; more have two rows on a narrow page."""
DASHES = {"solid": "", "dash": "7 4", "dot": "1.5 3", "longdash": "12 4", "dashdot": "8 3 1.5 3"}
"""Plotly's dashes, those of the curves, as SVG has them."""
MAX_PICTURE_BYTES, MAX_PICTURES = 16_000_000, 600
"""Of the pictures that are kept: one has about 10 kB."""
_row = st.components.v2.component(
    "dnn_run_pictures",
    html='<div class="room"></div>',
    css=Path(__file__).with_suffix(".css").read_text("utf-8"),
    js="""
export default function ({ parentElement, data }) {
  const room = parentElement.querySelector(".room");
  if (room.dataset.row !== data.row) {
    room.dataset.row = data.row;
    room.innerHTML = data.row;
  }
}
""",
)
_pictures: PageCache[str] = PageCache(MAX_PICTURE_BYTES, lambda svg: 200 + len(svg), MAX_PICTURES)


@dataclass(frozen=True)
class RunPanel:
    """A picture and its name.

    Attributes:
        config: the run; None for a try that was not made yet.
        name: what the run is called; empty for a single one.
        number: by which its colour and its dash go; None for none.
        is_over: whether what it says may be drawn.
        is_solid: whether its line is solid whatever its number.
    """

    config: RunConfig | None
    name: str
    number: int | None
    is_over: bool
    is_solid: bool = False


def draw(panels: Sequence[RunPanel], key: str, *, is_filmstrip: bool = False) -> None:
    """Draw the pictures in a row; of data without axes to draw them on the preview that stands beside their controls.

    Args:
        is_filmstrip: all of them in one row, however small, where the page is wide.
    """
    mode = session.theme_mode()
    first = next(panel.config for panel in panels if panel.config is not None)
    data = load_dataset(first.dataset)
    if picture_of(data) is None:
        preview = data_preview(data, _("The training data"), data.class_names)
        _row(key=key, data={"row": f'<div class="path-preview">{preview}</div>'}, height="content")
        return
    try:
        figures = "".join(_figure(panel, mode) for panel in panels)
    except DnnError as problem:
        notices.error(problem)
        return
    _row(key=key, data={"row": row(figures, len(panels), is_filmstrip=is_filmstrip)}, height="content")


def row(figures: str, count: int, *, is_filmstrip: bool) -> str:
    """The row as HTML, with the number of columns that it has on a wide page and on a narrow one."""
    wide = count if is_filmstrip or count <= MAX_IN_A_ROW else (count + 1) // 2
    narrow = 4 if count > MAX_IN_A_ROW else 3 if count in (3, 5, 6) else min(2, count)
    return f'<div class="panels" style="--wide:{wide};--narrow:{narrow}">{figures}</div>'


def _figure(panel: RunPanel, mode: str) -> str:
    """A picture with its name."""
    svg = empty_picture(panel.name) if panel.config is None else _picture(panel, panel.config, mode)
    return f"<figure>{svg}{_caption(panel, mode)}</figure>"


def _picture(panel: RunPanel, config: RunConfig, mode: str) -> str:
    data = load_dataset(config.dataset)
    picture = picture_of(data)
    assert picture is not None
    output = output_at_hand(config) if panel.is_over else None
    label = _label(panel, picture, output)
    key = (config if panel.is_over else config.dataset, label, mode)
    svg = _pictures.get(key, lambda: run_picture(data, picture, output, label, mode))
    if output is None or output.is_finite:
        return svg
    remark = _("diverged")
    return f'<div class="path-diverged">{svg}<span>{escape(remark)}</span></div>'


def _label(panel: RunPanel, picture: Picture, output: RunOutput | None) -> str:
    """The text alternative."""
    name = panel.name or _("this run")
    if output is None:
        return _("The training data") if not panel.name else _("{name}: the training data").format(name=name)
    if not output.is_finite:
        return _("{name}: the training data; the run diverged").format(name=name)
    if picture.kind == "curve":
        return _("{name}: the training data and the curve that the network gives").format(name=name)
    if not len(output.margins):
        return _("{name}: the training data on the surface that the network gives").format(name=name)
    if (output.margins >= 0).all(axis=1).any() or (output.margins < 0).all():
        return _("{name}: the training data; the network gives the same class everywhere").format(name=name)
    return _("{name}: the training data and the boundary between the classes").format(name=name)


def _caption(panel: RunPanel, mode: str) -> str:
    if not panel.name:
        return ""
    if panel.number is None:
        return f"<figcaption><span>{escape(panel.name)}</span></figcaption>"
    line = theme.run_line(panel.number, 0 if panel.is_solid else panel.number, mode)
    color, dashes = line["color"], DASHES[line["dash"]]
    swatch = (
        f'<svg aria-hidden="true" viewBox="0 0 24 8"><path d="M1 4H23" stroke="{color}" stroke-width="3" '
        f'stroke-dasharray="{dashes}"/></svg>'
    )
    return f'<figcaption style="color:{color}">{swatch}<span>{escape(panel.name)}</span></figcaption>'
