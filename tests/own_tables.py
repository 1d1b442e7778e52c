"""Tables as visitors import them, those at the edges among them: what every page has to stand."""

from __future__ import annotations

import numpy as np

from dnn.configuration import DatasetConfig, RunConfig
from dnn.configuration.table import configuration_of, content_of_arrays
from dnn.datasets.contents import CONTENTS, TableContent
from dnn.datasets.real import read_table

HOSTILE = (
    "<b>bold</b><script>document.title='taken'</script> **strong** [link](javascript:0) $x^2$ `code` :red[red] &amp;"
)
"""Words that HTML, Markdown and TeX would change."""
LONG = "the width of the leaf in the unit that the instrument of the second expedition had, as noted in the book " * 2
SMALL_NETWORK = (("hidden", "4.tanh"), ("iterations", "40"))
_RNG = np.random.default_rng(5)


def _two_features() -> TableContent:
    """Two clouds, one in metres a thousand times the other, far from 0."""
    width = np.concatenate([_RNG.normal(4000, 300, 60), _RNG.normal(5200, 300, 60)])
    height = np.concatenate([_RNG.normal(0.02, 0.005, 60), _RNG.normal(0.05, 0.005, 60)])
    names = ("width in mm", "height in m")
    return content_of_arrays(np.stack([width, height]), ["small"] * 60 + ["tall"] * 60, feature_names=names)


def _curve() -> TableContent:
    """A temperature over a day, by the hour."""
    hours = np.linspace(0, 24, 49)
    degrees = 290 + 8 * np.sin((hours - 9) / 24 * 2 * np.pi) + _RNG.normal(0, 0.3, 49)
    return content_of_arrays(hours[np.newaxis], degrees, feature_names=["hour"], task="regression")


def _one_feature_classes(classes: int) -> TableContent:
    x = np.linspace(-3, 90, 60)
    labels = [f"class {'abc'[int(k)]}" for k in np.minimum(classes - 1, (x + 3) // (93 / classes))]
    return content_of_arrays(x[np.newaxis], labels, feature_names=["age in years"])


def _iris() -> TableContent:
    """Four features, classes in words, and the colour of the flower one-hot."""
    *X, labels = read_table("iris").T
    words = np.array(["Iris-setosa", "Iris-versicolor", "Iris-virginica"])[labels.astype(int)]
    colour = np.stack([np.arange(labels.size) % 3 == k for k in range(3)]).astype(float)
    names = ["sepal length", "sepal width", "petal length", "petal width"]
    return content_of_arrays(
        np.stack([*X, *colour]),
        words,
        feature_names=[*names, *(f"colour = {each}" for each in ("blue", "violet", "white"))],
    )


def _wide() -> TableContent:
    return content_of_arrays(_RNG.normal(size=(60, 90)), ["yes", "no", "no"] * 30)


def _hostile(features: int) -> TableContent:
    """Names that are long, and that another language would change."""
    X = _RNG.normal(50, 9, (features, 30))
    names = [HOSTILE, LONG[:200], *(f"{k}{HOSTILE}" for k in range(2, features))][:features]
    classes = (f"{HOSTILE} 0", LONG[:200])
    return content_of_arrays(X, np.arange(30) % 2, feature_names=names, class_names=classes)


def _many_classes() -> TableContent:
    labels = [f"class {k % 100:02d}" for k in range(300)]
    return content_of_arrays(_RNG.normal(size=(3, 300)), labels)


TABLES: dict[str, TableContent] = {
    "two features": _two_features(),
    "two features, regression": content_of_arrays(_RNG.normal(7, 2, (2, 40)), 1e6 * _RNG.normal(5, 1, 40)),
    "two constant features": content_of_arrays(np.full((2, 12), 7.5), ["a", "b"] * 6),
    "two features, long names": _hostile(2),
    "one feature, regression": _curve(),
    "one feature, two classes": _one_feature_classes(2),
    "one feature, three classes": _one_feature_classes(3),
    "one feature, long name": _hostile(1),
    "iris": _iris(),
    "60 features": _wide(),
    "long names": _hostile(4),
    "one class": content_of_arrays(_RNG.normal(size=(2, 9)), ["only"] * 9),
    "100 classes": _many_classes(),
    "two examples": content_of_arrays(np.array([[1.0, 3.0], [0.5, 0.5]]), ["a", "b"]),
    "two examples, regression": content_of_arrays(np.array([[1.0, 3.0]]), [10.5, -2.0], task="regression"),
    "one example": content_of_arrays(np.array([[2.0]]), [3.5], task="regression"),
    "huge numbers": content_of_arrays(np.array([[1e100, -1e100, 0.0], [1e-100, 0.0, 2e-100]]), [0.5, 1.5, 2.5]),
}
"""Contents by what is special about them."""


def stored(name: str, **changed: object) -> DatasetConfig:
    """The configuration of a table, which this process has at hand from now on."""
    CONTENTS.put(TABLES[name])
    return DatasetConfig.from_dict(configuration_of(TABLES[name]).to_dict() | changed)


def run_of(name: str, **changed: object) -> RunConfig:
    """A small run on a table."""
    hidden = [{"units": 4, "activation": "tanh"}]
    return RunConfig.from_dict({"dataset": stored(name, **changed).to_dict(), "architecture": {"hidden": hidden}})


def link_of(name: str) -> dict[str, str]:
    """The parameters of a link to a small run on a table."""
    content = str(TABLES[name].reference)
    return {"data": "table", "content": content, **dict(SMALL_NETWORK)}
