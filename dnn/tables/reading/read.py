"""Read a table from the bytes of a file, whatever its name says."""

from __future__ import annotations

from dnn.tables.limits import MAX_FILE_BYTES, MAX_SAMPLED_FILE_BYTES
from dnn.tables.reading.arrays import read_npz
from dnn.tables.reading.hdf5 import read_h5
from dnn.tables.reading.options import ReadingOptions
from dnn.tables.reading.saved_table import is_saved_table, read_saved_table
from dnn.tables.reading.signatures import EMPTY_ZIP, HDF5, ZIP, foreign_kind
from dnn.tables.reading.text_file import read_text_file
from dnn.tables.table import Table
from dnn.tables.table_error import too_large, unusable
from dnn.text.messages import Text

ASSUMED = ReadingOptions()
"""Everything is assumed."""


def read_table(content: bytes, name: str, options: ReadingOptions = ASSUMED) -> Table:
    """The table in a file: CSV or TSV, an .npz or .h5 in the course's layout, or a table.npz of this program.

    Read files of strangers with `read_safely`, which bounds time and memory as well.

    Args:
        content: the bytes of the file; they decide what it is.
        name: the file's name, kept to be shown.
        options: what is not to be assumed.

    Returns:
        The table; its notes say what was assumed.

    Raises:
        TableError: it is no table, or too large a one; one sentence with the row and the column.
    """
    require_file_size(len(content), options)
    foreign = foreign_kind(content)
    if foreign is not None:
        kind, hint = foreign
        raise unusable(Text("a table as text, .npz or .h5"), kind, hint)
    if content.startswith((ZIP, EMPTY_ZIP)):
        table = read_saved_table(content, name) if is_saved_table(content) else read_npz(content, name)
    elif content.startswith(HDF5):
        table = read_h5(content, name)
    else:
        return read_text_file(content, name, options)
    return table if options.sample_rows is None else table.sampled(options.sample_rows, options.seed)


def require_file_size(size: int, options: ReadingOptions) -> None:
    """Check the size of a file in bytes.

    Raises:
        TableError: it is too large.
    """
    if size > MAX_SAMPLED_FILE_BYTES:
        expected = Text("a file of at most {most} MB", most=MAX_SAMPLED_FILE_BYTES // 1_000_000)
        raise unusable(expected, Text("{size} MB", size=f"{size / 1e6:,.0f}"), Text("a part of it"))
    if size > MAX_FILE_BYTES and options.sample_rows is None:
        expected = Text("a file of at most {most} MB", most=MAX_FILE_BYTES // 1_000_000)
        raise too_large(expected, Text("{size} MB", size=f"{size / 1e6:,.1f}"))
