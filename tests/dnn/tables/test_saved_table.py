"""A table as this program saves it: read again it is the same data, by their hash; damaged it is one sentence."""

from __future__ import annotations

import io
import zipfile

import numpy as np
import pytest

from dnn.datasets.contents import TableContent, to_bytes
from dnn.tables.columns import describe_columns
from dnn.tables.preparation import Preparation
from dnn.tables.prepare import PreparedTable, prepare
from dnn.tables.read_safely import read_safely
from dnn.tables.reading.options import ReadingOptions
from dnn.tables.reading.read import read_table
from dnn.tables.table_error import TableError
from tests.dnn.imports.run_files import archive, member, objects
from tests.dnn.tables.hostile_files import Harmful
from tests.own_tables import TABLES

RNG = np.random.default_rng(3)
USUAL = [name for name, content in TABLES.items() if len(content.class_names) != 1 and content.labels.size > 1]
"""Tables of which a dataset can be made."""


def numbered(*class_names: str, m: int = 60) -> TableContent:
    """A table with these classes, in turn."""
    labels = np.arange(m) % len(class_names)
    return TableContent(RNG.normal(size=(3, m)), labels.astype(float), ("a", "y", "y (2)"), class_names)


def prepared(content: TableContent, **choices: object) -> PreparedTable:
    table = read_table(to_bytes(content), "table.npz")
    assert table.target is not None
    return prepare(table, Preparation(target=table.target, **choices))  # type: ignore[arg-type]


def content_of(made: PreparedTable) -> TableContent:
    return TableContent(made.X, made.labels, made.feature_names, made.class_names)


@pytest.mark.parametrize("name", USUAL)
def test_a_table_comes_back_as_the_same(name: str) -> None:
    content = TABLES[name]
    made = prepared(content, task="auto" if content.class_names else "regression")
    np.testing.assert_array_equal(made.X, content.X)
    assert made.feature_names == content.feature_names and made.task == content.task
    named = [made.class_names[int(k)] for k in made.labels] if content.class_names else made.labels.tolist()
    of_content = (
        [content.class_names[int(k)] for k in content.labels] if content.class_names else content.labels.tolist()
    )
    assert named == of_content
    if list(content.class_names) == sorted(content.class_names):
        assert content_of(made).digest == content.digest


@pytest.mark.parametrize(
    "class_names",
    [
        ("0", "1"),
        ("0", "1", "2"),
        ("-1", "0.5", "7"),
        tuple(map(str, range(12))),
        tuple(map(str, range(30))),
        ("1.5", "3"),
    ],
    ids=lambda names: f"{len(names)} from {names[0]}",
)
def test_classes_that_are_numbers_are_classes_again(class_names: tuple[str, ...]) -> None:
    content = numbered(*class_names)
    made = prepared(content)
    assert made.task == content.task
    assert [made.class_names[int(k)] for k in made.labels] == [class_names[int(k)] for k in content.labels]
    if len(class_names) in (2, 12):
        assert content_of(made).digest == content.digest, "in the order of the numbers, 2 before 10"


@pytest.mark.parametrize("class_names", [("10", "2"), ("01", "02"), ("1e3", "2e3"), ("nan", "1"), ("inf", "x")])
def test_classes_that_only_look_like_numbers_keep_their_names(class_names: tuple[str, ...]) -> None:
    made = prepared(numbered(*class_names))
    assert sorted(made.class_names) == sorted(class_names)


def test_one_hot_features_stay_as_they_are() -> None:
    content = TABLES["iris"]
    table = read_table(to_bytes(content), "table.npz")
    assert list(table.frame) == [*content.feature_names, "y"]
    kinds = {column.name: column.kind for column in describe_columns(table)}
    assert kinds["colour = blue"] == "number" and kinds["y"] == "category"
    assert [str(note) for note in table.notes] == [
        "A table as this program saves it: features stay as they are, “y” has the classes."
    ]


def test_the_target_takes_no_name_of_a_feature() -> None:
    table = read_table(to_bytes(numbered("no", "yes")), "table.npz")
    assert table.target == "y (3)" and list(table.frame)[-1] == "y (3)"
    assert table.frame["y (3)"].tolist()[:3] == ["no", "yes", "no"]


def test_targets_of_a_regression_are_numbers_and_it_is_said() -> None:
    table = read_table(to_bytes(TABLES["one feature, regression"]), "table.npz")
    assert table.frame["y"].tolist() == TABLES["one feature, regression"].labels.tolist()
    assert "“y” has the targets of a regression." in str(table.notes[0])


def test_a_sample_has_rows_of_the_table() -> None:
    content = TABLES["100 classes"]
    table = read_table(to_bytes(content), "table.npz", ReadingOptions(sample_rows=40, seed=2))
    np.testing.assert_array_equal(table.frame.iloc[:, :-1].to_numpy(), content.X.T[table.rows - 1])


@pytest.mark.workers
@pytest.mark.parametrize("name", ["iris", "two features, regression", "long names", "100 classes"])
def test_the_worker_reads_the_same(name: str) -> None:
    data = to_bytes(TABLES[name])
    here, there = read_table(data, name), read_safely(data, name)
    assert here.frame.equals(there.frame) and list(here.frame.dtypes) == list(there.frame.dtypes)
    assert (here.notes, here.target, here.rows.tolist()) == (there.notes, there.target, there.rows.tolist())


def changed(**arrays: bytes) -> bytes:
    """A table that is saved, some of its arrays others."""
    with zipfile.ZipFile(io.BytesIO(to_bytes(numbered("no", "yes")))) as opened:
        members = {name: opened.read(name) for name in opened.namelist()}
    return archive(members | {f"{name}.npy": data for name, data in arrays.items()})


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (changed(X=objects([[Harmful()]])), "with numbers in float64 in X"),
        (changed(class_names=objects([Harmful()])), "with names in class_names"),
        (changed(X=member(np.ones(8), shape=(10**9, 10**6))), "bytes of X"),
        (changed(X=member(np.ones((3, 60)), shape=(3, 61))), "an .npz archive as this program writes it"),
        (changed(X=member(np.full((3, 60), np.nan))), "X[0, 0] to be a finite number"),
        (changed(X=member(np.ones((3, 59)))), "labels should have shape"),
        (changed(labels=member(np.full(60, 2.0))), "class numbers from 0 to 1"),
        (changed(feature_names=member(np.array(["a", "a", "b"]))), "different names"),
        (changed(feature_names=member(np.array(["a\x1b[2J", "c", "b"]))), "characters that can be printed"),
        (changed(feature_names=member(np.array(["a"]))), "names, 3 of them"),
        (changed(X=b""), "an .npz archive as this program writes it"),
        (changed(other=member(np.ones(3))), "the arrays train_set_x and train_set_y"),
    ],
)
def test_what_is_no_table_is_one_sentence(content: bytes, part: str) -> None:
    with pytest.raises(TableError) as refused:
        read_table(content, "table.npz")
    assert part in str(refused.value) and "\n" not in str(refused.value)
    assert Harmful.unpickled == []
