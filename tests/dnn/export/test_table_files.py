"""Runs on tables at the command line and packed: the files that lie beside, and fresh processes that repeat it."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest

from dnn.configuration import RunConfig
from dnn.datasets import load_dataset
from dnn.datasets.contents import to_file
from dnn.datasets.own_table import content_of
from dnn.export import EXPORTS, TrainedRun
from dnn.export.program_data import MAX_WRITTEN_NUMBERS, PARTS_FILE, TABLE_FILE
from dnn.training.advance import advance
from tests.dnn.export.own_tables import binary, categories, iris, on_table
from tests.dnn.export.programs import ROOT

PROGRAMS = ("numpy", "pytorch", "keras", "notebook")


def dnn(folder: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """The command line in a process that knows no table."""
    return subprocess.run(
        [sys.executable, "-m", "dnn", *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=folder,
        env={"PYTHONPATH": str(ROOT)},
    )


def saved(config: RunConfig, folder: Path) -> tuple[Path, Path]:
    """The configuration and the table of a run, in files."""
    paths = folder / "given.json", folder / "given.npz"
    paths[0].write_text(config.to_json(), "utf-8")
    to_file(content_of(config.dataset), paths[1])
    return paths


@pytest.mark.workers
class TestCommandLine:
    def test_a_large_table_is_written_beside_the_program_which_repeats_the_run(self, tmp_path: Path) -> None:
        config = on_table(categories(900), batch_size=64)
        given, table = saved(config, tmp_path)
        (tmp_path / "elsewhere").mkdir()
        out = tmp_path / "elsewhere" / "run.py"
        done = dnn(tmp_path, "export", given, "--table", table, "--to", "numpy", "--out", out)
        assert (done.returncode, done.stderr) == (0, "")
        assert sorted(path.name for path in out.parent.iterdir()) == [PARTS_FILE, "run.py"]
        ran = subprocess.run([sys.executable, "-W", "error", out], capture_output=True, text=True, cwd=tmp_path)
        assert (ran.returncode, ran.stderr) == (0, "")
        costs = [float(line.split(",")[1]) for line in ran.stdout.splitlines()[1:]]
        np.testing.assert_allclose(costs, advance(config, None).costs, rtol=1e-12)

    def test_the_configuration_and_its_table_train_the_same(self, tmp_path: Path) -> None:
        config = on_table(categories(900))
        given, table = saved(config, tmp_path)
        out = tmp_path / "run.json"
        assert dnn(tmp_path, "export", given, "--table", table, "--to", "json", "--out", out).stderr == ""
        done = dnn(tmp_path, "train", out, "--table", tmp_path / TABLE_FILE, "--costs", tmp_path / "costs.csv")
        assert done.stderr == ""
        rows = (tmp_path / "costs.csv").read_text("utf-8").splitlines()[1:]
        assert [float(row.split(",")[2]) for row in rows] == advance(config, None).costs.tolist()

    def test_a_small_table_needs_no_file_of_its_own(self, tmp_path: Path) -> None:
        given, table = saved(on_table(iris()), tmp_path)
        printed = dnn(tmp_path, "export", given, "--table", table, "--to", "pytorch")
        assert printed.stdout == EXPORTS["pytorch"].write(on_table(iris())) and printed.stderr == ""

    @pytest.mark.parametrize(
        ("given", "sentence"),
        [
            (
                ["--to", "numpy", "--table", "given.npz"],
                "Expected --out to be a file, beside which data.npz is written",
            ),
            (["--to", "numpy", "--table", "given.npz", "--out", "data.npz"], "Expected --out to be a file, beside"),
            (["--to", "numpy", "--out", "run.py"], "to be stored here"),
            (["--to", "numpy", "--table", "other.npz"], "Expected --table to be the table "),
            (["--to", "numpy", "--table", "nowhere.npz"], "to be a file that can be read"),
            (["--to", "numpy", "--table", "given.json"], "Expected the file of a table to be"),
        ],
    )
    def test_what_cannot_be_is_one_sentence(self, given: list[str], sentence: str, tmp_path: Path) -> None:
        saved(on_table(categories(900)), tmp_path)
        to_file(content_of(binary(30)), tmp_path / "other.npz")
        done = dnn(tmp_path, "export", "given.json", *given)
        assert (done.returncode, done.stdout) == (2, "")
        assert sentence in done.stderr and done.stderr.count("\n") == 1
        assert not list(tmp_path.glob("run.py")) and not list(tmp_path.glob("data.npz"))

    def test_a_table_belongs_to_the_dataset_of_tables(self, tmp_path: Path) -> None:
        _given, table = saved(on_table(binary(30)), tmp_path)
        (tmp_path / "moons.json").write_text('{"dataset": {"name": "moons"}}', "utf-8")
        done = dnn(tmp_path, "train", "moons.json", "--table", table)
        assert done.returncode == 2 and "a configuration of the dataset table, got 'moons'" in done.stderr


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_and_its_file_are_packed_together(name: str) -> None:
    run, form = TrainedRun.of(on_table(categories(900))), EXPORTS[name]
    beside = form.beside(run.config)
    assert (form.file_name("run", beside), form.file_type(beside)) == ("run.zip", "application/zip")
    with zipfile.ZipFile(io.BytesIO(form.packed("run", beside, form.content(run)))) as archive:
        assert archive.namelist() == [f"run.{form.extension}", PARTS_FILE]
        assert archive.read(f"run.{form.extension}") == form.content(run)
        with np.load(io.BytesIO(archive.read(PARTS_FILE)), allow_pickle=False) as arrays:
            data = load_dataset(run.config.dataset)
            for part in ("X_train", "Y_train", "X_test", "Y_test", "mean", "scale"):
                assert arrays[part].tobytes() == getattr(data, part).tobytes()
            assert tuple(arrays["feature_names"]) == data.feature_names


@pytest.mark.parametrize("name", EXPORTS)
def test_other_forms_are_one_file(name: str) -> None:
    form, config = EXPORTS[name], on_table(iris())
    beside = form.beside(config)
    if name == "json":  # a configuration knows its table by a hash alone
        assert (list(beside), form.file_name("run", beside)) == ([TABLE_FILE], "run.zip")
    else:
        assert (form.file_name("run", beside), form.file_type(beside)) == (f"run.{form.extension}", form.media_type)
        assert form.packed("run", beside, b"content") == b"content"


@pytest.mark.parametrize(("m", "is_written"), [(MAX_WRITTEN_NUMBERS // 3, True), (MAX_WRITTEN_NUMBERS // 3 + 1, False)])
def test_the_size_from_which_on_there_is_a_file(m: int, is_written: bool) -> None:
    assert bool(EXPORTS["numpy"].beside(on_table(binary(m)))) != is_written
