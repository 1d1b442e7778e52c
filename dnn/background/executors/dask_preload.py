"""Preload of the workers of a Dask cluster: python -m dask worker … --preload dnn.background.executors.dask_preload

A worker gets one BLAS thread, has the library imported before its first slice, and says which code it runs: it offers a
resource of that name, one for each of its threads. A slice asks for the resource of its server's code, so that it comes
to no worker with other code, nor to one without this preload.
"""

from typing import Any

import dnn.training.advance  # noqa: F401
from dnn.background.executors.same_code import code_line
from dnn.system.blas import force_one_thread


def dask_setup(worker: Any) -> None:
    """Make a distributed.Worker, which has not yet told the scheduler about itself, one for slices."""
    force_one_thread()
    state = worker.state
    state.total_resources[code_line()] = state.available_resources[code_line()] = state.nthreads
