"""Files that are odd or mean harm, each with what it has to become: columns, or a part of one sentence."""

from __future__ import annotations

import gzip
import io
import zipfile
from typing import Any

import numpy as np

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(64)


class Harmful:
    """An object whose unpickling would tell."""

    unpickled: list[str] = []

    def __reduce__(self) -> tuple[Any, ...]:
        return Harmful.unpickled.append, ("run",)


def npz(**arrays: Any) -> bytes:
    """An archive of NumPy's."""
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)
    return file.getvalue()


def archive(**members: bytes) -> bytes:
    """A ZIP archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in members.items():
            opened.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return file.getvalue()


def npy_that_claims(shape: tuple[int, ...], dtype: str = "<f8") -> bytes:
    """A .npy file with a header that says more than there is."""
    file = io.BytesIO()
    np.lib.format.write_array_header_1_0(file, {"descr": dtype, "fortran_order": False, "shape": shape})
    return file.getvalue() + bytes(64)


def npy_bomb(gigabytes: int) -> bytes:
    """A .npy file of zeros, which packs to little."""
    file = io.BytesIO()
    count = gigabytes * 2**27
    np.lib.format.write_array_header_1_0(file, {"descr": "<f8", "fortran_order": False, "shape": (count // 8, 8)})
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as opened:
        with opened.open("train_set_x.npy", "w", force_zip64=True) as member:
            member.write(file.getvalue())
            zeros = bytes(2**24)
            for _ in range(4 * gigabytes):  # a sixteenth of what the header says
                member.write(zeros)
        opened.writestr("train_set_y.npy", npy_that_claims((8,)))
    return packed.getvalue()


X, Y = np.arange(24, dtype=np.uint8).reshape(3, 2, 2, 2), np.array([[0, 1, 0]])

READ: dict[str, tuple[bytes, dict[str, list[Any]]]] = {
    "plain": (b"a,b\n1,2\n3,4\n", {"a": [1, 3], "b": [2, 4]}),
    "tabs": (b"a\tb\n1\t2\n3\t4\n", {"a": [1, 3], "b": [2, 4]}),
    "semicolons": (b"a;b\n1;2\n3;4\n", {"a": [1, 3], "b": [2, 4]}),
    "semicolons_decimal_comma": (b"a;b\n1,5;2\n-3,25;4\n", {"a": [1.5, -3.25], "b": [2, 4]}),
    "tabs_decimal_comma": (b"a\tb\n1,5\t2\n3,25\t4\n", {"a": [1.5, 3.25], "b": [2, 4]}),
    "quoted_decimal_comma": (b'a,b\n"1,5",2\n"3,25",4\n', {"a": [1.5, 3.25], "b": [2, 4]}),
    "carriage_returns": (b"a,b\r1,2\r3,4\r", {"a": [1, 3], "b": [2, 4]}),
    "windows_line_ends": (b"a,b\r\n1,2\r\n3,4\r\n", {"a": [1, 3], "b": [2, 4]}),
    "no_last_line_end": (b"a,b\n1,2\n3,4", {"a": [1, 3], "b": [2, 4]}),
    "byte_order_mark_utf8": ("\ufeffa,b\n1,é\n".encode(), {"a": [1], "b": ["é"]}),
    "utf16_little": ("a,b\n1,é\n".encode("utf-16"), {"a": [1], "b": ["é"]}),
    "utf16_big": (b"\xfe\xff" + "a,b\n1,é\n".encode("utf-16-be"), {"a": [1], "b": ["é"]}),
    "utf16_without_mark": (
        "alpha,beta\n1,red\n2,blue\n".encode("utf-16-le"),
        {"alpha": [1, 2], "beta": ["red", "blue"]},
    ),
    "gb18030": ("名称,类别\n1,苹果\n2,香蕉\n".encode("gb18030"), {"名称": [1, 2], "类别": ["苹果", "香蕉"]}),
    "gb18030_one_character": ("x,性别\n1,女\n2,男\n".encode("gb18030"), {"x": [1, 2], "性别": ["女", "男"]}),
    "windows_1252": ("x,ville\n1,Orléans\n2,Nîmes\n".encode("cp1252"), {"x": [1, 2], "ville": ["Orléans", "Nîmes"]}),
    "one_number": (b"42", {"x1": [42]}),
    "one_row": (b"1,2,3", {"x1": [1], "x2": [2], "x3": [3]}),
    "one_column": (b"x\n1\n2\n", {"x": [1, 2]}),
    "no_header": (b"1,2\n3,4\n", {"x1": [1, 3], "x2": [2, 4]}),
    "header_twice": (b"a,b\n1,2\na,b\n3,4\n", {"a": [1, 3], "b": [2, 4]}),
    "text_with_header": (
        b"colour,shape\nred,round\nblue,square\n",
        {"colour": ["red", "blue"], "shape": ["round", "square"]},
    ),
    "duplicate_names": (b"a,a,a (2)\n1,2,3\n", {"a": [1], "a (3)": [2], "a (2)": [3]}),
    "name_missing": (b",b\n1,2\n", {"x1": [1], "b": [2]}),
    "empty_rows": (b"\n\na,b\n1,2\n\n3,4\n\n", {"a": [1, 3], "b": [2, 4]}),
    "hole_in_one_column": (b"x\n1\n\n3\n", {"x": [1, None, 3]}),
    "missing_marks": (b"a,b\n1,NA\n?,x\nnull,-\n", {"a": [1, None, None], "b": [None, "x", None]}),
    "nothing_but_missing": (b"a,b\nNaN,1\nnan,2\n", {"a": [None, None], "b": [1, 2]}),
    "spaces_around": (b"a, b\n 1 , x \n 2 ,x\n", {"a": [1, 2], "b": ["x", "x"]}),
    "thousands_comma": (b'a,b\n"1,234.5",1\n"12,345,678",2\n', {"a": [1234.5, 12345678], "b": [1, 2]}),
    "thousands_point": (b"a;b\n1.234,5;1\n12.345.678;2\n", {"a": [1234.5, 12345678], "b": [1, 2]}),
    "thousands_space": ("a,b\n1 234.5,1\n12\u00a0345,2\n".encode(), {"a": [1234.5, 12345], "b": [1, 2]}),
    "percent": (b"a,b\n5%,1\n12.5 %,2\n", {"a": [0.05, 0.125], "b": [1, 2]}),
    "currency": ("a,b\n$5,1\n-€1.50,2\n7 EUR,3\n".encode(), {"a": [5, -1.5, 7], "b": [1, 2, 3]}),
    "negative_zero": (b"a,b\n-0,1\n-0.0,2\n0,3\n", {"a": [0, 0, 0], "b": [1, 2, 3]}),
    "scientific": (b"a,b\n1e3,1\n-2.5E-3,2\n", {"a": [1000, -0.0025], "b": [1, 2]}),
    "underscores_are_text": (b"a,b\n1_000,1\n2_000,2\n", {"a": ["1_000", "2_000"], "b": [1, 2]}),
    "hexadecimal_is_text": (b"a,b\n0x10,1\n0x11,2\n", {"a": ["0x10", "0x11"], "b": [1, 2]}),
    "long_numbers": (b"a,b\n12345678901234567890,1\n1,2\n", {"a": [12345678901234567168, 1], "b": [1, 2]}),
    "smallest_number": (b"a,b\n5e-324,1\n1e-400,2\n", {"a": [5e-324, 0], "b": [1, 2]}),
    "full_width_digits": ("a,b\n１２,1\n３,2\n".encode(), {"a": [12, 3], "b": [1, 2]}),
    **{
        f"booleans_{true}_{false}": (
            f"a,b\n{true},1\n{false},2\n{true.upper()},3\n".encode(),
            {"a": [True, False, True], "b": [1, 2, 3]},
        )
        for true, false in (("true", "false"), ("yes", "no"), ("y", "n"), ("t", "f"), ("on", "off"), ("是", "否"))
    },
    "booleans_mixed": (b"a,b\nyes,1\nFALSE,2\n1,3\n", {"a": [True, False, True], "b": [1, 2, 3]}),
    "dates_iso": (b"a,b\n2024-01-31,1\n2023-12-01,2\n", {"a": ["2024-01-31", "2023-12-01"], "b": [1, 2]}),
    "dates_chinese": ("a,b\n2024年1月31日,1\n".encode(), {"a": ["2024-01-31"], "b": [1]}),
    "dates_month_first": (b"a,b\n01/31/2024,1\n02/01/2024,2\n", {"a": ["2024-01-31", "2024-02-01"], "b": [1, 2]}),
    "no_dates": (b"a,b\n2024-13-45,1\n", {"a": ["2024-13-45"], "b": [1]}),
    "formula_command": (
        b"a,b\n=cmd|' /C calc'!A0,1\n@SUM(1+1),2\n",
        {"a": ["=cmd|' /C calc'!A0", "@SUM(1+1)"], "b": [1, 2]},
    ),
    "formula_link": (b'a,b\n"=HYPERLINK(""//x"",""y"")",1\n', {"a": ['=HYPERLINK("//x","y")'], "b": [1]}),
    "path_names": (b"../../etc/passwd,C:\\x\n1,2\n", {"../../etc/passwd": [1], "C:\\x": [2]}),
    "html_names": (b"<script>alert(1)</script>,b\n1,2\n", {"<script>alert(1)</script>": [1], "b": [2]}),
    "markdown_names": (b"**a**,[b](javascript:c)\n1,$x$\n", {"**a**": [1], "[b](javascript:c)": ["$x$"]}),
    "braces_in_names": (b"{count},{0.__class__}\nNA,1\n2,3\n", {"{count}": [None, 2], "{0.__class__}": [1, 3]}),
    "escape_in_name": (b"a\x1b[31m,b\n1,2\n", {"a [31m": [1], "b": [2]}),
    "line_break_in_name": (b'"a\nb",c\n1,2\n', {"a b": [1], "c": [2]}),
    "line_break_in_cell": (b'a,b\n"x\ny",1\nz,2\n', {"a": ["x\ny", "z"], "b": [1, 2]}),
    "separator_in_cell": (b'a,b\n"x,y",1\n"say ""hi""",2\n', {"a": ["x,y", 'say "hi"'], "b": [1, 2]}),
    "long_name": (b"n" * 500 + b",b\n1,2\n", {"n" * 99 + "…": [1], "b": [2]}),
    "right_to_left": ("a\u202eb,c\n1,2\n".encode(), {"a b": [1], "c": [2]}),
    "course_layout": (
        npz(
            train_set_x=X,
            train_set_y=Y,
            test_set_x=X[:1] + 1,
            test_set_y=Y[:, :1],
            list_classes=np.array([b"no", b"cat"]),
        ),
        {**{f"x{k + 1}": [k, 8 + k, 16 + k, 1 + k] for k in range(8)}, "y": ["no", "cat", "no", "no"]},
    ),
    "course_layout_flat": (
        npz(train_set_x=np.array([[1.0, 2, 3], [4, 5, 6]]), train_set_y=np.array([0, 1, 0])),
        {"x1": [1, 2, 3], "x2": [4, 5, 6], "y": [0, 1, 0]},
    ),
}
"""Content and columns; None is a missing value."""

