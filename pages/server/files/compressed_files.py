"""Files that never change are compressed once and kept: scripts, style sheets, drawings, of Streamlit and of the app.

A first visit asks for 8 MB of them. Streamlit sends its own as they are, since compressing an answer anew for each
browser costs more than it gains, and hosts with a proxy before them do it there; without one the visitor waits. What
comes first is compressed quickly, and then as well as can be in the background. Everything else passes as it is:
documents, streams, parts of files, fonts and pictures, which are compressed already.
"""

from __future__ import annotations

import asyncio
import os
import posixpath
import queue
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.server.files.encodings import Encoding, chosen_encoding

COMPRESSIBLE = ("text/css", "text/javascript", "application/javascript", "application/json", "image/svg+xml")
"""Media types that gain by it. HTML is none: Streamlit answers a path that it does not know with its document."""
LEFT_BEHIND = ("last-modified", "accept-ranges", "content-length")
"""Headers that tell of the file as it was."""
LEFT_OUT = (b"accept-encoding", b"if-none-match", b"if-modified-since")
QUOTE = '"'
MIN_PRIORITY = 19
MAX_KEPT = 2_000
"""Files that are kept at most, each encoding for itself; Streamlit has 320. Further ones pass as they are."""


@dataclass(frozen=True)
class Answer:
    """An answer that is whole."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes

    @property
    def is_compressible(self) -> bool:
        """True for a file of a kind that gains by it, all of whose bytes are here."""
        headers = Headers(raw=list(self.headers))
        media_type, length = headers.get("content-type", "").partition(";")[0], len(self.body)
        is_whole = headers.get("content-length", str(length)) == str(length)
        return self.status == 200 and media_type in COMPRESSIBLE and is_whole

    def encoded(self, encoding: Encoding, body: bytes) -> Answer:
        """The same in an encoding."""
        headers = MutableHeaders(raw=list(self.headers))
        for name in LEFT_BEHIND:
            del headers[name]
        if "etag" in headers:
            headers["etag"] = f'{headers["etag"].removesuffix(QUOTE)}-{encoding.name}"'
        headers["content-encoding"], headers["content-length"] = encoding.name, str(len(body))
        headers.add_vary_header("Accept-Encoding")
        return Answer(self.status, tuple(headers.raw), body)

    def unless_known(self, request: Headers) -> Answer:
        """The same, or, to a request of who has it, that it did not change."""
        headers = MutableHeaders(raw=list(self.headers))
        known = [tag.strip() for tag in request.get("if-none-match", "").split(",")]
        if headers.get("etag") not in known:
            return self
        del headers["content-length"]
        return Answer(304, tuple(headers.raw), b"")


class CompressedFiles:
    """ASGI middleware that answers with files below some paths from memory.

    Args:
        paths: those below which every file has a name of its own for each content.
        is_best: whether files are compressed as well as can be once they have been asked for.
    """

    def __init__(self, app: ASGIApp, paths: Sequence[str], is_best: bool = True) -> None:
        self._app = app
        self._paths = tuple(paths)
        self._kept: dict[tuple[str, str], Answer] = {}
        self._locks: dict[tuple[str, str], asyncio.Lock] = {}
        self._background = _Background(self._kept) if is_best else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request or connection."""
        encoding = self._encoding(scope)
        if encoding is None:
            await self._app(scope, receive, send)
            return
        key = (scope["path"], encoding.name)
        if key not in self._kept and len(self._kept) >= MAX_KEPT:
            await self._app(scope, receive, send)
            return
        answer = self._kept.get(key) or await self._first(key, encoding, scope)
        await _send(answer.unless_known(Headers(scope=scope)), send)

    def _encoding(self, scope: Scope) -> Encoding | None:
        """The encoding in which a request is answered; None where it is for no file that may be kept, or not by the one
        name that this has."""
        if scope["type"] != "http" or scope["method"] != "GET" or not scope["path"].startswith(self._paths):
            return None
        if posixpath.normpath(scope["path"]) != scope["path"]:
            return None
        headers = Headers(scope=scope)
        return None if "range" in headers else chosen_encoding(headers.get("accept-encoding", ""))

    async def _first(self, key: tuple[str, str], encoding: Encoding, scope: Scope) -> Answer:
        """The answer to the first request for a file; who asks for it meanwhile waits for the same."""
        lock = self._locks.setdefault(key, asyncio.Lock())
        try:
            async with lock:
                if key in self._kept:
                    return self._kept[key]
                plain = await _whole(self._app, scope)
                if not plain.is_compressible:
                    return plain
                answer = plain.encoded(encoding, await run_in_threadpool(encoding.quick, plain.body))
                self._kept[key] = answer
        finally:
            self._locks.pop(key, None)
        if self._background is not None and encoding.best is not None:
            self._background.add(key, encoding, plain)
        return answer


async def _whole(app: ASGIApp, scope: Scope) -> Answer:
    """The answer of an app as it is: not encoded, whatever the browser has of it, its body and no file to be sent.

    The app is not told when the browser hangs up, as one does that turns to another page: it would send the half of a
    file, which everybody got from then on.
    """
    headers = [(name, value) for name, value in scope["headers"] if name not in LEFT_OUT]
    start: Message = {}
    parts: list[bytes] = []

    async def collect(message: Message) -> None:
        if message["type"] == "http.response.start":
            start.update(message)
        elif message["type"] == "http.response.body":
            parts.append(message.get("body", b""))

    await app({**scope, "headers": headers, "extensions": {}}, _patient(), collect)
    return Answer(start["status"], tuple(start["headers"]), b"".join(parts))


def _patient() -> Receive:
    """The messages of a browser that has asked for a file and stays."""
    messages: list[Message] = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> Message:
        return messages.pop() if messages else await asyncio.Future()

    return receive


async def _send(answer: Answer, send: Send) -> None:
    await send({"type": "http.response.start", "status": answer.status, "headers": list(answer.headers)})
    await send({"type": "http.response.body", "body": answer.body})


class _Background:
    """A thread that compresses files as well as can be, one after the other, while nothing else wants the processor."""

    def __init__(self, kept: dict[tuple[str, str], Answer]) -> None:
        self._kept = kept
        self._files: queue.SimpleQueue[tuple[tuple[str, str], Encoding, Answer]] = queue.SimpleQueue()
        self._is_started = False

    def add(self, key: tuple[str, str], encoding: Encoding, plain: Answer) -> None:
        """Have a file compressed in its turn."""
        if not self._is_started:
            self._is_started = True
            threading.Thread(target=self._work, name="compression", daemon=True).start()
        self._files.put((key, encoding, plain))

    def _work(self) -> None:
        if sys.platform.startswith("linux"):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), MIN_PRIORITY)
        while True:
            key, encoding, plain = self._files.get()
            if encoding.best is not None:
                self._kept[key] = plain.encoded(encoding, encoding.best(plain.body))
