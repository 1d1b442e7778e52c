"""Heads of requests beyond the bounds: refused in words, at once, without filling the memory."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from dnn.configuration import RunConfig
from dnn.datasets.own_points import MAX_POINTS
from pages.server.request_head import MAX_FIELD_BYTES, MAX_FIELDS, MAX_HEAD_BYTES, MAX_TARGET_BYTES, refusal_of
from pages.shared.session import link
from tests.conftest import Server

MEGABYTE = 1_000_000
HEALTH = b"GET /_stcore/health HTTP/1.1\r\n"
HANDSHAKE = (
    b"GET /_stcore/stream%s HTTP/1.1\r\nHost: %s\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n%s\r\n"
)


class Connection:
    """A connection to a server, byte by byte."""

    def __init__(self, server: Server) -> None:
        address = urlsplit(server.url)
        self.host = address.netloc.encode()
        self.taken = 0
        self._socket = socket.create_connection((address.hostname, address.port), timeout=30)

    def ask(self, pieces: Iterable[bytes]) -> tuple[int, bytes]:
        """Send pieces for as long as they are taken; returns the status and the body of the answer."""
        try:
            for piece in pieces:
                self._socket.sendall(piece)
                self.taken += len(piece)
        except (BrokenPipeError, ConnectionResetError):
            self.taken += 1  # the server has hung up; its answer is still to be read
        with self._socket.makefile("rb") as answer:
            status = int(answer.readline().split()[1])
            fields = dict(line.split(b": ", 1) for line in iter(lambda: answer.readline().strip(), b""))
            length = int(next((value for name, value in fields.items() if name.lower() == b"content-length"), 0))
            return status, answer.read(length)

    def close(self) -> None:
        """Hang up."""
        self._socket.close()


@pytest.fixture
def connect(server: Server) -> Iterator[Callable[[], Connection]]:
    """A function that connects to the server."""
    connections: list[Connection] = []

    def connected() -> Connection:
        connections.append(Connection(server))
        return connections[-1]

    yield connected
    for connection in connections:
        connection.close()


def fields(count: int, size: int = 1) -> bytes:
    return b"".join(b"x-%05d: %s\r\n" % (number, b"y" * size) for number in range(count))


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (b"GET /?a=%s HTTP/1.1\r\n\r\n" % (b"x" * MAX_TARGET_BYTES), 414),
        (b"GET /%s HTTP/1.1\r\n\r\n" % (b"x" * MEGABYTE), 414),
        (HEALTH + fields(MAX_FIELDS + 1) + b"\r\n", 431),
        (HEALTH + fields(10_000) + b"\r\n", 431),
        (HEALTH + b"Cookie: %s\r\n\r\n" % (b"x" * MAX_FIELD_BYTES), 431),
        (HEALTH + b"Cookie: %s\r\n\r\n" % (b"x" * MEGABYTE), 431),
        (HEALTH + b"%s: x\r\n\r\n" % (b"x" * MAX_FIELD_BYTES), 431),
        (HEALTH + fields(20, MAX_HEAD_BYTES // 20) + b"\r\n", 431),
        (b"NONSENSE\r\n\r\n", 400),
    ],
    ids=["address", "1 MB of address", "fields", "10000 fields", "field", "1 MB of field", "name", "sum", "nonsense"],
)
def test_is_refused_in_words(connect: Callable[[], Connection], request_bytes: bytes, status: int) -> None:
    answered, body = connect().ask([request_bytes])
    assert answered == status
    assert set(json.loads(body)) == {"error"}


@pytest.mark.parametrize(
    ("query", "further"),
    [(b"?a=" + b"x" * 9_000, b""), (b"", b"Cookie: %s\r\n" % (b"x" * 9_000)), (b"", fields(200))],
    ids=["address", "field", "fields"],
)
def test_a_handshake_is_answered_too(connect: Callable[[], Connection], query: bytes, further: bytes) -> None:
    connection = connect()
    status, _body = connection.ask([HANDSHAKE % (query, connection.host, further)])
    assert status in (414, 431)


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"GET /?a=%s HTTP/1.1\r\nConnection: close\r\n\r\n" % (b"x" * (MAX_TARGET_BYTES - len("/?a="))),
        HEALTH + fields(MAX_FIELDS - 1) + b"Connection: close\r\n\r\n",
        HEALTH + b"Cookie: %s\r\nConnection: close\r\n\r\n" % (b"x" * (MAX_FIELD_BYTES - len("Cookie"))),
    ],
    ids=["address", "fields", "field"],
)
def test_within_the_bounds_is_answered(connect: Callable[[], Connection], request_bytes: bytes) -> None:
    whole, halved = connect(), connect()
    assert whole.ask([request_bytes])[0] == 200
    assert halved.ask([request_bytes[:3_000], request_bytes[3_000:]])[0] == 200


def endless(first: bytes, piece: bytes) -> Iterator[bytes]:
    """A request that does not end before 100 MB."""
    yield first
    for _ in range(100 * MEGABYTE // len(piece)):
        yield piece


CHUNKED = b"PUT /_stcore/upload_file/a/b HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"


@pytest.mark.parametrize(
    ("first", "piece"),
    [
        (b"GET /", b"x" * 100_000),
        (HEALTH + b"x: ", b"y" * 100_000),
        (HEALTH, fields(5_000)),
        (CHUNKED + b"0\r\nx: ", b"y" * 100_000),
        (CHUNKED, b"1;" + b"x" * 100_000 + b"\r\n.\r\n"),
        (b"", b"\r\n" * 50_000),
    ],
    ids=["address", "field", "fields", "trailer", "extensions of chunks", "before the request"],
)
def test_what_does_not_end_is_cut_off(
    server: Server, connect: Callable[[], Connection], first: bytes, piece: bytes
) -> None:
    before = resident_bytes(server)
    connection = connect()
    status, _body = connection.ask(endless(first, piece))
    assert status in (403, 414, 431)
    assert connection.taken < 30 * MEGABYTE  # most of it in the buffers between the two
    assert resident_bytes(server) - before < 20 * MEGABYTE


def test_the_body_of_a_question_is_not_kept(server: Server, connect: Callable[[], Connection]) -> None:
    before = resident_bytes(server)
    head = b"GET /api/runs/%s HTTP/1.1\r\nContent-Length: %d\r\n\r\n" % (b"A" * 22, 100 * MEGABYTE)
    status, body = connect().ask(endless(head, b"x" * MEGABYTE))
    assert (status, json.loads(body)) == (404, {"error": "unknown run"})
    assert resident_bytes(server) - before < 20 * MEGABYTE


def test_the_body_of_an_upload_is_no_head(connect: Callable[[], Connection]) -> None:
    """Three megabytes in small pieces: Streamlit refuses them for want of its token, and the connection goes on."""
    head = b"PUT /_stcore/upload_file/a/b HTTP/1.1\r\nContent-Length: %d\r\n\r\n" % (3 * MEGABYTE)
    connection = connect()
    assert connection.ask([head, *[b"x" * 1_000] * 3_000])[0] == 403
    assert connection.ask([HEALTH + b"\r\n"]) == (200, b"ok")


def test_one_connection_serves_many_requests(connect: Callable[[], Connection]) -> None:
    connection = connect()
    head = HEALTH + fields(50, 500) + b"\r\n"
    for _ in range(5):  # 130 kB of heads in all
        assert connection.ask([head[:9_000], head[9_000:]]) == (200, b"ok")


def test_the_longest_link_is_within_the_bounds() -> None:
    layers = [{"units": 1024, "activation": "leaky_relu"}] * 32
    config = RunConfig.from_dict(
        {"dataset": {"name": "circles", "noise": 0.123456789}, "architecture": {"hidden": layers}}
    )
    query = link.to_query(config) | {"points": "abcde" * MAX_POINTS, "run": "A" * 22}
    assert 4_000 < len(target := f"/gradient_check?{urlencode(query)}") < 0.8 * MAX_TARGET_BYTES
    address = f"https://deep-network-trainer.school.example{target}"
    assert refusal_of(target.encode(), [(b"referer", address.encode())]) is None


def resident_bytes(server: Server) -> int:
    """The memory that a server takes."""
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    return 1024 * int(status.split("VmRSS:")[1].split()[0])
