"""Arrays and data frames of one's own: which labels are classes, what is refused, and training on them."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest

import dnn.datasets
from dnn import (
    ConfigurationError,
    DatasetConfig,
    DnnError,
    RunConfig,
    ShapeError,
    TrainingStopped,
    from_arrays,
    from_dataframe,
    load_dataset,
    train,
)
from dnn.configuration.labels import read_labels
from dnn.configuration.table import content_of_arrays
from dnn.datasets.contents import CONTENTS

X = np.arange(12.0).reshape(2, 6) % 5  # (2, 6)


class TestLabels:
    @pytest.mark.parametrize(
        ("Y", "options", "values", "names"),
        [
            ([0, 1, 1, 0], {}, [0, 1, 1, 0], ("0", "1")),
            ([[0.0, 1.0, 1.0, 0.0]], {}, [0, 1, 1, 0], ("0", "1")),
            ([1, 1, 1, 1], {}, [1, 1, 1, 1], ("0", "1")),
            ([True, False, True, True], {}, [1, 0, 1, 1], ("False", "True")),
            (["no", "yes", "no", "no"], {}, [0, 1, 0, 0], ("no", "yes")),
            (["b", "c", "a", "a"], {}, [1, 2, 0, 0], ("a", "b", "c")),
            (["b", "c", "a", "a"], {"class_names": ["c", "b", "a", "d"]}, [1, 0, 2, 2], ("c", "b", "a", "d")),
            ([-1, 1, -1, 1], {}, [0, 1, 0, 1], ("-1", "1")),
            ([0, 2, 2, 0], {"class_names": ["a", "b", "c"]}, [0, 2, 2, 0], ("a", "b", "c")),
            ([[1, 0, 0, 1], [0, 1, 1, 0]], {}, [0, 1, 1, 0], ("0", "1")),
            ([[1, 0, 0, 1], [0, 1, 1, 0], [0, 0, 0, 0]], {}, [0, 1, 1, 0], ("0", "1", "2")),
            ([3, 1, 4, 1], {}, [3, 1, 4, 1], ()),
            ([3, 1, 4, 1], {"task": "multiclass"}, [1, 0, 2, 0], ("1", "3", "4")),
            ([0.5, 1, 1, 0], {}, [0.5, 1, 1, 0], ()),
            ([0, 1, 1, 0], {"task": "regression"}, [0, 1, 1, 0], ()),
            ([True, False, True, True], {"task": "regression"}, [1, 0, 1, 1], ()),
        ],
        ids=str,
    )
    def test_are_classes_or_targets(self, Y: Any, options: dict[str, Any], values: list[float], names: Any) -> None:
        labels = read_labels(Y, 4, **options)
        assert labels.values.tolist() == values and labels.class_names == names

    @pytest.mark.parametrize(
        ("Y", "options", "words"),
        [
            ([0, 1, 1, 0], {"task": "multiclass"}, "binary where the number of classes is 2"),
            (["a", "b", "c", "a"], {"task": "binary"}, "multiclass where the number of classes is 3"),
            ([0, 1, 1, 0], {"task": "clustering"}, "one of binary, multiclass, regression"),
            ([0.5, 1, 1, 0], {"task": "binary"}, "whole numbers, or words"),
            ([0, 1, 5, 0], {"class_names": ["a", "b"]}, "class numbers from 0 to 1, got 5.0"),
            (["a", "b", "c", "a"], {"class_names": ["a", "b"]}, "names of the classes, got 'c'"),
            (["a", "b", "c", "a"], {"task": "regression"}, "numbers in a regression, got 'a'"),
            ([0.5, 1, 2, 3], {"task": "regression", "class_names": ["a"]}, "left out of a regression"),
            ([[1, 0, 0, 1], [0, 1, 1, 1]], {}, "one-hot"),
            ([[0.2, 0, 0, 1], [0.8, 1, 1, 0]], {}, "one-hot"),
            (np.array([None, "a", "b", "a"], dtype=object), {}, "numbers, or words that are classes, got None"),
        ],
        ids=str,
    )
    def test_that_do_not_fit_are_refused_in_a_sentence(self, Y: Any, options: dict[str, Any], words: str) -> None:
        with pytest.raises(ConfigurationError, match=words):
            read_labels(Y, 4, **options)

    @pytest.mark.parametrize("Y", [[0, 1], [[0], [1], [1], [0]], 5, [], [[[0, 1, 1, 0]]]], ids=str)
    def test_of_other_shapes_are_refused(self, Y: Any) -> None:
        with pytest.raises(ShapeError, match=r"Y should have shape \(1, m\) = \(1, 4\)"):
            read_labels(Y, 4)


class TestFromArrays:
    def test_is_a_public_name_of_the_library_and_of_its_datasets(self) -> None:
        assert dnn.datasets.from_arrays is from_arrays and dnn.datasets.from_dataframe is from_dataframe
        with pytest.raises(AttributeError, match="from_nowhere"):
            dnn.datasets.from_nowhere  # noqa: B018

    def test_gives_a_configuration_that_can_be_loaded(self) -> None:
        config = from_arrays(X, [0, 1, 0, 1, 0, 1], test_fraction=0.5, seed=3, standardize=False)
        assert (config.test_fraction, config.seed, config.standardize) == (0.5, 3, False)
        data = load_dataset(config)
        assert data.feature_names == ("x1", "x2") and data.X_train.shape[1] + data.X_test.shape[1] == 6
        assert DatasetConfig.from_dict(config.to_dict()) == config

    def test_takes_lists_and_other_types_of_numbers(self) -> None:
        expected = content_of_arrays(X, [0, 1, 0, 1, 0, 1]).digest
        for same in (X.tolist(), X.astype(np.float32), X.astype(np.int8), X.astype(">f8")):
            assert content_of_arrays(same, np.array([[0, 1, 0, 1, 0, 1]], np.uint8)).digest == expected

    @pytest.mark.parametrize("wrong", [X[0], X[np.newaxis], np.empty((0, 6)), np.empty((2, 0)), 5.0])
    def test_refuses_what_is_no_matrix(self, wrong: Any) -> None:
        with pytest.raises(ShapeError):
            from_arrays(wrong, [0, 1, 0, 1, 0, 1])

    def test_nothing_is_stored_of_what_is_refused(self) -> None:
        before = len(CONTENTS)
        with pytest.raises(ConfigurationError, match="test_fraction"):
            from_arrays(X * 7, [0, 1, 0, 1, 0, 1], test_fraction=2.0)
        assert len(CONTENTS) == before


class TestTrain:
    CONFIG = RunConfig.from_dict(
        {
            "dataset": {"name": "circles"},
            "architecture": {"hidden": [], "initializer": "zeros"},
            "hyperparameters": {"learning_rate": 0.5, "iterations": 20},
        }
    )

    def test_on_a_pair_of_arrays_is_logistic_regression_by_hand(self) -> None:
        Y = np.array([[0.0, 1.0, 1.0, 0.0, 1.0, 0.0]])
        w, b, expected = np.zeros((1, 2)), 0.0, []
        for _ in range(20):
            A = 1 / (1 + np.exp(-(w @ X + b)))  # (1, m)
            expected.append(float(-(Y * np.log(A) + (1 - Y) * np.log(1 - A)).mean()))
            w, b = w - 0.5 * (A - Y) @ X.T / 6, b - 0.5 * float((A - Y).mean())
        before = len(CONTENTS)
        records = list(train(self.CONFIG, data=(X, Y)))
        np.testing.assert_allclose([record.cost for record in records], expected, rtol=1e-12)
        np.testing.assert_allclose(records[-1].parameters.layers[0].W, w, rtol=1e-12)
        assert len(CONTENTS) == before

    def test_left_early_leaves_nothing_behind(self) -> None:
        before = len(CONTENTS)
        records = train(self.CONFIG, data=(X, X[0] / 3))
        assert len(list(itertools.islice(records, 3))) == 3
        records.close()  # type: ignore[attr-defined]
        assert len(CONTENTS) == before

    def test_on_a_configuration_is_training_with_that_dataset(self) -> None:
        other = DatasetConfig.from_dict({"name": "moons", "samples": 50})
        costs = [record.cost for record in train(self.CONFIG, 5, data=other)]
        assert costs == [record.cost for record in train(RunConfig(other, self.CONFIG.architecture,
                         self.CONFIG.hyperparameters), 5)]  # fmt: skip

    def test_that_stops_is_an_error(self) -> None:
        with pytest.raises(TrainingStopped):
            list(train(self.CONFIG, data=(X * 1e99, X[0] * 1e99 + 0.5)))


@pytest.fixture
def frame() -> Any:
    pandas = pytest.importorskip("pandas")
    return pandas.DataFrame(
        {
            "length": [1.5, 2.5, 3.5, 4.5],
            "count": pandas.array([1, 2, 3, 4], dtype="Int64"),
            "wet": [True, False, False, True],
            "colour": ["red", "blue", "red", "green"],
            "size": pandas.Categorical(["big", "small", "big", "small"], categories=["small", "medium", "big"]),
            "when": pandas.to_datetime(["2020-01-01"] * 4),
            "kind": ["no", "yes", "no", "yes"],
        }
    )


class TestFromDataFrame:
    def test_makes_numbers_features_and_words_one_hot(self, frame: Any) -> None:
        pandas = pytest.importorskip("pandas")
        columns = ["length", "count", "wet", "colour", "size"]
        data = load_dataset(from_dataframe(frame, "kind", columns, test_fraction=0, standardize=False))
        assert data.feature_names == (
            "length", "count", "wet", "colour = blue", "colour = green", "colour = red", "size = small", "size = big",
        )  # fmt: skip
        expected = np.column_stack(
            [frame[columns[:3]].astype(float), pandas.get_dummies(frame["colour"]), pandas.get_dummies(frame["size"])[
                ["small", "big"]]]
        ).astype(float)  # fmt: skip
        order = data.X_train[0].argsort()
        np.testing.assert_array_equal(data.X_train[:, order].T, expected)
        np.testing.assert_array_equal(data.Y_train[0, order], [0, 1, 0, 1])
        assert data.class_names == ("no", "yes")

    @pytest.mark.parametrize(
        ("target", "task", "classes"),
        [("size", "binary", ("small", "big")), ("wet", "binary", ("False", "True")), ("length", "regression", ()),
         ("colour", "multiclass", ("blue", "green", "red"))],
    )  # fmt: skip
    def test_any_column_can_be_the_target(self, frame: Any, target: str, task: str, classes: tuple[str, ...]) -> None:
        data = load_dataset(from_dataframe(frame.drop(columns="when"), target))
        assert (data.task, data.class_names) == (task, classes)

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            (lambda f: f.assign(length=[1, None, 3, 4]), "row 2 of the column 'length' to be given, got nothing"),
            (lambda f: f.assign(colour=["a", "b", None, "c"]), "row 3 of the column 'colour' to be given"),
            (lambda f: f.assign(kind=[None, "b", "a", "c"]), "row 1 of the column 'kind' to be given"),
            (lambda f: f.assign(length=[1, float("inf"), 3, 4]), "a finite number"),
            (lambda f: f.assign(colour=["a", [], 3.5, "c"]), "row 2 of the column 'colour' to be a number or a word"),
            (lambda f: f.drop(columns="kind"), "the column 'kind' to be in the table once, got nothing"),
            (lambda f: f.rename(columns={"wet": "kind"}), "the column 'kind' .* got it 2 times"),
            (lambda f: f[["kind"]], "one column at least"),
            (lambda f: f.assign(length=f["length"] + 1j), "row 1 of the column 'length'"),
        ],
    )
    def test_refuses_in_a_sentence(self, frame: Any, change: Any, words: str) -> None:
        with pytest.raises(DnnError, match=words):
            from_dataframe(change(frame.drop(columns="when")), "kind")

    def test_dates_are_neither_numbers_nor_words(self, frame: Any) -> None:
        with pytest.raises(ConfigurationError, match="row 1 of the column 'when' to be a number or a word"):
            from_dataframe(frame, "kind")
