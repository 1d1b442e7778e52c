"""A visitor's own points in the plane. They are in the configuration itself, five letters a point, so that a link holds
them; which part a point belongs to depends on those before it alone, so that a new one changes no other's part.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from dnn.batches import evenly_spread
from dnn.datasets import options
from dnn.datasets.data import Data, Floats, Integers
from dnn.datasets.dataset import Dataset
from dnn.datasets.features import PLANE_FEATURES
from dnn.errors import ConfigurationError
from dnn.messages import Text
from dnn.options import Option

if TYPE_CHECKING:
    from dnn.configuration import DatasetConfig

NAME, POINTS = "own", "points"
FEWEST_POINTS, MOST_POINTS = 2, 700
MOST_TAKEN_OVER = 600
"""Points of other data that become own points: room is left for some of one's own."""
REACH = 2.0
"""Coordinates lie from −2 to 2."""
FARTHEST = 100.0
"""Where a point can be seen, and grabbed: noise may have taken it beyond REACH."""
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
"""Those of base64 for URLs, each worth its place."""
LETTERS_A_POINT = 5
"""Two for each coordinate, least first, and one for the class."""
STEPS = len(LETTERS) ** 2 - 1
ROUNDING = 1e-9
WRITTEN_POINTS = Text(
    "{low} to {high} points, five letters each, as this app writes them", low=FEWEST_POINTS, high=MOST_POINTS
)
TWO_POINTS = "YAgAAoAgAB"
"""(−0.5, 0) of class 0 and (0.5, 0) of class 1."""


