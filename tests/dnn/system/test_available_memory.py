"""The memory that is left: of the machine, of a container, of limits of the process."""

from __future__ import annotations

import resource
from pathlib import Path

import pytest

from dnn.system.available_memory import MAPPED_BY_LIBRARIES, available_memory

MEMINFO = "MemTotal:       16000000 kB\nMemFree:         1000000 kB\nMemAvailable:    8000000 kB\nSwapFree: 5 kB\n"
FREE = 8_000_000 * 1024
FILES = "anon 550\nactive_file 300\ninactive_file 50\n"
"""Of a control group that has taken 900 bytes, 350 are pages of files."""


def write(root: Path, files: dict[str, str]) -> Path:
    """A folder with files, as the system's own."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


def version_2(group: str, limit: str, usage: int, statistics: str = "anon 1\n") -> dict[str, str]:
    """The files of a control group, version 2."""
    folder = f"sys/fs/cgroup{group}"
    return {f"{folder}/memory.max": f"{limit}\n", f"{folder}/memory.current": f"{usage}\n",
            f"{folder}/memory.stat": statistics}  # fmt: skip


def version_1(group: str, limit: int, usage: int, statistics: str = "") -> dict[str, str]:
    """The same, version 1."""
    folder = f"sys/fs/cgroup/memory{group}"
    return {f"{folder}/memory.limit_in_bytes": f"{limit}\n", f"{folder}/memory.usage_in_bytes": f"{usage}\n",
            f"{folder}/memory.stat": statistics}  # fmt: skip


class TestMachine:
    def test_what_can_be_had_without_swapping(self, tmp_path: Path) -> None:
        assert available_memory(write(tmp_path, {"proc/meminfo": MEMINFO})) == FREE

    def test_all_there_is_where_nothing_else_is_known(self, tmp_path: Path) -> None:
        total = available_memory(tmp_path)
        here = available_memory()
        assert total is not None and here is not None and 0 < here <= total


class TestContainer:
    @pytest.mark.parametrize(
        ("files", "left"),
        [
            ({"proc/self/cgroup": "0::/a/b\n"} | version_2("/a/b", "1000", 400), 600),
            ({"proc/self/cgroup": "0::/a/b\n"} | version_2("/a", "1000", 400) | version_2("/a/b", "max", 1), 600),
            (
                {"proc/self/cgroup": "0::/a\n"} | version_2("/a", "1000", 900, "active_file 300\ninactive_file 50\n"),
                450,
            ),
            ({"proc/self/cgroup": "0::/a\n"} | version_2("/a", "1000", 1_200), 0),
            ({"proc/self/cgroup": "0::/not/inside\n"} | version_2("", "1000", 400), 600),
            ({"proc/self/cgroup": "0::/../other\n"} | version_2("", "1000", 400), 600),
            ({"proc/self/cgroup": "0::/\n"} | version_2("", "max", 400), FREE),
            ({"proc/self/cgroup": "4:memory:/a\n1:cpu:/\n0::/\n"} | version_1("/a", 1_000, 400), 600),
            ({"proc/self/cgroup": "4:cpu,memory:/a\n"} | version_1("", 1_000, 500, "inactive_file 100\n"), 600),
            ({"proc/self/cgroup": "4:memory:/\n"} | version_1("", 9_223_372_036_854_771_712, 400), FREE),
            ({"proc/self/cgroup": "1:cpu:/a\n"} | version_1("/a", 1_000, 400), FREE),
            ({"proc/self/cgroup": "0::/a:b\n"} | version_2("/a:b", "1000", 400), 600),
        ],
    )
    def test_the_least_of_its_groups_decides(self, tmp_path: Path, files: dict[str, str], left: int) -> None:
        assert available_memory(write(tmp_path, {"proc/meminfo": MEMINFO} | files)) == left


class TestProcess:
    @pytest.mark.parametrize(("name", "taken"), [("RLIMIT_AS", 100), ("RLIMIT_DATA", 20)])
    def test_what_a_limit_leaves_of_what_is_taken(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, taken: int
    ) -> None:
        files = {"proc/meminfo": MEMINFO, "proc/self/statm": "100 30 10 1 0 20 0\n"}
        limited, allowed = getattr(resource, name), 10**9
        unlimited = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
        monkeypatch.setattr(
            resource, "getrlimit", lambda limit: (allowed, resource.RLIM_INFINITY) if limit == limited else unlimited
        )
        left = allowed - taken * resource.getpagesize() - MAPPED_BY_LIBRARIES
        assert available_memory(write(tmp_path, files)) == left
