"""The bounds of a request's head: its first line and its header fields, refused before they fill the memory.

uvicorn's fast parser keeps whatever it is sent: 100 MB of one header field held the server up for 14 seconds, a million
fields took 140 MB, and a WebSocket's handshake beyond the bounds of its library was never answered. (Its slow parser,
h11, stops at 64 kB by itself.) Streamlit starts uvicorn and lets nobody choose its protocol, so every connection of the
fast one is made a bounded one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from pages.server.errors import error_document
from pages.server.security_headers import Headers

MAX_TARGET_BYTES = 7_500
"""Path and query; the longest link that the app writes, with 700 own points and 32 layers, has under 5,000."""
MAX_FIELD_BYTES = 8_000
"""Name and value of one field; a WebSocket's library takes lines of 8,192, and browsers send the address as a field."""
MAX_FIELDS = 100
MAX_HEAD_BYTES = 32_000
"""All fields together."""
MAX_PENDING_BYTES = 65_536
"""Bytes of an unfinished request that are no body, beyond the piece in which it began; h11 takes as many."""


@dataclass(frozen=True)
class Refusal:
    """An answer to a request that is not looked at further."""

    status: HTTPStatus
    problem: str


def refusal_of(target: bytes, fields: Iterable[tuple[bytes, bytes]]) -> Refusal | None:
    """The refusal of a head beyond the bounds; None for one within them."""
    if len(target) > MAX_TARGET_BYTES:
        problem = f"the address has {len(target)} bytes; take at most {MAX_TARGET_BYTES}"
        return Refusal(HTTPStatus.REQUEST_URI_TOO_LONG, problem)
    sizes = [len(name) + len(value) for name, value in fields]
    if len(sizes) > MAX_FIELDS or max(sizes, default=0) > MAX_FIELD_BYTES or sum(sizes) > MAX_HEAD_BYTES:
        return TOO_LARGE
    return None


TOO_LARGE = Refusal(
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
    f"the header fields are too many or too long; take at most {MAX_FIELDS} of {MAX_FIELD_BYTES} bytes each, "
    f"{MAX_HEAD_BYTES} in all",
)
MALFORMED = Refusal(HTTPStatus.BAD_REQUEST, "this is no HTTP request")


def answer(refusal: Refusal, headers: Headers) -> bytes:
    """A refusal as it goes over the wire, with these headers; the connection ends with it."""
    body = json.dumps(error_document(refusal.problem)).encode()
    fields = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        (b"connection", b"close"),
        *headers,
    ]
    first = f"HTTP/1.1 {refusal.status.value} {refusal.status.phrase}".encode()
    return b"\r\n".join((first, *(name + b": " + value for name, value in fields), b"", body))


class BoundedProtocol(HttpToolsProtocol):
    """uvicorn's protocol of one connection, which refuses heads beyond the bounds."""

    url = b""
    refusal = MALFORMED
    headers_of_refusals: Headers = []
    outside_bodies = 0
    """Bytes of the request under way that are no body: its head, the lengths of its chunks, its trailer."""
    in_bodies = 0
    """Bytes of the piece under way that are a body."""

    def data_received(self, data: bytes) -> None:
        """Take a piece in."""
        request, self.in_bodies = self.scope, 0
        super().data_received(data)
        begun_here = self.scope is not request
        self.outside_bodies = 0 if begun_here else self.outside_bodies + len(data) - self.in_bodies
        if self.outside_bodies > MAX_PENDING_BYTES and not self.transport.is_closing():
            self.refusal = refusal_of(self.url, ()) or TOO_LARGE
            self.send_400_response(self.refusal.problem)

    def on_headers_complete(self) -> None:
        """Look at a head before anything is done with it."""
        refusal = refusal_of(self.url, self.headers)
        if refusal is not None:
            self.refusal = refusal
            raise ValueError(refusal.problem)  # the parser stops at an error, and the protocol answers it
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Take a piece of a body in."""
        self.in_bodies += len(body)
        super().on_body(body)

    def send_400_response(self, msg: str) -> None:
        """Answer a request that is refused, and end the connection."""
        self.transport.write(answer(self.refusal, self.headers_of_refusals))
        self.transport.close()


def bound_request_heads(headers: Headers) -> None:
    """Make every connection from now on a bounded one, whose refusals have these headers."""
    BoundedProtocol.headers_of_refusals = headers

    def bounded(cls: type[HttpToolsProtocol], *_arguments: Any, **_options: Any) -> BoundedProtocol:
        return object.__new__(BoundedProtocol)

    HttpToolsProtocol.__new__ = bounded  # type: ignore[assignment, method-assign]
