"""Data from the world, read from the text files in files/; a note beside each states origin and licence."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np

from dnn.datasets import options
from dnn.datasets.data import Floats
from dnn.datasets.dataset import Dataset
from dnn.datasets.split import stratified_subset
from dnn.datasets.values import DatasetValues
from dnn.text.messages import Text

FILES = Path(__file__).with_name("files")

CELL_MEASURES = (
    "radius", "texture", "perimeter", "area", "smoothness", "compactness", "concavity", "concave points",
    "symmetry", "fractal dimension",
)  # fmt: skip


@cache
def read_table(name: str) -> Floats:
    """The numbers of files/<name>.csv, (m, columns), read-only; one row an example, its label last."""
    header, body = (FILES / f"{name}.csv").read_text("ascii").split("\n", 1)
    kind = np.float64 if "." in body else np.int64  # whole numbers are read ten times as fast as such
    numbers = np.fromstring(body.replace("\n", ","), dtype=kind, sep=",")
    table = numbers.astype(np.float64).reshape(-1, header.count(",") + 1)  # (m, columns)
    table.setflags(write=False)
    return table


def _real(
    name: str,
    title: Text,
    description: Text,
    source: Text,
    examples: int,
    feature_names: tuple[str, ...],
    class_names: tuple[Text, ...] = (),
    image_shape: tuple[int, int] | None = None,
) -> Dataset:
    def draw(config: DatasetValues, rng: np.random.Generator) -> tuple[Floats, Floats]:
        table = read_table(name)  # (m, n_x + 1)
        order = rng.permutation(len(table))  # (m,)
        labels = table[order, -1]  # (m,)
        if config.samples is not None:
            strata = labels if class_names else np.zeros_like(labels)
            chosen = stratified_subset(strata, config.samples, rng)
            order, labels = order[chosen], labels[chosen]
        return table[order, :-1].T, labels

    return Dataset(
        name=name,
        title=title,
        description=description,
        source=source,
        options=(
            options.subset_samples(examples),
            options.noise(0.0, options.FEATURE_NOISE),
            *options.preparation(),
        ),
        feature_names=feature_names,
        class_names=class_names,
        draw=draw,
        noise_unit="feature",
        image_shape=image_shape,
    )


BREAST_CANCER = _real(
    "breast_cancer",
    Text("Breast cancer"),
    Text("569 tumours, 30 measures of their cell nuclei under the microscope: malignant or benign?"),
    Text(
        "Wolberg, Mangasarian, Street and Street (1993), Breast Cancer Wisconsin (Diagnostic), "
        "UCI Machine Learning Repository; CC BY 4.0."
    ),
    examples=569,
    feature_names=(
        *(f"mean {measure}" for measure in CELL_MEASURES),
        *(f"{measure} error" for measure in CELL_MEASURES),
        *(f"worst {measure}" for measure in CELL_MEASURES),
    ),
    class_names=(Text("malignant"), Text("benign")),
)

DIGITS = _real(
    "digits",
    Text("Handwritten digits"),
    Text("1,797 digits written by 13 people, each 8 × 8 pixels from 0 (white) to 16 (black): which of the ten is it?"),
    Text(
        "Alpaydin and Kaynak (1998), Optical Recognition of Handwritten Digits (its test part), "
        "UCI Machine Learning Repository; CC BY 4.0."
    ),
    examples=1_797,
    feature_names=tuple(f"pixel {row} {column}" for row in range(8) for column in range(8)),
    class_names=tuple(Text("{digit}", digit=digit) for digit in range(10)),
    image_shape=(8, 8),
)

IRIS = _real(
    "iris",
    Text("Iris"),
    Text(
        "150 iris flowers of three species, distinguished by the length and width of their sepals and petals "
        "in centimetres."
    ),
    Text("Fisher (1936), Iris, UCI Machine Learning Repository; CC BY 4.0."),
    examples=150,
    feature_names=("sepal length", "sepal width", "petal length", "petal width"),
    class_names=(Text("setosa"), Text("versicolor"), Text("virginica")),
)

DIABETES = _real(
    "diabetes",
    Text("Diabetes"),
    Text(
        "442 patients, ten measures of each; regression on a measure of how far the disease has progressed a "
        "year later (25 to 346)."
    ),
    Text(
        "Efron, Hastie, Johnstone and Tibshirani (2004), Least Angle Regression, Annals of Statistics 32; "
        "published by the authors, no licence stated."
    ),
    examples=442,
    feature_names=(
        "age", "sex", "body mass index", "blood pressure", "total cholesterol", "low-density lipoproteins",
        "high-density lipoproteins", "total cholesterol / HDL", "log triglycerides", "blood sugar",
    ),
)  # fmt: skip

DATASETS = (BREAST_CANCER, DIGITS, IRIS, DIABETES)
"""Datasets of this file, in the order of the menu."""
