"""Tables as text."""

from __future__ import annotations

from dnn.text import text_table

TITLES = ("Name", "Count")
LINES = [("a|b", 7), ("long name", 1234)]


def test_columns_are_aligned() -> None:
    expected = "Name       Count\n---------  -----\na|b            7\nlong name   1234\n"
    assert text_table.aligned(TITLES, LINES, right=(1,)) == expected


def test_no_line_ends_in_spaces() -> None:
    assert text_table.aligned(TITLES, [("a", "")]) == "Name  Count\n----  -----\na\n"


def test_markdown_escapes_what_would_end_a_cell() -> None:
    expected = "| Name | Count |\n| --- | ---: |\n| a\\|b | 7 |\n| long name | 1234 |\n"
    assert text_table.markdown(TITLES, LINES, right=(1,)) == expected
