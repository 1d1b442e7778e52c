"""Use of resources by processes, from /proc: memory, processor time, threads. On Linux only."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Usage:
    """The resources that a process, or several together, have used so far."""

    processes: int = 0
    threads: int = 0
    megabytes: float = 0.0
    seconds: float = 0.0

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            self.processes + other.processes,
            self.threads + other.threads,
            self.megabytes + other.megabytes,
            self.seconds + other.seconds,
        )


def usage(process: int) -> Usage:
    """Of one process; nothing when it is gone."""
    try:
        status = dict(line.split(":\t", 1) for line in (PROC / f"{process}/status").read_text().splitlines())
        times = (PROC / f"{process}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return Usage()
    resident = int(status["VmRSS"].split()[0]) / 1024 if "VmRSS" in status else 0.0
    return Usage(1, int(status["Threads"]), resident, (int(times[11]) + int(times[12])) / TICKS_A_SECOND)


def descriptors(process: int) -> tuple[int, int]:
    """The file descriptors that a process has, and how many of them are sockets; none when it is gone."""
    targets = []
    for path in (PROC / f"{process}/fd").glob("*"):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            targets.append(str(path.readlink()))
    return len(targets), sum(target.startswith("socket:") for target in targets)


def usage_below(process: int) -> Usage:
    """Of all that descend from a process, itself left out."""
    return sum((usage(child) for child in descendants(process)), Usage())


def descendants(process: int) -> list[int]:
    """Children and theirs."""
    try:
        lists = [path.read_text() for path in (PROC / f"{process}/task").glob("*/children")]
    except (FileNotFoundError, ProcessLookupError):
        return []
    children = [int(number) for listed in lists for number in listed.split()]
    return children + [below for child in children for below in descendants(child)]
