"""A deep fully connected network in NumPy that can be looked into: the library behind the visual trainer.

Importing it sets BLAS to one thread: the same configuration then gives the same costs bit for bit, and for networks
of this size one thread is the fastest.
"""

from dnn.system.blas import use_one_thread as _use_one_thread

_use_one_thread()

from dnn.backward import BackwardPass, backward
from dnn.configuration import (
    ArchitectureConfig,
    DatasetConfig,
    HiddenLayer,
    Hyperparameters,
    RunConfig,
    ScheduleConfig,
)
from dnn.configuration.table import from_arrays, from_dataframe
from dnn.datasets.contents import MissingContent
from dnn.datasets.load import load_dataset
from dnn.errors import ConfigurationError, DnnError, ShapeError
from dnn.export import export
from dnn.forward import ForwardPass, cost, forward, predict
from dnn.imports import FittedRun, ImportedRun, fit_imported, read_run_file
from dnn.lessons.gradient_check import GradientReport, check_gradients
from dnn.network import Layer, Parameters, flatten, initialize, unflatten
from dnn.shapes import ShapeTable, shape_table
from dnn.training.advance import Record, TrainingStopped, train

__all__ = [
    "ArchitectureConfig",
    "BackwardPass",
    "ConfigurationError",
    "DatasetConfig",
    "DnnError",
    "FittedRun",
    "ForwardPass",
    "GradientReport",
    "HiddenLayer",
    "Hyperparameters",
    "ImportedRun",
    "Layer",
    "MissingContent",
    "Parameters",
    "Record",
    "RunConfig",
    "ScheduleConfig",
    "ShapeError",
    "ShapeTable",
    "TrainingStopped",
    "backward",
    "check_gradients",
    "cost",
    "export",
    "fit_imported",
    "flatten",
    "forward",
    "from_arrays",
    "from_dataframe",
    "initialize",
    "load_dataset",
    "predict",
    "read_run_file",
    "shape_table",
    "train",
    "unflatten",
]
