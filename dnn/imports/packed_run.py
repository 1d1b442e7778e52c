"""A run on a table, packed: its configuration (.json) and its table (table.npz) in one .zip, as Take away gives it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dnn.configuration import RunConfig
from dnn.configuration.document import MAX_DOCUMENT_BYTES, decoded
from dnn.datasets.contents import TableContent, from_bytes
from dnn.datasets.own_table import NAME, reference_of
from dnn.export.program_data import TABLE_FILE
from dnn.imports.form import ImportRefused
from dnn.imports.imported_run import ImportedRun
from dnn.imports.weights_file import MAX_NAMED_ARRAYS, is_archive
from dnn.text.messages import Enumeration, Text
from dnn.validation.array_archive import SHOWN_CHARACTERS, ArchiveError, file_names, read_files

MAX_PACKED_TABLE_BYTES = 100_000_000
"""Bytes of a table that is unpacked; a table of 100,000 examples may have about 120 features."""
CONFIGURATION_SUFFIX = ".json"
PACKED = Text("a .zip of one configuration (.json) and {table}", table=TABLE_FILE)
AS_TAKEN = Text("the file as “Configuration” in Take away gives it")


def is_packed_run(content: bytes) -> bool:
    """True for the bytes of an archive in which there is a table.npz."""
    return is_archive(content) and TABLE_FILE in file_names(content)


def read_packed_run(content: bytes) -> ImportedRun:
    """The settings of an archive and the table that they name.

    Raises:
        ImportRefused: it is damaged or too large, or something is in it that does not belong there.
        ConfigurationError, ShapeError: no configuration or no table, or the table is not the one of the configuration.
    """
    try:
        files = read_files(content, _chosen)
    except ArchiveError as error:
        raise ImportRefused(PACKED, error.got, AS_TAKEN) from None
    (name,) = files.keys() - {TABLE_FILE}
    config = RunConfig.from_json(decoded(files[name]))
    return ImportedRun(config=config, table=_table(config, files[TABLE_FILE]))


def _chosen(names: Sequence[str]) -> Mapping[str, int]:
    """Both files, which have to be all that there is, with the bytes that each may have."""
    others = [name for name in names if name != TABLE_FILE]
    if len(others) != 1 or not others[0].endswith(CONFIGURATION_SUFFIX):
        shown = [name[:SHOWN_CHARACTERS] for name in others[:MAX_NAMED_ARRAYS]]
        shown += ["…"] if len(others) > MAX_NAMED_ARRAYS else []
        raise ImportRefused(PACKED, Text("{names}", names=Enumeration([*shown, TABLE_FILE])), AS_TAKEN)
    return {others[0]: MAX_DOCUMENT_BYTES, TABLE_FILE: MAX_PACKED_TABLE_BYTES}


def _table(config: RunConfig, data: bytes) -> TableContent:
    """The table in some bytes, which has to be the one that the configuration names."""
    if config.dataset.name != NAME:
        got = Text("one of the data {name}", name=config.dataset.name)
        raise ImportRefused(Text("a configuration of the table beside it"), got, AS_TAKEN)
    content, expected = from_bytes(data), reference_of(config.dataset)
    if content.reference != expected:
        table = Text("the table {digest} that the configuration names", digest=expected.digest[:12])
        raise ImportRefused(table, Text("the table {digest}", digest=content.digest[:12]), AS_TAKEN)
    return content
