"""The plane in which data of many features are shown."""

from __future__ import annotations

import numpy as np

from dnn.lessons.projection import plane_of


def test_two_features_stay_as_they_are_and_one_gets_a_second() -> None:
    X = np.array([[1.0, 2.0, 5.0], [0.0, 1.0, -1.0]])
    assert np.array_equal(plane_of(X), X)
    assert np.array_equal(plane_of(X[:1]), [[1.0, 2.0, 5.0], [0.0, 0.0, 0.0]])


def test_many_features_are_shown_along_their_largest_spread() -> None:
    rng = np.random.default_rng(0)
    X = rng.standard_normal((5, 400)) * np.array([[0.1], [7.0], [0.1], [3.0], [0.1]])  # (n_x, m)
    x, y = plane_of(X)  # (m,), (m,)
    assert abs(np.corrcoef(x, X[1])[0, 1]) > 0.999
    assert abs(np.corrcoef(y, X[3])[0, 1]) > 0.99
    assert np.allclose(x.var() / X[1].var(), 1, atol=0.01)
