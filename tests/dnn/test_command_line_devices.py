"""The command line on devices, pipes and streams that are closed: written and read as they are."""

from __future__ import annotations

import io
import os
import shlex
import stat
import threading
from pathlib import Path

import numpy as np
import pytest

from tests.dnn.command_line import WRITERS, arguments, assert_one_sentence, configuration, run, shell

every_writer = pytest.mark.parametrize("writer", WRITERS)


class TestDevices:
    @every_writer
    def test_nowhere(self, tmp_path: Path, writer: str) -> None:
        done = run(*arguments(WRITERS[writer], configuration(tmp_path), "/dev/null"))
        assert (done.returncode, done.stderr) == (0, "")
        assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)

    def test_nowhere_is_no_place_for_an_archive_to_look_back(self, tmp_path: Path) -> None:
        document = {"dataset": {"name": "moons"}, "architecture": {"hidden": []}}
        done = run("train", configuration(tmp_path, document), "--iterations", 3, "--save", "/dev/null")
        assert (done.returncode, done.stderr) == (0, "")

    @every_writer
    def test_a_pipe(self, tmp_path: Path, writer: str) -> None:
        path, pipe, expected = configuration(tmp_path), tmp_path / "pipe", tmp_path / "expected"
        run(*arguments(WRITERS[writer], path, expected))
        os.mkfifo(pipe)
        received: list[bytes] = []
        reader = threading.Thread(target=lambda: received.append(pipe.read_bytes()))
        reader.start()
        done = run(*arguments(WRITERS[writer], path, pipe))
        reader.join(60)
        assert (done.returncode, done.stderr) == (0, "")
        assert stat.S_ISFIFO(pipe.stat().st_mode)
        if writer == "save":
            with np.load(io.BytesIO(received[0])) as arrays, np.load(expected) as others:
                assert all(np.array_equal(arrays[name], others[name]) for name in others)
        else:
            assert received == [expected.read_bytes()]

    def test_a_pipe_whose_reader_goes_away_is_named(self, tmp_path: Path) -> None:
        path, pipe = configuration(tmp_path), tmp_path / "pipe"
        os.mkfifo(pipe)
        done = shell(f"exec 3<> {pipe}; dnn train {path} --costs {pipe}; echo $?; exec 3<&-")
        assert done.stdout.splitlines()[-1] == "0"
        reader = threading.Thread(target=lambda: pipe.open("rb").close())
        reader.start()
        long = run("train", path, "--iterations", 20_000, "--costs", pipe)
        reader.join(60)
        assert long.returncode == 2
        assert_one_sentence(long.stderr, repr(str(pipe)), "Broken pipe")

    @pytest.mark.parametrize("writer", ["costs", "export"])
    def test_standard_output_through_a_pipe(self, tmp_path: Path, writer: str) -> None:
        path, expected = configuration(tmp_path), tmp_path / "expected"
        run(*arguments(WRITERS[writer], path, expected))
        words = shlex.join(arguments(WRITERS[writer], path, "/dev/stdout"))
        done = shell(f"set -o pipefail; dnn {words} | cat")
        assert (done.returncode, done.stderr) == (0, "")
        assert expected.read_text() in done.stdout

    @pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
    def test_standard_output_in_a_file_stays_this_file(self, tmp_path: Path, name: str) -> None:
        path, out = configuration(tmp_path), tmp_path / "out"
        done = shell(f"exec > {out}; dnn export {path} --to json --out {name}; echo and more")
        assert (done.returncode, done.stderr) == (0, "")
        assert "and more" in out.read_text()
        assert sorted(each.name for each in tmp_path.iterdir()) == ["out", "run.json"]

    def test_a_dash_is_a_file_of_that_name(self, tmp_path: Path) -> None:
        done = shell(
            f"root=$PWD; cd {tmp_path}; PYTHONPATH=$root dnn export {configuration(tmp_path)} --to json --out -"
        )
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        assert (tmp_path / "-").read_text().startswith("{")


class TestClosedStreams:
    def test_standard_output(self, tmp_path: Path) -> None:
        path = configuration(tmp_path)
        done = shell(f"dnn shapes {path} >&-")
        assert done.returncode == 2
        assert_one_sentence(done.stderr, "standard output", "Bad file descriptor")
        assert shell(f"dnn export {path} --to json --out {tmp_path}/out >&-").returncode == 0

    def test_standard_input(self) -> None:
        done = shell("dnn shapes - <&-")
        assert done.returncode == 2
        assert_one_sentence(done.stderr, "standard input", "Bad file descriptor")

    def test_standard_error(self, tmp_path: Path) -> None:
        assert shell(f"dnn shapes {tmp_path}/nowhere 2>&-").returncode == 2
        assert shell("dnn fly 2>&-").returncode == 2
