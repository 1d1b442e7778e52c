"""One thread for BLAS, whoever loads NumPy first."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from dnn.system.blas import VARIABLES

TRAIN = """
from dnn import RunConfig
from dnn.training.advance import advance
config = RunConfig.from_dict({
    "dataset": {"name": "digits"},
    "architecture": {"hidden": [{"units": 256, "activation": "relu"}, {"units": 256, "activation": "relu"}]},
    "hyperparameters": {"iterations": 20},
})
print(advance(config, None).costs.tobytes().hex())
"""


def costs(before: str, **environment: str) -> str:
    """The costs of a network whose products are large enough to be shared by threads, in a process of its own."""
    clean = {name: value for name, value in os.environ.items() if name not in VARIABLES}
    done = subprocess.run(
        [sys.executable, "-c", before + TRAIN], env=clean | environment, capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.mark.parametrize("before", ["", "import numpy"])
def test_costs_are_those_of_one_thread_even_where_numpy_was_there_first(before: str) -> None:
    assert costs(before) == costs("", **dict.fromkeys(VARIABLES, "1"))


def test_a_worker_of_a_cluster_has_one_thread_whatever_its_environment_says() -> None:
    forced = costs("import numpy; from dnn.system.blas import force_one_thread as f; f()", OPENBLAS_NUM_THREADS="2")
    assert forced == costs("", **dict.fromkeys(VARIABLES, "1"))
