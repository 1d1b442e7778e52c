"""python -m dnn train CONFIG.json --weights FILE.npz."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from tests.dnn.command_line import run
from tests.dnn.imports.run_files import PARAMETERS, REFUSED, SETTINGS, npz


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "run.json"
    path.write_text(json.dumps(SETTINGS | {"hyperparameters": {"iterations": 200}}))
    return path


def arrays(path: Path) -> dict[str, list[list[float]]]:
    with np.load(path, allow_pickle=False) as file:
        return {name: file[name].tolist() for name in file.files}


@pytest.mark.parametrize("command", [("train", "--save"), ("export", "--to", "weights", "--out")])
def test_twice_a_hundred_iterations_are_two_hundred(path: Path, tmp_path: Path, command: tuple[str, ...]) -> None:
    name, *out = command
    assert run(name, path, "--iterations", 100, *out, tmp_path / "half.npz").returncode == 0
    done = run(
        *("train", path, "--iterations", 100, "--weights", tmp_path / "half.npz"),
        *("--save", tmp_path / "there.npz", "--costs", tmp_path / "later.csv"),
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert ("Weights after 100 iterations" in done.stdout) == (name == "export")
    run("train", path, "--save", tmp_path / "straight.npz", "--costs", tmp_path / "all.csv")
    assert arrays(tmp_path / "there.npz") == arrays(tmp_path / "straight.npz")
    later, whole = ((tmp_path / each).read_text().splitlines() for each in ("later.csv", "all.csv"))
    assert [row.split(",")[-1] for row in later[1:]] == [row.split(",")[-1] for row in whole[101:]]


@pytest.mark.parametrize("name", ["a pickle", "a dict called W1", "not a number", "zip bomb", "W without b", "empty"])
def test_what_cannot_be_is_one_sentence_and_status_2(path: Path, tmp_path: Path, name: str) -> None:
    content, part = REFUSED[name]
    (tmp_path / "weights.npz").write_bytes(content)
    done = run("train", path, "--weights", tmp_path / "weights.npz", "--save", tmp_path / "out.npz")
    assert (done.returncode, done.stdout) == (2, "") and part in done.stderr and done.stderr.count("\n") == 1
    assert not (tmp_path / "out.npz").exists()


def test_weights_of_another_network_are_refused(path: Path, tmp_path: Path) -> None:
    (tmp_path / "weights.npz").write_bytes(npz(**PARAMETERS | {"W1": np.ones((4, 3))}))
    done = run("train", path, "--weights", tmp_path / "weights.npz")
    assert done.returncode == 2
    assert "W^[1] should have shape (n^[1], n^[0]) = (4, 2), got (4, 3)" in done.stderr


def test_a_configuration_is_no_weights(path: Path) -> None:
    done = run("train", path, "--weights", path)
    assert (done.returncode, done.stdout) == (2, "") and "a file of weights, got a configuration" in done.stderr


def test_a_file_that_is_not_there_is_named(path: Path, tmp_path: Path) -> None:
    done = run("train", path, "--weights", tmp_path / "nothing.npz")
    assert done.returncode == 2 and "nothing.npz" in done.stderr
