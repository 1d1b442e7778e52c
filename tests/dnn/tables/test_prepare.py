"""Preparing a table: kinds of columns, matrices, labels and notes; nothing is done in silence."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from dnn.configuration.table import configuration_of
from dnn.datasets.contents import CONTENTS, TableContent
from dnn.datasets.divisions import DIVISIONS, IN_ORDER
from dnn.datasets.load import load_dataset
from dnn.errors import ConfigurationError
from dnn.tables.columns import WIDE, describe_columns, duplicate_rows, repeated_rows
from dnn.tables.parts import divided
from dnn.tables.preparation import Preparation
from dnn.tables.prepare import PreparedTable, prepare
from dnn.tables.reading.read import read_table
from dnn.tables.table_error import TableError

PEOPLE = b"""\
id,age,city,smoker,born,remark,same,ill
1,20,Rome,yes,2001-01-01,some words here,1,no
2,30,Oslo,no,2001-01-02,other words there,1,yes
3,,Rome,no,2001-01-03,third of the words,1,no
4,40,,yes,2001-01-04,a fourth one too,1,yes
5,50,Oslo,,2001-01-05,and a fifth one,1,yes
"""


def prepared(content: bytes = PEOPLE, target: str = "ill", **choices: Any) -> PreparedTable:
    """A table of bytes, prepared."""
    return prepare(read_table(content, "a.csv"), Preparation(target=target, **choices))


def texts(result: PreparedTable) -> list[str]:
    """The notes."""
    return [str(note) for note in result.notes]


def test_columns_have_kinds_and_counts() -> None:
    found = {each.name: (each.kind, each.missing, each.distinct) for each in describe_columns(read_table(PEOPLE, ""))}
    assert found == {
        "id": ("id", 0, 5),
        "age": ("number", 1, 4),
        "city": ("category", 1, 2),
        "smoker": ("boolean", 1, 2),
        "born": ("date", 0, 5),
        "remark": ("free text", 0, 5),
        "same": ("constant", 0, 1),
        "ill": ("boolean", 0, 2),
    }


def test_duplicates_are_counted() -> None:
    table = read_table(b"a,y\n1,p\n1,p\n1,p\n2,q\n", "")
    assert duplicate_rows(table) == 2


def test_rows_with_missing_values_are_dropped_and_said() -> None:
    result = prepared(test_fraction=0)
    assert result.feature_names == ("age", "city = Oslo", "city = Rome", "smoker")
    assert result.X.tolist() == [[20, 30], [0, 1], [1, 0], [1, 0]]
    assert result.labels.tolist() == [0, 1] and result.class_names == ("no", "yes") and result.task == "binary"
    assert result.rows.tolist() == [2, 3]
    said = texts(result)
    assert "3 rows with a missing value left out." in said
    assert "Column “id” with 5 different values is left out: it is an id, another in every row." in said
    assert sum("is left out" in note for note in said) == 4


def test_missing_values_are_filled_from_the_training_part() -> None:
    content = b"x,y\n1,1.5\n2,2.5\n,3.5\n10,4.5\n20,5.5\n30,6.5\n"
    result = prepared(content, "y", missing="mean", test_fraction=0.5, task="regression")
    known = np.array([1, 2, np.nan, 10, 20, 30])
    expected = np.nanmean(known[result.train])
    assert result.X[0, 2] == pytest.approx(expected, rel=1e-15)
    assert expected != pytest.approx(np.nanmean(known))
    assert f"Column “x”: 1 missing value became {expected:.6g}." in texts(result)


def test_missing_values_can_be_a_category_of_their_own() -> None:
    result = prepared(missing="own_category", test_fraction=0)
    assert result.feature_names == (
        "age", "age = missing", "city = Oslo", "city = Rome", "city = missing", "smoker", "smoker = missing"
    )  # fmt: skip
    assert result.X[1].tolist() == [0, 0, 1, 0, 0] and result.X[4].tolist() == [0, 0, 0, 1, 0]
    assert result.X[0].tolist() == [20, 30, 35, 40, 50]


def test_missing_values_can_be_the_most_frequent() -> None:
    content = b"x,c,y\n1,a,0\n1,a,1\n5,b,0\n,,1\n"
    result = prepared(content, "y", missing="most_frequent", test_fraction=0)
    assert result.X[:, 3].tolist() == [1, 1, 0]


def test_duplicates_are_kept_or_dropped_and_said() -> None:
    content = b"a,y\n1,p\n1,p\n2,q\n3,q\n"
    kept, dropped = (prepared(content, "y", duplicates=choice) for choice in ("keep", "drop"))
    assert (kept.X.shape, dropped.X.shape) == ((1, 4), (1, 3))
    assert "1 row is equal to another, and kept." in texts(kept)
    assert "1 row that is equal to another left out." in texts(dropped)


@pytest.mark.parametrize(
    ("cells", "task"),
    [
        (["0", "1"] * 3, "binary"),
        (["1", "2", "3"] * 3, "multiclass"),
        (["1", "2", "3", "4", "5", "6"], "regression"),
        (["0.5", "1", "2"] * 3, "regression"),
        (["a", "b", "c"], "multiclass"),
        (["yes", "no"], "binary"),
    ],
    ids=["two numbers", "three numbers", "all different", "fractions", "words", "booleans"],
)
def test_the_task_is_detected(cells: list[str], task: str) -> None:
    content = "x,y\n" + "".join(f"{number}.5,{cell}\n" for number, cell in enumerate(cells))
    assert prepared(content.encode(), "y").task == task


@pytest.mark.parametrize(
    ("content", "choices", "part"),
    [
        (b"x,y\n1,a\n2,a\n", {}, "got 1 in column “y”"),
        (b"x,y\n1,a\n", {"features": ("x",)}, "at least 2 examples, got 1"),
        (b"x,y\n1,\n2,\n", {}, "at least 2 examples, got 0"),
        (b"x,y\n1,a\n2,b\n3,c\n", {"task": "binary"}, "two classes, got 3"),
        (b"x,y\n1,a\n2,b\n", {"task": "regression"}, "numbers as targets"),
        (b"x,y\n" + b"".join(b"%d.5,c%d\n" % (k, k % 10**4) for k in range(20_000)), {}, "2 to 100 classes, got 10000"),
        (b"x,y\n1,a\n2,b\n", {"features": ("z",)}, "a column of the table, got 'z'"),
        (b"x,y\n1,a\n2,b\n", {"features": ("y",)}, "not the target"),
        (b"c,y\n1,a\n1,b\n", {}, "none, since column “c” is constant or empty"),
        (b"c,y\n" + b"".join(b"w%d,%d\n" % (k % 600, k % 2) for k in range(1200)), {}, "600 of them from column “c”"),
    ],
    ids=["one class", "one row", "no labels", "three", "words", "many", "unknown", "target", "flat", "wide"],
)  # fmt: skip
def test_what_makes_no_data_is_one_sentence(content: bytes, choices: dict[str, Any], part: str) -> None:
    with pytest.raises(TableError) as refused:
        prepared(content, "y", **choices)
    assert part in str(refused.value)


def test_a_class_with_one_example_is_trained_on_and_said() -> None:
    result = prepared(b"x,y\n" + b"1,a\n2,a\n3,b\n4,b\n5,c\n", "y", test_fraction=0.4)
    assert "1 class has a single example, which is trained on: c." in texts(result)
    assert 4 in result.train and len(result.test) == 2


def test_classes_keep_their_proportion_in_both_parts_unless_it_is_not_asked_for() -> None:
    labels = np.arange(40) % 4 == 0
    content = "x,y\n" + "".join(f"{k}.5,{'yes' if label else 'no'}\n" for k, label in enumerate(labels))
    shares = []
    for seed in range(10):
        result = prepared(content.encode(), "y", seed=seed, test_fraction=0.2)
        assert sorted([*result.train, *result.test]) == list(range(40))
        assert labels[result.test].mean() == labels[result.train].mean() == 0.25 and len(result.test) == 8
        plain = prepared(content.encode(), "y", seed=seed, test_fraction=0.2, division="random")
        shares.append(float(labels[plain.test].mean()))
    assert len(set(shares)) > 1


def test_a_preparation_is_json_both_ways() -> None:
    choices = Preparation(target="y", features=("a", "b"), missing="mean", test_fraction=0.3, seed=4)
    assert Preparation.from_json(choices.to_json()) == choices
    assert Preparation.from_json('{"target": "y"}') == Preparation(target="y")


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"target": 1}', '{"target": "y", "other": 1}', '{"target": "y", "missing": "guess"}',
     '{"target": "y", "test_fraction": 2}', '{"target": "y", "seed": -1}', '{"target": "y", "features": [1]}',
     '{"target": "y", "division": "fair"}', "[" * 100_000],
)  # fmt: skip
def test_a_preparation_that_there_is_not_is_one_sentence(text: str) -> None:
    with pytest.raises(ConfigurationError):
        Preparation.from_json(text)


@pytest.mark.parametrize("division", DIVISIONS)
@pytest.mark.parametrize("target", ["kind", "size"])
def test_the_parts_are_those_that_the_table_has_as_the_data_of_a_run(target: str, division: str) -> None:
    """So a mean that fills a gap is one of the part that is trained on."""
    rng = np.random.default_rng(0)
    kinds = rng.choice(["a", "b", "c"], size=90)
    rows = [f"{x:.6f},{y:.6f},{kind}" for x, y, kind in zip(*rng.standard_normal((2, 90)), kinds, strict=True)]
    result = prepared(
        "\n".join(["width,size,kind", *rows]).encode(), target, test_fraction=0.3, seed=5, division=division
    )
    content = TableContent(result.X, result.labels, result.feature_names, result.class_names)
    own, data = divided(result, standardize=True), None
    with CONTENTS.held(content):
        data = load_dataset(configuration_of(content, 0.3, seed=5, standardize=True, division=division))
    for part in ("train", "test"):
        here = np.vstack([getattr(own, f"X_{part}"), getattr(own, f"Y_{part}")])  # (n_x + n_y, m)
        there = np.vstack([getattr(data, f"X_{part}"), getattr(data, f"Y_{part}")])  # (n_x + n_y, m)
        assert here.shape == there.shape
        np.testing.assert_allclose(here[:, np.lexsort(here)], there[:, np.lexsort(there)], rtol=1e-12, atol=1e-12)


def test_a_files_own_test_part_is_that_of_the_run() -> None:
    rng = np.random.default_rng(1)
    X, labels = rng.standard_normal((50, 3)), np.arange(50) % 2
    file = io.BytesIO()
    np.savez(file, train_set_x=X[:37], train_set_y=labels[:37], test_set_x=X[37:], test_set_y=labels[37:])
    result = prepared(file.getvalue(), "y")
    assert (result.division, result.test.tolist()) == (IN_ORDER, list(range(37, 50)))
    content = TableContent(result.X, result.labels, result.feature_names, result.class_names)
    with CONTENTS.held(content):
        whole = configuration_of(content, result.test_fraction, standardize=False, division=result.division)
        data = load_dataset(whole)
        some = load_dataset(replace(whole, samples=20))
    np.testing.assert_array_equal(data.X_train, X[:37].T)
    np.testing.assert_array_equal(data.X_test, X[37:].T)
    assert (some.X_train.shape, some.X_test.shape) == ((3, 15), (3, 5))
    assert {tuple(x) for x in some.X_test.T} <= {tuple(x) for x in X[37:]}


class TestImages:
    def test_beyond_the_limit_are_means_of_blocks(self) -> None:
        rng = np.random.default_rng(2)
        images = rng.integers(256, size=(8, 64, 64, 3))
        file = io.BytesIO()
        np.savez(file, train_set_x=images, train_set_y=np.arange(8) % 2)
        result = prepared(file.getvalue(), "y")
        assert (result.X.shape, result.image_shape) == ((363, 8), (11, 11, 3))
        assert "Images of 64 × 64 × 3 became 11 × 11 × 3" in " ".join(texts(result))
        block = images[5, 12:18, 60:64, 2]  # the last block of a row is shorter
        assert result.X.reshape(11, 11, 3, 8)[2, 10, 2, 5] == pytest.approx(block.mean(), rel=1e-14)
        grey = prepared(file.getvalue(), "y", images="grey")
        assert (grey.X.shape, grey.image_shape) == ((484, 8), (22, 22))
        assert grey.X.reshape(22, 22, 8)[21, 0, 3] == pytest.approx(images[3, 63:, 0:3].mean(), rel=1e-14)

    def test_within_the_limit_stay_as_they_are(self) -> None:
        images = np.random.default_rng(3).random((6, 8, 8))
        file = io.BytesIO()
        np.savez(file, train_set_x=images, train_set_y=np.arange(6) % 2)
        np.testing.assert_array_equal(prepared(file.getvalue(), "y").X, images.reshape(6, 64).T)


def test_repeated_rows_of_a_wide_table_are_those_of_a_narrow_one() -> None:
    rng = np.random.default_rng(4)
    numbers = rng.integers(2, size=(60, 3)).astype(np.float64)
    numbers[3, 1], numbers[4, 1] = np.nan, -0.0
    words = pd.Categorical(rng.choice(["a", "b"], size=60))
    narrow = pd.DataFrame({"a": numbers[:, 0], "b": numbers[:, 1], "c": numbers[:, 2], "word": words})
    wide = pd.concat([narrow, pd.DataFrame(np.zeros((60, WIDE)), columns=[f"z{k}" for k in range(WIDE)])], axis=1)
    expected = narrow.duplicated().to_numpy(dtype=bool)
    assert 0 < expected.sum() < 60
    np.testing.assert_array_equal(repeated_rows(narrow), expected)
    np.testing.assert_array_equal(repeated_rows(wide), expected)
