"""Preparation: what a visitor chooses to make of a table, frozen, equal by value, JSON both ways."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from typing import Any

from dnn.datasets.divisions import BY_CLASS, DIVISIONS
from dnn.datasets.options import MAX_TEST_FRACTION
from dnn.errors import ConfigurationError
from dnn.losses import TASKS
from dnn.tables.images import IMAGES
from dnn.text.messages import Enumeration, Text
from dnn.validation.checks import one_of, whole_number
from dnn.validation.option import MAX_SEED

AUTO = "auto"
MISSING: dict[str, Text] = {
    "drop_rows": Text("leave out rows without a value"),
    "mean": Text("the mean of the training part; of a category its most frequent value"),
    "most_frequent": Text("the most frequent value of the training part"),
    "own_category": Text("a category of its own; of numbers the mean, and a feature that says so"),
}
"""Ways to deal with missing values."""
DUPLICATES: dict[str, Text] = {
    "keep": Text("keep rows that are equal to another"),
    "drop": Text("leave out rows that are equal to one above"),
}
"""Ways to deal with equal rows."""


@dataclass(frozen=True)
class Preparation:
    """Choices of preparing a table.

    Attributes:
        target: the column of labels.
        features: the columns of X; none named takes all that are numbers, categories or truth values.
        task: its name in TASKS, or "auto".
        missing: one of MISSING.
        duplicates: one of DUPLICATES.
        test_fraction: share of the test part, 0 … 0.9, where the file has none of its own.
        images: one of IMAGES, for those with more features than there may be.
        seed: seed of the split.
        division: one of DIVISIONS; a file that has its own test part keeps it.
        standardize: whether features (and targets of a regression) are standardised when the data are trained on.

    Raises:
        ConfigurationError: a choice that there is not.
    """

    target: str
    features: tuple[str, ...] = ()
    task: str = AUTO
    missing: str = "drop_rows"
    duplicates: str = "keep"
    test_fraction: float = 0.2
    seed: int = 0
    division: str = BY_CLASS
    images: str = "colour"
    standardize: bool = True

    def __post_init__(self) -> None:
        if not isinstance(self.target, str):
            raise ConfigurationError("target", Text("the name of a column"), self.target, '"y"')
        if not isinstance(self.features, tuple) or not all(isinstance(name, str) for name in self.features):
            raise ConfigurationError("features", Text("names of columns"), self.features, '["x1", "x2"]')
        one_of("task", self.task, (AUTO, *TASKS))
        one_of("missing", self.missing, tuple(MISSING))
        one_of("duplicates", self.duplicates, tuple(DUPLICATES))
        number = self.test_fraction
        is_number = isinstance(number, int | float) and not isinstance(number, bool)
        if not is_number or not 0 <= number <= MAX_TEST_FRACTION:
            expected = Text("a number from {low} to {high}", low=0, high=MAX_TEST_FRACTION)
            raise ConfigurationError("test_fraction", expected, number, "0.2")
        whole_number("seed", self.seed, high=MAX_SEED)
        one_of("images", self.images, tuple(IMAGES))
        one_of("division", self.division, tuple(DIVISIONS))
        if not isinstance(self.standardize, bool):
            raise ConfigurationError("standardize", Text("true or false"), self.standardize, "true")

    def to_json(self) -> str:
        """One line of JSON, all keys in it."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Preparation:
        """The preparation of a JSON object; keys but "target" may be left out.

        Raises:
            ConfigurationError: no such object.
        """
        try:
            document: Any = json.loads(text)
        except (ValueError, RecursionError):
            document = None
        known = {field.name for field in fields(cls)}
        if not isinstance(document, dict) or not set(document) <= known or "target" not in document:
            expected = Text("an object with target and, as you like, {names}", names=Enumeration(sorted(known)))
            raise ConfigurationError("preparation", expected, text, '{"target": "y"}')
        if isinstance(document.get("features"), list):
            document["features"] = tuple(document["features"])
        return cls(**document)
