"""The estimators: scikit-learn's own checks, and their numbers against the library's readable passes."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dnn import DatasetConfig, RunConfig, TrainingStopped, predict
from dnn.datasets.contents import CONTENTS
from dnn.datasets.load import load_dataset
from dnn.datasets.real import read_table
from dnn.errors import ConfigurationError
from dnn.training.advance import advance
from tests.late_module import LateModule

MISSING = "scikit-learn is not installed (the extra sklearn)"
base, linear_model, model_selection, pipeline, preprocessing, estimator_checks = (
    LateModule(f"sklearn.{name}", MISSING)
    for name in ("base", "linear_model", "model_selection", "pipeline", "preprocessing", "utils.estimator_checks")
)
estimators = LateModule("dnn.estimators", MISSING)

ROOT = Path(__file__).parents[3]
ARRAY_API = "check_array_api_input"
"""The check that scikit-learn skips unless SCIPY_ARRAY_API is set."""
iris, diabetes = read_table("iris"), read_table("diabetes")
SPECIES = np.array(["setosa", "versicolor", "virginica"])[iris[:, -1].astype(int)]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["DnnClassifier", "DnnRegressor"])
def test_scikit_learn_finds_nothing_wrong(name: str) -> None:
    estimator = getattr(estimators, name)()
    results = estimator_checks.check_estimator(estimator, on_skip=None, on_fail=None)
    wrong = {result["check_name"]: str(result["exception"]) for result in results if result["status"] != "passed"}
    assert len(results) > 40 and wrong.keys() <= {ARRAY_API}, wrong


@pytest.mark.parametrize("precision", ["float64", "float32"])
def test_the_classifier_is_the_network_of_the_same_configuration(precision: str) -> None:
    """Its initial weights, iterations and batches are those of a run; only the order of the examples is another."""
    settings = {"iterations": 1, "precision": precision, "learning_rate": 0.05, "optimizer": "momentum"}
    fitted = estimators.DnnClassifier((5,), activation="relu", initializer="he", random_state=3, **settings)
    fitted.fit(iris[:, :-1], SPECIES)
    config = RunConfig.from_dict(
        {
            "dataset": {"name": "iris", "test_fraction": 0},
            "architecture": {"hidden": [{"units": 5, "activation": "relu"}], "initializer": "he"},
            "hyperparameters": settings,
            "seed": 3,
        }
    )
    tolerance = 1e-12 if precision == "float64" else 1e-5
    np.testing.assert_allclose(fitted.costs_, advance(config, None).costs, rtol=tolerance)
    data = load_dataset(DatasetConfig.from_dict({"name": "iris", "test_fraction": 0}))
    np.testing.assert_allclose(fitted.mean_, data.mean, rtol=1e-12)
    inputs = ((iris[:, :-1] - iris[:, :-1].mean(axis=0)) / iris[:, :-1].std(axis=0)).T  # (n_x, m)
    expected = predict(fitted.parameters_, inputs).T  # (m, C)
    np.testing.assert_allclose(fitted.predict_proba(iris[:, :-1]), expected, rtol=1e-4, atol=1e-7)
    np.testing.assert_array_equal(fitted.predict(iris[:, :-1]), fitted.classes_[expected.argmax(axis=1)])


def test_without_hidden_layers_it_is_logistic_regression() -> None:
    X, y = iris[50:, :-1], SPECIES[50:]
    own = estimators.DnnClassifier(
        (), iterations=4_000, learning_rate=0.1, l2=1.0, optimizer="adam", random_state=0
    ).fit(X, y)
    scaled = preprocessing.StandardScaler().fit_transform(X)
    other = linear_model.LogisticRegression(C=1.0, tol=1e-10, max_iter=10_000).fit(scaled, y)
    np.testing.assert_allclose(own.parameters_.layers[0].W, other.coef_, rtol=1e-4)
    np.testing.assert_allclose(own.predict_proba(X), other.predict_proba(scaled), atol=1e-5)


def test_the_regressor_learns_the_least_squares() -> None:
    X, y = diabetes[:, :-1], diabetes[:, -1]
    own = estimators.DnnRegressor((), iterations=5_000, learning_rate=0.05, random_state=0).fit(X, y)
    design = np.column_stack([X, np.ones(len(X))])
    expected = design @ np.linalg.lstsq(design, y, rcond=None)[0]
    np.testing.assert_allclose(own.predict(X), expected, rtol=1e-3)
    assert own.score(X, y) == pytest.approx(1 - ((y - expected) ** 2).sum() / ((y - y.mean()) ** 2).sum(), abs=1e-4)


def test_it_stands_in_pipelines_and_searches() -> None:
    search = model_selection.GridSearchCV(
        pipeline.make_pipeline(preprocessing.StandardScaler(), estimators.DnnClassifier(iterations=60, random_state=0)),
        {"dnnclassifier__learning_rate": np.array([1e-6, 0.05]), "dnnclassifier__hidden_layers": [(4,), (8, 4)]},
        cv=3,
    )
    search.fit(iris[:, :-1], SPECIES)
    assert search.best_params_["dnnclassifier__learning_rate"] == 0.05 and search.best_score_ > 0.9
    scores = model_selection.cross_val_score(
        estimators.DnnRegressor((8,), iterations=150, random_state=0), diabetes[:, :-1], diabetes[:, -1]
    )
    assert scores.mean() > 0.2


def test_training_leaves_nothing_in_the_process() -> None:
    before = len(CONTENTS)
    estimators.DnnClassifier(iterations=3).fit(iris[:, :-1], SPECIES)
    with pytest.raises(ConfigurationError):
        estimators.DnnClassifier(iterations=0).fit(iris[:, :-1], SPECIES)
    assert len(CONTENTS) == before


def test_one_class_alone_is_predicted() -> None:
    fitted = estimators.DnnClassifier(iterations=5).fit(iris[:10, :-1], SPECIES[:10])
    assert set(fitted.predict(iris[:, :-1])) == {"setosa"} and (fitted.predict_proba(iris[:, :-1]) == 1).all()


def test_logits_of_a_thousand_are_probabilities() -> None:
    X = np.array([[-1000.0], [1000.0]])
    fitted = estimators.DnnClassifier((), iterations=200, learning_rate=1.0, standardize=False, random_state=0).fit(
        X, [0, 1]
    )
    np.testing.assert_allclose(fitted.predict_proba(X), [[1, 0], [0, 1]], atol=1e-12)


def test_a_copy_and_a_seed_give_the_same_numbers() -> None:
    one = estimators.DnnRegressor(iterations=20, batch_size=32, random_state=4).fit(diabetes[:, :-1], diabetes[:, -1])
    other = base.clone(one).fit(diabetes[:, :-1], diabetes[:, -1])
    read = pickle.loads(pickle.dumps(one))
    for each in (other, read):
        assert each.costs_.tobytes() == one.costs_.tobytes() and len(each.costs_) == each.n_iter_ == 20
        assert each.predict(diabetes[:, :-1]).tobytes() == one.predict(diabetes[:, :-1]).tobytes()


@pytest.mark.parametrize(
    "settings",
    [{"activation": "sinus"}, {"hidden_layers": (0,)}, {"learning_rate": -1}, {"iterations": 0}, {"optimizer": "x"},
     {"initializer": "x"}, {"l2": -1.0}, {"precision": "float16"}, {"batch_size": 0}, {"standardize": "yes"},
     {"random_state": -1}],
    ids=str,
)  # fmt: skip
def test_a_setting_that_cannot_be_used_is_one_sentence(settings: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError, match=r"^Expected .*; try .*\.$"):
        estimators.DnnClassifier(**settings).fit(iris[:, :-1], SPECIES)


def test_numbers_without_end_stop_it() -> None:
    regressor = estimators.DnnRegressor((4,), activation="linear", optimizer="gradient_descent", learning_rate=90.0)
    before = len(CONTENTS)
    with pytest.raises(TrainingStopped):
        regressor.fit(diabetes[:, :-1], diabetes[:, -1])
    assert len(CONTENTS) == before and not hasattr(regressor, "parameters_")


@pytest.mark.workers
def test_the_library_does_without_scikit_learn() -> None:
    code = (
        "import sys; sys.modules['sklearn'] = None\n"
        "import dnn\n"
        "try:\n    import dnn.estimators\nexcept ImportError as error:\n    print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("Expected scikit-learn to be installed")
