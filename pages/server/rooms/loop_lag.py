"""The lag of the server's event loop, which tells how busy the server is, whatever with."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

SAMPLING_SECONDS = 0.1


async def watch_lag(note: Callable[[float], None]) -> None:
    """Tell for ever, ten times a second while there is time for it, by how many seconds the loop was late."""
    now = asyncio.get_running_loop().time
    while True:
        began = now()
        await asyncio.sleep(SAMPLING_SECONDS)
        note(max(0.0, now() - began - SAMPLING_SECONDS))
