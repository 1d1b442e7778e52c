"""The command line: python -m dnn train | shapes | check | export CONFIG.json, and python -m dnn data FILE.csv

Exit status 0: done; 1: a gradient is wrong, or training met a number that is not finite; 2: the command or its
configuration cannot be used. What went wrong is one sentence on standard error.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from io import TextIOWrapper
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

import numpy as np

from dnn.activations import Array
from dnn.command_line.configuration_file import read_bytes, read_configuration
from dnn.command_line.data_command import add_data_command
from dnn.command_line.file_error import unreadable
from dnn.command_line.output_file import OutputFile
from dnn.command_line.standard_output import literally, print_bytes, print_line, print_text
from dnn.command_line.table_file import take_table
from dnn.configuration import RunConfig
from dnn.configuration.reference import reference
from dnn.errors import ConfigurationError, DnnError
from dnn.export import EXPORTS, Export
from dnn.export.trained_run import trained, with_iterations
from dnn.export.weights import write_weights
from dnn.forward import output_Z, penalty
from dnn.imports import MAX_RUN_FILE_BYTES, fit_imported, read_run_file
from dnn.lessons.gradient_check.bugs import Planted, plantable
from dnn.lessons.gradient_check.check import ENTRIES, STEP, Effort, check_gradients
from dnn.lessons.gradient_check.locate import locate
from dnn.lessons.gradient_check.needed_memory import check_memory, location_memory
from dnn.losses import TASKS, Task
from dnn.network import Parameters, flatten, layer_sizes, parameters_at
from dnn.shapes import FORMATS, shape_table
from dnn.step import start
from dnn.text.messages import CountedText, Enumeration, Text
from dnn.training.advance import Slice, TrainingStopped, advance
from dnn.training.data import training_data
from dnn.training.needed_memory import FEWER_PARAMETERS, SMALLER_BATCH, needed_memory
from dnn.training.stop import Stop
from dnn.validation.memory_checks import require_memory

DONE, FAILED, UNUSABLE = 0, 1, 2
MAX_MESSAGE_LENGTH = 300
"""Characters that are said of a command that cannot be used; it may hold a word of any length."""
SECONDS_A_LINE = 2.0
"""Approximate time between two reports of training."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal without α is no reason to stop
    try:
        parsed = _parser().parse_args(arguments)
        run: Callable[[argparse.Namespace], int] = parsed.run
        return run(parsed)
    except TrainingStopped as stopped:
        return _fail(stopped, FAILED)
    except DnnError as error:
        return _fail(error, UNUSABLE)
    except BrokenPipeError:  # whoever read standard output has gone
        return FAILED
    except OSError as error:
        return _fail(unreadable(Path(str(error.filename)), error), UNUSABLE)
    except MemoryError:
        sentence = Text("Expected enough free memory for this, got too little; try {hint}.", hint=SMALLER_BATCH)
        return _fail(sentence, UNUSABLE)
    except KeyboardInterrupt:
        return _fail(Text("Interrupted from the keyboard."), FAILED)


def _train(config: RunConfig, parsed: argparse.Namespace) -> int:
    """The cost of each iteration goes to one file, the last network to another, a summary to standard output."""
    config = with_iterations(config, parsed.iterations)
    needed = needed_memory(config)
    require_memory(needed.total, needed.hint)
    theta = _given_weights(config, parsed.weights) if parsed.weights else None
    with ExitStack() as files:
        costs = files.enter_context(OutputFile(parsed.costs, in_parts=True)) if parsed.costs else None
        saved = files.enter_context(OutputFile(parsed.save)) if parsed.save else None
        m, sizes = training_data(config).train.m, " → ".join(map(str, layer_sizes(config)))
        print_line(f"{config.dataset.name}: {sizes}, {_examples(m)}")
        for batches, result in _slices(config, theta):
            if costs is not None:
                _write_costs(costs, config, batches, result)
            if result.stop is None:
                print_line(f"iteration {result.state.iteration:,}: J = {result.costs[-1]:.6g}")
        if saved is not None:
            write_weights(saved, parameters_at(config, result.state.theta))
    if result.stop is not None and result.stop.reason == "non_finite":
        raise TrainingStopped(result.stop)
    if result.stop is not None:
        print_line(str(result.stop.message))
    print_line(_summary(config, parameters_at(config, result.state.theta)))
    return DONE


