"""Memory that this process may still take: what the machine has free, its container allows, and its limits leave."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

if sys.platform != "win32":
    import resource

MAPPED_BY_LIBRARIES = 36_000_000
"""Bytes of address space that are mapped beside the arrays: the buffer of BLAS, and some room."""


def available_memory(root: Path = Path("/")) -> int | None:
    """Bytes, the least that any limit leaves; None where the system says nothing. `root` is the folder of proc/ and
    sys/."""
    known = [*_free_on_the_machine(root), *_left_to_the_container(root), *_left_to_the_process(root)]
    return max(0, min(known)) if known else None


def _free_on_the_machine(root: Path) -> Iterator[int]:
    """Memory that can be had without swapping; where only the whole is known, as on macOS, the whole."""
    table = _table(root / "proc" / "meminfo")
    if "MemAvailable" in table:
        yield table["MemAvailable"] * 1024
    elif hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        yield os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")


def _left_to_the_container(root: Path) -> Iterator[int]:
    """Memory that the control groups of this process, and those about them, leave it. Of what they have taken, pages of
    files are given back when they are asked for."""
    for line in _text(root / "proc" / "self" / "cgroup").splitlines():
        _number, controllers, path = line.split(":", 2)
        if controllers == "":
            top, limit, usage = root / "sys/fs/cgroup", "memory.max", "memory.current"
        elif "memory" in controllers.split(","):
            top, limit, usage = root / "sys/fs/cgroup/memory", "memory.limit_in_bytes", "memory.usage_in_bytes"
        else:
            continue
        for folder in _up_to(top, path):
            allowed, taken = _text(folder / limit).strip(), _text(folder / usage).strip()
            if allowed.isdigit() and taken.isdigit():
                statistics = _table(folder / "memory.stat")
                pages_of_files = sum(statistics.get(f"{kind}_file", 0) for kind in ("active", "inactive"))
                yield int(allowed) - int(taken) + pages_of_files


def _up_to(top: Path, path: str) -> Iterator[Path]:
    """The folder of a control group and all about it; inside a container the outer part of its path is not there."""
    parts = [part for part in path.split("/") if part not in ("", "..")]
    for length in range(len(parts), -1, -1):
        yield top.joinpath(*parts[:length])


def _left_to_the_process(root: Path) -> Iterator[int]:
    """Memory that `ulimit -v` and `ulimit -d` leave this process."""
    if sys.platform == "win32":
        return
    pages = [int(number) for number in _text(root / "proc" / "self" / "statm").split()]
    mapped, data = (pages[0], pages[5]) if len(pages) > 5 else (0, 0)
    for limit, taken in ((resource.RLIMIT_AS, mapped), (resource.RLIMIT_DATA, data)):
        allowed = resource.getrlimit(limit)[0]
        if allowed != resource.RLIM_INFINITY:
            yield allowed - taken * resource.getpagesize() - MAPPED_BY_LIBRARIES


def _table(path: Path) -> dict[str, int]:
    """Lines of a name and a number, as in /proc/meminfo; none where there is no such file."""
    rows = (line.replace(":", " ").split() for line in _text(path).splitlines())
    return {row[0]: int(row[1]) for row in rows if len(row) > 1 and row[1].isdigit()}


def _text(path: Path) -> str:
    """The text of a file of the system; empty where it cannot be read."""
    try:
        return path.read_text("ascii")
    except OSError:
        return ""
