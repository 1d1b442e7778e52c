"""A table for those who have none at hand: the flowers of the built-in iris, with the names of their species."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import dnn.datasets

EXAMPLE_NAME = "iris.csv"
SPECIES = ("setosa", "versicolor", "virginica")


@cache
def example_table() -> bytes:
    """The bytes of the file: four columns in centimetres, and the species in words."""
    file = Path(dnn.datasets.__file__).with_name("files") / EXAMPLE_NAME
    head, *rows = file.read_text("utf-8").splitlines()
    named = [_named(row) for row in rows]
    return "\n".join([head.replace("class", "species"), *named, ""]).encode("utf-8")


def _named(row: str) -> str:
    numbers, _comma, number = row.rpartition(",")
    return f"{numbers},{SPECIES[int(number)]}"
