"""Arrays from a configuration: draw, add noise, split, take features, standardise.

Each step has random numbers of its own, so that a change of one option leaves what the others decide as it
was: more noise moves the same points further, another split divides the same points.
"""

from __future__ import annotations

import numpy as np

from dnn.datasets.contents import CONTENTS
from dnn.datasets.data import Data, Floats
from dnn.datasets.dataset import NoiseUnit
from dnn.datasets.features import features_of
from dnn.datasets.own_table import uses_content
from dnn.datasets.registry import DATASETS
from dnn.datasets.streams import DRAW, NOISE
from dnn.datasets.values import DatasetValues
from dnn.system.cache import BoundedCache

_CACHE: BoundedCache[Data] = BoundedCache(entries=64, bytes=64_000_000)


def _forget(digest: str) -> None:
    """Forget the data of a table that is no longer to be there."""
    _CACHE.discard(lambda config: uses_content(config, digest))


CONTENTS.on_discard(_forget)


def load_dataset(config: DatasetValues) -> Data:
    """The two parts of a dataset, as `make_dataset` makes them; cached for as long as they are asked for.

    Raises:
        MissingContent: a table that is not stored here.
    """
    data = _CACHE.get(config)
    if data is None:
        discards = _CACHE.discards
        data = make_dataset(config)
        _CACHE.put(config, data, data.nbytes, discards)
    return data


def make_dataset(config: DatasetValues) -> Data:
    """Make the two parts of a dataset; the same configuration gives the same arrays bit for bit.

    Args:
        config: a valid configuration (it has checked itself).

    Returns:
        The training part X_train (n_x, m), Y_train (n_y, m) and the test part, float64, read-only.

    Raises:
        MissingContent: a table that is not stored here.
    """
    dataset = DATASETS[config.name]
    classes = dataset.classes_for(config)
    X, labels = dataset.draw(config, np.random.default_rng((config.seed, DRAW)))  # (n_x, m), (m,)
    X, labels = _with_noise(X, labels, config, dataset.noise_unit)
    strata = labels if classes else np.zeros_like(labels)
    train, test = dataset.parts_for(config, strata)
    plane, names = X if dataset.in_plane else None, dataset.inputs_for(config)  # (2, m)
    X = X if plane is None else features_of(plane, names)  # (n_x, m)
    Y = one_hot(labels, classes) if classes > 2 else labels[np.newaxis]  # (n_y, m)
    mean, scale = mean_and_scale(X[:, train], config.standardize)  # (n_x, 1)
    target_mean, target_scale = mean_and_scale(Y[:, train], config.standardize and classes == 0)  # (n_y, 1)
    X, Y = (X - mean) / scale, (Y - target_mean) / target_scale
    return Data(
        X_train=_frozen(X[:, train]),
        Y_train=_frozen(Y[:, train]),
        X_test=_frozen(X[:, test]),
        Y_test=_frozen(Y[:, test]),
        task=dataset.task_for(config),
        feature_names=names,
        class_names=tuple(str(name) for name in dataset.class_names_for(config)),
        mean=_frozen(mean),
        scale=_frozen(scale),
        target_mean=_frozen(target_mean),
        target_scale=_frozen(target_scale),
        image_shape=dataset.image_shape,
        plane_train=None if plane is None else _frozen(plane[:, train]),
        plane_test=None if plane is None else _frozen(plane[:, test]),
    )


def _with_noise(X: Floats, labels: Floats, config: DatasetValues, unit: NoiseUnit) -> tuple[Floats, Floats]:
    """Normal noise of standard deviation `config.noise` in its unit; classes keep their labels."""
    if config.noise == 0:
        return X, labels
    rng = np.random.default_rng((config.seed, NOISE))
    if unit == "target":
        return X, labels + config.noise * rng.standard_normal(labels.shape)
    size = X.std(axis=1, keepdims=True) if unit == "feature" else 1.0  # (n_x, 1) or a number
    return X + config.noise * size * rng.standard_normal(X.shape), labels


def one_hot(labels: Floats, classes: int) -> Floats:
    """(classes, m) a row of 0 and 1 for each class of the labels (m,)."""
    return (labels == np.arange(classes)[:, np.newaxis]).astype(np.float64)  # (classes, m)


def mean_and_scale(rows: Floats, standardize: bool) -> tuple[Floats, Floats]:
    """Mean and standard deviation of each row, (n, 1) each; a constant row becomes 0 and keeps its scale."""
    if not standardize:
        return np.zeros((len(rows), 1)), np.ones((len(rows), 1))
    constant = rows.max(axis=1, keepdims=True) == rows.min(axis=1, keepdims=True)  # (n, 1)
    mean = np.where(constant, rows[:, :1], rows.mean(axis=1, keepdims=True))  # (n, 1)
    deviation = rows.std(axis=1, keepdims=True)  # (n, 1) 0 where squares are too small for a number
    return mean, np.where(constant | (deviation == 0), 1.0, deviation)


def _frozen(array: Floats) -> Floats:
    copy = np.array(array, dtype=np.float64, order="C")
    copy.setflags(write=False)
    return copy
