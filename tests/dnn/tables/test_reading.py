"""Reading of files that nobody checked: each becomes the right columns, or one sentence; nothing in it is run."""

from __future__ import annotations

import csv
import io
from typing import Any

import numpy as np
import pandas as pd
import pytest

from dnn.tables.reading.options import ReadingOptions
from dnn.tables.reading.read import read_table
from dnn.tables.table import Table
from dnn.tables.table_error import TableError, TooLargeError
from tests.dnn.tables.hostile_files import READ, REFUSED, Harmful


def columns(table: Table) -> dict[str, list[Any]]:
    """The values of a table, dates as text, None where one is missing."""
    return {
        str(name): [
            None if pd.isna(value) else f"{value:%Y-%m-%d}" if isinstance(value, pd.Timestamp) else value
            for value in series.tolist()
        ]
        for name, series in table.frame.items()
    }


def notes(content: bytes, **options: Any) -> list[str]:
    """What was assumed, beyond encoding and separator."""
    return [str(note) for note in read_table(content, "a.csv", ReadingOptions(**options)).notes][2:]


@pytest.mark.parametrize("name", READ)
def test_an_odd_file_is_read_for_what_it_says(name: str) -> None:
    content, expected = READ[name]
    assert columns(read_table(content, name)) == expected


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_ends_in_one_sentence(name: str) -> None:
    content, part = REFUSED[name]
    with pytest.raises(TableError) as refused:
        read_table(content, name)
    sentence = str(refused.value)
    assert part in sentence
    assert sentence.startswith("Expected ") and sentence.endswith(".") and "\n" not in sentence
    assert Harmful.unpickled == []


def test_there_are_many_of_them() -> None:
    assert len(READ) + len(REFUSED) >= 80


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("a,b\n1,é\n".encode(), "Encoding: UTF-8."),
        ("\ufeffa,b\n1,é\n".encode(), "Encoding: UTF-8 with a byte order mark."),
        ("a,b\n1,é\n".encode("utf-16"), "Encoding: UTF-16 with a byte order mark."),
        ("名称,类别\n1,苹果\n".encode("gb18030"), "Encoding: GB18030 (Chinese), since it is not UTF-8."),
        ("x,ville\n1,Orléans\n".encode("cp1252"), "Encoding: Windows-1252 (Western European), since it is not UTF-8."),
    ],
    ids=["utf8", "mark", "utf16", "gb18030", "windows"],
)
def test_the_encoding_is_said(content: bytes, expected: str) -> None:
    assert str(read_table(content, "a.csv").notes[0]) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("plain", []),
        ("no_header", ["No header: the columns are called x1 … x2."]),
        ("header_twice", ["1 row that repeats the header left out."]),
        ("duplicate_names", ["1 name stood twice and was numbered: a (3)."]),
        ("name_missing", ["1 column without a name is called x1."]),
        ("empty_rows", ["4 empty rows left out."]),
        ("long_name", ["1 name of a column shortened or without its line breaks and control characters."]),
        (
            "missing_marks",
            ["Column “a”: 2 cells taken as missing (?, null).", "Column “b”: 2 cells taken as missing (NA, -)."],
        ),
        ("semicolons_decimal_comma", ["Column “a”: 2 cells with a decimal comma."]),
        ("thousands_comma", ["Column “a”: 2 cells with thousands separators."]),
        (
            "thousands_point",
            ["Column “a”: 1 cell with a decimal comma.", "Column “a”: 2 cells with thousands separators."],
        ),
        ("percent", ["Column “a”: 2 percentages read as hundredths (5 % = 0.05)."]),
        ("currency", ["Column “a”: 3 amounts read without their currency ($, EUR, €)."]),
        ("negative_zero", ["Column “a”: 2 negative zeros read as 0."]),
        ("long_numbers", ["Column “a”: 1 number beyond 2⁵³ is rounded to 53 bits."]),
        ("booleans_mixed", ["Column “a”: 3 cells read as true or false (yes, FALSE, 1)."]),
        ("dates_iso", ["Column “a”: 2 dates of the form YYYY-MM-DD."]),
        ("formula_command", ["Column “a”: 2 cells that begin like a formula are kept as text."]),
        ("braces_in_names", ["Column “{count}”: 1 cell taken as missing (NA)."]),
    ],
)
def test_what_was_assumed_is_said_with_counts(name: str, expected: list[str]) -> None:
    assert notes(READ[name][0]) == expected


