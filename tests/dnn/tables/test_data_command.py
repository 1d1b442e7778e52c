"""python -m dnn data: a table to matrices, with everything said; what cannot be used is one sentence and status 2."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from dnn import RunConfig, load_dataset, train
from dnn.datasets.contents import CONTENTS, from_file
from tests.dnn.command_line import ROOT, assert_one_sentence, run

pytestmark = pytest.mark.workers


def iris(folder: Path) -> Path:
    """The iris flowers with their species in words."""
    head, *lines = (ROOT / "dnn/datasets/files/iris.csv").read_text("ascii").splitlines()
    words = ("setosa", "versicolor", "virginica")
    named = [f"{line.rsplit(',', 1)[0]},{words[int(float(line.rsplit(',', 1)[1]))]}" for line in lines]
    path = folder / "iris.csv"
    path.write_text("\n".join([head.rsplit(",", 1)[0] + ",species", *named]), "utf-8")
    return path


def test_iris_becomes_matrices_and_baselines(tmp_path: Path) -> None:
    path, out = iris(tmp_path), tmp_path / "iris.npz"
    done = run("data", path, "--target", "species", "--test-fraction", "0.3", "--seed", 1, "--out", out)
    assert done.returncode == 0, done.stderr
    for line in ("task: multiclass", "X_train: (4, 105)", "Y_test: (3, 45)", "Separator: commas."):
        assert line in done.stdout.splitlines()
    assert "class 1, “versicolor”: 35 for training, 15 for testing" in done.stdout
    assert f"baseline, class shares: train: J = {np.log(3):.6g}, test: J = {np.log(3):.6g}" in done.stdout
    with np.load(out, allow_pickle=False) as arrays:
        assert arrays["class_names"].tolist() == ["setosa", "versicolor", "virginica"]
        X = np.concatenate([arrays["X_train"], arrays["X_test"]], axis=1) * arrays["scale"] + arrays["mean"]
        assert np.abs(arrays["X_train"].mean(axis=1)).max() < 1e-12
        assert np.abs(arrays["X_train"].std(axis=1) - 1).max() < 1e-12
    numbers = np.loadtxt(path, delimiter=",", skiprows=1, usecols=range(4))
    assert np.allclose(np.sort(X, axis=1), np.sort(numbers.T, axis=1), rtol=1e-14)


@pytest.mark.parametrize(
    ("content", "arguments", "parts"),
    [
        (b"a,y\n1,2\n3\n", ("--target", "y"), ("in row 3",)),
        (b"a,y\n1,2\n", ("--target", "z"), ("'z'", "'a', 'y'")),
        (b"a,y\n1,2\n", (), ("--target",)),
        (b"a,y\n1,2\n", ("--target", "y", "--test-fraction", "3"), ("test_fraction",)),
        (b"\x89PNG\r\n\x1a\n", ("--target", "y"), ("a PNG image",)),
        (None, ("--target", "y"), ("a file that can be read",)),
    ],
    ids=["ragged", "no such column", "no target", "fraction", "image", "no file"],
)
def test_what_cannot_be_used_is_one_sentence(
    content: bytes | None, arguments: tuple[str, ...], parts: tuple[str, ...], tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    if content is not None:
        path.write_bytes(content)
    done = run("data", path, *arguments, "--out", tmp_path / "out.npz")
    assert done.returncode == 2 and done.stdout == ""
    assert_one_sentence(done.stderr, *parts)
    assert not (tmp_path / "out.npz").exists()


CHOICES = {
    "usual": (),
    "in the order of the file": ("--division", "in_order", "--test-fraction", "0.3"),
    "not scaled": ("--no-standardize", "--seed", "7", "--features", "sepal length,petal width"),
    "regression": ("--target", "petal width", "--task", "regression"),
}


@pytest.mark.parametrize("name", CHOICES)
def test_a_table_and_its_configuration_are_trained_on_as_they_stand(name: str, tmp_path: Path) -> None:
    path, table, config, costs = iris(tmp_path), *(tmp_path / each for each in ("table.npz", "run.json", "costs.csv"))
    choices = ("--target", "species", *CHOICES[name])
    done = run("data", path, *choices, "--table", table, "--config", config, "--out", tmp_path / "parts.npz")
    assert (done.returncode, done.stderr) == (0, "")
    trained = run("train", config, "--table", table, "--iterations", 30, "--costs", costs)
    assert (trained.returncode, trained.stderr) == (0, "")

    read = RunConfig.from_json(config.read_text("utf-8"))
    assert read == RunConfig(read.dataset), "but for the data all is as usual"
    content = from_file(table)
    with CONTENTS.held(content):
        data = load_dataset(read.dataset)
        expected = [record.cost for record in train(read, 30)]
    rows = costs.read_text("ascii").splitlines()[1:]
    assert [float(row.split(",")[2]) for row in rows] == pytest.approx(expected, rel=1e-12)
    with np.load(tmp_path / "parts.npz", allow_pickle=False) as parts:  # the same examples in the order of the file
        for part in ("train", "test"):
            of_run = np.concatenate([getattr(data, f"X_{part}"), getattr(data, f"Y_{part}")])
            of_file = np.concatenate([parts[f"X_{part}"], parts[f"Y_{part}"]])
            orders = [np.lexsort(rows) for rows in (of_run, of_file)]
            assert np.allclose(of_run[:, orders[0]], of_file[:, orders[1]], rtol=1e-9, atol=1e-12)


def test_files_are_written_together_or_not_at_all(tmp_path: Path) -> None:
    path, table = iris(tmp_path), tmp_path / "table.npz"
    done = run("data", path, "--target", "species", "--table", table, "--config", tmp_path / "nowhere" / "run.json")
    assert done.returncode == 2 and not table.exists()
    assert_one_sentence(done.stderr, "run.json", "take what is written")
    same = run("data", path, "--target", "species", "--table", table, "--config", table)
    assert same.returncode == 2 and not table.exists()
    assert_one_sentence(same.stderr, "files with different names")


def test_names_do_nothing_to_a_terminal(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('a,y\n1,"x\x1b[2J"\n2,z\n3,z\n', "utf-8")
    done = run("data", path, "--target", "y")
    assert done.returncode == 0 and "\x1b" not in done.stdout and "\\x1b[2J" in done.stdout


def test_what_is_said_of_the_file_is_not_assumed(tmp_path: Path) -> None:
    """Years as names, in Chinese: they would be read as numbers, of a file without names, in UTF-8."""
    path = tmp_path / "years.txt"
    path.write_bytes("2019;2020;类别\n1,5;2;是\n2,5;4;否\n0,5;1;是\n3,5;5;否\n".encode("gb18030"))
    said = ("--encoding", "gb18030", "--separator", "semicolon", "--decimal", "comma", "--header")
    done = run("data", path, "--target", "类别", *said, "--test-fraction", "0")
    assert done.returncode == 0, done.stderr
    assert "X_train: (2, 4)" in done.stdout.splitlines() and "“是”: 2 for training" in done.stdout
    assumed = run("data", path, "--target", "类别")
    assert assumed.returncode == 2, "a file without names"
    assert_one_sentence(assumed.stderr, "'x1', 'x2', 'x3'")