def _given_weights(config: RunConfig, name: str) -> Array:
    """θ (P,) of the weights in a file, which have to be those of the configuration's network; what was assumed of them
    goes to standard output."""
    fitted = fit_imported(read_run_file(read_bytes(name, MAX_RUN_FILE_BYTES + 1)), config, keeps_settings=True)
    for note in fitted.notes:
        print_line(literally(str(note)))
    if fitted.parameters is None:
        raise ConfigurationError("--weights", Text("a file of weights"), Text("a configuration"), "weights.npz")
    return flatten(fitted.parameters)  # (P,)


def _slices(config: RunConfig, theta: Array | None) -> Iterator[tuple[int, Slice]]:
    """The whole run, from θ (P,) where it is given: the number of batches used before each slice, and the slice."""
    state = start(config, theta)
    while True:
        batches = state.epoch * _batches_an_epoch(config) + state.offset // _batch_length(config)
        result = advance(config, state, seconds=SECONDS_A_LINE, evaluations=False)
        state = result.state
        yield batches, result
        if result.stop is not None:
            return


def _batch_length(config: RunConfig) -> int:
    m = training_data(config).train.m
    return min(config.hyperparameters.batch_size or m, m)


def _batches_an_epoch(config: RunConfig) -> int:
    return -(-training_data(config).train.m // _batch_length(config))


def _write_costs(file: BinaryIO, config: RunConfig, batches: int, result: Slice) -> None:
    """One row an iteration; floats in the shortest form that reads back as the same number."""
    if result.first_iteration == 1:
        file.write(b"iteration,epoch,cost\n")
    for i, J in enumerate(result.costs.tolist()):
        file.write(
            f"{result.first_iteration + i},{(batches + i) // _batches_an_epoch(config) + 1},{J!r}\n".encode("ascii")
        )


def _summary(config: RunConfig, parameters: Parameters) -> str:
    """Cost and score of the last network on the training and the test part; the L2 penalty belongs to training alone,
    so it is told apart."""
    data, task = training_data(config), TASKS[parameters.task]
    lines = []
    for name, part, l2 in (("train", data.train, config.hyperparameters.l2), ("test", data.test, 0.0)):
        if part.m:
            with np.errstate(all="ignore"):
                Z = output_Z(parameters, part.X)  # (n_y, m)
                J, score = task.cost(Z, part.Y), _score(task, task.output(Z), part.Y)
            of_both = (
                f"{J + penalty(parameters, part.m, l2):.6g} ({J:.6g} without the L2 penalty)" if l2 else f"{J:.6g}"
            )
            lines.append(f"{name}: J = {of_both}, {score}")
    return "\n".join(lines)


def _score(task: Task, A: Array, Y: Array) -> str:
    """The score of A (n_y, m) in words: R² compares with the spread of the targets Y (n_y, m), and one has none."""
    if task.is_regression and not np.ptp(Y, axis=1).any():
        who = "one example has" if Y.shape[1] == 1 else "equal targets have"
        return f"{task.score_name} undefined: {who} no spread"
    return f"{task.score_name} = {task.score(A, Y):.4g}"


def _shapes(config: RunConfig, parsed: argparse.Namespace) -> int:
    print_text(shape_table(config, parsed.examples).to_text(parsed.format))
    return DONE


def _check(config: RunConfig, parsed: argparse.Namespace) -> int:
    """The gradient check; with a planted bug, the search for it, which ends like a check that failed."""
    if parsed.plant is not None:
        effort = Effort(step=parsed.epsilon)
        require_memory(location_memory(config, effort), FEWER_PARAMETERS)
        location = locate(_planted(parsed.plant, config), config, effort=effort)
        print_text(str(location))
        return DONE if location.found is None else _fail(location.verdict, FAILED)
    require_memory(check_memory(config, Effort(entries=parsed.entries)), FEWER_PARAMETERS)
    report = check_gradients(config, entries=parsed.entries, step=parsed.epsilon)
    print_text(str(report))
    return DONE if report.passed else _fail(report.verdict, FAILED)


def _planted(written: str, config: RunConfig) -> Planted:
    """BUG or BUG:LAYER."""
    bug, _colon, layer = written.partition(":")
    possible = [each for each in plantable(config) if each.bug == bug]
    chosen = [each for each in possible if not layer or str(each.layer) == layer]
    if not chosen:
        names = [f"{each.bug}:{each.layer}" for each in possible] or list({each.bug: 0 for each in plantable(config)})
        expected = Text("one of {choices}", choices=Enumeration(names))
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
    """The run in one form; of one with a network in it, after training as far as all numbers are finite."""
    form, config = EXPORTS[parsed.to], with_iterations(config, parsed.iterations)
    if not form.is_text and parsed.out is None and sys.stdout is not None and sys.stdout.isatty():
        expected, got = Text("a file or a pipe for a form that is no text"), Text("a terminal")
        raise ConfigurationError("--out", expected, got, f"--out {config.dataset.name}.{form.extension}")
    beside = form.beside(config)
    if beside and (parsed.out is None or parsed.out.name in beside):
        expected = Text("a file, beside which {names} is written", names=Enumeration(list(beside)))
        got = Text("standard output") if parsed.out is None else parsed.out.name
        raise ConfigurationError("--out", expected, got, f"--out {config.dataset.name}.{form.extension}")
    with ExitStack() as files:
        file = files.enter_context(OutputFile(parsed.out)) if parsed.out is not None else None
        others = {name: files.enter_context(OutputFile(parsed.out.with_name(name))) for name in beside}
        content, stop = _content(form, config)
        for name, other in others.items():
            other.write(beside[name]())
        if file is not None:
            file.write(content)
        elif form.is_text:
            print_text(content.decode("utf-8"))
        else:
            print_bytes(content)
    if stop is not None and stop.reason == "non_finite":
        raise TrainingStopped(stop)
    return DONE


def _form_name(written: str) -> str:
    """The name of a form as it is typed, with - or _ between its words."""
    return written.replace("-", "_")


def _content(form: Export, config: RunConfig) -> tuple[bytes, Stop | None]:
    """The bytes of a form, and why training ended, where it was trained."""
    if form.needs == "configuration":
        return form.write(config).encode("utf-8"), None
    form.require_package()
    needed = needed_memory(config)
    require_memory(needed.total, needed.hint)
    run, stop = trained(config)
    return form.content(run), stop


def _examples(m: int) -> CountedText:
    return CountedText("{count} training example", "{count} training examples", m)


def _fail(sentence: object, status: int) -> int:
    if sys.stderr is not None:
        with suppress(OSError):  # nobody is there to be told
            sys.stderr.write(f"{sentence}\n")
    return status


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with a command in one sentence."""

    def error(self, message: str) -> NoReturn:
        shown = literally(message[:MAX_MESSAGE_LENGTH])
        sentence = Text("Cannot use this command: {message}; try {program} --help.", message=shown, program=self.prog)
        self.exit(_fail(sentence, UNUSABLE))

    def print_help(self, file: Any = None) -> None:
        print_text(self.format_help())


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
    train.add_argument("--weights", metavar="FILE.npz", help="begin with W1, b1, … of a file, not with drawn ones")
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
    exporting.add_argument("--to", type=_form_name, choices=tuple(EXPORTS), required=True, help="the form")
    exporting.add_argument("--iterations", type=int, metavar="N", help="instead of the configuration's number")
    exporting.add_argument("--out", type=Path, metavar="FILE", help="where to; standard output without it")
    add_data_command(commands)
    return parser


def _configuration(parsed: argparse.Namespace) -> RunConfig:
    """The configuration that is named, and its table at hand, where there is one."""
    config = read_configuration(parsed.configuration)
    if parsed.table is not None:
        take_table(parsed.table, config.dataset)
    return config


def _command(
    commands: Any, name: str, run: Callable[[RunConfig, argparse.Namespace], int], help: str
) -> argparse.ArgumentParser:
    """A command with its configuration."""
    parser: argparse.ArgumentParser = commands.add_parser(name, help=help, description=f"{help.capitalize()}.")
    parser.add_argument("configuration", metavar="CONFIG.json", help="a configuration; - reads standard input")
    parser.add_argument("--table", type=Path, metavar="FILE.npz", help="the table that the configuration names")
    parser.set_defaults(run=lambda parsed: run(_configuration(parsed), parsed))
    return parser


if __name__ == "__main__":
    sys.exit(main())
