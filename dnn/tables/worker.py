"""A reading worker: python -m dnn.tables.worker reads one question on standard input and writes one answer.

It bounds its own memory before it looks at the file, so that a hostile one ends this process and no other.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

from dnn.tables.limits import READING_BYTES, READING_SECONDS
from dnn.tables.reading.read import read_table
from dnn.tables.table_error import TableError, unusable
from dnn.tables.wire import answer, asked, refusal
from dnn.text.messages import Text

if sys.platform != "win32":
    import resource

STATISTICS = Path("/proc/self/statm")


def main() -> int:
    """Answer one question; returns the exit status."""
    _bound_resources()
    try:
        content, name, options = asked(sys.stdin.buffer.read())
        reply = answer(read_table(content, name, options))
    except TableError as error:
        reply = refusal(error)
    except MemoryError:
        reply = refusal(beyond_memory())
    sys.stdout.buffer.write(reply)
    sys.stdout.buffer.flush()
    return 0


def beyond_memory() -> TableError:
    """The refusal of a file whose reading takes too much memory."""
    expected = Text("a file that can be read in {size} MB of memory", size=READING_BYTES // 1_000_000)
    return unusable(expected, Text("one that needs more"), Text("a smaller file"))


def _bound_resources() -> None:
    """Lower the limits of this process where the system has any."""
    if sys.platform == "win32":
        return
    seconds = int(READING_SECONDS) + 1
    limits = [(resource.RLIMIT_CPU, seconds), (resource.RLIMIT_CORE, 0)]
    with suppress(OSError):
        mapped = int(STATISTICS.read_text("ascii").split()[0]) * resource.getpagesize()
        limits.append((resource.RLIMIT_AS, mapped + READING_BYTES))
    for limit, value in limits:
        hard = resource.getrlimit(limit)[1]
        bounded = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(limit, (bounded, hard))


if __name__ == "__main__":
    sys.exit(main())
