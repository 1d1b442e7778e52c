"""Requests that no browser sends, to every route of the app, and what is wrong with an answer to one.

Each has to be refused: by a status of 4xx and a JSON document with one sentence, which no browser keeps.
"""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlparse

from dnn.background.command_documents import COMMANDS

ANSWER_SECONDS = 20.0
NO_RUN, NO_TOKEN = "A" * 22, "0" * 32
METHODS = ("POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND", "TRACE")
QUERIES = (
    *("since=x", "since=1e3", "since=nan", "since=-1.5", "since=", "since=9999999999999999", "since=%00"),
    *("since=1&since=x", "generation=-2", "generation=1.5", "generation=%F0%9F%92%A9", "weights=x", "weights=-2"),
    *("weights=", "weights=1;2"),
)
SEGMENTS = (
    *("x", "A" * 21, "A" * 23, "A" * 5_000, "A" * 20_000, "%00", "%FF%FE", "%2e%2e%2f%2e%2e%2fetc%2fpasswd"),
    *("%5c%5cx%5cy", quote("дедал"), quote("' OR 1=1 --"), quote("{{7*7}}"), quote("<script>"), "..%2f..%2fapp.py"),
    *("%", "%zz", "a%0d%0ab"),
)
BODIES = (
    *(
        b"",
        b"{",
        b"[]",
        b'"pause"',
        b"null",
        b"{}}",
        b"\x00" * 100,
        b"\xff\xfe{}",
        b"\x1f\x8b\x08\x00junk",
        b"[" * 5_000,
    ),
    *(b'{"since": 1e999}', b'{"since": NaN}', b'{"since": "0"}', b'{"owner": 3}', b'{"other": 1}', b'{"language": []}'),
    *(b'{"command": {}, "command": {}}', b"a=1&b=2", b"<xml/>", b"%PDF-1.7", b'{"owner": "\\ud800"}', b"{" * 20_000),
    *(b" " * 16_385, b"x" * 1_000_000, b'{"since": 1' + b"0" * 400 + b"}", b'{"command": ' * 2_000),
)
JUNK: tuple[object, ...] = ("x", [], {}, -1, [1] * 100, {"a": {"b": {}}}, "\u0000", "١", -1e308, "9" * 300)
HYPERPARAMETERS = ("learning_rate", "l2", "batch_size", "iterations", "optimizer", "precision", "target_cost", "x")
NO_REQUESTS = (
    *(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"\x00" * 500, b"\r\n\r\n\r\n \r\n\r\n"),
    *(b"hello\r\n\r\n", b"GET\r\n\r\n", b"get /api HTTP/1.1\r\n\r\n", b"GET /api HTTP/9.9\r\n\r\n"),
    *(b"GET  /api  HTTP/1.1\r\n\r\n", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
)


@dataclass(frozen=True)
class Answer:
    """What came back; status 0 where the server hung up without a word."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Garbage:
    """A request as it goes over the wire, and in words."""

    what: str
    sent: bytes


def garbage(run_id: str, owner: str) -> list[Garbage]:
    """All requests; some know a run and its owner's key, so that they get further."""
    return [*_methods(run_id), *_paths(run_id), *_heads(run_id), *_bodies(run_id, owner), *_malformed()]


def _methods(run_id: str) -> Iterator[Garbage]:
    paths = (
        f"runs/{run_id}",
        f"runs/{run_id}/diagnosis",
        f"curves?runs={run_id}",
        f"data/{NO_TOKEN}",
        f"networks/{NO_TOKEN}",
        "replay",
        "assets/0/view.js",
        "",
    )
    for method, path in itertools.product(METHODS, paths):
        yield _request(method, path)
    for method, path in itertools.product(("GET", *METHODS[1:]), (f"runs/{run_id}/commands", "notebook")):
        yield _request(method, path)


def _paths(run_id: str) -> Iterator[Garbage]:
    for query in QUERIES:
        yield _request("GET", f"runs/{run_id}?{query}")
    for query in ("", "run=", "run=number.1", "run=number.1&last=x", "run=number.1&last=1&count=999", "last=1&count=2"):
        yield _request("GET", f"replay?{query}")
    forms = (
        *("runs/{}", "runs/{}/diagnosis", "runs/{}/curve", "curves?runs={}", "data/{}", "networks/{}"),
        *("assets/{}/view.js", "assets/0/{}", "{}"),
        *("replay?run={}&last=1&count=2", "replay?run=number.1*change.{}&last=1&count=2"),
    )
    for form, segment in itertools.product(forms, SEGMENTS):
        yield _request("GET", form.format(segment))
    for path in (f"runs/{run_id}/", f"runs/{run_id}/x/y", "runs", "data/", "/", "//", "./../api/x", "runs//diagnosis"):
        yield _request("GET", path)


def _heads(run_id: str) -> Iterator[Garbage]:
    path = f"runs/{NO_RUN}"
    for fields in (
        {"X": "x" * 9_000},
        {f"X-{number}": "x" for number in range(120)},
        {f"X-{number}": "x" * 4_000 for number in range(10)},
        {"Cookie": "=;=;,,dnn_visitor=é" + "x" * 500},
        {"Accept-Language": "zz-\x7f;q=x,,;;" * 20},
        {"Accept-Encoding": "br;q=x, ;;, gzip;q=9"},
        {"Range": "bytes=5-1,-,x"},
        {"If-None-Match": '"' * 300},
        {"Origin": "http://["},
        {"Sec-Fetch-Site": "\x01"},
        {"Content-Length": "abc"},
        {"Content-Length": "-1"},
        {"Transfer-Encoding": "nonsense"},
        {"X-Forwarded-For": "999.999.999.999,,", "X-Forwarded-Host": "[::", "X-Forwarded-Proto": "x"},
    ):
        yield _request("GET", path, fields)
        yield _request("POST", f"runs/{run_id}/commands", {"Content-Type": "application/json", **fields}, b"")
    for media_type in (
        "",
        "text/plain",
        "multipart/form-data",
        "application/json\x01",
        "é",
        "application/" + "x" * 5_000,
    ):
        yield _request("POST", f"runs/{run_id}/commands", {"Content-Type": media_type}, b"{}")


def _bodies(run_id: str, owner: str) -> Iterator[Garbage]:
    for body, known in itertools.product(BODIES, (run_id, NO_RUN, "x")):
        yield _command(known, body)
    for body in BODIES:
        yield _request("POST", "notebook", {"Content-Type": "application/json"}, body)
    yield _request(
        "POST",
        f"runs/{run_id}/commands",
        {"Content-Type": "application/json", "Transfer-Encoding": "chunked"},
        b"zz\r\n",
    )
    for name, junk in itertools.product(COMMANDS, JUNK):
        yield _command(run_id, _body({"name": name, "nonsense": junk}, owner))
    for field, junk in itertools.product(HYPERPARAMETERS, JUNK):
        yield _command(run_id, _body({"name": "reconfigure", "hyperparameters": {field: junk}}, owner))
    for field, junk in itertools.product(("layer", "row", "column", "quantity", "value"), JUNK):
        entry = {"name": "set_parameter", "layer": 1, "quantity": "W", "row": 0, "column": 0, "value": 0.5}
        yield _command(run_id, _body(entry | {field: junk if junk not in (-1, -1e308) else -2_000_000}, owner))
    for junk in JUNK:
        yield _command(run_id, _body(junk, owner))
        yield _command(run_id, _body({"name": junk}, owner))
        yield _command(run_id, _body({"name": "pause"}, junk))


def _malformed() -> Iterator[Garbage]:
    for sent in NO_REQUESTS:
        yield Garbage(repr(sent[:40]), sent)


def _command(run_id: str, body: bytes) -> Garbage:
    return _request("POST", f"runs/{run_id}/commands", {"Content-Type": "application/json"}, body)


def _body(command: object, owner: object) -> bytes:
    return json.dumps({"command": command, "owner": owner, "language": "en"}).encode()


def _request(method: str, path: str, fields: dict[str, str] | None = None, body: bytes = b"") -> Garbage:
    named = {"Host": "127.0.0.1", **(fields or {})}
    if body or method == "POST":
        named = {"Content-Length": str(len(body))} | named
    if "Transfer-Encoding" in named:
        named.pop("Content-Length", None)
    head = f"{method} /api/{path} HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in named.items())
    what = f"{method} /api/{path[:50]} {str(fields or '')[:60]} {body[:100]!r}"
    return Garbage(what, head.encode() + b"\r\n" + body)


async def answer_to(url: str, sent: bytes) -> Answer:
    """The answer to bytes that are sent on a connection of their own."""
    parts = urlparse(url)
    reader, writer = await asyncio.open_connection(str(parts.hostname), int(parts.port or 80))
    writer.write(sent)
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            return await _read(reader)
    except (EOFError, ConnectionError):
        return Answer(0, {}, b"")
    finally:
        writer.transport.abort()


async def _read(reader: asyncio.StreamReader) -> Answer:
    first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").splitlines()
    fields = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    body = await reader.readexactly(int(fields.get("content-length", 0)))
    return Answer(int(first.split()[1]), fields, body)


def problem_of(answer: Answer) -> str | None:
    """What is wrong with an answer to garbage, in words; None where it is refused as the routes refuse."""
    if not 400 <= answer.status < 500:
        return f"status {answer.status}"
    try:
        document = json.loads(answer.body)
    except ValueError:
        return f"status {answer.status} without a document: {answer.body[:60]!r}"
    is_sentence = isinstance(document, dict) and set(document) == {"error"} and isinstance(document["error"], str)
    if not is_sentence or "\n" in document["error"]:
        return f"status {answer.status} with another document: {answer.body[:60]!r}"
    return None if answer.headers.get("cache-control") == "no-store" else "an answer to be kept"


async def problems(url: str, pieces: list[Garbage], at_once: int = 20) -> list[str]:
    """Send requests, so many at once; what is wrong with the answers."""
    door = asyncio.Semaphore(at_once)

    async def look(piece: Garbage) -> str | None:
        async with door:
            problem = problem_of(await answer_to(url, piece.sent))
        return problem and f"{piece.what}: {problem}"

    return [found for found in await asyncio.gather(*map(look, pieces)) if found]
