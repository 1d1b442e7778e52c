"""Server among visitors who mean no good: each route refuses garbage in its own form; who reads slowly waits alone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlparse

from benchmarks.client import Client
from benchmarks.visits.garbage import garbage, problems
from pages.server.files.assets import plotly_path
from tests.conftest import Server

TRAINING = "iterations=100000000&pace=100"
POLLS = 3


@asynccontextmanager
async def trainee(server: Server) -> AsyncIterator[Client]:
    """A visitor whose run trains."""
    client = await Client(server.url).open(TRAINING)
    await client.press("train")
    yield client
    await client.close()


def test_garbage_is_refused_as_the_routes_refuse(server: Server) -> None:
    async def found() -> list[str]:
        async with trainee(server) as client:
            pieces = garbage(client.own_run_id, client.view["owner"])
            answers = await problems(server.url, pieces)
            await client.poll()
            assert client.payload["goes_on"] and client.payload["changes"] == []
            return answers

    before = server.log.read_text(errors="replace").count("Traceback")
    assert asyncio.run(found()) == []
    assert server.log.read_text(errors="replace").count("Traceback") == before


def test_who_reads_slowly_holds_nobody_up(server: Server) -> None:
    """An answer of megabytes is read up to its first byte, while others get theirs."""

    async def poll_beside_a_slow_reader() -> None:
        parts = urlparse(server.url)
        reader, writer = await asyncio.open_connection(str(parts.hostname), parts.port, limit=1)
        writer.write(f"GET /{plotly_path()} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        await reader.readexactly(1)
        async with trainee(server) as client:
            for _ in range(POLLS):
                await client.poll()
            await client.set_hyperparameters(learning_rate=0.3)
            assert client.payload["goes_on"]
        writer.transport.abort()

    asyncio.run(poll_beside_a_slow_reader())
