"""Files that never change come compressed and from memory; everything else comes as it is."""

from __future__ import annotations

import asyncio
import gzip
import time
from collections.abc import Callable
from typing import Any

import brotli
import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.server.files import compressed_files
from pages.server.files.compressed_files import CompressedFiles
from pages.server.files.encodings import ENCODINGS, chosen_encoding
from tests.conftest import Server

SCRIPT = b"".join(b"export const number_%d = %d;\n" % (i, i * i) for i in range(3_000))
SMALL_SCRIPT = SCRIPT[:5_000]
FOR_EVER = {"Cache-Control": "public, immutable, max-age=1"}
SECONDS = 20
DECODERS: dict[str, Callable[[bytes], bytes]] = {"br": brotli.decompress, "gzip": gzip.decompress}


class Files:
    """A server with a few files, behind the middleware; it counts the requests that reach it."""

    def __init__(self, *, is_best: bool = False) -> None:
        self.requests: list[tuple[str, str, dict[str, str]]] = []
        inner = Starlette(routes=[Route("/{path:path}", self._answer)])
        self.app = CompressedFiles(inner, ["/static/", "/api/assets/"], is_best)

    async def _answer(self, request: Request) -> Response:
        self.requests.append((request.method, request.url.path, dict(request.headers)))
        path = request.url.path
        if path.endswith(".js"):
            headers = FOR_EVER | {"ETag": '"1"', "Last-Modified": "today"}
            content = SMALL_SCRIPT if path.endswith("small.js") else SCRIPT
            return Response(content, headers=headers, media_type="text/javascript")
        if path.endswith(".woff2"):
            return Response(SCRIPT, media_type="font/woff2")
        if path.endswith(".gone"):
            return Response("{}", 404, media_type="application/json")
        return Response("<html>", media_type="text/html")

    def get(self, path: str, *, method: str = "GET", **headers: str) -> httpx.Response:
        """The answer to one request, its body as it was sent."""
        return asyncio.run(self.ask(path, method=method, **headers))

    async def ask(self, path: str, *, method: str = "GET", **headers: str) -> httpx.Response:
        """The same in a loop."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        transport = httpx.ASGITransport(app=self.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://here") as client:
            request = client.build_request(method, path, headers={"Accept-Encoding": "br, gzip"} | named)
            answer = await client.send(request, stream=True)
            answer.extensions["raw"] = b"".join([part async for part in answer.aiter_raw()])
            return answer


def raw(answer: httpx.Response) -> bytes:
    """The body as it was sent."""
    body: bytes = answer.extensions["raw"]
    return body


@pytest.mark.parametrize("encoding", ENCODINGS, ids=lambda encoding: encoding.name)
def test_a_file_comes_in_the_encoding_that_is_accepted(encoding: object) -> None:
    name = getattr(encoding, "name", "")
    files = Files()
    for _repetition in range(3):
        answer = files.get("/static/js/main.js", Accept_Encoding=name, If_None_Match='"1"')
        assert (answer.status_code, answer.headers["content-encoding"]) == (200, name)
        assert DECODERS[name](raw(answer)) == SCRIPT
        assert len(raw(answer)) == int(answer.headers["content-length"]) < 0.3 * len(SCRIPT)
        assert answer.headers["cache-control"] == FOR_EVER["Cache-Control"]
        assert answer.headers["vary"] == "Accept-Encoding"
        assert answer.headers["etag"] == f'"1-{name}"' and "last-modified" not in answer.headers
    [(_method, _path, headers)] = files.requests
    assert not {"accept-encoding", "if-none-match"} & set(headers)


def test_who_has_a_file_does_not_get_it_again() -> None:
    files = Files()
    known = files.get("/static/main.js").headers["etag"]
    for tags, status in ((known, 304), (f'"x", {known}', 304), ('"1"', 200), ("*", 200), ("", 200)):
        answer = files.get("/static/main.js", If_None_Match=tags)
        assert (answer.status_code, answer.headers["etag"]) == (status, known)
        assert (raw(answer) == b"") == ("content-length" not in answer.headers) == (status == 304)
    assert files.get("/static/main.js", If_None_Match=known, Accept_Encoding="gzip").status_code == 200


def test_browsers_that_come_together_wait_for_one_answer() -> None:
    files = Files()

    async def crowd() -> list[httpx.Response]:
        return await asyncio.gather(*(files.ask("/api/assets/1/view.js") for _ in range(30)))

    answers = asyncio.run(crowd())
    assert {brotli.decompress(raw(answer)) for answer in answers} == {SCRIPT}
    assert len(files.requests) == 1


def in_halves(*, is_torn: bool = False) -> ASGIApp:
    """A server that sends a script in two halves, and the first one alone where the browser hangs up between them, or
    always."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        headers = [(b"content-type", b"text/javascript"), (b"content-length", b"%d" % len(SCRIPT))]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": SCRIPT[:1_000], "more_body": True})
        await receive()
        hung_up = asyncio.ensure_future(receive())
        for _ in range(5):
            await asyncio.sleep(0)  # the others' turn
        if not hung_up.done() and not is_torn:
            await send({"type": "http.response.body", "body": SCRIPT[1_000:]})
        hung_up.cancel()

    return app


