"""Several visitors at the same moment, without browsers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from benchmarks.client import Client
from tests.conftest import Server

VISITORS = 8


@pytest.mark.parametrize("query", ["", "data=digits"])
def test_the_first_visitors_of_a_server_may_come_together(start_server: Callable[..., Server], query: str) -> None:
    """A module that a page imports late may be half loaded when the second visitor needs it too."""
    server = start_server()
    assert asyncio.run(_buttons(server.url, query)) == [True] * VISITORS, server.log.read_text(errors="replace")


async def _buttons(url: str, query: str) -> list[bool]:
    """Return for each visitor whether she finds the live view, which is drawn after all the controls."""

    async def visit() -> bool:
        client = await Client(url).open(query)
        found = client.has("live_view") and bool(client.view["own_run_url"])
        await client.close()
        return found

    return list(await asyncio.gather(*(visit() for _ in range(VISITORS))))
