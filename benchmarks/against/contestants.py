"""The contestants, ours, and a loop in C. Each trains by plain gradient descent and hands its weights back.

Every one starts from the same weights and, but for scikit-learn, takes the same batches; what it needs is imported
when it is made, so that what is not installed is left out. Ours records the cost of each iteration, as the product
needs it; the others are spared that, except for the C loop.
"""

from __future__ import annotations

import ctypes
import shutil
import subprocess
import tempfile
from abc import ABC, abstractmethod
from pathlib import Path
from typing import ClassVar

import numpy as np

from benchmarks.workloads import Workload
from dnn.activations import Array
from dnn.network import Parameters, unflatten
from dnn.training.advance import advance
from dnn.training.state import TrainingState


class NotHere(Exception):
    """This contestant cannot take part, and why."""


class Contestant(ABC):
    """One way to train a workload."""

    name: ClassVar[str]
    narrow: ClassVar[bool] = False
    """True if it computes in float32 somewhere, whatever it is given."""

    def __init__(self, workload: Workload) -> None:
        self.workload, self.epoch = workload, 0

    def orders(self, epochs: int) -> list[Array]:
        """The orders in which its first epochs go through the examples."""
        return [self.workload.order(epoch) for epoch in range(epochs)]

    @abstractmethod
    def train(self, epochs: int) -> None:
        """Go on for `epochs`."""

    @abstractmethod
    def parameters(self) -> Parameters:
        """The network now."""


class Ours(Contestant):
    """The library by way of `advance`."""

    name = "dnn"
    evaluations: ClassVar[bool] = False

    def __init__(self, workload: Workload) -> None:
        super().__init__(workload)
        self.state: TrainingState | None = None

    def train(self, epochs: int) -> None:
        count = epochs * self.workload.batches_per_epoch
        self.state = advance(self.workload.config, self.state, iterations=count, evaluations=self.evaluations).state

    def parameters(self) -> Parameters:
        assert self.state is not None
        return unflatten(self.state.theta, self.workload.initial)


class OursWithEvaluations(Ours):
    """The same, measuring norms, scores and the test part at evaluations."""

    name = "dnn, with evaluations"
    evaluations = True


def require_toy(workload: Workload) -> None:
    """Refuse what the loops that are written out are not written for.

    Raises:
        NotHere: it is another network, or the last batch of an epoch is shorter.
    """
    if len(workload.sizes) != 4 or (workload.activation, workload.initial.task) != ("tanh", "binary"):
        raise NotHere("written for two hidden layers of tanh and one sigmoid only")
    if workload.m % workload.batch:
        raise NotHere("written for batches of one size only")


class TightLoop(Contestant):
    """Loops in C, for the small networks only: two hidden layers of tanh, one sigmoid, batches of one size."""

    name = "C loop, gcc -O3 -march=native -ffast-math"

    def __init__(self, workload: Workload) -> None:
        require_toy(workload)
        compiler = shutil.which("gcc")
        if compiler is None:
            raise NotHere("no gcc")
        super().__init__(workload)
        with tempfile.TemporaryDirectory() as folder:
            library, source = Path(folder) / "loop.so", Path(__file__).with_name("tight_loop.c")
            sizes = (*workload.sizes[:3], workload.batch, workload.m)
            defined = [f"-D{name}={size}" for name, size in zip(("N0", "N1", "N2", "M", "TOTAL"), sizes, strict=True)]
            defined.append(f"-DREAL={'float' if workload.X.dtype == np.float32 else 'double'}")
            flags = ["-O3", "-march=native", "-ffast-math", "-shared", "-fPIC", *defined]
            subprocess.run([compiler, *flags, "-o", library, source, "-lm"], check=True)
            self.loop = ctypes.CDLL(str(library)).train
        self.matrices = [(layer.W.copy(), layer.b.copy()) for layer in workload.initial.layers]
        self.data = [np.ascontiguousarray(workload.X), np.ascontiguousarray(workload.Y)]

    def train(self, epochs: int) -> None:
        w = self.workload
        drawn = range(self.epoch, self.epoch + epochs) if w.batch < w.m else ()  # a full batch needs no order
        order = np.concatenate([np.empty(0, np.int64), *map(w.order, drawn)], dtype=np.int64)
        self.epoch += epochs
        costs = np.empty(epochs * w.batches_per_epoch)
        arrays = [order, *self.data, *(array for pair in self.matrices for array in pair), costs]
        pointers = [array.ctypes.data_as(ctypes.c_void_p) for array in arrays]
        self.loop(ctypes.c_int(len(costs)), ctypes.c_double(w.alpha), *pointers)

    def parameters(self) -> Parameters:
        return self.workload.parameters(self.matrices)


class Numba(Contestant):
    """The same loops in Python, compiled by numba."""

    name = "numba, njit(fastmath)"

    def __init__(self, workload: Workload) -> None:
        require_toy(workload)
        from benchmarks import numba_loop

        super().__init__(workload)
        self.loop = numba_loop.train
        self.matrices = tuple((layer.W.copy(), layer.b.copy()) for layer in workload.initial.layers)
        self.data = [np.ascontiguousarray(workload.X), np.ascontiguousarray(workload.Y)]

    def train(self, epochs: int) -> None:
        w = self.workload
        orders = [w.order(epoch) for epoch in range(self.epoch, self.epoch + epochs)]
        self.epoch += epochs
        self.loop(np.concatenate(orders), w.batch, w.X.dtype.type(w.alpha), *self.data, self.matrices)

    def parameters(self) -> Parameters:
        return self.workload.parameters(list(self.matrices))
