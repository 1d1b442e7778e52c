"""An exported notebook run from top to bottom in a kernel of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.dnn.export.programs import ROOT

PROGRAM = (
    "import sys, nbformat, nbclient\n"
    "notebook = nbformat.read(sys.argv[1], as_version=4)\n"
    "nbclient.NotebookClient(notebook, timeout=60, kernel_name='python3').execute()\n"
    "print(notebook.cells[-1].outputs[0].text)"
)


def costs_of_notebook(text: str, folder: Path) -> list[float]:
    """The costs of all iterations that a notebook in this folder has, once it has run; the test is skipped where there
    is nothing to run it with."""
    for name in ("nbclient", "ipykernel", "nbformat"):
        pytest.importorskip(name, reason=f"needs {name}, of the extra exports")
    kernel = folder / "kernels" / "python3"
    kernel.mkdir(parents=True)
    argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    kernel.joinpath("kernel.json").write_text(json.dumps({"argv": argv, "display_name": "d", "language": "python"}))
    notebook = json.loads(text)
    last: dict[str, Any] = {"cell_type": "code", "id": "last", "metadata": {}, "execution_count": None, "outputs": []}
    notebook["cells"].append(last | {"source": ["import json\n", "print(json.dumps(costs))"]})
    path = folder / "run.ipynb"
    path.write_text(json.dumps(notebook), "utf-8")
    environment = {"PYTHONPATH": str(ROOT), "JUPYTER_PATH": str(folder), "IPYTHONDIR": str(folder)}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, path], capture_output=True, text=True, cwd=folder, env=os.environ | environment
    )
    assert done.returncode == 0, done.stderr
    costs: list[float] = json.loads(done.stdout)
    return costs
