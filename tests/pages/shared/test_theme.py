"""The colours: the classes on a map are distinct, however pale, on the light and on the dark page."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from pages.shared.drawing.theme import CLASSES, SCHEMES

SHARE = 0.5
"""Opacity of the class's colour in a pale part of the map."""
APART = 20
"""Of CIE 1976 colour differences; about 2 can be seen side by side."""
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = TO_XYZ.sum(axis=1)


def channels(color: str) -> np.ndarray:
    return np.array([int(color[start : start + 2], 16) for start in (1, 3, 5)]) / 255


def lab(rgb: np.ndarray) -> np.ndarray:
    """L*, a*, b* of a colour of sRGB."""
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    share = TO_XYZ @ linear / WHITE
    root = np.where(share > 0.008856, np.cbrt(share), 7.787 * share + 16 / 116)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])


@pytest.mark.parametrize("mode", list(SCHEMES))
def test_six_classes_are_apart_where_they_are_pale(mode: str) -> None:
    middle = channels(SCHEMES[mode].middle)
    pale = [lab(middle + SHARE * (channels(color) - middle)) for color in CLASSES[:6]]
    nearest = min(np.linalg.norm(one - other) for one, other in itertools.combinations(pale, 2))
    assert nearest > APART


def test_no_two_classes_have_the_same_colour() -> None:
    assert len(set(CLASSES)) == len(CLASSES) == 10
