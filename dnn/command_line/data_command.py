"""The command `data`: a table in a file to the matrices of a dataset, saying all that was assumed and done."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from dnn.command_line.file_error import unreadable
from dnn.command_line.output_file import OutputFile
from dnn.command_line.standard_output import literally, print_line
from dnn.configuration import RunConfig
from dnn.datasets.contents import to_bytes
from dnn.datasets.divisions import BY_CLASS, DIVISIONS
from dnn.errors import ConfigurationError
from dnn.export.program_data import write_parts
from dnn.losses import TASKS
from dnn.tables.images import IMAGES
from dnn.tables.preparation import AUTO, DUPLICATES, MISSING, Preparation
from dnn.tables.reading.options import DECIMAL_MARKS, ENCODINGS, SEPARATORS, ReadingOptions
from dnn.text.messages import Text

if TYPE_CHECKING:
    from dnn.datasets.data import Data
    from dnn.tables.baseline import Baseline
    from dnn.tables.prepare import PreparedTable


def add_data_command(commands: Any) -> None:
    """Add the command to a parser's commands."""
    help = "make a dataset of a table: CSV, TSV, or .npz and .h5 in the course's layout"
    parser: argparse.ArgumentParser = commands.add_parser("data", help=help, description=f"{help.capitalize()}.")
    parser.add_argument("file", metavar="FILE", type=Path, help="the table")
    parser.add_argument("--target", metavar="COLUMN", help="the column of labels; an archive has its own")
    parser.add_argument("--features", metavar="COLUMN,…", help="the columns of X; all that can be without it")
    parser.add_argument("--task", choices=(AUTO, *TASKS), default=AUTO, help="default auto")
    parser.add_argument("--missing", choices=tuple(MISSING), default="drop_rows", help="default drop_rows")
    parser.add_argument("--duplicates", choices=tuple(DUPLICATES), default="keep", help="default keep")
    parser.add_argument("--test-fraction", type=float, default=0.2, metavar="F", help="default 0.2")
    parser.add_argument("--division", choices=tuple(DIVISIONS), default=BY_CLASS, help=f"default {BY_CLASS}")
    parser.add_argument("--images", choices=tuple(IMAGES), default="colour", help="of images too large, default colour")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="of the split and of a sample, default 0")
    parser.add_argument("--encoding", choices=tuple(ENCODINGS), help="that of the text; found without it")
    parser.add_argument("--separator", choices=tuple(SEPARATORS), help="what stands between cells; found without it")
    parser.add_argument("--decimal", choices=tuple(DECIMAL_MARKS), help="the decimal mark; found without it")
    parser.add_argument(
        "--header",
        action=argparse.BooleanOptionalAction,
        default=None,
        help="whether the first row has names; found without it",
    )
    parser.add_argument("--sample-rows", type=int, metavar="N", help="take a sample of so many rows")
    parser.add_argument("--no-standardize", action="store_true", help="leave features as they are")
    parser.add_argument("--out", type=Path, metavar="FILE.npz", help="write X_train, Y_train, X_test, Y_test, …")
    parser.add_argument("--table", type=Path, metavar="FILE.npz", help="write the table that train --table reads")
    parser.add_argument("--config", type=Path, metavar="FILE.json", help="write a configuration of it, all else usual")
    parser.set_defaults(run=run_data)


