"""The command line: python -m dnn train | shapes | check | export CONFIG.json

Exit status 0: done; 1: a gradient is wrong, or training met a number that is not finite; 2: the command or its
configuration cannot be used. What went wrong is one sentence on standard error.
"""

from __future__ import annotations

import argparse
import codecs
import io
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn, TextIO

import numpy as np

from dnn.activations import Array
from dnn.configuration import RunConfig
from dnn.configuration.reference import reference
from dnn.configuration.run import MAX_DOCUMENT_LENGTH
from dnn.errors import ConfigurationError, DnnError
from dnn.export import EXPORTS, export
from dnn.forward import cost, forward
from dnn.lessons.gradient_check.bugs import Planted, plantable
from dnn.lessons.gradient_check.check import ENTRIES, STEP, Effort, check_gradients
from dnn.lessons.gradient_check.locate import locate
from dnn.losses import TASKS, Task
from dnn.network import Parameters, layer_sizes, parameters_at
from dnn.shapes import FORMATS, shape_table
from dnn.step import start
from dnn.text.messages import CountedText, Text
from dnn.training.advance import Slice, TrainingStopped, advance
from dnn.training.data import training_data
from dnn.training.state import TrainingState

DONE, FAILED, UNUSABLE = 0, 1, 2
SECONDS_A_LINE = 2.0
"""Approximate time between two reports of training."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal without α is no reason to stop
    parsed = _parser().parse_args(arguments)
    command: Callable[[RunConfig, argparse.Namespace], int] = parsed.command
    try:
        status = command(_read(parsed.configuration), parsed)
        sys.stdout.flush()
    except TrainingStopped as stopped:
        return _fail(stopped, FAILED)
    except DnnError as error:
        return _fail(error, UNUSABLE)
    except BrokenPipeError:  # whoever read standard output has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except OSError as error:
        sentence = Text("Expected {file} to be a file that can be opened, got “{reason}”; try another path.",
                        file=error.filename, reason=error.strerror)  # fmt: skip
        return _fail(sentence, UNUSABLE)
    except KeyboardInterrupt:
        return _fail(Text("Stopped by the keyboard."), FAILED)
    return status


def _train(config: RunConfig, parsed: argparse.Namespace) -> int:
    """The cost of each iteration goes to one file, the last network to another, a summary to standard output."""
    if parsed.iterations is not None:
        config = replace(config, hyperparameters=replace(config.hyperparameters, iterations=parsed.iterations))
    m, sizes = training_data(config).train.m, " → ".join(map(str, layer_sizes(config)))
    _say(f"{config.dataset.name}: {sizes}, {_examples(m)}")
    with ExitStack() as files:
        costs = files.enter_context(parsed.costs.open("w", encoding="utf-8", newline="")) if parsed.costs else None
        saved = files.enter_context(parsed.save.open("wb")) if parsed.save else None
        if costs is not None:
            costs.write("iteration,epoch,cost\n")
        for before, result in _slices(config):
            if costs is not None:
                _write_costs(costs, config, before, result)
            if result.stop is None:
                _say(f"iteration {result.state.iteration:,}: J = {result.costs[-1]:.6g}")
        if saved is not None:
            _save(saved, _network(config, result.state))
    if result.stop is not None and result.stop.reason == "non_finite":
        raise TrainingStopped(result.stop)
    if result.stop is not None:
        _say(str(result.stop.message))
    _say(_summary(config, _network(config, result.state)))
    return DONE


def _slices(config: RunConfig) -> Iterator[tuple[TrainingState, Slice]]:
    """The whole run: the state before each slice, and the slice."""
    state = start(config)
    while True:
        result = advance(config, state, seconds=SECONDS_A_LINE, evaluations=False)
        yield state, result
        if result.stop is not None:
            return
        state = result.state


def _write_costs(file: TextIO, config: RunConfig, before: TrainingState, result: Slice) -> None:
    """One row an iteration; floats in the shortest form that reads back as the same number."""
    m = training_data(config).train.m
    size = min(config.hyperparameters.batch_size or m, m)
    first = before.epoch * -(-m // size) + before.offset // size  # batches used before
    for i, J in enumerate(result.costs.tolist()):
        file.write(f"{result.first_iteration + i},{(first + i) // -(-m // size) + 1},{J!r}\n")


def _network(config: RunConfig, state: TrainingState) -> Parameters:
    return parameters_at(config, state.theta)


def _save(file: Any, parameters: Parameters) -> None:
    """W1, b1, W2, b2, … as NumPy's archive."""
    arrays: dict[str, Any] = {}
    for l, layer in enumerate(parameters.layers, start=1):
        arrays[f"W{l}"], arrays[f"b{l}"] = layer.W, layer.b
    np.savez(file, **arrays)


def _summary(config: RunConfig, parameters: Parameters) -> str:
    """Cost and score of the last network on the training and the test part; the L2 penalty belongs to training alone,
    so it is told apart."""
    data, task = training_data(config), TASKS[parameters.task]
    lines = []
    for name, part, l2 in (("train", data.train, config.hyperparameters.l2), ("test", data.test, 0.0)):
        if part.m:
            with np.errstate(all="ignore"):
                passes = forward(parameters, part.X)
                J, score = cost(parameters, passes, part.Y, l2), _score(task, passes[-1].A, part.Y)
                penalty = f" ({cost(parameters, passes, part.Y):.6g} without the L2 penalty)" if l2 else ""
            lines.append(f"{name}: J = {J:.6g}{penalty}, {score}")
    return "\n".join(lines)


