"""The output of the command line: files that are written whole or not at all, devices and pipes, and full disks."""

from __future__ import annotations

import errno
import resource
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dnn import __main__ as command_line
from dnn.command_line import output_file
from dnn.command_line.output_file import OutputFile
from tests.dnn.command_line import WRITERS, arguments, assert_one_sentence, configuration, run, shell

OLD = b"the file of yesterday\n"
NO_SPACE = "No space left on device"
SMALL_DISKS = (0, 1, 64, 500)
"""Bytes of a file after which the disk is full."""
PRINTERS = {
    "train": ("train", "{path}"),
    "shapes": ("shapes", "{path}"),
    "check": ("check", "{path}"),
    "planted": ("check", "{path}", "--plant", "dW_twice"),
    "export": ("export", "{path}", "--to", "json"),
    "help": ("--help",),
    "help of a command": ("train", "--help"),
}
every_writer = pytest.mark.parametrize("writer", WRITERS)
every_printer = pytest.mark.parametrize("printer", PRINTERS)


def status_of(words: list[str]) -> int:
    """The exit status of a command in this process."""
    try:
        return command_line.main(words)
    except SystemExit as ended:
        return int(str(ended.code))


class TestFullDisk:
    @every_writer
    def test_names_the_file_that_could_not_be_written(self, tmp_path: Path, writer: str) -> None:
        done = run(*arguments(WRITERS[writer], configuration(tmp_path), "/dev/full"))
        assert done.returncode == 2
        assert_one_sentence(done.stderr, "'/dev/full'", NO_SPACE, "; try another path")

    @every_writer
    @pytest.mark.parametrize("old", [OLD, None])
    @pytest.mark.parametrize("space", SMALL_DISKS)
    def test_leaves_the_file_of_yesterday_and_nothing_beside_it(
        self, tmp_path: Path, writer: str, old: bytes | None, space: int
    ) -> None:
        path, folder = configuration(tmp_path), tmp_path / "out"
        folder.mkdir()
        if old is not None:
            (folder / "file").write_bytes(old)
        done = run(*arguments(WRITERS[writer], path, folder / "file"), limits=((resource.RLIMIT_FSIZE, space),))
        assert done.returncode == 2
        assert_one_sentence(done.stderr, repr(str(folder / "file")), "File too large")
        assert {each.name: each.read_bytes() for each in folder.iterdir()} == ({} if old is None else {"file": old})

    @every_printer
    def test_of_standard_output_is_named_as_such(self, tmp_path: Path, printer: str) -> None:
        words = " ".join(arguments(PRINTERS[printer], configuration(tmp_path)))
        done = shell(f"dnn {words} > /dev/full")
        assert done.returncode == 2
        assert_one_sentence(done.stderr, "standard output", NO_SPACE)

    def test_of_standard_error_leaves_the_exit_status(self, tmp_path: Path) -> None:
        assert shell(f"dnn shapes {tmp_path}/nowhere 2> /dev/full").returncode == 2
        assert shell("dnn fly 2> /dev/full").returncode == 2

    def test_for_the_network_keeps_the_costs(self, tmp_path: Path) -> None:
        costs = tmp_path / "costs.csv"
        done = run("train", configuration(tmp_path), "--costs", costs, "--save", "/dev/full")
        assert done.returncode == 2
        assert costs.read_text().count("\n") == 31

    def test_for_the_costs_keeps_the_network(self, tmp_path: Path) -> None:
        network = tmp_path / "network.npz"
        done = run("train", configuration(tmp_path), "--costs", "/dev/full", "--save", network)
        assert done.returncode == 2
        with np.load(network) as arrays:
            assert list(arrays) == ["W1", "b1", "W2", "b2", "W3", "b3"]


