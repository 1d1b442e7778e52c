"""The code that a process runs, in one line: where the lines of two are equal, they compute the same bits from a slice.

Across kinds of processors results agree to rounding only: BLAS and NumPy choose their instructions by the processor.
"""

import hashlib
import platform
from functools import cache
from importlib.metadata import version
from pathlib import Path

import numpy as np

LIBRARY = Path(__file__).parents[2]
SUFFIXES = {".py", ".csv", ".txt", ".yaml"}
LENGTH = 12


@cache
def code_line() -> str:
    """This library's sources and data files by their hash, and the versions of all that computes and carries slices."""
    versions = f"NumPy {np.__version__}, distributed {version('distributed')}"
    return f"dnn {_digest_of(LIBRARY)}, Python {platform.python_version()}, {versions}"


def _digest_of(folder: Path) -> str:
    """Hash of the files of a folder, by name and content: sources and data."""
    digest = hashlib.sha256()
    files = [path for path in folder.rglob("*") if path.suffix in SUFFIXES]
    for path in sorted(files, key=lambda each: each.relative_to(folder).as_posix()):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(folder).as_posix()} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()[:LENGTH]
