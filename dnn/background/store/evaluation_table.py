"""Evaluations as arrays, and back: a row each, whatever number of layers was measured."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from operator import attrgetter

import numpy as np

from dnn.background.store.arrays import Arrays
from dnn.training.evaluations import Evaluation

SCALARS = ("train_cost", "train_data_cost", "test_cost", "train_score", "test_score")
LAYERS = ("gradient_norms", "bias_gradient_norms", "update_ratios")
LAYERS_FROM = 1 + len(SCALARS)
VALUES = attrgetter("iteration", *SCALARS, *LAYERS)


def evaluation_arrays(evaluations: Sequence[Evaluation], prefix: str) -> Arrays:
    """The evaluations as arrays whose names begin with a prefix: iterations (k,), scalars (k, 5) with NaN where there
    is none, which of them there are (k, 5), lengths (k, 3) of the values of layers, and these one after the other."""
    rows = [VALUES(each) for each in evaluations]
    scalars = [row[1:LAYERS_FROM] for row in rows]
    layers = [values for row in rows for values in row[LAYERS_FROM:]]
    shape = (len(rows), len(SCALARS))
    return {
        f"{prefix}_iterations": np.array([row[0] for row in rows], dtype=np.int64),
        f"{prefix}_scalars": np.array(scalars, dtype=float).reshape(shape),  # float(None) is NaN for NumPy
        f"{prefix}_known": np.array([value is not None for row in scalars for value in row], bool).reshape(shape),
        f"{prefix}_lengths": np.array([len(values) for values in layers], dtype=np.int64).reshape(-1, len(LAYERS)),
        f"{prefix}_layers": np.fromiter(chain.from_iterable(layers), dtype=float),
    }


def read_evaluations(arrays: Arrays, prefix: str) -> list[Evaluation]:
    """The evaluations that `evaluation_arrays` was given. Raises KeyError or ValueError for arrays that do not go
    together."""
    iterations, scalars, known, lengths, layers = (
        arrays[f"{prefix}_{name}"] for name in ("iterations", "scalars", "known", "lengths", "layers")
    )
    if lengths.sum() != len(layers) or (lengths < 0).any():
        raise ValueError(f"{prefix}: expected {lengths.sum()} values of layers, got {len(layers)}")
    pieces = iter(np.split(layers, np.cumsum(lengths.ravel())[:-1])) if lengths.size else iter(())
    return [
        Evaluation(
            int(iteration),
            *(float(value) if is_known else None for value, is_known in zip(row, there, strict=True)),  # type: ignore[arg-type]
            *(tuple(next(pieces).tolist()) for _ in LAYERS),
        )
        for iteration, row, there in zip(iterations, scalars, known, strict=True)
    ]