def _score(task: Task, A: Array, Y: Array) -> str:
    """The score of A (n_y, m) in words: R² compares with the spread of the targets Y (n_y, m), and one has none."""
    if task.is_regression and not np.ptp(Y, axis=1).any():
        who = "one example has" if Y.shape[1] == 1 else "equal targets have"
        return f"{task.score_name} undefined: {who} no spread"
    return f"{task.score_name} = {task.score(A, Y):.4g}"


def _shapes(config: RunConfig, parsed: argparse.Namespace) -> int:
    sys.stdout.write(shape_table(config, parsed.examples).to_text(parsed.format))
    return DONE


def _check(config: RunConfig, parsed: argparse.Namespace) -> int:
    """The gradient check; with a planted bug, the search for it, which ends like a check that failed."""
    if parsed.plant is not None:
        location = locate(_planted(parsed.plant, config), config, effort=Effort(step=parsed.epsilon))
        sys.stdout.write(str(location))
        return DONE if location.found is None else _fail(location.verdict, FAILED)
    report = check_gradients(config, entries=parsed.entries, step=parsed.epsilon)
    sys.stdout.write(str(report))
    return DONE if report.passed else _fail(report.verdict, FAILED)


def _planted(written: str, config: RunConfig) -> Planted:
    """BUG or BUG:LAYER."""
    bug, _colon, layer = written.partition(":")
    possible = [each for each in plantable(config) if each.bug == bug]
    chosen = [each for each in possible if not layer or str(each.layer) == layer]
    if not chosen:
        names = [f"{each.bug}:{each.layer}" for each in possible] or list({each.bug: 0 for each in plantable(config)})
        expected = Text("one of {choices}", choices=", ".join(names))
        raise ConfigurationError("--plant", expected, written, names[0])
    return chosen[0]


def _above_zero(written: str) -> float:
    """ε as it is typed."""
    try:
        number = float(written)
    except ValueError:
        number = 0.0
    if not 0 < number < 1:
        raise argparse.ArgumentTypeError(str(Text("expected a number between 0 and 1, got {got}", got=repr(written))))
    return number


def _count(written: str) -> int:
    """A number of entries as it is typed."""
    if not (written.isascii() and written.isdigit() and int(written[:9]) > 0 and len(written) < 9):
        expected = Text("expected a whole number of at least 1, got {got}", got=repr(written))
        raise argparse.ArgumentTypeError(str(expected))
    return int(written)


def _export(config: RunConfig, parsed: argparse.Namespace) -> int:
    text = export(config, parsed.to)
    if parsed.out is None:
        sys.stdout.write(text)
    else:
        parsed.out.write_text(text, "utf-8")
    return DONE


def _read(name: str) -> RunConfig:
    """The configuration in a file, or on standard input for "-"."""
    max_bytes = 4 * MAX_DOCUMENT_LENGTH + 1  # bytes; UTF-8 takes at most 4 for a character
    if name == "-":
        content = sys.stdin.buffer.read(max_bytes)
    else:
        with Path(name).open("rb") as file:
            content = file.read(max_bytes)
    try:
        return RunConfig.from_json(content.decode(_encoding(content)))
    except UnicodeDecodeError:
        example = '{"dataset": {"name": "circles"}}'
        raise ConfigurationError("configuration", Text("text in UTF-8 or UTF-16"), content[:20], example) from None


def _encoding(content: bytes) -> str:
    """UTF-16 where the first bytes say so, as those of a file that PowerShell's `echo … > file` writes; else UTF-8."""
    return "utf-16" if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _examples(m: int) -> CountedText:
    return CountedText("{count} training example", "{count} training examples", m)


def _fail(sentence: object, status: int) -> int:
    sys.stderr.write(f"{sentence}\n")
    return status


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with a command in one sentence."""

    def error(self, message: str) -> NoReturn:
        sentence = Text("Cannot use this command: {message}; try {program} --help.", message=message, program=self.prog)
        self.exit(UNUSABLE, f"{sentence}\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="python -m dnn",
        description="A deep neural network in NumPy: train it, list its shapes, check its gradients, export it.",
        epilog=reference(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    train = _command(commands, "train", _train, "train and report costs and scores")
    train.add_argument("--iterations", type=int, metavar="N", help="instead of the configuration's number")
    train.add_argument("--costs", type=Path, metavar="FILE.csv", help="write iteration, epoch and cost of each")
    train.add_argument("--save", type=Path, metavar="FILE.npz", help="write W1, b1, … after the last update")
    shapes = _command(commands, "shapes", _shapes, "list the shape of every matrix")
    shapes.add_argument("--format", choices=tuple(FORMATS), default="table", help="default table")
    shapes.add_argument("--examples", choices=("all", "one"), default="all", help="of all m examples, or of one")
    check = _command(commands, "check", _check, "compare backward propagation with central differences")
    check.add_argument("--epsilon", type=_above_zero, default=STEP, metavar="E", help=f"default {STEP:g}")
    check.add_argument(
        "--entries", type=_count, default=ENTRIES, metavar="N", help=f"of each matrix at most, default {ENTRIES}"
    )
    check.add_argument("--plant", metavar="BUG[:LAYER]", help="plant a bug and let the check find it")
    exporting = _command(commands, "export", _export, "write the run in another form")
    exporting.add_argument("--to", choices=tuple(EXPORTS), required=True, help="the form")
    exporting.add_argument("--out", type=Path, metavar="FILE", help="where to; standard output without it")
    return parser


def _command(
    commands: Any, name: str, run: Callable[[RunConfig, argparse.Namespace], int], help: str
) -> argparse.ArgumentParser:
    """A command with its configuration."""
    parser: argparse.ArgumentParser = commands.add_parser(name, help=help, description=f"{help.capitalize()}.")
    parser.add_argument("configuration", metavar="CONFIG.json", help="a configuration; - reads standard input")
    parser.set_defaults(command=run)
    return parser


if __name__ == "__main__":
    sys.exit(main())
