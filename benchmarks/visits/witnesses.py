"""Witnesses: visitors whose runs have known configurations, who note every cost they are told. The same training in one
piece decides afterwards whether they were told the truth, bit for bit.
"""

from __future__ import annotations

import asyncio
import base64
import time
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from benchmarks.client import FAULTS, Client
from dnn.configuration import RunConfig
from dnn.optimizers import OPTIMIZERS
from dnn.training.advance import Slice, advance
from pages.shared.session.link import from_query, query_string

PACE = 1_000
"""Iterations a second of a run: twenty of them leave a little of two cores, and can be trained again in a minute."""
BATCH_SIZES = ("full", "32", "10")
FURTHER_ITERATIONS = 20
LOOK_SECONDS = 0.05
GO_ON_SECONDS = 90.0
"""Seconds in which a run has to go on after a fault."""


@dataclass
class Notes:
    """What a witness saw during one fault.

    Attributes:
        costs: J by its iteration.
        polls: seconds of each.
        errors: what went wrong, in words.
        longest: the longest time without a new iteration, in seconds.
    """

    costs: dict[int, float] = field(default_factory=dict)
    polls: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    longest: float = 0.0


class Witness:
    """A visitor whose run, the `number`-th, is known."""

    def __init__(self, url: str, number: int) -> None:
        self.client = Client(url)
        optimizers = list(OPTIMIZERS)
        self.query = {
            "iterations": "100000000",
            "seed": str(number),
            "learning_rate": str(round(0.01 + 0.002 * number, 3)),
            "optimizer": optimizers[number % len(optimizers)],
            "batch_size": BATCH_SIZES[number % len(BATCH_SIZES)],
        }
        self.config: RunConfig = from_query(self.query)
        self.notes = Notes()
        self.iteration = 0
        self._watching: asyncio.Task[None] | None = None

    async def begin(self) -> None:
        """Open the page, press Train, and watch from then on."""
        await self.client.open(query_string(self.query | {"pace": str(PACE)}))
        await self.client.press("train")
        self._watching = asyncio.create_task(self._watch())

    async def _watch(self) -> None:
        latest = time.perf_counter()
        while True:
            try:
                seconds, _ = await self.client.poll()
            except FAULTS as fault:
                self.notes.errors.append(f"{type(fault).__name__}: {fault}")
                await asyncio.sleep(LOOK_SECONDS)
                continue
            payload, now = self.client.payload, time.perf_counter()
            self._note(payload["points"], seconds)
            if payload["iteration"] < self.iteration:
                self.notes.errors.append(f"back from iteration {self.iteration} to {payload['iteration']}")
            if payload["iteration"] != self.iteration:
                self.iteration, latest = payload["iteration"], now
            self.notes.longest = max(self.notes.longest, now - latest)
            await asyncio.sleep(payload["poll_after"])

    def _note(self, points: tuple[list[int], list[float]], seconds: float) -> None:
        self.notes.polls.append(seconds)
        self.notes.costs.update(zip(*points, strict=True))

    async def goes_on(self) -> bool:
        """Wait until the run has made further iterations; whether it has."""
        wanted, deadline = self.iteration + FURTHER_ITERATIONS, time.monotonic() + GO_ON_SECONDS
        while self.iteration < wanted and time.monotonic() < deadline:
            await asyncio.sleep(LOOK_SECONDS)
        return self.iteration >= wanted

    async def rest(self) -> None:
        """Press Pause, and poll all that the server knows until the run stands still with its network."""
        if self._watching is not None:
            self._watching.cancel()
            await asyncio.gather(self._watching, return_exceptions=True)
        await self.client.press("pause")
        self.client.forget()
        while not self._stands_still():
            await self.client.poll()
            self._note(self.client.payload["points"], 0.0)
            await asyncio.sleep(LOOK_SECONDS)
        self.iteration = self.client.payload["iteration"]

    def _stands_still(self) -> bool:
        network = self.client.payload["network"]
        is_paused = self.client.payload["status"] == "paused"
        return is_paused and network is not None and bool(network["iteration"] == self.client.payload["iteration"])

    def vanish(self) -> None:
        """Be gone without a word."""
        if self._watching is not None:
            self._watching.cancel()
        self.client.vanish()

    async def look_again(self) -> None:
        """Look at the run again, as by its link, and watch from then on."""
        await self.client.poll()
        self._note(self.client.payload["points"], 0.0)
        self.iteration = self.client.payload["iteration"]
        self._watching = asyncio.create_task(self._watch())

    async def close(self) -> None:
        """Close the tab."""
        if self._watching is not None:
            self._watching.cancel()
        await self.client.close()

    def in_one_piece(self) -> Slice:
        """The same training up to where the run rests."""
        return advance(self.config, None, iterations=self.iteration, evaluations=False)

    def is_network_right(self, truth: Slice) -> bool:
        """Return whether the network that she was told last is that of the training in one piece, in float32."""
        theta = np.frombuffer(base64.b64decode(self.client.payload["network"]["theta"]), "<f4")
        return theta.tobytes() == truth.state.theta.astype("<f4").tobytes()


def count_wrong(notes: Notes, costs: NDArray[np.float64]) -> int:
    """Number of the costs that were told and are not, bit for bit, those of the training in one piece."""
    return sum(bool(k > len(costs) or costs[k - 1] != told) for k, told in notes.costs.items())
