"""The run as a Jupyter notebook in the course's style: its functions one by one, shapes asserted, gradients checked."""

from __future__ import annotations

import json
from typing import Any

from dnn.configuration import RunConfig
from dnn.export.notebook_cells import cells

FORMAT, MINOR_FORMAT = 4, 5
"""nbformat 4.5: the first in which cells have ids."""


def notebook(config: RunConfig) -> str:
    """A notebook that needs NumPy and dnn alone, as JSON; it runs from top to bottom and prints the run's costs."""
    document = {
        "cells": [_cell(number, kind, source) for number, (kind, source) in enumerate(cells(config), start=1)],
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": FORMAT,
        "nbformat_minor": MINOR_FORMAT,
    }
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def _cell(number: int, kind: str, source: str) -> dict[str, Any]:
    """A cell; equal runs give equal ids."""
    cell: dict[str, Any] = {"cell_type": kind, "id": f"cell-{number:02}", "metadata": {}}
    if kind == "code":
        cell |= {"execution_count": None, "outputs": []}
    return cell | {"source": source.strip("\n").splitlines(keepends=True)}
