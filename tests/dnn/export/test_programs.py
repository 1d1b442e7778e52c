"""The exported programs, each kind in one fresh process: costs and predictions of the run, whatever was chosen."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from dnn.export import export
from dnn.optimizers import OPTIMIZERS
from tests.dnn.export.own_tables import table_configurations
from tests.dnn.export.programs import assert_same, configurations, configure, program, run_programs

PACKAGES = {"numpy": ("numpy",), "pytorch": ("torch",), "keras": ("torch", "keras"), "notebook": ("numpy",)}
"""Form -> what its programs import."""
AFTER = {
    "numpy": """\
passed = X
for l in range(1, L + 1):
    passed = g[l](W[l] @ passed + b[l])
found_costs, found_A = [], passed.tolist()
""",
    "pytorch": """\
with torch.no_grad():
    Z = network(torch.from_numpy(np.ascontiguousarray(X.T))).numpy().T
A = Z
if task == "binary":
    A = np.exp(-np.logaddexp(0, -Z))
elif task == "multiclass":
    A = np.exp(Z - Z.max(axis=0)) / np.exp(Z - Z.max(axis=0)).sum(axis=0)
found_costs, found_A = [], A.tolist()
""",
    "keras": """\
found_A = np.array(ops.stop_gradient(output(network(np.ascontiguousarray(X.T)))).tolist()).T.tolist()
found_costs = []
""",
    "notebook": """\
found_costs, found_A = costs, L_model_forward(X, parameters)[0].tolist()
""",
}
CONFIGURATIONS = {"of the registry": list(configurations()), "tables": list(table_configurations())}
"""Runs whose data dnn makes in the program, and runs on tables, whose programs do without dnn."""


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("batch_size", [None, 16])
def test_a_keras_script_is_formatted(optimizer: str, batch_size: int | None) -> None:
    text = export(configure("circles", "softplus", optimizer=optimizer, batch_size=batch_size), "keras")
    command = [sys.executable, "-m", "ruff", "format", "--diff", "--line-length=120", "--isolated", "-"]
    done = subprocess.run(command, input=text, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("data", CONFIGURATIONS)
@pytest.mark.parametrize("to", PACKAGES)
def test_a_program_gives_the_costs_and_the_predictions(to: str, data: str, tmp_path: Path) -> None:
    for package in PACKAGES[to]:
        if find_spec(package) is None:
            pytest.skip(f"needs {package}, of the extra exports")
    configs = CONFIGURATIONS[data]
    programs = [program(config, to) for config in configs]
    results = run_programs(programs, AFTER[to], tmp_path, PACKAGES[to], with_dnn=data != "tables")
    for config, result in zip(configs, results, strict=True):
        assert_same(config, result)
