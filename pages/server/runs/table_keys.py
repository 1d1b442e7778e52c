"""Keys by which a page lets its browser ask a route about a table: who asks there shows no other proof of who she is.

A key stands for a visitor and a table, says nothing about either, and is good for as long as she may use the table.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

from dnn.background.services import get_visitor_tables
from dnn.configuration import DatasetConfig
from dnn.datasets.contents import CONTENTS, MissingContent
from dnn.datasets.own_table import digest_of
from dnn.system.cache import BoundedCache

MAX_KEYS = 20_000
KEY_BYTES = 300
"""Bytes counted for a key."""

_secret = secrets.token_bytes(32)
_visitors: BoundedCache[str] = BoundedCache(MAX_KEYS, MAX_KEYS * KEY_BYTES)


def _forget(digest: str) -> None:
    """Forget the keys to a table that is no longer to be there."""
    _visitors.discard(lambda key: key[1] == digest)


CONTENTS.on_discard(_forget)


def key_for(visitor: str, dataset: DatasetConfig) -> str | None:
    """The key for a visitor to the table of some data; None where they are of no table."""
    digest = digest_of(dataset)
    if digest is None:
        return None
    key = hmac.new(_secret, f"{visitor} {digest}".encode(), hashlib.sha256).hexdigest()[:32]
    _visitors.put((key, digest), visitor, KEY_BYTES)
    return key


def check(key: str, dataset: DatasetConfig) -> None:
    """Refuse who has no key to the table of some data.

    Raises:
        MissingContent: it is no key to this table, or whom it was given to may no longer use it.
    """
    digest = digest_of(dataset)
    if digest is None:
        return
    visitor = _visitors.get((key[:100], digest))
    if visitor is None:
        raise MissingContent(digest)
    get_visitor_tables().check(visitor, digest)


def unguessable(dataset: DatasetConfig) -> str:
    """A secret that the token of a document about a table follows from as well, so that whoever knows the hash of the
    table cannot work it out; nothing for other data."""
    return "" if digest_of(dataset) is None else _secret.hex()
