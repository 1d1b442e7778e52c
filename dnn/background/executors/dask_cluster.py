"""A Dask cluster as one connection sees it: which of its workers run this code, and how one that is silent is ended."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from typing import Any

from distributed import Client

from dnn.background.executors.same_code import code_line

ANSWER_SECONDS = 5.0
"""Seconds that the scheduler has to answer: one that was stopped is away as one that ended is."""
END_SECONDS = 20.0
"""Seconds that a nanny has to end its worker and start another one."""
PRELOAD = "dnn.background.executors.dask_preload"


@dataclass(frozen=True)
class ClusterState:
    """State of the cluster at one moment: the number of threads that may have slices, and a sentence for the log."""

    workers: int
    sentence: str


class DaskCluster:
    """The cluster that an asynchronous client is connected to."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._scheduler, self._scheduler_code = "", ""

    @property
    def is_closed(self) -> bool:
        """True if the client has given up."""
        return bool(self._client.status == "closed")

    async def compute(self, key: str, function: Callable[[], Any]) -> Any:
        """Have a worker call a function; no worker has done so before under this key."""
        task = self._client.submit(function, key=key, pure=False, resources={code_line(): 1})
        return await task

    async def state(self) -> ClusterState:
        """Ask which workers there are."""
        if self._client.status != "running":
            return ClusterState(0, "the connection to the Dask scheduler was lost: runs wait until it is back")
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                seen = await self._client.scheduler.identity(n_workers=-1)
                if seen["id"] != self._scheduler:
                    self._scheduler_code = await self._client.run_on_scheduler(code_line)
                    self._scheduler = seen["id"]
        except (OSError, ImportError, AttributeError, RuntimeError) as error:
            what = f"{type(error).__name__}: {error}"
            return ClusterState(0, f"the Dask scheduler does not answer ({what}): runs wait until it does")
        return state_of(seen["workers"], self._scheduler_code, code_line())

    async def end_workers_with(self, keys: Set[str]) -> None:
        """End the workers that have these tasks: their nannies start others; one without a nanny is let go."""
        tasks = await self._client.scheduler.processing(workers=None)
        workers = (await self._client.scheduler.identity(n_workers=-1))["workers"]
        for address in [each for each, held in tasks.items() if keys & set(held)]:
            if workers[address]["nanny"]:
                await self._client.restart_workers([address], timeout=END_SECONDS, raise_for_error=False)
            else:
                await self._client.run_on_scheduler(_let_go, address=address)


def state_of(workers: Mapping[str, Mapping[str, Any]], scheduler_code: str, code: str) -> ClusterState:
    """Count the threads of workers that offer the resource named by `code`, and say in a sentence what is amiss.

    Args:
        workers: what the scheduler says of each, by its address.
        scheduler_code: the code that the scheduler runs; it unpacks tasks too.
        code: the code that all have to run.
    """
    if scheduler_code != code:
        return ClusterState(0, _other_code("scheduler", scheduler_code, code))
    ours = [worker["nthreads"] for worker in workers.values() if code in worker["resources"]]
    strange = {address: worker for address, worker in workers.items() if code not in worker["resources"]}
    for address, worker in strange.items():
        theirs = next((name for name in worker["resources"] if name.startswith("dnn ")), None)
        if theirs is not None:
            return ClusterState(sum(ours), _other_code(f"worker {address}", theirs, code))
        expected = f"Expected the Dask worker {address} to be started with --preload {PRELOAD}"
        return ClusterState(sum(ours), f"{expected}, got one without; try again with it: it gets no slices.")
    if not ours:
        return ClusterState(0, "the Dask cluster has no workers: runs wait until it has")
    return ClusterState(sum(ours), f"the Dask cluster has workers for {sum(ours)} slices at once")


def _other_code(who: str, theirs: str, code: str) -> str:
    return f"Expected the Dask {who} to run {code}, got {theirs}; try the same installation everywhere: it has no part."


async def _let_go(address: str, dask_scheduler: Any) -> None:
    """Have the scheduler do without a worker; its tasks go to others."""
    await dask_scheduler.remove_worker(address, stimulus_id="dnn-overdue-slice", expected=True)
