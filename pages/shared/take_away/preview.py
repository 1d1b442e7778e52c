"""A look at a file before it is downloaded: its beginning as text, or what a file of numbers contains."""

from __future__ import annotations

import io
import json
from collections.abc import Callable

import numpy as np

from dnn.export import Export

MAX_SHOWN_LINES, MAX_CHARACTERS = 400, 40_000
"""The most that a preview shows; a browser draws no more of a text at once without a pause."""


def preview(form: Export, content: bytes) -> tuple[str, bool]:
    """The text that shows what a file of this form contains, and whether that is all of it."""
    text = CONTENTS.get(form.name, bytes.decode)(content)
    lines = text[:MAX_CHARACTERS].splitlines()[:MAX_SHOWN_LINES]
    shown = "\n".join(lines)
    return shown, len(shown) >= len(text.rstrip("\n"))


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
