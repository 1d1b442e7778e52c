"""The initial weights of networks: one JSON document a network."""

from __future__ import annotations

from dnn.background.payload import base64_of
from dnn.background.wire import NetworkDocument
from dnn.configuration import RunConfig
from dnn.datasets.contents import CONTENTS
from dnn.datasets.own_table import uses_content
from dnn.network import flatten, initialize
from pages.server.documents import Documents


def describe(config: RunConfig) -> NetworkDocument:
    """The parameters θ (P,) that a run of this configuration begins with."""
    return {"theta": base64_of(flatten(initialize(config)))}


_DOCUMENTS: Documents[RunConfig] = Documents(describe, offered_bytes=8_000_000, entries=200, made_bytes=16_000_000)


def _forget(digest: str) -> None:
    """Forget what was offered for a table that is no longer to be there."""
    _DOCUMENTS.forget(lambda config: uses_content(config.dataset, digest))


CONTENTS.on_discard(_forget)


def offer_network(config: RunConfig) -> str:
    """Let browsers fetch the initial weights of this network; returns the token of the document, which follows from all
    that decides about the weights."""
    described = config.to_dict()
    decisive = [described[name] for name in ("dataset", "architecture", "seed")]
    return _DOCUMENTS.offer(config, [*decisive, config.hyperparameters.precision])


def network_document(token: str) -> bytes | None:
    """The JSON document of this token, compressed by gzip; None where no page offered it."""
    return _DOCUMENTS.get(token)
