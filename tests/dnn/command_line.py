"""The command line as the tests run it: a process of its own."""

from __future__ import annotations

import json
import os
import runpy
import subprocess
import sys
import warnings
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.dnn.forks import FORKS

ROOT = Path(__file__).parent.parent.parent
Limits = tuple[tuple[int, int], ...]
"""Limits of a process: (one of resource.RLIMIT_…, its value)."""
WRITERS = {
    "costs": ("train", "{path}", "--costs", "{out}"),
    "save": ("train", "{path}", "--save", "{out}"),
    "export": ("export", "{path}", "--to", "numpy", "--out", "{out}"),
}
"""All options that name a file to be written."""
WITHIN_LIMITS = """\
import json, resource, runpy, sys

for limit, value in json.loads(sys.argv.pop(1)):
    resource.setrlimit(limit, (value, value))
runpy.run_module("dnn", run_name="__main__", alter_sys=True)
"""
"""A program that lowers its own limits and is the command line then."""


def run(
    *arguments: object, given: str | bytes = "", limits: Limits = (), **environment: str
) -> subprocess.CompletedProcess[str]:
    """python -W error -m dnn …, with `given` on standard input.

    Its process is a fork of one that has NumPy and the library already, but for `limits` and an `environment`, which
    are there before anything is imported.
    """
    words, content = [*map(str, arguments)], given if isinstance(given, bytes) else given.encode()
    if limits or environment:
        return _interpreter(words, content, limits, environment)
    with TemporaryDirectory() as folder:
        streams = [Path(folder) / name for name in ("in", "out", "error")]
        streams[0].write_bytes(content)
        process = FORKS.Process(target=_fork, args=(words, streams))
        process.start()
        process.join()
        said = [stream.read_bytes().decode() for stream in streams[1:]]
    assert process.exitcode is not None
    return subprocess.CompletedProcess(words, process.exitcode, *said)


def _fork(words: list[str], streams: list[Path]) -> None:
    """Be the command line, with these files as standard streams."""
    os.chdir(ROOT)
    for number, path in enumerate(streams):
        os.dup2(os.open(path, os.O_RDWR | os.O_CREAT), number)
    sys.stdin, sys.stdout, sys.stderr = (os.fdopen(number, mode, encoding="utf-8") for number, mode in enumerate("rww"))
    warnings.simplefilter("error")
    sys.argv[1:] = words
    del sys.modules["dnn.__main__"]
    runpy.run_module("dnn", run_name="__main__", alter_sys=True)


def _interpreter(
    words: list[str], content: bytes, limits: Limits, environment: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    program = ["-c", WITHIN_LIMITS, json.dumps(limits)] if limits else ["-m", "dnn"]
    done = subprocess.run(
        [sys.executable, "-W", "error", *program, *words],
        input=content,
        capture_output=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"} | environment,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def shell(command: str) -> subprocess.CompletedProcess[str]:
    """A line of the shell in which `dnn` is the command line: its redirections are what is tested."""
    script = f'dnn() {{ "{sys.executable}" -W error -m dnn "$@"; }}\n{command}'
    return subprocess.run(["bash", "-c", script], cwd=ROOT, capture_output=True, text=True)


def configuration(folder: Path, document: dict[str, Any] | None = None) -> Path:
    """A file with a short run in mini-batches."""
    path = folder / "run.json"
    usual = {"dataset": {"name": "circles", "samples": 100}, "hyperparameters": {"iterations": 30, "batch_size": 16}}
    path.write_text(json.dumps(document or usual), "utf-8")
    return path


def arguments(command: tuple[str, ...], path: Path, out: object = "") -> list[str]:
    """The words of a command."""
    return [word.format(path=path, out=out) for word in command]


def assert_one_sentence(standard_error: str, *parts: str) -> None:
    """One line that holds all the parts."""
    assert standard_error.count("\n") == 1 and standard_error.endswith(".\n"), standard_error
    for part in parts:
        assert part in standard_error
