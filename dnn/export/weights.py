"""The parameters of a network as NumPy's archive: W1, b1, W2, b2, …"""

from __future__ import annotations

import io
from typing import Any, BinaryIO

import numpy as np

from dnn.export.trained_run import TrainedRun
from dnn.network import Parameters


def write_weights(file: BinaryIO, parameters: Parameters) -> None:
    """Write W1 (n^[1], n^[0]), b1 (n^[1], 1), … to an open file."""
    arrays: dict[str, Any] = {}
    for l, layer in enumerate(parameters.layers, start=1):
        arrays[f"W{l}"], arrays[f"b{l}"] = layer.W, layer.b
    np.savez(file, **arrays)


def weights_archive(run: TrainedRun) -> bytes:
    """The bytes of the archive."""
    file = io.BytesIO()
    write_weights(file, run.parameters)
    return file.getvalue()
