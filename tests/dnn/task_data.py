"""A dataset for every task: a small one for those of the course, for others the first that has it."""

from __future__ import annotations

from dnn.configuration import DatasetConfig
from dnn.datasets.registry import DATASETS

DATASET_OF_TASK: dict[str, str] = {
    entry.task_for(DatasetConfig.from_dict({"name": name})): name for name, entry in reversed(DATASETS.items())
} | {"binary": "circles", "multiclass": "iris", "regression": "diabetes"}
