"""A content as the bytes that are stored: an .npz file, its arrays deflated where that makes them smaller."""

from __future__ import annotations

import io
import zipfile
import zlib

from dnn.datasets.contents import TableContent, to_bytes

LEVEL = 1
"""zlib's quickest: what the slower ones gain on numbers is little."""
SAMPLE_BYTES = 1_000_000
WORTHWHILE = 0.9
"""Part of the bytes that deflated ones may take at most to be worth their time."""


def packed(content: TableContent) -> bytes:
    """The content as bytes that `dnn.datasets.contents.from_bytes` reads."""
    plain = to_bytes(content)
    start = plain[:SAMPLE_BYTES]
    if len(zlib.compress(start, LEVEL)) > WORTHWHILE * len(start):
        return plain
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(plain)) as source,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as target,
    ):
        for info in source.infolist():
            target.writestr(info.filename, source.read(info))
    deflated = file.getvalue()
    return deflated if len(deflated) < len(plain) else plain
