"""A configuration and its table in one archive: what Take away gives comes back, and anything else is one sentence."""

from __future__ import annotations

import io
import json
import tracemalloc
import zipfile

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as some

from dnn import DatasetConfig, DnnError, RunConfig, fit_imported, read_run_file
from dnn.datasets.contents import CONTENTS, TableContent, to_bytes
from dnn.datasets.own_table import content_of
from dnn.export import EXPORTS
from dnn.export.program_data import TABLE_FILE
from dnn.imports.packed_run import MAX_PACKED_TABLE_BYTES
from tests.dnn.export.own_tables import binary, categories, iris, on_table, tables
from tests.dnn.imports.run_files import SETTINGS, Files, archive, bomb, encrypted, member, objects
from tests.dnn.tables.hostile_files import Harmful

MEGABYTE = 2**20
CONFIG = on_table(binary(30))
JSON, TABLE = CONFIG.to_json().encode(), to_bytes(content_of(CONFIG.dataset))
OTHER = to_bytes(content_of(binary(31)))
ZEROS = {"X": member(np.zeros((100, 100_000))[:1], shape=(100, 100_000))}


def packed(run: RunConfig) -> bytes:
    """The file that Take away gives of a run."""
    form = EXPORTS["json"]
    return form.packed("mine", form.beside(run), form.write(run).encode())


def files(**changed: bytes) -> bytes:
    """An archive of a configuration and its table, and other files, _ for a point in their names."""
    given = {"mine.json": JSON, TABLE_FILE: TABLE} | {name.replace("_", "."): data for name, data in changed.items()}
    return archive({name: data for name, data in given.items() if data != b"none"})


def twice(name: str) -> bytes:
    """An archive in which a file stands twice."""
    return archive({"mine.json": JSON, TABLE_FILE: TABLE, f"{name} ": TABLE}).replace(
        f"{name} ".encode(), f"{name}\0".encode()
    )


