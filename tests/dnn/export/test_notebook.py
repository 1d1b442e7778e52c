"""The exported notebook: valid, the same for the same run, and it runs from top to bottom in a kernel."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from dnn.export import EXPORTS, export
from dnn.training.advance import advance
from tests.dnn.export.notebook_runs import costs_of_notebook
from tests.dnn.export.own_tables import categories, iris, on_table
from tests.dnn.export.programs import configure

CONFIGURATION = configure("moons", "relu", optimizer="adam", batch_size=50, l2=0.1, schedule="step", target_cost=0.01)


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
@pytest.mark.parametrize("data", ["moons", "small table", "large table"])
def test_it_runs_from_top_to_bottom(data: str, tmp_path: Path) -> None:
    tables = {"small table": iris, "large table": partial(categories, 900)}
    config = on_table(tables[data](), batch_size=50) if data in tables else CONFIGURATION
    for name, write in EXPORTS["notebook"].beside(config).items():
        (tmp_path / name).write_bytes(write())
    costs = costs_of_notebook(export(config, "notebook"), tmp_path)
    assert costs == pytest.approx(advance(config, None).costs.tolist(), rel=1e-9)
