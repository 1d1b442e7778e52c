"""A look at a file before it is downloaded: its text, what a file of numbers contains, or the picture that it is."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

import numpy as np

from dnn.export import Export, TrainedRun
from dnn.export.chart_files import chart_page
from dnn.export.html_report import report_page
from dnn.export.pictures.cost_chart import cost_chart

MAX_SHOWN_LINES, MAX_CHARACTERS = 400, 40_000
"""The most that a preview shows; a browser draws no more of a text at once without a pause."""
SHEET_HEIGHT = 480
"""Pixels of a page that are seen at a time."""


@dataclass(frozen=True)
class Preview:
    """A look at a file, and what a button copies of it.

    Attributes:
        text: what it contains, or its source; empty for pixels.
        markup: a picture, as HTML that this app has written; empty where the text is shown.
        image: the picture as a PNG file, where that is what is copied.
    """

    text: str = ""
    markup: str = ""
    image: bytes | None = None

    def beginning(self) -> tuple[str, bool]:
        """The part of the text that is shown, and whether that is all of it."""
        lines = self.text[:MAX_CHARACTERS].splitlines()[:MAX_SHOWN_LINES]
        shown = "\n".join(lines)
        return shown, len(shown) >= len(self.text.rstrip("\n"))


def preview(form: Export, content: bytes, run: TrainedRun) -> Preview:
    """A look at the content of a file of this form."""
    if form.name == "chart_png":
        picture = f"data:{form.media_type};base64,{base64.b64encode(content).decode('ascii')}"
        label = escape(cost_chart(run).label)
        return Preview(markup=f'<img src="{picture}" alt="{label}" style="max-width: 100%" width="640">', image=content)
    text = CONTENTS.get(form.name, bytes.decode)(content)
    return Preview(text, PICTURES[form.name](run, text) if form.name in PICTURES else "")


def _arrays(content: bytes) -> str:
    """Name, shape and type of each array of an .npz file, and its first numbers."""
    with np.load(io.BytesIO(content), allow_pickle=False) as file:
        return "\n".join(f"{name} {file[name].shape} {file[name].dtype}\n{file[name]}\n" for name in file.files)


def _cells(content: bytes) -> str:
    """The cells of a notebook, one below the other, as editors write them in a script."""
    cells = json.loads(content)["cells"]
    return "\n\n".join(f"# %%{_kind(cell['cell_type'])}\n{_source(cell)}" for cell in cells)


def _kind(cell_type: str) -> str:
    return "" if cell_type == "code" else f" [{cell_type}]"


def _source(cell: dict[str, object]) -> str:
    source = cell["source"]
    text = "".join(source) if isinstance(source, list) else str(source)
    if cell["cell_type"] == "code":
        return text
    return "\n".join(f"# {line}".rstrip() for line in text.splitlines())


def _graph(content: bytes) -> str:
    """The graph in the text form of ONNX, without what the file says about itself."""
    import onnx.printer

    return str(onnx.printer.to_text(onnx.load_from_string(content).graph))


CONTENTS: dict[str, Callable[[bytes], str]] = {"weights": _arrays, "notebook": _cells, "onnx": _graph}
"""Functions that show the content of forms that are no text to be read; the others are shown as they are."""
PICTURES: dict[str, Callable[[TrainedRun, str], str]] = {
    "chart_svg": lambda _run, text: text,
    "chart_html": lambda run, _text: chart_page(run).sheet(SHEET_HEIGHT),
    "html": lambda run, _text: report_page(run).sheet(SHEET_HEIGHT),
}
"""Forms whose text is the source of something to be looked at -> that, as HTML that this app has written."""
