"""The exchange of the server and a reading worker: JSON and NumPy's arrays, and nothing that can be run.

The question is the length of a JSON document in eight bytes, the document (the file's name and the options), and the
file. The answer is an .npz archive: a JSON document as an array of bytes, and the columns.
"""

from __future__ import annotations

import io
import json
from dataclasses import asdict
from typing import Any

import numpy as np
import pandas as pd

from dnn.tables.reading.options import ReadingOptions
from dnn.tables.table import Table
from dnn.tables.table_error import TableError, TooLargeError
from dnn.text.messages import Text
from dnn.text.text_document import read_text, text_document

_LENGTH_BYTES = 8
_DOCUMENT, _ROWS, _NUMBERS = "document", "rows", "numbers"


def question(content: bytes, name: str, options: ReadingOptions) -> bytes:
    """The bytes that ask a worker to read a file."""
    document = json.dumps({"name": name, "options": asdict(options)}).encode("ascii")
    return len(document).to_bytes(_LENGTH_BYTES, "big") + document + content


def asked(data: bytes) -> tuple[bytes, str, ReadingOptions]:
    """The file, its name and the options of a question."""
    begin = _LENGTH_BYTES + int.from_bytes(data[:_LENGTH_BYTES], "big")
    document = json.loads(data[_LENGTH_BYTES:begin])
    return data[begin:], document["name"], ReadingOptions(**document["options"])


def refusal(error: TableError) -> bytes:
    """The answer that no table was read, and why."""
    kind = "too_large" if isinstance(error, TooLargeError) else "unusable"
    return _archive({"error": text_document(error.message), "kind": kind}, {})


def answer(table: Table) -> bytes:
    """The answer that is a table."""
    arrays: dict[str, Any] = {_ROWS: table.rows}
    columns: list[dict[str, Any]] = []
    numbers = [column for column, dtype in table.frame.dtypes.items() if dtype == np.float64]
    if numbers:
        arrays[_NUMBERS] = table.frame[numbers].to_numpy()  # (m, columns of numbers)
    for index, (name, series) in enumerate(table.frame.items()):
        column: dict[str, Any] = {"name": name, "kind": "number"}
        if isinstance(series.dtype, pd.CategoricalDtype):
            column |= {"kind": "text", "categories": list(series.cat.categories)}
            arrays[f"c{index}"] = series.cat.codes.to_numpy(np.int32)
        elif series.dtype == "boolean":
            column["kind"] = "boolean"
            arrays[f"c{index}"] = series.astype("Int8").to_numpy(np.int8, na_value=-1)
        elif series.dtype.kind == "M":
            column["kind"] = "date"
            arrays[f"c{index}"] = series.to_numpy("datetime64[us]").astype(np.int64)
        columns.append(column)
    document = {
        "name": table.name,
        "columns": columns,
        "notes": [text_document(note) for note in table.notes],
        "words": table.words,
        "target": table.target,
        "test_rows": table.test_rows,
        "image_shape": table.image_shape,
    }
    return _archive(document, arrays)


def read_answer(data: bytes) -> Table:
    """The table of an answer.

    Raises:
        TableError: the worker's own.
        ValueError, KeyError, OSError: no answer of a worker.
    """
    with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
        document = json.loads(arrays[_DOCUMENT].tobytes())
        if "error" in document:
            kind = TooLargeError if document["kind"] == "too_large" else TableError
            raise kind(_text(document["error"]))
        numbers = arrays[_NUMBERS] if _NUMBERS in arrays else np.zeros((0, 0))  # (m, columns of numbers)
        series, number = {}, 0
        for index, column in enumerate(document["columns"]):
            if column["kind"] == "number":
                series[column["name"]] = pd.Series(numbers[:, number])
                number += 1
            else:
                series[column["name"]] = _series(column, arrays[f"c{index}"])
        shape = document["image_shape"]
        return Table(
            name=document["name"],
            frame=pd.DataFrame(series),
            rows=arrays[_ROWS],
            notes=tuple(_text(note) for note in document["notes"]),
            words={name: (pair[0], pair[1]) for name, pair in document["words"].items()},
            target=document["target"],
            test_rows=document["test_rows"],
            image_shape=None if shape is None else tuple(shape),
        )


def _series(column: dict[str, Any], values: Any) -> pd.Series:
    if column["kind"] == "text":
        categories = pd.Index(column["categories"], dtype=object)
        return pd.Series(pd.Categorical.from_codes(values, categories=categories))
    if column["kind"] == "date":
        return pd.Series(values.view("datetime64[us]"))
    truth = pd.array(values == 1, dtype="boolean")
    truth[values < 0] = pd.NA
    return pd.Series(truth)


def _text(document: Any) -> Text:
    text = read_text(document)
    if not isinstance(text, Text):
        raise ValueError(f"expected a text, got {document!r}")
    return text


def _archive(document: dict[str, Any], arrays: dict[str, Any]) -> bytes:
    file = io.BytesIO()
    letters = np.frombuffer(json.dumps(document).encode("ascii"), dtype=np.uint8)
    every: dict[str, Any] = {_DOCUMENT: letters} | arrays
    np.savez(file, **every)
    return file.getvalue()
