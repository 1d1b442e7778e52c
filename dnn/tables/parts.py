"""The training and the test part of a prepared table, standardised by what the training part alone has."""

from __future__ import annotations

import numpy as np

from dnn.datasets.data import Data
from dnn.datasets.load import mean_and_scale, one_hot
from dnn.losses import TASKS
from dnn.tables.prepare import PreparedTable


def divided(prepared: PreparedTable, *, standardize: bool) -> Data:
    """The two parts as a dataset has them: X (n_x, m) and Y (n_y, m), and what they were standardised with."""
    is_regression, classes = TASKS[prepared.task].is_regression, len(prepared.class_names)
    Y = one_hot(prepared.labels, classes) if classes > 2 else prepared.labels[np.newaxis]  # (n_y, m)
    train, test = prepared.train, prepared.test
    mean, scale = mean_and_scale(prepared.X[:, train], standardize)  # (n_x, 1)
    target_mean, target_scale = mean_and_scale(Y[:, train], standardize and is_regression)  # (n_y, 1)
    X, Y = (prepared.X - mean) / scale, (Y - target_mean) / target_scale
    return Data(
        X_train=X[:, train],
        Y_train=Y[:, train],
        X_test=X[:, test],
        Y_test=Y[:, test],
        task=prepared.task,
        feature_names=prepared.feature_names,
        class_names=prepared.class_names,
        mean=mean,
        scale=scale,
        target_mean=target_mean,
        target_scale=target_scale,
    )
