"""Documents that browsers fetch under a token: a page offers the source of a document, and gets the token.

The token follows from the offered source alone, so that all browsers fetch, and cache, the same document for the same
source. A source that was never offered has no token.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable
from typing import Generic, TypeVar

from dnn.background.wire import DataDocument, NetworkDocument
from dnn.system.cache import BoundedCache

Source = TypeVar("Source")

MAX_OFFERED = 2_000
ENTRY_BYTES = 1_000
"""Bytes of an offer beside its configuration."""
COMPRESSION = 5


class Documents(Generic[Source]):
    """JSON documents, made when they are first fetched, compressed by gzip and kept within bounds."""

    def __init__(
        self,
        describe: Callable[[Source], DataDocument | NetworkDocument],
        *,
        offered_bytes: int,
        entries: int,
        made_bytes: int,
    ) -> None:
        """`describe` gives what a document holds; offers and documents stay within so many bytes."""
        self._describe = describe
        self._offered: BoundedCache[Source] = BoundedCache(entries=MAX_OFFERED, bytes=offered_bytes)
        self._made: BoundedCache[bytes] = BoundedCache(entries=entries, bytes=made_bytes)

    def offer(self, source: Source, decisive: object) -> str:
        """Let browsers fetch the document of `source`; returns its token, which follows from what is decisive."""
        written = json.dumps(decisive, sort_keys=True)
        token = hashlib.sha256(written.encode()).hexdigest()[:32]
        self._offered.put(token, source, 2 * len(written) + ENTRY_BYTES)
        return token

    def source(self, token: str) -> Source | None:
        """The source that was offered under this token; None where no page offered it."""
        return self._offered.get(token)

    def forget(self, is_meant: Callable[[Source], bool]) -> None:
        """Forget the documents of the sources that are meant, and that they were offered."""
        gone = set(self._offered.discard_values(is_meant))
        self._made.discard(lambda token: token in gone)

    def get(self, token: str) -> bytes | None:
        """The document of this token; None where no page offered it."""
        discards, source = self._made.discards, self._offered.get(token)
        if source is None:
            return None
        made = self._made.get(token)
        if made is None:
            text = json.dumps(self._describe(source), allow_nan=False)
            made = gzip.compress(text.encode(), COMPRESSION, mtime=0)
            self._made.put(token, made, len(made), discards)
        return made
