"""The exported notebook: valid, the same for the same run, and it runs from top to bottom in a kernel."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dnn.export import export
from dnn.training.advance import advance
from tests.dnn.export.programs import ROOT, configure

CONFIGURATION = configure("moons", "relu", optimizer="adam", batch_size=50, l2=0.1, schedule="step", target_cost=0.01)
LAST_COST = "repr(costs[-1])"


def test_it_has_the_functions_of_the_course_and_equal_runs_give_equal_notebooks() -> None:
    text = export(CONFIGURATION, "notebook")
    assert text == export(CONFIGURATION, "notebook")
    for name in ("initialize_parameters_deep", "linear_activation_forward", "L_model_forward", "compute_cost",
                 "linear_backward", "L_model_backward", "update_parameters", "L_layer_model"):  # fmt: skip
        assert f"def {name}(" in text
    cells = json.loads(text)["cells"]
    assert len({cell["id"] for cell in cells}) == len(cells)


@pytest.mark.parametrize("dataset", ["moons", "iris", "sine"])
def test_it_is_valid_and_formatted(dataset: str) -> None:
    nbformat: Any = pytest.importorskip("nbformat", reason="needs nbformat, of the extra exports")
    text = export(configure(dataset, "silu", batch_size=16, optimizer="rmsprop"), "notebook")
    nbformat.validate(nbformat.reads(text, as_version=4))
    command = [sys.executable, "-m", "ruff", "format", "--diff", "--line-length=120", "--isolated"]
    done = subprocess.run([*command, "--stdin-filename=run.ipynb", "-"], input=text, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


@pytest.mark.slow
@pytest.mark.workers
def test_it_runs_from_top_to_bottom(tmp_path: Path) -> None:
    for name in ("nbclient", "ipykernel", "nbformat"):
        pytest.importorskip(name, reason=f"needs {name}, of the extra exports")
    kernel = tmp_path / "kernels" / "python3"
    kernel.mkdir(parents=True)
    argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    kernel.joinpath("kernel.json").write_text(json.dumps({"argv": argv, "display_name": "d", "language": "python"}))
    notebook = json.loads(export(CONFIGURATION, "notebook"))
    last: dict[str, Any] = {"cell_type": "code", "id": "last", "metadata": {}, "execution_count": None, "outputs": []}
    notebook["cells"].append(last | {"source": [f"print({LAST_COST})"]})
    path = tmp_path / "run.ipynb"
    path.write_text(json.dumps(notebook), "utf-8")
    program = (
        "import sys, nbformat, nbclient\n"
        "notebook = nbformat.read(sys.argv[1], as_version=4)\n"
        "nbclient.NotebookClient(notebook, timeout=60, kernel_name='python3').execute()\n"
        "print(notebook.cells[-1].outputs[0].text)"
    )
    environment = {"PYTHONPATH": str(ROOT), "JUPYTER_PATH": str(tmp_path), "IPYTHONDIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", program, path],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=os.environ | environment,
    )
    assert done.returncode == 0, done.stderr
    assert float(done.stdout) == pytest.approx(advance(CONFIGURATION, None).costs[-1], rel=1e-9)
