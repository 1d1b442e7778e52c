"""Settings that the operator of a server makes by environment variables; the defaults suit a small machine."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Literal, get_args

from dnn.errors import ConfigurationError
from dnn.text.messages import Text
from dnn.validation.checks import one_of

ExecutorKind = Literal["processes", "thread"]
PREFIX = "DNN_"
MAX_SWEEP_SECONDS = 5.0


@dataclass(frozen=True)
class Settings:
    """Each field can be set as DNN_FIELD, for example DNN_LEASE_SECONDS=60."""

    executor: ExecutorKind = "processes"
    """Kind of executor for slices: worker processes, or one thread of the server where processes cannot be had."""
    workers: int = 0
    """Worker processes; 0 = as many as this process may use cores."""
    active_runs: int = 200
    """Runs that train at the same time on this server."""
    active_runs_per_visitor: int = 4
    """Runs of one visitor that train at the same time."""
    kept_runs: int = 2_000
    """Runs that the server remembers, training or not."""
    kept_megabytes: int = 500
    """Memory of the server that the networks of all remembered runs may take."""
    lease_seconds: float = 30.0
    """Seconds without a poll after which a run is suspended."""
    keep_seconds: float = 1_800.0
    """Seconds without a poll after which a run that does not train is forgotten."""
    slice_timeout_seconds: float = 60.0
    """Seconds after which a slice that has not come back is computed again by other workers, at least; 0 = it is waited
    for without end."""
    iteration_multiplications: int = 20_000_000_000
    """Multiplications that one iteration may take: about a second."""
    run_megabytes: int = 400
    """Memory that the buffers of one run may take in a worker."""

    @property
    def sweep_seconds(self) -> float:
        """Interval at which expired runs are looked for: half of the shorter term, or they would last much longer."""
        return min(MAX_SWEEP_SECONDS, self.lease_seconds / 2, self.keep_seconds / 2)

    @property
    def worker_count(self) -> int:
        """Number of workers, the cores counted where nothing is set."""
        return 1 if self.executor == "thread" else self.workers or usable_cores()

    @staticmethod
    def from_environment(environment: Mapping[str, str] = os.environ) -> "Settings":
        """Read the DNN_ variables.

        Raises:
            ConfigurationError: a value that is not a positive number, or an executor that does not exist.
        """
        given = {field.name: environment.get(PREFIX + field.name.upper()) for field in fields(Settings)}
        return Settings(**{name: _read(name, text) for name, text in given.items() if text})  # type: ignore[arg-type]


@cache
def usable_cores() -> int:
    """Cores that this process may use: those it may run on, or fewer where a container's share of time is less."""
    try:
        from loky import cpu_count
    except ImportError:
        return os.cpu_count() or 1
    return max(1, cpu_count())


def _read(name: str, text: str) -> object:
    kind = type(getattr(Settings(), name))
    if kind is str:
        return one_of(PREFIX + name.upper(), text, get_args(ExecutorKind))
    try:
        value = kind(text)
    except ValueError:
        value = -1
    if not value >= 0:
        raise ConfigurationError(
            PREFIX + name.upper(), Text("a number of at least 0"), text, str(getattr(Settings(), name))
        )
    return value
