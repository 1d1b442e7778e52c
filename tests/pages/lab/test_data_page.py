"""The page of a visitor's own data: what comes in, what is made of it, what is said, and what is trained on."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dnn import RunConfig
from dnn.background.services import get_visitor_tables
from dnn.datasets import load_dataset
from dnn.datasets.contents import CONTENTS, MissingContent, TableContent, from_file, to_bytes
from dnn.datasets.own_table import digest_of
from dnn.tables.columns import describe_columns
from dnn.tables.preparation import Preparation
from dnn.tables.prepare import PreparedTable, prepare
from dnn.tables.reading.options import ReadingOptions
from dnn.tables.reading.read import read_table
from dnn.tables.training_data import dataset_of
from pages.lab.data import held_tables
from pages.lab.data.likely_target import likely_target
from pages.lab.data.understanding.histograms import binned, histograms, legend
from pages.lab.data.understanding.scatter import scatter
from pages.lab.data.understanding.transposition import transposition
from pages.lab.data.ways import rows_editor
from pages.lab.data.ways.example_table import example_table
from pages.lab.data.ways.ways_in import WAYS_IN
from pages.shared.session.values import VALUES
from tests.dnn.command_line import run
from tests.own_tables import TABLES
from tests.pages.opened import control, opened, read, said

HOSTILE_NAME = "<img src=x onerror=alert(1)> **b** $x$ [a](http://b.c) :smile:"
FLOWERS = example_table()


def brought(source: bytes, name: str = "a.csv") -> AppTest:
    """The page after a visitor has dropped a file there."""
    test = opened("data", lang="en")
    test.file_uploader[0].upload(name, source, "text/csv").run()
    assert not test.exception
    return test


def words(test: AppTest) -> str:
    """All that the page says, as it is read."""
    return read(said(test))


def config_of(test: AppTest) -> object:
    """The configuration of the session."""
    return test.session_state[VALUES]["config"]


class TestAFile:
    def test_of_flowers_is_understood_without_a_choice(self) -> None:
        test = brought(FLOWERS, "iris.csv")
        assert control(test.selectbox, "table_target").value == "species"
        assert control(test.multiselect, "table_features").value == [
            "sepal length",
            "sepal width",
            "petal length",
            "petal width",
        ]
        told = words(test)
        for expected in (
            "Several classes",
            "120 examples for training, 30 for testing.",
            "setosa: 40 + 10, versicolor: 40 + 10, virginica: 40 + 10",
            "1 row is equal to another, and kept.",
            "(n_x, m) = (4, 150)",
            "(n_y, m) = (3, 150)",
            "150 rows × 5 columns",
            "| 1.099 | 1.099 | 33.3 % | 33.3 % |",
        ):
            assert expected in told, expected

    def test_is_trained_on_with_one_press(self) -> None:
        test = brought(FLOWERS, "iris.csv")
        test.button(key="train_on_table").click().run()
        assert not test.exception
        data = load_dataset(config_of(test).dataset)  # type: ignore[attr-defined]
        assert (data.X_train.shape, data.class_names) == ((4, 120), ("setosa", "versicolor", "virginica"))
        owner = test.session_state[VALUES]["visitor"]
        (kept,) = get_visitor_tables().listed(owner)
        assert (kept.name, kept.m, kept.n_x, kept.classes) == ("iris.csv", 150, 4, 3)
        assert test.query_params["data"] == "table"

    @pytest.mark.workers
    def test_is_the_same_data_at_the_command_line(self, tmp_path: Path) -> None:
        file, table, config = (tmp_path / name for name in ("iris.csv", "table.npz", "run.json"))
        file.write_bytes(FLOWERS)
        done = run("data", file, "--target", "species", "--table", table, "--config", config, PYTHONHASHSEED="1")
        assert (done.returncode, done.stderr) == (0, "")
        test = brought(FLOWERS, "iris.csv")
        test.button(key="train_on_table").click().run()
        of_page = config_of(test).dataset  # type: ignore[attr-defined]
        assert RunConfig.from_json(config.read_text("utf-8")).dataset == of_page
        assert from_file(table).digest == digest_of(of_page)
        made = prepare(read_table(FLOWERS, "iris.csv"), Preparation("species"))
        assert dataset_of(from_file(table), made, Preparation("species")) == of_page

    def test_of_a_table_that_was_taken_away_is_that_table(self) -> None:
        content = TABLES["iris"]
        test = brought(to_bytes(content), "table.npz")
        assert control(test.selectbox, "table_target").value == "y"
        assert "features stay as they are, “y” has the classes." in words(test)
        test.button(key="train_on_table").click().run()
        assert not test.exception
        (kept,) = get_visitor_tables().listed(test.session_state[VALUES]["visitor"])
        assert (kept.name, kept.digest) == ("table.npz", content.digest)

    @pytest.mark.parametrize(
        ("source", "expected"),
        [
            (b"", "an empty file"),
            (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "a PNG image"),
            (b"a,b\n1,2\n1,2,3\n", "in row 3"),
        ],
    )
    def test_that_is_no_table_is_one_sentence(self, source: bytes, expected: str) -> None:
        test = brought(source)
        (error,) = test.error
        assert expected in read(error.value)
        assert not [button for button in test.button if button.key == "train_on_table"]

    def test_beyond_a_limit_is_offered_as_a_sample(self) -> None:
        rows = "\n".join(f"{number},{number % 2}" for number in range(100_001))
        test = brought(f"x,y\n{rows}\n".encode())
        assert "at most 100,000 rows" in read(test.error[0].value)
        test.button(key="take_sample").click().run()
        assert not test.exception and not test.error
        assert "A sample of 10,000 of 100,001 rows" in words(test)

    def test_of_chinese_encoding_is_read_as_such(self) -> None:
        test = brought("长度,宽度,品种\n1.5,2.5,红\n2.5,3.5,蓝\n3.5,1.5,红\n0.5,1.0,蓝\n".encode("gb18030"))
        assert control(test.selectbox, "table_target").value == "品种"
        assert "GB18030" in words(test)
        test.button(key="train_on_table").click().run()
        assert not test.exception
        data = load_dataset(config_of(test).dataset)  # type: ignore[attr-defined]
        assert (set(data.class_names), data.feature_names) == ({"红", "蓝"}, ("长度", "宽度"))

    def test_is_read_again_as_the_visitor_says(self) -> None:
        test = brought(b"a;b;y\n1,5;2;0\n2,5;3;1\n3,5;4;0\n4,5;5;1\n")
        assert "semicolons" in words(test) and "4 rows × 3 columns" in words(test)
        control(test.selectbox, "table_header").set_value(False).run()
        assert not test.exception
        assert "5 rows × 3 columns" in words(test)

    def test_with_names_that_are_markup_is_shown_letter_by_letter(self) -> None:
        source = pd.DataFrame({HOSTILE_NAME: [1.5, 2.5, 3.5, 4.5], "y": [f"<b>{k % 2}</b>" for k in range(4)]})
        test = brought(source.to_csv(index=False).encode(), f"{HOSTILE_NAME}.csv")
        everything = " ".join(each.value for each in (*test.markdown, *test.caption))
        assert HOSTILE_NAME not in everything and "<b>0</b>" not in everything.replace("\\", "\\\\")
        assert HOSTILE_NAME in read(everything)


class TestChoices:
    def test_of_another_target_change_the_task_and_the_features(self) -> None:
        test = brought(FLOWERS)
        control(test.selectbox, "table_target").set_value("petal width").run()
        told = words(test)
        assert "Task: Regression." in told and "(n_y, m) = (1, 150)" in told
        assert "Column “species”: 3 categories make as many features of 0 and 1." in told
        assert "(n_x, m) = (6, 150)" in told

    def test_that_make_no_data_are_said_and_cannot_be_trained_on(self) -> None:
        test = brought(FLOWERS)
        control(test.selectbox, "table_task").set_value("binary").run()
        assert "Expected two classes, got 3" in read(test.error[0].value)
        assert test.button(key="train_on_table").disabled

    def test_of_missing_values_are_offered_where_there_are_any(self) -> None:
        test = brought(b"a,b,y\n1.5,2,p\n2.5,,q\n3.5,4,p\n4.5,5.5,q\n5.5,1,p\n")
        menu = control(test.selectbox, "table_missing")
        assert menu.label == "1 missing value"
        assert "(n_x, m) = (2, 4)" in words(test)
        menu.set_value("mean").run()
        assert "(n_x, m) = (2, 5)" in words(test) and "1 missing value became" in words(test)

    def test_are_still_there_after_another_page(self) -> None:
        test = brought(FLOWERS)
        control(test.selectbox, "table_target").set_value("petal width").run()
        test.switch_page("learn/notation.py").run()
        test.switch_page("lab/data/page.py").run()
        assert not test.exception
        assert control(test.selectbox, "table_target").value == "petal width"

    def test_stay_when_the_language_changes(self) -> None:
        test = brought(FLOWERS)
        control(test.selectbox, "table_target").set_value("petal width").run()
        control(test.segmented_control, "language").set_value("zh").run()
        assert not test.exception
        assert control(test.selectbox, "table_target").value == "petal width"


def test_each_way_in_can_be_chosen() -> None:
    test = opened("data", lang="en")
    for name in WAYS_IN:
        control(test.segmented_control, "way_in").set_value(name).run()
        assert not test.exception and not test.error, name


def test_pasted_text_is_a_table() -> None:
    test = opened("data", lang="en")
    control(test.segmented_control, "way_in").set_value("paste").run()
    test.text_area(key="pasted_table").set_value("x\ty\n1\tja\n2\tnein\n3\tja\n4\tnein\n").run()
    test.button(key="open_pasted").click().run()
    assert not test.exception and not test.error
    assert "4 rows × 2 columns" in words(test) and "tabs" in words(test)


def test_a_kept_table_is_trained_on_again_and_deleted() -> None:
    test = brought(FLOWERS, "iris.csv")
    test.button(key="train_on_table").click().run()
    owner = test.session_state[VALUES]["visitor"]
    (kept,) = get_visitor_tables().listed(owner)
    control(test.selectbox, "data").set_value("moons").run()
    assert config_of(test).dataset.name == "moons"  # type: ignore[attr-defined]
    test.switch_page("lab/data/page.py").run()
    test.button(key="close_table").click().run()
    control(test.segmented_control, "way_in").set_value("kept").run()
    assert "iris.csv" in words(test) and "150 examples · 4 features · Several classes" in words(test)
    test.button(key=f"open_{kept.digest}").click().run()
    assert not test.exception and not test.error
    assert "150 rows × 5 columns" in words(test) and "(n_y, m) = (3, 150)" in words(test)
    test.button(key="close_table").click().run()
    test.button(key=f"use_{kept.digest}").click().run()
    assert config_of(test).dataset.option("content") == str(kept.reference)  # type: ignore[attr-defined]
    test.switch_page("lab/data/page.py").run()
    test.button(key=f"delete_{kept.digest}").click().run()
    assert not test.exception
    assert get_visitor_tables().listed(owner) == []
    test.switch_page("lab/train/page.py").run()
    assert not test.exception and config_of(test).dataset.name != "table"  # type: ignore[attr-defined]


def test_the_menu_of_data_leads_to_the_page() -> None:
    test = opened(lang="en")
    before = config_of(test)
    control(test.selectbox, "data").set_value("data").run()
    assert not test.exception
    assert test.session_state[VALUES]["page"] == "data"
    assert config_of(test) == before


def test_a_table_that_the_server_has_forgotten_is_said_to_be() -> None:
    test = brought(FLOWERS)
    choice = test.session_state[VALUES]["page_value_opened_table"]
    held_tables.let_go(choice.key)
    test.run()
    assert not test.exception
    assert "try opening it again" in read(test.error[0].value)


def test_rows_are_edited_as_the_texts_of_a_file() -> None:
    source = b"a,ok,day,word,y\n1.25,yes,2001-02-03,x,1\n,no,,,2\n3,yes,2001-02-05,z,1\n"
    table = read_table(source, "a.csv")
    frame = rows_editor.as_texts(table)
    again = read_table(frame.to_csv(index=False).encode(), "a.csv")
    assert frame.iloc[0].tolist() == ["1.25", "yes", "2001-02-03", "x", "1"]
    pd.testing.assert_frame_equal(again.frame, table.frame)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (b"a,species,b\n1.5,x,2\n2.5,y,3\n3.5,x,4\n", "species"),
        (b"a,b,c\n1.5,2.5,x\n2.5,3.5,y\n3.5,1.5,x\n", "c"),
        ("长,宽,类别,备注\n1.5,2.5,甲,1\n2.5,3.5,乙,2\n3.5,1.5,甲,4\n".encode(), "类别"),
        (b"label,a\nx,1.5\ny,2.5\nx,3.5\n", "label"),
    ],
)
def test_the_likely_target(source: bytes, expected: str) -> None:
    table = read_table(source, "")
    assert likely_target(table, describe_columns(table)) == expected


def made_of(source: bytes, target: str = "y") -> PreparedTable:
    """A table of bytes, prepared."""
    return prepare(read_table(source, "a.csv"), Preparation(target=target))


class TestPictures:
    def test_bars_count_every_example_once(self) -> None:
        rng = np.random.default_rng(0)
        values, classes = rng.standard_normal(500), rng.integers(3, size=500)
        bars, low, high = binned(values, classes, 3)
        assert (low, high) == (values.min(), values.max())
        counts, _edges = np.histogram(values, bins=bars.shape[1])
        assert bars.sum(axis=0).tolist() == counts.tolist()
        assert bars.sum(axis=1).tolist() == np.bincount(classes).tolist()

    def test_a_constant_has_one_bar(self) -> None:
        bars, low, high = binned(np.full(7, 2.5), np.zeros(7, dtype=np.int64), 1)
        assert (bars.tolist(), low, high) == ([[7]], 2.5, 2.5)

    @pytest.mark.parametrize(
        "source",
        [
            FLOWERS.replace(b"species", b"y"),
            b"x,y\n" + b"".join(b"%d.5,%d.25\n" % (k, k * k) for k in range(30)),
            b"x,y\n1.5,p\n2.5,q\n",
            b"x,y\n" + b"".join(b"%d.5,c%02d\n" % (k, k % 15) for k in range(60)),
        ],
        ids=["flowers", "a line", "two examples", "fifteen classes"],
    )
    def test_are_drawn_of_any_table(self, source: bytes) -> None:
        made = made_of(source)
        for picture in (transposition(made), histograms(made), legend(made)):
            assert "aria-label" in picture and ">nan<" not in picture
        for mode in ("light", "dark"):
            figure = scatter(made, mode)
            assert sum(len(trace.x) for trace in figure.data) == made.labels.size

    def test_show_names_letter_by_letter(self) -> None:
        frame = pd.DataFrame({HOSTILE_NAME: [1.5, 2.5, 3.5, 4.5], "y": ["<b>p</b>", "q", "<b>p</b>", "q"]})
        made = made_of(frame.to_csv(index=False).encode())
        for picture in (transposition(made), histograms(made), legend(made)):
            assert "<img" not in picture and "<b>" not in picture
        assert all("<" not in str(trace.name) for trace in scatter(made, "light").data)


def test_a_table_that_is_only_looked_at_is_kept_for_nobody() -> None:
    test = brought(FLOWERS)
    assert get_visitor_tables().listed(test.session_state[VALUES]["visitor"]) == []
    made = made_of(FLOWERS, "species")
    content = TableContent(made.X, made.labels, made.feature_names, made.class_names)
    with pytest.raises(MissingContent):
        CONTENTS.get(content.digest)


def test_images_of_the_course_are_made_small_enough_and_shown() -> None:
    rng = np.random.default_rng(0)
    file = io.BytesIO()
    parts = {f"{part}_set_x": rng.integers(256, size=(m, 64, 64, 3)) for part, m in (("train", 12), ("test", 5))}
    labels = {"train_set_y": np.arange(12) % 2, "test_set_y": np.arange(5) % 2}
    np.savez(file, **parts, **labels)
    test = brought(file.getvalue(), "catvnoncat.npz")
    told = words(test)
    assert "12 examples for training, 5 for testing." in told and "(n_x, m) = (363, 17)" in told
    control(test.selectbox, "table_images").set_value("grey").run()
    assert "(n_x, m) = (484, 17)" in words(test)
    test.button(key="train_on_table").click().run()
    assert not test.exception
    data = load_dataset(config_of(test).dataset)  # type: ignore[attr-defined]
    assert (data.X_train.shape, data.X_test.shape) == ((484, 12), (484, 5))


def test_the_two_files_of_the_course_are_one_table() -> None:
    rng, uploads = np.random.default_rng(0), list[tuple[str, bytes, str]]()
    for part, m in (("test", 5), ("train", 12)):
        file, labels = io.BytesIO(), np.arange(m) % 2
        np.savez(
            file,
            **{f"{part}_set_x": rng.integers(256, size=(m, 4, 4, 3)), f"{part}_set_y": labels},
            list_classes=np.array([b"non-cat", b"cat"]),
        )
        uploads.append((f"{part}_catvnoncat.npz", file.getvalue(), "application/octet-stream"))
    test = opened("data", lang="en")
    test.file_uploader[0].upload(*uploads[0]).run()
    assert "a test part alone; try both files of the data at once" in read(test.error[0].value)
    test.button(key="close_table").click().run()
    for upload in uploads:
        test.file_uploader[0].upload(*upload)
    test.run()
    assert not test.exception and not test.error
    told = words(test)
    assert "12 examples for training, 5 for testing." in told and "non-cat: 6 + 3, cat: 6 + 2" in told
    test.button(key="train_on_table").click().run()
    data = load_dataset(config_of(test).dataset)  # type: ignore[attr-defined]
    assert data.class_names == ("non-cat", "cat")  # in the order of the file: cat is 1
    np.testing.assert_array_equal(data.Y_train[0], np.arange(12) % 2)
    np.testing.assert_array_equal(data.Y_test[0], np.arange(5) % 2)


def test_what_is_held_of_tables_goes_after_two_hours_and_with_the_table() -> None:
    table = read_table(FLOWERS, "iris.csv")
    choices = Preparation("species")
    old, deleted = (held_tables.hold(table, FLOWERS, ReadingOptions()) for _ in range(2))
    made = held_tables.made_of(deleted, choices)
    assert held_tables.made_of(deleted, choices) is made and held_tables.held(old.key) is old
    CONTENTS.discard(made.content.digest)
    assert held_tables.held(deleted.key) is None and held_tables.made_of(deleted, choices) is not made
    held_tables.let_go(deleted.key)
    held_tables.forget_old(old.key[0] + held_tables.HELD_SECONDS - 1)
    assert held_tables.held(old.key) is old
    held_tables.forget_old(old.key[0] + held_tables.HELD_SECONDS + 1)
    assert held_tables.held(old.key) is None
