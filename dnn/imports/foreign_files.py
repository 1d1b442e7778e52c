"""Names for files that are no run, by the bytes with which they begin, so that a refusal says what was given."""

from __future__ import annotations

from dnn.text.messages import Text

SIGNATURES: dict[bytes, Text] = {
    b"\x93NUMPY": Text("a single array (.npy), which is a pickle if a dict was saved"),
    **{bytes([0x80, protocol]): Text("a pickle, which nobody should open") for protocol in range(2, 6)},
    b"\x89HDF\r\n\x1a\n": Text("an HDF5 file"),
    b"\x1f\x8b": Text("a gzip archive"),
    b"\x89PNG": Text("an image"),
    b"\xff\xd8\xff": Text("an image"),
    b"%PDF": Text("a PDF"),
}
"""Bytes at the beginning of a file -> what it is."""


def kind_of(content: bytes) -> Text:
    """Words for what a file is."""
    if not content.strip():
        return Text("an empty file")
    return next((kind for sign, kind in SIGNATURES.items() if content.startswith(sign)), Text("something else"))
