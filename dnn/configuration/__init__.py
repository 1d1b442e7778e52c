"""A run as a value: dataset, architecture, hyperparameters and seed, checked where they come in.

run.py              RunConfig: the whole, and its JSON both ways
dataset.py  architecture.py  hyperparameters.py     its sections
differences.py      the difference of two, and whether a run can take it over
document.py         JSON from outside as a value
sections.py         how a section is read and refused
reference.py        every key with its range and default, as plain text
point_editing.py    a visitor's own points, one more or less
table.py            arrays and data frames of one's own; labels.py: classes or targets
"""

from dnn.configuration.architecture import (
    DEFAULT_HIDDEN,
    MAX_HIDDEN_LAYERS,
    MAX_UNITS,
    UNITS,
    ArchitectureConfig,
    HiddenLayer,
)
from dnn.configuration.dataset import DatasetConfig
from dnn.configuration.differences import LIVE_FIELDS, Difference, difference, merged
from dnn.configuration.hyperparameters import HYPERPARAMETERS, Hyperparameters, ScheduleConfig
from dnn.configuration.run import SEED, RunConfig

__all__ = [
    "DEFAULT_HIDDEN",
    "HYPERPARAMETERS",
    "LIVE_FIELDS",
    "MAX_HIDDEN_LAYERS",
    "MAX_UNITS",
    "SEED",
    "UNITS",
    "ArchitectureConfig",
    "DatasetConfig",
    "Difference",
    "HiddenLayer",
    "Hyperparameters",
    "RunConfig",
    "ScheduleConfig",
    "difference",
    "merged",
]
