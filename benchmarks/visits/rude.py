"""Visitors who do not behave: their tabs vanish, they read byte by byte or not at all, they send junk."""

from __future__ import annotations

import asyncio
import contextlib
import random
import socket
import time
from urllib.parse import urlparse

from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from benchmarks.client import FAULTS
from benchmarks.visits.witnesses import Witness

SLOW_SECONDS = 8.0
SECONDS_A_BYTE = 0.01
SMALL_BUFFER = 2_048
SECONDS_BETWEEN_RERUNS = 0.05
CLOSED_SECONDS = 10.0


async def cut_tabs(guests: list[Witness]) -> None:
    """Cut the connections of visitors, of every second one while her page is drawn."""
    for number, guest in enumerate(guests):
        drawing = asyncio.create_task(guest.client.rerun()) if number % 2 else None
        await asyncio.sleep(0)
        guest.vanish()
        if drawing is not None:
            drawing.cancel()
            await asyncio.gather(drawing, return_exceptions=True)


async def read_slowly(url: str, paths: list[str]) -> str:
    """Ask for these paths and read the answers byte by byte for a while; what was read, in words."""
    read = await asyncio.gather(*(_read_slowly(url, path) for path in paths))
    return f"{min(read)}–{max(read)} bytes read in {SLOW_SECONDS:.0f} s, then hung up"


async def _read_slowly(url: str, path: str) -> int:
    parts, loop = urlparse(url), asyncio.get_running_loop()
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL_BUFFER)
    connection.setblocking(False)
    count, end = 0, time.monotonic() + SLOW_SECONDS
    with connection:
        await loop.sock_connect(connection, (str(parts.hostname), int(parts.port or 80)))
        await loop.sock_sendall(connection, f"GET /{path} HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n".encode())
        while time.monotonic() < end and await loop.sock_recv(connection, 1):
            count += 1
            await asyncio.sleep(SECONDS_A_BYTE)
    return count


async def read_nothing(url: str, visitors: int, reruns: int) -> None:
    """Open WebSockets, ask for so many runs of the script, read nothing of what comes, and be gone."""
    sockets = await asyncio.gather(*(_open(url) for _ in range(visitors)))
    message = BackMsg()
    message.rerun_script.query_string = ""
    for _ in range(reruns):
        for each in sockets:
            with contextlib.suppress(ConnectionClosed):
                await each.send(message.SerializeToString())
        await asyncio.sleep(SECONDS_BETWEEN_RERUNS)
    for each in sockets:
        each.transport.abort()


async def junk_frames(url: str, count: int) -> str:
    """Send junk to the pages' WebSocket, each on one of its own; how many the server closed, in words."""
    source = random.Random(0)
    frames: list[bytes | str] = [
        *("text", "", b"", b"\x00", b"\xff" * 1_000),
        *(source.randbytes(size) for size in (1, 10, 100, 10_000, 1_000_000)),
    ]
    closed = await asyncio.gather(*(_closes(url, frames[number % len(frames)]) for number in range(count)))
    return f"{sum(closed)} of {count} closed by the server, the others did nothing"


async def _closes(url: str, frame: bytes | str) -> bool:
    connection = await _open(url)
    try:
        await connection.send(frame)
        async with asyncio.timeout(CLOSED_SECONDS):
            async for _ in connection:
                pass
    except TimeoutError:
        return False
    except FAULTS:
        return True
    finally:
        connection.transport.abort()
    return True


async def _open(url: str) -> ClientConnection:
    address = f"ws{url.removeprefix('http')}/_stcore/stream"
    return await connect(address, subprotocols=["streamlit"], ping_interval=None)  # type: ignore[list-item]
