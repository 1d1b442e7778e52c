"""A visitor's own points, one more, elsewhere or less: each change makes another configuration. Other data that lie in
the plane become own points by the first.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, cast

import numpy as np

from dnn.configuration.dataset import DatasetConfig
from dnn.datasets import options
from dnn.datasets.data import Data, Floats, Integers
from dnn.datasets.load import load_dataset
from dnn.datasets.own_points import (
    MAX_POINTS,
    MIN_POINTS,
    NAME,
    POINTS,
    REACH,
    STEPS,
    TWO_POINTS,
    chosen_points,
    encode_points,
    moved_within_reach,
    points_of,
    split_in_order,
)
from dnn.datasets.spread import evenly_spread
from dnn.errors import ConfigurationError
from dnn.losses import TASKS
from dnn.text.messages import Text

MAX_TAKEN_OVER = 600
"""Points of other data that become own points: room is left for some of one's own."""
MAX_COORDINATE = 100.0
"""Largest coordinate at which a point can be seen, and grabbed: noise may have taken it beyond REACH."""


def own_from(config: DatasetConfig) -> DatasetConfig:
    """The same points as own data, in an order in which they stay in their part; own data without noise stay as they
    are.

    At most MAX_TAKEN_OVER of them, evenly spread; the noise is in them and not added again.

    Raises:
        ConfigurationError: the data are not classes of points in the plane.
    """
    return _own_and_seen(config)[0]


def _own_and_seen(config: DatasetConfig) -> tuple[DatasetConfig, Floats]:
    """The data as own data without noise, and where their points (2, m) are seen: letters hold none beyond REACH."""
    if config.name != NAME:
        return _own_and_seen_of_others(config)
    if config.noise == 0:
        return config, points_of(config)[0]
    seen, labels = _with_noise(config)
    changed = dict(config.options) | {POINTS: encode_points(moved_within_reach(seen), labels)}
    return replace(config, noise=0.0, options=tuple(changed.items())), seen


def _own_and_seen_of_others(config: DatasetConfig) -> tuple[DatasetConfig, Floats]:
    data = load_dataset(config)
    if data.plane_train is None or data.plane_test is None or TASKS[data.task].is_regression:
        expected = Text("classes of points in the plane, to which points can be added")
        raise ConfigurationError("data", expected, config.name, NAME)
    points, labels = _interleaved(data, config.test_fraction)
    chosen = dict(config.options)
    own = replace(
        config,
        name=NAME,
        samples=None,
        noise=0.0,
        options=(
            (POINTS, encode_points(moved_within_reach(points), labels)),
            (options.CLASSES, max(options.MIN_CLASSES, data.Y_train.shape[0])),
            (options.CHOSEN_FEATURES, chosen[options.CHOSEN_FEATURES]),
        ),
    )
    return own, points


@dataclass(frozen=True)
class TakenOver:
    """Outcome of turning data into own data: the number of points taken over, of how many, and the number of those
    that lay beyond REACH and were moved to the edge."""

    taken: int
    of: int
    moved: int


def taken_over(config: DatasetConfig) -> TakenOver:
    """Outcome of `own_from` for these data.

    Raises:
        ConfigurationError: the data are not classes of points in the plane.
    """
    _, seen = _own_and_seen(config)
    data = load_dataset(config)
    of = seen.shape[1] if config.name == NAME else data.X_train.shape[1] + data.X_test.shape[1]
    beyond = np.abs(seen).max(axis=0) > REACH + REACH / STEPS
    return TakenOver(seen.shape[1], of, int(beyond.sum()))


def without_points(config: DatasetConfig) -> DatasetConfig:
    """Own data with as few points as there can be: two.

    Raises:
        ConfigurationError: the data are not classes of points in the plane.
    """
    own = own_from(config)
    return replace(own, samples=None, options=tuple((dict(own.options) | {POINTS: TWO_POINTS}).items()))


def _with_noise(config: DatasetConfig) -> tuple[Floats, Floats]:
    """Own points (2, m) where their noise has taken them, and their class numbers (m,); those that `samples` leaves out
    have none."""
    points, labels = points_of(config)
    chosen = chosen_points(config, labels)
    data = load_dataset(config)
    parts = split_in_order(labels[chosen], config.test_fraction)
    for part, plane in zip(parts, (data.plane_train, data.plane_test), strict=True):
        points[:, chosen[part]] = plane
    return points, labels


