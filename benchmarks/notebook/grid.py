"""A visitor's click beside sixty-four runs that are tried at once: python -m benchmarks.notebook.grid [ROUNDS]

One server with two workers, two visitors. One trains at full speed; she gives her run another learning rate, and asks
until it has made an iteration with it. The other has eight learning rates with eight values of λ tried, or nothing, in
rounds by turns. The table has the medians and 95th percentiles of all her changes, and the iterations that her run made
in a second.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import orjson

from benchmarks.client import Client
from benchmarks.visits.connection import Http
from dnn.text import text_table
from pages.server.paths import NOTEBOOK
from tests.conftest import running_server

ROUNDS = 6
CHANGES = 12
SECONDS_BETWEEN = 0.4
LOOK_SECONDS = 0.01
QUERY = "iterations=100000000&pace=full"
GRID = [
    {"choice": "learning_rate", "values": [0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 0.5]},
    {"choice": "l2", "values": [0.0, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0]},
]


@dataclass
class Measured:
    """Seconds of all changes, and iterations a second of all rounds."""

    answers: list[float] = field(default_factory=list)
    effects: list[float] = field(default_factory=list)
    rates: list[float] = field(default_factory=list)


async def main(rounds: int) -> None:
    """Print the table."""
    measured = {False: Measured(), True: Measured()}
    with tempfile.TemporaryDirectory() as folder, running_server(Path(folder) / "log", DNN_WORKERS="2") as server:
        visitor, other = await Client(server.url).open(QUERY), await Client(server.url).open("iterations=100000000")
        await visitor.press("train")
        for number in range(2 * rounds):
            has_grid = number % 2 == 1
            sweep = await _begin(server.url, other) if has_grid else None
            await _change(visitor, measured[has_grid])
            if sweep is not None:
                await _act(server.url, other, {"name": "cancel_sweep", "run": sweep})
        await visitor.close()
        await other.close()
    rows = [_row(name, measured[has_grid]) for name, has_grid in (("alone", False), ("beside 64 runs", True))]
    titles = ("the visitor's run", "answer, ms", "p95", "an iteration with it, ms", "p95", "iterations/s")
    sys.stdout.write(text_table.markdown(titles, rows, right=range(1, 6)))


def _row(name: str, measured: Measured) -> tuple[str, ...]:
    times = [
        f"{1000 * float(np.percentile(seconds, share)):.0f}"
        for seconds in (measured.answers, measured.effects)
        for share in (50, 95)
    ]
    return name, *times, f"{np.median(measured.rates):,.0f}"


async def _change(visitor: Client, measured: Measured) -> None:
    """Change the learning rate again and again, and see what comes of it."""
    await visitor.poll()
    began, before = time.perf_counter(), visitor.payload["iteration"]
    for number in range(CHANGES):
        pressed = time.perf_counter()
        measured.answers.append(await visitor.set_hyperparameters(learning_rate=0.05 + 0.01 * number))
        at = visitor.payload["iteration"]
        while visitor.payload["iteration"] <= at:
            await asyncio.sleep(LOOK_SECONDS)
            await visitor.poll()
        measured.effects.append(time.perf_counter() - pressed)
        await asyncio.sleep(SECONDS_BETWEEN)
    await visitor.poll()
    measured.rates.append((visitor.payload["iteration"] - before) / (time.perf_counter() - began))


async def _begin(url: str, other: Client) -> str:
    """Have the grid tried; its id, once all runs are under way."""
    run = other.own_run_id
    rows = await _act(url, other, {"name": "try_several", "run": run, "tries": GRID, "seeds": 1})
    while any(row["iteration"] == 0 for row in rows):
        await asyncio.sleep(SECONDS_BETWEEN)
        rows = await _act(url, other, None)
    return str(rows[0]["sweep"])


async def _act(url: str, other: Client, action: dict[str, object] | None) -> list[dict[str, object]]:
    """The runs of a visitor after an action."""
    http = Http(url)
    body = {"action": action, "owner": other.view["owner"], "language": "en"}
    status, _headers, answer = await http.post(f"/{NOTEBOOK}", body)
    await http.close()
    if status != 200:
        raise LookupError(f"the notebook answered {status}: {answer[:200]!r}")
    rows: list[dict[str, object]] = orjson.loads(answer)["runs"]
    return [row for row in rows if row["sweep"] is not None]


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS))