def run_data(parsed: argparse.Namespace) -> int:
    """Read, prepare, print and write; returns the exit status."""
    from dnn.tables.parts import divided  # pandas is imported for this command alone
    from dnn.tables.prepare import prepare
    from dnn.tables.read_safely import read_safely
    from dnn.tables.table_error import unusable

    options = ReadingOptions(
        encoding=parsed.encoding,
        separator=parsed.separator,
        decimal=parsed.decimal,
        header=parsed.header,
        sample_rows=parsed.sample_rows,
        seed=parsed.seed,
    )
    table = read_safely(_content(parsed.file), parsed.file.name, options)
    target = parsed.target or table.target
    if target is None:
        raise unusable(Text("--target with the column of labels"), Text("none"), Text("--target COLUMN"))
    preparation = Preparation(
        target=target,
        features=_names(parsed.features),
        task=parsed.task,
        missing=parsed.missing,
        duplicates=parsed.duplicates,
        test_fraction=parsed.test_fraction,
        division=parsed.division,
        images=parsed.images,
        seed=parsed.seed,
        standardize=not parsed.no_standardize,
    )
    prepared = prepare(table, preparation)
    data = divided(prepared, standardize=preparation.standardize)
    for line in (*table.notes, *prepared.notes, *_report(prepared, data)):
        print_line(literally(str(line)))
    _write(parsed, prepared, preparation, data)
    return 0


def _names(written: str | None) -> tuple[str, ...]:
    return () if written is None else tuple(name.strip() for name in written.split(",") if name.strip())


def _content(path: Path) -> bytes:
    from dnn.tables.limits import MAX_SAMPLED_FILE_BYTES

    try:
        with path.open("rb") as file:
            return file.read(MAX_SAMPLED_FILE_BYTES + 1)
    except OSError as error:
        raise unreadable(path, error) from None


def _report(prepared: PreparedTable, data: Data) -> list[object]:
    """Lines on the task, shapes, classes and baselines."""
    from dnn.tables.baseline import constant_baseline, linear_baseline

    lines: list[object] = [Text("task: {task}", task=prepared.task)]
    for name in ("X_train", "Y_train", "X_test", "Y_test"):
        lines.append(f"{name}: {getattr(data, name).shape}")
    for number, name in enumerate(prepared.class_names):
        of_class = prepared.labels == number
        train, test = int(of_class[prepared.train].sum()), int(of_class[prepared.test].sum())
        lines.append(Text("class {number}, “{name}”: {train} for training, {test} for testing",
                          number=number, name=name, train=train, test=test))  # fmt: skip
    constant = "mean" if TASKS[data.task].is_regression else "class shares"
    linear = "least squares" if TASKS[data.task].is_regression else "logistic regression"
    lines.append(_cost_line(constant, constant_baseline(data)))
    lines.append(_cost_line(linear, linear_baseline(data)))
    return lines


def _cost_line(name: str, baseline: Baseline) -> str:
    test = "" if baseline.test is None else f", test: J = {baseline.test:.6g}"
    rest = "" if baseline.is_converged else " (the fit would go on: the classes may be separable)"
    return f"baseline, {name}: train: J = {baseline.train:.6g}{test}{rest}"


def _write(parsed: argparse.Namespace, prepared: PreparedTable, preparation: Preparation, data: Data) -> None:
    """Write the files that were asked for, all of them or none.

    Raises:
        ConfigurationError: the table is more than one of a run may be; or two of the files are one.
        FileError: one cannot be written.
    """
    from dnn.tables.training_data import content_of, dataset_of

    paths = {option: getattr(parsed, option) for option in ("out", "table", "config")}
    named = [path.absolute() for path in paths.values() if path is not None]
    if len(set(named)) < len(named):
        expected, hint = Text("files with different names"), Text("another name for one of them")
        raise ConfigurationError("--out, --table, --config", expected, str(named[0]), hint)
    writers: dict[str, Callable[[BinaryIO], object]] = {"out": lambda file: write_parts(file, data)}
    if parsed.table is not None or parsed.config is not None:
        content = content_of(prepared)
        config = RunConfig(dataset_of(content, prepared, preparation))
        writers["table"] = lambda file: file.write(to_bytes(content))
        writers["config"] = lambda file: file.write(f"{config.to_json()}\n".encode())
    with ExitStack() as files:
        opened = {each: files.enter_context(OutputFile(path)) for each, path in paths.items() if path is not None}
        for each, file in opened.items():
            writers[each](file)
