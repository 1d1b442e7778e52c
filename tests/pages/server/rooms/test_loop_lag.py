"""The lag of an event loop: nothing while it rests, what holds it up where something does."""

from __future__ import annotations

import asyncio
import time

from pages.server.rooms.loop_lag import SAMPLING_SECONDS, watch_lag

HELD_UP = 0.4


def test_what_holds_the_loop_up_is_told() -> None:
    async def lags(until: int, held_up: float) -> list[float]:
        found: list[float] = []
        enough = asyncio.Event()

        def note(lag: float) -> None:
            found.append(lag)
            if len(found) >= until:
                enough.set()

        watching = asyncio.create_task(watch_lag(note))
        await asyncio.sleep(0)
        ended = time.monotonic() + held_up
        while time.monotonic() < ended:
            pass
        await enough.wait()
        watching.cancel()
        return found

    assert min(asyncio.run(lags(5, 0.0))) < SAMPLING_SECONDS
    assert asyncio.run(lags(1, HELD_UP))[0] >= HELD_UP - SAMPLING_SECONDS - 0.01
