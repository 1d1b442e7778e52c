"""Read a stranger's file in a process of its own: bounded in time and memory, so that a hostile one costs one sentence.

The process is a plain interpreter that runs `dnn.tables.worker`; it inherits no page, no session and no open file.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from dnn.system.blas import VARIABLES
from dnn.tables.limits import READING_SECONDS
from dnn.tables.reading.options import ReadingOptions
from dnn.tables.reading.read import ASSUMED, require_file_size
from dnn.tables.table import Table
from dnn.tables.table_error import TableError, unusable
from dnn.tables.wire import question, read_answer
from dnn.text.messages import Text

LIBRARY = Path(__file__).parent.parent.parent
"""The folder of dnn/."""
COMMAND = (sys.executable, "-P", "-m", "dnn.tables.worker")


def read_safely(
    content: bytes, name: str, options: ReadingOptions = ASSUMED, *, seconds: float = READING_SECONDS
) -> Table:
    """The table in a file, as `read_table` reads it, from a worker process.

    Args:
        content: the bytes of the file.
        name: its name.
        options: what is not to be assumed.
        seconds: how long it may take; the worker is killed then.

    Raises:
        TableError: no table; or the worker took too long or too much memory.
    """
    require_file_size(len(content), options)
    process = subprocess.Popen(
        COMMAND,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
        close_fds=True,
    )
    try:
        data, _ = process.communicate(question(content, name, options), timeout=seconds)
    except subprocess.TimeoutExpired:
        expected = Text("a file that can be read in {seconds} seconds", seconds=f"{seconds:g}")
        raise unusable(expected, Text("one that takes longer"), Text("a smaller file")) from None
    finally:
        _end(process)
    if process.returncode != 0:
        raise _stopped()
    try:
        return read_answer(data)
    except (KeyError, OSError, EOFError) as error:
        raise _stopped() from error


def _stopped() -> TableError:
    return unusable(
        Text("a file that can be read"), Text("one that stopped the process that read it"), Text("a smaller file")
    )


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill a worker that is still there, and let the system forget it."""
    if process.poll() is None:
        process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None and not stream.closed:
            stream.close()


def _environment() -> dict[str, str]:
    """The variables of a worker: where the library is, one thread for BLAS."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("STREAMLIT_", "DNN_"))}
    path = os.pathsep.join(filter(None, (str(LIBRARY), os.environ.get("PYTHONPATH"))))
    return kept | dict.fromkeys(VARIABLES, "1") | {"PYTHONPATH": path}
