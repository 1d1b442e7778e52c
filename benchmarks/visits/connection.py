"""A connection to the server that is kept alive, for requests one after another."""

from __future__ import annotations

import asyncio
import contextlib
import json
from urllib.parse import urlparse


class Http:
    """One connection."""

    def __init__(self, url: str) -> None:
        parts = urlparse(url)
        self._host, self._port = str(parts.hostname), int(parts.port or 80)
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Status, header fields with names in lower case, and body."""
        return await self._request("GET", path, headers, b"")

    async def post(self, path: str, document: object, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """The same for a JSON document that is sent there."""
        body = json.dumps(document).encode()
        headers = {"Content-Type": "application/json", "Content-Length": str(len(body)), **headers}
        return await self._request("POST", path, headers, body)

    async def _request(
        self, method: str, path: str, headers: dict[str, str], body: bytes
    ) -> tuple[int, dict[str, str], bytes]:
        if self._streams is not None:
            with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
                return await self._ask(*self._streams, method, path, headers, body)
            await self.close()  # a server hangs up after some seconds of silence
        self._streams = await asyncio.open_connection(self._host, self._port)
        return await self._ask(*self._streams, method, path, headers, body)

    async def _ask(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        method: str,
        path: str,
        headers: dict[str, str],
        sent: bytes,
    ) -> tuple[int, dict[str, str], bytes]:
        fields = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        head_sent = f"{method} {path} HTTP/1.1\r\nHost: {self._host}:{self._port}\r\n{fields}\r\n"
        writer.write(head_sent.encode() + sent)
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").splitlines()
        answered = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:-1])}
        if "transfer-encoding" in answered:
            raise LookupError(f"{path} is answered in pieces, which nobody reads here")
        body = await reader.readexactly(int(answered.get("content-length", 0)))
        return int(head[0].split()[1]), answered, body

    async def close(self) -> None:
        """Hang up."""
        if self._streams is not None:
            self._streams[1].close()
            with contextlib.suppress(OSError):
                await self._streams[1].wait_closed()
            self._streams = None

    def cut(self) -> None:
        """Be gone without a word."""
        if self._streams is not None:
            self._streams[1].transport.abort()
            self._streams = None
