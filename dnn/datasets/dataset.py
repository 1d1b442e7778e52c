"""Registered datasets: the words of each, its options, and the function that draws its examples."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, cast

import numpy as np

from dnn.datasets.data import Floats, Integers
from dnn.datasets.features import PLANE_FEATURES
from dnn.datasets.options import CHOSEN_FEATURES, CLASSES
from dnn.datasets.split import stratified_split
from dnn.datasets.streams import SPLIT
from dnn.datasets.values import DatasetValues
from dnn.text.messages import Text
from dnn.validation.option import SEPARATOR, Option

Draw = Callable[[DatasetValues, np.random.Generator], tuple[Floats, Floats]]
"""(configuration, generator) -> X (n_x, m) without noise, and (m,) class numbers 0 … C − 1 or targets."""

Split = Callable[[Floats, float], tuple[Integers, Integers]]
"""(m,) class numbers, share of the test part -> the indices of the training part and of the test part."""

NoiseUnit = Literal["coordinate", "feature", "target"]
"""Unit of noise: a unit of the plane, a standard deviation of each feature, or a unit of the target."""


@dataclass(frozen=True)
class Dataset:
    """One entry of the registry.

    Attributes:
        name: what configurations call it.
        title, description: what visitors read.
        source: where the data come from and under which licence.
        options: what the configuration may say about it, with this dataset's own defaults and ranges.
        feature_names: one for each of the n_x features.
        class_names: one for each class at most; empty for a regression.
        draw: makes the examples.
        noise_unit: what the option `noise` is measured in, and so what it is added to.
        image_shape: (rows, columns) when an example is an image, row after row.
        split: how the parts are chosen where that is not left to the seed.
        check: raises ConfigurationError where the values of the options do not fit together.
        task: a name in TASKS, where it is not the usual one of so many classes.
        needs_content: whether a configuration names examples that have to be stored here; no menu offers it.
    """

    name: str
    title: Text
    description: Text
    source: Text
    options: tuple[Option, ...]
    feature_names: tuple[str, ...]
    class_names: tuple[Text, ...]
    draw: Draw
    noise_unit: NoiseUnit = "coordinate"
    image_shape: tuple[int, int] | None = None
    split: Split | None = None
    check: Callable[[DatasetValues], None] | None = None
    task: str | None = None
    needs_content: bool = False

    @property
    def in_plane(self) -> bool:
        """True if an example is a point (x1, x2) of the plane."""
        return self.feature_names == PLANE_FEATURES

    def inputs_for(self, config: DatasetValues) -> tuple[str, ...]:
        """The names of the n_x features that the network gets."""
        chosen = config.option(CHOSEN_FEATURES)
        return self.feature_names if chosen is None else tuple(str(chosen).split(SEPARATOR))

    def input_count_for(self, config: DatasetValues) -> int:
        """n_x, the number of features that the network gets."""
        return len(self.inputs_for(config))

    def classes_for(self, config: DatasetValues) -> int:
        """The number of classes, 0 for a regression."""
        return cast(int, config.option(CLASSES) or len(self.class_names))

    def parts_for(self, config: DatasetValues, strata: Floats) -> tuple[Integers, Integers]:
        """The indices of the training part and of the test part, for the classes (m,) of the examples as drawn."""
        if self.split is not None:
            return self.split(strata, config.test_fraction)
        return stratified_split(strata, config.test_fraction, np.random.default_rng((config.seed, SPLIT)))

    def task_for(self, config: DatasetValues) -> str:
        """The name of its task: where the entry names none, that which follows from the number of classes."""
        if self.task is not None:
            return self.task
        classes = self.classes_for(config)
        return {0: "regression", 2: "binary"}.get(classes, "multiclass")

    def outputs_for(self, config: DatasetValues) -> int:
        """n_y, the number of rows of Y: one for each class when there are more than two, else 1."""
        classes = self.classes_for(config)
        return classes if classes > 2 else 1

    def class_names_for(self, config: DatasetValues) -> tuple[Text, ...]:
        """The names of the classes that this configuration has."""
        return self.class_names[: self.classes_for(config)]