def ask(app: ASGIApp, *received: dict[str, Any]) -> tuple[int, bytes]:
    """The status and body that are sent to a browser of which these messages come."""
    messages, sent = [{"type": "http.request", "body": b"", "more_body": False}, *received], []

    async def receive() -> Message:
        return messages.pop(0)

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": "/static/a.js", "headers": [(b"accept-encoding", b"gzip")]}
    asyncio.run(app(scope, receive, send))
    return sent[0]["status"], b"".join(message.get("body", b"") for message in sent[1:])


def test_a_browser_that_hangs_up_leaves_no_half_of_a_file_to_the_others() -> None:
    app = CompressedFiles(in_halves(), ["/static/"], is_best=False)
    ask(app, {"type": "http.disconnect"})
    status, body = ask(app, {"type": "http.disconnect"})
    assert (status, gzip.decompress(body)) == (200, SCRIPT)


def test_a_file_that_is_not_all_there_is_not_kept() -> None:
    app = CompressedFiles(in_halves(is_torn=True), ["/static/"], is_best=False)
    assert ask(app)[1] == SCRIPT[:1_000] and app._kept == {}


@pytest.mark.parametrize(
    ("path", "request_of", "status"),
    [
        ("/static/page", {}, 200),  # which Streamlit answers with its document
        ("/static/a.gone", {}, 404),
        ("/static/a.woff2", {}, 200),
        ("/main.js", {}, 200),
        ("/static/%2e/main.js", {}, 200),
        ("/static//main.js", {}, 200),
        ("/static/main.js", {"Range": "bytes=0-9"}, 200),
        ("/static/main.js", {"method": "HEAD"}, 200),
        ("/static/main.js", {"method": "POST"}, 405),
        ("/static/main.js", {"Accept_Encoding": "identity"}, 200),
        ("/static/main.js", {"Accept_Encoding": ""}, 200),
        ("/static/main.js", {"Accept_Encoding": "br;q=0, zstd"}, 200),
    ],
)
def test_everything_else_comes_as_it_is(path: str, request_of: dict[str, str], status: int) -> None:
    files = Files()
    for _repetition in range(2):
        answer = files.get(path, **request_of)
        assert answer.status_code == status and "content-encoding" not in answer.headers
    assert len(files.requests) == (2 if status != 405 else 0)
    assert files.app._kept == {} == files.app._locks


def test_no_more_is_kept_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compressed_files, "MAX_KEPT", 3)
    files = Files()
    for _repetition in range(2):
        encoded = [files.get(f"/static/{i}.js").headers.get("content-encoding") for i in range(5)]
        assert encoded == ["br", "br", "br", None, None]
    assert len(files.requests) == 3 + 2 * 2


def test_a_file_becomes_as_small_as_can_be() -> None:
    files = Files(is_best=True)
    first = raw(files.get("/static/small.js"))
    end = time.monotonic() + SECONDS
    while len(smaller := raw(files.get("/static/small.js"))) >= len(first):
        assert time.monotonic() < end
    assert brotli.decompress(smaller) == SMALL_SCRIPT
    assert len(files.requests) == 1


@pytest.mark.parametrize(
    ("accepted", "name"),
    [
        ("gzip, deflate, br, zstd", "br"), ("gzip, deflate", "gzip"), ("BR", "br"), ("br;q=0.1, gzip;q=1.0", "br"),
        ("br;q=0, gzip", "gzip"), ("br;q=0.0", None), ("br; q=x, gzip", "gzip"), ("identity", None), ("", None),
        ("*", None), ("gzip ; q=0.5", "gzip"),
    ],
)  # fmt: skip
def test_the_encoding_is_one_that_is_accepted(accepted: str, name: str | None) -> None:
    found = chosen_encoding(accepted)
    assert (None if found is None else found.name) == name


def test_streamlits_scripts_come_compressed(server: Server) -> None:
    page = httpx.get(server.url, headers={"Accept": "text/html"}).text
    path = page.partition('<script type="module" crossorigin src="./')[2].partition('"')[0]
    assert path.startswith("static/js/")
    plain = httpx.get(f"{server.url}/{path}", headers={"Accept-Encoding": "identity"})
    for name in DECODERS:
        with httpx.stream("GET", f"{server.url}/{path}", headers={"Accept-Encoding": name}) as answer:
            packed = b"".join(answer.iter_raw())
        assert answer.headers["content-encoding"] == name and "immutable" in answer.headers["cache-control"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert DECODERS[name](packed) == plain.content and len(packed) < 0.5 * len(plain.content)
