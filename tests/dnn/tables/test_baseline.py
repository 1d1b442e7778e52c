"""Baselines against closed forms, scikit-learn, and the normal equations."""

from __future__ import annotations

from decimal import Decimal, localcontext

import numpy as np
import pytest

from dnn.datasets.data import Data
from dnn.tables.baseline import constant_baseline, linear_baseline
from dnn.tables.parts import divided
from dnn.tables.preparation import Preparation
from dnn.tables.prepare import prepare
from dnn.tables.reading.read import read_table


def made(rows: list[str], **choices: object) -> Data:
    """The dataset of lines x1,x2,y."""
    table = read_table(("x1,x2,y\n" + "\n".join(rows)).encode(), "a.csv")
    prepared = prepare(table, Preparation(target="y", **choices))  # type: ignore[arg-type]
    return divided(prepared, standardize=True)


def noisy(classes: int, m: int = 300) -> list[str]:
    """Rows of classes that overlap."""
    rng = np.random.default_rng(classes)
    labels = rng.integers(classes, size=m)
    return [f"{x},{y},c{k}" for (x, y), k in zip(rng.standard_normal((m, 2)) + labels[:, None], labels, strict=True)]


@pytest.mark.parametrize("counts", [(7, 3), (5, 3, 2)])
def test_the_majority_costs_the_entropy_of_the_shares(counts: tuple[int, ...]) -> None:
    rows = [f"{k}.5,{j}.25,c{k}" for k, count in enumerate(counts) for j in range(count)]
    with localcontext(prec=50):
        total = Decimal(sum(counts))
        H = -sum(count / total * (count / total).ln() for count in map(Decimal, counts))
    assert constant_baseline(made(rows, test_fraction=0)).train == pytest.approx(float(H), rel=1e-14)


def test_the_mean_costs_half_the_variance_and_a_line_nothing() -> None:
    rows = [f"{k},{k * k},{3 * k - 0.5 * k * k + 0.25}" for k in range(20)]
    data = made(rows, test_fraction=0.25)
    assert constant_baseline(data).train == pytest.approx(0.5, rel=1e-12)  # standardised
    line = linear_baseline(data)
    assert line.train < 1e-20 and line.test is not None and line.test < 1e-20


@pytest.mark.parametrize("classes", [2, 3])
def test_logistic_regression_is_that_of_scikit_learn(classes: int) -> None:
    linear_model = pytest.importorskip("sklearn.linear_model")
    metrics = pytest.importorskip("sklearn.metrics")
    data = made(noisy(classes), test_fraction=0.3)
    labels, test = ((Y[0] if classes == 2 else Y.argmax(axis=0)).astype(int) for Y in (data.Y_train, data.Y_test))
    model = linear_model.LogisticRegression(C=1e12, tol=1e-10, max_iter=10_000).fit(data.X_train.T, labels)
    found = linear_baseline(data)
    assert found.is_converged
    assert found.train == pytest.approx(metrics.log_loss(labels, model.predict_proba(data.X_train.T)), rel=1e-6)
    assert found.test == pytest.approx(metrics.log_loss(test, model.predict_proba(data.X_test.T)), rel=1e-4)


def test_classes_that_a_line_separates_are_said_to_be_unfinished() -> None:
    data = made([f"{k}.5,{-k}.25,{'a' if k < 10 else 'b'}" for k in range(20)], test_fraction=0)
    found = linear_baseline(data)
    assert not found.is_converged and 0 < found.train < 0.05 and found.test is None
