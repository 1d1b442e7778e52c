"""A prepared table as the data of a run: the content that is stored, and the configuration that names it."""

from __future__ import annotations

from dnn.configuration import DatasetConfig
from dnn.configuration.table import configuration_of
from dnn.datasets.contents import TableContent
from dnn.tables.preparation import Preparation
from dnn.tables.prepare import PreparedTable


def content_of(prepared: PreparedTable) -> TableContent:
    """The examples of a prepared table, as a configuration knows them.

    Raises:
        ConfigurationError: more than there may be, or a number or name that cannot be used.
    """
    return TableContent(prepared.X, prepared.labels, prepared.feature_names, prepared.class_names)


def dataset_of(content: TableContent, prepared: PreparedTable, preparation: Preparation) -> DatasetConfig:
    """The configuration of a prepared table, divided and scaled as it was chosen."""
    return configuration_of(
        content,
        test_fraction=prepared.test_fraction,
        seed=preparation.seed,
        standardize=preparation.standardize,
        division=prepared.division,
    )
