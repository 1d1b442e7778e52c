"""The data of a run as its programs have them: made by dnn, or, for a table of one's own, written down in parts.

A small table stands in the program, a larger one in a file that has to lie beside it. Either holds the parts that were
trained on and tested with, standardised, to the last bit; such a program does without dnn.
"""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from functools import partial
from string import Template
from typing import Any, BinaryIO

import numpy as np

from dnn.configuration import RunConfig
from dnn.datasets import load_dataset
from dnn.datasets.contents import to_bytes
from dnn.datasets.data import Data, Floats
from dnn.datasets.own_table import content_of
from dnn.datasets.registry import DATASETS
from dnn.export.form import FilesBeside

PARTS_FILE, TABLE_FILE = "data.npz", "table.npz"
"""Files beside a program, and beside a configuration."""
MAX_WRITTEN_NUMBERS = 2_000
"""Entries of X and Y, of both parts together, that are written into a program; of more there is a file."""
ARRAYS = ("X_train", "Y_train", "X_test", "Y_test", "mean", "scale", "target_mean", "target_scale")


@dataclass(frozen=True)
class ProgramData:
    """Parts of a program.

    Attributes:
        origin: a sentence for readers.
        before, after: imports that go before NumPy and after all others, each with the empty line between.
        lines: the lines that set X (n_x, m) and Y (n_y, m); n and dtype are set already.
        test_part: the lines that set X_test and Y_test after those.
    """

    origin: str
    before: str
    after: str
    lines: str
    test_part: str


MADE = Template("""\
data = load_dataset(
    DatasetConfig.from_dict(
        {
$dataset        }
    )
)
X, Y = data.X_train.astype(dtype), data.Y_train.astype(dtype)  # (n_x, m), (n_y, m): one example per column
""")
MADE_TEST = "X_test, Y_test = data.X_test.astype(dtype), data.Y_test.astype(dtype)"

WRITTEN = Template('''\
# One example a line, X and then Y, those of the training part first. Standardised: X = (x - mean) / scale.
TABLE = """\\
# x: $names
# mean: $mean
# scale: $scale
$target$rows"""
table = np.loadtxt(StringIO(TABLE), delimiter=",", ndmin=2).T  # (n_x + n_y, examples)
both_X, both_Y = (part.astype(dtype, order="C") for part in (table[: n[0]], table[n[0] :]))
X, Y = both_X[:, :$m].copy(), both_Y[:, :$m].copy()  # (n_x, m), (n_y, m): one example per column
''')
WRITTEN_TEST = Template("X_test, Y_test = both_X[:, $m:], both_Y[:, $m:]")

STORED = Template("""\
data = np.load($path, allow_pickle=False)
X, Y = data["X_train"].astype(dtype), data["Y_train"].astype(dtype)  # (n_x, m), (n_y, m): one example per column
""")
STORED_TEST = 'X_test, Y_test = data["X_test"].astype(dtype), data["Y_test"].astype(dtype)'
BESIDE_SCRIPT, IN_FOLDER = f'Path(__file__).with_name("{PARTS_FILE}")', f'"{PARTS_FILE}"'


def program_data(config: RunConfig, *, is_notebook: bool = False) -> ProgramData:
    """The data of a run for a script, or for a notebook, which has the file beside it in the folder that it runs in.

    Raises:
        MissingContent: the data are a table that is not stored here.
    """
    if not _is_table(config):
        return _made(config)
    data = load_dataset(config.dataset)
    if _has_own_file(data):
        return _stored(is_notebook)
    return _written(data)


def parts_beside(config: RunConfig) -> FilesBeside:
    """The files that have to lie beside a program: that of a table too large to stand in it.

    Raises:
        MissingContent: the data are a table that is not stored here.
    """
    if not _is_table(config):
        return {}
    data = load_dataset(config.dataset)
    return {PARTS_FILE: partial(_archive, data)} if _has_own_file(data) else {}


def table_beside(config: RunConfig) -> FilesBeside:
    """The file that `python -m dnn train` asks for beside the configuration of a run on a table.

    Raises:
        MissingContent: the table is not stored here.
    """
    return {TABLE_FILE: partial(to_bytes, content_of(config.dataset))} if _is_table(config) else {}


def write_parts(file: BinaryIO, data: Data) -> None:
    """Write X_train, Y_train, X_test, Y_test, what they were standardised with, and names to an open file."""
    arrays: dict[str, Any] = {name: getattr(data, name) for name in ARRAYS}
    for name in ("feature_names", "class_names"):
        arrays[name] = np.array(getattr(data, name), dtype=np.str_)
    np.savez(file, allow_pickle=False, **arrays)


def _archive(data: Data) -> bytes:
    file = io.BytesIO()
    write_parts(file, data)
    return file.getvalue()


def _is_table(config: RunConfig) -> bool:
    return DATASETS[config.dataset.name].needs_content


def _has_own_file(data: Data) -> bool:
    return sum(getattr(data, name).size for name in ("X_train", "Y_train", "X_test", "Y_test")) > MAX_WRITTEN_NUMBERS


def _made(config: RunConfig) -> ProgramData:
    lines = (f"            {_quoted(key)}: {_quoted(value)},\n" for key, value in config.dataset.to_dict().items())
    return ProgramData(
        origin="The data come from the library dnn",
        before="",
        after="\nfrom dnn import DatasetConfig, load_dataset\n",
        lines=MADE.substitute(dataset="".join(lines)),
        test_part=MADE_TEST,
    )


def _written(data: Data) -> ProgramData:
    X, Y = (np.concatenate(parts, axis=1) for parts in ((data.X_train, data.X_test), (data.Y_train, data.Y_test)))
    m = data.X_train.shape[1]
    return ProgramData(
        origin="The data stand in the script, divided and standardised",
        before="from io import StringIO\n\n",
        after="",
        lines=WRITTEN.substitute(
            names=", ".join(map(_in_text, data.feature_names)),
            mean=_row(data.mean[:, 0]),
            scale=_row(data.scale[:, 0]),
            target=_target(data),
            rows="".join(f"{_row(example)}\n" for example in np.concatenate([X, Y]).T),
            m=m,
        ),
        test_part=WRITTEN_TEST.substitute(m=m),
    )


def _stored(is_notebook: bool) -> ProgramData:
    return ProgramData(
        origin=f"The data are those of {PARTS_FILE} beside it, divided and standardised",
        before="" if is_notebook else "from pathlib import Path\n\n",
        after="",
        lines=STORED.substitute(path=IN_FOLDER if is_notebook else BESIDE_SCRIPT),
        test_part=STORED_TEST,
    )


def _target(data: Data) -> str:
    """The line on Y: its classes in the order of their numbers, or how targets were standardised."""
    if data.class_names:
        return f"# classes: {', '.join(map(_in_text, data.class_names))}\n"
    return f"# y: mean {_row(data.target_mean[:, 0])}, scale {_row(data.target_scale[:, 0])}\n"


def _row(numbers: Floats) -> str:
    """Numbers in the shortest form that reads back as the same."""
    return ",".join(repr(number).removesuffix(".0") for number in numbers.tolist())


def _in_text(name: str) -> str:
    """A name as it can stand between the quotes of a text over several lines, whatever is in it."""
    return json.dumps(name)


def _quoted(value: object) -> str:
    """A Python literal, strings in double quotes."""
    return f'"{value}"' if isinstance(value, str) else repr(value)
