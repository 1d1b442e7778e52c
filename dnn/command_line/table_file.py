"""The file of a table that a configuration names, as the command line is given it beside the configuration."""

from __future__ import annotations

from pathlib import Path

from dnn.command_line.file_error import unreadable
from dnn.configuration import DatasetConfig
from dnn.datasets.contents import CONTENTS, from_file
from dnn.datasets.own_table import NAME, reference_of
from dnn.errors import ConfigurationError
from dnn.text.messages import Text

OPTION = "--table"


def take_table(path: Path, dataset: DatasetConfig) -> None:
    """Have the table of a file at hand for a dataset.

    Raises:
        FileError: the file cannot be read.
        ConfigurationError, ShapeError: there is no table in it, it is another one, or the dataset is none.
    """
    if dataset.name != NAME:
        raise ConfigurationError(OPTION, Text("a configuration of the dataset table"), dataset.name, Text("without it"))
    try:
        content = from_file(path)
    except OSError as error:
        raise unreadable(path, error) from None
    expected = reference_of(dataset)
    if content.reference != expected:
        raise ConfigurationError(
            OPTION, Text("the table {digest}", digest=expected.digest), content.digest, Text("the file of that table")
        )
    CONTENTS.put(content)
