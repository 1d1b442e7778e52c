"""All datasets by name, in the order of the menu."""

from __future__ import annotations

from dnn.datasets import generated, own_points, own_table, real, surfaces, tables
from dnn.datasets.dataset import Dataset

DATASETS: dict[str, Dataset] = {
    dataset.name: dataset
    for kind in (generated, surfaces, tables, real, own_points, own_table)
    for dataset in kind.DATASETS
}

OFFERED: dict[str, Dataset] = {name: dataset for name, dataset in DATASETS.items() if not dataset.needs_content}
"""Those that can be drawn from a configuration alone, as a menu offers them."""
