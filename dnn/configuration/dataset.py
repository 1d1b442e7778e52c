"""The data of a run: which dataset, how much of it, and how it is prepared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from dnn.configuration.sections import Pairs, check_choice, check_keys, section
from dnn.datasets.registry import DATASETS
from dnn.text.messages import Text
from dnn.validation.option import Scalar

COMMON = ("samples", "noise", "test_fraction", "seed", "standardize")
"""The keys of every dataset beside its name."""


@dataclass(frozen=True)
class DatasetConfig:
    """A dataset, how much of it, and how it is prepared; `options` are the dataset's own further keys."""

    name: str
    samples: int | None
    noise: float
    test_fraction: float
    seed: int
    standardize: bool
    options: Pairs = ()

    def __post_init__(self) -> None:
        check_choice("name", self.name, DATASETS)
        own = {option.name: option for option in DATASETS[self.name].options}
        given = self.values()
        check_keys(given, own, Text("the dataset {name}", name=self.name))
        values = {key: option.validate(given.get(key, option.default)) for key, option in own.items()}
        for key in COMMON:
            object.__setattr__(self, key, values.pop(key))
        object.__setattr__(self, "options", tuple(values.items()))
        check = DATASETS[self.name].check
        if check is not None:
            check(self)

    def values(self) -> dict[str, Scalar]:
        """Every key but the name, with its value."""
        common: dict[str, Scalar] = {
            "samples": self.samples,
            "noise": self.noise,
            "test_fraction": self.test_fraction,
            "seed": self.seed,
            "standardize": self.standardize,
        }
        return common | dict(self.options)

    def option(self, name: str) -> Scalar:
        """The value of one of the dataset's own further keys; None where it has no such key."""
        return dict(self.options).get(name)

    def to_dict(self) -> dict[str, Any]:
        """The JSON object."""
        return {"name": self.name, **self.values()}

    @staticmethod
    def from_dict(document: object) -> DatasetConfig:
        """Read a JSON object; keys left out take the dataset's own defaults.

        Raises:
            ConfigurationError: an unknown dataset or key, or a value out of range.
        """
        given = section("dataset", document)
        name = given.pop("name", None)
        check_choice("name", name, DATASETS)
        own = {option.name: option for option in DATASETS[cast(str, name)].options}
        check_keys(given, own, Text("the dataset {name}", name=name))
        common = {key: given.pop(key, own[key].default) for key in COMMON}
        return DatasetConfig(name=cast(str, name), **common, options=tuple(given.items()))
