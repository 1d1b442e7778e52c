"""One thread for BLAS: products of matrices come out the same, bit for bit, only where as many threads share them.

Environment variables do it as long as NumPy is not loaded; afterwards only a call into NumPy's own library.
"""

import ctypes
import os
import sys
from pathlib import Path

VARIABLES = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
SETTERS = ("scipy_openblas_set_num_threads64_", "scipy_openblas_set_num_threads", "openblas_set_num_threads64_",
           "openblas_set_num_threads")  # fmt: skip
"""Names of OpenBLAS's function in NumPy's own wheels, now and before."""


def use_one_thread() -> None:
    """Let BLAS use one thread in this process, unless the environment says otherwise."""
    if not any(variable in os.environ for variable in VARIABLES):
        force_one_thread()


def force_one_thread() -> None:
    """Let BLAS use one thread in this process, whatever the environment says."""
    os.environ.update(dict.fromkeys(VARIABLES, "1"))
    numpy = sys.modules.get("numpy")
    if numpy is not None and numpy.__file__:
        _limit_library_of(Path(numpy.__file__).parent)


def _limit_library_of(package: Path) -> None:
    """Set the number of threads of the OpenBLAS in a wheel of NumPy; another BLAS keeps its own."""
    for folder in (package.parent / "numpy.libs", package / ".dylibs"):
        for path in folder.glob("*openblas*"):
            library = ctypes.CDLL(str(path))  # the one that is loaded already
            setter = next((name for name in SETTERS if hasattr(library, name)), None)
            if setter is not None:
                getattr(library, setter)(1)
