"""b - alpha db with db of shape (n, 1) and of shape (n,), in the numbers of the learner's network."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dnn.activations import Array
from dnn.backward import backward
from dnn.configuration import RunConfig
from dnn.datasets import load_dataset
from dnn.forward import forward
from dnn.network import initialize
from pages.learn.path.figures.number_grid import Grid, number_grid
from pages.shared.frame.text import _


@dataclass(frozen=True, eq=False)
class BiasUpdate:
    """The update of the biases of a layer, as it should be and without keepdims.

    Attributes:
        b, db: (n, 1).
        right: (n, 1) b - alpha db.
        broadcast: (n, n) what NumPy makes of it where db has the shape (n,).
        alpha: the learning rate.
    """

    b: Array
    db: Array
    right: Array
    broadcast: Array
    alpha: float


def bias_update(config: RunConfig, layer: int) -> BiasUpdate:
    """The first update of a layer, counted from 1."""
    data, parameters = load_dataset(config.dataset), initialize(config)
    passes = forward(parameters, data.X_train)
    b, alpha = parameters.layers[layer - 1].b, config.hyperparameters.learning_rate
    db = backward(parameters, passes, data.Y_train)[layer - 1].db  # (n, 1)
    rank_1 = np.sum(db, axis=1)  # (n,)
    return BiasUpdate(b, db, b - alpha * db, b - alpha * rank_1, alpha)


def bias_rows(update: BiasUpdate, layer: int, mode: str) -> str:
    """Both updates as HTML, one below the other: db as the row that NumPy takes it for, and as a column."""
    row, column = _("db of shape (n,) counts as a row"), _("with keepdims=True: a column")
    wrong = (
        Grid("b", layer, update.b, ""),
        Grid("db", layer, update.db.T, row, shape=f"({len(update.db)},)"),
        Grid("b", layer, update.broadcast, _("b is a matrix now")),
    )
    right = (
        Grid("b", layer, update.b, ""),
        Grid("db", layer, update.db, column),
        Grid("b", layer, update.right, _("b keeps its shape")),
    )
    return _equation(wrong, update.alpha, mode) + _equation(right, update.alpha, mode)


def _equation(grids: tuple[Grid, Grid, Grid], alpha: float, mode: str) -> str:
    b, db, result = (number_grid(grid, mode) for grid in grids)
    minus = f"<span>− α<small> (α = {alpha:g})</small></span>"
    return f'<div class="path-grids path-equation"><div>{b}{minus}{db}</div><div><span>→</span>{result}</div></div>'