class TestReplacedFiles:
    @every_writer
    def test_are_as_good_as_new_ones(self, tmp_path: Path, writer: str) -> None:
        path, new, replaced = configuration(tmp_path), tmp_path / "new", tmp_path / "replaced"
        replaced.write_bytes(OLD * 1_000)
        replaced.chmod(0o640)
        for out in (new, replaced):
            assert run(*arguments(WRITERS[writer], path, out)).returncode == 0
        assert new.read_bytes() == replaced.read_bytes()
        assert stat.S_IMODE(replaced.stat().st_mode) == 0o640
        assert sorted(each.name for each in tmp_path.iterdir()) == ["new", "replaced", "run.json"]

    def test_are_there_to_the_end(self, tmp_path: Path) -> None:
        path = tmp_path / "file"
        path.write_bytes(OLD)
        with OutputFile(path) as file:
            file.write(b"new")
            file.flush()
            assert path.read_bytes() == OLD
        assert path.read_bytes() == b"new"

    def test_have_the_rights_of_any_new_file(self, tmp_path: Path) -> None:
        with OutputFile(tmp_path / "new") as file:
            file.write(b"new")
        (tmp_path / "usual").write_bytes(b"")
        assert (tmp_path / "new").stat().st_mode == (tmp_path / "usual").stat().st_mode

    def test_are_found_behind_a_link(self, tmp_path: Path) -> None:
        (tmp_path / "folder").mkdir()
        target, link = tmp_path / "folder" / "target", tmp_path / "link"
        link.symlink_to(target)
        for content in (b"made", b"replaced"):
            with OutputFile(link) as file:
                file.write(content)
            assert link.is_symlink() and target.read_bytes() == content
        assert [each.name for each in target.parent.iterdir()] == ["target"]

    def test_with_a_second_name_keep_it(self, tmp_path: Path) -> None:
        path, second = tmp_path / "path", tmp_path / "second"
        path.write_bytes(OLD)
        second.hardlink_to(path)
        with OutputFile(path) as file:
            file.write(b"new")
        assert second.read_bytes() == b"new"

    def test_that_may_not_be_written_are_refused(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path, opened = tmp_path / "path", Path.open
        path.write_bytes(OLD)

        def refusing(self: Path, *options: Any, **named: Any) -> Any:
            if self == path:
                raise PermissionError(errno.EACCES, "Permission denied", str(self))
            return opened(self, *options, **named)

        with monkeypatch.context() as patched:
            patched.setattr(Path, "open", refusing)
            with pytest.raises(output_file.FileError, match="Permission denied"):
                OutputFile(path)
        assert path.read_bytes() == OLD and list(tmp_path.iterdir()) == [path]

    def test_that_are_mounted_by_themselves_get_the_content(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def busy(self: Path, target: Path) -> None:
            raise OSError(errno.EBUSY, "Device or resource busy", str(self))

        monkeypatch.setattr(Path, "replace", busy)
        path = tmp_path / "path"
        path.write_bytes(OLD)
        with OutputFile(path) as file:
            file.write(b"new")
        assert path.read_bytes() == b"new" and list(tmp_path.iterdir()) == [path]

    def test_with_the_longest_name_that_a_folder_takes(self, tmp_path: Path) -> None:
        path = tmp_path / ("é" * 127)
        with OutputFile(path) as file:
            file.write(b"new")
        assert list(tmp_path.iterdir()) == [path]


class TestInterruption:
    @pytest.fixture
    def interrupted(self, monkeypatch: pytest.MonkeyPatch) -> Callable[[int, BaseException], None]:
        def after(slices: int, error: BaseException) -> None:
            """Let training end in its slice number `slices`, counted from 0."""
            right, made = command_line.advance, iter(range(1_000))

            def advance(config: Any, state: Any, **options: Any) -> Any:
                if next(made) == slices:
                    raise error
                return right(config, state, iterations=10, evaluations=False)

            monkeypatch.setattr(command_line, "advance", advance)

        return after

    @pytest.mark.parametrize(
        ("error", "status", "words"),
        [(KeyboardInterrupt(), 1, "Interrupted from the keyboard."), (MemoryError(), 2, "Expected enough free memory")],
    )
    @pytest.mark.parametrize("slices", [0, 2])
    def test_keeps_the_costs_so_far_and_the_network_of_yesterday(
        self,
        tmp_path: Path,
        capsys: pytest.CaptureFixture[str],
        interrupted: Callable[[int, BaseException], None],
        error: BaseException,
        status: int,
        words: str,
        slices: int,
    ) -> None:
        path, costs, network = configuration(tmp_path), tmp_path / "costs.csv", tmp_path / "network.npz"
        costs.write_bytes(OLD)
        network.write_bytes(OLD)
        interrupted(slices, error)
        assert command_line.main(["train", str(path), "--costs", str(costs), "--save", str(network)]) == status
        assert_one_sentence(capsys.readouterr().err, words)
        assert network.read_bytes() == OLD
        assert len(costs.read_bytes().splitlines()) == (21 if slices else 1)
        assert sorted(each.name for each in tmp_path.iterdir()) == ["costs.csv", "network.npz", "run.json"]


class TestNames:
    """What a name holds is shown letter by letter and moves nothing on the terminal."""

    NAMES = ("two\nlines", "\x1b[31mred", "tab\there", "quote'd", "half\udcff")

    @pytest.mark.parametrize("name", NAMES)
    def test_are_shown_letter_by_letter(self, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
        path = str(configuration(tmp_path))
        for words in (
            ["shapes", name],
            *(arguments(words, Path(path), f"/nowhere/{name}") for words in WRITERS.values()),
            ["shapes", path, name],
            ["shapes", path, f"--{name}="],
            ["check", path, f"--e={name}"],
        ):
            assert status_of(words) == 2
            error = capsys.readouterr().err
            assert_one_sentence(error)
            assert error[:-1].isprintable()

    def test_without_end_are_shortened_at_their_beginning(self) -> None:
        done = run("shapes", "x" * 3_000 + "/the_end.json")
        assert_one_sentence(done.stderr, "the_end.json'")
        assert len(done.stderr) < 400
        assert len(run("shapes", "-", "x" * 3_000).stderr) < 500

    def test_a_folder_is_no_file(self, tmp_path: Path) -> None:
        for words in WRITERS.values():
            done = run(*arguments(words, configuration(tmp_path), tmp_path))
            assert (done.returncode, done.stdout) == (2, "")
            assert_one_sentence(done.stderr, repr(str(tmp_path)), "Is a directory")
