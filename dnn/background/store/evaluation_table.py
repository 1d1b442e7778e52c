"""Evaluations as arrays, and back: a row each, whatever number of layers was measured."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dnn.background.store.arrays import Arrays
from dnn.training.evaluations import Evaluation

SCALARS = ("train_cost", "train_data_cost", "test_cost", "train_score", "test_score")
LAYERS = ("gradient_norms", "bias_gradient_norms", "update_ratios")


def evaluation_arrays(evaluations: Sequence[Evaluation], prefix: str) -> Arrays:
    """The evaluations as arrays whose names begin with a prefix: iterations (k,), scalars (k, 5) with NaN where there
    is none, which of them there are (k, 5), lengths (k, 3) of the values of layers, and these one after the other."""
    scalars = [[getattr(each, name) for name in SCALARS] for each in evaluations]
    layers = [[getattr(each, name) for name in LAYERS] for each in evaluations]
    lengths = [[len(each) for each in row] for row in layers]
    shape = (len(evaluations), len(SCALARS))
    return {
        f"{prefix}_iterations": np.array([each.iteration for each in evaluations], dtype=np.int64),
        f"{prefix}_scalars": np.array(scalars, dtype=float).reshape(shape),
        f"{prefix}_known": np.array([[each is not None for each in row] for row in scalars], bool).reshape(shape),
        f"{prefix}_lengths": np.array(lengths, dtype=np.int64).reshape(-1, len(LAYERS)),
        f"{prefix}_layers": np.array([value for row in layers for values in row for value in values], dtype=float),
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
