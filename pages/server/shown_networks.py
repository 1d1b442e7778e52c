"""The initial weights of networks that are too large to travel with the page: one JSON document a network.

As with the data, a page offers a network and gets the token under which the browser fetches it; the token follows from
all that decides about the weights.
"""

from __future__ import annotations

import gzip
import hashlib
import json

from dnn.background.stream import base64_of
from dnn.cache import BoundedCache
from dnn.configuration import RunConfig
from dnn.network import flatten, initialize

_OFFERED: BoundedCache[RunConfig] = BoundedCache(entries=2_000, bytes=8_000_000)
_DOCUMENTS: BoundedCache[bytes] = BoundedCache(entries=50, bytes=16_000_000)


def offer_network(config: RunConfig) -> str:
    """Let browsers fetch the initial weights of this network; returns the token of the document."""
    described = config.to_dict()
    decisive = [described[name] for name in ("dataset", "architecture", "seed")]
    written = json.dumps([*decisive, config.hyperparameters.precision], sort_keys=True)
    token = hashlib.sha256(written.encode()).hexdigest()[:32]
    _OFFERED.put(token, config, 2 * len(written) + 1_000)
    return token


def network_document(token: str) -> bytes | None:
    """{"theta": the parameters (P,) as float32 in base64}, compressed by gzip; None where no page offered it."""
    config = _OFFERED.get(token)
    if config is None:
        return None
    made = _DOCUMENTS.get(token)
    if made is None:
        theta = base64_of(flatten(initialize(config)))
        made = gzip.compress(json.dumps({"theta": theta}).encode(), 5, mtime=0)
        _DOCUMENTS.put(token, made, len(made))
    return made
