"""The guide to the library and the notebook of the course week: their code runs as it stands."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

import dnn
from dnn.export import EXPORTS

ROOT = Path(__file__).parent.parent
GUIDE, NOTEBOOK = ROOT / "docs" / "library.md", ROOT / "docs" / "course_week.ipynb"
BLOCKS: dict[str, list[str]] = {
    title: re.findall(r"^```python\n(.*?)^```", section, re.MULTILINE | re.DOTALL)
    for title, section in re.findall(
        r"^## ([^\n]+)\n(.*?)(?=^## |\Z)", GUIDE.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
}
PACKAGES = {"pandas", "sklearn"}
"""Packages beside NumPy that a block of the guide may need."""
EXECUTE = """
import sys, nbformat
from nbclient import NotebookClient
notebook = nbformat.read(sys.argv[1], as_version=4)
nbformat.validate(notebook)
NotebookClient(notebook, timeout=100, kernel_name="here").execute()
outputs = [output.get("text", "") for cell in notebook.cells for output in cell.get("outputs", [])]
print("".join(outputs))
"""


def python(code: str, *arguments: str, folder: Path, **environment: str) -> str:
    """The output of a program in a process of its own, which finds the library and no files but those in `folder`."""
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "HOME": str(folder), "PATH": "/usr/bin:/bin", **environment},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def imported_packages(code: str) -> set[str]:
    """The packages that a program imports."""
    nodes = list(ast.walk(ast.parse(code)))
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {str(node.module) for node in nodes if isinstance(node, ast.ImportFrom)}
    return {name.partition(".")[0] for name in names} | ({"sklearn"} if "dnn.estimators" in names else set())


@pytest.mark.workers
@pytest.mark.parametrize("title", BLOCKS)
def test_the_blocks_of_the_guide_run_as_they_stand(title: str, tmp_path: Path) -> None:
    assert BLOCKS[title]
    for code in BLOCKS[title]:
        needed = imported_packages(code)
        assert needed - {"dnn", "numpy", *sys.stdlib_module_names} <= PACKAGES
        missing = [name for name in needed if find_spec(name) is None]
        if missing:
            pytest.skip(f"{', '.join(missing)} is not installed")
        assert python("import warnings; warnings.simplefilter('error')\n" + code, folder=tmp_path)


def test_the_guide_names_what_is_public() -> None:
    code = "\n".join(block for blocks in BLOCKS.values() for block in blocks)
    used = {
        alias.name
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.ImportFrom) and node.module == "dnn"
        for alias in node.names
    }
    assert used <= set(dnn.__all__)
    assert {"train", "from_arrays", "from_dataframe", "shape_table", "check_gradients", "export"} <= used


@pytest.mark.parametrize("name", dnn.__all__)
def test_every_public_name_is_there_and_says_what_it_is(name: str) -> None:
    assert (getattr(dnn, name).__doc__ or "").strip()


def notebook() -> dict[str, Any]:
    """The notebook as JSON."""
    read: dict[str, Any] = json.loads(NOTEBOOK.read_text("utf-8"))
    return read


def test_the_notebook_is_kept_without_outputs() -> None:
    cells = [cell for cell in notebook()["cells"] if cell["cell_type"] == "code"]
    assert len(cells) > 8 and all(cell["outputs"] == [] and cell["execution_count"] is None for cell in cells)


@pytest.mark.workers
def test_the_notebook_runs_as_it_stands(tmp_path: Path) -> None:
    missing = [name for name in ("nbclient", "nbformat", "ipykernel") if find_spec(name) is None]
    if missing:
        pytest.skip(f"{', '.join(missing)} is not installed")
    kernel = tmp_path / "kernels" / "here"
    kernel.mkdir(parents=True)
    arguments = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    specification = {"argv": arguments, "display_name": "here", "language": "python"}
    (kernel / "kernel.json").write_text(json.dumps(specification))
    folders = dict.fromkeys(("JUPYTER_PATH", "JUPYTER_RUNTIME_DIR", "JUPYTER_CONFIG_DIR", "IPYTHONDIR"), str(tmp_path))
    printed = python(EXECUTE, str(NOTEBOOK), folder=tmp_path, **folders)
    for sentence in (
        "every Z and A agrees with the library's",
        "every dW and db agrees with the library's",
        "every entry of every dW agrees with its difference",
        "Backward propagation agrees with central differences in every layer.",
    ):
        assert sentence in printed


def test_the_guide_names_every_form_of_export() -> None:
    table = GUIDE.read_text("utf-8").split("## Export\n")[1].split("\n\n```python")[0]
    named = [
        name
        for line in table.splitlines()
        if line.startswith("| `")
        for name in re.findall(r"`(\w+)`", line.split("|")[1])
    ]
    assert named == list(EXPORTS)
