"""The values of a configuration that making its data depends on."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Protocol

from dnn.validation.option import Scalar


class DatasetValues(Hashable, Protocol):
    """Name and options of a dataset, frozen, checked and equal by value: dnn.configuration.DatasetConfig is one."""

    @property
    def name(self) -> str:
        """Key of the registry."""

    @property
    def samples(self) -> int | None:
        """Number of examples; None = all there are."""

    @property
    def noise(self) -> float:
        """Standard deviation, in the dataset's unit."""

    @property
    def test_fraction(self) -> float:
        """Share of the test part."""

    @property
    def seed(self) -> int:
        """Seed of drawing, noise and split."""

    @property
    def standardize(self) -> bool:
        """True if features are brought to mean 0 and standard deviation 1."""

    def option(self, name: str) -> Scalar:
        """Value of one of the dataset's own further keys; None where it has no such key."""
