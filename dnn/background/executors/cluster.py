"""Executors whose workers are a cluster's: they come and go, and slices may be lost with the way to them."""

from abc import abstractmethod
from collections.abc import Iterable
from concurrent.futures import Executor, Future
from typing import Any

from dnn.background.settings import Settings


class SliceLost(Exception):
    """The way to the workers was lost while they had a slice. That says nothing about its run, whose state is the last
    one that came back."""


class WorkersDied(Exception):
    """Workers died of a slice again and again, and the cluster gave it up."""


class ClusterExecutor(Executor):
    """An executor whose workers may be away at any time. What it was given then is lost, as SliceLost says."""

    @property
    @abstractmethod
    def worker_count(self) -> int:
        """Slices that its workers can compute at once; 0 while there are none."""

    @abstractmethod
    def end_workers_of(self, futures: Iterable[Future[Any]]) -> None:
        """End the workers that have these slices and do not bring them back."""


def count_workers(executor: Executor | None, settings: Settings) -> int:
    """Number of workers that an executor has at the moment; 0 while those of a cluster are away."""
    return executor.worker_count if isinstance(executor, ClusterExecutor) else settings.worker_count


def count_waiting(executor: Executor | None, workers: int) -> int:
    """Number of slices that may wait with an executor, to be at hand when a worker is free: one for each worker of a
    cluster, which is so far away that several may be free before the next slice is there."""
    return workers if isinstance(executor, ClusterExecutor) else 1