def with_point(config: DatasetConfig, x1: Any, x2: Any, label: Any) -> DatasetConfig:
    """Own data with one more point of class `label`.

    Raises:
        ConfigurationError: a point out of reach, no such class, or too many points.
    """
    own = own_from(config)
    points, labels = points_of(own)
    classes = cast(int, own.option(options.CLASSES))
    if isinstance(label, bool) or not isinstance(label, int) or not 0 <= label < classes:
        expected = Text("a whole number from {low} to {high}", low=0, high=classes - 1)
        raise ConfigurationError("label", expected, label, "0")
    point = _point(x1, x2)
    return _with_points(own, np.concatenate([points, point], axis=1), np.append(labels, label))


def moved_point(config: DatasetConfig, start: tuple[Any, Any], end: tuple[Any, Any]) -> DatasetConfig:
    """Own data with the point that is seen nearest to `start` at `end`.

    Raises:
        ConfigurationError: a point out of reach.
    """
    own, seen = _own_and_seen(config)
    points, labels = points_of(own)
    points[:, _nearest(seen, start)] = _point(*end)[:, 0]
    return _with_points(own, points, labels)


def without_point(config: DatasetConfig, position: tuple[Any, Any]) -> DatasetConfig:
    """Own data without the point that is seen nearest to `position`.

    Raises:
        ConfigurationError: too few points would be left.
    """
    own, seen = _own_and_seen(config)
    points, labels = points_of(own)
    gone = _nearest(seen, position)
    return _with_points(own, np.delete(points, gone, axis=1), np.delete(labels, gone))


def _with_points(own: DatasetConfig, points: Floats, labels: Floats) -> DatasetConfig:
    if not MIN_POINTS <= len(labels) <= MAX_POINTS:
        expected = Text("{low} to {high} points", low=MIN_POINTS, high=MAX_POINTS)
        raise ConfigurationError(POINTS, expected, len(labels), Text("fewer changes"))
    changed = dict(own.options) | {POINTS: encode_points(points, labels)}
    return replace(own, samples=None, options=tuple(changed.items()))


def _point(x1: Any, x2: Any, reach: float = REACH) -> Floats:
    """A point (2, 1) of the plane; a number of any size and kind is compared before it is taken for a coordinate."""
    for name, value in (("x1", x1), ("x2", x2)):
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not is_number or not -reach <= value <= reach:
            expected = Text("a number from {low} to {high}", low=-reach, high=reach)
            raise ConfigurationError(name, expected, value, "0.5")
    return np.array([[x1], [x2]], dtype=np.float64)


def _nearest(seen: Floats, position: tuple[Any, Any]) -> int:
    return int(np.square(seen - _point(*position, reach=MAX_COORDINATE)).sum(axis=0).argmin())


def _interleaved(data: Data, test_fraction: float) -> tuple[Floats, Floats]:
    """All points of both parts, at most MAX_TAKEN_OVER, in an order that split_in_order divides as they were."""
    assert data.plane_train is not None and data.plane_test is not None
    m, m_test = data.plane_train.shape[1], data.plane_test.shape[1]
    for_training = MAX_TAKEN_OVER * m // (m + m_test)
    train, test = evenly_spread(m, for_training), evenly_spread(m_test, MAX_TAKEN_OVER - for_training)
    parts = [(data.plane_train[:, train], _labels(data.Y_train[:, train]), False)]
    parts += [(data.plane_test[:, test], _labels(data.Y_test[:, test]), True)]
    points = np.concatenate([part[0] for part in parts], axis=1)  # (2, m)
    labels = np.concatenate([part[1] for part in parts])
    is_test = np.concatenate([np.full(len(part[1]), part[2]) for part in parts])
    order = np.concatenate([_order(np.flatnonzero(labels == c), is_test, test_fraction) for c in np.unique(labels)])
    return points[:, order], labels[order]


def _order(members: Integers, is_test: np.ndarray, test_fraction: float) -> Integers:
    """The members of a class, so that those of the test part stand where split_in_order looks for them."""
    waiting = {part: [int(member) for member in members if is_test[member] == part] for part in (False, True)}
    _, test = split_in_order(np.zeros(len(members)), test_fraction)
    test_ranks = set(test.tolist())
    chosen = []
    for rank in range(len(members)):
        part = rank in test_ranks
        chosen.append((waiting[part] or waiting[not part]).pop(0))
    return np.array(chosen, dtype=np.int64)


def _labels(Y: Floats) -> Floats:
    return Y[0] if len(Y) == 1 else Y.argmax(axis=0).astype(np.float64)
