"""The contents that this process has at hand, by digest; what is not here may be brought by a resolver."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock

from dnn.datasets.contents.archive import from_bytes
from dnn.datasets.contents.table import TableContent
from dnn.errors import DnnError
from dnn.system.cache import BoundedCache
from dnn.text.messages import Text

Resolver = Callable[[str], bytes | None]
"""(digest) -> the bytes of the content's .npz file, or None where it is not known."""

AWAY = Text("Expected the stored tables to be within reach, and at present they are not; try again in a minute.")
STORED_CONTENTS, STORED_BYTES = 1_000, 512_000_000
SHOWN_DIGITS = 12
"""Digits of a digest that a sentence shows."""


class MissingContent(DnnError, LookupError):
    """A table that a configuration names is not stored here; `digest` says which."""

    def __init__(self, digest: str) -> None:
        self.digest = digest
        short = digest[:SHOWN_DIGITS]
        super().__init__(
            Text(
                "Expected the table {digest} to be stored here, got nothing; try importing it again, or ask its owner "
                "to share it.",
                digest=short,
            )
        )


class ContentAway(MissingContent):
    """A table of which cannot be known at present whether it is stored here: what brings it is out of reach."""

    def __init__(self, digest: str) -> None:
        self.digest = digest
        DnnError.__init__(self, AWAY)


class ContentStore:
    """Contents that were used last, with limits in number and bytes; safe to use from several threads.

    Attributes:
        resolver: brings what is not here, from a folder or a database; None: nothing does.
    """

    def __init__(self, entries: int = STORED_CONTENTS, bytes: int = STORED_BYTES) -> None:
        self.resolver: Resolver | None = None
        self._cache: BoundedCache[TableContent] = BoundedCache(entries, bytes)
        self._held: dict[str, tuple[TableContent, int]] = {}
        self._lock = Lock()
        self._listeners: list[Callable[[str], None]] = []

    def __len__(self) -> int:
        return len(self._cache) + len(self._held)

    def put(self, content: TableContent) -> None:
        """Store a content; those that were not used for longest may have to go."""
        self._cache.put(content.digest, content, content.nbytes)

    def get(self, digest: str) -> TableContent:
        """The content of a digest.

        Raises:
            MissingContent: it is not here, and nothing that could be brought has this digest; ContentAway where that
                cannot be known at present.
        """
        content = self._cache.get(digest)
        if content is None:
            with self._lock:
                content, _ = self._held.get(digest, (None, 0))
        return self._resolved(digest) if content is None else content

    def discard(self, digest: str) -> None:
        """Forget a content, and what was made of it; the resolver may still know it."""
        self._cache.discard(lambda held: held == digest)
        self._tell(digest)

    @contextmanager
    def held(self, content: TableContent) -> Iterator[None]:
        """Have a content at hand as long as the block lasts: it does not go before, and leaves nothing behind."""
        digest = content.digest
        with self._lock:
            held, count = self._held.get(digest, (content, 0))
            self._held[digest] = (held, count + 1)
        try:
            yield
        finally:
            with self._lock:
                held, count = self._held.pop(digest)
                if count > 1:
                    self._held[digest] = (held, count - 1)
            if count == 1 and self._cache.get(digest) is None:
                self._tell(digest)

    def on_discard(self, listener: Callable[[str], None]) -> None:
        """Have `listener` called with the digest of each content that is forgotten on purpose."""
        self._listeners.append(listener)

    def _resolved(self, digest: str) -> TableContent:
        discards = self._cache.discards
        data = None if self.resolver is None else self.resolver(digest)
        if data is None:
            raise MissingContent(digest)
        content = from_bytes(data)
        if content.digest != digest:
            raise MissingContent(digest)
        self._cache.put(content.digest, content, content.nbytes, discards)
        return content

    def _tell(self, digest: str) -> None:
        for listener in self._listeners:
            listener(digest)


CONTENTS = ContentStore()
"""The contents of this process."""
