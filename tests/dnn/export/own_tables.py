"""Runs on tables of one's own, small and large, of every task, with categories, hostile names and edges."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from dnn.activations import ACTIVATIONS
from dnn.configuration import DatasetConfig, RunConfig
from dnn.configuration.table import from_arrays, from_dataframe
from dnn.datasets.real import read_table
from dnn.datasets.registry import DATASETS
from dnn.optimizers import OPTIMIZERS
from dnn.schedules import SCHEDULES
from tests.dnn.export.programs import configure

HOSTILE = ('"""\\', "</script><b>", "=1+1", "$settings {0} %s", "\u2028名")


def iris() -> DatasetConfig:
    """The flowers with their species in words, as somebody has them in a file."""
    numbers, names = read_table("iris"), [str(each) for each in DATASETS["iris"].class_names]
    frame = pd.DataFrame(numbers[:, :-1], columns=list(DATASETS["iris"].feature_names))
    return from_dataframe(frame.assign(species=[names[int(k)] for k in numbers[:, -1]]), "species", seed=4)


def categories(m: int, **options: Any) -> DatasetConfig:
    """Two classes that follow from a colour, a truth value and a year."""
    rng = np.random.default_rng(m)
    frame = pd.DataFrame(
        {
            "colour": rng.choice(["red", "green", 'deep "blue"'], m),
            "is old": rng.random(m) < 0.4,
            "year": 2000.0 + rng.integers(0, 25, m),
        }
    )
    is_yes = (frame["colour"] == "red") ^ (frame["is old"] & (frame["year"] > 2010))
    return from_dataframe(frame.assign(answer=np.where(is_yes, "yes", "no")), "answer", **options)


def regression(m: int, **options: Any) -> DatasetConfig:
    """Prices far from 0 of two sizes."""
    rng = np.random.default_rng(m)
    X = rng.normal([[70.0], [3.0]], [[20.0], [1.0]], (2, m))
    Y = 250_000 + 3_000 * X[0] + 9_000 * X[1] + rng.normal(0, 5_000, m)
    return from_arrays(X, Y, feature_names=["square metres", "rooms"], task="regression", **options)


def classes(m: int, count: int = 4, names: tuple[str, ...] = HOSTILE, **options: Any) -> DatasetConfig:
    """Several classes of points about as many centres."""
    rng = np.random.default_rng(m)
    labels = np.arange(m) % count
    X = rng.normal(0, 1, (5, m)) + rng.normal(0, 2, (5, count))[:, labels]
    return from_arrays(X, labels, feature_names=names, class_names=names[:count], task="multiclass", **options)


def binary(m: int, **options: Any) -> DatasetConfig:
    """Two classes."""
    X = np.random.default_rng(m).normal(0, 1, (2, m))
    return from_arrays(X, (X[0] * X[1] > 0).astype(int), **options)


def one_class() -> DatasetConfig:
    """A class that all examples have."""
    return from_arrays(np.random.default_rng(1).normal(0, 1, (2, 9)), ["only"] * 9)


def tables() -> Iterator[DatasetConfig]:
    """All of them; the last four are too large for a program's text."""
    yield iris()
    yield categories(60)
    yield categories(60, standardize=False, test_fraction=0.0)
    yield regression(50)
    yield regression(50, standardize=False, test_fraction=0.0)
    yield classes(40)
    yield binary(30, seed=5, test_fraction=0.5)
    yield binary(2, test_fraction=0.0)
    yield one_class()
    yield from_arrays([[1.5]], [2.5], task="regression")
    yield from_arrays(np.ones((2, 12)), np.arange(12.0), task="regression")  # a feature without spread
    yield categories(900)
    yield regression(900)
    yield classes(600)
    yield binary(2_000, test_fraction=0.0)


def table_configurations() -> Iterator[RunConfig]:
    """Every table, and what can be chosen on a small and on a large one."""
    for table in tables():
        yield on_table(table, learning_rate=0.001 if not table.standardize else 0.02)
    for table in (iris(), categories(900)):
        yield from (
            on_table(table, optimizer=name, batch_size=size, l2=0.3) for name in OPTIMIZERS for size in (None, 16)
        )
        yield from (on_table(table, activation=name) for name in ACTIVATIONS)
        yield from (on_table(table, schedule=name) for name in SCHEDULES)
        yield on_table(table, precision="float32", batch_size=32)
        yield on_table(table, data={"noise": 0.2, "samples": 60, "seed": 9})


def on_table(table: DatasetConfig, data: dict[str, Any] | None = None, **changes: Any) -> RunConfig:
    """A short run on a table."""
    keys = {key: value for key, value in table.to_dict().items() if key != "name"}
    return configure("table", data=keys | (data or {}), **changes)
