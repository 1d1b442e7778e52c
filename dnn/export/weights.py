"""The parameters of a network as NumPy's archive: W1, b1, W2, b2, …

The settings of the run and its iteration stand in the archive's comment, where `numpy.load` gives W1, b1, … and nothing
else: the course counts the layers of a parameters dict by its length.
"""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any, BinaryIO

import numpy as np

from dnn.export.trained_run import TrainedRun
from dnn.network import Parameters

CONFIGURATION_KEY, ITERATION_KEY = "configuration", "iteration"
"""The keys of the comment, a JSON object."""
MAX_COMMENT_BYTES = 65_535
"""Bytes that the comment of an archive may have by its format."""


def write_weights(file: BinaryIO, parameters: Parameters) -> None:
    """Write W1 (n^[1], n^[0]), b1 (n^[1], 1), … to an open file."""
    arrays: dict[str, Any] = {}
    for l, layer in enumerate(parameters.layers, start=1):
        arrays[f"W{l}"], arrays[f"b{l}"] = layer.W, layer.b
    np.savez(file, **arrays)


def weights_archive(run: TrainedRun) -> bytes:
    """The bytes of the archive, with the settings of the run where the format has room for them."""
    file = io.BytesIO()
    write_weights(file, run.parameters)
    comment = json.dumps({CONFIGURATION_KEY: run.config.to_dict(), ITERATION_KEY: run.iteration}).encode("ascii")
    if len(comment) <= MAX_COMMENT_BYTES:
        with zipfile.ZipFile(file, "a") as archive:
            archive.comment = comment
    return file.getvalue()
