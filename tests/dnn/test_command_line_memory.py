"""The memory of the command line: what does not fit is refused before it begins, in one sentence."""

from __future__ import annotations

import json
import re
import resource
from pathlib import Path
from typing import Any

import pytest

from dnn import __main__ as command_line
from dnn.configuration import MAX_HIDDEN_LAYERS, MAX_UNITS
from dnn.datasets.options import MAX_SAMPLES
from dnn.validation import memory_checks
from tests.dnn.command_line import configuration, run

LARGEST = {
    "dataset": {"name": "spirals", "samples": MAX_SAMPLES},
    "architecture": {"hidden": [{"units": MAX_UNITS, "activation": "relu"}] * MAX_HIDDEN_LAYERS},
}
MEDIUM: dict[str, Any] = {
    "dataset": {"name": "spirals", "samples": MAX_SAMPLES},
    "architecture": {"hidden": [{"units": 64, "activation": "tanh"}] * 4},
    "hyperparameters": {"iterations": 2},
}
COMMANDS = {"train": (), "check": (), "check with a bug": ("--plant", "dW_twice")}
SENTENCE = (
    r"Expected at least [\d.]+ [GM]B of free memory for this, got [\d.]+ [GM]B; try .*fewer units or fewer layers\.\n"
)
OLD = b"of yesterday"


def words(command: str, path: Path) -> list[str]:
    """The words of a command on a configuration."""
    return [command.split()[0], str(path), *COMMANDS[command]]


@pytest.mark.parametrize("command", COMMANDS)
def test_the_largest_network_is_refused_where_it_does_not_fit(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(memory_checks, "available_memory", lambda: 400_000_000)
    assert command_line.main(words(command, configuration(tmp_path, LARGEST))) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert re.fullmatch(SENTENCE, printed.err)
    assert "got 400 MB" in printed.err


def test_a_refusal_says_what_is_needed_what_there_is_and_what_helps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(memory_checks, "available_memory", lambda: 4_000_000_000)
    assert command_line.main(["train", str(configuration(tmp_path, LARGEST))]) == 2
    assert re.match(r"Expected at least (9|10)\.\d GB .* got 4\.0 GB; try a smaller batch, ", capsys.readouterr().err)
    smaller = LARGEST | {"hyperparameters": {"batch_size": 64}}
    needed = command_line.needed_memory(command_line.RunConfig.from_dict(smaller))
    assert needed.total < 4_000_000_000


@pytest.mark.parametrize("command", COMMANDS)
def test_nothing_is_refused_where_nobody_knows_what_there_is(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(memory_checks, "available_memory", lambda: None)
    path = configuration(tmp_path)
    assert command_line.main(words(command, path)) == (1 if "bug" in command else 0)
    monkeypatch.setattr(memory_checks, "available_memory", lambda: 0)
    capsys.readouterr()
    assert command_line.main(words(command, path)) == 2
    assert re.fullmatch(SENTENCE, capsys.readouterr().err)


def test_a_limit_of_the_process_is_kept_without_a_traceback(tmp_path: Path) -> None:
    """From too little to enough: refused, refused, …, done, done."""
    path, statuses = configuration(tmp_path, MEDIUM), []
    for megabytes in (160, 190, 220, 250, 280, 600):
        done = run("train", path, limits=((resource.RLIMIT_AS, megabytes * 1_000_000),))
        statuses.append(done.returncode)
        assert done.stderr == "" if done.returncode == 0 else re.fullmatch(SENTENCE, done.stderr)
    assert (statuses[0], statuses[-1]) == (2, 0)
    assert statuses == sorted(statuses, reverse=True)


def test_a_refused_run_touches_no_file(tmp_path: Path) -> None:
    path, costs, network = configuration(tmp_path, LARGEST), tmp_path / "costs.csv", tmp_path / "network.npz"
    for file in (costs, network):
        file.write_bytes(OLD)
    limits = ((resource.RLIMIT_AS, 1_000_000_000),)
    done = run("train", path, "--costs", costs, "--save", network, limits=limits)
    assert (done.returncode, done.stdout) == (2, "")
    assert re.fullmatch(SENTENCE, done.stderr)
    assert (costs.read_bytes(), network.read_bytes()) == (OLD, OLD)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["costs.csv", "network.npz", "run.json"]


@pytest.mark.parametrize("command", [("shapes",), ("export", "--to", "numpy"), ("export", "--to", "pytorch")])
def test_what_allocates_no_network_is_written_for_the_largest(command: tuple[str, ...]) -> None:
    limits = ((resource.RLIMIT_AS, 250_000_000),)
    done = run(command[0], "-", *command[1:], given=json.dumps(LARGEST), limits=limits)
    assert (done.returncode, done.stderr) == (0, "")


PARTS = {"shapes": "shape_table", "export": "_content", "check": "check_gradients"}
"""Command -> the function in which it computes."""


@pytest.mark.parametrize("command", PARTS)
def test_an_allocation_that_fails_all_the_same_is_one_sentence(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def without_memory(*arguments: object, **options: object) -> None:
        raise MemoryError

    monkeypatch.setattr(command_line, PARTS[command], without_memory)
    options = ["--to", "json"] if command == "export" else []
    assert command_line.main([command, str(configuration(tmp_path)), *options]) == 2
    error = capsys.readouterr().err
    assert error.startswith("Expected enough free memory for this, got too little; try ") and error.count("\n") == 1
