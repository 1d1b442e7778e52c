"""A visitor's own table: its examples are known to the configuration by their digest, and found in CONTENTS."""

from __future__ import annotations

import numpy as np

from dnn.datasets import options
from dnn.datasets.contents import CONTENTS, ContentReference, TableContent
from dnn.datasets.contents.reference import CONTENT, MAX_TABLE_EXAMPLES, NO_CONTENT, WRITTEN_CONTENT
from dnn.datasets.data import Floats, Integers
from dnn.datasets.dataset import Dataset
from dnn.datasets.split import stratified_subset
from dnn.datasets.values import DatasetValues
from dnn.errors import ConfigurationError
from dnn.text.messages import Text
from dnn.validation.option import Option

NAME = "table"


class TableDataset(Dataset):
    """The one entry whose features and classes are those of the content that a configuration names."""

    def input_count_for(self, config: DatasetValues) -> int:
        """n_x, from the configuration alone."""
        return reference_of(config).n_x

    def inputs_for(self, config: DatasetValues) -> tuple[str, ...]:
        """The names of the n_x features.

        Raises:
            MissingContent: the content is not stored here.
        """
        return content_of(config).feature_names

    def classes_for(self, config: DatasetValues) -> int:
        """The number of classes, 0 for a regression, from the configuration alone."""
        return reference_of(config).classes

    def task_for(self, config: DatasetValues) -> str:
        """The name of the task, from the configuration alone."""
        return reference_of(config).task

    def class_names_for(self, config: DatasetValues) -> tuple[Text, ...]:
        """The names of the classes as the table has them: values of a text, which no translation changes.

        Raises:
            MissingContent: the content is not stored here.
        """
        return tuple(Text("{name}", name=name) for name in content_of(config).class_names)


def reference_of(config: DatasetValues) -> ContentReference:
    """Reference to the content of a configuration's table."""
    return ContentReference.read(str(config.option(CONTENT)))


def digest_of(config: DatasetValues) -> str | None:
    """The digest of the table that a configuration is of; None where it is of another dataset."""
    return reference_of(config).digest if config.name == NAME else None


def uses_content(config: DatasetValues, digest: str) -> bool:
    """True for a configuration of the table with this digest."""
    return digest_of(config) == digest


def content_of(config: DatasetValues) -> TableContent:
    """The content that a configuration names.

    Raises:
        MissingContent: it is not stored here.
        ConfigurationError: it has other numbers of features, examples or classes than the configuration says.
    """
    content = CONTENTS.get(reference_of(config).digest)
    if content.reference != reference_of(config):
        expected = Text("{content}, as the table has it", content=str(content.reference)[:40])
        raise ConfigurationError(CONTENT, expected, str(reference_of(config))[:40], Text("importing the table again"))
    return content


def _draw(config: DatasetValues, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """The examples in an order of the seed; `samples` of them, in the proportions of the classes, where it is one."""
    content = content_of(config)
    order = shuffled(content.labels.size, rng)  # (m,)
    labels = content.labels[order]  # (m,)
    if config.samples is not None:
        strata = labels if content.class_names else np.zeros_like(labels)
        chosen = stratified_subset(strata, config.samples, rng)
        order, labels = order[chosen], labels[chosen]
    return np.ascontiguousarray(content.X.T)[order].T, labels


def shuffled(m: int, rng: np.random.Generator) -> Integers:
    """The order (m,) in which the examples of a table are divided, with the generator of the seed's first stream."""
    return rng.permutation(m)


def _check(config: DatasetValues) -> None:
    """Refuse more examples than the table has."""
    m = reference_of(config).m
    if config.samples is not None and config.samples > m:
        expected = Text("at most {count}, the examples of the table", count=m)
        raise ConfigurationError("samples", expected, config.samples, "null")


TABLE = TableDataset(
    name=NAME,
    title=Text("Your table"),
    description=Text("A table that you imported: its features, its target, its classes."),
    source=Text("Your own data; no licence needed."),
    options=(
        options.subset_samples(MAX_TABLE_EXAMPLES),
        options.noise(0.0, options.FEATURE_NOISE),
        Option(
            name=CONTENT,
            title=Text("Table"),
            kind="text",
            default=NO_CONTENT,
            help=Text("The numbers of features, examples and classes of your table, and the digest of its content."),
            check=ContentReference.read,
            expected_text=WRITTEN_CONTENT,
            example=NO_CONTENT,
        ),
        *options.preparation(),
    ),
    feature_names=(),
    class_names=(),
    draw=_draw,
    noise_unit="feature",
    check=_check,
    needs_content=True,
)

DATASETS = (TABLE,)
"""Datasets of this file."""
