"""The kind of a file by its first bytes: its name proves nothing."""

from __future__ import annotations

from dnn.text.messages import Text

ZIP, HDF5 = b"PK\x03\x04", b"\x89HDF\r\n\x1a\n"
EMPTY_ZIP = b"PK\x05\x06"
_SAVE_AS_TEXT = Text("saving the table as CSV first")
_UNPACK = Text("unpacking it first")

FOREIGN: tuple[tuple[bytes, Text, Text], ...] = (
    (b"\x89PNG\r\n\x1a\n", Text("a PNG image"), _SAVE_AS_TEXT),
    (b"\xff\xd8\xff", Text("a JPEG image"), _SAVE_AS_TEXT),
    (b"GIF8", Text("a GIF image"), _SAVE_AS_TEXT),
    (b"%PDF-", Text("a PDF document"), _SAVE_AS_TEXT),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Text("an old Excel workbook"), _SAVE_AS_TEXT),
    (b"\x1f\x8b", Text("a gzip archive"), _UNPACK),
    (b"BZh", Text("a bzip2 archive"), _UNPACK),
    (b"\xfd7zXZ\x00", Text("an xz archive"), _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", Text("a 7z archive"), _UNPACK),
    (b"Rar!\x1a\x07", Text("a RAR archive"), _UNPACK),
    (b"\x28\xb5\x2f\xfd", Text("a Zstandard archive"), _UNPACK),
    (b"\x7fELF", Text("a program"), _SAVE_AS_TEXT),
    (b"MZ\x90\x00", Text("a program"), _SAVE_AS_TEXT),
    (b"\x93NUMPY", Text("a single NumPy array"), Text("an .npz archive with train_set_x, train_set_y, …")),
    (b"PAR1", Text("a Parquet file"), _SAVE_AS_TEXT),
    (b"SQLite format 3\x00", Text("an SQLite database"), _SAVE_AS_TEXT),
    (b"\x80\x04\x95", Text("a Python pickle"), _SAVE_AS_TEXT),
    (b"\x80\x05\x95", Text("a Python pickle"), _SAVE_AS_TEXT),
    (b"\x80\x03", Text("a Python pickle"), _SAVE_AS_TEXT),
    (b"\x80\x02", Text("a Python pickle"), _SAVE_AS_TEXT),
)
"""Files that are no tables: how they begin, what they are, what to try."""


def foreign_kind(content: bytes) -> tuple[Text, Text] | None:
    """The kind of a file that is no table, and what to try; None where it may be one."""
    return next(((kind, hint) for start, kind, hint in FOREIGN if content.startswith(start)), None)