def table_bomb() -> bytes:
    """A table.npz of zeros, which takes more than there may be when it is unpacked, and packs to a thousandth."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as opened:
        opened.writestr("mine.json", JSON)
        with opened.open(TABLE_FILE, "w") as written:
            for _ in range(MAX_PACKED_TABLE_BYTES // 2**24 + 1):
                written.write(bytes(2**24))
    return file.getvalue()


def lying_bomb() -> bytes:
    """The same, whose lists say that it has ten bytes."""
    data = bytearray(table_bomb())
    listed = data.rindex(b"PK\x01\x02")
    data[listed + 24 : listed + 28] = (10).to_bytes(4, "little")
    return bytes(data)


def too_many_files() -> bytes:
    """An archive of more files than it may have."""
    return archive({TABLE_FILE: TABLE} | {f"{k}.json": b"" for k in range(1_001)})


def compressed_table(**changed: bytes) -> bytes:
    """A table.npz that is packed itself, some of its arrays others."""
    with zipfile.ZipFile(io.BytesIO(TABLE)) as opened:
        members = {name: opened.read(name) for name in opened.namelist()}
    return archive(members | {f"{name}.npy": data for name, data in changed.items()})


REFUSED = Files(
    {
        "two configurations": (files(other_json=JSON), "got mine.json, other.json, table.npz"),
        "no configuration": (
            files(mine_json=b"none"),
            "a .zip of one configuration (.json) and table.npz, got table.npz",
        ),
        "a foreign file": (files(readme_txt=b"hello"), "got mine.json, readme.txt, table.npz"),
        "a foreign file in the place of it": (archive({"run.py": b"1", TABLE_FILE: TABLE}), "got run.py, table.npz"),
        "many files": (archive({TABLE_FILE: TABLE} | {f"{k}.json": JSON for k in range(900)}), "3.json, …, table.npz"),
        "too many files": (too_many_files, "at most 1,000 arrays"),
        "a long name": (archive({"a" * 500 + ".txt": b"", TABLE_FILE: TABLE}), "got aaaa"),
        "the table twice": (twice(TABLE_FILE), "table.npz more than once"),
        "another table": (files(table_npz=OTHER), "that the configuration names, got the table"),
        "a table of other numbers": (
            files(mine_json=JSON.replace(b"2.30.2.", b"2.31.2.")),
            "that the configuration names, got the table",
        ),
        "another dataset": (files(mine_json=json.dumps(SETTINGS).encode()), "got one of the data moons"),
        "no JSON": (files(mine_json=b"{"), "JSON"),
        "a list": (files(mine_json=b"[]"), "an object with keys and values"),
        "a long configuration": (
            files(mine_json=b'{"a": "' + b"a" * 500_000 + b'"}'),
            "got mine.json with 500,009 bytes",
        ),
        "no table": (files(table_npz=b"PK\x03\x04"), "an .npz archive as this program writes it"),
        "an empty table": (files(table_npz=b""), "an .npz archive as this program writes it"),
        "an archive in the archive": (files(table_npz=files()), "got 'mine.json, table.npz'"),
        "an array alone": (files(table_npz=member(np.ones((2, 30)))), "an .npz archive as this program writes it"),
        "weights as the table": (
            files(table_npz=archive({"W1.npy": member(np.ones((2, 2)))})),
            "X, labels, feature_names",
        ),
        "a pickle as X": (files(table_npz=compressed_table(X=objects([[Harmful()]]))), "with numbers in float64 in X"),
        "a pickle as the names": (
            files(table_npz=compressed_table(class_names=objects([Harmful()]))),
            "names in class_n",
        ),
        "a huge X": (files(table_npz=compressed_table(X=member(np.ones(8), shape=(10**9, 10**6)))), "bytes of X"),
        "X that is not there": (
            files(table_npz=compressed_table(**ZEROS)),
            "an .npz archive as this program writes it",
        ),
        "a bomb as the table": (
            lambda: files(table_npz=bomb()),
            "an archive of X, labels, feature_names and class_names",
        ),
        "a table too large": (table_bomb, "got table.npz with 100,663,296 bytes"),
        "a bomb that lies": (lying_bomb, "got a damaged one"),
        "bzip2": (
            archive({"mine.json": JSON, TABLE_FILE: TABLE}, zipfile.ZIP_BZIP2),
            "packed otherwise",
        ),
        "cut": (packed(CONFIG)[:-30], "got a damaged one"),
        "a byte changed": (
            archive({"mine.json": JSON, TABLE_FILE: TABLE}, 0).replace(TABLE[-200:-190], bytes(10)),
            "damaged",
        ),
    }
)
"""Name -> an archive that is refused, and a part of the sentence about it."""


@pytest.mark.parametrize("dataset", list(tables()), ids=lambda each: str(each.option("content")).rpartition(".")[0])
def test_what_take_away_gives_comes_back(dataset: DatasetConfig) -> None:
    run = read_run_file(packed(on_table(dataset)))
    assert run.config == on_table(dataset) and (run.layers, run.iteration, run.notes) == (None, 0, ())
    assert run.table is not None and run.table.digest == content_of(dataset).digest
    fitted = fit_imported(run, RunConfig.from_dict(SETTINGS))
    assert (fitted.config, fitted.parameters) == (on_table(dataset), None)


def test_a_file_that_was_packed_again_is_the_same() -> None:
    for packing in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        table = read_run_file(archive({TABLE_FILE: compressed_table(), "any name.json": JSON}, packing)).table
        assert table is not None and to_bytes(table) == TABLE


def test_reading_leaves_no_table_behind() -> None:
    content = TableContent(np.random.default_rng(77).normal(size=(2, 9)), np.zeros(9), ("a", "b"), ("c",))
    with CONTENTS.held(content):
        reference = str(content.reference)
        dataset = binary(30).to_dict() | {"content": reference}
        data = packed(on_table(DatasetConfig.from_dict(dataset)))
    read_run_file(data)
    with pytest.raises(DnnError, match="to be stored here"):
        CONTENTS.get(content.digest)


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_archive_ends_in_one_sentence(name: str) -> None:
    content, part = REFUSED[name]
    with pytest.raises(DnnError) as refused:
        read_run_file(content)
    sentence = str(refused.value)
    assert part in sentence
    assert len(sentence) < 500 and "\n" not in sentence
    assert Harmful.unpickled == []


@pytest.mark.parametrize("name", ["a table too large", "a bomb that lies", "a huge X", "a bomb as the table"])
def test_what_is_refused_takes_no_memory(name: str) -> None:
    content = REFUSED[name][0]
    tracemalloc.start()
    try:
        with pytest.raises(DnnError):
            read_run_file(content)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 2 * len(content) + 8 * MEGABYTE


def test_an_encrypted_one_is_refused() -> None:
    with pytest.raises(DnnError):
        read_run_file(encrypted())


@given(some.integers(0, len(packed(CONFIG)) - 1), some.integers(1, 255))
@effort(max_examples=300, deadline=None)
def test_one_wrong_byte_gives_the_table_or_a_sentence(place: int, change: int) -> None:
    data = bytearray(packed(CONFIG))
    data[place] ^= change
    try:
        table = read_run_file(bytes(data)).table
    except DnnError as error:
        assert str(error) and "\n" not in str(error)
    else:
        assert table is not None and to_bytes(table) == TABLE


@pytest.mark.parametrize(
    ("content", "parts"),
    [
        (TABLE, ("got a table", "the page Your data")),
        (archive({"run.py": b"1", "data.npz": b"1"}), ("got a program with its data", "“Configuration” in Take away")),
        (archive({"mine.json": JSON}), ("got a configuration in an archive", "unpacked")),
    ],
    ids=["a table alone", "a program", "a configuration alone"],
)
def test_what_belongs_elsewhere_is_told_where(content: bytes, parts: tuple[str, ...]) -> None:
    with pytest.raises(DnnError) as refused:
        read_run_file(content)
    assert all(part in str(refused.value) for part in parts)


def test_a_large_table_comes_back() -> None:
    for config in (on_table(iris()), on_table(categories(900))):
        table = read_run_file(packed(config)).table
        assert table is not None and table.reference == content_of(config.dataset).reference
