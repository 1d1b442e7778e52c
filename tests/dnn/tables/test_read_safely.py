"""The worker that reads strangers' files: bounded in time and memory, and gone afterwards."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import pytest

from dnn.tables import read_safely as module
from dnn.tables.read_safely import read_safely
from dnn.tables.reading.options import ReadingOptions
from dnn.tables.reading.read import read_table
from dnn.tables.table_error import TableError, TooLargeError
from tests.dnn.tables.hostile_files import READ, REFUSED

pytestmark = pytest.mark.workers
BEFORE = ["booleans_mixed", "dates_iso", "missing_marks", "gb18030", "course_layout", "braces_in_names"]


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """The processes that were started."""
    processes: list[subprocess.Popen[bytes]] = []
    start = subprocess.Popen

    def started(*arguments: Any, **options: Any) -> subprocess.Popen[bytes]:
        processes.append(start(*arguments, **options))
        return processes[-1]

    monkeypatch.setattr(module.subprocess, "Popen", started)
    return processes


def assert_gone(processes: list[subprocess.Popen[bytes]]) -> None:
    """One process was started, and there is nothing left of it."""
    (process,) = processes
    with pytest.raises(ProcessLookupError):
        os.kill(process.pid, 0)


@pytest.mark.parametrize("name", BEFORE)
def test_a_worker_reads_what_is_read_here(name: str, started: list[subprocess.Popen[bytes]]) -> None:
    here, there = read_table(READ[name][0], name), read_safely(READ[name][0], name)
    assert here.frame.equals(there.frame) and list(here.frame.dtypes) == list(there.frame.dtypes)
    assert (here.notes, here.words, here.target, here.test_rows, here.image_shape, here.name) == (
        there.notes, there.words, there.target, there.test_rows, there.image_shape, there.name
    )  # fmt: skip
    assert here.rows.tolist() == there.rows.tolist()
    assert_gone(started)


@pytest.mark.parametrize("name", ["ragged_long", "npz_of_objects", "million_columns"])
def test_a_refusal_comes_back_word_for_word(name: str) -> None:
    with pytest.raises(TableError) as here:
        read_table(REFUSED[name][0], name)
    with pytest.raises(TableError) as there:
        read_safely(REFUSED[name][0], name)
    assert there.value.message == here.value.message


def test_what_a_sample_would_help_is_told_apart() -> None:
    with pytest.raises(TooLargeError):
        read_safely(REFUSED["too_many_rows"][0], "a.csv")
    assert len(read_safely(REFUSED["too_many_rows"][0], "a.csv", ReadingOptions(sample_rows=10)).frame) == 10


def test_a_worker_that_takes_too_long_is_killed(started: list[subprocess.Popen[bytes]]) -> None:
    with pytest.raises(TableError, match=r"read in 0\.01 seconds, got one that takes longer"):
        read_safely(READ["plain"][0], "a.csv", seconds=0.01)
    assert_gone(started)
    assert started[0].returncode < 0


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds the address space")
def test_a_worker_that_takes_too_much_memory_says_so(
    monkeypatch: pytest.MonkeyPatch, started: list[subprocess.Popen[bytes]]
) -> None:
    code = "import dnn.tables.worker as worker; worker.READING_BYTES = 2 * 10**7; worker.main()"
    monkeypatch.setattr(module, "COMMAND", (sys.executable, "-P", "-c", code))
    with pytest.raises(TableError, match="memory"):
        read_safely(b"a,b\n" + b"1.5,2.5\n" * 90_000, "a.csv")
    assert_gone(started)


def test_cells_that_would_keep_a_pattern_busy_are_read_at_once() -> None:
    cell = b"1" + b" " * 9_000 + b"x"
    table = read_safely(b"a,b\n" + b"".join(cell + b"%d,2\n" % number for number in range(2_000)), "a.csv", seconds=10)
    assert table.frame.shape == (2_000, 2)


def test_a_worker_that_dies_costs_one_sentence(
    monkeypatch: pytest.MonkeyPatch, started: list[subprocess.Popen[bytes]]
) -> None:
    monkeypatch.setattr(module, "COMMAND", (sys.executable, "-c", "import os; os.abort()"))
    with pytest.raises(TableError, match="stopped the process that read it"):
        read_safely(READ["plain"][0], "a.csv")
    assert_gone(started)


def test_a_worker_knows_neither_streamlit_nor_pickle_files() -> None:
    code = "import sys, dnn.tables.worker; print(sorted({'streamlit', 'loky', 'sqlalchemy'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=module.LIBRARY, capture_output=True, text=True)
    assert done.stdout == "[]\n", done.stderr
