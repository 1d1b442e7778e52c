"""All datasets by name, in the order of the menu."""

from __future__ import annotations

from dnn.datasets.dataset import Dataset
from dnn.datasets.generated import CIRCLES, GAUSSIANS, MOONS, SPIRALS, XOR
from dnn.datasets.own_points import OWN
from dnn.datasets.real import BREAST_CANCER, DIABETES, DIGITS, IRIS
from dnn.datasets.surfaces import PLANE, SINE
from dnn.datasets.tables import AND, OR, XOR_TABLE

DATASETS: dict[str, Dataset] = {
    dataset.name: dataset
    for dataset in (
        CIRCLES, XOR, GAUSSIANS, SPIRALS, MOONS,
        PLANE, SINE,
        AND, OR, XOR_TABLE,
        BREAST_CANCER, DIGITS, IRIS, DIABETES,
        OWN,
    )
}  # fmt: skip
