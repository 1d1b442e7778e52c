"""The data to learn from: a registry of named datasets and one function that makes the arrays.

`DATASETS` says what there is and which options each dataset takes; `load_dataset(config.dataset)` gives the
arrays. Everything is drawn from the configuration's seed: the same configuration gives the same arrays bit
for bit.

One idea a file:

    dataset.py     what a registered dataset is
    data.py        the arrays that come out
    options.py     the options that datasets have in common
    generated.py   shapes in the plane, drawn by formula
    surfaces.py    regression over two features
    tables.py      AND, OR, XOR
    own_points.py  points that a visitor sets
    own_table.py   a table that a visitor imports
    contents/      the examples of such tables, known by their hash
    features.py    what of a point of the plane may be an input
    picture.py     the axes on which data of one or two features are drawn
    real.py        data from the world, read from files/
    registry.py    all of them, in the order of the menu
    split.py       stratified parts
    load.py        draw, add noise, split, take features, standardise
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dnn.datasets.data import Data
from dnn.datasets.dataset import Dataset
from dnn.datasets.load import load_dataset
from dnn.datasets.registry import DATASETS, OFFERED

if TYPE_CHECKING:
    from dnn.configuration.table import from_arrays, from_dataframe

__all__ = ["DATASETS", "OFFERED", "Data", "Dataset", "from_arrays", "from_dataframe", "load_dataset"]


def __getattr__(name: str) -> Any:
    """The functions that return configurations, which stand above the datasets and are imported when asked for."""
    if name in ("from_arrays", "from_dataframe"):
        from dnn.configuration import table

        return getattr(table, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
