"""Evaluations as arrays, and back: a row each, whatever number of layers was measured."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dnn.background.store.arrays import Arrays
from dnn.training.evaluations import Evaluation

SCALARS = ("train_cost", "train_data_cost", "test_cost", "train_score", "test_score")
LAYERS = ("gradient_norms", "bias_gradient_norms", "update_ratios")
OF_ROWS = ("scalars", "known", "lengths")
FLOAT_BYTES = 8
HEAD = (
    ("iterations", "<i8"),
    ("scalars", "<f8", len(SCALARS)),
    ("known", "?", len(SCALARS)),
    ("lengths", "<i8", len(LAYERS)),
)
"""The fields of Evaluation.packed before its values of layers."""
BEFORE_VALUES = np.dtype(list(HEAD)).itemsize


def evaluation_arrays(evaluations: Sequence[Evaluation], prefix: str) -> Arrays:
    """The evaluations as arrays whose names begin with a prefix: iterations (k,), scalars (k, 5) with NaN where there
    is none, which of them there are (k, 5), lengths (k, 3) of the values of layers, and these one after the other."""
    tables = [_table(list(group)) for _, group in groupby((each.packed for each in evaluations), len)] or [_table([])]
    return {
        f"{prefix}_{name}": np.concatenate([table[name] for table in tables]) for name in ("iterations", *OF_ROWS)
    } | {f"{prefix}_layers": np.concatenate([table["layers"].ravel() for table in tables])}


def _table(rows: Sequence[bytes]) -> NDArray[Any]:
    """Packed evaluations of one length as a table (k,)."""
    values = (len(rows[0]) - BEFORE_VALUES) // FLOAT_BYTES if rows else 0
    return np.frombuffer(b"".join(rows), dtype=[*HEAD, ("layers", "<f8", values)])


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