REFUSED: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "got an empty file"),
    "spaces": (b" \n\t\n  ", "got an empty file"),
    "byte_order_mark_alone": (b"\xef\xbb\xbf", "got an empty file"),
    "separators_alone": (b",\n,\n", "got empty cells alone"),
    "header_alone": (b"a,b\n", "got a header alone"),
    "one_word": (b"hello", "got a header alone"),
    "png_named_csv": (PNG, "got a PNG image"),
    "jpeg": (b"\xff\xd8\xff\xe0" + bytes(99), "got a JPEG image"),
    "pdf": (b"%PDF-1.7\n" + bytes(99), "got a PDF document"),
    "program": (b"\x7fELF" + bytes(99), "got a program"),
    "pickle": (b"\x80\x04\x95" + bytes(20), "got a Python pickle"),
    "old_excel": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "got an old Excel workbook"),
    "xlsx": (archive(xl__workbook_dot_xml=b"<x/>"), "got an Excel workbook"),
    "zip_of_text": (archive(a_dot_csv=b"a,b\n1,2\n"), "got a ZIP archive of other files"),
    "zip_bomb_renamed": (archive(a_dot_csv=bytes(10**7)), "got a ZIP archive of other files"),
    "gzip_bomb": (gzip.compress(bytes(10**7)), "got a gzip archive"),
    "empty_zip": (archive(), "got a ZIP archive of other files"),
    "random_bytes": (np.random.default_rng(0).bytes(2000), "Expected text in UTF-8, got the bytes"),
    "zero_byte": (b"a,b\n1,2\n3,x\0y\n", "got a zero byte in row 3, after 3 characters"),
    "mixed_encodings": ("a,b\n1,苹果\n".encode() + "2,香蕉\n".encode("gb18030"), "in row 3"),
    "utf16_cut": ("a,b\n1,é\n".encode("utf-16")[:-1], "text in UTF-16"),
    "ragged_long": (b"a,b\n1,2\n3,4,5\n", "Expected 2 cells in every row, as in the first, got 3 in row 3"),
    "ragged_short": (b"a,b,c\n1,2,3\n4\n", "Expected 3 cells in every row, as in the first, got 1 in row 3"),
    "ragged_quoted": (b'a,b\n"1,5",2\n3,4,"5"\n', "got 3 in row 3"),
    "unclosed_quotes": (b'a,b\n1,2\n3,"x\n4,5\n', "got one that is open until the end from row 3 on"),
    "quote_in_cell": (b'a,b\n"x"y,2\n', "got one inside a cell in row 2"),
    "million_columns": (b",".join([b"1"] * 10**6) + b"\n", "at most 1,000 columns, got 1,000,000 in row 1"),
    "million_characters": (b"a,b\n1," + b"x" * 10**6 + b"\n", "a longer one in row 2, column 2"),
    "million_characters_quoted": (b'a,b\n1,2\n"' + b"x" * 10**6 + b'",2\n', "a longer one in row 3, column 1"),
    "too_many_rows": (b"a,b\n" + b"1,2\n" * 100_001, "Expected at most 100,000 rows"),
    "infinite": (b"a,b\n1,2\ninf,3\n", "finite numbers in column “a”, got inf in row 3"),
    "overflow": (b"a,b\n1,2\n2,1e400\n", "finite numbers in column “b”, got 1e400 in row 3"),
    "npz_of_objects": (
        npz(train_set_x=np.array([[Harmful()]], dtype=object), train_set_y=np.zeros(1)),
        "got Python objects in train_set_x",
    ),
    "npz_of_gigabytes": (
        archive(train_set_x_dot_npy=npy_that_claims((2**30, 4)), train_set_y_dot_npy=npy_that_claims((2**30,))),
        "at most 20,000,000 numbers, got train_set_x with 4,294,967,296",
    ),
    "npz_that_unpacks_to_much": (npy_bomb(1), "at most 20,000,000 numbers, got train_set_x with 134,217,728"),
    "npz_that_lies": (
        archive(train_set_x_dot_npy=npy_that_claims((1000, 4)), train_set_y_dot_npy=npy_that_claims((8,))),
        "train_set_x with 32,000 bytes",
    ),
    "npz_negative_shape": (archive(train_set_x_dot_npy=npy_that_claims((-1, 4))), "train_set_x"),
    "npz_of_text": (npz(train_set_x=np.array([["a"]]), train_set_y=np.zeros(1)), "arrays of real numbers, got <U1"),
    "npz_complex": (npz(train_set_x=np.ones((1, 1), complex), train_set_y=np.zeros(1)), "got complex128"),
    "npz_other_names": (npz(a=np.ones(3)), "got none called train_set_x, train_set_y"),
    "npz_without_test_labels": (npz(train_set_x=X, train_set_y=Y, test_set_x=X), "got none called test_set_y"),
    "npz_wrong_count": (
        npz(train_set_x=X, train_set_y=np.zeros(5)),
        "an example for each of the 5 labels, got shape (3, 2, 2, 2)",
    ),
    "npz_not_a_number": (
        npz(train_set_x=np.array([[1.0], [np.nan]]), train_set_y=np.zeros(2)),
        "got nan in example 2, feature 1",
    ),
    "npz_packed_wrongly": (
        npz(train_set_x=X, train_set_y=Y).replace(npz(train_set_x=X)[90:110], b"\xff" * 20),
        "got a damaged one",
    ),
    "npz_cut": (npz(train_set_x=X, train_set_y=Y)[:-30], "got a damaged one"),
    "h5_damaged": (b"\x89HDF\r\n\x1a\n" + bytes(200), "got a damaged one"),
    "npy_alone": (b"\x93NUMPY" + bytes(99), "got a single NumPy array"),
}
"""Content and a part of the sentence."""
