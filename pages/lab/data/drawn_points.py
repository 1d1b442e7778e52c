"""The points that a visitor draws, of classes or of a curve, as they are while she draws: fewer than data need, too.
They become the data of the configuration when she trains on them, and follow those where they were changed elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from dnn.background.services import get_visitor_tables
from dnn.configuration import DatasetConfig
from dnn.configuration.labels import REGRESSION
from dnn.configuration.point_editing import TakenOver, own_from, taken_over
from dnn.configuration.table import configuration_of, content_of_arrays
from dnn.datasets import DATASETS, options, own_points, own_table
from dnn.datasets.contents import MissingContent
from dnn.datasets.data import Floats
from dnn.datasets.own_points import LETTERS_A_POINT, MAX_POINTS, MIN_POINTS, POINTS, decode_points, encode_points
from dnn.errors import ConfigurationError
from dnn.text.messages import Text
from dnn.validation.checks import MAX_EXACT_INTEGER
from pages.shared.frame.text import _
from pages.shared.session import session

DRAFT = "drawn_points"
CURVE_FEATURE = "x"


@dataclass(frozen=True)
class Draft:
    """The points of one kind.

    Attributes:
        letters: five for each point, as dnn.datasets.own_points writes them; there may be no point.
        done: the number of the latest drawing of the browser that is in them.
        edition: how often they were replaced.
        seen: those of the configuration when it was looked at last; None where it had none of this kind.
    """

    letters: str = ""
    done: int = 0
    edition: int = 0
    seen: str | None = None

    @property
    def count(self) -> int:
        """The number of points."""
        return len(self.letters) // LETTERS_A_POINT


@dataclass(frozen=True)
class Kind:
    """An entry of KINDS: something that can be drawn.

    Attributes:
        name: its key.
        title: what a visitor reads.
        axes: the names of both axes.
        of_dataset: the letters of data that are of this kind; None of others.
        dataset: the data of points (2, m) and class numbers (m,), which keep split, seed and scaling of others; those
            that fit into no link are kept for the visitor.
    """

    name: str
    title: Text
    axes: tuple[str, str]
    of_dataset: Callable[[DatasetConfig], str | None]
    dataset: Callable[[Floats, Floats, DatasetConfig], DatasetConfig]


def draft(kind: Kind) -> Draft:
    """The points as they are drawn; those of the configuration, where they are others than they were."""
    found: Draft = session.page_value(_key(kind), Draft())
    present = kind.of_dataset(session.config().dataset)
    if present is not None and present != found.seen:
        found = replace(found, letters=present, edition=found.edition + 1, seen=present)
        session.set_page_value(_key(kind), found)
    return found


def points(letters: str) -> tuple[Floats, Floats]:
    """The points (2, m) and class numbers (m,) that letters stand for; m may be 0 or 1.

    Raises:
        ConfigurationError: they are no such letters, or too many.
    """
    if not letters:
        return np.zeros((2, 0)), np.zeros(0)
    if len(letters) == LETTERS_A_POINT:
        plane, labels = decode_points(letters * MIN_POINTS)
        return plane[:, :1], labels[:1]
    return decode_points(letters)


def take(kind: Kind, letters: str) -> None:
    """Take other points.

    Raises:
        ConfigurationError: they are no such letters, or too many.
    """
    points(letters)
    before = draft(kind)
    session.set_page_value(_key(kind), replace(before, letters=letters, edition=before.edition + 1))


def take_arrays(kind: Kind, plane: Floats, labels: Floats) -> None:
    """Take points (2, m) of class numbers (m,).

    Raises:
        ConfigurationError: a coordinate beyond those that there are, or too many points.
    """
    take(kind, encode_points(plane, labels))


def take_drawn(kind: Kind, sent: object) -> None:
    """Take the drawing that a browser has sent; one that is here already changes nothing. What is none is refused in a
    sentence on the page.
    """
    try:
        number, letters = _read(kind, sent)
        before = draft(kind)
        if number <= before.done:
            return
        session.set_page_value(_key(kind), replace(before, done=number))
        take(kind, letters)
    except ConfigurationError as problem:
        session.add_problem(problem)


def dataset(kind: Kind) -> DatasetConfig:
    """The data of what is drawn, to be trained on.

    Raises:
        ConfigurationError: there are too few points.
        DnnError: no more tables can be kept for the visitor.
    """
    present, drawn = session.config().dataset, draft(kind)
    if drawn.letters == kind.of_dataset(present):
        return present
    return kind.dataset(*decode_points(drawn.letters), present)


def take_over() -> TakenOver:
    """Let the points of the present data be those of the drawing; how many of them are.

    Raises:
        ConfigurationError: they are no classes of points in the plane.
    """
    present = session.config().dataset
    take(CLASSES, _as_own(present))
    return taken_over(present)


def can_be_taken_over() -> bool:
    """Return whether the present data are classes of points in the plane, and others than those that are drawn."""
    present = session.config().dataset
    if not DATASETS[present.name].in_plane:
        return False
    try:
        return _as_own(present) != draft(CLASSES).letters
    except (ConfigurationError, MissingContent):
        return False


def _key(kind: Kind) -> str:
    return f"{DRAFT}_{kind.name}"


def _read(kind: Kind, sent: object) -> tuple[int, str]:
    """Number and letters of what a browser has sent.

    Raises:
        ConfigurationError: it is no drawing of this kind.
    """
    given = sent if isinstance(sent, Mapping) else {}
    number, letters = given.get("number"), given.get("points")
    is_drawing = given.get("kind") == kind.name and not isinstance(number, bool)
    if is_drawing and isinstance(letters, str) and isinstance(number, int) and 0 < number <= MAX_EXACT_INTEGER:
        return number, letters
    expected = Text("{low} to {high} points, as the drawing board sends them", low=0, high=MAX_POINTS)
    raise ConfigurationError(POINTS, expected, sent, own_points.TWO_POINTS)


@lru_cache(maxsize=64)
def _as_own(config: DatasetConfig) -> str:
    """The letters of data as own points, where their noise has taken them: the same at every stroke.

    Raises:
        ConfigurationError: they are no classes of points in the plane.
    """
    return str(own_from(config).option(POINTS))


def _own_letters(config: DatasetConfig) -> str | None:
    return _as_own(config) if config.name == own_points.NAME else None


def _own_dataset(plane: Floats, labels: Floats, before: DatasetConfig) -> DatasetConfig:
    chosen = dict(before.options)
    features = {name: chosen[name] for name in (options.CHOSEN_FEATURES,) if name in chosen}
    return DatasetConfig.from_dict(
        {
            "name": own_points.NAME,
            "test_fraction": before.test_fraction,
            "seed": before.seed,
            "standardize": before.standardize,
            POINTS: encode_points(plane, labels),
            options.CLASSES: max(options.MIN_CLASSES, int(labels.max()) + 1),
            **features,
        }
    )


def _curve_letters(config: DatasetConfig) -> str | None:
    """The samples of a regression with one feature, all of which are places of the plane as the letters have them."""
    if config.name != own_table.NAME:
        return None
    reference = own_table.reference_of(config)
    if reference.n_x != 1 or reference.task != REGRESSION or not MIN_POINTS <= reference.m <= MAX_POINTS:
        return None
    try:
        content = own_table.content_of(config)
        plane = np.stack([content.X[0], content.labels])  # (2, m)
        letters = encode_points(plane, np.zeros(reference.m))
    except (ConfigurationError, MissingContent):
        return None
    return letters if np.array_equal(decode_points(letters)[0], plane) else None


def _curve_dataset(plane: Floats, labels: Floats, before: DatasetConfig) -> DatasetConfig:
    content = content_of_arrays(plane[:1], plane[1], feature_names=[CURVE_FEATURE], task=REGRESSION)
    get_visitor_tables().keep(session.visitor(), content, _("Drawn curve"))
    return configuration_of(content, before.test_fraction, before.seed, before.standardize)


CLASSES = Kind("classes", Text("Points of classes"), ("x₁", "x₂"), _own_letters, _own_dataset)
CURVE = Kind("curve", Text("A curve, for regression"), (CURVE_FEATURE, "y"), _curve_letters, _curve_dataset)
KINDS: dict[str, Kind] = {kind.name: kind for kind in (CLASSES, CURVE)}
"""Everything that can be drawn, by name."""


def kind_of_data() -> Kind:
    """The kind of the present data; classes where they are of none."""
    present = session.config().dataset
    return next((kind for kind in KINDS.values() if kind.of_dataset(present) is not None), CLASSES)
