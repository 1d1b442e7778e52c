"""The input of the command line: files, standard input, encodings, and one sentence for what cannot be used."""

from __future__ import annotations

import codecs
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


MINIMAL, DEEP = '{"dataset": {"name": "circles"}', "[" * 988 + "]" * 988
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
    "nested, and JSON all the same": f'{{"dataset": {{"name": {DEEP}}}}}',
    "a name nested without end": MINIMAL
    + ', "architecture": {"hidden": [{"activation": '
    + "[" * 988
    + "]" * 988
    + "}]}}",
    "a key that stands twice": '{"dataset": {"name": "circles"}, "seed": 1, "seed": 2}',
    "half of a letter": '{"dataset": {"name": "\\ud800"}}',
    "a name without end": '{"dataset": {"name": "' + "x" * 90_000 + '"}}',
    "too long": " " * 200_000,
    "too long, and cut within a letter": " " + "é" * 300_000,
    "too long in UTF-16": (" " * 300_000).encode("utf-16"),
    "not text": b"\xff\xfe\x00",
    "not text in UTF-8": b'{"dataset": {"name": "caf\xe9"}}',
    "half of a letter in UTF-16": b'\xff\xfe{\x00"\x00\x00\xd8"\x00',
    "a picture": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
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

    def test_keys_that_stand_twice_are_named(self) -> None:
        assert "Expected 'seed' to be given once" in run("shapes", "-", given=WRONG["a key that stands twice"]).stderr

    def test_what_is_too_long_is_called_so(self) -> None:
        for name in WRONG:
            if name.startswith("too long"):
                assert "at most 100000 characters" in run("shapes", "-", given=WRONG[name]).stderr

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


ENCODINGS = {
    "utf-8": b"",
    "utf-8 with mark": codecs.BOM_UTF8,
    "utf-16-le": b"",
    "utf-16-be": b"",
    "utf-16-le with mark": codecs.BOM_UTF16_LE,
    "utf-16-be with mark": codecs.BOM_UTF16_BE,
    "utf-32-le with mark": codecs.BOM_UTF32_LE,
    "utf-32-be with mark": codecs.BOM_UTF32_BE,
}
"""Encoding -> the bytes before the text."""


class TestEncodings:
    """PowerShell's `echo … > file` writes UTF-16 with a byte-order mark."""

    @pytest.mark.parametrize("encoding", ENCODINGS)
    def test_a_configuration_is_read_from_a_file_and_from_standard_input(self, tmp_path: Path, encoding: str) -> None:
        content = ENCODINGS[encoding] + '{"dataset": {"name": "moons"}}\r\n'.encode(encoding.removesuffix(" with mark"))
        path = tmp_path / "moons.json"
        path.write_bytes(content)
        expected = run("shapes", configuration(tmp_path, {"dataset": {"name": "moons"}})).stdout
        assert run("shapes", str(path)).stdout == expected
        assert run("shapes", "-", given=content).stdout == expected

    def test_other_bytes_are_refused_in_one_sentence(self, tmp_path: Path) -> None:
        done = run("shapes", "-", given=b"\xff\xff\x00{")
        assert done.returncode == 2
        assert "UTF-8 or UTF-16" in done.stderr and done.stderr.count("\n") == 1