def test_a_stray_word_among_numbers_is_told_with_its_row() -> None:
    content = b"a,b\n1,1\n2,2\n3,3\n4,4\noops,5\n"
    assert notes(content) == ["Column “a”: kept as text, though 4 of 5 cells are numbers; row 6 has “oops”."]


def test_day_and_month_that_cannot_be_told_apart_are_said() -> None:
    (note,) = notes(b"a,b\n01/02/2024,1\n")
    assert "MM/DD/YYYY" in note and "the other way round" in note


def test_choices_replace_what_would_be_assumed() -> None:
    table = read_table(b"a,b\n1,2\n", "a.csv", ReadingOptions(header=False))
    assert columns(table) == {"x1": ["a", "1"], "x2": ["b", "2"]}
    with_comma = read_table(b"a;b\n1,234;2\n", "a.csv", ReadingOptions(decimal="comma"))
    with_point = read_table(b"a;b\n1,234;2\n", "a.csv", ReadingOptions(decimal="point"))
    assert (columns(with_comma)["a"], columns(with_point)["a"]) == ([1.234], [1234.0])


def test_a_sample_of_rows_is_seeded_and_said() -> None:
    content = b"a,b\n" + b"".join(b"%d,2\n" % number for number in range(100_001))
    with pytest.raises(TooLargeError):
        read_table(content, "a.csv")
    first, again = (read_table(content, "a.csv", ReadingOptions(sample_rows=50, seed=3)) for _ in range(2))
    assert columns(first) == columns(again) and len(first.frame) == 50
    assert (first.frame["a"] + 2 == first.rows).all()
    assert str(first.notes[-1]) == "A sample of 50 of 100,001 rows, drawn with seed 3."


def test_numbers_are_those_of_the_standard_library() -> None:
    rng = np.random.default_rng(5)
    numbers = (rng.standard_normal((200, 4)) * 10.0 ** rng.integers(-300, 300, (200, 4))).tolist()
    file = io.StringIO()
    csv.writer(file).writerows([["a", "b", "c", "d"], *numbers])
    table = read_table(file.getvalue().encode(), "a.csv")
    expected = [[float(cell) for cell in row] for row in list(csv.reader(io.StringIO(file.getvalue())))[1:]]
    assert table.frame.to_numpy().tolist() == expected == numbers


class TestHdf5:
    def test_the_course_layout_is_read(self) -> None:
        h5py = pytest.importorskip("h5py")
        file = io.BytesIO()
        with h5py.File(file, "w") as opened:
            opened["train_set_x"] = np.arange(24, dtype=np.uint8).reshape(3, 2, 2, 2)
            opened["train_set_y"] = np.array([0, 1, 0])
            opened["list_classes"] = np.array([b"non-cat", b"cat"])
        table = read_table(file.getvalue(), "train.h5")
        assert table.frame.drop(columns="y").to_numpy().tolist() == np.arange(24).reshape(3, 8).tolist()
        assert columns(table)["y"] == ["non-cat", "cat", "non-cat"]
        assert (table.target, table.image_shape) == ("y", (2, 2, 2))

    @pytest.mark.parametrize("kind", ["external", "soft", "external storage", "virtual"])
    def test_a_link_is_refused(self, kind: str, tmp_path: Any) -> None:
        h5py = pytest.importorskip("h5py")
        secret = tmp_path / "secret.h5"
        with h5py.File(secret, "w") as other:
            other["x"] = np.ones((2, 2))
        file = io.BytesIO()
        with h5py.File(file, "w") as opened:
            opened["train_set_y"] = np.zeros(2)
            if kind == "external":
                opened["train_set_x"] = h5py.ExternalLink(str(secret), "/x")
            elif kind == "soft":
                opened["train_set_x"] = h5py.SoftLink("/train_set_y")
            elif kind == "external storage":
                opened.create_dataset("train_set_x", (2, 2), "f8", external=[(str(secret), 0, 32)])
            else:
                layout = h5py.VirtualLayout((2, 2), "f8")
                layout[:] = h5py.VirtualSource(str(secret), "x", (2, 2))
                opened.create_virtual_dataset("train_set_x", layout)
        with pytest.raises(TableError, match="train_set_x that is a link to something else"):
            read_table(file.getvalue(), "train.h5")
