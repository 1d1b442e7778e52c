"""RunConfig: everything that decides a run, as one frozen value of strings and numbers.

It is the link, the cache key, the export and the recipe to repeat the run. Equal meaning is equal value: keys that
are left out take their defaults. Whatever comes from outside is checked here, and refused in one sentence.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from dnn.configuration.architecture import ArchitectureConfig
from dnn.configuration.dataset import DatasetConfig
from dnn.configuration.document import EXAMPLE, read_document
from dnn.configuration.hyperparameters import Hyperparameters
from dnn.configuration.sections import check_keys, section
from dnn.errors import ConfigurationError
from dnn.text.messages import Text
from dnn.validation.option import MAX_SEED, Option

SEED = Option("seed", Text("Seed of the weights"), "integer", 0, 0, MAX_SEED,
              help=Text("The same seed gives the same initial weights and the same shuffling."))  # fmt: skip


@dataclass(frozen=True)
class RunConfig:
    """A whole run: data, network, hyperparameters, seed of the weights and of the shuffling."""

    dataset: DatasetConfig
    architecture: ArchitectureConfig = field(default_factory=ArchitectureConfig)
    hyperparameters: Hyperparameters = field(default_factory=Hyperparameters)
    seed: int = 0

    def __post_init__(self) -> None:
        SEED.validate(self.seed)

    def to_dict(self) -> dict[str, Any]:
        """The JSON object."""
        return {
            "dataset": self.dataset.to_dict(),
            "architecture": self.architecture.to_dict(),
            "hyperparameters": self.hyperparameters.to_dict(),
            "seed": self.seed,
        }

    def to_json(self) -> str:
        """The configuration as a JSON text that `from_json` reads back as an equal value."""
        return json.dumps(self.to_dict(), indent=1)

    @staticmethod
    def from_dict(document: object) -> RunConfig:
        """Read a JSON object; every key but "dataset" may be left out.

        Raises:
            ConfigurationError: an unknown key or name, or a value out of range.
        """
        given = section("configuration", document)
        check_keys(given, ("dataset", "architecture", "hyperparameters", "seed"), Text("the configuration"))
        if "dataset" not in given:
            raise ConfigurationError("dataset", Text("given"), Text("nothing"), EXAMPLE)
        return RunConfig(
            dataset=DatasetConfig.from_dict(given["dataset"]),
            architecture=ArchitectureConfig.from_dict(given.get("architecture", {})),
            hyperparameters=Hyperparameters.from_dict(given.get("hyperparameters", {})),
            seed=given.get("seed", 0),
        )

    @staticmethod
    def from_json(text: str) -> RunConfig:
        """Read a JSON text.

        Raises:
            ConfigurationError: not JSON, a key that stands twice in an object, or not a configuration.
        """
        return RunConfig.from_dict(read_document(text))