def encode_points(points: Floats, labels: Floats) -> str:
    """Points (2, m) and their class numbers (m,) as letters; coordinates are rounded to 1/1,000 and kept in [−2, 2]."""
    steps = np.rint((np.clip(points, -REACH, REACH) + REACH) / (2 * REACH) * STEPS).astype(int)  # (2, m)
    base = len(LETTERS)
    columns = (steps[0] // base, steps[0] % base, steps[1] // base, steps[1] % base, labels.astype(int))
    return "".join(LETTERS[place] for row in zip(*columns, strict=True) for place in row)


def decode_points(text: str) -> tuple[Floats, Floats]:
    """The points (2, m) and class numbers (m,) that letters stand for.

    Raises:
        ConfigurationError: it is no such text, or there are too few or too many points.
    """
    count, rest = divmod(len(text), LETTERS_A_POINT)
    places = np.array([LETTERS.find(letter) for letter in text])
    is_text = rest == 0 and FEWEST_POINTS <= count <= MOST_POINTS and bool((places >= 0).all())
    if not is_text or (places[4::LETTERS_A_POINT] >= options.MAXIMAL_CLASSES).any():
        raise ConfigurationError(POINTS, WRITTEN_POINTS, text[:40], TWO_POINTS)
    rows = places.reshape(count, LETTERS_A_POINT).T  # (5, m)
    steps = np.stack([rows[0] * len(LETTERS) + rows[1], rows[2] * len(LETTERS) + rows[3]])  # (2, m)
    return steps / STEPS * (2 * REACH) - REACH, rows[4].astype(np.float64)


def points_of(config: DatasetConfig) -> tuple[Floats, Floats]:
    """The points (2, m) and class numbers (m,) of own data."""
    return decode_points(str(dict(config.options)[POINTS]))


def own_from(config: DatasetConfig) -> DatasetConfig:
    """The same points as own data, in an order in which they stay in their part; own data without noise stay as they
    are.

    At most MOST_TAKEN_OVER of them, evenly spread; the noise is in them and not added again.

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
    changed = dict(config.options) | {POINTS: encode_points(seen, labels)}
    return replace(config, noise=0.0, options=tuple(changed.items())), seen


def _own_and_seen_of_others(config: DatasetConfig) -> tuple[DatasetConfig, Floats]:
    from dnn.datasets.load import load_dataset

    data = load_dataset(config)
    if data.plane_train is None or data.plane_test is None or data.task == "regression":
        expected = Text("classes of points in the plane, to which points can be added")
        raise ConfigurationError("data", expected, config.name, NAME)
    points, labels = _interleaved(data, config.test_fraction)
    kept = dict(config.options)
    own = replace(
        config,
        name=NAME,
        samples=None,
        noise=0.0,
        options=(
            (POINTS, encode_points(points, labels)),
            (options.CLASSES, max(options.MINIMAL_CLASSES, data.Y_train.shape[0])),
            (options.CHOSEN_FEATURES, kept[options.CHOSEN_FEATURES]),
        ),
    )
    return own, points


@dataclass(frozen=True)
class TakenOver:
    """What becomes of points when their data become own data: how many are kept, of how many, and how many of those
    lay beyond REACH and were moved to the edge."""

    kept: int
    of: int
    moved: int


def taken_over(config: DatasetConfig) -> TakenOver:
    """What `own_from` makes of these data.

    Raises:
        ConfigurationError: the data are not classes of points in the plane.
    """
    from dnn.datasets.load import load_dataset

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
    from dnn.datasets.load import load_dataset

    points, labels = points_of(config)
    chosen = _chosen(config, labels)
    data = load_dataset(config)
    parts = split_in_order(labels[chosen], config.test_fraction)
    for part, plane in zip(parts, (data.plane_train, data.plane_test), strict=True):
        points[:, chosen[part]] = plane
    return points, labels


def with_point(config: DatasetConfig, x1: Any, x2: Any, label: Any) -> DatasetConfig:
    """Own data with one more point of class `label`.

    Raises:
        ConfigurationError: a place or a class that there is not, or too many points.
    """
    own = own_from(config)
    points, labels = points_of(own)
    classes = int(str(dict(own.options)[options.CLASSES]))
    if isinstance(label, bool) or not isinstance(label, int) or not 0 <= label < classes:
        expected = Text("a whole number from {low} to {high}", low=0, high=classes - 1)
        raise ConfigurationError("label", expected, label, "0")
    place = _place(x1, x2)
    return _with_points(own, np.concatenate([points, place], axis=1), np.append(labels, label))


def moved_point(config: DatasetConfig, start: tuple[Any, Any], end: tuple[Any, Any]) -> DatasetConfig:
    """Own data with the point that is seen nearest to `start` at `end`.

    Raises:
        ConfigurationError: a place that there is not.
    """
    own, seen = _own_and_seen(config)
    points, labels = points_of(own)
    points[:, _nearest(seen, start)] = _place(*end)[:, 0]
    return _with_points(own, points, labels)


def without_point(config: DatasetConfig, place: tuple[Any, Any]) -> DatasetConfig:
    """Own data without the point that is seen nearest to `place`.

    Raises:
        ConfigurationError: too few points would be left.
    """
    own, seen = _own_and_seen(config)
    points, labels = points_of(own)
    gone = _nearest(seen, place)
    return _with_points(own, np.delete(points, gone, axis=1), np.delete(labels, gone))


def split_in_order(labels: Floats, test_fraction: float) -> tuple[Integers, Integers]:
    """The parts by order: of each class the k-th (0, 1, …) is for testing where ⌊(k + 1) f⌋ > ⌊k f⌋."""
    rank = np.zeros(len(labels), dtype=np.int64)
    for label in np.unique(labels):
        rank[labels == label] = np.arange(int((labels == label).sum()))
    is_test = np.floor((rank + 1) * test_fraction + ROUNDING) > np.floor(rank * test_fraction + ROUNDING)
    return np.flatnonzero(~is_test), np.flatnonzero(is_test)


def _with_points(own: DatasetConfig, points: Floats, labels: Floats) -> DatasetConfig:
    if not FEWEST_POINTS <= len(labels) <= MOST_POINTS:
        expected = Text("{low} to {high} points", low=FEWEST_POINTS, high=MOST_POINTS)
        raise ConfigurationError(POINTS, expected, len(labels), Text("fewer changes"))
    changed = dict(own.options) | {POINTS: encode_points(points, labels)}
    return replace(own, samples=None, options=tuple(changed.items()))


def _place(x1: Any, x2: Any, reach: float = REACH) -> Floats:
    """(2, 1) a place of the plane; a number of any size and kind is compared before it is taken for a coordinate."""
    for name, value in (("x1", x1), ("x2", x2)):
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not is_number or not -reach <= value <= reach:
            expected = Text("a number from {low} to {high}", low=-reach, high=reach)
            raise ConfigurationError(name, expected, value, "0.5")
    return np.array([[x1], [x2]], dtype=np.float64)


def _nearest(seen: Floats, place: tuple[Any, Any]) -> int:
    return int(np.square(seen - _place(*place, reach=FARTHEST)).sum(axis=0).argmin())


def _interleaved(data: Data, test_fraction: float) -> tuple[Floats, Floats]:
    """All points of both parts, at most MOST_TAKEN_OVER, in an order that split_in_order divides as they were."""
    assert data.plane_train is not None and data.plane_test is not None
    m, m_test = data.plane_train.shape[1], data.plane_test.shape[1]
    most = MOST_TAKEN_OVER * m // (m + m_test)
    train, test = evenly_spread(m, most), evenly_spread(m_test, MOST_TAKEN_OVER - most)
    parts = [(data.plane_train[:, train], _labels(data.Y_train[:, train]), False)]
    parts += [(data.plane_test[:, test], _labels(data.Y_test[:, test]), True)]
    points = np.concatenate([part[0] for part in parts], axis=1)  # (2, m)
    labels = np.concatenate([part[1] for part in parts])
    is_test = np.concatenate([np.full(len(part[1]), part[2]) for part in parts])
    order = np.concatenate([_order(np.flatnonzero(labels == c), is_test, test_fraction) for c in np.unique(labels)])
    return points[:, order], labels[order]


def _order(members: Integers, is_test: np.ndarray, test_fraction: float) -> Integers:
    """The members of a class, so that those of the test part stand where the rule wants them."""
    waiting = {wanted: [int(place) for place in members if is_test[place] == wanted] for wanted in (False, True)}
    _, test = split_in_order(np.zeros(len(members)), test_fraction)
    wanted = set(test.tolist())
    chosen = []
    for place in range(len(members)):
        part = place in wanted
        chosen.append((waiting[part] or waiting[not part]).pop(0))
    return np.array(chosen, dtype=np.int64)


def _labels(Y: Floats) -> Floats:
    return Y[0] if len(Y) == 1 else Y.argmax(axis=0).astype(np.float64)


def _draw(config: DatasetConfig, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """The points themselves; `samples` of them, evenly spread, where it is a number."""
    points, labels = points_of(config)
    chosen = _chosen(config, labels)
    return points[:, chosen], labels[chosen]


def _chosen(config: DatasetConfig, labels: Floats) -> Integers:
    return evenly_spread(len(labels), config.samples or len(labels))


def _check(config: DatasetConfig) -> None:
    """Refuse points of more classes than there are."""
    classes = int(str(dict(config.options)[options.CLASSES]))
    _, labels = points_of(config)
    if labels.max() >= classes:
        needed = int(labels.max()) + 1
        expected = Text("a whole number from {low} to {high}", low=needed, high=options.MAXIMAL_CLASSES)
        raise ConfigurationError(options.CLASSES, expected, classes, str(needed))


def _arc(count: int, radius: float, begin: float, end: float) -> Floats:
    angle = np.linspace(begin, end, count)
    return radius * np.stack([np.cos(angle), np.sin(angle)])  # (2, count)


def _face() -> str:
    """A face: its outline is class 0, eyes and mouth are class 1."""
    outline = _arc(24, 1.0, 0.0, 2 * np.pi * 23 / 24)
    eyes = [_arc(4, 0.08, 0.0, 1.5 * np.pi) + np.array([[side], [0.35]]) for side in (-0.35, 0.35)]
    mouth = _arc(12, 0.55, 1.15 * np.pi, 1.85 * np.pi)
    points = np.concatenate([outline, *eyes, mouth], axis=1)  # (2, 44)
    return encode_points(points, np.repeat([0.0, 1.0], [24, 20]))


_FACE = _face()

OWN = Dataset(
    name=NAME,
    title=Text("Own points"),
    description=Text("Points that you set: click into the picture of the output to add some, drag to move them."),
    source=Text("Your own; nothing to license."),
    options=(
        options.subset_samples(MOST_POINTS),
        options.noise(0.0),
        options.classes(2, Text("How many classes the points may have; two make a binary task.")),
        Option(
            name=POINTS,
            title=Text("Points"),
            kind="text",
            default=_FACE,
            help=Text("Your points as letters."),
            check=decode_points,
            wanted=WRITTEN_POINTS,
            example=TWO_POINTS,
        ),
        options.features(),
        *options.preparation(),
    ),
    feature_names=PLANE_FEATURES,
    class_names=tuple(Text("class {number}", number=number) for number in range(1, options.MAXIMAL_CLASSES + 1)),
    draw=_draw,
    split=split_in_order,
    check=_check,
)
