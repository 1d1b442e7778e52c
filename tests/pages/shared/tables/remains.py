"""What is left of a table in this process: a search of all that can be reached, not of the caches that are known."""

from __future__ import annotations

import gc
import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator

import numpy as np

from dnn.datasets.contents import TableContent
from dnn.system.cache import BoundedCache

FEATURE = " ".join(("feature", "of", "the", "search"))
"""The name of a feature that no other table has, and no line of this file either: tracebacks keep lines."""
ENCRYPTED = 1
"""Flag of a file of an archive that nobody here can read."""


def marked(seed: int, m: int = 120) -> TableContent:
    """A table whose first feature has numbers that nothing else has, in both precisions; too large for a link."""
    rng = np.random.default_rng(seed)
    X = np.stack([_marks(seed, m), *rng.standard_normal((3, m))])  # (4, m)
    return TableContent(X, (X[1] > 0).astype(float), (FEATURE, "b", "c", "d"), ("no", "yes"))


def _marks(seed: int, m: int) -> np.ndarray:
    """(m,) numbers that float32 holds as they are."""
    return 700_000.0 + 1_000 * seed + np.arange(m) / 16


def remains(seed: int, m: int = 120) -> list[str]:
    """Descriptions of the arrays, bytes and texts that hold the table of this seed, each with what holds them."""
    gc.collect()  # types are asked for, since isinstance wakes objects of other libraries that warn of themselves
    marks, found = _marks(seed, m), {}
    for holder in _objects():
        for held in gc.get_referents(holder):
            if issubclass(type(held), np.ndarray | bytes | str) and id(held) not in found and _holds(held, marks):
                found[id(held)] = f"{type(held).__name__} in {type(holder).__name__}: {str(holder)[:200]}"
    return list(found.values())


def cached(digest: str) -> list[str]:
    """The entries of all bounded caches of this process that name the table of this digest."""
    caches = [each for each in _objects() if issubclass(type(each), BoundedCache)]
    entries = [repr((key, value)) for cache in caches for key, (value, _size) in cache._values.items()]
    return [entry for entry in entries if digest in entry]


def _objects() -> list[object]:
    """All objects that can hold others, those included that the collector of garbage was told to pass over."""
    gc.unfreeze()
    return gc.get_objects()


def _holds(held: np.ndarray | bytes | str, marks: np.ndarray) -> bool:
    if isinstance(held, str):
        return FEATURE in held and len(held) > len(FEATURE)
    if isinstance(held, bytes):
        signs = (FEATURE.encode(), *(marks[:1].astype(kind).tobytes() for kind in ("<f4", "<f8")))
        return any(sign in text for text in _unpacked(held) for sign in signs)
    return held.dtype.kind == "f" and bool(np.isin(marks, held).any())


def _unpacked(held: bytes) -> Iterator[bytes]:
    """The bytes, and what they are a compressed form of."""
    yield held
    if held.startswith(b"\x1f\x8b"):
        try:
            yield gzip.decompress(held)
        except (OSError, EOFError, zlib.error):
            return
    elif held.startswith(b"PK\x03\x04"):
        try:
            with zipfile.ZipFile(io.BytesIO(held)) as archive:
                yield from (archive.read(each) for each in archive.infolist() if not each.flag_bits & ENCRYPTED)
        except zipfile.BadZipFile:
            return
