"""All datasets by name, in the order of the menu."""

from __future__ import annotations

from dnn.datasets import generated, own_points, real, surfaces, tables
from dnn.datasets.dataset import Dataset

DATASETS: dict[str, Dataset] = {
    dataset.name: dataset for kind in (generated, surfaces, tables, real, own_points) for dataset in kind.DATASETS
}
