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
    features.py    what of a point of the plane may be an input
    real.py        data from the world, read from files/
    registry.py    all of them, in the order of the menu
    split.py       stratified parts
    load.py        draw, add noise, split, take features, standardise
"""

from dnn.datasets.data import Data
from dnn.datasets.dataset import Dataset
from dnn.datasets.load import load_dataset
from dnn.datasets.registry import DATASETS

__all__ = ["DATASETS", "Data", "Dataset", "load_dataset"]
