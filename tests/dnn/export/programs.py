"""Many exported programs in one fresh process: what each prints, and what its network says of the training part."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from dnn.activations import ACTIVATIONS
from dnn.configuration import RunConfig
from dnn.datasets.registry import OFFERED
from dnn.export import EXPORTS, export
from dnn.export.trained_run import TrainedRun
from dnn.forward import predict
from dnn.initializers import INITIALIZERS
from dnn.network import task_name
from dnn.optimizers import OPTIMIZERS
from dnn.schedules import SCHEDULES
from dnn.training.data import training_data

ROOT = Path(__file__).parents[3]
RUNNER = """\
import base64, contextlib, io, json, os, sys, warnings
from pathlib import Path

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # what a framework warns of when it is imported is not ours
    for name in sys.argv[3:]:
        __import__(name)
warnings.simplefilter("error")
results = []
sources, after = json.loads(Path(sys.argv[1]).read_text("utf-8")), Path(sys.argv[2]).read_text("utf-8")
for number, (source, task, files) in enumerate(sources):
    folder = Path(sys.argv[1]).with_name(f"program {number}")
    folder.mkdir()
    for name, content in files.items():
        folder.joinpath(name).write_bytes(base64.b64decode(content))
    os.chdir(folder)
    known = {"__name__": "__main__", "__file__": str(folder / "program.py"), "task": task}
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(source, "program", "exec"), known)
        exec(compile(after, "after", "exec"), known)
    results.append({"printed": printed.getvalue(), "costs": known["found_costs"], "A": known["found_A"]})
json.dump({"results": results, "uses_dnn": "dnn" in sys.modules}, sys.stdout)
"""


@dataclass(frozen=True)
class Program:
    """A program, the task of its run, and the files that lie beside it."""

    source: str
    task: str
    files: Mapping[str, bytes]

    def encoded_files(self) -> dict[str, str]:
        """The files as they can stand in JSON."""
        return {name: base64.b64encode(content).decode() for name, content in self.files.items()}


@dataclass(frozen=True)
class Result:
    """What one program gave: (N,) costs or none, A (n_y, m) of the training part, and its text."""

    costs: np.ndarray
    A: np.ndarray
    printed: str


def configure(dataset: str = "iris", activation: str = "tanh", **changes: Any) -> RunConfig:
    """A short run; `changes` are hyperparameters, but for `data`, `initializer`, `depth` and `schedule`."""
    data, initializer = changes.pop("data", {}), changes.pop("initializer", "xavier")
    depth, schedule = changes.pop("depth", 2), changes.pop("schedule", "constant")
    own = {"step": {"every": 5}, "inverse_time": {"decay": 0.1}, "exponential": {"decay": 0.1}}.get(schedule, {})
    usual = {"iterations": 15, "learning_rate": 0.02, "schedule": {"name": schedule, **own}}
    hidden = [{"units": 5, "activation": activation}] * depth
    return RunConfig.from_dict(
        {
            "dataset": {"name": dataset, **data},
            "architecture": {"hidden": hidden, "initializer": initializer},
            "hyperparameters": usual | changes,
            "seed": 3,
        }
    )


def configurations() -> Iterator[RunConfig]:
    """Every dataset, activation, initialiser, schedule, optimiser (with mini-batches and without), both precisions."""
    yield from (configure(name) for name in OFFERED)
    yield from (configure(activation=name, precision=kind) for name in ACTIVATIONS for kind in ("float64", "float32"))
    yield from (configure(activation="sigmoid", initializer=name) for name in INITIALIZERS)
    yield from (configure(schedule=name) for name in SCHEDULES)
    yield from (configure(optimizer=name, batch_size=size, l2=0.3) for name in OPTIMIZERS for size in (None, 16))
    yield from (configure("moons", optimizer=name, precision="float32") for name in OPTIMIZERS)
    yield from (configure(depth=depth) for depth in (0, 1, 5))
    yield configure("circles", data={"features": "x1-x2-x1sq-x2sq-x1x2-sinx1-sinx2"})
    yield configure("sine", data={"features": "x1x2-sinx2", "standardize": True})
    yield configure("own", data={"features": "x2-x1sq", "points": "YAgAAoAgABgAgAAgggAB", "test_fraction": 0.0})
    yield configure("moons", target_cost=0.65)


def tolerance(config: RunConfig) -> float:
    """How far the whole curve may be off, relative."""
    return 1e-9 if config.hyperparameters.precision == "float64" else 2e-5


def run_programs(
    programs: Sequence[Program], after: str, folder: Path, imports: Sequence[str] = (), *, with_dnn: bool
) -> list[Result]:
    """The programs one after the other in a fresh process, each in a folder of its own with the files beside it;
    `after` sets found_costs and found_A from their names. `with_dnn` says whether they need more than `imports`."""
    paths = [folder / name for name in ("programs.json", "after.py", "runner.py")]
    written = json.dumps([(each.source, each.task, each.encoded_files()) for each in programs])
    for path, text in zip(paths, (written, after, RUNNER), strict=True):
        path.write_text(text, "utf-8")
    done = subprocess.run(
        [sys.executable, paths[2], *paths[:2], *imports],
        capture_output=True,
        text=True,
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT), "KERAS_BACKEND": "torch", "MPLBACKEND": "agg"},
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["uses_dnn"] == with_dnn
    return [_result(each) for each in found["results"]]


def _result(found: dict[str, Any]) -> Result:
    rows = [line.split(",") for line in found["printed"].splitlines()]
    costs = found["costs"] or [float(row[1]) for row in rows if len(row) == 2 and row[0].isdigit()]
    return Result(np.array(costs), np.array(found["A"]), found["printed"])


def assert_same(config: RunConfig, result: Result) -> None:
    """The costs and the predictions of the run: the first cost to 1e-12 in float64, the others as far as is true."""
    run, bound = TrainedRun.of(config), tolerance(config)
    first = 1e-12 if config.hyperparameters.precision == "float64" else 2e-6
    np.testing.assert_allclose(result.costs[0], run.costs[0], rtol=first, err_msg=str(config))
    np.testing.assert_allclose(result.costs, run.costs, rtol=bound, atol=bound, err_msg=str(config))
    expected = predict(run.parameters, training_data(config).train.X)
    np.testing.assert_allclose(
        result.A, expected, rtol=0, atol=10 * bound if bound > 1e-6 else bound, err_msg=str(config)
    )


def program(config: RunConfig, to: str) -> Program:
    """The run in one form."""
    text = export(config, to)
    if to == "notebook":
        cells = json.loads(text)["cells"]
        text = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    return Program(text, task_name(config), {name: write() for name, write in EXPORTS[to].beside(config).items()})
