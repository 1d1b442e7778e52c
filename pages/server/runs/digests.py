"""Short texts by which runs are compared: those on the same data, and those that began with the same weights."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from dnn import initialize
from dnn.configuration import RunConfig
from dnn.network import flatten

DIGEST = 12
"""Digits of a digest."""


@lru_cache(maxsize=2_000)
def data_digest(config: RunConfig) -> str:
    """A text that is the same for runs on the same data, whose costs can be compared."""
    return hashlib.sha256(repr(config.dataset).encode()).hexdigest()[:DIGEST]


@lru_cache(maxsize=2_000)
def start_digest(config: RunConfig) -> str:
    """A text that is the same for runs that began with the same weights, to the last bit."""
    return hashlib.sha256(flatten(initialize(config)).tobytes()).hexdigest()[:DIGEST]
