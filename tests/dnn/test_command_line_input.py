"""The input of the command line: files, standard input, encodings, and one sentence for what cannot be used."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.dnn.command_line import configuration, run


class TestStandardInput:
    @pytest.mark.parametrize("command", [("train",), ("shapes",), ("check",), ("export", "--to", "json")])
    def test_is_read_for_a_dash(self, command: tuple[str, ...]) -> None:
        done = run(*command, "-", given='{"dataset": {"name": "and"}}')
        assert (done.returncode, done.stderr) == (0, "")

    def test_a_byte_order_mark_is_no_matter(self) -> None:
        assert run("shapes", "-", given=b'\xef\xbb\xbf{"dataset": {"name": "and"}}').returncode == 0


WRONG = {
    "not JSON": "{",
    "empty": "",
    "not an object": "[1]",
    "no dataset": "{}",
    "unknown dataset": '{"dataset": {"name": "circle"}}',
    "unknown key": '{"dataset": {"name": "circles"}, "epochs": 3}',
    "another's key": '{"dataset": {"name": "circles", "turns": 2}}',
    "out of range": '{"dataset": {"name": "circles"}, "hyperparameters": {"learning_rate": -1}}',
    "not a number": '{"dataset": {"name": "circles"}, "hyperparameters": {"learning_rate": NaN}}',
    "another kind": '{"dataset": {"name": "circles"}, "architecture": {"hidden": [{"units": "8"}]}}',
    "nested without end": "[" * 90_000,
    "too long": " " * 200_000,
    "not text": b"\xff\xfe\x00",
}


class TestMistakes:
    """Each ends with status 2 and one sentence."""

    @staticmethod
    def assert_one_sentence(done: subprocess.CompletedProcess[str]) -> None:
        assert done.returncode == 2
        assert done.stdout == ""
        assert done.stderr.count("\n") == 1
        assert done.stderr.endswith(".\n")
        assert len(done.stderr) < 500
        assert "Traceback" not in done.stderr

    @pytest.mark.parametrize("name", WRONG)
    def test_in_the_configuration(self, name: str) -> None:
        self.assert_one_sentence(run("train", "-", given=WRONG[name]))

    @pytest.mark.parametrize("command", [("train",), ("shapes",), ("check",), ("export", "--to", "numpy")])
    def test_a_missing_file(self, command: tuple[str, ...], tmp_path: Path) -> None:
        done = run(*command, tmp_path / "nowhere.json")
        self.assert_one_sentence(done)
        assert "nowhere.json" in done.stderr

    def test_a_folder_instead_of_a_file(self, tmp_path: Path) -> None:
        self.assert_one_sentence(run("shapes", tmp_path))

    @pytest.mark.parametrize(
        "arguments",
        [
            (),
            ("fly",),
            ("train",),
            ("train", "{path}", "--iterations", "many"),
            ("train", "{path}", "--iterations", "0"),
            ("shapes", "{path}", "--format", "html"),
            ("shapes", "{path}", "--examples", "two"),
            ("export", "{path}"),
            ("export", "{path}", "--to", "fortran"),
            ("export", "{path}", "--to", "json", "--out", "/nowhere/out"),
        ],
    )
    def test_in_the_command(self, arguments: tuple[str, ...], tmp_path: Path) -> None:
        path = configuration(tmp_path)
        self.assert_one_sentence(run(*(argument.format(path=path) for argument in arguments)))

    def test_costs_that_cannot_be_written_are_refused_before_training(self, tmp_path: Path) -> None:
        done = run("train", configuration(tmp_path), "--costs", tmp_path / "nowhere" / "costs.csv")
        assert (done.returncode, done.stderr.count("\n")) == (2, 1)
        assert "iterations are done" not in done.stdout


class TestEncodings:
    """PowerShell's `echo … > file` writes UTF-16 with a byte-order mark."""

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
    def test_a_configuration_is_read_from_a_file_and_from_standard_input(self, tmp_path: Path, encoding: str) -> None:
        text = '{"dataset": {"name": "moons"}}\r\n'
        path = tmp_path / "moons.json"
        path.write_bytes(text.encode(encoding))
        expected = run("shapes", configuration(tmp_path, {"dataset": {"name": "moons"}})).stdout
        assert run("shapes", str(path)).stdout == expected
        assert run("shapes", "-", given=text.encode(encoding)).stdout == expected

    def test_other_bytes_are_refused_in_one_sentence(self, tmp_path: Path) -> None:
        done = run("shapes", "-", given=b"\xff\xff\x00{")
        assert done.returncode == 2
        assert "UTF-8 or UTF-16" in done.stderr and done.stderr.count("\n") == 1
